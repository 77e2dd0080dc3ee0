"""What happened."""

from data.schema.columns import Table, column
from data.schema.tables import fields
from data.vocabulary import codes


class Events(Table):
    """One event between Central Asia, Afghanistan and the world."""

    name, heading = "events", "Events"
    event_id = column("text", "Event", "Our key of the event.", required=True, pattern=r"[a-z0-9-]+")
    start, end, precision = fields.period("Date", "the date")
    countries = fields.country("Countries", "Who took part or was concerned.", many=True)
    category = column(
        "text", "Category", "What the event was about.", required=True, values=tuple(codes.EVENT_CATEGORIES)
    )
    title = column("text", "Title", "What happened, in one line.", required=True)
    label = column("text", "Label", "Two or three words for a chart; milestones only.")
    summary = column("text", "Summary", "What happened, in a sentence or two.", required=True)
    significance = column("count", "Weight", "3 a milestone, 2 notable, 1 detail.", required=True, low=1, high=3)
    source_ids = fields.source(many=True)
    key = ("event_id",)
