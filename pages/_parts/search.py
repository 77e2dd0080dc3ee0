"""Find rows by words: in every column, raw and in words, with the publishers of their sources."""

import pandas as pd

import data
from data.schema.columns import Column, Table
from data.vocabulary import codes, periods
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import rows, sources


def search(texts: pd.Series, words: str) -> pd.Series:
    """Find the texts that have every one of some words, in any order and any case.

    Args:
        texts: what is searched, casefolded.
        words: plain text, apart by spaces; none finds every text.

    Returns:
        True or false for each text.
    """
    found = pd.Series(data=True, index=texts.index)
    for word in words.casefold().split():
        found &= texts.str.contains(word, regex=False)
    return found


def search_table(table: type[Table], words: str) -> pd.Series:
    """Find the rows of a table that have every one of some words, in any of its columns."""
    return search(_texts(table), words)


@once
def _texts(table: type[Table]) -> pd.Series:
    return searchable(rows(table), table)


def searchable(found: pd.DataFrame, table: type[Table]) -> pd.Series:
    """All that each row says, in one lower-case text."""
    held = pd.Series("", index=found.index, dtype="str")
    for it in table.columns:
        unlike = found[it].dropna().unique()  # each value is put into words once, however many rows bear it
        said = {value: _said(value, it) for value in unlike}
        held += found[it].map(said, na_action="ignore").astype("str").fillna("") + "\n"
    if {"start", "end", "precision"} <= set(found):
        told = zip(found["start"], found["end"], found["precision"], strict=True)
        held += pd.Series([periods.label(*it, unknown="") for it in told], index=found.index, dtype="str")
    return held.str.casefold()


def _said(value: object, column: Column) -> str:
    """A value as it stands in the file and as a reader writes it."""
    spec = column.spec
    if spec.cites:
        return f"{value} {_publishers(str(value))}"
    if spec.dtype == "date":
        return f"{value:%Y-%m-%d}"
    if spec.dtype in {"number", "count"}:
        return f"{value:.15g} {value:,.15g}"
    if spec.dtype == "flag":
        return "yes" if value else "no"
    code = str(value)
    known = codes.VOTES.get(code) or codes.LANGUAGES.get(code) or codes.POSITIONS.get(code) or codes.say(code)
    return " ".join(dict.fromkeys([code, known, name(code)]))


def _publishers(cell: str) -> str:
    known = sources()["publisher"]
    return " ".join(str(known.get(it, "")) for it in cell.split(";"))


def elsewhere(wanted: str, but: type[Table]) -> dict[str, int]:
    """How many rows of each other table hold the words, by the table's heading; tables without any are left out."""
    found = {table.heading: int(search_table(table, wanted).sum()) for table in data.FACTS if table is not but}
    return {heading: count for heading, count in found.items() if count}
