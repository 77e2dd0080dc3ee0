"""Pagination: the page control of a long list, and which rows are on the chosen page."""

from typing import Final, NamedTuple

import streamlit as st

SIZE: Final = 25  # rows on a page


class Page(NamedTuple):
    """The rows of one page: those from `first` up to `end`, by their place in a list of `count`."""

    first: int
    end: int
    count: int

    @property
    def words(self) -> str:
        """Name the rows of the page: 26 to 50 of 140."""
        return f"{self.first + 1:,} to {self.end:,} of {self.count:,}"


def paginate(count: int, key: str, size: int = SIZE) -> Page:
    """Draw the page control of a list that has more than one page.

    Args:
        count: how many rows the list has.
        key: names the list; one of another length begins anew.
        size: rows on a page.

    Returns:
        The chosen page; without rows where the list has none.
    """
    pages = -(-count // size)
    # another tab takes the control off the page: the reader comes back to where the list was open
    number = st.pagination(pages, key=f"{key}-{count}", persist_state="page") if pages > 1 else 1
    return Page((number - 1) * size, min(number * size, count), count)
