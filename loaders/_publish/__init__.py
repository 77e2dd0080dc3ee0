"""From checked rows to Parquet: corrections, differences, guards and the log of loads."""
