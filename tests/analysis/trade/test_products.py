"""The tree of products, by hand: chapters and what their headings leave, sums of small products, products reported twice."""

import pandas as pd

from analysis.trade import products
from analysis.trade.products import Product
from data.schema.tables import Trade
from tests.support import live_parts
from tests.support.derived import conforms
from tests.support.frames import Row, table_of


def reported(*rows: Row) -> pd.DataFrame:
    return table_of(Trade, {}, rows)


def tree_of(rows: pd.DataFrame, by: str = "own") -> pd.DataFrame:
    tree = products.products(products.reports(rows, flow="export", by=by), 2024)
    conforms(tree, Product, rows)
    return tree.set_index("id", drop=False)


def chapters_and_headings() -> pd.DataFrame:
    return reported(
        live_parts._chapter("10", "cereals", 60.0), live_parts._comtrade("1001", "wheat", 40.0),
        live_parts._chapter("27", "fuels and electricity", 10.0), live_parts._comtrade("2710", "x", 11.0),
    )  # fmt: skip


def test_a_tree_of_reported_chapters_has_what_their_headings_leave():
    tree = tree_of(chapters_and_headings())
    assert tree["value"].to_dict() == {"KAZ": 70, "KAZ 10": 60, "KAZ 1001": 40, "KAZ 10 rest": 20, "KAZ 27": 10}
    assert tree.index[tree["derived"]].tolist() == ["KAZ", "KAZ 10 rest"]
    assert tree["level"].tolist() == ["state", "chapter", "product", "rest", "chapter"]
    assert (tree.loc["KAZ 10 rest", "commodity_name"], tree.loc["KAZ", "parent"]) == ("cereals", "")
    assert tree.loc["KAZ 1001", "share"] == 100 * 40 / 70


def test_a_target_and_a_weight_without_a_value_are_no_part_of_a_tree():
    row = live_parts._comtrade("1002", "rye", 40.0)
    others = [{**row, "status": "target"}, {**row, "value_usd": None, "quantity_t": 3.0}]
    assert (
        len(products.reports(reported(live_parts._chapter("10", "cereals", 60.0), *others), flow="export", by="own"))
        == 1
    )


def test_a_product_has_the_weight_that_is_reported():
    rows = chapters_and_headings()
    tree = tree_of(rows.assign(quantity_t=rows["value_usd"] * 2))
    assert tree.loc["KAZ 1001", "quantity_t"] == 80


def test_behind_a_node_stand_the_rows_that_it_is_made_of():
    rows = chapters_and_headings()
    cereals, wheat, fuels, _ = rows["row_id"]
    behind = {node: set(ids) for node, ids in tree_of(rows)["behind"].items()}
    assert behind == {
        "KAZ": {cereals, fuels}, "KAZ 10": {cereals}, "KAZ 1001": {wheat}, "KAZ 10 rest": {cereals, wheat}, "KAZ 27": {fuels},
    }  # fmt: skip


def baci(count: int, value: float = 1.0, step: float = 1.0) -> pd.DataFrame:
    base = {**live_parts._comtrade("840000", "x", 0.0), "reported_by": "CEPII"}
    return reported(*(
        {**base, "hs": f"84{at:04}", "commodity": f"hs92_84{at:04}", "commodity_name": f"{at}", "value_usd": value + step * at}
        for at in range(count)
    ))  # fmt: skip


def test_the_smallest_of_many_products_are_one_sum_and_nothing_is_lost():
    tree = tree_of(baci(100), products.BACI)
    parts = tree[tree["level"].isin(["product", "smaller"])]
    assert len(parts) == products.MOST + 1
    assert parts["value"].sum() == tree["value"].iloc[0] == sum(range(1, 101))
    assert len(tree.loc["KAZ 84 small", "behind"]) == 100 - products.MOST


def test_products_stand_from_the_largest_and_equal_ones_in_the_order_of_their_rows():
    tree = tree_of(baci(100), products.BACI)
    assert tree.loc[tree["level"] == "product", "value"].tolist() == list(range(100, 100 - products.MOST, -1))
    same = tree_of(baci(100, step=0), products.BACI)
    assert same.loc[same["level"] == "product", "commodity_name"].tolist() == [f"{it}" for it in range(products.MOST)]


def test_a_chapter_of_less_than_a_dollar_is_one_and_one_of_nothing_is_none():
    tree = tree_of(reported(live_parts._chapter("10", "cereals", 0.5), live_parts._chapter("27", "fuels", 0.0)))
    assert list(tree.index) == ["KAZ", "KAZ 10"]


def test_a_heading_of_nothing_is_no_tile():
    one, none = live_parts._chapter("1001", "wheat", 5.0), live_parts._chapter("1003", "barley", 0.0)
    assert tree_of(reported(one, none)).index.tolist() == tree_of(reported(one)).index.tolist()


def test_of_many_products_of_one_size_each_stands_once():
    tree = tree_of(baci(100, step=0), products.BACI)
    ids = [row_id for behind in tree.loc[tree["level"].isin(["product", "smaller"]), "behind"] for row_id in behind]
    assert len(ids) == len(set(ids)) == 100


def test_a_product_that_is_reported_twice_is_one_tile():
    base = {**live_parts._comtrade("840001", "hs92_840001", 4.0), "reported_by": "CEPII"}
    rows = reported(
        {**base, "valuation": "FOB"}, {**base, "valuation": None}, {**base, "hs": "840002", "value_usd": 1.0}
    )
    tree = tree_of(rows, products.BACI)
    assert tree["value"].to_dict() == {"KAZ": 5, "KAZ 84": 5, "KAZ 840001": 4, "KAZ 840002": 1}


def test_a_year_of_which_nothing_is_reported_has_no_node():
    tree = products.products(products.reports(chapters_and_headings(), flow="import", by="own"), 2024)
    conforms(tree, Product)


def test_a_chapter_whose_headings_make_it_leaves_nothing():
    tree = tree_of(reported(live_parts._chapter("10", "cereals", 60.0), live_parts._comtrade("1001", "wheat", 60.0)))
    assert tree["level"].tolist() == ["state", "chapter", "product"]
