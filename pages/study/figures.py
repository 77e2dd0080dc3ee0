"""The figures of a study: its windows, all other dates, and the whole series; each for prices and for trade."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.study.event_study import Change, OtherDate, OtherTradeDate, TradeChange, TradeWindow, Window, study
from analysis.study.series import Observation, TradeObservation, prices, traded
from charts.study import other_dates
from charts.study import windows as chart
from data.schema.tables import Events
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames
from pages.study import wording
from pages.study.choice import DEFAULT, FIGURE, OF_TRADE, offered
from pages.study.series import Asked, Series, event, observations, studied

Choices = Callable[[], tuple[Asked, ...]]


def _dated(view: View, asked: Asked) -> dict[str, Any]:  # noqa: ARG001  the whole series is studied
    """The date and the windows, as the charts take them."""
    return {"date": event(asked.event_id)[Events.start], "window": asked.window}


def _windows(key: str, of: str, tables: tuple[type[Window], type[Change]], choices: Choices) -> Figure[Asked]:
    return Figure(
        key=key,
        name=f"Event study of {of}: before and after an event",
        measure=study,
        tables=tables,
        rows=lambda view, asked: studied(asked)[:2],  # noqa: ARG005  the whole series is studied
        chart=chart.windows,
        words=wording.windows,
        empty=wording.beyond,
        options=lambda view, asked: _dated(view, asked) | {"mark": wording.mark(asked.event_id)},
        choices=choices,
        method="event_study",
    )


def _other_dates(view: View, asked: Asked) -> Frames:  # noqa: ARG001  the whole series is studied
    """All other dates, and the change that has its place among them; nothing where there is none."""
    _, change, others, _ = studied(asked)
    return others if len(change) else others.head(0), change


def _others(key: str, of: str, tables: tuple[type[OtherDate], type[Change]], choices: Choices) -> Figure[Asked]:
    return Figure(
        key=key,
        name=f"Event study of {of}: the same change at all other dates (placebo)",
        measure=study,
        tables=tables,
        rows=_other_dates,
        chart=other_dates.others,
        words=wording.others,
        empty=wording.no_others,
        choices=choices,
        method="event_study",
    )


def _in_years(view: View, asked: Asked) -> Frames:
    """The months of the series that lie in the chosen years."""
    series = observations(asked.series)
    months = series[Observation.start]
    return (
        series[(months + pd.offsets.MonthEnd(0) >= pd.Timestamp(view.first)) & (months <= pd.Timestamp(view.last))],
    )


def _first(view: View, asked: Asked) -> dt.date:
    """Where the axis begins: with the years, or with the series where it is later."""
    return max(view.first, observations(asked.series)[Observation.start].min().date())


def _offered(view: View) -> pd.DataFrame:
    """The events to choose from."""
    return rows(Events)[rows(Events)[Events.event_id].isin(offered(view))]


def _series(
    key: str, of: str, measure: Callable[..., pd.DataFrame], table: type[Observation], choices: Choices
) -> Figure[Asked]:
    return Figure(
        key=key,
        name=f"Event study of {of}: the whole series",
        measure=measure,
        tables=(table,),
        rows=_in_years,
        chart=chart.whole,
        words=wording.whole,
        empty=wording.not_in_years,
        options=lambda view, asked: _dated(view, asked) | {"first": _first(view, asked), "last": view.last},
        choices=choices,
        events=_offered,
        has_lanes=True,
        method="event_study",
    )


def _of_prices() -> tuple[Asked, ...]:
    diesel = Series("price", "Fuel (diesel)", "price_usd")
    return Asked(DEFAULT, Series("price", "Wheat", "price_afn"), 6), Asked("2022-07-26-tashkent-conference", diesel, 3)


def _of_trade() -> tuple[Asked, ...]:
    return (Asked("2024-05-06-kaz-sugar-ban", Series("trade", "KAZ", "export"), 3),)


PRICE_WINDOWS = _windows("study-windows", "prices", (Window, Change), _of_prices)
PRICE_OTHERS = _others("study-others", "prices", (OtherDate, Change), _of_prices)
PRICE_SERIES = _series(FIGURE, "prices", prices, Observation, _of_prices)
TRADE_WINDOWS = _windows(f"study-windows{OF_TRADE}", "trade", (TradeWindow, TradeChange), _of_trade)
TRADE_OTHERS = _others(f"study-others{OF_TRADE}", "trade", (OtherTradeDate, TradeChange), _of_trade)
TRADE_SERIES = _series(f"{FIGURE}{OF_TRADE}", "trade", traded, TradeObservation, _of_trade)
