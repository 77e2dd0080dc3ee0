"""What the page of a study says: of a series, of what changed over a date, and of what limits the comparison."""

from dataclasses import replace
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
            f"fewer than {FEWEST} other dates have two full windows, so no rank is given",
            "some months have no value, and dates near them cannot be compared",
            "the months before and after are different ones, so a change may be the season",
            "no earlier year of the same months is in the series",
            "neighbouring dates share months, so the other dates are not independent",
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


def result(asked: Asked) -> list[str]:
    """Say what the series did on both sides of the date, in sentences that speak of no cause."""
    study = studied(asked)
    if study.change.empty:
        return [_stopped(study)]
    change, n = study.change.iloc[0], len(study.others)
    run = f"the {asked.window} months" if asked.window > 1 else "the month"
    size = _size(change, "above", "below", "the same as")
    moved = f"The middle value of {run} after {change[Change.start]:%b %Y} is {size} that of {run} before."
    if pd.isna(change[Change.rank]):
        place = f"Only {counted(n, 'other date')} can be compared; a rank needs at least {FEWEST}."
    else:
        place = (
            f"At {change[Change.as_large]} of {n} other dates the change is as large or larger: rank {change[Change.rank]} of {n + 1}. "
            "This does not show a cause."
        )
    return [f"{moved} {_levels(change, asked.series)}", place]


def _size(change: pd.Series, more: str, less: str, same: str) -> str:
    """Write the size of a change: "30 % above"."""
    percent = change[Change.change_percent]
    return same if percent == 0 else f"{share(percent)} {more if percent > 0 else less}"


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
        "This is a description and not a test. Other things happen at the same time.",
        "The month of the date has days of both sides and belongs to neither.",
        "The years above choose events and axis. The comparison always uses the whole series.",
        "A date picked after a look at the series ranks high for that reason alone.",
    ]
    if asked.series.kind == "price":
        lines.append("Prices are middle values over the markets of Afghanistan, nominal. Over years they drift.")
    return lines


def nothing(view: View, series: Series | None) -> str:
    """Say that there is no series, or no event to choose."""
    if series is None:
        return "The data have no monthly series: neither food prices nor trade by month."
    return (
        f"The data have no event of these kinds and weights with a day or month for {view.in_words()}. "
        "Widen the years or “Events on charts” above."
    )


def windows(view: View, asked: Asked, rows: pd.DataFrame, change: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of the months on both sides of the date by the change over it."""
    when, series = date(asked.event_id), asked.series
    sizes = [_size(row, "higher", "lower", "the same") for _, row in change.iterrows()]
    title = (
        f"{sizes[0]} in the {counted(asked.window, 'month')} after"
        if sizes
        else f"{counted(asked.window, 'month')} around"
    )
    said = f" {' '.join(result(asked))}" if sizes else ""
    return Words(
        f"{what(series)}, {title} {when}",
        f"{start_upper(unit(series))}. Grey: lowest to highest of the same month in earlier years",
        f"{label(series)}: {asked.window} months before and after {when}.{said}",
        note=" ".join(limits(asked)),
    )


def beyond(view: View, asked: Asked) -> str:  # noqa: ARG001
    """Say that the series has no month around the date."""
    months = observations(asked.series)[Observation.start]
    if months.empty:
        return f"{what(asked.series)}: the data have no month of it."
    return (
        f"{what(asked.series)}: no month around this date has a value. The series runs from {months.iloc[0]:%b %Y} to "
        f"{months.iloc[-1]:%b %Y}. Choose an event in these years."
    )


def others(view: View, asked: Asked, rows: pd.DataFrame, change: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of the same change at all other dates."""
    n, ranks, large = len(rows), list(change[Change.rank].dropna()), list(change[Change.as_large])
    title = (
        f"A change as large is found at {large[0]} of {n} other dates"
        if ranks
        else f"Only {counted(n, 'other date')}: too few for a rank"
    )
    place = f"rank {ranks[0]} of {n + 1} by size" if ranks else "no rank"
    return Words(
        title,
        "Change of the middle value in per cent. Bars: number of other dates. Strokes: each of them",
        f"{what(asked.series)}: change over {asked.window} months at {n} other dates, the chosen one marked; {place}.",
    )


def no_others(view: View, asked: Asked) -> str:  # noqa: ARG001
    """Say why the change has no place among others."""
    study = studied(asked)
    if study.change.empty:
        return f"No place among the other dates can be given. {_stopped(study)}"
    return "No other date of the series has two full windows: there is nothing to compare with."


def whole(view: View, asked: Asked, rows: pd.DataFrame) -> Words:
    """Name the figure of the whole series, by the years of which it has a month."""
    months, series = rows[Observation.start], asked.series
    years = replace(view, first=months.min().date(), last=months.max().date()).years_in_words()
    return Words(
        f"{what(series)}, {years}",
        f"{start_upper(unit(series))}. Dashed: the chosen date. Shaded: the months compared. Touch an event to choose it",
        f"{label(series)}, {years}, with events of {view.in_words()}.",
    )


def not_in_years(view: View, asked: Asked) -> str:
    """Say that the series has no month in the chosen years."""
    return f"{what(asked.series)}: no month of {view.years_in_words()} has a value. Move the years above."
