"""A series before and after an event."""
