"""How a figure is chosen where several are reported, what its status means, and what to know when reading it."""

from typing import Final

import streamlit as st

from analysis.trade.preferred import RANKS
from pages._app.cache import replayed

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
  reporter's trade in that item: sums are minimums, and a missing year is not zero.
- Two of its groups contain more than their names say: flour stands together with starch, sugar and bakery goods, vegetable
  oil together with meat, fish and preserves.
- Afghan figures are often lower: for Uzbekistan's exports and turnover they are a third of the Uzbek ones, or less.
- Turkmenistan has reported no trade to the international data sets since 2000. What is known comes from its partners, the
  IMF, the press, and a few figures that its officials gave.
- Exporters count goods at their border (FOB), importers with freight (CIF): the two sides of one flow differ even where
  both are right.
- Afghan solar years run from March to March. They are marked as such and not fitted to the calendar.
- Aid is at least what is shown: what nobody reported is missing, and many consignments have no reported weight.
- In 2025 most Afghans in Uzbekistan and Turkmenistan moved from refugees to others in need: a new heading, not a departure.
- A position that nobody has confirmed for a year is shown as last confirmed, not as present.
"""


@replayed
def how_to_read() -> None:
    """Say how figures are chosen, what statuses mean, and what is not in the data."""
    chosen, meant = st.columns(2, gap="large")
    with chosen:
        ranks = "\n".join(f"{at}. {rank}" for at, rank in enumerate(RANKS.values(), start=1))
        st.markdown(
            f"**Where several are reported, the first of these is drawn**\n\n{ranks}\n\nWithin a rank: the figure reported with more digits, then the one published last. No figure is averaged or left out: "
            "a chart shows how far the others differ, and its table has them all."
        )
    with meant:
        statuses = "\n".join(f"- **{status}**: {means}" for status, means in STATUSES.items())
        stages = "; ".join(f"**{stage}**: {means}" for stage, means in STAGES.items())
        st.markdown(f"**What the status of a figure says**\n\n{statuses}\n\nAid is {stages}.")
    st.markdown(f"**Know this when you read the figures**\n{LIMITS}")
