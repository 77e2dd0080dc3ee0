"""What happened, when, and who says so?

All events in lanes by country; each with its sources as links.
"""

from charts import timeline
from data.tables import Events
from pages import Page, View
from pages._rows import rows
from pages._show import figure

PAGE = Page("Overview", ":material/home:", 0)


def render(view: View) -> None:
    """Lanes of events."""
    events = view.events(rows(Events), world=True)
    fig = timeline.lanes(
        events, timeline.default_lanes(view.countries), view.first, view.last, title="Events by country"
    )
    figure(fig, f"{len(events)} events, {view.in_words()}.", events, Events, key="timeline", select=True)
