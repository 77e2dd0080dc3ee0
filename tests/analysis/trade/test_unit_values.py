"""Unit values: a value divided by the quantity of the same row, and what the Trade page says of them."""

from typing import Any

import pytest

from analysis.trade.series import Choice
from analysis.trade.unit_values import UnitValue, unit_values
from charts.trade import unit_values as chart
from data.schema.tables import Trade
from pages._app.view import View
from tests.support import live_parts
from tests.support.derived import conforms
from tests.support.drawing import EVERY, drawn, figure, figures
from tests.support.frames import sources, table_of, trade
from tests.support.specs import valid

SOURCES, WHEAT = sources(a=""), Choice("export", "value_usd", "wheat")
AXIS: Any = {"first": EVERY.first, "last": EVERY.last}


def test_a_unit_value_is_of_one_row_and_nothing_is_divided_across_rows():
    rows = [
        live_parts._comtrade("1001", "wheat", 40.0, quantity_t=8.0), live_parts._comtrade("1001", "wheat", 100.0, "2023"),
        live_parts._comtrade("1001", "wheat", 0.0, "2022", quantity_t=5.0), live_parts._comtrade("1001", "wheat", 9.0, "2024-01", quantity_t=1.0),
    ]  # fmt: skip
    rows += [{**rows[1], "value_usd": None, "quantity_t": 10.0}]
    trade = table_of(Trade, {}, tuple(rows))
    found = unit_values(trade, SOURCES, WHEAT)
    assert found["unit_value"].tolist() == [5.0]
    assert found["behind"].tolist() == [(trade["row_id"].iloc[0],)]
    conforms(found.assign(publisher="x"), UnitValue, trade)


@pytest.mark.usefixtures("live")
def test_unit_values_are_drawn_for_goods_that_have_them_and_say_that_they_are_derived():
    fig = figure(
        drawn("trade", trade_flow="Exports", trade_goods="Wheat"), "Exports of wheat to Afghanistan: US dollars"
    )
    hovers = str(fig["data"])
    assert "<b>$200</b> a tonne, derived · Kazakhstan, 2024" in hovers  # 40 m for 200 thousand tonnes
    assert "<b>$250</b> a tonne, derived · Uzbekistan, 2022" in hovers  # 2 m for 8 thousand tonnes
    assert "Value of a unit" not in {it.value for it in drawn("trade", trade_flow="Exports").header}


def test_the_value_of_all_goods_has_no_unit_value_and_energy_is_divided_by_its_own_unit():
    rows = trade(
        {"flow": "export", "value_usd": 10.0, "quantity_t": 2.0},
        {"flow": "export", "commodity": "electricity", "value_usd": 10.0, "quantity_gwh": 4.0, "quantity_t": 1.0},
    )
    assert unit_values(rows, SOURCES, WHEAT._replace(goods="total")).empty
    found = unit_values(rows, SOURCES, WHEAT._replace(goods="electricity"))
    assert found["unit_value"].tolist() == [2.5]
    fig = valid(chart.by_year(found, **AXIS, quantity="quantity_gwh", title="x"))
    assert "<b>$2.5</b> a gigawatt hour, derived · Uzbekistan, 2024<br>$10 for 4 GWh" in str(fig.data[0].hovertext)


def test_a_mark_tells_by_its_shape_who_reports():
    rows = trade(
        *(
            {"flow": "export", "commodity": "wheat", "value_usd": 10.0, "quantity_t": 2.0, "reported_by": it}
            for it in ("UZB", "AFG")
        )
    )
    found = unit_values(rows, SOURCES, WHEAT)
    marks = [
        it for it in valid(chart.by_year(found, **AXIS, quantity="quantity_t", title="x")).data if not it.showlegend
    ]
    assert {it.marker.symbol for it in marks if it.hovertext} == {"circle", "diamond"}


@pytest.mark.usefixtures("live")
def test_unit_values_are_of_the_chosen_states():
    view = View(("UZB",), EVERY.first, EVERY.last, 4, known_to=EVERY.known_to)
    fig = figure(
        drawn("trade", view, trade_flow="Exports", trade_goods="Wheat"), "Exports of wheat to Afghanistan: US dollars"
    )
    assert [it["y"] for it in fig["data"] if it.get("hovertext")] == [[250]]
    assert "Current US dollars for a tonne, 2016 to 2026." in fig["layout"]["meta"]["subtitle"]
    none = View(("TJK",), EVERY.first, EVERY.last, 4, known_to=EVERY.known_to)
    assert not any(
        "dollars for a tonne" in it for it in figures(drawn("trade", none, trade_flow="Exports", trade_goods="Wheat"))
    )
