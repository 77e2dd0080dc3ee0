"""No fact is read out of prose: without notes every number, mark, count and order of the pages and measures is the same.

A table joins by a line in `PROSE`; its measures by lines in `MEASURES`.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import data
from analysis.claims.comparison import statements
from analysis.claims.statistics import statistics_beside
from analysis.insights import trade
from analysis.mirror import dependence, pairs
from analysis.trade import commodities, monthly, products
from analysis.trade.preferred import headline, turnover
from analysis.trade.series import Choice
from data.schema.columns import Column, Table
from data.schema.tables import BY_NAME, Trade
from pages._app.navigation import discover
from tests.support.drawing import drawn, figures

# The columns of each table that are for readers alone.
PROSE: dict[type[Table], tuple[Column, ...]] = {Trade: (Trade.note,)}
# What a table only shows: another name changes what is written, never what is drawn or counted.
NAMES: dict[type[Table], tuple[Column, ...]] = {Trade: (Trade.commodity_name,)}
SLUGS = sorted(discover())
_HOVER = {"hovertext", "hovertemplate", "customdata"}
_WRITTEN = {"text", "ticktext", "title", "name", "meta", "labels", "height", "margin", "range", "domain", *_HOVER}

Measure = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]


def _published(sources: pd.DataFrame) -> pd.Series:
    return sources.set_index("source_id")["start"]


MEASURES: dict[str, tuple[type[Table], Measure]] = {
    "headline": (Trade, lambda rows, sources: headline(rows, _published(sources))),
    "turnover": (Trade, lambda rows, sources: turnover(rows, _published(sources))),
    "pairs": (Trade, lambda rows, sources: pairs.pairs(rows, _published(sources))),
    "of_imports": (Trade, dependence.of_imports),
    "of_exports": (Trade, dependence.of_exports),
    "months": (Trade, lambda rows, sources: monthly.by_month(rows, sources, Choice("export", "value_usd", "total"))),
    "products": (Trade, lambda rows, _: products.products(products.reports(rows, flow="export", by=products.BACI), 2022)),
    "goods": (Trade, lambda rows, sources: commodities.goods(
        commodities.listed_goods(rows, sources, flow="export", by="own"), sources)),
    "statements": (Trade, lambda rows, sources: statements(rows, statistics_beside(rows, rows, sources), sources)),
    "sentences": (Trade, lambda rows, sources: pd.DataFrame(
        [(it.kind, str(it.facts), it.behind) for it in trade.of_trade(rows, _published(sources), 20)])),
}  # fmt: skip


def without(text_shown: pa.Table, columns: tuple[Column, ...], instead: str | None = None) -> pa.Table:
    """The rows with empty cells, or one text, in some columns; what may not be empty bears a text that says nothing."""
    for column in columns:
        text = instead or ("x" if column.spec.required else None)
        cells = [text if instead is None or cell else None for cell in text_shown[column].to_pylist()]
        text_shown = text_shown.set_column(
            text_shown.schema.get_field_index(column), text_shown.schema.field(column), [pa.array(cells, pa.string())]
        )
    return text_shown


def shown(slug: str, left_out: set[str]) -> list[Any]:
    """The figures of a page with what is in their hovers, or written in them, left out."""

    def kept(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: kept(value) for key, value in part.items() if key not in left_out}
        return [kept(it) for it in part] if isinstance(part, list) else part

    return [kept(it) for it in figures(drawn(slug)).values()]


def spoiled(live: Any, table: type[Table], columns: tuple[Column, ...], instead: str | None = None) -> None:
    """Write every part of a table anew without some columns."""
    for name, text_shown in data.by_part(table).items():
        live.write(table, name, without(text_shown, columns, instead))


@pytest.mark.parametrize("table", PROSE, ids=lambda it: it.name)
def test_without_its_prose_a_table_is_drawn_alike_on_every_page(live, table):
    before = {slug: shown(slug, _HOVER) for slug in SLUGS}
    spoiled(live, table, PROSE[table])
    for slug in SLUGS:
        assert (slug, shown(slug, _HOVER)) == (slug, before[slug])


@pytest.mark.parametrize("table", NAMES, ids=lambda it: it.name)
def test_another_name_changes_what_is_written_and_nothing_else(live, table):
    before = {slug: shown(slug, _WRITTEN) for slug in SLUGS}
    spoiled(live, table, NAMES[table], "x")
    for slug in SLUGS:
        assert (slug, shown(slug, _WRITTEN)) == (slug, before[slug])


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_reads_no_prose(name):
    table, measure = MEASURES[name]
    text_shown, sources = data.whole(data.by_part(table), table), data.read(BY_NAME["sources"])
    ids = table.row_ids(text_shown.to_pandas(date_as_object=False))
    both = (
        it.to_pandas(date_as_object=False).assign(row_id=ids) for it in (text_shown, without(text_shown, PROSE[table]))
    )
    before, after = (measure(rows, sources) for rows in both)
    assert len(before)
    prose = [it for it in before if str(it).startswith(tuple(PROSE[table])) or str(it).endswith(tuple(PROSE[table]))]
    pd.testing.assert_frame_equal(before.drop(columns=prose), after.drop(columns=prose), check_dtype=False)


def test_the_notes_that_are_left_out_are_there():
    for table, columns in PROSE.items():
        assert data.read(table)[list(columns)].notna().any().all()
