"""All pages with the parts of live sources and without them, and what the Data page says of their loads."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from data.schema.tables import Flows, Refugees
from pages._app.navigation import discover
from pages._app.view import View
from pages.record.tables import at_a_glance, without_rows
from tests.support import live_parts
from tests.support.drawing import EVERY, drawn, keys, said


def test_without_live_parts_no_control_and_no_section_waits_for_them():
    app = drawn("trade")
    assert not {"trade_step", "trade_find", "trade_tiles"} & keys(app)
    assert not any(
        trace["type"] == "treemap" for it in app.get("plotly_chart") for trace in json.loads(it.proto.spec)["data"]
    )


@pytest.mark.parametrize("slug", [it for it in discover() if it != "about"])
@pytest.mark.usefixtures("live")
def test_every_page_is_drawn_with_all_parts(slug):
    section = {"section": "Coverage"} if slug == "data" else {}
    assert drawn(slug, replace(EVERY, weight=3), **section).get("plotly_chart")


@pytest.mark.usefixtures("live")
def test_refugees_of_one_year_are_one_bar():
    from pages.country.context import REFUGEES

    view = View(("TJK",), dt.date(2023, 1, 1), dt.date(2023, 12, 31), 4, known_to=EVERY.known_to)
    drawing = REFUGEES.drawn(view, "TJK")
    assert not isinstance(drawing, str), drawing
    assert [it["y"] for it in drawing.spec["data"] if it["name"] == "refugees"] == [[4321]]
    assert len(drawing.behind[Refugees]) == 1  # the older edition is not behind the bar


@pytest.mark.usefixtures("live")
def test_what_failed_and_what_never_came_is_named_with_its_reason():
    shown = said(drawn("data"))
    assert (
        "The last load of Humanitarian funding from OCHA Financial Tracking Service failed: FTS, flows of 2024: refused: 406."
        in shown
    )
    assert "Its 5 rows are those of the load before, of 1 Mar 2026, 06:00." in shown
    assert (
        "The last load of Refugees from UNHCR failed: UNHCR: the answer has no record. The data have no rows of it."
        in shown
    )


def test_a_table_without_rows_is_named_and_not_listed(folder):
    assert "Humanitarian funding" not in without_rows()
    live_parts.alone(folder, Flows)
    live_parts.write(folder, Flows, "fts", [])
    assert "Humanitarian funding" in without_rows()
    assert not any("Humanitarian funding" in it for it in at_a_glance()["Table"])


@pytest.mark.usefixtures("live")
def test_loads_tell_how_far_they_reach_and_never_nan():
    loads = next(it.value for it in drawn("data", section="Loads").table if "Reaches to" in it.value)
    text = loads.astype(str).map(lambda it: it.replace("\\", ""))
    assert not text.map(lambda it: it in {"nan", "None", "NaT"}).any(axis=None)
    row = text[text["Loader"] == "UNHCR"].iloc[0]
    assert (row["Loaded at"], row["Reaches to"]) == ("never", "2026")
    assert text[text["Loader"] == "International Monetary Fund"].iloc[0]["Reaches to"] == "Apr 2025"


@pytest.mark.usefixtures("live")
def test_changes_are_told_by_loader_in_words():
    shown = said(drawn("data", section="Loads"))
    assert "IMF, Trade, 1 Mar 2026: in all 8 changed, 2 added; 3 of them are listed." in shown
