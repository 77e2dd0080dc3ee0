"""United Nations context for the Aid page: appeals and transit, no part of any sum of aid."""

from analysis.aid.appeals import Reading, readings
from analysis.base import in_use as use
from charts.aid import united_nations as chart
from data.schema.tables import Appeals, Transit
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.figure import Figure, Frames
from pages._parts.layout import section
from pages._parts.show import show
from pages.aid import wording


def context(view: View) -> None:
    """Show UN appeals and transit."""
    section("United Nations context: part of no total above", "context")
    show(APPEALS, view.of_all_years())
    show(TRANSIT, view)


def _appeals(view: View, choice: None) -> Frames:  # noqa: ARG001  appeals are few: all years are drawn
    return (readings(in_use(Appeals)),)


APPEALS = Figure(
    key="aid-appeals",
    measure=readings,
    tables=(Reading,),
    rows=_appeals,
    chart=chart.appeals,
    words=lambda view, choice, rows: wording.appeals(rows),  # noqa: ARG005
    empty=lambda view, choice: "No reading of a UN appeal is on record.",  # noqa: ARG005
)
TRANSIT = Figure(
    key="aid-transit",
    measure=use.in_use,
    tables=(Transit,),
    rows=lambda view, choice: (view.keep(in_use(Transit), None),),  # noqa: ARG005
    chart=chart.transit,
    words=lambda view, choice, rows: wording.transit(view),  # noqa: ARG005
    empty=lambda view, choice: f"No UN transit is on record for {view.years_in_words()}.",  # noqa: ARG005
)
