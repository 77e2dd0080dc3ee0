"""What a hover says, and of a reported figure: who reports it, what kind of figure it is, and from which source.

Rows may have a `publisher`, which the measure looks up: charts know no sources.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from charts.base import frame
from data.rows import records
from data.vocabulary import formats, periods
from data.vocabulary.places import NO_PLACES, ORDER, adjective, name

# Whose figure it is, by shape; in the order in which a legend lists them.
SHAPES: Final = {
    "own": "circle", "AFG": "diamond", "IMF": "square", "CEPII": "hexagon", "FAO": "triangle-up", "NEWS": "x",
    "other": "cross",
}  # fmt: skip
REPORTERS: Final = {
    "own": "the state's own",
    "AFG": "Afghan side",
    "IMF": "IMF",
    "CEPII": "CEPII, from both sides",
    "FAO": "estimate of the FAO",
    "NEWS": "press, statistics not named",
    "other": "another side",
}
_MOST: Final = 7  # reports that a hover lists
_WIDE: Final = 58  # characters of a line: no wider than a phone


def lines(first: str, *others: str | None, wide: int = _WIDE) -> str:
    """Lay out a hover: a line of mark-up, below it lines of plain text, no wider than a phone; empty ones are left out."""
    return "<br>".join([first, *(frame.wrapped(frame.plain(it), wide) for it in others if it)])


def bold(text: str, wide: int = _WIDE) -> str:
    """The first line of a hover."""
    return f"<b>{frame.wrapped(frame.plain(text), wide)}</b>"


def order(codes: pd.Series) -> list[str]:
    """The countries that occur in our order; joint figures, then those of the five together, last."""
    return sorted(set(codes), key=lambda code: (ORDER.get(code, ORDER["AFG"]), code))


def who(code: str) -> str:
    """Name a country; of a joint figure its countries, and that they are reported together."""
    return f"{name(code)} together" if ";" in code else name(code)


def together(code: str) -> str:
    """A country in few words, as a legend names it: of several together only how many."""
    if code == "CA5":
        return "the five together"
    return f"{len(code.split(';'))} states together" if ";" in code else name(code)


def reporter(row: dict[str, Any]) -> str:
    """Who reports a row, as a key of `SHAPES`."""
    by = row["reported_by"]
    if by in row["country"].split(";"):
        return "own"
    return by if by in SHAPES else "other"


def says(row: dict[str, Any]) -> str:
    """Who says so, and as what: "Uzbek statistics", "Afghan claim", "preliminary, IMF"."""
    by = REPORTERS.get(row["reported_by"], adjective(row["reported_by"])) if row["reported_by"] in NO_PLACES else ""
    if row["status"] == "claim":
        return "claim in the press" if row["reported_by"] == "NEWS" else f"{adjective(row['reported_by'])} claim"
    by = by or f"{adjective(row['reported_by'])} statistics"
    return f"{row['status']}, {by}" if row["status"] in {"preliminary", "estimate"} else by


def period(row: dict[str, Any]) -> str:
    """The period of a row in words."""
    return periods.label(row["start"], row["end"], row["precision"])


def short_period(row: dict[str, Any]) -> str:
    """The period of a row of `Preferred` in few letters: an Afghan solar year is 2024/25."""
    return f"{row['start'].year}/{row['end']:%y}" if row.get("span") == "solar year" else period(row)


def amount(row: dict[str, Any], value: float, measure: str, digits: int = 4) -> str:
    """A value with its unit; a bound says that it is one."""
    if row.get("lower", row.get("bound") == "at_least"):
        return f"at least {formats.floor(value, measure, digits)}"
    if row.get("bound") == "at_most":
        return f"at most {formats.amount(value, measure, digits)}"
    return formats.amount(value, measure, digits)


def head(row: dict[str, Any], value: float, measure: str) -> str:
    """The first line of a hover: how much, whose, when."""
    return f"<b>{amount(row, value, measure)}</b> · {who(row['country'])}, {period(row)}"


def divided(row: dict[str, Any], measure: str) -> list[str]:
    """Of what a derived figure was made, and who has what it was divided by; of figures as reported nothing."""
    if measure not in formats.RELATIVE:
        return []
    value, year = formats.usd(row["value_usd"], 4), row["start"].year
    if measure == "index_2021":
        return [f"derived: {formats.usd(row['figure'], 4)} divided by {formats.usd(row['base'], 4)} in 2021, times 100"]
    if measure == "constant_usd":
        own, base, months = row["price_index"], row["base_index"], row["price_months"]
        part = f", those of {year} on {months} months" if months < 12 else ""
        by = f"{base:g} / {own:g}, US consumer prices of {row['base_year']} and {year}{part}"
        return [f"derived: {value} times {by} ({row['price_publisher']})"]
    if measure == "usd_per_head":
        by = f"{formats.significant(row['population'] / 1e6)} m people in {year}"
    else:
        by = f"a GDP of {formats.usd(row['gdp_usd'], 4)} in {year}"
    publisher = row.get("indicator_publisher")
    whose = f" ({publisher})" if isinstance(publisher, str) else ""
    return [f"derived: {value} divided by {by}{whose}"]


def source(row: dict[str, Any]) -> str:
    """Who says so, and where we read it."""
    publisher, by = row.get("publisher"), says(row)
    return f"{by} ({publisher})" if isinstance(publisher, str) and publisher != by else by


def reports(rows: Sequence[dict[str, Any]], measure: str) -> list[str]:
    """Each report in a line, the highest first; many are cut short and counted."""
    highest = sorted(rows, key=lambda it: -it[measure])
    lines = [f"{amount(it, it[measure], measure)}: {source(it)}" for it in highest]
    return [*lines[:_MOST], f"and {len(lines) - _MOST} more"] if len(lines) > _MOST + 1 else lines


def alike(rows: pd.DataFrame, columns: Sequence[str]) -> dict[tuple, list[dict[str, Any]]]:
    """The rows that agree in some columns, by what they agree in."""
    found: dict[tuple, list[dict[str, Any]]] = {}
    for it in records(rows):
        found.setdefault(tuple(it[column] for column in columns), []).append(it)
    return found


def note(row: dict[str, Any]) -> list[str]:
    """Valuation and note of a row, as far as there are any."""
    return [it for it in (row["valuation"], row["note"]) if isinstance(it, str)]


def figure(row: dict[str, Any], measure: str, *more: str, alike: Sequence[dict[str, Any]] = (), of: str = "") -> str:
    """A preferred figure, who reports it, and what else is said of it.

    Args:
        row: a row of `analysis.trade.preferred`.
        measure: what its `value` is.
        more: lines below the first one.
        alike: all reports of the same; where there are several, each is listed instead of their spread and the note.
        of: whose the reports are, if not everybody's.
    """
    count = row.get("reports", 1)
    reach = f"{count} reports{of}: {formats.spread(row['low'], row['high'], measure)}" if count > 1 else ""
    if row["derived"]:
        whose = [f"sum of exports and imports, ours, from {source(row)}"]
    elif len(alike) > 1:
        whose = [f"{says(row)}; {len(alike)} reports:", *reports(alike, measure)]
    else:
        whose = [source(row), *note(row), reach]
    return lines(head(row, row["value"], measure), *more, *divided(row, measure), *whose)
