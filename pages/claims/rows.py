"""What was said of trade, chosen by the filters, and the statistics that it stands beside."""

from collections import Counter
from typing import Final

import pandas as pd

from analysis.claims.claims import SORTS, arranged, claims
from analysis.trade.comparison import behind, yearly
from analysis.trade.series import DEFAULT, Choice
from analysis.trade.statistics import STATED, stated
from data.schema.tables import Sources, Trade
from pages._app.cache import once
from pages._app.rows import known_to, published, rows, sources
from pages._app.view import View
from pages._parts.search import search_table

ORDERS: Final = {"kind": "Kind", "speaker": "Speaker", "country": "Country", "distance": "Distance"}


@once
def every() -> pd.DataFrame:
    """All that was said, as `analysis.claims.claims.claims`, with the `publisher` of its source."""
    found = claims(rows(Trade), rows(Sources), known_to())
    return found.assign(publisher=found["source_id"].map(sources()["publisher"]))


@once
def of_view(view: View) -> pd.DataFrame:
    """What was said of the chosen states: in or about the chosen years, or at a time that is not known."""
    found = every()[view.of_countries(every()["country"])]
    first, last = pd.Timestamp(view.first), pd.Timestamp(view.last)
    about = (found["start"] <= last) & (found["end"] >= first)
    said = found["said_on"].between(first, last)
    return found[about | said | (found["start"].isna() & found["said_on"].isna())]


@once
def in_order(view: View, order: str, wanted: str) -> pd.DataFrame:
    """Of these the ones that hold some words, in an order of `ORDERS`."""
    found = of_view(view)
    found = found[search_table(Trade, wanted)[found["row"]].to_numpy()] if wanted else found
    return arranged(found, order) if order in SORTS else found


@once
def on_offer() -> list[Choice]:
    """Every flow, unit and kind of goods of which something was said, the most often spoken of first."""
    return sorted((it for it, _ in spoken_of(every())), key=lambda it: it != DEFAULT)


def spoken_of(found: pd.DataFrame) -> list[tuple[Choice, int]]:
    """Of what was spoken, and how often, the most often first."""
    told = found[["flow", "measure", "commodity"]].itertuples(index=False, name=None)
    return Counter(Choice(*it) for it in told).most_common()


def of_choice(found: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """What was said of one flow, unit and kind of goods."""
    told = (found["flow"] == choice.flow) & (found["measure"] == choice.measure)
    return found[told & (found["commodity"] == choice.goods)]


@once
def statistics(choice: Choice) -> pd.DataFrame:
    """The preferred statistic of each state and year, a part of the year where no more is told, with `publisher`."""
    told = rows(Trade)
    told = stated(told[told["commodity"] == choice.goods], published(), choice.measure)
    found = yearly(told[told["flow"] == choice.flow])
    return found.assign(publisher=found["source_id"].map(sources()["publisher"]))


def reported(said: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of the record behind what was said and behind the statistics."""
    told = rows(Trade)
    goods = told[told["commodity"].isin(figures["commodity"])]
    index = said["row"].drop_duplicates().tolist()
    return told.loc[[*index, *behind(goods, figures).index.difference(index)]]


def measured_by(targets: pd.DataFrame) -> pd.DataFrame:
    """The rows of the record that hold targets, and the statistics that they are measured by."""
    told = rows(Trade)
    keys = ["country", "commodity", "last_source_id", "last_year"]
    wanted = set(targets[keys].dropna().itertuples(index=False, name=None))
    of_year = zip(told["country"], told["commodity"], told["source_id"], told["start"].dt.year, strict=True)
    laid = pd.Series([it in wanted for it in of_year], index=told.index) & told["status"].isin(STATED)
    return told[laid | told.index.isin(targets["row"])]
