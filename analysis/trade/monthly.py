"""Trade month by month, each side of the border by itself: one figure for each country, month and side."""

from typing import Final

import pandas as pd

from analysis.base.editions import is_month
from analysis.trade.comparison import chosen
from analysis.trade.mirrored import AFGHAN, OWN, side

NEITHER: Final = "neither"  # estimates of the IMF, the press: no side's statistics
SIDES: Final = (OWN, AFGHAN, NEITHER)
FEWEST: Final = 6  # months of one country and side that make a line


def by_month(rows: pd.DataFrame, published: pd.Series, flow: str, measure: str, commodity: str) -> pd.DataFrame:
    """The preferred figure of each country, month and side, in the order of side, country and month.

    Method: single calendar months; of each side the figure that `headline` prefers among that side's reports, for the
    turnover of all goods completed by sums of both flows of one source. The IMF has both sides: its figures stand with
    the side that made them, those that it estimates with neither.

    Args:
        rows: rows of `Trade`.
        published: day of publication of each source, by `source_id`.
        flow: export, import or turnover.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        commodity: which goods.

    Returns:
        The columns of `headline`, with `side` (of `SIDES`) and `estimated`.
    """
    mine = rows[(rows["commodity"] == commodity) & rows[measure].notna() & rows["start"].notna()]
    mine = mine[is_month(mine)]
    whose = side(mine).replace("", NEITHER)
    found = [chosen(mine[whose == it], published, flow, measure, commodity).assign(side=it) for it in SIDES]
    told = pd.concat(found, ignore_index=True)
    return told.assign(estimated=(told["made_by"] == "IMF") | (told["status"] == "estimate"))


def lines(figures: pd.DataFrame) -> bool:
    """Whether any country and side has enough months for a line."""
    return bool((figures.groupby(["side", "country"]).size() >= FEWEST).any())
