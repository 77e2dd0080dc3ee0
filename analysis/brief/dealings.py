"""What a brief states of a state's aid to Afghanistan, its dealings with the Afghan authorities, and the last events."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

import pandas as pd

from analysis.aid.consignments import Consignment, consignments, since
from analysis.aid.goods_prices import export_values
from analysis.aid.goods_value import GoodsValueSum, by_donor, goods_values
from analysis.brief.statements import OURSELVES, Line, Section, Statement, Tables, line, state
from analysis.recognition.positions import spells, standing
from data.rows import Row, records
from data.schema.tables import Aid, ConsignmentGoods, Events, FoodPrices, Recognition, Trade
from data.vocabulary.codes import DIMENSIONS
from data.vocabulary.places import concerns

SINCE: Final = dt.date(2021, 8, 15)
EVENTS: Final = 5
NOTABLE: Final = 2
CONFLICTS: Final = 2  # contradicting readings beside a position
CITED: Final = 2  # sources of one event or consignment
SENT: Final = ("dispatched", "delivered")


def aid(tables: Tables, code: str) -> Section:
    """State what was sent since `SINCE`, how much of it arrived, and the last consignment."""
    every = consignments(tables.aid)
    sent = every[(every["donor"] == code) & (every["start"] >= pd.Timestamp(SINCE)) & every["stage"].isin(SENT)]
    if sent.empty:
        return Section("aid", (line("sent", []),))
    sums = since(every, SINCE).loc[code]
    arrived = sent[sent["stage"] == "delivered"]
    last = sent.iloc[-1].to_dict()
    consignment = state("consignment", last, last["source_ids"].split(";")[:CITED])
    lines = (
        line("sent", _sum(sums, "sent", tables.aid, sent)),
        line("delivered", _sum(sums, "delivered", tables.aid, arrived)),
        *_food(tables, every, code),
        Line("consignment", (consignment,)),
    )
    return Section("aid", lines)


def _sum(sums: pd.Series, stage: str, reports: pd.DataFrame, added: pd.DataFrame) -> list[Statement]:
    """State a low and a high sum, of how many consignments, and how many of them are not weighed; nothing of none."""
    if added.empty:
        return []
    facts = {it: sums[f"{stage}_{it}"] for it in ("low_t", "high_t", "count", "unweighed")}
    return [state(f"sum_{stage}", {**facts, "since": SINCE}, _bounding(reports, added))]


def _food(tables: Tables, every: pd.DataFrame, code: str) -> Iterator[Line]:
    """State what the named food delivered since `SINCE` is worth, derived; nothing where no delivery is weighed."""
    exports = export_values(tables.trade, tables.sources)
    values = goods_values(every, tables.aid, tables.goods, tables.prices, exports)
    sums = by_donor(values, every[every[Consignment.start] >= pd.Timestamp(SINCE)])
    for row in records(sums[sums[GoodsValueSum.donor] == code]):
        goods = tables.goods[tables.goods[ConsignmentGoods.row_id].isin(row[GoodsValueSum.goods_behind])]
        prices = tables.prices[tables.prices[FoodPrices.row_id].isin(row[GoodsValueSum.prices_behind])]
        traded = tables.trade[tables.trade[Trade.row_id].isin(row[GoodsValueSum.trade_behind])]
        cited = [*goods[ConsignmentGoods.source_id], *prices[FoodPrices.source_id], *traded[Trade.source_id]]
        yield Line("food", (state("food", row, cited or [OURSELVES]),))


def _bounding(reports: pd.DataFrame, added: pd.DataFrame) -> Iterator[str]:
    """Find the reports that give the lowest and the highest weight of each consignment; of one not weighed the first."""
    for row in records(added):
        same = reports[reports[Aid.shipment] == row["shipment"]]
        ends = [same.loc[same[Aid.weight_t] == row[end], Aid.source_id] for end in ("weight_low_t", "weight_high_t")]
        yield from [ids.iloc[0] for ids in ends if len(ids)] or row["source_ids"].split(";")[:1]


def readings_of(tables: Tables) -> pd.DataFrame:
    """List all readings of positions, as `analysis.recognition.positions.spells`."""
    return spells(tables.recognition, tables.published, tables.known_to)


def positions(readings: pd.DataFrame, known_to: dt.date, code: str) -> Section:
    """State where the state stands on each dimension, since when, until when confirmed, and what contradicts it."""
    latest = standing(readings, known_to)
    latest = latest[latest[Recognition.country] == code]
    lines = []
    for dimension in DIMENSIONS:
        rows = records(latest[latest[Recognition.dimension] == dimension])
        lines.append(line(dimension, (it for row in rows for it in _position(row, readings))))
    return Section("positions", tuple(lines))


def _position(row: Row, readings: pd.DataFrame) -> Iterator[Statement]:
    """State a position, and the readings that contradict it."""
    yield state("position", row, [row["source_id"]])
    for other in records(readings[readings["row_id"].isin(row["conflicts"][:CONFLICTS])]):
        yield state("other_reading", other, [other["source_id"]])


def unconfirmed(readings: pd.DataFrame, known_to: dt.date, code: str) -> tuple[list[str], list[str]]:
    """Find the dimensions on which nothing is established, and those whose position no source of the last year confirms."""
    latest = standing(readings, known_to)
    latest = latest[(latest[Recognition.country] == code) & (latest[Recognition.value] != "unclear")]
    stale = set(latest.loc[~latest["confirmed"] & ~latest["over"], Recognition.dimension])
    known = set(latest[Recognition.dimension])
    return [it for it in DIMENSIONS if it not in known], [it for it in DIMENSIONS if it in stale]


def events(tables: Tables, code: str) -> Section:
    """State the last milestones and notable events that name the state, the newest first."""
    last = records(notable(tables.events, code).tail(EVENTS)[::-1])
    lines = [Line("event", (state("event", row, row[Events.source_ids].split(";")[:CITED]),)) for row in last]
    return Section("events", tuple(lines) or (line("event", []),))


def notable(events: pd.DataFrame, code: str) -> pd.DataFrame:
    """Choose the milestones and notable events that name a state, by their date: rows of `Events`."""
    named = events[Events.countries].map(lambda codes: concerns(codes, (code,))).astype(bool)
    return events[named & (events[Events.significance] >= NOTABLE)].sort_values([Events.start, Events.event_id])
