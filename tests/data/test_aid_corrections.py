"""What pages say of single consignments, looked up in the Parquet, and what the consignments come to with it."""

import datetime as dt

import pandas as pd
import pytest

from analysis.aid.consignments import Consignment, Given, consignments, since
from data.schema.tables import Aid, Sources
from tests.support.frames import curated


def report(shipment: str, source_id: str, status: str = "") -> pd.Series:
    """The one report of a shipment by a source."""
    rows = curated(Aid)
    rows = rows[(rows[Aid.shipment] == shipment) & (rows[Aid.source_id] == source_id)]
    (row,) = rows[rows[Aid.status] == status].to_dict("records") if status else rows.to_dict("records")
    return pd.Series(row)


@pytest.fixture(scope="module")
def every() -> pd.DataFrame:
    return consignments(curated(Aid)).set_index(Consignment.shipment)


def test_the_turkmen_gift_of_september_2024_is_930_tonnes_and_the_93_lost_a_digit(every):
    slip = report("TKM-2024-09-tapi-gift", "check-point-nd-93-tons")
    assert pd.isna(slip[Aid.weight_t])
    assert "a digit lost: over 930 t" in slip[Aid.note]
    assert report("TKM-2024-09-tapi-gift", "amu-fa-2024-09-12-930-tonnes")[Aid.weight_t] == 930
    gift = every.loc["TKM-2024-09-tapi-gift"]
    assert (gift[Consignment.weight_low_t], gift[Consignment.weight_high_t]) == (930, 930)


def test_the_goods_of_that_gift_are_fuel_and_cement():
    slip = report("TKM-2024-09-tapi-gift", "check-point-nd-93-tons")
    assert slip[Aid.items] == "drinks, baby food, biscuits, fertiliser, fuel and cement"
    assert "342 t of fuel and 18 t of cement" in slip[Aid.note]


def test_the_fifty_million_for_students_are_delivered_and_dated_2010(every):
    assert report("KAZ-2010-2020-students-programme", "euractiv-nd-afghan-women")[Aid.status] == "delivered"
    assert report("KAZ-2010-2020-students-programme", "kazinform-2019-10-09-tileuberdi")[Aid.status] == "pledged"
    programme = every.loc["KAZ-2010-2020-students-programme"]
    assert (programme[Consignment.stage], programme[Consignment.year]) == ("delivered", 2010)
    assert programme[Consignment.value_low_usd] == programme[Consignment.value_high_usd] == 50e6


def test_the_page_on_these_students_is_of_5_september_2018():
    rows = curated(Sources).set_index(Sources.source_id)
    assert rows.loc["euractiv-nd-afghan-women", Sources.start] == pd.Timestamp("2018-09-05")


@pytest.mark.parametrize(
    ("shipment", "stage", "day", "reports"),
    [
        ("TKM-2020-05-ramadan", "delivered", "2020-05-02", 4),
        ("UZB-2021-11-mazar-airport", "delivered", "2022-10-25", 6),
    ],
)
def test_what_was_pledged_or_dispatched_has_been_delivered(shipment, stage, day, reports, every):
    row = every.loc[shipment]
    assert (row[Consignment.stage], row[Consignment.start], row[Consignment.reports]) == (
        stage,
        pd.Timestamp(day),
        reports,
    )


def test_part_of_the_food_for_ramadan_2020_was_seized_on_the_way():
    assert "seized by the Taliban" in report("TKM-2020-05-ramadan", "azathabar-nd-taliban-seizure")[Aid.note]


def test_both_weights_of_the_train_to_herat_stay_and_its_dateline_is_no_place(every):
    train = every.loc["KAZ-2025-09-rail"]
    assert (train[Consignment.weight_low_t], train[Consignment.weight_high_t]) == (272.728, 850)
    assert pd.isna(report("KAZ-2025-09-rail", "infozakon-2025-09-24-kazaid-rail")[Aid.area])


@pytest.mark.parametrize(
    ("shipment", "source_id", "words"),
    [
        ("KAZ-2023-04-ramadan", "ariana-news-2023-04-11-kazakh-rail-aid", "81 in all, 35 handed over first and 46"),
        ("KGZ-2025-09-kunar", "24kg-2025-10-04-130-tons", "6.87m is the value of the whole, 2m of the clothes"),
        ("KGZ-2025-09-kunar", "pajhwok-2025-10-05-130-tonnes", "6.87m is the value of the whole, 2m of the clothes"),
        ("KAZ-2021-students-support", "caravan-2021-08-26-charter", "took the charter flight back: not settled"),
        ("KGZ-cumulative-2021-2025", "24kg-2025-10-04-130-tons", "leaves out the 95 t for the Pamir of October 2021"),
    ],
)
def test_a_note_has_what_another_page_adds(shipment, source_id, words):
    assert words in report(shipment, source_id)[Aid.note]


def test_the_kyrgyz_cargo_of_september_2025_was_handed_over(every):
    row = report("KGZ-2025-09-kunar", "azattyk-nd-130-tonnes")
    assert (row[Aid.status], row[Aid.start]) == ("delivered", pd.Timestamp("2025-09-27"))
    assert every.loc["KGZ-2025-09-kunar", Consignment.start] == pd.Timestamp("2025-09-27")


def test_the_winter_train_weighs_3700_to_4000_tonnes(every):
    train = every.loc["UZB-2021-12-winter-train"]
    assert (train[Consignment.weight_low_t], train[Consignment.weight_high_t]) == (3700, 4000)


def test_the_62_tonnes_for_herat_have_lost_their_thousands_and_are_no_weight(every):
    row = report("KAZ-2023-10-herat-rail", "memar-nd-62-tonnes")
    assert pd.isna(row[Aid.weight_t])
    assert every.loc["KAZ-2023-10-herat-rail", Consignment.weight_low_t] == 1659


def test_a_joint_gift_and_claims_of_a_quarter_have_their_caveat(every):
    assert every.loc["KAZ-2023-iofs-flour", Consignment.caveat] == "joint"
    claims = every[every[Consignment.caveat] == "cumulative"]
    assert list(claims.index) == [
        "KAZ-cumulative-to-2019",
        "KAZ-2022-01-cumulative",
        "KAZ-2022-q1-cumulative",
        "KGZ-cumulative-2021-2025",
    ]


def test_an_occasion_has_its_date_in_a_column(every):
    quake = every.loc["TKM-2015-10-earthquake"]
    assert (quake[Consignment.occasion], quake[Consignment.occasion_on]) == (
        "Hindu Kush earthquake",
        pd.Timestamp("2015-10-01"),
    )
    assert not curated(Aid)[Aid.occasion].str.match(r"\d{4}", na=False).any()


def test_what_the_five_have_delivered_since_the_takeover(every):
    assert len(every) == 96
    given = since(every.reset_index(), dt.date(2021, 8, 15)).set_index(Given.donor)
    weights = given[[Given.delivered_low_t, Given.delivered_high_t]].round().astype(int)
    assert weights.loc["KAZ"].tolist() == [13559, 15353]
    assert weights.loc["UZB"].tolist() == [10000, 10354]
    assert weights.loc["TKM"].tolist() == [2217, 2217]
    kyrgyz = every[(every[Consignment.donor] == "KGZ") & (every[Consignment.stage] == "delivered")]
    kyrgyz = kyrgyz[kyrgyz[Consignment.counts] & (kyrgyz[Consignment.start] >= "2018")]
    assert kyrgyz[Consignment.weight_low_t].sum() == kyrgyz[Consignment.weight_high_t].sum() == 586
