"""The charts of corridors: a mark for each report, a line for each announced date, and a map of straight lines."""

import datetime as dt
import re

import pandas as pd
import pytest

from analysis.corridors.crossings import placed
from analysis.corridors.deadlines import deadlines
from analysis.corridors.projects import Segment, latest, segments, statuses
from charts.corridors import route_map as map_chart
from charts.corridors import statuses as chart
from charts.corridors import trade_map as ground
from data.schema.tables import Crossings
from data.vocabulary.codes import PROJECT_STAGES, say
from tests.analysis.corridors.test_deadlines import DATES, KNOWN
from tests.analysis.corridors.test_projects import REAL, ROUTES, TOWNS, projects, routes
from tests.support.frames import curated
from tests.support.specs import valid

POINTS = placed(curated(Crossings))
DUES = deadlines(DATES, KNOWN)
LINES = segments(ROUTES, TOWNS, latest(statuses(REAL)))


def shown(rows=REAL, dues=DUES):
    reports, first, last = statuses(rows.dropna(subset="start")), dt.date(2010, 1, 1), dt.date(2029, 3, 1)
    return valid(chart.statuses(reports, dues, first=first, last=last, title="Projects", known_to=KNOWN))


def routed(points=POINTS, lines=LINES):
    return valid(map_chart.route_map(points, lines, title="Map"))


def test_every_dated_report_has_a_mark_with_its_words():
    text_shown = " ".join(it for trace in shown().data for it in trace.hovertext or ()).replace("<br>", " ")
    for it in REAL.loc[REAL["start"].notna(), "summary"]:
        assert it.replace("&", "&amp;").replace("-", "") in text_shown.replace("-", ""), it


def test_names_stand_above_their_marks_and_no_two_on_one_height():
    fig = shown()
    heights = [it.y for it in fig.layout.annotations if it.yref == "y"]
    assert len(heights) == len(set(heights)) == REAL["project"].nunique() + REAL["kind"].nunique()
    marks = {y for trace in fig.data if trace.name in chart.SYMBOLS for y in trace.y}
    assert len(marks) == REAL["project"].nunique()


def test_five_entries_explain_all_marks_and_no_name_is_broken_within_a_word():
    project = "China-Kyrgyzstan-Uzbekistan-Afghanistan multimodal route"
    fig = shown(pd.concat([REAL, projects({"project": project})]))
    assert len([it.name for it in fig.data if it.name and it.showlegend is not False]) <= 5
    assert any("Uzbekistan-<br>Afghanistan multimodal" in it.text for it in fig.layout.annotations)


def test_a_slip_is_a_line_from_the_announced_day_to_the_day_it_was_reached():
    fig = shown()
    solid = next(it for it in fig.data if it.mode == "lines" and it.line.width == 2.2)
    assert list(solid.x[:2]) == ["2024-04-30", "2025-07-01"]
    assert "427 to 457 days after" in next(it for it in fig.data if it.name == "reached").hovertext[0].replace(
        "<br>", " "
    )


def test_text_from_the_data_carries_no_mark_up():
    rows = projects({"project": "<b>Line", "summary": "<img src=x>"})
    fig = shown(rows, deadlines(DATES.head(0), KNOWN))
    assert "<img" not in fig.to_json()
    assert "<b>Line" not in fig.to_json()


def test_nothing_to_draw_says_so():
    assert "No dated report" in shown(REAL.head(0)).layout.annotations[1].text
    assert "No crossing" in routed(POINTS.head(0), LINES.head(0)).layout.annotations[1].text


def test_a_date_of_a_project_without_a_report_has_no_place():
    assert not [it for it in shown(projects({}), DUES).data if it.name == "date announced"]


def test_the_map_marks_a_line_by_how_far_it_has_come():
    last = latest(statuses(projects({"status": "operating"})))
    fig = routed(lines=segments(routes(("A line", "Termez;Herat")), TOWNS, last))
    thick = next(it for it in fig.data if it.line.width == 4.5)
    assert (list(thick.x), list(thick.y)) == ([67.28, 62.20], [37.22, 34.34])
    assert PROJECT_STAGES["operating"] in fig.to_json()


def test_kinds_of_lines_differ_by_dash_and_have_their_names_in_the_legend():
    kinds = set(LINES[Segment.kind])
    dashes = {it.name: it.line.dash for it in routed().data if it.name in map(say, kinds)}
    assert len(dashes) == len(kinds) > 1
    assert {dashes[say("rail")], dashes[say("power_line")], dashes[say("pipeline")]} == {"solid", "dash", "dot"}


def test_every_name_on_the_map_has_a_rim_against_the_lines_that_cross_it():
    fig = routed()
    towns = [it for it in fig.data if it.mode == "text"]
    named = [it for it in fig.layout.annotations if it.xref == "x"]
    assert len(named) > len(map_chart.GREAT)
    assert {it.font.shadow for it in named} | {it.textfont.shadow for it in towns} == {"auto"}


def test_the_largest_towns_keep_their_names_on_a_phone_and_the_others_where_the_map_is_as_large_as_on_a_desk(root):
    large, small = (it for it in routed().data if it.mode == "text")
    assert {name.strip("\u2002") for name in large.text} == map_chart._LARGEST
    assert "Mazar-i-Sharif" in {name.strip("\u2002") for name in small.text}
    assert (large.textfont.weight, small.textfont.weight) == (None, 403)
    style = (root / "pages" / "_app" / "style.css").read_text(encoding="utf-8")
    (below,) = re.findall(r"max-width: (\d+)px\) \{ \.stPlotlyChart text\[style\*=\"font-weight: 403\"\]", style)
    assert int(below) < 640


def test_projects_of_one_kind_between_two_towns_share_a_line():
    fig = routed(POINTS.head(0))
    drawn = [it for it in fig.data if it.mode == "lines" and it.x[0] is not None and it.fill is None]
    assert len(drawn) == len(LINES.drop_duplicates(["kind", "town", "to_town"])) < len(LINES)
    hovers = "".join(next(it for it in fig.data if it.marker.size == 10).hovertext)
    for project in LINES["project"]:
        assert project.replace(" ", "") in hovers.replace("<br>", "").replace(" ", ""), project


def test_where_a_crossing_lies_it_is_shown_and_not_the_town_under_it():
    for points, under in ((POINTS, False), (POINTS.head(0), True)):
        fig = routed(points)
        towns = next(it for it in fig.data if it.hovertext and "Herat" in it.hovertext)
        assert ("Hairatan" in towns.hovertext) == ("Termez" in towns.hovertext) == under
        (spots,) = [it for it in fig.data if it.marker.size == 10]  # where a line can be pointed at
        near = [(x, y) for x, y in zip(spots.x, spots.y, strict=True) if abs(x - 67.43) < 0.2 and abs(y - 37.23) < 0.2]
        assert bool(near) == under
        assert len(towns.x) == len(towns.y) == len(towns.hovertext)
        names = [name for it in fig.data if it.mode == "text" for name in it.text]
        assert any("Aqina" in it for it in names)  # its name stays


def turnover(**values):
    """The latest turnover of some states, of 2024."""
    rows = [{"country": code, "value": value, "precision": "year"} for code, value in values.items()]
    days = {"start": pd.Timestamp(2024, 1, 1), "end": pd.Timestamp(2024, 12, 31)}
    return pd.DataFrame(rows, columns=["country", "value", "precision"]).assign(**days)


def test_a_state_is_filled_by_its_turnover_and_hatched_where_none_is_known():
    spec = ground.trade_map(turnover(KAZ=5.4e8, UZB=1.7e9), POINTS, title="Map")
    fig = valid(spec)
    states = {it.text.split("</b>")[0]: it for it in fig.data if it.text and it.text.startswith("<b>")}
    strength = {name: it.fillcolor for name, it in states.items()}
    assert strength["<b>Kazakhstan"] < strength["<b>Uzbekistan"]  # rgba of the same hue, the stronger the higher
    assert states["<b>Uzbekistan"].text.endswith("$1.7 bn (2024)")
    hatched = [name for name, it in states.items() if it.fillpattern.shape]
    assert hatched == ["<b>Turkmenistan", "<b>Kyrgyzstan", "<b>Tajikistan"]
    assert all(states[it].text.endswith("not known") for it in hatched)
    assert {"rail crossing", "not known"} <= {it.name for it in fig.data}
    assert len({it.name for it in fig.data if it.name}) <= 5
    said = [it.text for it in fig.layout.annotations]  # each amount stands on the land: the legend need not give steps
    assert all(any(amount in it for it in said) for amount in ("$540 m (2024)", "$1.7 bn (2024)"))
    assert valid(ground.trade_map(turnover(), POINTS.head(0), title="Map")).data


def test_every_crossing_is_a_point_by_its_weightiest_mode():
    points = {
        it.name: it for it in valid(ground.trade_map(turnover(), POINTS, title="Map")).data if it.mode == "markers"
    }
    assert sum(len(it.x) for it in points.values()) == len(POINTS)
    assert any("Friendship Bridge" in it for it in points["rail crossing"].hovertext)


@pytest.mark.parametrize(
    ("values", "bounds"),
    [([], []), ([5e8], [5e8, 1e9]), ([0, 3e8], [0, 2e8, 5e8]), ([1, 1e9], [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10])],
)  # fmt: skip
def test_steps_of_strength_are_round_and_hold_all_values(values, bounds):
    assert ground.steps(values) == bounds
