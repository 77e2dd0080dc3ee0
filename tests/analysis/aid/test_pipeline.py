"""Aid from pledged to delivered: days, ranges, pledges without a later report; worked out by hand."""

import datetime as dt

import pandas as pd

from analysis.aid.consignments import consignments
from analysis.aid.pipeline import (
    STATES,
    STEPS,
    TRACE_DAYS,
    DaysTaken,
    Way,
    days_taken,
    in_order,
    pipeline,
    pledges,
    timed,
    totals,
    with_earlier_stage,
)
from charts.aid.pipeline import way_in_words
from data.rows import records
from data.schema.tables import Aid
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import day

KNOWN_TO = dt.date(2026, 3, 16)
PUBLISHERS = {"a": "A paper", "b": "An agency"}


def month(text: str, until: str) -> dict[str, str]:
    return {"start": text, "end": until, "precision": "month"}


def of(*reports: frames.Row, known_to: dt.date = KNOWN_TO) -> pd.DataFrame:
    return pipeline(consignments(frames.aid(*reports)), known_to, PUBLISHERS)


def words(ways: pd.DataFrame) -> str:
    return way_in_words(records(ways)[0])


def pledged(period: frames.Row, **more: object) -> dict[str, object]:
    return {"status": "pledged", **period, **more}


def days(found: pd.DataFrame, step: str) -> tuple[object, object, bool]:
    it = found.iloc[0]
    return it[f"{step}_low"], it[f"{step}_high"], bool(it[f"{step}_exact"])


def test_days_between_stages_told_to_the_day_are_one_number():
    found = of(
        pledged(day("2023-04-01")),
        {"status": "dispatched", **day("2023-04-11")},
        {"status": "delivered", **day("2023-04-15")},
    )
    assert days(found, "pledged_to_dispatched") == (10, 10, True)
    assert days(found, "pledged_to_delivered") == (14, 14, True)
    assert days(found, "dispatched_to_delivered") == (4, 4, True)
    assert words(found) == "pledged to delivered in 14 days"


def test_a_stage_told_by_the_month_gives_a_range():
    later = of(pledged(month("2023-02-01", "2023-02-28")), day("2023-04-15"))  # 28 Feb or 1 Feb to 15 Apr
    assert days(later, "pledged_to_delivered") == (46, 73, False)
    assert words(later) == "pledged to delivered in 46 to 73 days"
    same = of(pledged(day("2023-04-17")), month("2023-04-01", "2023-04-30"))
    assert days(same, "pledged_to_delivered") == (0, 13, False)  # never below zero


def test_a_month_told_by_a_day_in_it_is_the_whole_month():
    found = of(pledged({"start": "2023-04-15", "end": "2023-04-15", "precision": "month"}), day("2023-05-01"))
    assert days(found, "pledged_to_delivered") == (1, 30, False)


def test_several_days_of_arrival_give_a_range():
    assert days(of(pledged(day("2023-04-01")), day("2023-04-03", "2023-04-05")), "pledged_to_delivered") == (
        2,
        4,
        False,
    )


def test_a_stage_told_by_the_year_gives_no_days():
    found = of(pledged(day("2022-11-01")), {"start": "2023-01-01", "end": "2023-12-31", "precision": "year"})
    assert found["pledged_to_delivered_low"].isna().all()
    assert words(found) == "delivered; the days before it are not known"


def test_reports_in_the_wrong_order_give_no_days_and_are_named():
    found = of(pledged(day("2023-05-01")), day("2023-04-15"))
    assert found["out_of_order"].item() == "pledged_to_delivered"
    assert found["pledged_to_delivered_high"].isna().all()


def test_a_delivery_in_part_is_no_delivery():
    found = of({"status": "dispatched", **day("2025-09-08")}, {**day("2025-09-14"), "caveat": "partly"})
    assert (found["state"].item(), found["dispatched_to_delivered_low"].isna().all()) == ("dispatched", True)


def test_a_pledge_without_a_later_report_is_told_apart_after_a_year():
    last = KNOWN_TO - dt.timedelta(days=TRACE_DAYS)
    assert of(pledged(day(f"{last}")))["state"].item() == "pledged"
    old = of(pledged(day(f"{last - dt.timedelta(days=1)}")))
    assert (old["state"].item(), old["waiting_days"].item()) == ("untraced", TRACE_DAYS + 1)
    assert words(old) == "pledged 15 Mar 2025; no later report in the 366 days to the end of the data"
    undated = of(pledged({"start": None, "end": None, "precision": "unknown"}))
    assert (undated["state"].item(), undated["waiting_days"].isna().all()) == ("undated", True)
    assert of(pledged(day("2020-01-01")), day("2020-02-01"))["state"].item() == "delivered"


def test_totals_of_each_state_are_ranges_in_tonnes_and_dollars():
    found = of(
        {"shipment": "1", "weight_t": 10.0}, {"shipment": "1", "weight_t": 12.0}, {"shipment": "2", "weight_t": None},
        {"shipment": "3", "weight_t": 5.0, "value_usd": 900.0, **pledged(day("2020-01-01"))},
    )  # fmt: skip
    sums = ["low", "high", "consignments", "without"]
    weights, values = (totals(found, it).set_index("state")[sums] for it in ("quantity_t", "value_usd"))
    assert list(weights.loc["delivered"]) == [10, 12, 2, 1]
    assert list(weights.loc["untraced"]) == [5, 5, 1, 0]
    assert list(values.loc["untraced"]) == [900, 900, 1, 0]
    assert list(weights.index) == list(values.index) == ["untraced", "delivered"]


def test_a_caveat_adds_to_the_high_sum_alone():
    joint = {"caveat": "joint"}
    added = totals(of({"weight_t": 10.0, **joint}), "quantity_t")
    assert list(added.iloc[0][["low", "high"]]) == [0, 10]


def test_no_aid_gives_the_same_columns():
    empty, full = of(), of({})
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert totals(empty, "quantity_t").empty
    assert days_taken(empty).empty


def test_on_the_record_ways_worked_out_by_hand():
    found = pipeline(consignments(frames.curated(Aid)), KNOWN_TO, PUBLISHERS).set_index("shipment")
    assert words(found.loc[["KAZ-2021-10-flour"]]) == "pledged to delivered in 21 days"  # 26 Sep to 17 Oct 2021
    assert found.loc["KGZ-2021-student-visas", "pledged_to_delivered_low"] == 46  # 27 Aug to 12 Oct 2021
    flight = words(found.loc[["KAZ-2025-04-medicine-flight"]])
    assert flight == "pledged to delivered in 0 to 13 days"  # 17 Apr to April
    assert found.loc["TKM-2022-09-rail-training", "out_of_order"] == "dispatched_to_delivered"
    assert found.loc["KAZ-2022-02-iofs-flour", ["state", "waiting_days"]].tolist() == ["untraced", 1478]


def test_on_the_record_no_way_is_longer_than_the_days_after_which_a_pledge_is_without_trace():
    found = pipeline(consignments(frames.curated(Aid)), KNOWN_TO, PUBLISHERS)
    exact = found.loc[found["pledged_to_delivered_exact"], "pledged_to_delivered_high"]
    assert 200 < exact.max() < TRACE_DAYS
    for one, two in STEPS:
        assert (found[f"{one}_to_{two}_low"] <= found[f"{one}_to_{two}_high"]).fillna(value=True).all()


def test_on_the_record_every_consignment_has_a_state_and_no_total_loses_one():
    found = pipeline(consignments(frames.curated(Aid)), KNOWN_TO, PUBLISHERS)
    assert set(found["state"]) <= set(STATES)
    for measure in ("quantity_t", "value_usd"):
        assert totals(found, measure)["consignments"].sum() == found["counts"].sum()


def test_on_the_record_ways_and_their_days_are_as_declared():
    reports = frames.curated(Aid)
    found = pipeline(consignments(reports), KNOWN_TO, PUBLISHERS)
    conforms(found, Way, reports)
    conforms(days_taken(found), DaysTaken, reports)


def test_days_are_a_range_of_those_known_to_the_day_with_the_reports_of_these_behind():
    second = ({**it, "shipment": "KAZ-2023-05-b"} for it in (pledged(day("2023-04-01")), day("2023-04-03")))
    third = ({**it, "shipment": "KAZ-2023-06-c"} for it in (pledged(month("2023-02-01", "2023-02-28")), {}))
    ways = of(pledged(day("2023-04-01")), {}, *second, *third)
    (taken,) = days_taken(ways).to_dict("records")
    assert (taken["step"], taken["low"], taken["high"], taken["consignments"]) == ("pledged_to_delivered", 2, 14, 2)
    exact = timed(ways)
    assert list(exact["shipment"]) == ["KAZ-2023-05-b", "KAZ-2023-04-a"]
    assert set(taken["behind"]) == {row_id for ids in exact["behind"] for row_id in ids}
    assert len(taken["behind"]) == 4


def test_pledges_are_counted_with_those_that_have_no_later_report():
    open_ = pledged(day("2023-04-01"), shipment="b")
    undated = pledged({"start": None, "end": None, "precision": "unknown"}, shipment="c")
    assert pledges(of(pledged(day("2023-04-01")), {}, open_, undated, {"shipment": "d"})) == (3, 2)


def test_a_delivery_alone_is_no_way():
    ways = of({"shipment": "a"}, {"shipment": "b"}, pledged(day("2023-04-01"), shipment="b"))
    assert list(with_earlier_stage(ways)["shipment"]) == ["b"]


def test_the_heaviest_come_first_and_those_without_a_weight_last():
    ways = of({}, {"shipment": "b", "weight_t": None, **day("2025-01-01")}, {"shipment": "c", "weight_t": 90.0})
    assert list(in_order(ways, "largest")["shipment"]) == ["c", "KAZ-2023-04-a", "b"]
    assert in_order(ways, "newest")["shipment"].iloc[0] == "b"


def test_publishers_are_named_once_and_a_source_without_one_by_its_id():
    ways = of({}, {"source_id": "b", "start": "2023-04-16", "end": "2023-04-16"}, {"source_id": "x"})
    assert ways["publisher"].item() == "A paper;x;An agency"
