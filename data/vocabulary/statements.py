"""How a figure that somebody stated stands to the statistics, in words; nothing is judged.

A row is one of `analysis.claims.statement.Statement`.
"""

from typing import Any, Final

import pandas as pd

from data.vocabulary import formats, periods
from data.vocabulary.places import adjective
from data.vocabulary.text import share

_NO_TRADE: Final = {
    "potential": "a potential, not trade",
    "contract": "contracts signed, not trade of a year",
}
Row = dict[str, Any]


def standing(row: Row) -> str:
    """Say how far a claim is from the statistic, how far a target is to go, or what stands beside a potential or contract."""
    if row["status"] in _NO_TRADE:
        return _beside(row)
    return _way(row) if row["status"] == "target" else _distance(row)


def _distance(row: Row) -> str:
    """How far a claim is from the statistic: "1.2 % above the statistic of 2022"."""
    if isinstance(row["doubted"], str):
        return f"not compared, because the claim is doubted: {row['doubted']}"
    if pd.isna(row["beside_value"]):
        when = periods.label(row["start"], row["end"], row["precision"], unknown="any year before it")
        return f"no statistic of {when} to compare it with"
    late = "" if row["against"] == "same" else ", the last full year before it was said"
    return f"{_apart(row['distance_percent'], row['distance'])} {_statistic(row)}{late}"


def _apart(percent: float, distance: float) -> str:
    """A distance, to be followed by what it is from: "1.2 % above"."""
    if distance == 0:
        return "equal to"
    return f"{share(percent)} {'above' if distance > 0 else 'below'}" if pd.notna(percent) else "above"


def _statistic(row: Row) -> str:
    """The statistic beside a statement, by whose and of when: "the Afghan statistic of 2022"."""
    whose = "" if row["beside_reported_by"] == row["country"] else f"{adjective(row['beside_reported_by'])} "
    kind = "preliminary figure" if row["beside_status"] == "preliminary" else "statistic"
    summed = " (both flows added)" if row["beside_derived"] else ""
    return (
        f"the {whose}{kind} of {periods.label(row['beside_start'], row['beside_end'], row['beside_precision'])}{summed}"
    )


def _beside(row: Row) -> str:
    """What stands beside a potential or contract."""
    kind = _NO_TRADE[row["status"]]
    if pd.isna(row["beside_value"]):
        return f"{kind}; no statistic of its period"
    return f"{kind}; beside it {_statistic(row)}: {formats.amount(row['beside_value'], row['measure'], 4)}"


def _way(row: Row) -> str:
    """What a target takes, or when it was met."""
    state, year, reached = row["target_state"], row["target_year"], row["reached_in"]
    lead = "no target year was named; " if pd.isna(year) else ""
    if state == "no statistic":
        return f"{lead or f'for {year}: '}no statistic to measure it by"
    if state in {"met", "reached"}:
        return f"{lead}{state} in {reached}"
    later = "" if pd.isna(reached) else f"reached in {reached}"
    if state == "not met":
        missed = f"not met: the statistic of {year} was {share(row['missed_percent'])} below it"
        return f"{missed}; {later}" if later else missed
    if state == "not reported":
        return f"{year} is over and its statistic is not available; {f'at or above it in {reached}' if later else _gap(row)}"
    growth = "" if pd.isna(row["growth_percent"]) else f"needs {share(row['growth_percent'])} a year to {year}; "
    return f"{lead}{growth}{_gap(row)}"


def _gap(row: Row) -> str:
    """The gap to the last statistic, or that there is none."""
    if row["gap"] <= 0:
        return f"the statistic of {row['last_year']} is not below it"
    return f"{formats.amount(row['gap'], row['measure'])} above the statistic of {row['last_year']}"
