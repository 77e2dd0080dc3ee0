"""The sentence that the chosen years have nothing, which years do, and a link to the nearest of these."""

import html
from collections.abc import Iterable
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.schema.columns import Table
from data.vocabulary.formats import joined
from data.vocabulary.text import ranges, runs
from pages._app.filters import FIRST_YEAR
from pages._app.record import parts
from pages._app.view import View
from pages._parts.citation import text


def unless_unread(table: type[Table], words: str) -> str:
    """Say that nothing is known, unless that is because the rows of the table cannot be read."""
    return f"{table.heading} cannot be read" if parts(table).unreadable else words


class Elsewhere(str):
    """A sentence that says why there is nothing to show, and knows the nearest years that have something."""

    __slots__ = ("years",)
    years: tuple[int, int]


def elsewhere(why: str, view: View, years: Iterable[int]) -> str:
    """Say why there is nothing to show; with the nearest of the years that have something, where a reader can choose them.

    Args:
        why: the sentence.
        view: the chosen years.
        years: those that have something.
    """
    chosen = [it for it in ranges(map(int, years)) if it[1] >= FIRST_YEAR]
    if not chosen:
        return why
    said = Elsewhere(why)
    said.years = min(chosen, key=lambda it: (max(it[0] - view.last.year, view.first.year - it[1]), -it[1]))
    return said


def none_on_record(view: View, on_record: pd.DataFrame, what: str) -> str:
    """Say that the chosen years have nothing, and which years have some.

    Args:
        view: the years.
        on_record: the rows of the state, of all years.
        what: what is not there, after "No": "consignment from Uzbekistan".
    """
    years = {int(year) for column in ("start", "end") for year in on_record[column].dropna().dt.year}
    if not years:
        return f"No {what} is in the data."
    why = (
        f"No {what} is in the data for {view.years_in_words()}. There are some of {runs(years)}: move the years above."
    )
    return elsewhere(why, view, years)


def say_why_empty(why: str) -> None:
    """Say why there is nothing to show, and what would be; with a link to the nearest years that have something."""
    st.info(text(why), icon=":material/date_range:")
    if isinstance(why, Elsewhere) and not st.context.is_embedded:
        first, last = max(why.years[0], FIRST_YEAR), why.years[1]
        query = {key: st.query_params.get_all(key) for key in st.query_params} | {"years": [first, last]}
        address = html.escape(f"?{urlencode(query, doseq=True)}")
        # not as Markdown, whose links open another window
        st.html(f'<p class="figure-line"><a href="{address}">Show {joined(str(first), str(last))}</a></p>')
