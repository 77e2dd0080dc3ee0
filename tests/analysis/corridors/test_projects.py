"""How far projects have come, and announced dates against later reports: by hand on small tables, and on the record."""

import datetime as dt

import pandas as pd
import pytest

from analysis.corridors.projects import STAGES, STATES, announced, latest, segments, stage
from charts.corridors import statuses as chart
from data.schema.tables import AnnouncedDates, Crossings, Events, Projects, Routes, Towns
from data.vocabulary.periods import parse
from tests.support.frames import curated, day, table_of, year

KNOWN = dt.date(2026, 3, 16)


def projects(*rows):
    """Works on a railway from Termez to Herat, told on 1 January 2023."""
    base = {"project": "A line", "kind": "rail", "countries": "UZB;AFG", "status": "under_construction",
            **day("2023-01-01"), "summary": "works go on", "source_id": "a"}  # fmt: skip
    return table_of(Projects, base, rows)


def dates(*rows):
    """The line, announced on 1 January 2023 for June 2024; no report that it was reached."""
    base = {"project": "A line", "goal": "line", "what": "the line", **day("2023-01-01"), **due("2024-06"),
            "counted": False, "quote": "by June 2024", "source_ids": "a", **period("met", "")}  # fmt: skip
    return table_of(AnnouncedDates, base, rows)


def period(prefix, told):
    return {f"{prefix}_{it}": value for it, value in parse(told)._asdict().items()}


def due(told):
    return period("due", told)


def met(told):
    return {**period("met", told), "met_source_ids": "b;c"}


def routes(*joined):
    return table_of(Routes, {"source_ids": "a"}, tuple({"project": it, "towns": towns} for it, towns in joined))


TOWNS = curated(Towns)
MET = met("2024-07-10")


def found(*rows, known=KNOWN):
    return announced(dates(*rows), known)


def test_days_run_from_the_last_day_of_the_announced_period():
    it = found(MET).iloc[0]
    assert (it["days_low"], it["days_high"]) == (10, 10)  # 30 June to 10 July
    assert it["state"] == "reached"
    assert it["source_ids"] == "a;b;c"


def test_a_report_told_by_the_month_gives_a_range():
    it = found(met("2024-07")).iloc[0]
    assert (it["days_low"], it["days_high"]) == (1, 31)


def test_what_came_before_the_announced_date_is_early():
    it = found(met("2024-06-20")).iloc[0]
    assert (it["days_low"], it["days_high"]) == (-10, -10)


def test_without_a_later_report_nothing_is_counted():
    it = found({}).iloc[0]
    assert it["state"] == "not known"
    assert it[["days_low", "days_high", "moved_days"]].isna().all()


def test_a_date_still_to_come_is_open_until_its_last_day_has_passed():
    assert found({}, known=dt.date(2024, 6, 29)).iloc[0]["state"] == "open"
    assert found({}, known=dt.date(2024, 6, 30)).iloc[0]["state"] == "not known"


AGAIN = {**day("2023-06-01"), "source_ids": "d"}


def test_another_date_for_the_same_thing_moves_it():
    first, second = found({}, {**AGAIN, **due("2024-08-10")}).to_dict("records")
    assert first["state"] == "moved"
    assert first["moved_days"] == 41  # 30 June to 10 August
    assert second["state"] == "not known"


@pytest.mark.parametrize(("told", "goal", "state"), [
    ("2024-06", "line", "repeated"), ("2025", "line", "moved"), ("2025", "bridge", "not known"),
])  # fmt: skip
def test_a_year_gives_no_days_and_another_goal_no_move(told, goal, state):
    it = found({}, {**AGAIN, **due(told), "goal": goal, "what": "in other words"}).iloc[0]
    assert it["state"] == state
    assert (it["moved_days"] == 0) if told == "2024-06" else it[["moved_days"]].isna().all()


def test_no_announced_date_gives_the_same_columns():
    assert found().empty
    assert found().dtypes.to_dict() == found({}).dtypes.to_dict()


def test_the_last_dated_report_counts():
    rows = projects(
        {**day("2024-05-05"), "status": "operating"}, {}, {"start": None, "end": None, "precision": "unknown"}
    )
    assert latest(rows)[["status", "stage"]].values.tolist() == [["operating", "operating"]]
    assert stage("a word of tomorrow") == "other"


def test_a_segment_is_drawn_once_with_all_its_projects():
    rows = projects(
        {"status": "operating"}, {"project": "B", "status": "suspended"}, {"project": "C", "kind": "pipeline"}
    )
    joined = routes(("A line", "Termez;Herat;Kandahar"), ("B", "Termez;Herat"), ("C", "Termez;Herat"),
                    ("D", "Osh;Herat"), ("A line", None))  # fmt: skip
    lines = segments(joined, TOWNS, latest(rows))
    assert [(it.kind, it.towns, it.furthest) for it in lines] == [
        ("rail", ("Termez", "Herat"), "operating"), ("rail", ("Herat", "Kandahar"), "operating"),
        ("pipeline", ("Termez", "Herat"), "works"),
    ]  # fmt: skip
    assert lines[0].projects == (("A line", "operating"), ("B", "halted"))


def test_a_year_is_a_period_of_its_own():
    assert found(due("2024")).iloc[0]["due_end"].date().isoformat() == year(2024)["end"]


# the record


REAL = curated(Projects)
REAL_EVENTS = curated(Events)
DATES = curated(AnnouncedDates)
ROUTES = curated(Routes)


@pytest.mark.parametrize("it", DATES.to_dict("records"), ids=lambda it: f"{it['project']} {it['due_end']:%Y-%m-%d}")
def test_every_quote_stands_in_a_row_of_the_same_day_and_source(it):
    reports = REAL[(REAL["project"] == it["project"]) & (REAL["source_id"] == it["source_ids"])]
    events = REAL_EVENTS[REAL_EVENTS["source_ids"] == it["source_ids"]]
    told = pd.concat([reports.assign(title=reports["capacity"]), events])
    told = told[(told["start"] == it["start"]) & (told["precision"] == it["precision"])]
    assert any(it["quote"] in text for text in [*told["summary"], *told["title"].dropna()])
    assert it["project"] in set(REAL["project"])
    if not it["counted"]:
        assert str(it["due_end"].year) in it["quote"] or it["start"].year == it["due_end"].year


def test_the_report_that_a_date_was_reached_is_an_event_on_record():
    for it in DATES[DATES["met_source_ids"].notna()].to_dict("records"):
        assert ((REAL_EVENTS["source_ids"] == it["met_source_ids"]) & (REAL_EVENTS["start"] == it["met_start"])).any()


def test_works_on_casa_came_more_than_a_year_after_the_month_announced():
    rows = announced(DATES, KNOWN)
    reached = rows[rows["state"] == "reached"]
    assert list(reached["project"]) == ["CASA-1000"]
    # announced for April 2024, reported for July 2025: from 30 April to 1 or 31 July
    assert reached[["days_low", "days_high"]].values.tolist() == [[427, 457]]


def test_what_became_of_the_others():
    rows = announced(DATES, KNOWN)
    assert rows["state"].value_counts().to_dict() == {
        "open": 8,
        "not known": 4,
        "moved": 3,
        "repeated": 1,
        "reached": 1,
    }
    gas = rows[rows["project"] == "Toti Maidan gas block"].iloc[0]
    assert gas["moved_days"] == 334  # from 31 October 2026 to 30 September 2027
    assert set(rows["state"]) <= set(STATES)


def test_every_status_on_record_has_a_stage_but_the_one_that_names_a_part():
    assert {it for it in REAL["status"] if stage(it) == "other"} == {"first_stage"}
    assert set(STAGES) == set(chart.SYMBOLS)
    assert len(set(chart.SYMBOLS.values())) == len(STAGES)


def test_every_line_is_drawn_or_said_not_to_be():
    lines = set(REAL.loc[REAL["kind"].isin(["rail", "power_line", "canal"]), "project"])
    lines |= {it for it in REAL.loc[REAL["kind"] == "pipeline", "project"] if "TAPI" in it}
    assert set(ROUTES["project"]) == lines
    assert set(ROUTES["towns"].dropna().str.split(";").explode()) == set(TOWNS["town"])


@pytest.mark.parametrize("route", ROUTES.dropna(subset="towns").to_dict("records"), ids=lambda it: it["project"])
def test_the_rows_or_an_event_name_the_towns_of_a_route(route):
    mine = REAL[REAL["project"] == route["project"]]
    said = " ".join([*mine["project"], *mine["summary"], *REAL_EVENTS["title"], *REAL_EVENTS["summary"]])
    for town in route["towns"].split(";"):
        assert town.split(" (")[0] in said, town


def test_towns_that_are_crossings_lie_where_these_do():
    rows, towns = curated(Crossings).set_index("crossing"), TOWNS.set_index("town")
    for town, crossing in {"Hairatan": "Termez-Hairatan (Friendship Bridge)", "Aqina": "Ymamnazar-Aqina",
                           "Serhetabat": "Serhetabat-Torghundi (Islim-Cheshme)",
                           "Panji Poyon": "Panji Poyon-Sher Khan Bandar"}.items():  # fmt: skip
        assert tuple(towns.loc[town, ["lat", "lon"]]) == pytest.approx(
            (rows.loc[crossing, "lat"], rows.loc[crossing, "lon"]), abs=0.02
        )
