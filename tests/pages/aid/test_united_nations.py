"""What UN agencies moved through Central Asian hubs, as a table; and what its appeals received."""

import re

import pandas as pd

from data.schema.tables import Transit
from pages._app.rows import in_use, sources
from pages._parts.figure import Drawing
from pages.aid.united_nations import APPEALS, of_hubs, of_years
from tests.pages.test_words import faults, texts
from tests.support.drawing import EVERY, drawn, plain
from tests.support.frames import table_of

OPENED = {f"aid_{it}": "true" for it in ("pipeline", "list", "food", "flows", "appeals", "hubs")}
BASE = {
    "hub": "Termez", "agency": "WFP", "measure": "flour", "unit": "tonnes", "quantity": 10.0, "source_id": "a",
    "start": pd.Timestamp("2021-11-01"), "end": pd.Timestamp("2021-11-30"), "precision": "month", "note": None,
}  # fmt: skip


def lines(*more: dict) -> list[dict[str, str]]:
    return of_hubs(table_of(Transit, BASE, more)).map(plain).to_dict("records")


def test_reports_of_the_same_goods_are_one_statement_with_the_range_of_their_figures():
    (line,) = lines({}, {"quantity": 25.0, "source_id": "b"}, {"measure": "rice", "quantity": 3.0})
    assert line["Reported"] == "flour: 10 to 25 t, Nov 2021; rice: 3 t, Nov 2021"
    assert (line["Since"], line["Hub"], line["Agency"]) == ("2021", "Termez", "WFP")
    assert line["Sources"] == "b · a"


def test_another_unit_agency_hub_or_year_is_another_line():
    day = pd.Timestamp("2022-01-01")
    found = lines({}, {"unit": "trucks"}, {"agency": "UNHCR"}, {"hub": "Dushanbe"}, {"start": day, "end": day})
    assert len(found) == 5
    assert [it["Since"] for it in found] == ["2021"] * 4 + ["2022"]


def test_the_hubs_are_eight_lines_with_every_report_and_every_source():
    rows = in_use(Transit)
    table = of_hubs(rows)
    assert len(table) == 8
    assert len(of_years(EVERY)) == len(rows) == 16
    assert set(re.findall(r"\(<(\S+)>\)", " ".join(table["Sources"]))) == set(sources().loc[rows["source_id"], "url"])
    assert "96 to 100 t" in plain(" ".join(table["Reported"]))


def test_the_title_of_the_appeals_names_the_last_year_that_is_over():
    made = APPEALS.drawn(EVERY.of_all_years(), None)
    assert isinstance(made, Drawing)
    assert made.words.title == "The UN received 42 % of what it asked for Afghanistan in 2025"
    assert {it["name"] for it in made.spec["data"] if it.get("name")} == {
        "asked for",
        "received",
        "earlier readings",
        "other plans",
    }


def test_what_is_opened_is_in_plain_words_too():
    app = drawn("aid", EVERY, **OPENED)
    assert all(it.proto.expanded for it in app.expander)
    assert not sorted({fault for text in texts(app) if text for fault in faults(text)})
