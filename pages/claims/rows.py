"""What was stated of trade, chosen by the filters, and the statistics that it is held to."""

from collections import Counter
from typing import Final

import pandas as pd

from analysis.claims.comparison import SORTS, inside, sort
from analysis.claims.following import Followed
from analysis.claims.statistics import statistics_of
from analysis.trade.series import DEFAULT, Choice
from data.schema.tables import Sources, Trade
from pages._app.cache import once
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.figure import Frames
from pages._parts.search import search_table
from pages._parts.statements import about_view, every, listed, of_view

ORDERS: Final = {"kind": "Kind", "speaker": "Speaker", "country": "Country", "distance": "Distance"}


@once
def in_order(view: View, order: str, wanted: str) -> pd.DataFrame:
    """All that was stated, the doubted too, that has some words, in an order of `ORDERS`."""
    stated = about_view(listed(), view)
    if wanted:
        matching = rows(Trade).loc[search_table(Trade, wanted), Trade.row_id]
        stated = stated[stated[Followed.row_id].isin(matching)]
    return sort(stated, order) if order in SORTS else stated


@once
def on_offer() -> list[Choice]:
    """Every flow, unit and kind of goods of which something was stated, the most frequent first."""
    return sorted((choice for choice, _ in spoken_of(every())), key=lambda choice: choice != DEFAULT)


def spoken_of(stated: pd.DataFrame) -> list[tuple[Choice, int]]:
    """Count how often each flow, unit and kind of goods was spoken of, the most frequent first."""
    series = stated[[Followed.flow, Followed.measure, Followed.commodity]].itertuples(index=False, name=None)
    return Counter(Choice(*it) for it in series).most_common()


def of_choice(stated: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Pick what was stated of one flow, unit and kind of goods."""
    of_series = (stated[Followed.flow] == choice.flow) & (stated[Followed.measure] == choice.measure)
    return stated[of_series & (stated[Followed.commodity] == choice.goods)]


def with_statistics(view: View, choice: Choice) -> Frames:
    """What was stated of one series and has a place in the chosen years, and the statistics of the same states."""
    stated = inside(of_choice(of_view(view), choice), view.first, view.last)
    statistics = view.keep(_statistics(choice))
    return stated, statistics[statistics[Followed.country].isin(stated[Followed.country])]


@once
def _statistics(choice: Choice) -> pd.DataFrame:
    return statistics_of(choice, in_use(Trade), rows(Sources))
