"""Sentences on events: worked out by hand on small tables, and counted again in the real record."""

import re

import pandas as pd
import pytest

import data
from analysis.insights.events import of_events
from data.schema.tables import Events
from data.vocabulary.places import CODES, name
from pages._parts.states.wording import sentence
from tests.support.frames import Row, day, table_of, year


def events(*rows: Row) -> pd.DataFrame:
    base = {"event_id": "a", **day("2024-01-05"), "countries": "UZB;AFG", "category": "trade", "title": "An event",
            "summary": "It was.", "significance": 2, "source_ids": "s"}  # fmt: skip
    return table_of(Events, base, rows)


def said(*rows: Row) -> list[str]:
    return [sentence(it) for it in of_events(events(*rows))]


def test_each_state_is_counted_by_the_events_that_name_it():
    assert said({}, {"countries": "UZB;KAZ"}, {"countries": "GLOBAL"}) == [
        "Of the 3 events shown here 2 name Uzbekistan and 1 Kazakhstan."
    ]
    assert said({"countries": "KAZ"}, {"countries": "AFG"}) == ["Of the 2 events shown here 1 names Kazakhstan."]


def test_that_every_event_names_the_only_state_is_not_said():
    assert said({}, {}) == []
    assert said({"countries": "GLOBAL"}) == []
    assert said() == []


def test_the_last_milestone_is_told_with_its_date_and_stands_on_its_own_row():
    rows = events({"event_id": "old", "significance": 3}, {"event_id": "new", "significance": 3, **day("2025-02-03"), "title": "A later"},
                  {"event_id": "detail", **day("2026-01-01")})  # fmt: skip
    found = of_events(rows)
    assert [sentence(it) for it in found] == ["Last milestone: A later, 3 Feb 2025."]
    assert (found[0].of, found[0].behind) == (Events, (rows.set_index(Events.event_id)[Events.row_id]["new"],))


@pytest.mark.parametrize(
    "other", [day("2025-02-03"), {**year(2025), "end": "2025-02-28", "precision": "month", "start": "2025-02-01"}]
)
def test_a_milestone_that_may_not_be_the_last_is_one_among_them(other):
    rows = [{"significance": 3, **day("2025-02-03")}, {"significance": 3, "event_id": "b", **other}]
    assert said(*rows)[0].startswith("Among the last milestones: ")


def test_the_counts_of_the_real_record_are_those_of_its_cells():
    rows = data.read(Events)
    named = sentence(of_events(rows)[0])
    counts = [re.search(rf"(\d+) (?:name )?{name(code)}", named) for code in CODES]
    assert [int(it[1]) for it in counts if it] == [
        sum(code in it.split(";") for it in rows["countries"]) for code in CODES
    ]
