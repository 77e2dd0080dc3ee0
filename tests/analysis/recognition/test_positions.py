"""Readings of positions: how long each is confirmed, which contradict it, and what stands last; worked out by hand."""

import datetime as dt

import pandas as pd
import pytest

from analysis.base.in_use import in_use
from analysis.recognition.positions import RUNGS, Spell, Standing, contradicting, spells, standing
from data.schema.tables import Recognition, Sources
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import recognition

KNOWN_TO = dt.date(2026, 3, 16)
PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2020-02-01", "undated": None}))
PUBLISHERS = pd.Series({"a": "A paper", "b": "B radio", "undated": "C page"})
MISSION = {"dimension": "afghan_mission", "value": "taliban_charge"}
OTHER = {**MISSION, "value": "taliban_ambassador", "preferred": False, "source_id": "b"}


def of(*rows: frames.Row) -> pd.DataFrame:
    return spells(recognition(*rows), PUBLISHED, KNOWN_TO, PUBLISHERS)


def days(column: pd.Series) -> list[str]:
    return list(column.dt.strftime("%Y-%m-%d"))


def values(readings: pd.DataFrame, column: str) -> dict[str, set[str]]:
    """The values of the readings that a column of row ids names, by the value of their own row."""
    known = readings.set_index(Spell.row_id)[Spell.value]
    return {value: set(known[list(ids)]) for value, ids in zip(readings[Spell.value], readings[column], strict=True)}


@pytest.mark.parametrize(
    ("row", "confirmed", "basis", "precision"),
    [
        ({"until": "2024-02-02", "until_precision": "day"}, "2024-02-02", "ended", "day"),
        ({"until": "2027-02-02", "until_precision": "year"}, "2026-03-16", "ended", "year"),
        ({"last_seen": "2024-06-01", "last_seen_precision": "month"}, "2024-06-01", "last seen", "month"),
        ({}, "2025-01-01", "published", "month"),
        ({"source_id": "b"}, "2021-08-15", "start", "day"),
        ({"source_id": "undated"}, "2021-08-15", "start", "day"),
    ],
)
def test_a_reading_is_confirmed_as_far_as_its_source_reaches(row, confirmed, basis, precision):
    reading = of(row).iloc[0]
    assert (f"{reading[Spell.confirmed_until]:%Y-%m-%d}", reading[Spell.basis]) == (confirmed, basis)
    assert reading[Spell.confirmed_precision] == precision


def test_nothing_is_shown_beyond_the_last_day_of_the_data():
    assert days(of({"until": "2027-01-01"}, {"value": "recognised"})[Spell.shown_until]) == ["2026-03-16"] * 2
    rows = recognition({"last_seen": "2023-01-01"}, {"value": "recognised", "start": "2022-01-01"})
    assert days(spells(rows, PUBLISHED, None)[Spell.shown_until]) == ["2023-01-01"] * 2


def test_a_rung_is_a_place_in_the_order_of_its_dimension():
    for dimension, steps in RUNGS.items():
        readings = of(*({"dimension": dimension, "value": it, "preferred": False} for it in steps))
        places = dict(zip(readings[Spell.value], readings[Spell.rung], strict=True))
        assert [places[it] for it in steps] == list(range(1, len(steps) + 1))
    assert of({"value": "unclear"})[Spell.rung].isna().all()


def test_a_reading_names_who_published_its_source_and_when():
    readings = of({}, {"dimension": "afghan_mission", "source_id": "undated"})
    assert list(readings[Spell.publisher]) == ["A paper", "C page"]
    assert list(readings[Spell.published].isna()) == [False, True]
    assert spells(recognition({}), PUBLISHED, KNOWN_TO)[Spell.publisher].isna().all()


@pytest.mark.parametrize(
    ("other", "contradicts"),
    [
        ({"start": "2022-06-01", "last_seen": "2023-01-01"}, {"taliban_charge"}),  # both at a time
        ({"start": "2022-06-01", "last_seen": "2025-06-01"}, {"taliban_charge", "unclear"}),
        ({"start": "2020-06-01", "last_seen": "2020-07-01"}, {"taliban_charge"}),  # the nearest in time
        ({"start": "2020-06-01", "until": "2022-01-01"}, {"taliban_charge"}),  # the nearest; its last day is the one before
        ({"start": "2023-01-01", "value": "taliban_charge", "last_seen": "2023-01-01"}, {"taliban_charge"}),
        # the date on which it ended is in dispute
        ({"start": "2024-01-01", "value": "taliban_charge", "last_seen": "2024-06-01"}, {"taliban_charge", "unclear"}),
    ],
)  # fmt: skip
def test_a_reading_contradicts_those_whose_time_or_end_it_disputes(other, contradicts):
    readings = of(
        {**MISSION, "start": "2022-01-01", "until": "2024-01-01"},
        {**MISSION, "value": "unclear", "start": "2024-01-01"},
        {**OTHER, **other},
    )
    preferred = readings[readings[Spell.preferred]]
    assert set(preferred.loc[preferred[Spell.conflicts].map(len) > 0, Spell.value]) == contradicts
    lone = readings.loc[~readings[Spell.preferred]].iloc[0]
    assert {ids for ids in preferred[Spell.conflicts] if ids} == {(lone[Spell.row_id],)}
    assert (lone[Spell.conflicts], lone[Spell.behind]) == ((), (lone[Spell.row_id],))


def test_offices_of_other_places_do_not_contradict_each_other():
    office = {"dimension": "consulates", "place": "Khorog", "place_status": "open", "value": "Khorog: consulate"}
    elsewhere = {**office, "place": "Termez", "value": "Termez: consulate", "preferred": False}
    assert not of(office, elsewhere)[Spell.conflicts].map(len).any()


def test_behind_a_reading_are_itself_and_those_that_contradict_it():
    readings = of({**MISSION, "start": "2022-01-01"}, {**OTHER, "start": "2022-06-01"}, {})
    assert values(readings, Spell.behind) == {
        "taliban_charge": {"taliban_charge", "taliban_ambassador"},
        "taliban_ambassador": {"taliban_ambassador"},
        "none": {"none"},
    }
    charge = readings[readings[Spell.value] == "taliban_charge"]
    assert list(contradicting(charge, readings)[Spell.value]) == ["taliban_ambassador"]
    assert contradicting(readings[readings[Spell.value] == "none"], readings).empty
    rows = recognition({}, {**OTHER, "start": "2022-06-01"}, {**MISSION, "start": "2022-01-01"})
    moved = spells(rows.set_axis([7, 3, 5]), PUBLISHED, KNOWN_TO, PUBLISHERS)
    assert values(moved, Spell.conflicts)["taliban_charge"] == {"taliban_ambassador"}


def test_the_last_position_stands_since_its_run_began_and_its_run_is_behind_it():
    readings = of(
        {**MISSION, "value": "republic_appointee", "until": "2022-03-17"},
        {**MISSION, "start": "2022-03-17", "start_precision": "month", "until": "2024-07-27"},
        {**MISSION, "start": "2024-07-27", "source_id": "b", "last_seen": "2025-12-01"},
        {**OTHER, "start": "2025-01-01"},
    )
    (last,) = standing(readings, KNOWN_TO).to_dict("records")
    assert (f"{last[Standing.since]:%Y-%m-%d}", last[Standing.since_precision]) == ("2022-03-17", "month")
    assert (last[Standing.over], last[Standing.confirmed]) == (False, True)
    behind = readings.set_index(Spell.row_id).loc[list(last[Standing.behind])]
    assert set(days(behind[Spell.start])) == {"2022-03-17", "2024-07-27", "2025-01-01"}


def test_a_gap_or_another_position_breaks_a_run():
    gap = of({**MISSION, "start": "2022-01-01", "until": "2023-01-01"}, {**MISSION, "start": "2024-01-01"})
    (last,) = standing(gap, KNOWN_TO).to_dict("records")
    assert f"{last[Standing.since]:%Y-%m-%d}" == "2024-01-01"
    assert len(last[Standing.behind]) == 1


def test_what_is_known_later_does_not_stand_yet():
    readings = of(
        {**MISSION, "start": "2022-01-01", "until": "2024-01-01"}, {**OTHER, "start": "2024-01-01", "preferred": True}
    )
    assert list(standing(readings, dt.date(2023, 6, 1))[Standing.value]) == ["taliban_charge"]
    assert list(standing(readings, KNOWN_TO)[Standing.value]) == ["taliban_ambassador"]


def test_a_position_that_ended_is_over_and_one_not_seen_for_a_year_is_not_confirmed():
    readings = of(
        {**MISSION, "start": "2022-01-01", "until": "2026-01-01"}, {"last_seen": "2025-03-15"},
        {"country": "KAZ", "last_seen": "2025-03-16"},
    )  # fmt: skip
    stands = standing(readings, KNOWN_TO).set_index([Standing.country, Standing.dimension])
    assert stands[Standing.over].to_dict()["UZB", "afghan_mission"]
    assert stands[Standing.confirmed].to_dict() == {
        ("KAZ", "de_jure_recognition"): True,
        ("UZB", "de_jure_recognition"): False,
        ("UZB", "afghan_mission"): False,
    }


def test_all_offices_that_go_on_stand_beside_each_other():
    office = {"dimension": "consulates", "place_status": "open"}
    readings = of(
        {**office, "place": "Herat", "value": "Herat: consulate"},
        {**office, "place": "Khorog", "value": "Khorog: consulate", "until": "2023-01-01"},
        {**office, "place": "Termez", "value": "Termez: consulate", "start": "2022-01-01"},
    )
    assert list(standing(readings, KNOWN_TO)[Standing.place]) == ["Herat", "Termez"]
    ended = readings[readings[Spell.place] == "Khorog"]
    assert list(standing(ended, KNOWN_TO)[Standing.over]) == [True]


def test_the_rows_are_as_they_are_declared():
    reported, sources = frames.curated(Recognition), frames.curated(Sources)
    known = sources.set_index(Sources.source_id)
    rows = in_use(reported, sources, Recognition)
    readings = spells(rows, known[Sources.start], KNOWN_TO, known[Sources.publisher])
    conforms(readings, Spell, reported)
    conforms(standing(readings, KNOWN_TO), Standing, reported)
    assert set(readings[Spell.row_id]) == set(reported[Recognition.row_id])
    none = spells(rows.head(0), known[Sources.start], KNOWN_TO, known[Sources.publisher])
    conforms(none, Spell)
    conforms(standing(none, KNOWN_TO), Standing)
