"""What is this, and how are its figures made?

What the dashboard is for; how a figure is chosen where several are reported; every method; how to cite, on what terms.
"""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from charts.base.frame import NAME
from pages._app.cache import replayed
from pages._app.navigation import Page
from pages._app.view import Query, View
from pages._parts.citation import text
from pages._parts.cite import Citation
from pages._parts.downloads import LICENCES
from pages._parts.layout import link_to
from pages._parts.methods import method, methods
from pages.about.reading import how_to_read

PAGE = Page(
    "About",
    ":material/info:",
    95,
    "What this dashboard is for, how its figures are chosen and measured, how to cite them, and on what terms they may be used.",
    filters=(),
)
PURPOSE: Final = f"""
{NAME} shows how Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan and Tajikistan trade with Afghanistan, send aid to it, and
deal with the Taliban authorities. It is made for analysts, journalists, aid workers and scholars.

- **Every figure names who reported it.** Reported figures are never averaged or overwritten. Where two reports differ, both
  are shown.
- **What is not known is shown as not known.** Nothing is shown as current after the last day of the data.
- **Derived figures say so**, and how they were worked out.
- **Words are neutral.** We describe positions and take none.

It began with an article by T. Ali of 2 May 2023 for the Caspian Policy Center: trade without recognition, diplomats accredited
without recognition, wheat and flour as aid, and Tajikistan standing apart. What the article says is in the data, with its sources.
"""
KEPT_BY: Final = """
The data and the code are kept by the contributors of the open repository from which this page is served. Found an error, or a
report that is missing? Open an issue in that repository: name the figure, what it says, and a source that says otherwise.
"""


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  the same whatever is chosen
    """What this is."""
    return (PURPOSE,)


def render(view: View) -> None:  # noqa: ARG001  the same whatever is chosen
    """Say what this is, how figures are chosen and measured, and how to cite them."""
    _purpose()
    st.header("How figures are chosen", anchor="chosen")
    how_to_read()
    st.header("How figures are measured", anchor="methods")
    name = st.selectbox(
        "Method", list(methods()), format_func=lambda name: method(name).title, key="method", bind="query-params",
        persist_state="session", index=None, placeholder="Choose a method to read it here",
    )  # fmt: skip
    if name:
        _method(name)
    st.header("How to cite", anchor="cite")
    _cited(str(st.context.url or ""))
    link_to("data", "The citation to copy, and as BibTeX, RIS and CSL-JSON", section="Citing")
    st.header("Errors and contributions", anchor="errors")
    st.markdown(KEPT_BY)


@replayed
def _purpose() -> None:
    st.markdown(PURPOSE)


@replayed
def _method(name: str) -> None:
    st.markdown(method(name).text)


@replayed
def _cited(address: str) -> None:
    # no code to copy: its script and type are a fifth of what the page would ask for
    citation = text(Citation(address=address).text())
    st.markdown(f"{citation}\n\nCite the original source beside it: every figure names its sources.\n\n{LICENCES}")
