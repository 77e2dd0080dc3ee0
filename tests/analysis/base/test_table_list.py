"""Every table and column is declared in words, and `docs/tables.md` lists them with what they may hold and which rows are refused."""

import re
from pathlib import Path

import pytest

from analysis.base.table_list import as_markdown, derived
from data.schema.tables import TABLES

WRITTEN = (Path(__file__).parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")


def test_the_list_of_tables_is_fresh():
    assert as_markdown() == WRITTEN, "run: python -m analysis.base.table_list"


def test_every_table_is_described():
    assert len(derived()) > len(TABLES)
    for table in (*TABLES, *derived()):
        assert f"\n`{table.__module__}.{table.__name__}`. {table.is_a_row()}\n" in WRITTEN


@pytest.mark.parametrize("table", TABLES, ids=lambda it: it.name)
def test_every_table_says_what_it_holds(table):
    assert table.is_a_row().endswith(".")
    assert set(table.key) <= set(table.columns)
    for column in table.columns:
        assert column.spec.heading, column
        assert column.spec.description.endswith("."), column
        for suffix, unit in {"_usd": "US$", "_t": "t", "_gwh": "GWh", "_km": "km"}.items():
            if column.endswith(suffix):
                assert column.spec.unit == unit, column
    metadata = table.schema().field(table.key[0]).metadata
    assert metadata[b"heading"].decode() == next(it for it in table.columns if it == table.key[0]).spec.heading


def test_each_column_is_headed_and_described_as_a_sentence():
    tables = [*TABLES, *derived()]
    assert len(tables) > 40
    for table in tables:
        for column in table.columns:
            said = (table, column, column.spec)
            heading, description = column.spec.heading, column.spec.description
            assert re.match(r"[A-Z](?!X)", heading), said
            assert heading in {"GDP", "HS", "URL"} or not heading.isupper(), said
            assert re.match(r"[A-Z0-9`](?!X)|[a-z_]+( \(| or |[,:;] )", description), said
            assert description.endswith("."), said
            assert not description.isupper(), said
