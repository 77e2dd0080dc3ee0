"""Charts of both sides of the same trade."""
