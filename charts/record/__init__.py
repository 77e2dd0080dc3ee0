"""Charts of what the data cover."""
