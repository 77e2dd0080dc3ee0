"""All reports of one shipment as one consignment: the rules of `analysis.aid.consignments.consignments`."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from data.rows import Row
from data.schema.tables import Aid
from data.vocabulary import codes

STAGES: Final = tuple(codes.STAGES)  # pledged, dispatched, delivered
_ADDED_TO_NEITHER: Final = ("cumulative", "discount")
_KINDS: Final = tuple(codes.AID_KINDS)
_BLANK: Final[Row] = {
    Aid.start: pd.NaT, Aid.end: pd.NaT, Aid.precision: "unknown", Aid.area: "", Aid.occasion: "",
    Aid.occasion_on: pd.NaT, Aid.occasion_on_precision: "unknown",
}  # fmt: skip


def consignment(reports: list[Row]) -> Row:
    """Make a row of `Consignment` of all reports of one shipment, in the order of their dates."""
    furthest = max(map(_rank, reports))
    # by stage, the furthest first
    stages = [[it for it in reports if _rank(it) == at] for at in range(furthest, -1, -1)]
    first, occasion, caveat = _first(stages[0]), _fullest(stages, Aid.occasion), _caveat(reports)
    weights = [report[Aid.weight_t] for report in reports if pd.notna(report[Aid.weight_t])]
    return {
        "shipment": first[Aid.shipment], "donor": first[Aid.donor], "stage": STAGES[furthest],
        "start": first[Aid.start], "end": first[Aid.end], "precision": first[Aid.precision],
        "year": 0 if pd.isna(first[Aid.start]) else first[Aid.start].year, "kind": _kind(stages),
        "goods": _fullest(stages, Aid.items)[Aid.items], "area": _fullest(stages, Aid.area)[Aid.area],
        "occasion": occasion[Aid.occasion], "occasion_on": occasion[Aid.occasion_on],
        "occasion_on_precision": occasion[Aid.occasion_on_precision],
        "channel": _fullest(stages, Aid.channel)[Aid.channel], **_stage_dates(reports),
        **_range(stages, Aid.weight_t, "weight", "t"), **_range(stages, Aid.value_usd, "value", "usd"),
        "weight_all_low_t": min(weights, default=None), "weight_all_high_t": max(weights, default=None),
        "weighed": bool(weights), "caveat": caveat, "counts": caveat not in _ADDED_TO_NEITHER, "reports": len(reports),
        "source_ids": ";".join(dict.fromkeys(report[Aid.source_id] for stage in stages for report in stage)),
        "behind": tuple(report[Aid.row_id] for report in reports),
    }  # fmt: skip


def _rank(report: Row) -> int:
    """How far the whole consignment had come by this report, as a place in `STAGES`."""
    rank = STAGES.index(report[Aid.status])
    return min(rank, STAGES.index("dispatched")) if report[Aid.caveat] == "partly" else rank


def _first(reports: Iterable[Row]) -> Row:
    """Find the report whose period ends first; the more exact one on a tie; reports without a date come last."""

    def order(report: Row) -> tuple[bool, int, int]:
        if pd.isna(report[Aid.end]):
            return True, 0, 0
        return False, report[Aid.end].toordinal(), -report[Aid.start].toordinal()

    return min(reports, key=order)


def _stage_dates(reports: list[Row]) -> Row:
    """Find the first period of each stage, as the reports name the stages."""
    dates: Row = {}
    for stage in STAGES:
        named = [report for report in reports if report[Aid.status] == stage]
        first = _first(named) if named else _BLANK
        dates |= {
            f"{stage}_on": first[Aid.start],
            f"{stage}_to": first[Aid.end],
            f"{stage}_precision": first[Aid.precision],
        }
    return dates


def _range(stages: list[list[Row]], figure: str, noun: str, unit: str) -> Row:
    """Find the lowest and highest figure at the furthest stage that gives any, and which stage that is."""
    for at, reports in enumerate(stages):
        figures = [report[figure] for report in reports if pd.notna(report[figure])]
        if figures:
            low, high, stage = min(figures), max(figures), STAGES[len(stages) - 1 - at]
            return {f"{noun}_low_{unit}": low, f"{noun}_high_{unit}": high, f"{noun}_from": stage}
    return {f"{noun}_low_{unit}": None, f"{noun}_high_{unit}": None, f"{noun}_from": ""}


def _kind(stages: list[list[Row]]) -> str:
    """Find the kind that most reports give; on a tie the one given most at the furthest stage, then by our order."""
    counts = {kind: [sum(it[Aid.category] == kind for it in reports) for reports in stages] for kind in _KINDS}
    return max(_KINDS, key=lambda kind: (sum(counts[kind]), counts[kind], -_KINDS.index(kind)))


def _fullest(stages: list[list[Row]], wording: str) -> Row:
    """Find the report with the fullest wording at the furthest stage that has any; a blank one where none has."""
    for reports in stages:
        worded = [report for report in reports if isinstance(report[wording], str)]
        if worded:
            return max(worded, key=lambda report: len(report[wording]))
    return _BLANK


def _caveat(reports: list[Row]) -> str:
    """Find the first caveat of any report, in our order; a report that the whole has arrived lifts that of a part."""
    given = {report[Aid.caveat] for report in reports}
    if any(report[Aid.status] == "delivered" and report[Aid.caveat] != "partly" for report in reports):
        given.discard("partly")
    return next((caveat for caveat in codes.AID_CAVEATS if caveat in given), "")
