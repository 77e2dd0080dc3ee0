"""The treemap of products: what holds what, and what a tile says."""

import pytest

from analysis.trade import products
from charts.trade.treemap import treemap
from data.schema.tables import Trade
from tests.support import live_parts
from tests.support.frames import table_of
from tests.support.specs import valid


def test_one_state_is_the_frame_of_its_tiles_and_a_tile_has_its_weight():
    rows = [
        live_parts._chapter("10", "cereals", 60.0), live_parts._comtrade("1001", "wheat", 40.0, quantity_t=5403.0),
    ]  # fmt: skip
    rows.append({**rows[0], "country": "UZB", "reported_by": "UZB"})
    reports = products.reports(table_of(Trade, {}, tuple(rows)), flow="export", by="own")
    both, alone = products.products(reports, 2024), products.products(reports[reports["country"] == "KAZ"], 2024)
    (tiles,) = valid(treemap(alone, title="x")).data
    assert dict(zip(tiles.ids, tiles.parents, strict=True))["KAZ"] == ""
    assert tiles.maxdepth == 2
    hovers = dict(zip(tiles.ids, tiles.hovertext, strict=True))
    assert hovers["KAZ 1001"].endswith("<br>67 % of what is shown<br>5,403 t")
    assert hovers["KAZ 10 rest"].endswith("33 % of what is shown<br>what is left of the chapter, by our subtraction")
    assert dict(zip(tiles.ids, tiles.labels, strict=True)) == {
        "KAZ": "Kazakhstan", "KAZ 10": "10 Cereals", "KAZ 1001": "1001 Wheat", "KAZ 10 rest": "Other cereals",
    }  # fmt: skip
    assert valid(treemap(both, title="x")).data[0].maxdepth == 3


@pytest.mark.parametrize(("hs", "label"), [("770101", "77 Chapter not known"), ("100630", "10 Cereals")])
def test_a_chapter_that_is_not_reported_is_named_by_the_harmonised_system(hs, label):
    rows = ({**live_parts._comtrade(hs, "rice", 4.0), "reported_by": "CEPII"},)
    reports = products.reports(table_of(Trade, {}, rows), flow="export", by=products.BACI)
    (tiles,) = valid(treemap(products.products(reports, 2024), title="x")).data
    assert tiles.labels[1] == label
