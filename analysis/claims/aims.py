"""What may be traded, as somebody stated: targets, potentials and contracts. None of it is trade, none is added."""

from typing import Any, Final

import pandas as pd

from analysis.base.behind import in_column, united
from analysis.base.derived import rows_of
from analysis.claims.statement import KINDS as STATED
from analysis.claims.statement import Statement
from data.rows import Row, grouped, records
from data.schema.columns import Column, column
from data.vocabulary.places import ORDER

KINDS: Final = tuple(kind for kind in STATED if kind != "claim")
_SAME: Final = (Statement.country, Statement.flow, Statement.commodity, Statement.status, Statement.start, Statement.end,
                Statement.precision, Statement.measure, Statement.value, Statement.reported_by)  # fmt: skip
# Alike to the statistics: what became of a target, and of others the statistic beside it.
_SAME_TARGET: Final = [*_SAME, Statement.target_state, Statement.reached_in]
_SAME_OTHER: Final = [*_SAME, Statement.beside_start, Statement.beside_end]
_SOURCES: Final = (Statement.source_id, Statement.beside_source_id, Statement.last_source_id)
# Targets of the same amount, goods and year share a line of their figure, whoever set them.
_AGREE: Final = (Statement.country, Statement.flow, Statement.commodity, Statement.measure, Statement.value,
                 Statement.target_year)  # fmt: skip


class Aim(Statement):
    """A target, potential or contract of one side, however many sources report it."""

    name, heading = "aims", "Targets, potentials and contracts"
    source_ids = column("text", "Sources", "Who reports it first, then whose statistics stand beside it.", required=True,
                        many=True, cites=True)  # fmt: skip


class Target(Statement):
    """A target above the last statistic."""

    name, heading = "targets", "Targets above the last statistic"
    reached_percent = column(
        "number", "Reached", "The last statistic as a share of the target.", unit="%", required=True
    )


def aims(statements: pd.DataFrame) -> pd.DataFrame:
    """Join the reports of each aim.

    Method: reports of the same country, flow, goods, kind, period and amount from the same side, which stand alike to the
    statistics, are one aim.

    Args:
        statements: rows of `Statement`.

    Returns:
        Rows of `Aim`, by kind, country and period, undated ones last; `note` has each note once.
    """
    joined = [_joined(alike) for rows, same in _parted(statements) for alike in grouped(records(rows), same)]
    return rows_of(Aim, sorted(joined, key=_place))


def numbered(statements: pd.DataFrame) -> pd.Series:
    """Number the aims of rows of `Statement`: the same for each of its reports, missing for what is no aim."""
    numbers = pd.Series(float("nan"), index=statements.index)
    for rows, same in _parted(statements):
        numbers[rows.index] = rows.groupby(same, sort=False, dropna=False).ngroup() + numbers.notna().sum()
    return numbers


def _parted(statements: pd.DataFrame) -> list[tuple[pd.DataFrame, list[Column]]]:
    """Part targets from potentials and contracts; name the columns in which the reports of one aim agree."""
    target = statements[Statement.status] == "target"
    others = statements[Statement.status].isin(KINDS) & ~target
    return [(statements[target], _SAME_TARGET), (statements[others], _SAME_OTHER)]


def targets_above(statements: pd.DataFrame) -> pd.DataFrame:
    """Pick the targets that the last statistic is below.

    Args:
        statements: rows of `Statement`.

    Returns:
        Rows of `Target` in our order of countries, the nearest to its target first.
    """
    rows = statements[(statements[Statement.status] == "target") & statements[Statement.gap].gt(0)]
    share = rows[Statement.last_value] / rows[Statement.value] * 100
    behind = ((row, *ids) for row, ids in zip(rows[Statement.row_id], rows[Statement.measured_by], strict=True))
    rows = rows_of(Target, rows.assign(reached_percent=share, behind=in_column(behind, rows)))
    place = rows[Statement.country].map(lambda code: ORDER.get(code, ORDER["AFG"]))
    keys = rows.assign(place=place, missing=-rows[Target.reached_percent])
    return rows.loc[keys.sort_values(["place", Statement.country, "missing"]).index].reset_index(drop=True)


def lines(targets: pd.DataFrame) -> list[list[Row]]:
    """Group rows of `Target` that agree in amount, goods and year, whoever set them."""
    return grouped(records(targets), _AGREE)


def _joined(alike: list[Row]) -> Row:
    """One aim of all its reports."""
    cited = (row[column] for row in alike for column in _SOURCES)
    notes = (row[Statement.note] for row in alike)
    return alike[0] | {
        Aim.source_ids: ";".join(dict.fromkeys(it for it in cited if isinstance(it, str))),
        Aim.note: "; ".join(dict.fromkeys(it for it in notes if isinstance(it, str))),
        Aim.behind: united(row[Statement.behind] for row in alike),
    }


def _place(aim: Row) -> tuple[Any, ...]:
    """By kind, country and period, those without a period last, then by amount."""
    undated = pd.isna(aim[Aim.start])
    begin = 0 if undated else aim[Aim.start].toordinal()
    first = aim[Aim.country].split(";")[0]
    return KINDS.index(aim[Aim.status]), ORDER[first], undated, begin, aim[Aim.value]
