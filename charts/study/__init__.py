"""Charts of a series before and after an event."""
