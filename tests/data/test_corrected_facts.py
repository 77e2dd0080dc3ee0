"""Facts that were wrong once stand corrected in Parquet: what each line of the list of corrections asks for, by hand."""

import pandas as pd
import pytest

import data
from data.schema.tables import AnnouncedDates, Crossings, Events, Projects, Recognition, Sources
from data.vocabulary import periods
from data.vocabulary.codes import OFFICES


def positions(country: str, dimension: str, value: str) -> pd.DataFrame:
    """The readings of one position, whose wording begins so, the earliest first."""
    rows = data.read(Recognition)
    mine = (rows[Recognition.country] == country) & (rows[Recognition.dimension] == dimension)
    return rows[mine & rows[Recognition.value].str.startswith(value)].sort_values(Recognition.start)


def day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"


def test_the_kazakh_ambassador_was_dismissed_in_september_2024_and_nobody_known_followed_until_april_2025():
    ambassador = positions("KAZ", "mission_in_kabul", "open_ambassador").iloc[0]
    assert (day(ambassador[Recognition.start]), day(ambassador[Recognition.until])) == ("2021-08-15", "2024-09-09")
    assert "dismissed by decree of 9 September 2024" in ambassador[Recognition.note]
    unclear = positions("KAZ", "mission_in_kabul", "open_unclear").iloc[0]
    assert (day(unclear[Recognition.start]), day(unclear[Recognition.until])) == ("2024-09-09", "2025-04-01")
    assert unclear[Recognition.source_id] == "timesca-nd-kaz-ambassador-dismissed"


def test_the_kazakh_house_in_herat_was_announced_and_then_open():
    announced, house = (
        positions("KAZ", "trade_office", it).iloc[0] for it in ("Herat: Kazakh trade rep", "Herat: Kazakh trading")
    )
    assert day(announced[Recognition.until]) == "2023-08-03"
    assert (house[Recognition.place], house[Recognition.place_status]) == ("Herat", "open")
    assert (day(house[Recognition.start]), house[Recognition.start_precision]) == ("2023-01-01", "year")


def test_the_uzbek_ambassador_was_former_on_23_september_2024():
    first, last = (row for _, row in positions("UZB", "mission_in_kabul", "open_ambassador").iterrows())
    unclear = positions("UZB", "mission_in_kabul", "open_unclear").iloc[0]
    ends = [day(it[Recognition.until]) for it in (first, unclear, last)]
    assert ends == ["2024-09-23", "2024-10-27", ""]
    assert day(unclear[Recognition.start]) == "2024-09-23"
    assert unclear[Recognition.source_id] == "kursiv-uz-2024-09-23-bahr"


def test_preferred_positions_follow_each_other_without_a_day_between_them_in_kabul():
    rows = data.read(Recognition)
    assert "mission_in_kabul" not in OFFICES
    for country in ("KAZ", "UZB"):
        drawn = rows[(rows[Recognition.country] == country) & (rows[Recognition.dimension] == "mission_in_kabul")]
        drawn = drawn[drawn[Recognition.preferred]].sort_values(Recognition.start)
        assert list(drawn[Recognition.until])[:-1] == list(drawn[Recognition.start])[1:]


@pytest.mark.parametrize(
    ("event", "date", "sources"),
    [
        ("2025-11-15-tjk-delegation-kabul", "2025-11-15", {"asiaplus-2025-11-25-cautious-cooperation"}),
        ("2026-02-04-trans-afghan-study-approved", "2026-02-04",
         {"afghanverified-nd-railway-ratified", "ariana-nd-railway-study-approved"}),
        ("2025-11-12-eu-central-asia-brussels", "2025-11-12", {"astanatimes-2025-11-eu-envoys"}),
        ("2024-04-26-kaz-tkm-herat-hub", "2024-04-26", {"afintl-2024-04-26-three-sided"}),
        ("2024-04-24-kaz-zhumangarin-kabul", "2024-04-24", {"dpmea-nd-zhumangarin-baradar"}),
        ("2026-02-16-contact-group-astana", "2026-02-16", {"astanatimes-2026-02-unified-strategy"}),
        ("2022-06-21-uzb-termez-hub-decree", "2022-06-21", {"the-sun-2022-06-24-termez-hub"}),
    ],
)  # fmt: skip
def test_an_event_has_its_day_in_its_id_too_and_cites_who_gives_it(event, date, sources):
    row = data.read(Events).set_index(Events.event_id).loc[event]
    assert (day(row[Events.start]), row[Events.precision]) == (date, "day")
    assert sources <= set(row[Events.source_ids].split(";"))


@pytest.mark.parametrize(
    "old",
    ["2025-11-17-tjk-delegation-kabul", "2026-02-07-trans-afghan-study-approved", "2025-11-eu-central-asia-brussels",
     "2024-04-kaz-tkm-herat-hub", "2024-04-kaz-zhumangarin-kabul"],
)  # fmt: skip
def test_no_event_keeps_an_id_with_the_wrong_date(old):
    assert old not in set(data.read(Events)[Events.event_id])


def test_summaries_say_no_longer_that_a_date_is_that_of_a_report_and_keep_what_is_open():
    said = data.read(Events).set_index(Events.event_id)[Events.summary]
    assert "Noori report" not in said["2025-11-15-tjk-delegation-kabul"]
    assert "date is that of the decree" in said["2026-02-04-trans-afghan-study-approved"]
    assert "23 June" in said["2022-06-21-uzb-termez-hub-decree"]


def test_the_railway_study_was_approved_on_4_february_2026():
    rows = data.read(Projects)
    mine = rows[(rows[Projects.status] == "feasibility_study") & (rows[Projects.start] >= "2026-02-01")]
    assert {*mine[Projects.start].map(day)} == {"2026-02-04"}
    assert set(mine[Projects.source_id]) == {"sputnikuz-2026-02-07-teo-agreement", "afghanverified-nd-railway-ratified"}
    dates = data.read(AnnouncedDates).set_index(AnnouncedDates.goal)
    due = dates.loc["three_country_study"]  # six months after the decree
    assert (day(due[AnnouncedDates.start]), day(due[AnnouncedDates.due_start])) == ("2026-02-04", "2026-08-01")


def test_casa_1000_is_1270_km_long_by_the_page_that_the_row_cites():
    rows = data.read(Projects)
    row = rows[(rows[Projects.project] == "CASA-1000") & (rows[Projects.start] == "2021-08-01")].iloc[0]
    assert (row[Projects.status], row[Projects.length_km]) == ("suspended", 1270)
    assert row[Projects.source_id] == "landgala-nd-casa-resumed"


@pytest.mark.parametrize(
    ("country", "dimension", "value", "words"),
    [
        (
            "KGZ",
            "afghan_mission",
            "taliban_diplomats_accredited",
            ("25 March 2023", "names Kazakhstan but not Kyrgyzstan"),
        ),
        ("KAZ", "special_envoy", "Yerkin Tukumov", ("Institute for Strategic Studies", "ambassador to Pakistan")),
    ],
)
def test_a_note_names_what_else_is_known(country, dimension, value, words):
    note = positions(country, dimension, value)[Recognition.note].iloc[0]
    assert [it for it in words if it not in note] == []


@pytest.mark.parametrize(
    ("country", "dimension", "value", "seen", "precision"),
    [
        ("UZB", "trade_office", "Kabul: Uzbek trading house", "2025-08-01", "month"),  # 14 May, and by UzA later
        ("UZB", "trade_office", "Mazar-i-Sharif: Uzbek trading house", "2025-08-01", "month"),
        ("UZB", "trade_office", "Mazar-i-Sharif: chamber of commerce", "2025-08-01", "month"),
        ("TKM", "consulates", "Mazar-i-Sharif: Turkmen consulate general", "2021-12-14", "day"),
        ("KGZ", "afghan_mission", "taliban_charge", "2025-08-12", "day"),
    ],
)
def test_a_position_was_last_seen(country, dimension, value, seen, precision):
    row = positions(country, dimension, value).iloc[0]
    assert (day(row[Recognition.last_seen]), row[Recognition.last_seen_precision]) == (seen, precision)


def test_the_opening_in_mazar_of_may_2025_goes_before_the_announcement_of_march():
    rows = positions("UZB", "trade_office", "Mazar-i-Sharif")
    assert dict(zip(rows[Recognition.start].map(day), rows[Recognition.preferred], strict=True)) == {
        "2025-03-06": False, "2025-05-01": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "published"),
    [
        ("opednews-nd-delhi-dialogue", "15 Nov 2021"),  # 211115 in the address
        ("rbcukraine-nd-kgz-delisting", "6 Sep 2024"),  # 1,725,653,071 seconds after 1970
        ("hrlo-nd-hrc54", "15 Jan 2024"),
        ("kiwix-nd-ishkoshim", "Oct 2018"),
        ("osmarks-nd-serhetabat", "Aug 2020"),
        ("tolo-nd-irgashev-recognition", "7 May 2022"),
        ("caspianpost-nd-tajik-delegation-kabul", "Nov 2025"),
        ("azadi-nd-uzbek-exports", "18 Dec 2025"),
        ("atlaspress-nd-haqqani-bishkek", "undated"),  # the date in its address is that of another article
        ("statesman-nd-saber-first", "undated"),  # 1503053743 would be August 2017
    ],
)
def test_a_source_has_the_date_of_its_address_or_of_what_we_say_of_it(source, published):
    row = data.read(Sources).set_index(Sources.source_id).loc[source]
    assert periods.label(row[Sources.start], row[Sources.end], row[Sources.precision], unknown="undated") == published


def test_a_crossing_that_cites_a_copy_of_wikipedia_says_so():
    rows = data.read(Crossings)
    publishers = data.read(Sources).set_index(Sources.source_id)[Sources.publisher]
    copied = rows[Crossings.source_id].map(publishers).str.contains("Wiki")
    assert copied.sum() == 10
    assert (rows[Crossings.note].str.contains("Wikipedia") == copied).all()
