"""Both sides of the same trade."""
