"""How far projects have come, and announced dates against later reports: by hand on small tables, and on the record."""

import datetime as dt

import pytest

from analysis.corridors.projects import STAGES, STATES, announced, latest, segments, stage
from charts.corridors import statuses as chart
from data.announced import ANNOUNCED, Announced, Quote
from data.routes import NOT_DRAWN, ROUTES, TOWNS, Route
from data.schema.tables import Crossings, Events, Projects
from tests.support.frames import curated, day, table_of, year

KNOWN = dt.date(2026, 3, 16)
MONTH = {"start": "2024-07-01", "end": "2024-07-31", "precision": "month"}


def projects(*rows):
    """Works on a railway from Termez to Herat, told on 1 January 2023: to be done by June 2024."""
    base = {"project": "A line", "kind": "rail", "countries": "UZB;AFG", "status": "under_construction",
            **day("2023-01-01"), "summary": "to be done by June 2024", "source_id": "a"}  # fmt: skip
    return table_of(Projects, base, rows)


def events(*rows):
    """Trains run, on 10 July 2024."""
    base = {"event_id": "e", **day("2024-07-10"), "countries": "UZB;AFG", "category": "connectivity", "title": "Trains run",
            "summary": "The line is open.", "significance": 2, "source_ids": "b;c"}  # fmt: skip
    return table_of(Events, base, rows)


SAID = Announced("A line", "the line", Quote("a", "by June 2024"), "2024-06")
MET = Announced("A line", "the line", Quote("a", "by June 2024"), "2024-06", met=Quote("e", "Trains run"))


def found(*declared, rows=None, told=None, known=KNOWN):
    return announced(declared, projects({}) if rows is None else rows, events({}) if told is None else told, known)


def test_days_run_from_the_last_day_of_the_announced_period():
    it = found(MET).iloc[0]
    assert (it["days_low"], it["days_high"]) == (10, 10)  # 30 June to 10 July
    assert it["state"] == "reached"
    assert it["source_ids"] == "a;b;c"


def test_a_report_told_by_the_month_gives_a_range():
    it = found(MET, told=events(MONTH)).iloc[0]
    assert (it["days_low"], it["days_high"]) == (1, 31)


def test_what_came_before_the_announced_date_is_early():
    it = found(MET, told=events(day("2024-06-20"))).iloc[0]
    assert (it["days_low"], it["days_high"]) == (-10, -10)


def test_without_a_later_report_nothing_is_counted():
    it = found(SAID).iloc[0]
    assert it["state"] == "not known"
    assert it[["days_low", "days_high", "moved_days"]].isna().all()


def test_a_date_still_to_come_is_open_until_its_last_day_has_passed():
    assert found(SAID, known=dt.date(2024, 6, 29)).iloc[0]["state"] == "open"
    assert found(SAID, known=dt.date(2024, 6, 30)).iloc[0]["state"] == "not known"


AGAIN = projects({}, {**day("2023-06-01"), "summary": "now by 10 August 2024", "source_id": "d"})


def test_another_date_for_the_same_thing_moves_it():
    later = Announced("A line", "the line", Quote("d", "now by 10 August 2024"), "2024-08-10")
    first, second = found(SAID, later, rows=AGAIN).to_dict("records")
    assert first["state"] == "moved"
    assert first["moved_days"] == 41  # 30 June to 10 August
    assert second["state"] == "not known"


@pytest.mark.parametrize(("due", "what", "state"), [
    ("2024-06", "the line", "repeated"), ("2025", "the line", "moved"), ("2025", "a bridge", "not known"),
])  # fmt: skip
def test_a_year_gives_no_days_and_another_thing_no_move(due, what, state):
    it = found(SAID, Announced("A line", what, Quote("d", "now by"), due), rows=AGAIN).iloc[0]
    assert it["state"] == state
    assert (it["moved_days"] == 0) if due == "2024-06" else it[["moved_days"]].isna().all()


def test_words_that_no_row_holds_are_left_out():
    elsewhere = Announced("Another line", "the line", Quote("a", "by June 2024"), "2024-06")
    gone = Announced("A line", "the line", Quote("a", "by June 2024"), "2024-06", met=Quote("e", "Trams run"))
    assert found(elsewhere, gone).empty
    assert found().empty


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
    routes = [Route("A line", ("Termez", "Herat", "Kandahar")), Route("B", ("Termez", "Herat")),
              Route("C", ("Termez", "Herat")), Route("D", ("Osh", "Herat"))]  # fmt: skip
    lines = segments(routes, latest(rows))
    assert [(it.kind, it.towns, it.furthest) for it in lines] == [
        ("rail", ("Termez", "Herat"), "operating"), ("rail", ("Herat", "Kandahar"), "operating"),
        ("pipeline", ("Termez", "Herat"), "works"),
    ]  # fmt: skip
    assert lines[0].projects == (("A line", "operating"), ("B", "halted"))


def test_a_year_is_a_period_of_its_own():
    assert (
        found(Announced("A line", "the line", Quote("a", "2024"), "2024")).iloc[0]["due_end"].date().isoformat()
        == year(2024)["end"]
    )


# the record


REAL = curated(Projects)
REAL_EVENTS = curated(Events)


def test_every_quote_stands_in_its_row():
    assert len(announced(ANNOUNCED, REAL, REAL_EVENTS, KNOWN)) == len(ANNOUNCED) == 17


@pytest.mark.parametrize("it", [it for it in ANNOUNCED if not it.counted], ids=lambda it: f"{it.project} {it.due}")
def test_a_date_that_is_not_counted_stands_in_the_words_or_their_row(it):
    row = announced([it], REAL, REAL_EVENTS, KNOWN).iloc[0]
    year_said = row["due_end"].year
    assert str(year_said) in it.said.words or row["start"].year == year_said


def test_works_on_casa_came_more_than_a_year_after_the_month_announced():
    rows = announced(ANNOUNCED, REAL, REAL_EVENTS, KNOWN)
    met = rows[rows["state"] == "reached"]
    assert list(met["project"]) == ["CASA-1000"]
    # announced for April 2024, reported for July 2025: from 30 April to 1 or 31 July
    assert met[["days_low", "days_high"]].values.tolist() == [[427, 457]]


def test_what_became_of_the_others():
    rows = announced(ANNOUNCED, REAL, REAL_EVENTS, KNOWN)
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
    drawn = {it.project for it in ROUTES}
    assert drawn | set(NOT_DRAWN) == lines
    assert not drawn & set(NOT_DRAWN)
    assert {town for it in ROUTES for town in it.towns} == set(TOWNS)


@pytest.mark.parametrize("route", ROUTES, ids=lambda it: it.project)
def test_the_rows_or_an_event_name_the_towns_of_a_route(route):
    mine = REAL[REAL["project"] == route.project]
    said = " ".join([*mine["project"], *mine["summary"], *REAL_EVENTS["title"], *REAL_EVENTS["summary"]])
    for town in route.towns:
        assert town.split(" (")[0] in said, town


def test_towns_that_are_crossings_lie_where_these_do():
    rows = curated(Crossings).set_index("crossing")
    for town, crossing in {"Hairatan": "Termez-Hairatan (Friendship Bridge)", "Aqina": "Ymamnazar-Aqina",
                           "Serhetabat": "Serhetabat-Torghundi (Islim-Cheshme)",
                           "Panji Poyon": "Panji Poyon-Sher Khan Bandar"}.items():  # fmt: skip
        assert TOWNS[town] == pytest.approx((rows.loc[crossing, "lat"], rows.loc[crossing, "lon"]), abs=0.02)
