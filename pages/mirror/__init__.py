"""The page of both sides of the same trade."""
