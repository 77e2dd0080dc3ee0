"""A list a page at a time: where the reader has turned to, told beside the control in the row that chooses the list."""

from typing import Final

import streamlit as st

AT_ONCE: Final = 25


def turned_to(found: int, key: str, what: str, of: str = "") -> int:
    """At which row the page begins; the control, and which rows are shown. Nothing where there are none.

    Args:
        found: how many rows there are.
        key: names the list; one of another length begins anew.
        what: what the rows are called.
        of: what follows their number.
    """
    if not found:
        return 0
    pages = -(-found // AT_ONCE)
    # another tab takes the control off the page: the reader comes back to where the list was open
    at = st.pagination(pages, key=f"{key}-{found}", persist_state="page") if pages > 1 else 1
    first = (at - 1) * AT_ONCE
    st.caption(f"{what} {first + 1:,} to {min(first + AT_ONCE, found):,} of {found:,}{of}", width="content")
    return first
