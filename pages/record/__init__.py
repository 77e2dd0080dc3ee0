"""The page of the data: sources, tables, loads and how to cite."""
