"""Trade month by month, each side of the border by itself: one figure for each country, month and side."""

from typing import Final

import pandas as pd

from analysis.base.editions import is_month
from analysis.base.publishers import Published, with_publisher
from analysis.trade.comparison import chosen
from analysis.trade.mirrored import AFGHAN, OWN, side
from analysis.trade.preferred import Preferred
from analysis.trade.series import Choice
from data.schema.columns import column
from data.schema.tables import Sources, Trade

NEITHER: Final = "neither"  # estimates of the IMF, the press: no side's statistics
SIDES: Final = (OWN, AFGHAN, NEITHER)
FEWEST: Final = 6  # months of one country and side that make a line


class Monthly(Preferred, Published):
    """The figure that one side has of a country's month."""

    name, heading = "monthly", "Monthly figures"
    side = column("text", "Side", "Whose statistics it comes from.", required=True, values=SIDES)
    estimated = column("flag", "Estimated", "Whether it is an estimate.", required=True)


def by_month(rows: pd.DataFrame, sources: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Choose the figure of each country, month and side of a series, in the order of side, country and month.

    Method: single calendar months; of each side the figure that `headline` prefers among that side's reports, for the
    turnover of all goods completed by sums of both flows of one source. The IMF has both sides: its figures stand with
    the side that made them, those that it estimates with neither.

    Args:
        rows: rows of `Trade` in use, with series of months.
        sources: the table of sources.
        choice: flow, unit and goods.

    Returns:
        Rows of `Monthly`.
    """
    goods = rows[(rows[Trade.commodity] == choice.goods) & rows[choice.measure].notna() & rows[Trade.start].notna()]
    goods = goods[is_month(goods)]
    sides, published = side(goods).replace("", NEITHER), sources.set_index(Sources.source_id)[Sources.start]
    parts = [chosen(goods[sides == whose], published, choice).assign(side=whose) for whose in SIDES]
    figures = pd.concat(parts, ignore_index=True)
    estimated = (figures[Trade.made_by] == "IMF") | (figures[Trade.status] == "estimate")
    return with_publisher(figures.assign(estimated=estimated), sources)


def lines(figures: pd.DataFrame) -> bool:
    """Tell whether any country and side has enough months for a line."""
    return bool((figures.groupby([Monthly.side, Trade.country]).size() >= FEWEST).any())
