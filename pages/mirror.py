"""Where do exporter and importer tell different figures, and who depends on whom?

Every trade has two tellers, and often one of them is silent. Here both figures of the same state, goods and period stand
against each other; who told at all, and when last; and what share of a good comes from, or goes to, whom.
"""

import streamlit as st

from charts.mirror_gap import furthest, order
from pages import Page, View
from pages import _mirror_dependence as shares
from pages import _mirror_words as said
from pages._cite import cited, text
from pages._mirror_gap import every, gap, in_view
from pages._mirror_strip import reports
from pages._once import replayed

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
