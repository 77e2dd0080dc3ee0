"""How far projects have come, and the lines between towns: by hand on small tables, and on the data."""

import pytest

from analysis.corridors.projects import ProjectStatus, Segment, latest, segments, stage, statuses
from charts.corridors import route_map as map_chart
from charts.corridors import statuses as chart
from data.schema.tables import Crossings, Events, Projects, Routes, Sources, Towns
from data.vocabulary.codes import PROJECT_STAGES
from tests.support.derived import conforms
from tests.support.frames import curated, day, table_of


def projects(*rows):
    """Works on a railway from Termez to Herat, told on 1 January 2023."""
    base = {"project": "A line", "kind": "rail", "countries": "UZB;AFG", "status": "under_construction",
            **day("2023-01-01"), "summary": "works go on", "source_id": "a"}  # fmt: skip
    return table_of(Projects, base, rows)


def routes(*joined):
    return table_of(Routes, {"source_ids": "a"}, tuple({"project": it, "towns": towns} for it, towns in joined))


TOWNS = curated(Towns)


def test_the_last_dated_report_counts():
    rows = projects(
        {**day("2024-05-05"), "status": "operating"}, {}, {"start": None, "end": None, "precision": "unknown"}
    )
    assert latest(statuses(rows))[["status", "stage"]].values.tolist() == [["operating", "operating"]]
    assert stage("a word of tomorrow") == "other"


def test_a_project_is_on_each_line_between_its_towns_with_the_furthest_stage_there():
    rows = projects(
        {"status": "operating"}, {"project": "B", "status": "suspended"}, {"project": "C", "kind": "pipeline"}
    )
    joined = routes(("A line", "Termez;Herat;Kandahar"), ("B", "Termez;Herat"), ("C", "Termez;Herat"),
                    ("D", "Osh;Herat"), ("A line", None))  # fmt: skip
    lines = segments(joined, TOWNS, latest(statuses(rows)))
    columns = [Segment.kind, Segment.town, Segment.to_town, Segment.project, Segment.stage, Segment.furthest]
    assert lines[columns].values.tolist() == [
        ["rail", "Termez", "Herat", "A line", "operating", "operating"],
        ["rail", "Herat", "Kandahar", "A line", "operating", "operating"],
        ["rail", "Termez", "Herat", "B", "halted", "operating"],
        ["pipeline", "Termez", "Herat", "C", "works", "works"],
    ]


def test_a_line_of_suspended_works_alone_has_come_no_way():
    last = latest(statuses(projects({"status": "suspended"})))
    assert list(segments(routes(("A line", "Termez;Herat")), TOWNS, last)[Segment.furthest]) == ["other"]


def test_the_rows_are_those_of_the_declared_tables():
    reports = statuses(REAL)
    conforms(reports, ProjectStatus, REAL)
    assert [(it,) for it in reports[ProjectStatus.row_id]] == list(reports[ProjectStatus.behind])
    lines = segments(ROUTES, TOWNS, latest(reports))
    conforms(lines, Segment, REAL, ROUTES, TOWNS)
    conforms(segments(ROUTES.head(0), TOWNS, latest(reports)), Segment)
    ends = dict(zip(TOWNS["row_id"], TOWNS["town"], strict=True))
    for line in lines.to_dict("records"):
        assert [ends[it] for it in line[Segment.towns]] == [line[Segment.town], line[Segment.to_town]]


# the data


REAL = curated(Projects)
REAL_EVENTS = curated(Events)
REAL_SOURCES = curated(Sources)
ROUTES = curated(Routes)


def test_every_status_on_record_has_a_stage_but_the_one_that_names_a_part():
    assert {it for it in REAL["status"] if stage(it) == "other"} == {"first_stage"}
    assert sorted(PROJECT_STAGES) == sorted(stage for _, stages in chart.SYMBOLS.values() for stage in stages)
    assert len({symbol for symbol, _ in chart.SYMBOLS.values()}) == len(chart.SYMBOLS)


def test_every_line_is_drawn_or_said_not_to_be():
    lines = set(REAL.loc[REAL["kind"].isin(["rail", "power_line", "canal"]), "project"])
    lines |= {it for it in REAL.loc[REAL["kind"] == "pipeline", "project"] if "TAPI" in it}
    assert set(ROUTES["project"]) == lines
    assert set(ROUTES["towns"].dropna().str.split(";").explode()) == set(TOWNS["town"])


@pytest.mark.parametrize("route", ROUTES.dropna(subset="towns").to_dict("records"), ids=lambda it: it["project"])
def test_the_rows_an_event_or_a_source_of_the_route_name_its_towns(route):
    mine = REAL[REAL["project"] == route["project"]]
    cited = REAL_SOURCES.loc[REAL_SOURCES["source_id"].isin(route["source_ids"].split(";")), "describes"]
    said = " ".join([*mine["project"], *mine["summary"], *REAL_EVENTS["title"], *REAL_EVENTS["summary"], *cited])
    for town in route["towns"].split(";"):
        assert town.split(" (")[0] in said, town


def test_the_great_projects_are_drawn_from_end_to_end():
    towns = ROUTES.set_index("project")["towns"].str.split(";")
    ends = {project: (towns[project][0], towns[project][-1]) for project in map_chart.GREAT}
    assert ends == {
        "TAPI gas pipeline (whole)": ("Galkynysh gas field", "Fazilka"),
        "CASA-1000": ("Datka", "Nowshera"),
        "Trans-Afghan railway (Termez-Naibabad-Logar-Kharlachi)": ("Termez", "Kharlachi"),
        "Qosh Tepa canal": ("Kaldar", "Andkhoy"),
    }


def test_towns_that_are_crossings_lie_where_these_do():
    rows, towns = curated(Crossings).set_index("crossing"), TOWNS.set_index("town")
    for town, crossing in {"Hairatan": "Termez-Hairatan (Friendship Bridge)", "Aqina": "Ymamnazar-Aqina",
                           "Serhetabat": "Serhetabat-Torghundi (Islim-Cheshme)",
                           "Panji Poyon": "Panji Poyon-Sher Khan Bandar"}.items():  # fmt: skip
        assert tuple(towns.loc[town, ["lat", "lon"]]) == pytest.approx(
            (rows.loc[crossing, "lat"], rows.loc[crossing, "lon"]), abs=0.02
        )
