"""The series that a study can be of, and what it works out of them."""

from typing import Final, NamedTuple

import pandas as pd

from analysis.study import event_study
from analysis.study.event_study import Study
from analysis.study.series import prices, traded
from data.schema.tables import Events, FoodPrices, Sources
from data.vocabulary import codes
from data.vocabulary.places import CODES
from pages._app.cache import once
from pages._app.rows import in_use, in_use_by_month, published, rows, sources

FEWEST_MONTHS: Final = 24  # a series of fewer months is not offered
CURRENCIES: Final = {"price_afn": "afghani", "price_usd": "US dollars"}
RATE: Final = "Exchange rate"


class Series(NamedTuple):
    """A monthly series: of prices (commodity and measure) or of trade (state and flow)."""

    kind: str
    of: str
    measure: str


class Asked(NamedTuple):
    """What a study is of: an event, a series, and the months on each side."""

    event_id: str
    series: Series
    window: int


@once
def on_offer(countries: tuple[str, ...]) -> list[Series]:
    """The series in the data: food prices, wheat first, and monthly trade of the chosen states where it is long enough."""
    goods = sorted(set(in_use(FoodPrices)[FoodPrices.commodity]) - {RATE}, key=lambda name: (name != "Wheat", name))
    series = [Series("price", name, measure) for measure in CURRENCIES for name in goods]
    series.insert(len(goods), Series("price", RATE, "price_afn"))
    series += [Series("trade", code, flow) for code in CODES if code in countries for flow in codes.FLOWS]
    return [it for it in series if len(observations(it)) >= FEWEST_MONTHS]


@once
def observations(series: Series) -> pd.DataFrame:
    """The values of a series by month, as rows of `Observation`."""
    if series.kind == "trade":
        return traded(in_use_by_month(), published(), series.of, series.measure, step="month")
    return prices(in_use(FoodPrices), sources()[Sources.publisher], series.of, series.measure)


@once
def unit_priced(series: Series) -> str:
    """The code of what a price is for: kilogram or litre."""
    (first, *_) = observations(series)[event_study.Window.behind].iloc[0]
    reported = in_use(FoodPrices)
    return str(reported.loc[reported[FoodPrices.row_id] == first, FoodPrices.unit].iloc[0])


@once
def studied(asked: Asked) -> Study:
    """The series before and after the event, and at all other dates."""
    return event_study.study(observations(asked.series), event(asked.event_id)[Events.start], window=asked.window)


@once
def _events() -> dict[str, pd.Series]:
    """All events by their id: a control asks for hundreds of them in each run."""
    return {row[Events.event_id]: row for _, row in rows(Events).iterrows()}


def event(event_id: str) -> pd.Series:
    """One event in the data."""
    return _events()[event_id]
