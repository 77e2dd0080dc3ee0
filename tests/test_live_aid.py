"""The Aid page with the parts of live sources: funding by the Financial Tracking Service, and appeals."""

import pytest

from analysis import flows
from charts import un
from data.tables import Appeals, Flows
from pages import View
from tests import live_parts
from tests.drawing import EVERY, drawn, figure, said
from tests.frames import table_of


def test_flows_are_added_by_the_rule_of_the_service():
    base = {"flow_id": "1", **live_parts.period("2022"), "donor": "x", "country": "KAZ", "status": "paid", "new_money": True,
            "on_boundary": "single", "counts": True, "value_usd": 2.0, "source_id": "a"}  # fmt: skip
    rows = table_of(Flows, base, (
        {}, {"flow_id": "2", "value_usd": 3.0}, {"flow_id": "3", "status": "pledge", "counts": False, "value_usd": 10.0},
        {"flow_id": "4", "on_boundary": "shared", "counts": False, "value_usd": 50.0}, {"flow_id": "5", "value_usd": None},
        {"flow_id": "6", "country": None, "value_usd": 100.0}, {"flow_id": "7", "country": "KAZ;UZB", "value_usd": 7.0},
    ))  # fmt: skip
    found = flows.by_donor(rows).set_index("country")
    assert found["counted_usd"].to_dict() == {"KAZ": 5, "KAZ;UZB": 7}
    assert found.loc["KAZ", ["flows", "pledged_usd", "unvalued", "shared"]].tolist() == [3, 10, 1, 1]
    assert flows.all_donors(rows).to_dict() == {2022: 112}
    assert list(flows.states(flows.by_donor(rows), ("KAZ",))["country"]) == ["KAZ"]  # a joint flow is not split


@pytest.mark.usefixtures("live")
def test_the_flows_of_the_states_stand_above_those_of_all_donors():
    app = drawn("aid")
    fig = figure(app, "Flows of the five states")
    bars = {it["name"]: (it["x"], it["y"]) for it in fig["data"] if it["type"] == "bar"}
    assert bars["Kazakhstan"] == ([2022], [2e6])
    assert bars["all donors"] == ([2022, 2023], [502e6, 3e6])
    assert "no flow there is not no aid" in said(app)
    none = drawn("aid", View(("TKM",), EVERY.first, EVERY.last, 4, known_to=EVERY.known_to))
    assert "The service has no flow of Turkmenistan, 2016 to 2026." in said(none)


def test_an_undated_reading_of_an_appeal_is_not_the_last_one():
    base = {
        "year": 2023,
        "plan": "Humanitarian Response Plan",
        "required_usd": 3.0,
        **live_parts.period("2023-12"),
        "source_id": "a",
    }
    undated = {**live_parts.period(""), "required_usd": 9.0}
    told = table_of(Appeals, base, ({}, undated, {"year": 2024, **undated}))
    bar = next(it for it in un.appeals(told).data if it.type == "bar")
    assert dict(zip(bar.x, bar.y, strict=True)) == {2023: 3.0, 2024: 9.0}
