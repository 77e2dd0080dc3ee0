"""Headings of sections, and links between the pages."""

import streamlit as st


def section(heading: str, anchor: str, words: str = "", *, quiet: bool = True, over_figures: bool = False) -> None:
    """The heading of a section with what is said below it: one element, since each costs every run.

    Args:
        heading: its name.
        anchor: where a link leads to.
        words: Markdown; Streamlit takes the first line alone as the heading.
        quiet: whether the words look like a caption.
        over_figures: whether the figures that follow belong to it; else they stand beside it.
    """
    below = f":small[:gray[{words}]]" if words and quiet else words
    st.header(f"{heading}\n\n{below}".strip(), anchor=anchor)
    st.session_state["in_section"] = over_figures


def in_section() -> bool:
    """Whether the figures that follow belong to the section above them."""
    return bool(st.session_state.get("in_section"))


def link_to(slug: str, label: str, **query: str) -> None:
    """A link to another page of the app, with what it shall show."""
    entry = st.session_state.get("entries", {}).get(slug)
    if entry is not None:  # a page drawn by itself, without the frame, has no neighbours
        st.page_link(entry, label=label, query_params=query)
