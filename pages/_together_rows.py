"""The reported rows behind the panels of one state: of three tables, told as one list."""

from typing import Any, Final

import pandas as pd

from data import numbers, words
from data.columns import Table, column
from data.periods import PRECISIONS
from data.places import name

PANELS: Final = ("trade", "aid", "position")


class Told(Table):
    """One reported row of trade, aid or recognition behind a figure, in words."""

    name, heading = "told", "Reported"
    panel = column("text", "Panel", "trade, aid or position.", required=True, values=PANELS)
    start = column("date", "Period from", "First day; of a position the day on which it begins.")
    end = column("date", "Period to", "Last day; of a position the day on which it begins, too.")
    precision = column("text", "Told by", "How exactly the source tells the period.", required=True, values=PRECISIONS)
    says = column("text", "What is reported", "The row in words.", required=True)
    source_id = column("text", "Source", "Who says so.", required=True, cites=True)
    note = column("text", "Note", "What else must be known to read the row.")
    key = ("panel", "start", "end", "says", "source_id")


def told(trade: pd.DataFrame, aid: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Rows of `Trade`, `Aid` and `Recognition` as rows of `Told`, each panel in the order of time."""
    begun = positions.assign(end=positions["start"], precision=positions["start_precision"])
    parts = [_part("trade", trade, _traded), _part("aid", aid, _given), _part("position", begun, _held)]
    filled = [it for it in parts if len(it)] or parts[:1]
    return pd.concat(filled, ignore_index=True)


def _part(panel: str, rows: pd.DataFrame, say: Any) -> pd.DataFrame:  # noqa: ANN401  a row in, its words out
    says = pd.Series([say(it) for it in rows.to_dict("records")], index=rows.index, dtype="str")
    ordered = rows.assign(panel=panel, says=says).sort_values(["start", "says"], kind="stable")
    return ordered[[str(it) for it in Told.columns]]


def _traded(row: dict[str, Any]) -> str:
    value = numbers.amount(row["value_usd"], "value_usd", 4)
    return f"{words.FLOWS[row['flow']]}: {value}; {words.say(row['status'])}, reported by: {name(row['reported_by'])}"


def _given(row: dict[str, Any]) -> str:
    weight = f"{numbers.tonnes(row['weight_t'])}, " if pd.notna(row["weight_t"]) else "no weight, "
    return f"{words.start_upper(words.say(row['status']))}: {weight}{row['items']}"


def _held(row: dict[str, Any]) -> str:
    other = "" if row["preferred"] else " (a reading that differs from the one drawn)"
    return f"{words.say(row['dimension'])}: {words.say(row['value'])}{other}"
