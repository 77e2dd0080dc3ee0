"""The yearly figures in constant dollars, per head, against GDP and as an index, for the Trade page."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.trade.constant_dollars import ConstantDollars, ReportInConstantDollars, constant_dollars, deflated
from analysis.trade.per_head_and_gdp import PerHead, ReportPerHead, against, relative
from analysis.trade.series import Choice, Report, reports
from analysis.trade.since_2021 import Indexed, index
from charts.trade import by_year as chart
from data.schema.columns import Table
from data.schema.tables import Indicators, Sources, Trade, UsPrices
from pages._app.cache import once
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words, events_with_the_world
from pages.trade import measures_wording as wording
from pages.trade.years import drawn, every, of_view, reports_of


class MeasureChoice(NamedTuple):
    """A series in dollars, what is derived from it, and the scale: a key of `charts.trade.by_year.SCALES`."""

    series: Choice
    measure: str
    scale: str = "common"

    @property
    def log(self) -> bool:
        """Whether the scale has no place for zero."""
        return self.scale == "log"


@once
def _every(series: Choice, measure: str) -> pd.DataFrame:
    """Derive the figures of all states and years."""
    if measure == Indexed.index_2021:
        return index(in_use(Trade), rows(Sources), series)
    if measure == ConstantDollars.constant_usd:
        return constant_dollars(every(series), in_use(UsPrices), rows(Sources))
    return relative(every(series), in_use(Indicators), rows(Sources), measure)


def _per_head(view: View, choice: MeasureChoice) -> Frames:
    years = drawn(_every(choice.series, choice.measure), view, log=choice.log)
    return years, against(reports_of(years, choice.series), in_use(Indicators), rows(Sources))


def _constant(view: View, choice: MeasureChoice) -> Frames:
    years = drawn(_every(choice.series, choice.measure), view, log=choice.log)
    return years, deflated(reports_of(years, choice.series), in_use(UsPrices), rows(Sources))


def _indexed(view: View, choice: MeasureChoice) -> Frames:
    """The years of one series for each state; the reports of others are no part of it."""
    years = drawn(_every(choice.series, choice.measure), view, log=choice.log)
    return years, reports(in_use(Trade).head(0), rows(Sources))


def _words(view: View, choice: MeasureChoice, years: pd.DataFrame, _reports: pd.DataFrame) -> Words:
    dollars = of_view(every(choice.series), view)
    return Words(
        wording.title(years, choice.series, choice.measure),
        wording.subtitle(years, view, choice.measure, choice.scale),
        wording.by_year(years, choice.series, view, choice.measure) + wording.left_out(years, dollars, choice.measure),
    )


def _figure(
    key: str,
    name: str,
    measure: Callable[..., pd.DataFrame],
    tables: tuple[type[Table], type[Table]],
    drawn_rows: Callable[[View, MeasureChoice], Frames],
    method: str,
    *choices: MeasureChoice,
) -> Figure[MeasureChoice]:
    """Declare the figure of one way to derive the years; all are drawn and worded alike."""
    return Figure(
        key=key,
        name=name,
        measure=measure,
        tables=tables,
        rows=drawn_rows,
        chart=chart.by_year,
        words=_words,
        empty=lambda view, choice: wording.nothing(
            view, choice.series, choice.measure, _every(choice.series, choice.measure)
        ),
        options=_options,
        choices=lambda: choices,
        events=events_with_the_world,
        method=method,
    )


def _options(view: View, choice: MeasureChoice) -> dict[str, Any]:
    return {"first": view.first, "last": view.last, "measure": choice.measure, "scale": choice.scale}


_EXPORTS: Final = Choice("export", "value_usd", "total")
_TURNOVER: Final = _EXPORTS._replace(flow="turnover")
CONSTANT: Final = _figure(
    "trade-constant", "Trade in constant dollars",
    constant_dollars, (ConstantDollars, ReportInConstantDollars), _constant, "constant_dollars",
    MeasureChoice(_EXPORTS, "constant_usd"),
)  # fmt: skip
RELATIVE: Final = _figure(
    "trade-relative", "Trade per head and as a share of GDP",
    relative, (PerHead, ReportPerHead), _per_head, "per_head_and_gdp",
    MeasureChoice(_EXPORTS, "usd_per_head"), MeasureChoice(_TURNOVER, "gdp_percent", "log"),
)  # fmt: skip
INDEX: Final = _figure(
    "trade-index", "Trade as an index, 2021 = 100",
    index, (Indexed, Report), _indexed, "since_2021", MeasureChoice(_TURNOVER, "index_2021"),
)  # fmt: skip
FIGURES: Final = {"constant_usd": CONSTANT, "usd_per_head": RELATIVE, "gdp_percent": RELATIVE, "index_2021": INDEX}
