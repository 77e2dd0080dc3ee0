"""What a brief says of a state's aid to Afghanistan, its dealings with the Afghan authorities, and the last events."""

import datetime as dt
from typing import Any, Final

import pandas as pd

from analysis.aid.consignments import consignments, since
from analysis.brief.citations import RECORD, Line, Record, Said, Section, said
from analysis.recognition.positions import spells, standing
from data.rows import records
from data.vocabulary import formats, periods
from data.vocabulary.codes import DIMENSIONS, POSITIONS
from data.vocabulary.places import concerns
from data.vocabulary.text import counted

SINCE: Final = dt.date(2021, 8, 15)
EVENTS: Final = 5
NOTABLE: Final = 2
CONFLICTS: Final = 2
SENT: Final = ("dispatched", "delivered")


def aid(record: Record, code: str) -> Section:
    """What was sent since `SINCE`, how much of it arrived, and the last consignment."""
    every = consignments(record.aid)
    mine = every[(every["donor"] == code) & (every["start"] >= pd.Timestamp(SINCE)) & every["stage"].isin(SENT)]
    if mine.empty:
        return Section("Aid", (Line("Sent", (said("no consignment is on record", [RECORD]),)),))
    row = since(every, SINCE).loc[code]
    sent = _sum(row, "sent", f"since {periods.label(SINCE, SINCE, 'day')} ", _behind(record.aid, mine))
    arrived = mine[mine["stage"] == "delivered"]
    lines = [
        Line("Sent", (sent,)),
        Line("Of these delivered", (_sum(row, "delivered", "", _behind(record.aid, arrived)),)),
    ]
    return Section("Aid", (*lines, Line("Last consignment", (_consignment(mine.iloc[-1].to_dict()),))))


def _sum(row: pd.Series, stage: str, lead: str, sources: list[str]) -> Said:
    """At least and at most, how many, and how many of them not weighed; derived from one report for each bound."""
    count, unweighed = int(row[f"{stage}_count"]), int(row[f"{stage}_unweighed"])
    low, high = row[f"{stage}_low_t"], row[f"{stage}_high_t"]
    weight = "no weight known"
    if pd.notna(low):
        weight = f"at least {formats.floor(low, 'quantity_t')}"
        weight += f", at most {formats.ceiling(high, 'quantity_t')} of what is weighed" if high > low else ""
    without = f", {unweighed} of them not weighed" if unweighed else ""
    text = f"{lead}{weight}, in {counted(count, 'consignment') if count else 'no consignments'}{without} (derived: each counted once)"
    return said(text, sources or [RECORD])


def _behind(reports: pd.DataFrame, mine: pd.DataFrame) -> list[str]:
    """The reports that give the lowest and the highest weight of each consignment; of one not weighed the first."""
    found = []
    for it in records(mine):
        told = reports[reports["shipment"] == it["shipment"]]
        ends = [told.loc[told["weight_t"] == it[end], "source_id"] for end in ("weight_low_t", "weight_high_t")]
        bounds = [ids.iloc[0] for ids in ends if len(ids)]
        found += bounds or [it["source_ids"].split(";")[0]]
    return found


def _consignment(it: dict[str, Any]) -> Said:
    weight = "not weighed"
    if pd.notna(it["weight_low_t"]):
        weight = formats.spread(it["weight_low_t"], it["weight_high_t"], "quantity_t")
    date = periods.label(it["start"], it["end"], it["precision"])
    return said(f"{it['stage']} {date}: {it['goods']} ({weight})", it["source_ids"].split(";")[:2])


def read(record: Record) -> pd.DataFrame:
    """All readings of positions, as `analysis.recognition.positions.spells`."""
    return spells(record.recognition, record.published, record.known_to)


def positions(readings: pd.DataFrame, known_to: dt.date, code: str) -> Section:
    """Where the state stands on each dimension, since when, until when confirmed, and what contradicts it."""
    found = standing(readings, known_to)
    found = found[found["country"] == code]
    lines = []
    for dimension, label in DIMENSIONS.items():
        mine = records(found[found["dimension"] == dimension])
        parts = [part for it in mine for part in (_position(it), *_others(it, readings))]
        lines.append(Line(label, tuple(parts) or (said("not on record", [RECORD]),)))
    return Section("Positions", tuple(lines))


def _position(it: dict[str, Any]) -> Said:
    if it["value"] == "unclear":
        return said("not established", [it["source_id"]])
    begun = _day(it["since"], it["since_precision"])
    held = f"since {begun}, last confirmed {_day(it['confirmed_until'], it['confirmed_precision'])}"
    if it["over"]:
        held = f"from {begun} until {_day(it['until'], it['until_precision'])}"
    return said(f"{POSITIONS.get(it['value'], it['value'])}, {held}", [it["source_id"]])


def _others(it: dict[str, Any], readings: pd.DataFrame) -> list[Said]:
    """Readings that contradict one."""
    others = records(readings[readings["row_id"].isin(it["conflicts"][:CONFLICTS])])
    return [
        said(
            f"another source has: {POSITIONS.get(it['value'], it['value'])}, from {_day(it['start'], it['start_precision'])}",
            [it["source_id"]],
        )
        for it in others
    ]


def _day(day: pd.Timestamp, precision: str) -> str:
    return periods.label(day, day, precision)


def unconfirmed(readings: pd.DataFrame, known_to: dt.date, code: str) -> tuple[list[str], list[str]]:
    """The dimensions on which nothing is established, and those whose position was not confirmed within the last year."""
    found = standing(readings, known_to)
    found = found[found["country"] == code]
    known = found[found["value"] != "unclear"]
    open_ = known[~known["confirmed"] & ~known["over"]]
    dark = [label for code_, label in DIMENSIONS.items() if code_ not in set(known["dimension"])]
    return dark, [label for code_, label in DIMENSIONS.items() if code_ in set(open_["dimension"])]


def events(record: Record, code: str) -> Section:
    """The last milestones and notable events that name the state, the newest first."""
    rows = record.events
    named = rows["countries"].map(lambda codes: concerns(codes, (code,))).astype(bool)
    mine = rows[named & (rows["significance"] >= NOTABLE)].sort_values(["start", "event_id"]).tail(EVENTS)
    lines = [Line("", (_event(it),)) for it in records(mine[::-1])]
    return Section("Latest events", tuple(lines) or (Line("", (said("none is on record", [RECORD]),)),))


def _event(it: dict[str, Any]) -> Said:
    date = periods.label(it["start"], it["end"], it["precision"])
    return said(f"{date}: {it['title']}", it["source_ids"].split(";")[:2])
