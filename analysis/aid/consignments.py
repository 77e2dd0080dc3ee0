"""Aid by consignment: all reports of the same goods become one row, so that totals count a shipment once.

Nothing is averaged: where reports of a consignment differ, the lowest and the highest stay side by side. A total is
therefore two numbers, "at least" the sum of the lows and at most the sum of the highs, and beside them the number of
consignments without a reported weight (or value): these are never zero and never guessed.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np
import pandas as pd

from analysis.aid.shipment import STAGES, consignment
from analysis.base import behind
from analysis.base.derived import rows_of
from data.rows import records
from data.schema.columns import Column, Derived, column
from data.schema.tables import Aid
from data.vocabulary import codes
from data.vocabulary.periods import PRECISIONS
from data.vocabulary.places import CODES

_ADDED_TO_HIGH: Final = ("joint", "overlap")


def _day(heading: str, description: str) -> Column:
    return column("date", heading, description)


def _exactness(of: str) -> Column:
    return column("text", "Exactness", f"How exactly {of} is known.", required=True, values=PRECISIONS)


def _tonnes(heading: str, description: str) -> Column:
    return column("number", heading, description, unit="t", low=0)


def _dollars(heading: str, description: str) -> Column:
    return column("number", heading, description, unit="US$", low=0)


def _number(heading: str, description: str) -> Column:
    return column("count", heading, description, required=True, low=0)


def _stage(heading: str, description: str) -> Column:
    return column("text", heading, description, required=True, values=("", *STAGES))


class Consignment(Derived):
    """One consignment of aid, counted once, made of all reports of the same goods."""

    name, heading, of = "consignments", "Consignments", Aid
    key = ("shipment",)
    shipment = column("text", "Shipment", "Our key of the goods.", required=True, internal=True)
    donor = column("text", "Donor", "The giving state.", required=True)
    stage = _stage("Stage", "The furthest stage that the whole consignment is reported to have reached.")
    start = _day("Date from", "First day of the first report of the stage.")
    end = _day("Date to", "Last day of the first report of the stage.")
    precision = _exactness("this date")
    year = _number("Year", "Year of `start`; 0 where it is not known.")
    kind = column("text", "Kind", "Kind of aid.", required=True, values=tuple(codes.AID_KINDS))
    goods = column("text", "Goods", "What was given.", required=True)
    area = column("text", "Area", "Where it went; empty where no report says.")
    occasion = column("text", "Occasion", "What it was given for; empty where no report says.")
    occasion_on = _day("Date of the occasion", "Its first day, where it is dated.")
    occasion_on_precision = _exactness("the date of the occasion")
    channel = column("text", "Channel", "bilateral, or through whom.", required=True)
    pledged_on = _day("Pledged from", "First day of the first report of a pledge.")
    pledged_to = _day("Pledged to", "Last day of that report.")
    pledged_precision = _exactness("the day of the pledge")
    dispatched_on = _day("Dispatched from", "First day of the first report of dispatch.")
    dispatched_to = _day("Dispatched to", "Last day of that report.")
    dispatched_precision = _exactness("the day of dispatch")
    delivered_on = _day("Delivered from", "First day of the first report of delivery, in whole or in part.")
    delivered_to = _day("Delivered to", "Last day of that report.")
    delivered_precision = _exactness("the day of delivery")
    weight_low_t = _tonnes("Lowest weight", "The lowest report of the stage in `weight_from`.")
    weight_high_t = _tonnes("Highest weight", "The highest report of the stage in `weight_from`.")
    weight_from = _stage("Stage of the weight", "The furthest stage with a reported weight; empty where there is none.")
    value_low_usd = _dollars("Lowest value", "The lowest report of the stage in `value_from`.")
    value_high_usd = _dollars("Highest value", "The highest report of the stage in `value_from`.")
    value_from = _stage("Stage of the value", "The furthest stage with a reported value; empty where there is none.")
    weight_all_low_t = _tonnes("Lowest weight at any stage", "The lowest report, whatever its stage.")
    weight_all_high_t = _tonnes("Highest weight at any stage", "The highest report, whatever its stage.")
    weighed = column("flag", "Weighed", "Whether any report gives a weight.", required=True, internal=True)
    caveat = column("text", "Caveat", "Why it is not simply added to totals; empty where it is.",
                    values=("", *codes.AID_CAVEATS))  # fmt: skip
    counts = column("flag", "Counts", "Whether it is ever added to a total.", required=True, internal=True)
    reports = _number("Reports", "How many reports there are.")
    source_ids = column("text", "Sources", "Sources of the reports, the furthest stage first.", required=True, cites=True,
                        many=True)  # fmt: skip


class AidTotal(Derived):
    """What some consignments add up to: those that agree in the columns which are not empty."""

    name, heading, of = "aid_totals", "Sums of aid", Aid
    measure = column("text", "Measure", "What is added up.", required=True, values=("quantity_t", "value_usd"))
    year = column("count", "Year", "Year of the consignments.")
    donor = column("text", "Donor", "The giving state.")
    kind = column("text", "Kind", "Kind of aid.", values=tuple(codes.AID_KINDS))
    stage = column("text", "Stage", "How far the consignments came.", values=STAGES)
    state = column("text", "State", "How far they came, and whether a pledge waits: see `analysis.aid.pipeline`.")
    low = column("number", "At least", "Sum of the lowest reports; empty where none gives a figure.", low=0)
    high = column("number", "At most", "Sum of the highest reports; empty where none gives a figure.", low=0)
    pledged = column("number", "Of it only pledged", "The part of `low` that is only pledged.", low=0)
    consignments = _number("Consignments", "How many there are.")
    without = _number("Without a figure", "How many of them have no such figure in any report.")


class Given(Derived):
    """What one of the five states has given from a day on."""

    name, heading, of = "given", "Aid given", Aid
    donor = column("text", "Donor", "The giving state.", required=True, values=CODES)
    delivered_low_t = _tonnes("Delivered, at least", "Sum of the lowest weights; empty where none is reported.")
    delivered_high_t = _tonnes("Delivered, at most", "Sum of the highest weights; empty where none is reported.")
    delivered_count = _number("Delivered", "How many consignments were delivered.")
    delivered_unweighed = _number("Delivered without a weight", "How many of them have no reported weight.")
    sent_low_t = _tonnes("Sent, at least", "The same of all that was dispatched or delivered.")
    sent_high_t = _tonnes("Sent, at most", "The same of all that was dispatched or delivered.")
    sent_count = _number("Sent", "How many consignments were dispatched or delivered.")
    sent_unweighed = _number("Sent without a weight", "How many of them have no reported weight.")


RANGES: Final = {
    "quantity_t": (Consignment.weight_low_t, Consignment.weight_high_t),
    "value_usd": (Consignment.value_low_usd, Consignment.value_high_usd),
}
# How `Given` calls the columns of `AidTotal`, after what was sent or delivered.
_GIVEN: Final = {
    AidTotal.low: "low_t", AidTotal.high: "high_t", AidTotal.consignments: "count", AidTotal.without: "unweighed",
}  # fmt: skip


def consignments(aid_rows: pd.DataFrame) -> pd.DataFrame:
    """Make one row of all reports of a shipment.

    Method: `stage` is the furthest that the whole consignment is reported to have reached (delivered, dispatched,
    pledged); a report that only a part had arrived counts as one of dispatch. The first date of a stage is that of
    the report whose period ends first, the more exact one on a tie: by its last day it had happened. `start`, `end`,
    `precision` and `year` are those of the first report of `stage`. Weight and value run from the lowest to the
    highest report of that stage; where none of them gives any, over the next stage before it that does. The kind is
    the one that most reports give, on a tie the one given at the furthest stage. Goods, area and occasion are the
    fullest wording at the furthest stage that has any, the occasion with the date that stands beside it.

    Args:
        aid_rows: rows of `Aid`.

    Returns:
        Rows of `Consignment`, by donor and date.
    """
    reports = records(aid_rows.sort_values([Aid.shipment, Aid.start, Aid.source_id]))
    made = [consignment(list(group)) for _, group in groupby(reports, key=itemgetter(Aid.shipment))]
    rows = pd.DataFrame(made, columns=[*Consignment.columns])
    order = rows[Consignment.donor].map({code: at for at, code in enumerate(CODES)})
    rows = rows.assign(order=order).sort_values(["order", Consignment.start, Consignment.shipment], ignore_index=True)
    return rows_of(Consignment, rows)


def single(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out cumulative claims: they would stand as a second gift beside what they sum up."""
    return rows[rows[Consignment.caveat] != "cumulative"]


def totals(rows: pd.DataFrame, by: Sequence[str], measure: str = "quantity_t") -> pd.DataFrame:
    """Add up consignments.

    Method: a consignment is counted once; cumulative claims and discounts are left out. `low` adds the lowest reported
    figures and reads "at least"; what may be part of another consignment, or is shared with other donors, adds nothing
    to it. `high` adds the highest. Both are empty, not zero, where no consignment has a figure.

    Args:
        rows: rows of `Consignment`.
        by: columns to add over, of year, donor, kind, stage and state; empty for one total of all.
        measure: quantity_t or value_usd.

    Returns:
        Rows of `AidTotal`.
    """
    low, high = (rows[it] for it in RANGES[measure])
    least = low.where(~rows[Consignment.caveat].isin(_ADDED_TO_HIGH), 0)
    figures = rows[[*by, Consignment.behind]].assign(
        low=least,
        high=high,
        pledged=least.where(rows[Consignment.stage] == "pledged"),
        consignments=1,
        without=low.isna(),
    )
    figures = figures[rows[Consignment.counts]]
    groups = figures.groupby(list(by) or np.zeros(len(figures)), dropna=False)
    sums = groups[[AidTotal.low, AidTotal.high, AidTotal.pledged, AidTotal.consignments, AidTotal.without]].sum()
    sums.loc[sums[AidTotal.consignments] == sums[AidTotal.without], [AidTotal.low, AidTotal.high]] = None
    sums[AidTotal.behind] = groups[Consignment.behind].agg(behind.united)
    return rows_of(AidTotal, sums.reset_index().assign(measure=measure))


def since(rows: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Add up what each of the five has given from a day on, as `totals`.

    Args:
        rows: rows of `Consignment`.
        day: the first day; a consignment dated only by a month or year must begin on or after it.

    Returns:
        Rows of `Given`, by donor: one for each of the five, with nothing behind it where there is none.
    """
    rows = rows[rows[Consignment.start] >= pd.Timestamp(day)]
    given = pd.DataFrame({Given.donor: CODES}, index=list(CODES))
    for prefix, stages in {"delivered": STAGES[2:], "sent": STAGES[1:]}.items():
        added = totals(rows[rows[Consignment.stage].isin(stages)], [AidTotal.donor]).set_index(AidTotal.donor)
        added = added.reindex(list(CODES)).fillna({AidTotal.consignments: 0, AidTotal.without: 0})
        given[[f"{prefix}_{name}" for name in _GIVEN.values()]] = added[[*_GIVEN]]
        # what was sent includes what was delivered, and comes last
        given[Given.behind] = [ids if isinstance(ids, tuple) else () for ids in added[AidTotal.behind]]
    return rows_of(Given, given)
