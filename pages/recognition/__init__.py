"""The page of recognition."""
