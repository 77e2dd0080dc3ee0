"""UN Comtrade: each report finds its place, its unit and its name; what is in another unit is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.trade import commodities, mirrored
from data.schema.check import check
from data.schema.tables import Sources
from data.vocabulary.codes import COMMODITIES, goods
from loaders import comtrade
from tests.support.comtrade_service import (
    AFG,
    KAZ,
    RECORDS,
    TJK,
    UZB,
    Service,
    answers,
    checked,
    only,
    record,
    refused,
    releases_of,
    wheat,
)


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    monkeypatch.delenv("COMTRADE_KEY", raising=False)


def test_the_rows_pass_the_checker_and_their_sources_exist():
    sources = check(comtrade.sources(Service()), Sources, where="comtrade")
    assert list(sources["source_id"]) == [f"un-comtrade-{it}" for it in ("afg", "kaz", "kgz", "tjk", "uzb")]
    assert set(sources["start"].dt.strftime("%Y-%m-%d")) == {"2024-06-01"}
    assert len(checked(Service())) == len(RECORDS)


def test_the_rows_are_not_handed_on_whole():
    assert comtrade.COMMITTED is False


@pytest.mark.parametrize(
    ("shown", "country", "flow", "valuation", "reported_by"),
    [
        (record(UZB, 2021, "X", value=7), "UZB", "export", "FOB", "UZB"),
        (record(UZB, 2021, "M", value=7), "UZB", "import", "CIF", "UZB"),
        (record(AFG, 2021, "X", value=7, partner=UZB), "UZB", "import", "FOB", "AFG"),
        (record(AFG, 2021, "M", value=7, partner=UZB), "UZB", "export", "CIF", "AFG"),
    ],
)
def test_each_side_and_flow_finds_its_place(shown, country, flow, valuation, reported_by):
    row = only(checked(Service([*RECORDS, shown])), value_usd=7)
    assert (row["country"], row["flow"], row["valuation"], row["reported_by"]) == (
        country,
        flow,
        valuation,
        reported_by,
    )
    assert (row["status"], row["source_id"]) == ("statistic", f"un-comtrade-{reported_by.lower()}")


def test_a_total_a_chapter_and_a_heading_are_told_apart():
    rows = checked(Service())
    mine = rows[(rows["reported_by"] == "KAZ") & (rows["start"] == "2023-01-01") & (rows["flow"] == "export")]
    mine = mine.set_index("commodity")
    assert mine["hs"].dropna().to_dict() == {"hs_10": "10", "wheat": "1001"}
    assert mine["value_usd"].to_dict() == {"total": 600e6, "hs_10": 210e6, "wheat": 200e6}
    assert mine["commodity_name"].dropna().to_dict() == {"hs_10": "cereals"}
    assert goods(mine.reset_index().set_index("hs", drop=False).loc["10"]) == "cereals (HS 10)"


def test_every_code_that_is_asked_for_has_a_name_of_its_own():
    get = Service()
    comtrade.trade(get)
    codes = get.questions()[0]["cmdCode"].split(",")
    assert len(codes) == len(set(codes)) == 1 + 98 + 14
    goods = [comtrade._goods(it) for it in codes]
    assert len({it["commodity"] for it in goods}) == len(
        codes
    )  # or two goods would pass for conflicting reports of one
    assert {it["commodity"] for it in goods if "commodity_name" not in it} <= set(COMMODITIES)


def test_chapters_are_not_drawn_beside_their_headings():
    goods = commodities.single_goods(checked(Service()), flow="export", by=mirrored.OWN)
    assert set(goods["commodity"]) == {"wheat", "electricity"}


def test_months_are_months_and_years_are_years():
    rows = checked(Service())
    month = only(rows, value_usd=46e6)
    assert (str(month["start"].date()), str(month["end"].date()), month["precision"]) == (
        "2024-02-01",
        "2024-02-29",
        "month",
    )
    assert only(rows, value_usd=500e6)["precision"] == "year"


@settings(deadline=None)
@given(st.integers(2015, 2039), st.integers(1, 12))
def test_any_month_is_read(year, month):
    shown = record(TJK, f"{year}{month:02d}", value=7)
    row = only(comtrade.trade(Service([*RECORDS, shown])), value_usd=7)
    assert str(row["start"]) == f"{year}-{month:02d}-01"
    assert pd.Timestamp(row["end"]) == pd.Timestamp(row["start"]) + pd.offsets.MonthEnd()


def test_the_note_tells_the_edition_and_what_was_added_to_the_report():
    rows = checked(Service([
        *RECORDS, record(UZB, 2023, code="1512", value=7, netWgt=10, isNetWgtEstimated=True, isReported=True,
                         isAggregate=False, classificationCode="H5"),
    ]))  # fmt: skip
    assert only(rows, value_usd=7)["note"] == (
        "HS 2017; sunflower, safflower and cottonseed oil; weight estimated by the United Nations"
    )
    assert only(rows, value_usd=210e6)["note"] == "HS 2022; added up by the United Nations from the report"
    assert only(rows, value_usd=600e6)["note"] == "added up by the United Nations from the report"
    shown = record(UZB, 2023, code="1512", value=7, isReported=True, isAggregate=False, classificationCode="H9")
    assert only(checked(Service([*RECORDS, shown])), value_usd=7)["note"].startswith("HS H9; ")  # an edition to come


def test_names_are_read_in_any_case():
    def loud(_params, answer):
        return {**answer, "data": [{name.upper(): it for name, it in row.items()} for row in answer["data"]]}

    assert checked(Service(spoil=answers(loud))).equals(checked(Service()))


# Quantities


@settings(deadline=None)
@given(st.floats(1, 1e12), st.booleans())
def test_kilograms_become_tonnes_and_megawatt_hours_gigawatt_hours(quantity, weighed):
    """By net weight, or by a quantity that is in kilograms."""
    by = {"netWgt": quantity, "qty": 0} if weighed else {"netWgt": None, "qty": quantity, "qtyUnitCode": 8}
    goods = comtrade._row(lower(record(TJK, 2023, code="2523", **by)))
    assert (goods["quantity_t"], goods["quantity_gwh"]) == (pytest.approx(quantity / 1000), None)
    power = comtrade._row(lower(record(TJK, 2023, code="2716", qty=quantity, qtyUnitCode=3, netWgt=5)))
    assert (power["quantity_t"], power["quantity_gwh"]) == (None, pytest.approx(quantity / 1000))


def lower(shown):
    return {name.lower(): it for name, it in shown.items()}


@pytest.mark.parametrize(
    ("shown", "tonnes"),
    [
        ({"qtyUnitCode": -1, "qty": 0, "netWgt": 0}, None),
        ({"qtyUnitCode": -1, "qty": None, "netWgt": None}, None),
        ({"qtyUnitCode": 8, "qty": None, "netWgt": None}, None),
        ({"qtyUnitCode": 8, "qty": 0, "netWgt": 0, "isNetWgtEstimated": True, "isQtyEstimated": True}, None),
        ({"qtyUnitCode": 8, "qty": 0, "netWgt": 0, "primaryValue": 0}, 0.0),  # reported as zero
        (
            {"qty": 0, "netWgt": 0, "primaryValue": 0, "isNetWgtEstimated": True, "isQtyEstimated": True},
            None,
        ),  # not weighed
        ({"qtyUnitCode": 8, "qty": 0, "netWgt": 0, "primaryValue": 150e6}, None),  # goods for dollars weigh something
        ({"qtyUnitCode": 8, "qty": 0, "netWgt": None, "primaryValue": 0.5}, None),
        ({"qtyUnitCode": 5, "qty": 12, "netWgt": None}, None),  # pieces
        ({"qtyUnitCode": 8, "qty": 3000.0, "netWgt": 2500.0}, 2.5),  # the net weight, where there is one
        ({"qtyUnitCode": -1, "qty": 0, "netWgt": 2500.0}, 2.5),  # a chapter has a weight and no unit
    ],
)
def test_a_missing_quantity_is_missing_and_a_reported_zero_is_zero(shown, tonnes):
    assert comtrade._row(lower(record(UZB, 2023, code="8703", **shown)))["quantity_t"] == tonnes


def test_electricity_in_another_unit_has_no_quantity():
    row = comtrade._row(lower(record(TJK, 2023, code="2716", qty=3_000, qtyUnitCode=8, netWgt=3_000)))
    assert (row["quantity_t"], row["quantity_gwh"]) == (None, None)


def test_no_electricity_for_dollars_is_a_quantity_that_is_missing():
    shown = {"qtyUnitCode": 3, "qty": 0}
    assert comtrade._row(lower(record(TJK, 2023, code="2716", value=50e6, **shown)))["quantity_gwh"] is None
    assert comtrade._row(lower(record(TJK, 2023, code="2716", value=0, **shown)))["quantity_gwh"] == 0


def with_units(*more, without):
    return Service([*(it for it in RECORDS if it["cmdCode"] != without), *more])


@pytest.mark.parametrize(
    ("get", "shown"),
    [
        (Service([{**it, "primaryValue": it["primaryValue"] / 1e3} for it in RECORDS]),
         "Kazakhstan's exports to Afghanistan in 2022, in US dollars: 500,000 is outside 100,000,000 to 2,000,000,000"),
        (Service([{**it, "primaryValue": it["primaryValue"] * 1e3} for it in RECORDS]), "500,000,000,000 is outside"),
        (with_units(wheat(kilograms=800e3), without="1001"),
         "Kazakhstan's wheat and flour, in US dollars a tonne: 250,000 is outside 50 to 2,000. Is it in another unit?"),
        (with_units(wheat(kilograms=800e9), without="1001"), "0.25 is outside 50 to 2,000"),
        (with_units(record(TJK, 2023, code="2716", value=50e6, qtyUnitCode=3, qty=1e9), without="2716"),
         "electricity of TJK in 2023-01, in US dollars a GWh: 50 is outside 5,000 to 500,000"),
        (with_units(record(TJK, 2023, code="2716", value=50e6, qtyUnitCode=3, qty=1e3), without="2716"), "50,000,000 is outside"),
        (Service([it for it in RECORDS if it["reporterCode"] != KAZ]), "no year of Kazakhstan's exports to Afghanistan"),
    ],
)  # fmt: skip
def test_a_figure_in_another_unit_is_refused(get, shown):
    assert shown in refused(get)


def test_a_release_without_a_date_leaves_the_day_unknown():
    rows = check(comtrade.sources(Service(releases=releases_of(RECORDS, day=None))), Sources, where="comtrade")
    assert set(rows["precision"]) == {"unknown"}


def test_a_report_is_dated_by_its_latest_release():
    newest = releases_of([record(KAZ, 2022)], "2023-01-01T00:00:00") + releases_of(
        [record(KAZ, 202401)], "2025-03-02T00:00:00"
    )
    assert str(comtrade.sources(Service(releases=newest)).loc[0, "start"]) == "2025-03-02"


def test_a_weight_that_is_no_number_is_named_with_its_record():
    assert refused(Service([*RECORDS[:3], wheat(kilograms="much"), *RECORDS[4:]])).startswith(
        "UN Comtrade, 1001 of KAZ in 2023: "
    )


@pytest.mark.parametrize(
    ("weight", "value", "unit", "estimated", "known"),
    [
        (0, 0, 8, False, 0), (0, 5, 8, False, None), (0, 0, -1, False, None), (0, 0, None, False, None),
        (0, 0, 8, True, None), (7, 5, -1, True, 7), (None, 0, 8, False, None),
    ],
)  # fmt: skip
def test_a_zero_without_a_unit_or_estimated_or_beside_a_value_is_no_weight(weight, value, unit, estimated, known):
    shown = record(KAZ, 2023, value=value, netWgt=weight, isNetWgtEstimated=estimated, qtyUnitCode=unit)
    assert comtrade._measured({field.lower(): it for field, it in shown.items()}, "netwgt") == known


@pytest.mark.parametrize(("aggregate", "reported", "added_up"), [(True, False, True), (True, True, False)])
def test_what_the_united_nations_added_up_and_nobody_reported_is_marked(aggregate, reported, added_up):
    shown = record(UZB, 2021, value=7, isAggregate=aggregate, isReported=reported)
    note = only(comtrade.trade(Service([*RECORDS, shown])), value_usd=7)["note"]
    assert (note == "added up by the United Nations from the report") is added_up
