"""Charts of claims and targets."""
