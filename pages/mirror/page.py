"""Where do exporter and importer tell different figures, and who depends on whom?

Every trade has two tellers, and often one of them is silent. Here both figures of the same state, goods and period stand
against each other; who told at all, and when last; and what share of a good comes from, or goes to, whom.
"""

import streamlit as st

from charts.mirror.gap import furthest, order
from pages._app.cache import replayed
from pages._app.navigation import Page
from pages._app.view import View
from pages._parts.citation import cited, text
from pages.mirror import dependence as shares
from pages.mirror import wording as said
from pages.mirror.gap import every, gap, in_view
from pages.mirror.reporting import reports

PAGE = Page("Mirror", ":material/compare_arrows:", 25, section="Compare")


def render(view: View) -> None:
    """The answer, the distance between both sides, who reported when, and the shares both ways."""
    _answer(view)
    gap(view)
    reports(view)
    shares.both_ways(view)


@replayed
def _answer(view: View) -> None:
    found = in_view(view)
    widest = furthest(found)
    pair = "" if widest is None else " ({}; {})".format(*(cited(widest[f"source_id_{it}"]) for it in order(widest)))
    st.markdown(f"{text(said.answer(found, every(), view).removesuffix('.'))}{pair}. {text(shares.answer(view))}")
