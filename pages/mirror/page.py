"""Where do the two sides' figures disagree?

Every trade is counted on two sides, and often one of them is silent. Here both figures of the same state, goods and
period stand against each other; who reported at all, and when last; and what share of a good comes from, or goes to, whom.
"""

from collections.abc import Iterable

import streamlit as st

from analysis.mirror.pairs import furthest, order
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.rows import mirror_pairs
from pages._app.view import Query, View
from pages._parts.citation import cited, text
from pages.mirror import dependence as shares
from pages.mirror import wording
from pages.mirror.gap import gap, in_view
from pages.mirror.reporting import reports

PAGE = Page(
    "Mirror",
    ":material/compare_arrows:",
    25,
    "The same trade as the exporter and the importer report it, and what share each state has in Afghanistan's supplies.",
    section="Compare",
)


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """How far the two sides are apart, and the shares both ways."""
    return (_answer(view),)


def render(view: View) -> None:
    """The answer, both sides year by year, who reported when, and the shares both ways."""
    st.markdown(_answer(view))
    gap(view)
    reports(view)
    shares.both_ways(view)


@once
def _answer(view: View) -> str:
    """Answer the page's question."""
    pairs = in_view(view)
    findings = [text(wording.answer(pairs, mirror_pairs("value_usd"), view))]
    if (pair := furthest(pairs)) is not None:
        links = "; ".join(cited(pair[f"source_id_{side}"]) for side in order(pair))
        findings.append(f"{text(wording.widest(pair, pairs))} ({links}).")
    return "\n".join(f"- {finding}" for finding in [*findings, text(shares.answer(view))])
