"""Charts of aid, refugees, appeals and transit."""
