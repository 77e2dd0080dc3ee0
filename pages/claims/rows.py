"""What was stated of trade, chosen by the filters, the kind and the words."""

from collections import Counter
from typing import Final

import pandas as pd

from analysis.claims.comparison import SORTS, compared, sort
from analysis.claims.following import Followed
from analysis.claims.statement import KINDS
from analysis.trade.series import DEFAULT, Choice
from data.schema.tables import Trade
from pages._app.cache import once
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.lists.search import search_table
from pages._parts.statements import about_view, every, listed

ORDERS: Final = {"kind": "Kind", "speaker": "Speaker", "country": "Country", "distance": "Distance"}


@once
def in_order(view: View, order: str, wanted: str, kind: str = "") -> pd.DataFrame:
    """All that was stated, the doubted too, of one kind or of any, that has some words, in an order of `ORDERS`."""
    stated = about_view(listed(), view)
    if kind:
        stated = stated[stated[Followed.status] == kind]
    if wanted:
        matching = rows(Trade).loc[search_table(Trade, wanted), Trade.row_id]
        stated = stated[stated[Followed.row_id].isin(matching)]
    if order in SORTS:
        return sort(stated, order)
    return stated.sort_values(Followed.status, key=lambda kinds: kinds.map(list(KINDS).index), kind="stable")


@once
def on_offer() -> list[Choice]:
    """Every flow, unit and kind of goods of which a claim can be compared, the most frequent first."""
    return sorted((choice for choice, _ in comparable(every())), key=lambda choice: choice != DEFAULT)


def comparable(stated: pd.DataFrame) -> list[tuple[Choice, int]]:
    """Count the claims of each flow, unit and kind of goods that a statistic can be set beside, the most frequent first."""
    series = compared(stated)[[Followed.flow, Followed.measure, Followed.commodity]].itertuples(index=False, name=None)
    return Counter(Choice(*it) for it in series).most_common()


def of_choice(stated: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Pick what was stated of one flow, unit and kind of goods."""
    of_series = (stated[Followed.flow] == choice.flow) & (stated[Followed.measure] == choice.measure)
    return stated[of_series & (stated[Followed.commodity] == choice.goods)]
