"""What the five states gave by the count of the Financial Tracking Service, for the Aid page."""

import datetime as dt
from functools import partial
from typing import Final

import pandas as pd

from analysis.aid import funding
from analysis.aid.funding import Funding, StateFunding
from charts.aid.funding import by_year
from data.schema.tables import Flows
from pages._app.cache import lazy_expander
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.figure import Figure, Frames
from pages._parts.show import show
from pages.aid import united_nations_wording as wording

OPENED: Final = "aid_flows"  # the closed section, in the address too


def flows_of_states(view: View) -> None:
    """Show the flows by usage year once a reader opens them; nothing at all where none is on record."""
    if not in_use(Flows).empty:
        lazy_expander(
            "What the states reported to the UN Financial Tracking Service",
            OPENED,
            partial(show, FLOWS),
            view,
            linked=True,
        )


def _of_states(view: View, flows: pd.DataFrame) -> pd.DataFrame:
    return funding.of_states(funding.by_donor(flows), view.countries)


def _inside(view: View) -> pd.DataFrame:
    flows = in_use(Flows)
    return flows[flows[Flows.start].dt.year.between(view.first.year, view.last.year)]


def _rows(view: View, choice: None) -> Frames:  # noqa: ARG001  nothing is chosen
    inside = _inside(view)
    return _of_states(view, inside), funding.all_donors(inside)


def _span(view: View) -> dict[str, dt.date]:
    """Find the first and the last day of the chosen years that the data have flows of: the axis has no others."""
    days = _inside(view)[Flows.start]
    known = {"first": days.min().date(), "last": days.max().date()} if len(days) else {}
    return {"first": view.first, "last": view.last} | known


FLOWS = Figure(
    key="aid-flows",
    name="Humanitarian funding by state and year",
    measure=funding.by_donor,
    tables=(StateFunding, Funding),
    rows=_rows,
    chart=by_year,
    anchor="flows",
    words=lambda view, choice, given, world: wording.funding(view, given, world),  # noqa: ARG005
    empty=lambda view, choice: wording.no_funding(  # noqa: ARG005
        view, _of_states(view, in_use(Flows)), funding.all_donors(in_use(Flows))
    ),
    options=lambda view, choice: _span(view),  # noqa: ARG005
)
