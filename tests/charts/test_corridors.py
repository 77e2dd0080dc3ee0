"""The charts of corridors: a mark for each report, a line for each announced date, and a map of straight lines."""

import datetime as dt

from analysis.corridors.projects import STAGES, announced, latest, segments
from charts.corridors import route_map as map_chart
from charts.corridors import statuses as chart
from data.schema.tables import Crossings
from tests.analysis.corridors.test_projects import DATES, KNOWN, REAL, ROUTES, TOWNS, projects, routes
from tests.support.frames import curated
from tests.support.specs import valid


def shown(rows=REAL, dues=None):
    dues = announced(DATES, KNOWN) if dues is None else dues
    return valid(chart.statuses(rows, dues, dt.date(2010, 1, 1), dt.date(2029, 3, 1), title="Projects", reach=KNOWN))


def test_every_dated_report_has_a_mark_with_its_words():
    told = " ".join(it for trace in shown().data for it in trace.hovertext or ()).replace("<br>", " ")
    for it in REAL.loc[REAL["start"].notna(), "summary"]:
        assert it.replace("&", "&amp;").replace("-", "") in told.replace("-", ""), it


def test_names_stand_above_their_marks_and_no_two_on_one_height():
    fig = shown()
    heights = [it.y for it in fig.layout.annotations if it.yref == "y"]
    assert len(heights) == len(set(heights)) == REAL["project"].nunique() + REAL["kind"].nunique()
    marks = {y for trace in fig.data if trace.name in STAGES.values() for y in trace.y}
    assert len(marks) == REAL["project"].nunique()


def test_a_slip_is_a_line_from_the_announced_day_to_the_day_it_was_reached():
    fig = shown()
    solid = next(it for it in fig.data if it.mode == "lines" and it.line.width == 2.2)
    assert list(solid.x[:2]) == ["2024-04-30", "2025-07-01"]
    assert "427 to 457 days after" in next(it for it in fig.data if it.name == "reached").hovertext[0].replace(
        "<br>", " "
    )


def test_the_charts_leave_their_rows_as_they_were():
    rows, dues, points = REAL.copy(), announced(DATES, KNOWN), curated(Crossings)
    copies = [it.copy() for it in (rows, dues, points)]
    shown(rows, dues)
    valid(map_chart.route_map(points, segments(ROUTES, TOWNS, latest(rows)), title="Map"))
    for it, copy in zip((rows, dues, points), copies, strict=True):
        assert it.equals(copy)


def test_text_from_the_data_carries_no_mark_up():
    rows = projects({"project": "<b>Line", "summary": "<img src=x>"})
    fig = shown(rows, announced(DATES.head(0), KNOWN))
    assert "<img" not in fig.to_json()
    assert "<b>Line" not in fig.to_json()


def test_nothing_to_draw_says_so():
    assert (
        "No dated report"
        in shown(projects({"start": None, "end": None, "precision": "unknown"})).layout.annotations[1].text
    )
    assert (
        "No crossing"
        in valid(map_chart.route_map(curated(Crossings).head(0), [], title="Map")).layout.annotations[1].text
    )


def test_the_map_marks_a_line_by_how_far_it_has_come():
    lines = segments(routes(("A line", "Termez;Herat")), TOWNS, latest(projects({"status": "operating"})))
    thick = next(
        it for it in valid(map_chart.route_map(curated(Crossings), lines, title="Map")).data if it.line.width == 4.5
    )
    assert (list(thick.x), list(thick.y)) == ([67.28, 62.20], [37.22, 34.34])
    assert STAGES["operating"] in valid(map_chart.route_map(curated(Crossings), lines, title="Map")).to_json()


def test_where_a_crossing_lies_it_is_told_and_not_the_town_under_it():
    points = curated(Crossings)
    lines = segments(ROUTES, TOWNS, latest(REAL))
    for shown, under in ((points, False), (points.head(0), True)):
        fig = valid(map_chart.route_map(shown, lines, title="Map"))
        towns = next(it for it in fig.data if it.hovertext and "Herat" in it.hovertext)
        assert ("Hairatan" in towns.hovertext) == ("Termez" in towns.hovertext) == under
        (spots,) = [it for it in fig.data if it.marker.size == 10]  # where a line can be pointed at
        near = [(x, y) for x, y in zip(spots.x, spots.y, strict=True) if abs(x - 67.43) < 0.2 and abs(y - 37.23) < 0.2]
        assert bool(near) == under
        assert len(towns.x) == len(towns.y) == len(towns.hovertext)
        names = next(it for it in fig.data if it.mode == "text").text
        assert any("Aqina" in it for it in names)  # its name stays
