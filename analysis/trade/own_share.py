"""Which share of a state's whole trade is with Afghanistan, as far as a source itself gives it: nothing is worked out."""

from typing import Final

import pandas as pd

from analysis.trade.series import Choice
from analysis.trade.statistics import STATED
from data.schema.tables import Trade
from data.vocabulary.places import CODES

WHOLE: Final = {"turnover": "own_trade", "export": "own_exports"}  # what a share of each flow is one of


def own_shares(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Pick the last share of each state's trade, or exports, of the chosen goods that a source gives.

    The whole trade of the states is in no table, so no other share can be worked out.

    Args:
        rows: rows of `Trade` in use.
        choice: flow and goods; its unit does not matter.

    Returns:
        Rows of `Trade`, one for each state of which a share is given.
    """
    of = rows[(rows[Trade.flow] == choice.flow) & (rows[Trade.commodity] == choice.goods)]
    of = of[of[Trade.share_percent].notna() & (of[Trade.whole] == WHOLE.get(choice.flow, ""))]
    of = of[of[Trade.status].isin(STATED) & of[Trade.country].isin(CODES)]
    return of.sort_values([Trade.end, Trade.start]).drop_duplicates(Trade.country, keep="last")
