"""The tables: their columns, what each table holds, and the check of rows."""
