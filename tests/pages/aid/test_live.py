"""The Aid page with the parts of live sources: funding by the Financial Tracking Service, and appeals."""

import datetime as dt

import pytest

from analysis.aid import funding
from analysis.aid.appeals import readings
from charts.aid import united_nations
from charts.aid.funding import by_year
from data.schema.tables import Appeals, Flows
from pages._app.view import View
from pages.aid.funding import FLOWS
from tests.support import live_parts
from tests.support.drawing import EVERY, drawn, figure, said
from tests.support.frames import table_of
from tests.support.specs import valid


def test_flows_are_added_by_the_rule_of_the_service():
    base = {"flow_id": "1", **live_parts.period("2022"), "donor": "x", "country": "KAZ", "status": "paid", "new_money": True,
            "on_boundary": "single", "counts": True, "value_usd": 2.0, "source_id": "a"}  # fmt: skip
    rows = table_of(Flows, base, (
        {}, {"flow_id": "2", "value_usd": 3.0}, {"flow_id": "3", "status": "pledge", "counts": False, "value_usd": 10.0},
        {"flow_id": "4", "on_boundary": "shared", "counts": False, "value_usd": 50.0}, {"flow_id": "5", "value_usd": None},
        {"flow_id": "6", "country": None, "value_usd": 100.0}, {"flow_id": "7", "country": "KAZ;UZB", "value_usd": 7.0},
    ))  # fmt: skip
    found = funding.by_donor(rows).set_index("country")
    assert found["counted_usd"].to_dict() == {"KAZ": 5, "KAZ;UZB": 7}
    assert found.loc["KAZ", ["flows", "pledged_usd", "unvalued", "shared"]].tolist() == [3, 10, 1, 1]
    assert funding.all_donors(rows)[["year", "counted_usd", "flows"]].to_numpy().tolist() == [[2022, 112, 5]]
    assert list(funding.of_states(funding.by_donor(rows), ("KAZ",))["country"]) == ["KAZ"]  # a joint flow is not split


@pytest.mark.usefixtures("live")
def test_the_flows_of_the_states_stand_above_those_of_all_donors():
    app = drawn("aid", aid_flows="true")
    fig = figure(app, "Flows of the five states")
    bars = {it["name"]: (it["x"], it["y"]) for it in fig["data"] if it["type"] == "bar"}
    assert bars["Kazakhstan"] == ([2022], [2e6])
    assert bars["all donors"] == ([2022], [502e6])  # of 2023 only an Uzbek flow is on record
    assert any("no flow there does not mean no aid" in it.proto.body for it in app.get("html"))
    none = drawn("aid", View(("TKM",), EVERY.first, EVERY.last, 4, known_to=EVERY.known_to), aid_flows="true")
    assert "No flow of Turkmenistan is reported, 2016 to 2026. The data have flows of 2022 alone" in said(none)


def test_an_undated_reading_of_an_appeal_is_not_the_last_one():
    base = {
        "year": 2023,
        "plan": "Humanitarian Response Plan",
        "plan_kind": "yearly_plan",
        "required_usd": 3.0,
        **live_parts.period("2023-12"),
        "source_id": "a",
    }
    undated = {**live_parts.period(""), "required_usd": 9.0}
    plans = readings(table_of(Appeals, base, ({}, undated, {"year": 2024, **undated})))
    bar = next(it for it in valid(united_nations.appeals(plans, title="")).data if it.type == "bar")
    assert dict(zip(bar.x, bar.y, strict=True)) == {2023: 3.0, 2024: 9.0}


def flow(number: str, **more) -> dict:
    """A flow of 2 million dollars by Kazakhstan in 2022 that counts."""
    return {"flow_id": number, **live_parts.period("2022"), "donor": "x", "country": "KAZ", "status": "paid", "new_money": True,
            "on_boundary": "single", "counts": True, "value_usd": 2e6, "source_id": "fts-nd-flows", **more}  # fmt: skip


def put(folder, *rows: dict) -> None:
    live_parts.alone(folder, Flows)
    live_parts.write(folder, Flows, "fts", rows)
    live_parts.write(
        folder, live_parts.Sources, "fts", [live_parts.source("fts-nd-flows", "OCHA Financial Tracking Service")]
    )


def test_a_pledge_that_is_shared_with_other_years_is_not_among_the_pledges():
    rows = table_of(Flows, flow("1", status="pledge", counts=False), ({}, {"flow_id": "2", "on_boundary": "shared"}))
    found = funding.by_donor(rows).iloc[0]
    assert found[["counted_usd", "pledged_usd", "flows", "shared"]].tolist() == [0, 2e6, 0, 1]


def test_flows_of_which_none_counts_are_said_not_to_count(folder):
    put(folder, flow("1", status="pledge", counts=False), flow("2", country=None, value_usd=9e6))
    fig = figure(drawn("aid", aid_flows="true"), "Flows of the five states")
    assert fig["layout"]["meta"]["title"] == "No flow of the five states counts in the Financial Tracking Service, 2022"
    words = [text for it in fig["data"] if it.get("mode") == "text" for text in it["text"]]
    assert words == ["none counted", "$9 m"]  # of the states, and of all donors
    hover = next(it for it in fig["data"] if it["name"] == "Kazakhstan")["hovertext"][0]
    assert "pledged and not counted: $2 m" in hover
    assert hover.endswith("all donors: $9 m")


def test_flows_are_of_the_chosen_years_and_behind_them_stand_those_of_the_states_and_those_that_count(folder):
    others = {"country": None, "value_usd": 9e6}
    put(
        folder, flow("1"), flow("2", **live_parts.period("2019")), flow("3", **others),
        flow("4", status="pledge", counts=False, **others),
    )  # fmt: skip
    drawing = FLOWS.drawn(View(("KAZ",), dt.date(2021, 1, 1), dt.date(2023, 12, 31)), None)
    assert not isinstance(drawing, str)
    assert drawing.behind[Flows]["flow_id"].tolist() == ["1", "3"]
    title = "The UN tracking service counts $2 m from Kazakhstan, 2022"
    assert drawing.words.title == title
    empty = FLOWS.drawn(View(("KAZ",), dt.date(2023, 1, 1), dt.date(2023, 12, 31)), None)
    assert isinstance(empty, str)
    assert (
        "It has some of 2019 and 2022. The data have flows of 2022 alone: other years are unknown, not zero." in empty
    )


def test_years_in_which_the_world_alone_gave_have_no_bar_of_a_state():
    rows = table_of(Flows, flow("1"), ({}, {"flow_id": "2", "country": None, **live_parts.period("2024")}))
    fig = valid(
        by_year(
            funding.by_donor(rows),
            funding.all_donors(rows),
            first=dt.date(2021, 1, 1),
            last=dt.date(2024, 12, 31),
            title="",
        )
    )
    assert {it.name: list(it.x) for it in fig.data if it.type == "bar"} == {
        "Kazakhstan": [2022],
        "all donors": [2024],
    }
