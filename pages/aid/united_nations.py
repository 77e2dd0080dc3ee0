"""United Nations appeals and transit on the Aid page, for comparison: no part of any sum of aid."""

import pandas as pd
import streamlit as st

from analysis.aid.appeals import Reading, readings
from charts.aid import united_nations as chart
from data.rows import grouped, records
from data.schema.tables import Appeals, Transit
from pages._app.cache import lazy_expander, replayed
from pages._app.record import file_name
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.figure import Figure, Frames
from pages._parts.lists.listing import csv
from pages._parts.show import say_why_empty, show
from pages.aid import united_nations_wording as wording


def appeals(view: View) -> None:
    """Offer the UN appeals of all years."""
    lazy_expander(
        "UN appeals for Afghanistan: asked for and received",
        "aid_appeals",
        show,
        APPEALS,
        view.of_all_years(),
        linked=True,
    )


def hubs(view: View) -> None:
    """Offer what UN agencies moved through Central Asian hubs."""
    lazy_expander("UN goods moved through Termez and Dushanbe", "aid_hubs", _moved, view, linked=True)


def _moved(view: View) -> None:
    rows = of_years(view)
    if rows.empty:
        say_why_empty(f"No UN transit is reported for {view.years_in_words()}.")
        return
    _table(view)
    st.download_button(
        f"All {len(rows)} reports as CSV", lambda: csv(rows), file_name("un-hubs.csv"), "text/csv", key="aid-hubs-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def of_years(view: View) -> pd.DataFrame:
    """Pick the reports of transit of the chosen years: rows of `Transit`."""
    return view.keep(in_use(Transit), None)


@replayed
def _table(view: View) -> None:
    st.caption(text(wording.TRANSIT))
    with st.container(key="list-aid-hubs"):
        st.table(of_hubs(of_years(view)), hide_index=True)


def of_hubs(rows: pd.DataFrame) -> pd.DataFrame:
    """Write transit in words: a line for what an agency moved through a hub from one year on, with all its reports.

    Args:
        rows: rows of `Transit`.
    """
    rows = rows.assign(since=rows[Transit.start].dt.year).sort_values(
        ["since", Transit.hub, Transit.quantity], ascending=[True, False, False], kind="stable"
    )
    return pd.DataFrame([
        {
            "Since": str(group[0]["since"]),
            "Hub": text(group[0][Transit.hub]),
            "Agency": text(group[0][Transit.agency]),
            "Reported": text(wording.moved(group)),
            "Sources": " · ".join(cited(it) for it in dict.fromkeys(row[Transit.source_id] for row in group)),
        }
        for group in grouped(records(rows), ["since", Transit.hub, Transit.agency, Transit.unit])
    ])  # fmt: skip


def _appeals(view: View, choice: None) -> Frames:  # noqa: ARG001  appeals are few: all years are drawn
    return (readings(in_use(Appeals)),)


APPEALS = Figure(
    key="aid-appeals",
    name="United Nations appeals: asked for and received",
    measure=readings,
    tables=(Reading,),
    rows=_appeals,
    chart=chart.appeals,
    words=lambda view, choice, rows: wording.appeals(rows),  # noqa: ARG005
    empty=lambda view, choice: "No reading of a UN appeal is in the data.",  # noqa: ARG005
)
