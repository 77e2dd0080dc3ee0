"""The page of corridors."""
