"""The yearly figures of the Trade page."""

import pandas as pd

from analysis.trade import comparison
from analysis.trade.comparison import YearOfSeries, competing
from analysis.trade.series import DEFAULT, Choice, Report, reports
from analysis.trade.since_2021 import along_series, one_series
from charts.trade import by_year as chart
from data.schema.tables import Sources, Trade
from data.vocabulary.places import concerns
from pages._app.cache import once
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words, events_with_the_world
from pages._parts.states import in_words
from pages.trade import wording
from pages.trade.choice import Scaled, most_reported


@once
def every(series: Choice) -> pd.DataFrame:
    """Choose the figure of each country and year: of the one series that reaches past 2021, where there is one."""
    trade, sources = in_use(Trade), rows(Sources)
    return along_series(comparison.by_year(trade, sources, series), one_series(trade, sources, series))


def of_view(figures: pd.DataFrame, view: View) -> pd.DataFrame:
    """Keep figures of the chosen years and states; of several states together only where all of them are chosen."""
    inside = figures[YearOfSeries.year].between(view.first.year, view.last.year)
    chosen = figures[YearOfSeries.country].map(lambda codes: concerns(codes, view.countries, whole=True))
    return figures[inside & chosen.astype(bool)]


def drawn(figures: pd.DataFrame, view: View, *, log: bool) -> pd.DataFrame:
    """Keep the figures of a view that its scale has a place for."""
    inside = of_view(figures, view)
    return inside[inside[YearOfSeries.value] > 0] if log else inside


@once
def _reported(series: Choice) -> pd.DataFrame:
    """Pick the reported rows of a series, of all states and years."""
    trade = in_use(Trade)
    return trade[(trade[Trade.flow] == series.flow) & (trade[Trade.commodity] == series.goods)]


def reports_of(figures: pd.DataFrame, series: Choice) -> pd.DataFrame:
    """Pick all reports of those figures of a series that several report: rows of `Report`."""
    return reports(competing(_reported(series), figures), rows(Sources))


def _rows(view: View, choice: Scaled) -> Frames:
    years = drawn(every(choice.series), view, log=choice.log)
    return years, reports_of(years, choice.series)


def _words(view: View, choice: Scaled, years: pd.DataFrame, _reports: pd.DataFrame) -> Words:
    series, all_years = choice.series, every(choice.series)
    notes = [wording.gaps(of_view(all_years, view), all_years, view), wording.undrawn(all_years, view)]
    if series.measure == Trade.value_usd and series.goods == DEFAULT.goods:
        notes += [in_words.coverage(view.countries), in_words.afghan_alone(years)]
    return Words(
        wording.title(years, series),
        wording.subtitle(years, series, view, choice.scale),
        wording.by_year(years, series, view),
        " ".join(filter(None, notes)),
    )


def _empty(view: View, choice: Scaled) -> str:
    found, trade = every(choice.series), in_use(Trade)
    if len(of_view(found, view)):
        return wording.ZERO
    offers = most_reported(trade[view.of_countries(trade[Trade.country])], choice.series.flow)
    return wording.nothing(found, choice.series, view, offers)


BY_YEAR = Figure(
    key="trade-by-year",
    name="Trade by year",
    measure=comparison.by_year,
    tables=(YearOfSeries, Report),
    rows=_rows,
    chart=chart.by_year,
    words=_words,
    empty=_empty,
    options=lambda view, choice: {
        "first": view.first,
        "last": view.last,
        "measure": choice.series.measure,
        "scale": choice.scale,
    },
    choices=lambda: (
        Scaled(DEFAULT),
        Scaled(Choice("export", "value_usd", "total"), scale="log"),
        Scaled(Choice("export", "quantity_gwh", "electricity")),
        Scaled(Choice("export", "value_usd", "pulses")),
    ),
    events=events_with_the_world,
    method="preferred",
)
