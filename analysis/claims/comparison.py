"""What officials state against what the statistics say: every claim, target, potential and contract beside the figures.

Nothing is judged. A claim is held to the preferred statistic of the same period, and their distance has a sign; a target
is a way still to go (`analysis.claims.targets`); a potential is what might be and a contract what is yet to be
delivered, so a statistic stands beside them and no distance is taken. Preliminary figures are early statistics that no
official states: they stand on the other side of the comparison.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import pandas as pd

from analysis.base.behind import united
from analysis.base.derived import rows_of
from analysis.base.publishers import with_publisher
from analysis.claims.statement import KINDS, Statement
from analysis.claims.statistics import Statistic, Statistics, series_of
from analysis.claims.targets import way
from data.rows import Row, grouped, records
from data.schema.tables import Sources, Trade
from data.vocabulary import formats, periods
from data.vocabulary.places import ORDER

# The article of May 2023 from which the data grew; what it claims comes first.
SEED: Final = "caspian-policy-center-2023-05-02-careful-engagement"
SORTS: Final = ("speaker", "country", "distance")
_SAME: Final = (Statement.country, Statement.flow, Statement.commodity, Statement.measure, Statement.value, Statement.start,
                Statement.end, Statement.beside_start, Statement.beside_value)  # fmt: skip
_UNCOMPARED: Final = ("potential", "contract")  # they speak of a period in which something is to be, not of trade


_BESIDE: Final = {
    column: column.removeprefix("beside_") for column in Statement.columns if column.startswith("beside_")
}


def statements(
    reports: pd.DataFrame, statistics: Statistics, sources: pd.DataFrame, known_to: dt.date | None = None
) -> pd.DataFrame:
    """Hold each figure that was stated to the statistics: one row for each measure that a reported row gives.

    Method: the statistic is the one that `headline` prefers among statistics and preliminary figures of the same
    country, flow, commodity and measure, over exactly the same period. Where there is none and the statement names no
    year, or one that was not over, it is that of the last full year that had ended when the figure was stated. A
    distance is taken of claims that are not doubted.

    Args:
        reports: rows of `Trade`, among them what was stated.
        statistics: those of the same series, as `statistics_beside` chooses them.
        sources: rows of `Sources`: a figure was stated on the day of publication at the latest.
        known_to: the day up to which the data reach; a target year that ended before it is over. None: no year is.

    Returns:
        Rows of `Statement` with their `row_id`: `SEED` first, then by kind, then the largest `distance_percent` first.
    """
    stated = _stated(reports, sources)
    rows = rows_of(Statement, [row | _held(row, statistics, known_to) for row in records(stated)])
    return _in_order(rows.assign(row_id=stated[Trade.row_id]))


def sort(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sort statements by speaker, country or distance (the largest first, rows without one last).

    Raises:
        ValueError: `by` is none of `SORTS`.
    """
    if by not in SORTS:
        msg = f"statements are sorted by {', '.join(SORTS)}, not by {by}"
        raise ValueError(msg)
    if by == "distance":
        size = rows[Statement.distance_percent].abs()
        return rows.loc[size.sort_values(ascending=False, kind="stable").index]
    place = _place(rows[Statement.reported_by if by == "speaker" else Statement.country])
    return rows.loc[place.sort_values(kind="stable").index]


def compared(rows: pd.DataFrame) -> pd.DataFrame:
    """Pick the claims that a statistic can be set beside: `SEED` first, then by country, year of the statistic and amount."""
    claims = rows[rows[Statement.distance].notna()]
    keys = pd.DataFrame({
        "seed": claims[Trade.source_id] != SEED, "place": _place(claims[Trade.country]), "start": claims[Statement.beside_start],
        "value": -claims[Statement.value],
    })  # fmt: skip
    return claims.loc[keys.sort_values(list(keys)).index]


def same(claims: pd.DataFrame) -> list[list[Row]]:
    """Group claims of the same amount, flow, goods and period beside the same statistic, whoever made them."""
    return grouped(records(claims), _SAME)


def _stated(reports: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """What was stated and when: one row for each measure of each reported row."""
    kept = reports[reports[Trade.status].isin(KINDS)]
    of_measures = [kept.assign(measure=measure, value=kept[measure]) for measure in sorted(formats.MEASURES)]
    rows = pd.concat(of_measures).dropna(subset=[Statement.value]).sort_index(kind="stable").reset_index(drop=True)
    published = sources.set_index(Sources.source_id)[[Sources.start, Sources.end, Sources.precision]]
    published = published.reindex(rows[Trade.source_id]).set_axis(rows.index)
    basis = pd.Series("published", index=rows.index, dtype="str").where(published[Sources.start].notna())
    dated = basis.isna() & rows[Trade.status].isin(_UNCOMPARED) & rows[Trade.start].notna()
    same = [Trade.country, Trade.flow, Trade.commodity, Trade.status, Trade.start, Trade.end, Statement.measure,
            Statement.value, Trade.reported_by]  # fmt: skip
    return with_publisher(rows, sources).assign(
        year=rows[Trade.start].dt.year.where(periods.is_calendar_year(rows)),
        said_on=published[Sources.start].mask(dated, rows[Trade.start]),
        said_to=published[Sources.end].mask(dated, rows[Trade.end]),
        said_precision=published[Sources.precision].mask(dated, rows[Trade.precision]).fillna("unknown"),
        said_basis=basis.mask(dated, "period"),
        repeats=rows.groupby(same, dropna=False)[Statement.value].transform("size"),
    )


def _held(stated: Row, statistics: Statistics, known_to: dt.date | None) -> Row:
    """What stands beside one figure that was stated."""
    series = series_of(stated, stated[Statement.measure])
    years = statistics.years.get(series, [])
    same = statistics.periods.get((*series, stated[Trade.start], stated[Trade.end]))
    beside = same or _before(stated, years)
    held: Row = {Statement.behind: (stated[Trade.row_id],), Statement.measured_by: ()}
    if beside:
        held |= {column: beside[of] for column, of in _BESIDE.items()} | {
            Statement.against: "same" if same else "before"
        }
        held[Statement.behind] = united([held[Statement.behind], beside[Statistic.behind]])
    if stated[Trade.status] == "target":
        held |= way(stated, years, known_to)
        held[Statement.behind] = united([held[Statement.behind], held[Statement.measured_by]])
    elif beside and stated[Trade.status] == "claim" and pd.isna(stated[Trade.doubted]):
        held[Statement.distance] = distance = stated[Statement.value] - beside[Statistic.value]
        held[Statement.distance_percent] = distance / beside[Statistic.value] * 100 if beside[Statistic.value] else None
    return held


def _before(stated: Row, years: Iterable[Row]) -> Row | None:
    """The last full year that was over when a figure was stated that names no year, or one that was not over."""
    said_on, dated = stated[Statement.said_on], pd.notna(stated[Trade.start])
    if pd.isna(said_on) or (dated and (pd.isna(stated[Statement.year]) or stated[Trade.end] < said_on)):
        return None
    return max((it for it in years if it[Trade.end] < said_on), key=lambda it: it[Statistic.year], default=None)


def _place(codes: pd.Series) -> pd.Series:
    """The place of the first country of each cell in our order."""
    return codes.str.split(";").str[0].map(ORDER).fillna(len(ORDER))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The seed's article first, then claims, targets, potentials, contracts, the farthest first."""
    keys = pd.DataFrame({
        "seed": rows[Trade.source_id] != SEED, "kind": rows[Trade.status].map(KINDS.index),
        "size": -rows[Statement.distance_percent].abs(), "place": _place(rows[Trade.country]), "start": rows[Trade.start],
    })  # fmt: skip
    return rows.loc[keys.sort_values(list(keys)).index].reset_index(drop=True)
