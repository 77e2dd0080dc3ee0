"""Announced dates against later reports: by hand on small tables, and on the data."""

import datetime as dt

import pandas as pd
import pytest

from analysis.corridors.deadlines import Deadline, deadlines
from data.schema.tables import AnnouncedDates, Events, Projects
from data.vocabulary.codes import DEADLINE_STATES
from data.vocabulary.periods import parse
from tests.support.derived import conforms
from tests.support.frames import curated, day, table_of, year

KNOWN = dt.date(2026, 3, 16)


def dates(*rows):
    """The line, announced on 1 January 2023 for June 2024; no report that it was reached."""
    base = {"project": "A line", "goal": "line", "what": "the line", **day("2023-01-01"), **due("2024-06"),
            "counted": False, "quote": "by June 2024", "source_ids": "a", **period("met", "")}  # fmt: skip
    return table_of(AnnouncedDates, base, rows)


def period(prefix, date):
    return {f"{prefix}_{it}": value for it, value in parse(date)._asdict().items()}


def due(date):
    return period("due", date)


def met(date):
    return {**period("met", date), "met_source_ids": "b;c"}


MET = met("2024-07-10")


def found(*rows, known=KNOWN):
    return deadlines(dates(*rows), known)


def test_days_run_from_the_last_day_of_the_announced_period():
    it = found(MET).iloc[0]
    assert (it["days_low"], it["days_high"]) == (10, 10)  # 30 June to 10 July
    assert it["state"] == "reached"
    assert (it["source_ids"], it["met_source_ids"]) == ("a", "b;c")


def test_a_report_told_by_the_month_gives_a_range():
    it = found(met("2024-07")).iloc[0]
    assert (it["days_low"], it["days_high"]) == (1, 31)


def test_what_came_before_the_announced_date_is_early():
    it = found(met("2024-06-20")).iloc[0]
    assert (it["days_low"], it["days_high"]) == (-10, -10)


def test_without_a_later_report_nothing_is_counted():
    it = found({}).iloc[0]
    assert it["state"] == "not_known"
    assert it[["days_low", "days_high", "moved_days"]].isna().all()


def test_a_date_still_to_come_is_open_until_its_last_day_has_passed():
    assert found({}, known=dt.date(2024, 6, 29)).iloc[0]["state"] == "open"
    assert found({}, known=dt.date(2024, 6, 30)).iloc[0]["state"] == "not_known"


AGAIN = {**day("2023-06-01"), "source_ids": "d"}


def test_another_date_for_the_same_thing_moves_it():
    first, second = found({}, {**AGAIN, **due("2024-08-10")}).to_dict("records")
    assert first["state"] == "moved"
    assert first["moved_days"] == 41  # 30 June to 10 August
    assert second["state"] == "not_known"


@pytest.mark.parametrize(("told", "goal", "state"), [
    ("2024-06", "line", "repeated"), ("2025", "line", "moved"), ("2025", "bridge", "not_known"),
])  # fmt: skip
def test_a_year_gives_no_days_and_another_goal_no_move(told, goal, state):
    it = found({}, {**AGAIN, **due(told), "goal": goal, "what": "in other words"}).iloc[0]
    assert it["state"] == state
    assert (it["moved_days"] == 0) if told == "2024-06" else it[["moved_days"]].isna().all()


def test_no_announced_date_gives_the_same_columns():
    assert found().empty
    assert found().dtypes.to_dict() == found({}).dtypes.to_dict()


def test_a_year_is_a_period_of_its_own():
    assert found(due("2024")).iloc[0]["due_end"].date().isoformat() == year(2024)["end"]


# the data


PROJECTS = curated(Projects)
EVENTS = curated(Events)
DATES = curated(AnnouncedDates)


def test_the_rows_are_those_of_the_declared_table():
    rows = deadlines(DATES, KNOWN)
    conforms(rows, Deadline, DATES)
    conforms(found(), Deadline)
    moved = rows[rows[Deadline.state] == "moved"].iloc[0]
    assert len(moved[Deadline.behind]) == 2  # its own row and that of the next announcement
    assert moved[Deadline.behind][0] == moved[Deadline.row_id]


@pytest.mark.parametrize("it", DATES.to_dict("records"), ids=lambda it: f"{it['project']} {it['due_end']:%Y-%m-%d}")
def test_every_quote_stands_in_a_row_of_the_same_day_and_source(it):
    reports = PROJECTS[(PROJECTS["project"] == it["project"]) & (PROJECTS["source_id"] == it["source_ids"])]
    events = EVENTS[EVENTS["source_ids"] == it["source_ids"]]
    told = pd.concat([reports.assign(title=reports["capacity"]), events])
    told = told[(told["start"] == it["start"]) & (told["precision"] == it["precision"])]
    assert any(it["quote"] in text for text in [*told["summary"], *told["title"].dropna()])
    assert it["project"] in set(PROJECTS["project"])
    if not it["counted"]:
        assert str(it["due_end"].year) in it["quote"] or it["start"].year == it["due_end"].year


def test_the_report_that_a_date_was_reached_is_an_event_on_record():
    for it in DATES[DATES["met_source_ids"].notna()].to_dict("records"):
        assert ((EVENTS["source_ids"] == it["met_source_ids"]) & (EVENTS["start"] == it["met_start"])).any()


def test_works_on_casa_came_more_than_a_year_after_the_month_announced():
    rows = deadlines(DATES, KNOWN)
    reached = rows[rows["state"] == "reached"]
    assert list(reached["project"]) == ["CASA-1000"]
    # announced for April 2024, reported for July 2025: from 30 April to 1 or 31 July
    assert reached[["days_low", "days_high"]].values.tolist() == [[427, 457]]


def test_what_became_of_the_others():
    rows = deadlines(DATES, KNOWN)
    assert rows["state"].value_counts().to_dict() == {
        "open": 8,
        "not_known": 4,
        "moved": 3,
        "repeated": 1,
        "reached": 1,
    }
    gas = rows[rows["project"] == "Toti Maidan gas block"].iloc[0]
    assert gas["moved_days"] == 334  # from 31 October 2026 to 30 September 2027
    assert set(rows["state"]) <= set(DEADLINE_STATES)
