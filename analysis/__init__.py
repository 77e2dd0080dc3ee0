"""What follows from the rows: pure functions, rows in, rows out, the method in each docstring."""
