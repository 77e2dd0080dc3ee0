"""What a study is of: an event, a series and a window, each chosen by a control or by the address."""

from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from analysis.study import series as told
from data.schema.tables import Events, FoodPrices, Trade
from data.vocabulary import codes, periods
from data.vocabulary.places import CODES, PLACES
from pages._app.cache import once
from pages._app.rows import published, rows
from pages._app.view import View
from pages._parts.citation import text

EVENT: Final = "study_event"  # in the address and in the session
FIGURE: Final = "study-series"  # the figure whose event lanes are clicked
DEFAULT: Final = "2021-08-15-world-taliban-take-kabul"
WINDOWS: Final = (3, 6, 12)
FEWEST_MONTHS: Final = 24  # a series of fewer months is not offered
_CURRENCY: Final = {"price_afn": "afghani", "price_usd": "US dollars"}
_UNITS: Final = {"KG": "kg", "L": "litre"}
_RATE: Final = "Exchange rate"
_CLICKED: Final = "study_clicked"
_LONGEST: Final = 80  # characters of an id from the address that are shown


class Series(NamedTuple):
    """A monthly series: of prices (commodity and measure) or of trade (state and flow)."""

    kind: str
    of: str
    measure: str

    def what(self) -> str:
        """What it counts, as it begins a sentence."""
        if self.kind == "trade":
            flow = {"export": "exports to", "import": "imports from", "turnover": "turnover with"}[self.measure]
            return f"{PLACES[self.of].adjective} {flow} Afghanistan by month"
        return "Afghani for a US dollar in Afghanistan" if self.of == _RATE else f"{self.of}: price in Afghanistan"

    def unit(self) -> str:
        """In what it is told."""
        if self.kind == "trade":
            return "current US dollars"
        if self.of == _RATE:
            return "afghani for a US dollar"
        return f"{_CURRENCY[self.measure]} per {_unit(self)}"

    def label(self) -> str:
        """As the control and the address name it."""
        return f"{self.what()}, {self.unit()}"


@once
def _unit(series: Series) -> str:
    """Of how much a price is, as a reader says it."""
    told_by = str(behind(series)["unit"].iloc[0])
    return _UNITS.get(told_by, told_by.lower())


@once
def on_offer(countries: tuple[str, ...]) -> list[Series]:
    """The series on record: food prices, wheat first, and monthly trade of the chosen states where it is long enough."""
    goods = sorted(set(rows(FoodPrices)["commodity"]) - {_RATE}, key=lambda it: (it != "Wheat", it))
    found = [Series("price", it, measure) for measure in _CURRENCY for it in goods]
    found.insert(len(goods), Series("price", _RATE, "price_afn"))
    found += [Series("trade", code, flow) for code in CODES if code in countries for flow in codes.FLOWS]
    return [it for it in found if len(values(it)) >= FEWEST_MONTHS]


@once
def values(series: Series) -> pd.Series:
    """The values of a series, by the first day of the month."""
    if series.kind == "trade":
        return told.traded(rows(Trade), published(), series.of, series.measure, step="month")
    return told.prices(rows(FoodPrices), series.of, series.measure)


@once
def behind(series: Series) -> pd.DataFrame:
    """The reported rows that give the values of a series."""
    if series.kind == "trade":
        every, measure = rows(Trade), "value_usd"
        mine = (every["country"] == series.of) & (every["flow"] == series.measure) & (every["commodity"] == "total")
        mine &= every["status"] == "statistic"
    else:
        every, measure = rows(FoodPrices), series.measure
        mine = every["commodity"] == series.of
    known = every[mine]
    one_month = known["start"].dt.to_period("M") == known["end"].dt.to_period("M")
    return known[one_month & (known["start"].map(values(series)) == known[measure])]


@once
def offered(view: View) -> list[str]:
    """The events of the filters that are told by the day or month, milestones first, each by date."""
    found = view.events(rows(Events), world=True)
    found = found[found["precision"].isin(["day", "month"])].assign(later=found["significance"] < 3)
    return list(found.sort_values(["later", "start", "event_id"])["event_id"])


@once
def _events() -> dict[str, pd.Series]:
    """All events by their id: a control asks for hundreds of them in each run."""
    return {it["event_id"]: it for _, it in rows(Events).iterrows()}


@once
def _labels() -> dict[str, str]:
    return {
        key: f"{periods.label(it['start'], it['end'], it['precision'])} · {it['title']}"
        for key, it in _events().items()
    }


def event(event_id: str) -> pd.Series:
    """One event on record."""
    return _events()[event_id]


def of_event(view: View) -> str | None:
    """The chosen event: by the last click on a lane, by the control, or by the address; None where none is on offer."""
    offers = offered(view)
    _from_address()
    _from_click()
    kept = st.session_state.get(EVENT)
    if kept and kept not in offers:
        offers = [kept, *offers]  # what the address or a click has chosen stays, whatever the filters are
    if not offers:
        return None
    if not kept:
        st.session_state[EVENT] = DEFAULT if DEFAULT in offers else offers[0]
    chosen = st.selectbox(
        "Event, milestones first", offers, format_func=_labels().__getitem__, key=EVENT, persist_state="session",
        help="The filters above choose which events are offered; a click on one in the lanes below chooses it, too.",
    )  # fmt: skip
    _to_address(chosen)
    return chosen


def _from_address() -> None:
    """On a first visit the event that the address names; one that is not on record gets a sentence."""
    asked = st.query_params.get(EVENT)
    if asked is None or EVENT in st.session_state:
        return
    every = rows(Events)
    known = every[(every["event_id"] == asked) & every["precision"].isin(["day", "month"])]
    if len(known):
        st.session_state[EVENT] = asked
        return
    st.warning(
        f"The address asks for the event {text(asked[:_LONGEST])}, which is not on record or not told by the day or month.",
        icon=":material/travel_explore:",
    )


def _from_click() -> None:
    """A new click on a lane chooses its event; an old one does not undo what the control has chosen since."""
    points = getattr(getattr(st.session_state.get(FIGURE), "selection", None), "points", None) or []
    clicked = next((str(it["customdata"]) for it in points if it.get("customdata")), None)
    if clicked and clicked != st.session_state.get(_CLICKED):
        st.session_state[EVENT] = clicked
    st.session_state[_CLICKED] = clicked


def _to_address(chosen: str | None) -> None:
    """The choice in the address, so that a link restores it; what stands at its default is left out."""
    asked = st.query_params.get(EVENT)
    if chosen and chosen != asked and (asked is not None or chosen != DEFAULT):
        st.query_params[EVENT] = chosen


def of_series(view: View) -> Series | None:
    """The chosen series; None where none is on record."""
    offers = on_offer(view.countries)
    if not offers:
        return None
    return st.selectbox(
        "Series", offers, format_func=Series.label, key="study_series", bind="query-params", persist_state="session"
    )


def of_window() -> int:
    """The chosen window in months."""
    return st.segmented_control(
        "Months on each side", WINDOWS, default=6, key="study_window", bind="query-params", persist_state="session",
        required=True,
    )  # fmt: skip
