"""Find rows by words: in every column, raw and in words, with the publishers of their sources."""

import functools
import operator

import pandas as pd

import data
from data.schema.columns import Column, Table
from data.vocabulary import codes, periods
from data.vocabulary.places import name
from data.vocabulary.spellings import spellings
from pages._app.cache import once
from pages._app.rows import rows, sources


def search(texts: pd.Series, words: str) -> pd.Series:
    """Find the texts that have every one of some words, in any order and any case; a name in any spelling that we know.

    Args:
        texts: what is searched, casefolded.
        words: plain text, apart by spaces; none finds every text.

    Returns:
        True or false for each text.
    """
    has_all = pd.Series(data=True, index=texts.index)
    for word in words.casefold().split():
        has_any = [texts.str.contains(it, regex=False) for it in spellings(word)]
        has_all &= functools.reduce(operator.or_, has_any)
    return has_all


def search_table(table: type[Table], words: str) -> pd.Series:
    """Find the rows of a table that have every one of some words, in any of its columns."""
    return search(_texts(table), words)


@once
def _texts(table: type[Table]) -> pd.Series:
    return searchable(rows(table), table)


def searchable(rows: pd.DataFrame, table: type[Table]) -> pd.Series:
    """Join all values of each row, raw and in words, to one casefolded text.

    Args:
        rows: rows of the table.
        table: what they are rows of.
    """
    texts = pd.Series("", index=rows.index, dtype="str")
    for column in table.columns:
        words = {value: _in_words(value, column) for value in rows[column].dropna().unique()}  # each value once
        texts += rows[column].map(words, na_action="ignore").astype("str").fillna("") + "\n"
    if {"start", "end", "precision"} <= set(rows):
        dates = zip(rows["start"], rows["end"], rows["precision"], strict=True)
        texts += pd.Series([periods.label(*it, unknown="") for it in dates], index=rows.index, dtype="str")
    return texts.str.casefold()


def _in_words(value: object, column: Column) -> str:
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
    words = codes.VOTES.get(code) or codes.LANGUAGES.get(code) or codes.POSITIONS.get(code) or codes.say(code)
    return " ".join(dict.fromkeys([code, words, name(code)]))


def _publishers(cell: str) -> str:
    publishers = sources()["publisher"]
    return " ".join(str(publishers.get(it, "")) for it in cell.split(";"))


def elsewhere(wanted: str, but: type[Table]) -> dict[str, int]:
    """Count the rows of each other table that have the words, by its heading; tables without any are left out."""
    counts = {table.heading: int(search_table(table, wanted).sum()) for table in data.FACTS if table is not but}
    return {heading: count for heading, count in counts.items() if count}
