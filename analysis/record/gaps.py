"""What is not known of each of the five states: worked out from the rows, not from what we think of the world."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid.consignments import consignments
from analysis.mirror.reporting import ReportingYear, reporting_years
from analysis.recognition.positions import RUNGS
from analysis.record.freshness import Availability, availability
from analysis.trade.mirrored import OWN
from data.rows import Row
from data.schema.columns import Table, column
from data.schema.tables import BY_NAME, Aid, Recognition, Trade
from data.vocabulary.places import CODES

GAPS: Final = ("years", "data_sets", "weights", "positions")


class Gap(Table):
    """What the rows of one table leave open of one state; no row stands behind what is missing.

    years: the state's own side reports no statistic of all goods. data_sets: it reports its trade to no data set.
    weights: consignments without a reported weight. positions: dimensions on which its position is not established.
    """

    name, heading = "gaps", "What is not known"
    country = column("text", "State", "One of the five.", required=True, values=CODES)
    table = column("text", "Table", "The name of the table.", required=True, values=tuple(BY_NAME))
    what = column("text", "What is missing", "A word of the above.", required=True, values=GAPS)
    count = column("count", "Count", "How many years, consignments or dimensions.", required=True, low=0)
    parts = column("text", "Parts", "The years; who reports to data sets instead; the dimensions; of weights empty.",
                   required=True, many=True)  # fmt: skip


def gaps(
    trade: pd.DataFrame, aid: pd.DataFrame, recognition: pd.DataFrame, sources: pd.DataFrame, years: Sequence[int]
) -> pd.DataFrame:
    """Find what is not known of each of the five states.

    Args:
        trade: rows of `Trade`.
        aid: rows of `Aid`.
        recognition: rows of `Recognition`.
        sources: rows of `Sources`.
        years: the years that are asked for.

    Returns:
        Rows of `Gap`, by what is missing and country.
    """
    rows = [
        *_silent_years(trade, sources, years),
        *_outside_data_sets(trade, sources),
        *_without_weight(aid),
        *_not_established(recognition),
    ]
    order = {code: at for at, code in enumerate(CODES)}
    rows.sort(key=lambda row: (GAPS.index(row[Gap.what]), order[row[Gap.country]]))
    return pd.DataFrame(rows, columns=[*map(str, Gap.columns)]).astype({Gap.count: "int64"})


def _gap(country: object, table: type[Table], what: str, parts: Sequence[object], count: int | None = None) -> Row:
    return {
        Gap.country: country, Gap.table: table.name, Gap.what: what,
        Gap.count: len(parts) if count is None else count, Gap.parts: ";".join(map(str, parts)),
    }  # fmt: skip


def _silent_years(trade: pd.DataFrame, sources: pd.DataFrame, years: Sequence[int]) -> list[Row]:
    reports = reporting_years(trade, sources)
    own = reports[(reports[ReportingYear.side] == OWN) & (reports[ReportingYear.totals] > 0)]
    known = {code: set(own.loc[own[ReportingYear.country] == code, ReportingYear.year]) for code in CODES}
    silent = {code: [year for year in years if year not in known[code]] for code in CODES}
    return [_gap(code, Trade, "years", missing) for code, missing in silent.items() if missing]


def _outside_data_sets(trade: pd.DataFrame, sources: pd.DataFrame) -> list[Row]:
    """States whose trade is known, but to no data set from their own side; the parts are who reports it there."""
    known = availability([(Trade, trade)], sources)
    data_sets = known[known[Availability.kind] == "dataset"]
    rows = []
    for country in known[Availability.country].unique():
        by = data_sets.loc[data_sets[Availability.country] == country, Availability.by].str.split(";").explode()
        if country in CODES and country not in set(by):
            rows.append(_gap(country, Trade, "data_sets", sorted(set(by))))
    return rows


def _without_weight(aid: pd.DataFrame) -> list[Row]:
    rows = consignments(aid)
    rows = rows[~rows["weighed"] & rows["donor"].isin(CODES)]
    return [_gap(donor, Aid, "weights", (), len(of)) for donor, of in rows.groupby("donor")]


def _not_established(recognition: pd.DataFrame) -> list[Row]:
    of = Recognition
    drawn = recognition[recognition[of.preferred]].sort_values(of.start, kind="stable")
    last = drawn.drop_duplicates([of.country, of.dimension], keep="last").set_index([of.country, of.dimension])[
        of.value
    ]
    unsettled = {country: [it for it in RUNGS if last.get((country, it), "unclear") == "unclear"] for country in CODES}
    return [_gap(country, of, "positions", dimensions) for country, dimensions in unsettled.items() if dimensions]
