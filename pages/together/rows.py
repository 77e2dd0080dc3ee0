"""The reported rows behind the panels of one state: of three tables, told as one list."""

from typing import Any, Final

import pandas as pd

from data.rows import records
from data.schema.columns import Table, column
from data.vocabulary import codes, formats
from data.vocabulary.periods import PRECISIONS
from data.vocabulary.places import name
from pages.together.within_years import Dated

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


def in_words(panel: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `Trade`, `Aid` or `Recognition` with the columns of `Told` besides their own, in the order of time.

    Args:
        panel: one of `PANELS`; of a position the day on which it begins is its period.
        rows: rows of the table of that panel.
    """
    if panel == "position":
        rows = rows.assign(end=rows["start"], precision=rows["start_precision"])
    says = pd.Series([_SAYS[panel](it) for it in records(rows)], index=rows.index, dtype="str")
    return rows.assign(panel=panel, says=says).sort_values(["start", "says"], kind="stable")


def told(*parts: pd.DataFrame) -> Dated:
    """Rows of `in_words` of each panel, one after the other, as rows of `Told`: shown from `shown_from` to `shown_until`."""
    filled = [it for it in parts if len(it)] or parts[:1]
    columns, days = [str(it) for it in Told.columns], ["shown_from", "shown_until"]
    every = pd.concat([it[[*columns, *days]] for it in filled], ignore_index=True)
    return Dated(every[columns], *(every[it].to_numpy() for it in days))


def _traded(row: dict[str, Any]) -> str:
    value = formats.amount(row["value_usd"], "value_usd", 4)
    return f"{codes.FLOWS[row['flow']]}: {value}; {codes.say(row['status'])}, reported by: {name(row['reported_by'])}"


def _given(row: dict[str, Any]) -> str:
    weight = f"{formats.tonnes(row['weight_t'])}, " if pd.notna(row["weight_t"]) else "no weight, "
    return f"{codes.start_upper(codes.say(row['status']))}: {weight}{row['items']}"


def _held(row: dict[str, Any]) -> str:
    other = "" if row["preferred"] else " (a reading that differs from the one drawn)"
    return f"{codes.say(row['dimension'])}: {codes.say(row['value'])}{other}"


_SAYS: Final = dict(zip(PANELS, (_traded, _given, _held), strict=True))
