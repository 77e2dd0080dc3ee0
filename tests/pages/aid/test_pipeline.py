"""From pledge to delivery on the Aid page: the dumbbells, the totals by state, and what is left out."""

import datetime as dt
import json
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.aid.consignments import consignments
from analysis.aid.pipeline import days_taken, pipeline
from charts.aid.pipeline import ways
from data.schema.tables import Aid
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.states.consignments import every
from pages.aid import pipeline_wording as wording
from pages.aid.pipeline import AT_ONCE, PIPELINE, Choice, by_state, drawable, ways_of
from pages.aid.pipeline_wording import pipeline_title
from tests.support import drawing, frames
from tests.support.drawing import said
from tests.support.frames import day
from tests.support.specs import valid

KNOWN_TO = dt.date(2026, 3, 16)
FIRST, LAST = dt.date(2016, 1, 1), dt.date(2026, 5, 1)
ALL = View(tuple(CODES), FIRST, LAST, 2, known_to=data.known_to())
PLEDGE = {"status": "pledged", **day("2023-04-01")}


def of(*reports: frames.Row) -> pd.DataFrame:
    return pipeline(consignments(frames.aid(*reports)), KNOWN_TO, {"a": "A <i>paper</i>"})


def spec(found: pd.DataFrame, first: dt.date = FIRST) -> dict:
    return json.loads(valid(ways(found, first=first, last=LAST, known_to=KNOWN_TO, title="")).to_json())


def drawn(found: pd.DataFrame) -> list[dict]:
    return spec(found)["data"]


def marks(traces: list[dict]) -> dict[str, tuple[list, list]]:
    return {it["name"]: (it["x"], it["y"]) for it in traces if it["mode"] == "markers" and it["x"] != [None]}


def page(view: View = ALL, **query: str) -> AppTest:
    """The page with the section open."""
    return drawing.drawn("aid", view, **{"aid_pipeline": "true", **query})


def figure(app: AppTest) -> dict:
    """The dumbbells, with the sentence below them as `alt`."""
    found = next(it.proto for it in app.get("plotly_chart") if "with a reported pledge or dispatch" in it.proto.alt)
    return {**json.loads(found.spec), "alt": found.alt}


def test_each_stage_stands_at_its_day_and_a_line_joins_the_first_to_the_last():
    found = of(PLEDGE, {"status": "dispatched", **day("2023-04-11")}, {})
    traces = drawn(found)
    assert marks(traces) == {
        "pledged": (["2023-04-01"], [0]), "dispatched": (["2023-04-11"], [0]), "delivered": (["2023-04-15"], [0]),
    }  # fmt: skip
    lines = [(it["x"], it["line"].get("dash")) for it in traces if it["mode"] == "lines"]
    assert lines == [(["2023-04-01", "2023-04-15"], None)]


def test_what_nobody_reports_to_have_arrived_runs_on_as_dots_to_the_end_of_the_data():
    lines = [it for it in drawn(of(PLEDGE)) if it["mode"] == "lines" and it["x"] != [None]]
    assert [(it["x"], it["line"]["dash"]) for it in lines] == [(["2023-04-01", "2026-03-16"], "dot")]


def test_a_stage_known_by_the_month_is_a_wide_bar_over_the_month_with_its_mark_in_the_middle():
    traces = drawn(of({"start": "2023-04-01", "end": "2023-04-30", "precision": "month"}, {"status": "dispatched"}))
    assert ["2023-04-01", "2023-04-30"] in [it["x"] for it in traces if it["mode"] == "lines"]
    assert marks(traces)["delivered"] == (["2023-04-15"], [0])


def test_the_days_stand_beside_what_arrived_alone():
    traces = drawn(of(PLEDGE, {}, {**PLEDGE, "shipment": "KAZ-2023-05-b"}))
    texts = [it for it in traces if it["mode"] == "text"]
    assert [it.strip("\u00a0") for it in texts[0]["text"]] == ["pledged to delivered in 14 days"]


def test_hover_names_goods_stages_and_sources_as_plain_text():
    found = of(PLEDGE, {"items": "<b>flour</b>"}).assign(publisher="A <i>paper</i>;An agency;b;c;d;e")
    hover = next(it for it in drawn(found) if it["mode"] == "markers")["hovertext"][0]
    assert "&lt;b&gt;flour&lt;/b&gt;" in hover
    assert "delivered 15 Apr 2023; pledged 1 Apr 2023" in hover
    assert "Reported by A &lt;i&gt;paper&lt;/i&gt;, An agency, b, c and 2 more" in hover.replace("<br>", " ")


def test_reports_in_the_wrong_order_are_named_in_the_hover():
    hover = next(it for it in drawn(of({**PLEDGE, **day("2023-05-01")}, {})) if it["mode"] == "markers")["hovertext"][0]
    assert "reports of pledged and delivered stand in the wrong order" in hover.replace("<br>", " ")


def test_the_axis_begins_where_the_first_is_drawn_and_never_before_the_chosen_years():
    found = of(PLEDGE, {})
    begin = spec(found)["layout"]["xaxis"]["range"][0]
    assert "2023-01-01" < begin < "2023-04-01"
    assert spec(found, dt.date(2023, 4, 10))["layout"]["xaxis"]["range"][0] == "2023-04-10"


def days_said(found: pd.DataFrame) -> str:
    return wording.days(days_taken(found), found)


def test_days_are_said_as_a_range_with_how_many_they_are_of():
    second = ({**it, "shipment": "KAZ-2023-05-b"} for it in (PLEDGE, day("2023-04-03")))
    found = of(PLEDGE, {}, *second, {"shipment": "KAZ-2023-06-c"})
    assert days_said(found).startswith(
        "Where both days are reported, it took 2 to 14 days from pledge to delivery (2 consignments). "
        "For 1 consignment they are not, so these are no fair sample."
    )
    assert days_said(of({})).startswith(
        "For 1 consignment the days from pledge or dispatch to delivery are not reported."
    )
    assert "fair sample" not in days_said(of(PLEDGE, {}))


@pytest.mark.parametrize(
    ("reports", "title"),
    [
        ((PLEDGE,), "The one pledge in 2023 has no later report"),
        ((PLEDGE, {}), "The one pledge in 2023 has a later report"),
        ((PLEDGE, {}, {**PLEDGE, "shipment": "b"}), "1 of 2 pledges in 2023 has no later report"),
        ((PLEDGE, {**PLEDGE, "shipment": "b"}), "None of the 2 pledges in 2023 has a later report"),
        (({"status": "dispatched"},), "Aid from dispatch to delivery, by consignment"),
    ],
)
def test_the_title_counts_pledges_without_a_later_report(reports, title):
    assert pipeline_title(of(*reports), "in 2023") == title


def test_totals_by_state_are_ranges_with_how_many_have_no_figure():
    found = of(
        {}, {"weight_t": 12.0}, {"shipment": "KAZ-2023-05-b", "weight_t": None, "value_usd": 5e6},
        {**PLEDGE, "shipment": "KAZ-2023-06-c"},
    )  # fmt: skip
    cells = by_state(found).apply(lambda column: column.str.replace("\\", ""))
    assert cells.to_dict("records") == [
        {"How far it came": "Pledged over a year ago, no later report",
         "Consignments": "1", "Weight": "at least 10 t", "Value": "not reported"},
        {"How far it came": "Delivered", "Consignments": "2", "Weight": "at least 10–12 t; 1 without a figure",
         "Value": "at least $5 m; 1 without a figure"},
    ]  # fmt: skip


def test_the_section_is_closed_until_it_is_asked_for_by_name_or_by_its_order():
    closed = drawing.drawn("aid", ALL)
    assert not any("reported pledge or dispatch" in it.proto.alt for it in closed.get("plotly_chart"))
    assert figure(drawing.drawn("aid", ALL, aid_order="Largest first"))


def test_a_consignment_that_arrived_on_the_day_of_its_dispatch_has_no_nought_days():
    texts = [it for it in drawn(of({"status": "dispatched"}, {})) if it["mode"] == "text"]
    assert [it.strip("\u00a0") for it in texts[0]["text"]] == ["dispatched to delivered on the same day"]


def test_the_pledges_are_those_of_the_period_of_the_page():
    earlier = ALL.keep(every()[every()["counts"] & (every()["start"] < "2021-08-15")], None)
    assert len(earlier) > 0
    assert not set(ways_of(ALL)["shipment"]) & set(earlier["shipment"])


def test_the_page_draws_the_newest_and_says_how_many_more_there_are():
    app = page()
    fig = figure(app)
    assert len(fig["layout"]["yaxis"]["ticktext"]) == AT_ONCE
    many = len(drawable(ALL))
    assert fig["alt"].startswith(f"The newest {AT_ONCE} of {many} consignments with a reported pledge")
    assert f"Left out: {len(ways_of(ALL)) - many} of which only a delivery is reported" in fig["alt"]
    assert "these are no fair sample" in said(app)


def test_all_are_drawn_once_the_reader_asks_by_the_address():
    fig = figure(page(aid_all="true", aid_order="Largest first"))
    ticks = fig["layout"]["yaxis"]["ticktext"]
    assert len(ticks) == len(drawable(ALL)) > AT_ONCE
    weights = [float(it.group(1).replace(",", "")) for tick in ticks if (it := re.search(r"([\d.,]+) t$", tick))]
    assert weights == sorted(weights, reverse=True)
    assert ticks[-1].count(" t") == 0


def test_the_sums_of_the_page_are_those_of_the_consignments_counted_once():
    table = next(it.value for it in page().table if "How far it came" in it.value and "Consignments" in it.value)
    assert table["Consignments"].str.replace(",", "").astype(int).sum() == len(ways_of(ALL))
    assert ways_of(ALL)["counts"].all()


def test_the_choice_of_all_is_not_offered_where_all_are_drawn():
    def offered(app: AppTest) -> bool:
        return any(it.label.startswith("More than") for it in app.toggle)

    assert offered(page())
    assert not offered(page(View(("KGZ",), FIRST, LAST, 2, known_to=data.known_to())))


def test_stages_chosen_above_do_not_change_the_section():
    assert figure(page(aid_stage="pledged"))["alt"] == figure(page())["alt"]


def test_a_view_without_a_pledge_or_dispatch_says_so():
    view = View(("TJK",), dt.date(2022, 1, 1), dt.date(2022, 12, 31), 2, known_to=data.known_to())
    assert "No pledge or dispatch is reported for these years and states." in said(page(view))


def test_behind_the_figure_stand_the_reports_of_the_drawn_consignments_alone():
    (rows,) = PIPELINE.rows(ALL, Choice())
    drawing_ = PIPELINE.drawn(ALL, Choice())
    assert not isinstance(drawing_, str)
    assert set(drawing_.behind[Aid]["shipment"]) == set(rows["shipment"])
    assert len(drawing_.behind[Aid]) == rows["reports"].sum()
