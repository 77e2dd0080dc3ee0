"""`docs/tables.md` says what every column means and may hold, and which rows are refused."""

from pathlib import Path

from analysis.base.table_list import as_markdown, derived
from data.schema.tables import TABLES

WRITTEN = (Path(__file__).parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")


def test_the_list_of_tables_is_fresh():
    assert as_markdown() == WRITTEN, "run: python -m analysis.base.table_list"


def test_every_table_is_described():
    assert len(derived()) > len(TABLES)
    for table in (*TABLES, *derived()):
        assert f"\n`{table.__module__}.{table.__name__}`. {table.is_a_row()}\n" in WRITTEN
