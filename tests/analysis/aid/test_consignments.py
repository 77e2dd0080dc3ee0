"""Aid by consignment: reports become one row, rows become sums; worked out by hand."""

import datetime as dt

import pandas as pd
import pytest

from analysis.aid.consignments import STAGES, AidTotal, Consignment, Given, consignments, since, single, totals
from analysis.aid.sums import GROUPS, stacked
from data.schema.tables import Aid
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import day

KABUL = dt.date(2021, 8, 15)


def of(*reports: frames.Row) -> pd.DataFrame:
    return consignments(frames.aid(*reports))


def one(*reports: frames.Row) -> pd.Series:
    (row,) = of(*reports).to_dict("records")
    return pd.Series(row)


def test_reports_of_one_shipment_are_one_row_with_all_of_them_behind():
    reports = frames.aid({}, {"weight_t": 12.0, "source_id": "b"}, {"shipment": "b", "donor": "UZB"})
    rows = consignments(reports).set_index("shipment")
    assert list(rows.index) == ["KAZ-2023-04-a", "b"]
    assert rows.loc["KAZ-2023-04-a", ["weight_low_t", "weight_high_t", "reports"]].tolist() == [10, 12, 2]
    assert set(rows.loc["KAZ-2023-04-a", "behind"]) == set(reports["row_id"][:2])
    assert rows.loc["b", "behind"] == (reports["row_id"][2],)


def test_each_cell_of_a_consignment_is_of_the_reports_that_give_it():
    reports = [
        {"status": "pledged", "start": "2022-12-01", "end": "2022-12-31", "precision": "month", "weight_t": 20.0,
         "value_usd": 9e3, "source_id": "p", "category": "mixed"},
        {"status": "dispatched", **day("2023-04-10"), "weight_t": None, "items": "flour and sugar", "area": "Herat",
         "occasion": "floods", "occasion_on": "2023-03-01", "occasion_on_precision": "month", "channel": "WFP by rail",
         "value_usd": 8e3, "source_id": "d"},
        {"weight_t": 12.0, "area": "Herat and Kabul", "caveat": "joint"},
        {**day("2023-04-16"), "weight_t": 11.0, "items": "oil", "source_id": "b"},
    ]  # fmt: skip
    rows = frames.aid(*reports)
    (row,) = consignments(rows).to_dict("records")
    assert {str(it): row[it] for it in Consignment.columns} == {
        "shipment": "KAZ-2023-04-a", "donor": "KAZ", "stage": "delivered",
        "start": pd.Timestamp("2023-04-15"), "end": pd.Timestamp("2023-04-15"), "precision": "day", "year": 2023,
        "kind": "food", "goods": "flour", "area": "Herat and Kabul", "occasion": "floods",
        "occasion_on": pd.Timestamp("2023-03-01"), "occasion_on_precision": "month", "channel": "bilateral",
        "pledged_on": pd.Timestamp("2022-12-01"), "pledged_to": pd.Timestamp("2022-12-31"),
        "pledged_precision": "month",
        "dispatched_on": pd.Timestamp("2023-04-10"), "dispatched_to": pd.Timestamp("2023-04-10"),
        "dispatched_precision": "day",
        "delivered_on": pd.Timestamp("2023-04-15"), "delivered_to": pd.Timestamp("2023-04-15"),
        "delivered_precision": "day",
        "weight_low_t": 11, "weight_high_t": 12, "weight_from": "delivered",
        "weight_all_low_t": 11, "weight_all_high_t": 20, "weighed": True,
        "value_low_usd": 8e3, "value_high_usd": 8e3, "value_from": "dispatched",
        "caveat": "joint", "counts": True, "reports": 4, "source_ids": "a;b;d;p", "behind": row["behind"],
    }  # fmt: skip
    assert sorted(row["behind"]) == sorted(rows["row_id"])


def test_a_consignment_of_which_little_is_known_has_empty_cells():
    (row,) = of({"weight_t": None, "start": None, "end": None, "precision": "unknown"}).to_dict("records")
    unknown = {
        str(it) for it in Consignment.columns if it in row and not isinstance(row[it], tuple) and pd.isna(row[it])
    }
    assert unknown == {
        "start", "end", "occasion_on", "weight_low_t", "weight_high_t", "weight_all_low_t", "weight_all_high_t",
        "value_low_usd", "value_high_usd", *(f"{it}_{to}" for it in STAGES for to in ("on", "to")),
    }  # fmt: skip
    blank = ("area", "occasion", "caveat", "weight_from", "value_from")
    assert [row[it] for it in (*blank, "year", "weighed")] == ["", "", "", "", "", 0, False]
    assert {row[f"{it}_precision"] for it in ("occasion_on", *STAGES)} == {"unknown"}


def test_stage_weight_and_wording_are_of_the_furthest_stage_that_has_any():
    row = one(
        {"status": "pledged", **day("2023-03-01"), "weight_t": 20.0, "area": "Kabul and Herat", "source_id": "p"},
        {"status": "dispatched", **day("2023-04-01"), "weight_t": None, "items": "flour, and sugar", "source_id": "d"},
        {"weight_t": None},
    )
    assert (row["stage"], row["weight_low_t"], row["weight_from"]) == ("delivered", 20, "pledged")
    assert (row["goods"], row["area"]) == ("flour", "Kabul and Herat")
    assert row["source_ids"] == "a;d;p"
    assert (row["pledged_on"], row["delivered_on"]) == (pd.Timestamp("2023-03-01"), pd.Timestamp("2023-04-15"))


def test_the_first_report_of_a_stage_dates_it_and_the_exact_one_on_a_tie():
    whole = {"start": "2023-04-01", "end": "2023-04-15", "precision": "day"}
    assert one(whole, {"source_id": "b"})["start"] == pd.Timestamp("2023-04-15")
    undated = {"start": None, "end": None, "precision": "unknown", "source_id": "c"}
    assert one(undated, {})["start"] == pd.Timestamp("2023-04-15")
    assert one(undated)["year"] == 0


def test_the_kind_is_that_of_most_reports_and_on_a_tie_that_of_the_furthest_stage():
    pledge = {"status": "pledged", **day("2023-03-01"), "category": "mixed"}
    assert one(pledge, {})["kind"] == "food"
    assert one(pledge, {**pledge, "source_id": "b"}, {})["kind"] == "mixed"
    for kinds in (("food", "fuel"), ("fuel", "food")):  # on a tie of all, the first of our order
        assert one(*({"category": it, "source_id": it} for it in kinds))["kind"] == "food"


def test_a_report_of_the_whole_lifts_the_caveat_that_a_part_had_arrived():
    part = {"caveat": "partly", **day("2023-04-10")}
    assert one({"status": "dispatched", **day("2023-04-01")}, part)[["stage", "caveat"]].tolist() == [
        "dispatched",
        "partly",
    ]
    assert one(part, {})[["stage", "caveat"]].tolist() == ["delivered", ""]


@pytest.mark.parametrize(
    ("caveat", "counts"), [("cumulative", False), ("discount", False), ("joint", True), (None, True)]
)
def test_claims_of_sums_and_discounts_are_added_to_nothing(caveat, counts):
    rows = of({"caveat": caveat})
    assert rows["counts"].item() == counts
    assert len(totals(rows, [])) == counts
    assert len(single(rows)) == (caveat != "cumulative")


def test_sums_are_ranges_with_the_reports_of_their_consignments_behind():
    reports = frames.aid(
        {}, {"weight_t": 12.0, "source_id": "b"}, {"shipment": "b", "weight_t": None},
        {"shipment": "c", "weight_t": 5.0, "caveat": "overlap"}, {"shipment": "d", "status": "pledged", "weight_t": 7.0},
    )  # fmt: skip
    (whole,) = totals(consignments(reports), []).to_dict("records")
    sums = [whole[it] for it in ("low", "high", "pledged", "consignments", "without")]
    assert sums == [17, 24, 7, 4, 1]
    assert set(whole["behind"]) == set(reports["row_id"])
    by_stage = totals(consignments(reports), ["stage"]).set_index("stage")
    assert by_stage["low"].to_dict() == {"delivered": 10, "pledged": 7}
    assert by_stage.loc["pledged", "behind"] == (reports["row_id"][4],)


def test_a_sum_of_nothing_known_is_empty_and_not_zero():
    (row,) = totals(of({"weight_t": None}), ["donor"]).to_dict("records")
    assert (pd.isna(row["low"]), pd.isna(row["high"]), row["without"]) == (True, True, 1)


def test_bars_have_parts_with_a_figure_alone_and_there_is_none_without_any_figure():
    rows = of(
        {"category": "fuel"}, {"shipment": "b", "donor": "UZB", "weight_t": None}, {"shipment": "c", "weight_t": 90.0}
    )
    bars, parts = stacked(rows, "kind", "quantity_t")
    assert bars[["kind", "low", "consignments"]].to_numpy().tolist() == [["food", 90, 2], ["fuel", 10, 1]]
    assert parts[["donor", "kind", "low"]].to_numpy().tolist() == [["KAZ", "food", 90], ["KAZ", "fuel", 10]]
    more_fuel = of({"category": "fuel", "weight_t": 50.0}, {"shipment": "b"})
    assert list(stacked(more_fuel, "kind", "quantity_t")[0]["kind"]) == ["fuel", "food"]
    assert list(stacked(rows, "donor", "quantity_t")[0]["donor"]) == ["KAZ", "UZB"]
    assert all(frame.empty for frame in stacked(rows, "donor", "value_usd"))


def test_what_is_given_since_a_day_counts_what_was_sent_and_what_arrived():
    sent = {"shipment": "b", "status": "dispatched", "weight_t": 5.0}
    given = since(of({}, sent, {"shipment": "c", **day("2021-08-14")}), KABUL)
    assert given.loc["KAZ", ["delivered_low_t", "delivered_count", "sent_low_t", "sent_count"]].tolist() == [
        10,
        1,
        15,
        2,
    ]
    assert len(given.loc["KAZ", "behind"]) == 2
    assert given.loc["UZB", ["sent_count", "behind"]].tolist() == [0, ()]


def test_on_the_record_all_rows_are_as_declared():
    reports = frames.curated(Aid)
    rows = consignments(reports)
    conforms(rows, Consignment, reports)
    assert sorted(row_id for ids in rows["behind"] for row_id in ids) == sorted(reports["row_id"])
    given = since(rows, KABUL)
    conforms(given[given["sent_count"] > 0], Given, reports)
    for group in GROUPS:
        for frame in stacked(rows, group, "quantity_t"):
            conforms(frame, AidTotal, reports)


def test_no_reports_give_the_same_columns():
    empty, full = of(), of({})
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert totals(empty, ["year"]).dtypes.to_dict() == totals(full, ["year"]).dtypes.to_dict()
    assert since(empty, KABUL)["sent_count"].sum() == 0
