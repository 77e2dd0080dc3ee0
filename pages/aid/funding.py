"""What the five states gave by the count of the Financial Tracking Service, for the Aid page."""

import pandas as pd

from analysis.aid import funding
from analysis.aid.funding import Funding, StateFunding
from charts.aid.funding import by_year
from data.schema.tables import Flows
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.figure import Figure, Frames
from pages._parts.show import show
from pages.aid import wording


def flows_of_states(view: View) -> None:
    """Show the flows by usage year; nothing at all before the service was asked."""
    if in_use(Flows).empty:
        return
    show(FLOWS, view)


def _of_states(view: View, flows: pd.DataFrame) -> pd.DataFrame:
    return funding.of_states(funding.by_donor(flows), view.countries)


def _rows(view: View, choice: None) -> Frames:  # noqa: ARG001  nothing is chosen
    flows = in_use(Flows)
    inside = flows[flows[Flows.start].dt.year.between(view.first.year, view.last.year)]
    return _of_states(view, inside), funding.all_donors(inside)


FLOWS = Figure(
    key="aid-flows",
    measure=funding.by_donor,
    tables=(StateFunding, Funding),
    rows=_rows,
    chart=by_year,
    anchor="flows",
    words=lambda view, choice, given, world: wording.funding(view, given),  # noqa: ARG005
    empty=lambda view, choice: wording.no_funding(view, _of_states(view, in_use(Flows))),  # noqa: ARG005
)
