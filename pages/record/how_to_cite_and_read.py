"""How to cite the data, on what terms they may be used, and what must be known to read their figures."""

from typing import Final

import streamlit as st

from analysis.trade.preferred import RANKS
from charts.base.frame import NAME
from pages._app.cache import replayed
from pages._app.record import edition, loaded_on
from pages._app.rows import known_to
from pages._parts.downloads import cite, everything

STATUSES: Final = {
    "statistic": "a statistics office, a customs service or an international organisation publishes it",
    "preliminary": "the same, before the publisher calls it final",
    "estimate": "an international organisation works it out where a side is silent, most often from the other side",
    "claim": "somebody said it, most often a round figure in a speech",
    "target": "the aim of a plan or a speech, for a year to come or for none that is named",
    "potential": "what somebody estimates could be traded",
    "contract": "deals signed at a forum, or a yearly contract for electricity; not what was delivered",
}
STAGES: Final = {
    "pledged": "announced",
    "dispatched": "reported to have left",
    "delivered": "reported to have arrived",
}
LIMITS: Final = """
- FAOSTAT covers food and agriculture alone, from 2010. It has a row only where the partner took at least 5 % of the
  reporter's trade in that item: sums are lower bounds, and a missing year is not zero.
- Two of its groups hold more than one would think: flour stands together with starch, sugar and bakery goods, vegetable
  oil together with meat, fish and preserves.
- Afghan figures are often lower: for Uzbekistan's exports and turnover they are a third of the Uzbek ones, or less.
- Turkmenistan does not report its trade to the international data sets: what is known comes from its partners, the IMF,
  the press, and a few figures that its officials gave.
- Exporters count goods at their border (FOB), importers with freight (CIF): the two sides of one flow differ even where
  both are right.
- Afghan solar years run from March to March. They are marked as such and not fitted to the calendar.
- Aid is a lower bound: what nobody reported is missing, and many consignments have no reported weight.
- In 2025 most Afghans in Uzbekistan and Turkmenistan moved from refugees to others in need: a new heading, not a departure.
- A position that nobody has confirmed for a year is shown as last confirmed, not as present.
"""
LICENCES: Final = """
Our compilation of facts: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Code: MIT. Rows from data sets keep
the terms of these: FAOSTAT, CC BY 4.0; UNHCR, CC BY 4.0; World Bank, CC BY 4.0; WFP food prices and OCHA Financial Tracking
Service, CC BY-IGO; IMF Direction of Trade Statistics, with attribution; US consumer prices and outlines by Natural Earth, public
domain.
"""


def citing() -> None:
    """Show the words of a citation and the terms, and offer everything in one file."""
    _cited(str(st.context.url or ""))
    st.download_button(
        "The whole record in one archive", everything, f"amu-ledger-{edition()}.zip", "application/zip", key="data-all",
        on_click="ignore", icon=":material/folder_zip:",
    )  # fmt: skip
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
    until = f", known to {last:%-d %B %Y}" if last else ""
    return (
        f"@misc{{amu-ledger-{edition()},\n  title = {{{NAME}: trade, aid and recognition between Central Asia and Afghanistan}},\n"
        f"{year}  version = {{{edition()}}},\n  note = {{Data version {edition()}{until}}}\n}}"
    )


@replayed
def how_to_read() -> None:
    """Say how figures are chosen, what statuses mean, and what is not in the data."""
    chosen, meant = st.columns(2, gap="large")
    with chosen:
        ranks = "\n".join(f"{at}. {rank}" for at, rank in enumerate(RANKS.values(), start=1))
        st.markdown(
            f"**How a figure is chosen where a chart needs one**\n\n{ranks}\n\nWithin a rank: the figure reported with more digits, then the one published last. No figure is averaged or left out: "
            "the others stay as the spread and in the rows."
        )
    with meant:
        statuses = "\n".join(f"- **{status}**: {means}" for status, means in STATUSES.items())
        stages = "; ".join(f"**{stage}**: {means}" for stage, means in STAGES.items())
        st.markdown(f"**What the status of a figure says**\n\n{statuses}\n\nAid is {stages}.")
    st.markdown(f"**What must be known to read the figures**\n{LIMITS}")
