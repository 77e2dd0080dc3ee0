"""Stop a load that loses more rows or figures than usual, a country, or changes a value more than tenfold.

What is kept by hand changes only by consent: a known row that is lost or whose facts change stops the load, and so does a
new row far off its siblings. New rows like the others pass.
"""

from typing import Final

import pandas as pd

from data.rows import records
from data.schema.columns import Column, Siblings, Table
from data.vocabulary import places
from loaders._publish import row_text
from loaders._publish.diff import Differences

SMALL: Final = 0.02  # the share of rows that a source may lose without `--accept`; one row is always allowed
TENFOLD: Final = 10
NOUGHTS: Final = 0.05  # the share of siblings from which on nought is usual


def objections(old: pd.DataFrame, new: pd.DataFrame, differences: Differences, *, by_hand: bool = False) -> list[str]:
    """List the reasons not to replace the old rows without an operator's consent.

    Args:
        old: rows of the previous load.
        new: rows of this load.
        differences: between the two.
        by_hand: whether the rows are kept by hand.

    Returns:
        One sentence for each reason; empty if the load is ordinary.
    """
    table = differences.table
    reasons = []
    if by_hand:
        added = new.index[~_keys(new, table).isin(_keys(old, table))]
        reasons += [*_off_siblings(new, added, table), *_said_again(new, added, table), *_other_facts(differences)]
    reasons += [
        *_fewer_rows(0 if by_hand else _allowed(len(old)), old, differences),
        *_fewer_figures(old, differences),
        *_out_of_proportion(differences),
    ]
    for column in table.columns:
        if column.spec.names_places and column in old and (gone := _codes(old, column) - _codes(new, column)):
            names = places.name(";".join(sorted(gone)))
            reasons.append(f"{table.name}: {names} no longer in the column {column.spec.heading}")
    return reasons


def fewer_than_logged(table: type[Table], logged: int, rows: int) -> list[str]:
    """List the reason not to replace a part that is damaged, so that only the number of its rows is known.

    Args:
        table: the table of the part.
        logged: the number of rows of the last load.
        rows: the number of rows of this load.
    """
    lost = logged - rows
    return [f"{table.name}: {lost:,} of {logged:,} rows lost"] if lost > _allowed(logged) else []


def _allowed(rows: int) -> int:
    return max(1, int(SMALL * rows))


def _fewer_rows(allowed: int, old: pd.DataFrame, differences: Differences) -> list[str]:
    if len(differences.lost) <= allowed:
        return []
    return [f"{differences.table.name}: {len(differences.lost):,} of {len(old):,} rows lost"]


def _fewer_figures(old: pd.DataFrame, differences: Differences) -> list[str]:
    """Report columns in which too many numbers have become empty."""
    before, after, reasons = differences.before, differences.after, []
    for column in _numbers(differences.table):
        if column in before:
            emptied = int((before[column].notna() & after[column].isna()).sum())
            if emptied > _allowed(len(old)):
                heading = column.spec.heading
                reasons.append(f"{differences.table.name}: {emptied:,} figures of {heading} have become empty")
    return reasons


def _out_of_proportion(differences: Differences) -> list[str]:
    before, after, cells, table = differences.before, differences.after, differences.cells, differences.table
    extreme = cells[cells["times"] > TENFOLD].sort_values("times", ascending=False, kind="stable")
    if extreme.empty:
        return []
    place, name = int(extreme["place"].iloc[0]), str(extreme["column"].iloc[0])
    column = next(it for it in table.columns if it == name)
    old, new = (row_text.cell(frame[name].iloc[place], column) for frame in (before, after))
    row = row_text.row({str(it): after[it].iloc[place] for it in after}, table)
    count = f"{len(extreme)} values" if len(extreme) > 1 else "a value"
    return [f"{table.name}: {count} changed more than tenfold, the most from {old} to {new} ({row})"]


def _other_facts(differences: Differences) -> list[str]:
    """Report known rows whose numbers, codes, dates or sources have changed, or more than one text."""
    before, after, cells = differences.before, differences.after, differences.cells
    reasons = []
    for column in differences.table.columns:
        places_of = cells.loc[cells["column"] == str(column), "place"]
        old, new = before[column].iloc[places_of], after[column].iloc[places_of]
        if len(cells) == 1 and _is_prose(column, differences.table) and (old.isna() == new.isna()).all():
            continue
        if not old.empty:
            first = (row_text.cell(it.iloc[0], column) or "empty" for it in (old, new))
            row = row_text.row({str(it): after[it].iloc[places_of.iloc[0]] for it in after}, differences.table)
            count = f"{len(old):,} known row{'s have' if len(old) > 1 else ' has'} another"
            reasons.append(f"{differences.table.name}: {count} {column.spec.heading}: {' -> '.join(first)} ({row})")
    return reasons


def _is_prose(column: Column, table: type[Table]) -> bool:
    spec = column.spec
    fact = spec.values or spec.pattern or spec.cites or spec.recurs or column in table.identity
    return spec.dtype == "text" and not fact


def _said_again(new: pd.DataFrame, added: pd.Index, table: type[Table]) -> list[str]:
    """Report new rows that say what another row says under another name."""
    reasons = []
    for fact in table.facts:
        numbers = [it for it in _numbers(table) if it in fact]
        said = new[new[numbers].notna().any(axis=1)] if numbers else new
        name = next(it for it in table.key if it not in fact)
        again = said.groupby(list(fact), dropna=False)[name].transform("nunique") > 1
        reasons += [
            f"{table.name}: the same stands under another {name} ({row_text.row(it, table)})"
            for it in records(said[again & said.index.isin(added)])
        ]
    return list(dict.fromkeys(reasons))


def _off_siblings(new: pd.DataFrame, added: pd.Index, table: type[Table]) -> list[str]:
    """Report new rows with a number far off those of the rows that are alike."""
    reasons = []
    for siblings in table.siblings:
        numbers = _compared(new, siblings)
        groups = _groups(new, siblings)
        for label in added[numbers[added].notna()]:
            others = numbers[(groups == groups[label]) & (numbers.index != label)]
            if _is_off(numbers[label], others, others[~others.index.isin(added)], siblings):
                row = {str(it): new[it][label] for it in new}
                column = next(it for it in table.columns if it == siblings.column)
                value = row_text.cell(row[siblings.column], column)
                reasons.append(
                    f"{table.name}: {column.spec.heading} {value} is far off {_said(siblings)} ({row_text.row(row, table)})"
                )
    return reasons


def _is_off(number: float, others: pd.Series, known: pd.Series, siblings: Siblings) -> bool:
    """Decide whether a number is far off others: their second largest and smallest, so that no two slips hide each other.

    Nought is, unless some others are: what is unknown is empty, and what is reported is mostly more.
    """
    if not number:
        return others.empty or float((others == 0).mean()) < NOUGHTS
    others, known = others[others > 0], known[known > 0]
    ordered = others.sort_values()
    if len(ordered) < 4:
        ordered = ordered if known.empty else known.sort_values()
        low, high = (ordered.iloc[0], ordered.iloc[-1]) if len(ordered) else (number, number)
    else:
        low, high = ordered.iloc[1], ordered.iloc[-2]
    return number > siblings.times * high or (not siblings.larger and number < low / siblings.times)


def _keys(rows: pd.DataFrame, table: type[Table]) -> pd.Series:
    return table.row_ids(rows.astype({str(it): "str" for it in table.key}))


def _compared(rows: pd.DataFrame, siblings: Siblings) -> pd.Series:
    numbers = rows[siblings.column].astype("float64")
    if siblings.over:
        numbers /= rows[siblings.over]
    if siblings.a_day:
        numbers /= (rows["end"] - rows["start"]).dt.days + 1
    return numbers


def _groups(rows: pd.DataFrame, siblings: Siblings) -> pd.Series:
    groups = pd.Series("", index=rows.index)
    for column in siblings.by:
        groups = groups + "|" + rows[column].astype("str")
    return groups


def _said(siblings: Siblings) -> str:
    alike = f"those of the same {', '.join(siblings.by)}" if siblings.by else "all others"
    return f"{alike}, for each {siblings.over}" if siblings.over else alike


def _numbers(table: type[Table]) -> list[Column]:
    return [it for it in table.columns if it.spec.dtype in {"number", "count"}]


def _codes(rows: pd.DataFrame, column: Column) -> set[str]:
    return set(rows[column].dropna().str.split(";").explode())
