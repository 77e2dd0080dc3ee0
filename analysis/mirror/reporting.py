"""Who reports trade, in which years, and when last: each of the five states and the Afghan side.

Only statistics and preliminary figures count, of any flow and measure; claims, targets and contracts are no reports.
A side whose statistics the IMF passes on counts as reporting. Figures that cover several states together, or that are
neither side's, are left out. A side that is silent has no row.
"""

from typing import Final

import pandas as pd

from analysis.base import behind
from analysis.base.derived import like, rows_of
from analysis.trade.mirrored import AFGHAN, OWN, side
from analysis.trade.statistics import STATED
from data.rows import looked_up
from data.schema.columns import Column, Derived, column
from data.schema.tables import Sources, Trade
from data.vocabulary import formats
from data.vocabulary.places import CODES

SIDES: Final = (OWN, AFGHAN)


def _side() -> Column:
    return column("text", "Side", "Whose statistics: the state's own, or Afghan.", required=True, values=SIDES)


class ReportingYear(Derived):
    """A year of which one side reports trade between one of the five states and Afghanistan."""

    name, heading = "reporting_years", "Reporting years"
    of = Trade
    country, side = like(Trade.country), _side()
    year = column("count", "Year", "A year that the period of a report touches.", required=True)
    reports = column("count", "Reports", "How many figures are reported.", required=True, low=1)
    totals = column("count", "Reports of all goods", "How many of them are of all goods.", required=True, low=0)
    kinds = column("text", "Kinds of sources", "Kinds of the sources that report them.", required=True, many=True)


class LastReport(Derived):
    """The last period of which one side reports trade between one of the five states and Afghanistan."""

    name, heading = "last_reports", "Last reports"
    of = Trade
    country, side = like(Trade.country), _side()
    start, end, precision = like(Trade.start), like(Trade.end), like(Trade.precision)
    source_id = like(Trade.source_id)
    reports = column("count", "Reports", "How many figures it reports, of all time.", required=True, low=1)


def reporting_years(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Count the reports of each state, side and year.

    Method: a report counts for every year that its period touches.

    Args:
        rows: rows of `Trade` in use, with series of months.
        sources: rows of `Sources`.

    Returns:
        Rows of `ReportingYear`, by state, side and year.
    """
    reports = _reports(rows)
    years = zip(reports[Trade.start].dt.year, reports[Trade.end].dt.year, strict=True)
    reports = reports.assign(
        year=behind.in_column((range(first, last + 1) for first, last in years), reports),
        kinds=reports[Trade.source_id].map(sources.set_index(Sources.source_id)[Sources.kind]),
        totals=reports[Trade.commodity] == "total",
    ).explode("year", ignore_index=True)
    cell = [ReportingYear.country, ReportingYear.side, ReportingYear.year]
    reports = reports.assign(behind=behind.of_groups(reports, cell))
    counts = reports.groupby(cell).agg(
        reports=(Trade.row_id, "size"), totals=("totals", "sum"), kinds=("kinds", _joined), behind=("behind", "first")
    )
    return _in_order(rows_of(ReportingYear, counts.reset_index()))


def last_reports(rows: pd.DataFrame, sources: pd.DataFrame, commodity: str | None = None) -> pd.DataFrame:
    """Find the last period that each side reports.

    Method: of several reports of the last period the one published last, undated ones before dated ones.

    Args:
        rows: rows of `Trade` in use, with series of months.
        sources: rows of `Sources`.
        commodity: which goods; None for any.

    Returns:
        Rows of `LastReport`, by state and side; all reports of the side stand behind its row.
    """
    reports = _reports(rows)
    reports = reports if commodity is None else reports[reports[Trade.commodity] == commodity]
    sides = [LastReport.country, LastReport.side]
    reports = reports.assign(
        published=looked_up(reports[Trade.source_id], sources.set_index(Sources.source_id)[Sources.start]),
        reports=reports.groupby(sides)[Trade.row_id].transform("size"),
        behind=behind.of_groups(reports, sides),
    )
    reports = reports.sort_values([Trade.end, "published", Trade.source_id], na_position="first")
    return _in_order(rows_of(LastReport, reports.drop_duplicates(sides, keep="last")))


def _reports(rows: pd.DataFrame) -> pd.DataFrame:
    """The dated statistics of single states that have a figure and come from one of both sides, with that `side`."""
    dated = rows[Trade.start].notna() & rows[Trade.end].notna() & rows[Trade.country].isin(CODES)
    kept = rows[dated & rows[Trade.status].isin(STATED) & rows[list(formats.MEASURES)].notna().any(axis=1)]
    kept = kept.assign(side=side(kept))
    return kept[kept[ReportingYear.side] != ""]


def _joined(kinds: pd.Series) -> str:
    return ";".join(sorted(set(kinds.dropna())))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The five states in our order, of each its own side first."""
    places = {code: place for place, code in enumerate((*CODES, *SIDES))}
    by = [column for column in (ReportingYear.country, ReportingYear.side, ReportingYear.year) if column in rows]
    return rows.sort_values(
        by, key=lambda cells: cells if cells.name == ReportingYear.year else cells.map(places), ignore_index=True
    )
