"""Charts of trade."""
