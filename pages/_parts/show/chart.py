"""A chart on the page, and the event of the last click on it."""

import streamlit as st

from charts.base import frame
from pages._parts.figure import Plotted


def chart(plotted: Plotted, name: str, alt: str, *, is_clickable: bool = False) -> object:
    """Draw a chart.

    Args:
        plotted: the figure as it goes to the page.
        name: names it on the page, and the picture that a reader takes of it.
        alt: one sentence for who cannot see it.
        is_clickable: whether a click on a mark runs the page again.

    Returns:
        What is selected in it, where it can be clicked.
    """
    # a picture is as wide as its title, whatever the screen on which it is taken
    picture = {
        **frame.CONFIG["toImageButtonOptions"],
        "filename": f"amu-ledger-{name}",
        "height": plotted.to_dict()["layout"]["height"],
    }
    config = {**frame.CONFIG, "toImageButtonOptions": picture}
    if is_clickable:
        return st.plotly_chart(
            plotted, key=name, alt=alt, config=config, width="stretch", on_select="rerun", selection_mode="points"
        )
    return st.plotly_chart(plotted, key=name, alt=alt, config=config, width="stretch")


def clicked_event(chosen: object) -> str | None:
    """The event of the last click."""
    points = getattr(getattr(chosen, "selection", None), "points", None) or []
    ids = [str(it.get("customdata")) for it in points if it.get("customdata")]
    return ids[0] if ids else None
