"""Aid by consignment: all reports of the same goods become one row, so that totals count a shipment once.

Nothing is averaged: where reports of a consignment differ, the lowest and the highest stay side by side. A total is
therefore two numbers, "at least" the sum of the lows and at most the sum of the highs, and beside them the number of
consignments of which nobody gives a weight (or value): these are never zero and never guessed.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

import pandas as pd

from data.rows import records
from data.vocabulary import codes
from data.vocabulary.places import CODES

STAGES: Final = tuple(codes.STAGES)  # pledged, dispatched, delivered
RANGES: Final = {"quantity_t": ("weight_low_t", "weight_high_t"), "value_usd": ("value_low_usd", "value_high_usd")}
_ADDED_TO_NEITHER: Final = ("cumulative", "discount")
_ADDED_TO_HIGH: Final = ("joint", "overlap")
_KINDS: Final = tuple(codes.AID_KINDS)

Report = dict[str, Any]


def consignments(aid_rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each shipment.

    Method: `stage` is the furthest that the whole consignment is reported to have reached (delivered, dispatched,
    pledged); a report that only a part had arrived counts as one of dispatch. The first date of a stage is that of
    the report whose period ends first, the more exact one on a tie: by its last day it had happened. `start`, `end`, `precision` and `year` are those of the first report of `stage`. Weight and value run
    from the lowest to the highest report of that stage; where none of them gives any, over the next stage before it
    that does, which `weight_from` and `value_from` name. The kind is the one that most reports give, on a tie the one
    given at the furthest stage. Goods, area and occasion are the fullest wording at the furthest stage that has any, the
    occasion with the date that stands beside it.

    Args:
        aid_rows: rows of `Aid`.

    Returns:
        shipment, donor, stage, start, end, precision, year, kind, goods, area, occasion, occasion_on,
        occasion_on_precision, channel; for each stage its first period as `<stage>_on`, `<stage>_to` and
        `<stage>_precision`; weight_low_t, weight_high_t, weight_from, value_low_usd, value_high_usd, value_from;
        `weight_all_low_t`, `weight_all_high_t` (over all reports of whatever stage); weighed, `caveat` (a key of
        `codes.AID_CAVEATS` or empty), counts (False: never added to anything), reports (how many), source_ids
        (joined by ;, the furthest stage first). By donor and date.
    """
    reports = records(aid_rows.sort_values(["shipment", "start", "source_id"], kind="stable"))
    found = [_consignment(list(group)) for _, group in groupby(reports, key=lambda it: it["shipment"])]
    rows = pd.DataFrame(found, columns=list(_consignment([_BLANK])))
    rows = rows.astype({str(it): _dtype(str(it)) for it in rows})
    order = rows["donor"].map({code: at for at, code in enumerate(CODES)})
    return rows.assign(order=order).sort_values(["order", "start", "shipment"], ignore_index=True).drop(columns="order")


def _dtype(column: str) -> str:
    """The dtype of a column of `consignments`, the same for no rows as for many."""
    if column in {"start", "end"} or column.endswith(("_on", "_to")):
        return "datetime64[ms]"
    if column.endswith(("_t", "_usd")):
        return "float64"
    return {"year": "int64", "reports": "int64", "weighed": "bool", "counts": "bool"}.get(column, "str")


_BLANK: Final[Report] = {
    "shipment": "", "donor": "", "start": pd.NaT, "end": pd.NaT, "precision": "unknown", "status": "pledged",
    "category": "other", "items": "", "weight_t": float("nan"), "value_usd": float("nan"), "channel": "", "area": None,
    "occasion": None, "occasion_on": pd.NaT, "occasion_on_precision": "unknown", "caveat": None, "source_id": "",
}  # fmt: skip


def _consignment(reports: list[Report]) -> Report:
    """All reports of one shipment as one row."""
    ranks = [_rank(it) for it in reports]
    furthest = max(ranks)
    stages = [[it for it, rank in zip(reports, ranks, strict=True) if rank == at] for at in range(furthest, -1, -1)]
    used = _first(stages[0])
    weight, weight_from = _range(stages, "weight_t")
    value, value_from = _range(stages, "value_usd")
    every = [it["weight_t"] for it in reports if pd.notna(it["weight_t"])]
    caveat, occasion = _caveat(reports), _fullest(stages, "occasion")
    return {
        "shipment": reports[0]["shipment"], "donor": reports[0]["donor"], "stage": STAGES[furthest],
        "start": used["start"], "end": used["end"], "precision": used["precision"],
        "year": 0 if pd.isna(used["start"]) else used["start"].year, "kind": _kind(stages),
        "goods": _fullest(stages, "items")["items"], "area": _fullest(stages, "area")["area"] or "",
        "occasion": occasion["occasion"] or "", "occasion_on": occasion["occasion_on"],
        "occasion_on_precision": occasion["occasion_on_precision"], "channel": _fullest(stages, "channel")["channel"],
        **_stage_dates(reports),
        "weight_low_t": weight[0], "weight_high_t": weight[1], "weight_from": weight_from,
        "value_low_usd": value[0], "value_high_usd": value[1], "value_from": value_from,
        "weight_all_low_t": min(every, default=float("nan")), "weight_all_high_t": max(every, default=float("nan")),
        "weighed": bool(every), "caveat": caveat, "counts": caveat not in _ADDED_TO_NEITHER, "reports": len(reports),
        "source_ids": ";".join(dict.fromkeys(it["source_id"] for stage in stages for it in stage)),
    }  # fmt: skip


def _rank(report: Report) -> int:
    """How far the whole consignment had come by this report."""
    rank = STAGES.index(report["status"])
    return min(rank, 1) if report["caveat"] == "partly" else rank


def _first(reports: Iterable[Report]) -> Report:
    """The report whose period ends first; the more exact one on a tie; reports without a date come last."""

    def order(report: Report) -> tuple[bool, int, int]:
        undated = pd.isna(report["end"])
        return (True, 0, 0) if undated else (False, report["end"].toordinal(), -report["start"].toordinal())

    return min(reports, key=order)


def _stage_dates(reports: list[Report]) -> Report:
    """The first period of each stage, as the reports name the stages."""
    dates: Report = {}
    for stage in STAGES:
        named = [it for it in reports if it["status"] == stage]
        first = _first(named) if named else _BLANK
        dates |= {f"{stage}_on": first["start"], f"{stage}_to": first["end"], f"{stage}_precision": first["precision"]}
    return dates


def _range(stages: list[list[Report]], column: str) -> tuple[tuple[float, float], str]:
    """Lowest and highest figure at the furthest stage that gives any, and which stage that is."""
    for at, reports in enumerate(stages):
        told = [it[column] for it in reports if pd.notna(it[column])]
        if told:
            return (min(told), max(told)), STAGES[len(stages) - 1 - at]
    return (float("nan"), float("nan")), ""


def _kind(stages: list[list[Report]]) -> str:
    """The kind that most reports give; on a tie the one given most at the furthest stage, then by our order."""
    counts = [[sum(it["category"] == kind for it in reports) for reports in stages] for kind in _KINDS]
    return max(zip(counts, _KINDS, strict=True), key=lambda it: (sum(it[0]), it[0], -_KINDS.index(it[1])))[1]


def _fullest(stages: list[list[Report]], column: str) -> Report:
    """The report with the fullest wording at the furthest stage that has any; a blank one where none has."""
    for reports in stages:
        said = [it for it in reports if isinstance(it[column], str)]
        if said:
            return max(said, key=lambda it: len(it[column]))
    return _BLANK


def _caveat(reports: list[Report]) -> str:
    """The first caveat of any report, in our order; a report that the whole has arrived lifts that of a part."""
    given = {it["caveat"] for it in reports}
    if any(it["status"] == "delivered" and it["caveat"] != "partly" for it in reports):
        given.discard("partly")
    return next((it for it in codes.AID_CAVEATS if it in given), "")


def totals(rows: pd.DataFrame, by: Sequence[str], measure: str = "quantity_t") -> pd.DataFrame:
    """What consignments add up to.

    Method: a consignment is counted once; cumulative claims and discounts are left out. `low` adds the lowest reported
    figures and reads "at least"; what may be part of another consignment, or is shared with other donors, adds nothing
    to it. `high` adds the highest. Both are empty, not zero, where no consignment bears a figure.

    Args:
        rows: rows of `consignments`.
        by: columns to add over, such as donor, year, stage, kind; empty for one total of all.
        measure: quantity_t or value_usd.

    Returns:
        `by`, `low`, `high`, `consignments` (how many), `without` (how many of them bear no such figure).
    """
    low, high = RANGES[measure]
    rows = rows.loc[rows["counts"], list(dict.fromkeys([*by, low, high, "caveat"]))]
    surely = rows[low].mask(rows["caveat"].isin(_ADDED_TO_HIGH) & rows[low].notna(), 0)
    parts = rows.assign(_all="", _low=surely, _without=rows[low].isna()).groupby(list(by) or ["_all"], sort=True)
    added = pd.DataFrame({
        "low": parts["_low"].sum(min_count=1), "high": parts[high].sum(min_count=1),
        "consignments": parts.size(), "without": parts["_without"].sum(),
    }).reset_index()  # fmt: skip
    return added if by else added.drop(columns="_all")


def since(rows: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """What each of the five has given from a day on, in tonnes, as `totals`.

    Args:
        rows: rows of `consignments`.
        day: the first day; a consignment dated only by a month or year must begin on or after it.

    Returns:
        By donor, all five: `delivered_low_t`, `delivered_high_t` ("at least", and at most; empty where nothing is
        weighed), `delivered_count`, `delivered_unweighed`, and the same with `sent_`: dispatched or delivered.
    """
    rows = rows[rows["start"] >= pd.Timestamp(day)]
    found = []
    for prefix, stages in {"delivered": STAGES[2:], "sent": STAGES[1:]}.items():
        added = totals(rows[rows["stage"].isin(stages)], ["donor"]).set_index("donor").reindex(list(CODES))
        added = added.fillna({"consignments": 0, "without": 0}).astype({"consignments": int, "without": int})
        found.append(added.set_axis([f"{prefix}_{it}" for it in ("low_t", "high_t", "count", "unweighed")], axis=1))
    return pd.concat(found, axis=1)
