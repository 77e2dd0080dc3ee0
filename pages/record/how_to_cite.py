"""How to cite the data, and on what terms they may be used."""

import streamlit as st

from charts.base.frame import NAME
from pages._app.cache import replayed
from pages._app.record import edition, loaded_on
from pages._app.rows import known_to
from pages._parts.downloads import LICENCES, cite


def citing() -> None:
    """Show the words of a citation and the terms."""
    _cited(str(st.context.url or ""))
    _for_managers()


@replayed
def _cited(address: str) -> None:
    st.code(cite(address), language=None, wrap_lines=True)
    st.markdown(
        f"Cite the original source beside it: every row names one, and every file carries its publisher and address. {LICENCES}"
    )


@replayed
def _for_managers() -> None:
    with st.expander("For a reference manager (BibTeX)"):
        st.code(bibtex(), language="bibtex", wrap_lines=True)


def bibtex() -> str:
    """Return the citation as an entry of BibTeX."""
    last, day = known_to(), loaded_on()
    year = f"  year = {{{day.year}}},\n" if day else ""
    until = f", data to {last:%-d %B %Y}" if last else ""
    return (
        f"@misc{{amu-ledger-{edition()},\n  title = {{{NAME}: trade, aid and recognition between Central Asia and Afghanistan}},\n"
        f"{year}  version = {{{edition()}}},\n  note = {{Data version {edition()}{until}}}\n}}"
    )
