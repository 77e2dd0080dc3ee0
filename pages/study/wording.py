"""What the page of a study says: of a series, of what changed over a date, and of what limits the comparison."""

from typing import Final

import pandas as pd

from analysis.study.event_study import FEWEST, LIMITS, STOPS, Change, Study
from analysis.study.series import Observation
from data.schema.tables import Events
from data.vocabulary import formats, periods
from data.vocabulary.codes import start_upper
from data.vocabulary.places import PLACES
from data.vocabulary.text import counted, share
from pages._app.view import View
from pages._parts.figure import Words
from pages.study.series import CURRENCIES, RATE, Asked, Series, event, observations, studied, unit_priced

_UNITS: Final = {"KG": "kg", "L": "litre"}
_FLOWS: Final = {"export": "exports to", "import": "imports from", "turnover": "turnover with"}
_LIMITS: Final = dict(
    zip(
        LIMITS,
        (
            "the date lies outside the series",
            "the series is shorter than the two windows and the date between them",
            "a value in the two windows is missing",
            "the value before is not above zero, so no change in per cent can be given",
            f"n is too small: fewer than {FEWEST} other dates have two full windows, so no rank is given",
            "values of the series are missing, and dates near them cannot be compared",
            "the windows hold different months, so a change may be the season",
            "no earlier year of the same months is in the series",
            "the windows of neighbouring dates share values, so the other dates are not independent",
        ),
        strict=True,
    )
)


def what(series: Series) -> str:
    """Say what a series counts, as it begins a sentence."""
    if series.kind == "trade":
        return f"{PLACES[series.of].adjective} {_FLOWS[series.measure]} Afghanistan by month"
    return "Afghani for a US dollar in Afghanistan" if series.of == RATE else f"{series.of}: price in Afghanistan"


def unit(series: Series) -> str:
    """Name the unit of a series."""
    if series.kind == "trade":
        return "current US dollars"
    if series.of == RATE:
        return "afghani for a US dollar"
    code = unit_priced(series)
    return f"{CURRENCIES[series.measure]} per {_UNITS.get(code, code.lower())}"


def label(series: Series) -> str:
    """Name a series as the control and the address do."""
    return f"{what(series)}, {unit(series)}"


def date(event_id: str) -> str:
    """Write the date of an event."""
    row = event(event_id)
    return periods.label(row[Events.start], row[Events.end], row[Events.precision])


def mark(event_id: str) -> str:
    """Name an event in two or three words."""
    name = event(event_id)[Events.label]
    return name if isinstance(name, str) else date(event_id)


def result(asked: Asked) -> str:
    """Say what the series did on both sides of the date, in sentences that speak of no cause."""
    study = studied(asked)
    if study.change.empty:
        return _stopped(study)
    change, n = study.change.iloc[0], len(study.others)
    percent = change[Change.change_percent]
    size = "the same as" if percent == 0 else f"{share(percent)} {'above' if percent > 0 else 'below'}"
    run = f"the {asked.window} months" if asked.window > 1 else "the month"
    moved = f"The middle value of {run} after {change[Change.start]:%b %Y} is {size} that of {run} before."
    if pd.isna(change[Change.rank]):
        few = f"n is too small: {counted(n, 'other date')} to compare with, at least {FEWEST} are needed."
        return f"{moved} {few} {_levels(change, asked.series)}"
    large = f"At {change[Change.as_large]} of {n} other dates of the series the change is as large or larger."
    rank = f"By size its rank is {change[Change.rank]} of {n + 1}: the chosen date and n = {n} others."
    return f"{moved} {large} This does not show a cause. {_levels(change, asked.series)} {rank}"


def _stopped(study: Study) -> str:
    """Why there is no change."""
    return f"No change can be given: {'; '.join(_LIMITS[limit] for limit in study.limits if limit in STOPS)}."


def _levels(change: pd.Series, series: Series) -> str:
    """The middle values of both sides."""
    levels = [change[Change.before], change[Change.after]]
    if series.kind == "trade":
        before, after = map(formats.usd, levels)
        return f"Middle values: {before} before, {after} after."
    before, after = (formats.significant(level, 4) for level in levels)
    return f"Middle values: {before} before, {after} after, {unit(series)}."


def limits(asked: Asked) -> list[str]:
    """List what must be known to read the figures."""
    lines = [f"Here {_LIMITS[limit]}." for limit in studied(asked).limits]
    lines += [
        "A description and not a test: other things happen at the same time, and neither size nor rank shows why.",
        "The month of the date holds days of both sides and belongs to neither.",
        "The years above choose events and axis; windows and other dates are always those of the whole series.",
        "A date picked after a look at the series ranks high by that alone.",
    ]
    if asked.series.kind == "price":
        lines.append("Prices are middle values over the markets of Afghanistan, nominal: over years they drift.")
    return lines


def nothing(view: View, series: Series | None) -> str:
    """Say that there is no series, or no event to choose."""
    if series is None:
        return "No monthly series is on record: neither food prices nor trade by month."
    return (
        f"No event of these kinds and weights that is dated by the day or month is on record for {view.in_words()}. "
        "Widen the years or “Events on charts” above."
    )


def windows(view: View, asked: Asked, rows: pd.DataFrame, change: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of the months on both sides of the date."""
    when, series = date(asked.event_id), asked.series
    return Words(
        f"{what(series)}, {asked.window} months before and after {when}",
        f"{start_upper(unit(series))}. Grey: lowest to highest value of the same month in the years before the date",
        f"{label(series)}: {asked.window} months before and after {when}.",
    )


def beyond(view: View, asked: Asked) -> str:  # noqa: ARG001
    """Say that the series has no month around the date."""
    months = observations(asked.series)[Observation.start]
    return (
        f"{what(asked.series)}: no month around this date is on record. The series runs from {months.iloc[0]:%b %Y} to "
        f"{months.iloc[-1]:%b %Y}: choose an event in these years."
    )


def others(view: View, asked: Asked, rows: pd.DataFrame, change: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of the same change at all other dates."""
    n, rank = len(rows), list(change[Change.rank].dropna())
    place = f"rank {rank[0]} of {n + 1} by size" if rank else f"no rank, n = {n} is too small"
    return Words(
        f"The same change at {n} other dates: {place}",
        "Change of the middle value in per cent; bars: number of other dates; strokes: each of them",
        f"{what(asked.series)}: change over {asked.window} months at {n} other dates, the chosen one marked; {place}.",
    )


def no_others(view: View, asked: Asked) -> str:  # noqa: ARG001
    """Say why the change has no place among others."""
    study = studied(asked)
    if study.change.empty:
        return f"No place among the other dates can be given. {_stopped(study)}"
    return "No other date of the series has two full windows: there is nothing to compare with."


def whole(view: View, asked: Asked, rows: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of the whole series."""
    series, years = asked.series, view.years_in_words()
    return Words(
        f"{what(series)}, {years}: choose a date",
        f"{start_upper(unit(series))}. Dashed: the chosen date; shaded: the months compared. A click on an event chooses it",
        f"{label(series)}, {years}, with events of {view.in_words()}.",
    )


def not_in_years(view: View, asked: Asked) -> str:
    """Say that the series has no month in the chosen years."""
    return f"{what(asked.series)}: no month of {view.years_in_words()} is on record. Move the years above."
