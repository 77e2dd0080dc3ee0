"""Rungs over time: order, runs, gaps and what is not known; worked out by hand."""

import datetime as dt

import pandas as pd

from analysis.recognition.ladder import Rung, ladder
from data.schema.tables import Recognition, Sources
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import recognition

KNOWN_TO = dt.date(2026, 3, 16)
PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))
MISSION = {"dimension": "afghan_mission"}


def of(*rows: frames.Row) -> pd.DataFrame:
    return ladder(recognition(*rows), PUBLISHED, KNOWN_TO)


def mission(value: str, start: str, until: str | None = None, **more: object) -> dict[str, object]:
    return {**MISSION, "value": value, "start": start, "until": until, **more}


def test_a_position_is_its_rung_from_its_start_to_its_end():
    found = of(mission("republic_appointee", "2021-08-15", "2024-02-02"), mission("taliban_ambassador", "2024-02-02"))
    assert list(zip(found["rung"], found["rungs"], found["ended"], strict=True)) == [(1, 4, True), (4, 4, False)]
    assert list(found["until"].dt.strftime("%Y-%m-%d")) == ["2024-02-02", "2026-03-16"]
    assert list(found["before"]) == ["", "republic_appointee"]


def test_unbroken_readings_of_one_position_are_one_row():
    found = of(
        mission("taliban_charge", "2022-03-17", "2024-07-27"), mission("taliban_charge", "2024-07-27", source_id="b"),
    )  # fmt: skip
    assert len(found) == 1
    assert (found["source_ids"].item(), f"{found['start'].item():%Y-%m-%d}") == ("a;b", "2022-03-17")
    assert (f"{found['until'].item():%Y-%m-%d}", found["ended"].item()) == ("2026-03-16", False)


def test_a_gap_is_no_row_and_breaks_the_run():
    found = of(mission("taliban_charge", "2022-01-01", "2023-01-01"), mission("taliban_charge", "2024-01-01"))
    assert len(found) == 2
    assert list(found["before"]) == ["", ""]


def test_what_is_not_established_has_no_rung():
    found = of(mission("unclear", "2021-08-15"))
    assert found["rung"].isna().all()


def test_a_reading_that_differs_is_counted_and_not_drawn():
    found = of(
        mission("taliban_charge", "2022-01-01"),
        mission("taliban_ambassador", "2022-06-01", last_seen="2023-01-01", preferred=False),
    )
    assert (found["value"].item(), found["differs"].item()) == ("taliban_charge", 1)


def test_nothing_runs_beyond_the_record():
    late = of(mission("taliban_charge", "2022-01-01", "2027-01-01"), mission("taliban_ambassador", "2027-01-01"))
    assert len(late) == 1
    assert (f"{late['until'].item():%Y-%m-%d}", late["ended"].item()) == ("2026-03-16", False)


def test_words_that_are_no_rungs_are_left_out():
    assert of({"dimension": "official_position", "value": "No recognition"}).empty
    assert of({"dimension": "consulates", "value": "consulate", "place": "Khorog", "place_status": "open"}).empty


def test_there_is_no_score_and_no_sum_over_dimensions():
    found = of(mission("taliban_charge", "2022-01-01"), {})
    assert len(found) == 2  # each dimension stays by itself
    assert not [it for it in found if "score" in it or "total" in it or "index" in it]


def test_behind_a_rung_are_the_readings_of_its_run_and_those_that_contradict_it():
    rows = recognition(
        mission("taliban_charge", "2022-03-17", "2024-07-27"), mission("taliban_charge", "2024-07-27", source_id="b"),
        mission("taliban_ambassador", "2022-06-01", last_seen="2025-01-01", preferred=False),
        mission("republic_appointee", "2021-08-15", "2022-03-17"),
    )  # fmt: skip
    found = ladder(rows, PUBLISHED, KNOWN_TO).set_index("value")
    assert set(found.loc["taliban_charge", "behind"]) == set(rows["row_id"].head(3))
    assert found.loc["taliban_charge", "differs"] == 1  # it contradicts both readings, and is one
    assert set(found.loc["republic_appointee", "behind"]) == set(rows["row_id"].tail(1))


def test_the_rows_are_as_they_are_declared():
    reported, published = frames.curated(Recognition), frames.curated(Sources).set_index("source_id")["start"]
    conforms(ladder(reported, published, KNOWN_TO), Rung, reported)
    conforms(of(), Rung)


def test_on_the_record_ladders_worked_out_by_hand():
    published = frames.curated(Sources).set_index("source_id")["start"]
    found = ladder(frames.curated(Recognition), published, KNOWN_TO).set_index(["country", "dimension"])
    kazakh = found.loc[[("KAZ", "afghan_mission")]]
    assert list(kazakh["start"].dt.strftime("%Y-%m-%d")) == ["2021-08-15", "2023-04-17", "2024-08-21"]
    assert list(kazakh["rung"]) == [1, 2, 3]
    turkmen = found.loc[[("TKM", "afghan_mission")]]  # two chargés in a row are one position
    assert list(turkmen["rung"]) == [1, 3]
    assert found.loc[[("UZB", "terrorist_listing")], "rung"].isna().all()
    assert list(found.loc[[("TJK", "terrorist_listing")], "value"]) == ["listed"]
    five = found[found.index.get_level_values("country").isin(["KAZ", "UZB", "TKM", "KGZ", "TJK"])]
    assert set(five.loc[five.index.get_level_values("dimension") == "de_jure_recognition", "rung"]) == {1}
