"""Charts of positions and votes."""
