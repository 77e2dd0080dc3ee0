"""The page of corridors: every row is on it, filters hold, and what is not known is said."""

import datetime as dt
import re

import pytest

import data
from analysis.corridors.projects import latest, statuses
from data.schema.tables import AnnouncedDates, Crossings, Projects
from data.vocabulary.codes import PROJECT_STAGES, start_upper
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.figure import Drawing, Figure
from pages.corridors.page import MAP, STATUSES
from pages.corridors.projects import in_words
from pages.corridors.rows import dates, reports
from pages.corridors.wording import outcome
from tests.support.drawing import cells, drawn, plain, said

FIRST, LAST = dt.date(2010, 1, 1), dt.date(2026, 5, 15)


def view(*codes, first=FIRST, last=LAST):
    return View(codes or tuple(CODES), first, last, 2, known_to=data.known_to())


def drawing_of(figure: Figure, shown: View) -> Drawing:
    """A figure as it is drawn, which is not empty."""
    drawing = figure.drawn(shown, None)
    assert isinstance(drawing, Drawing)
    return drawing


OPEN = ("corridors-reports", "corridor_dates", "corridor_crossings", "corridor_times")


def page(shown: View) -> str:
    """All words of the page with all that it opens, without the marks that keep them plain."""
    app = drawn("corridors", shown, dict.fromkeys(OPEN, True))
    parts = [*app.markdown, *app.caption, *app.info, *app.header]
    words = "\n".join([*(it.value for it in parts), *(it.label for it in app.expander), cells(app)])
    return plain(words) + "".join(it.proto.spec for it in app.get("plotly_chart"))


def table(*codes: str, kinds: tuple[str, ...] = (), order: str = "Last report"):
    """The table of projects, without the marks that keep its words plain."""
    return in_words(view(*codes), kinds, order).map(plain)


@pytest.fixture(scope="module")
def whole() -> str:
    return page(view())


def test_every_report_of_every_project_is_on_the_page(whole):
    for it in data.read(Projects).to_dict("records"):
        assert it["project"] in whole
        assert f"{it['summary']}. [" in whole, it["summary"]


def test_what_is_opened_on_demand_is_sent_to_who_opens_it_alone(whole):
    shut = drawn("corridors", view())
    assert [it.label for it in shut.expander] == [
        "11 crossings: sides, modes, sources",
        "17 announced dates: the words, and what came of them",
        f"Every report, project by project: {len(data.read(Projects))}",
        "Every dated report on a time line",
    ]
    assert not any(it.children for it in shut.expander)
    assert "capacity" not in said(shut)
    assert "capacity 33 bcm" in whole


def test_every_crossing_is_on_the_page(whole):
    for name in data.read(Crossings)["crossing"]:
        assert f"**{name}**" in whole


def test_every_project_stands_once_with_the_stage_of_its_last_report():
    last = latest(statuses(data.read(Projects))).set_index("project")["stage"]
    shown = table().set_index("Project")["Stage"]
    assert shown.to_dict() == {f"**{it}**": start_upper(PROJECT_STAGES[stage]) for it, stage in last.items()}
    assert len(shown) == len(last)


def test_a_line_says_the_dates_announced_whether_they_were_reached_and_how_late():
    lines = table().set_index("Project")
    columns = ["Date announced", "Reached", "Slip"]
    assert lines.loc["**CASA-1000**", columns].tolist() == [
        "Works again in Afghanistan: Apr 2024; Supply over the whole line: 2026, then 2027",
        "Works again in Afghanistan: Jul 2025; Supply over the whole line: still to come",
        "Works again in Afghanistan: 427 to 457 days later; Supply over the whole line: a later year",
    ]
    assert lines.loc["**Toti Maidan gas block**", columns].tolist() == [
        "Oct 2026, then Sep 2027", "still to come", "moved by 334 days",
    ]  # fmt: skip
    assert lines.loc["**Qosh Tepa canal**", columns].tolist() == ["Feb 2026", "no report", ":gray[–]"]
    assert set(lines.loc["**TAPI gas pipeline (whole)**", columns]) == {":gray[–]"}


def test_the_table_is_sorted_and_filtered_by_kind():
    assert table(order="Last report")["Project"].iloc[0] == "**CASA-1000**"  # 13 March 2026
    names = table(order="Name")["Project"].str.strip("*").tolist()
    assert names == sorted(names, key=str.casefold)
    slips = table(order="Longest slip")["Project"].tolist()
    assert slips[:3] == [
        "**CASA-1000**",
        "**Toti Maidan gas block**",
        next(it for it in slips if "Dasht-e-Alwan" in it),
    ]
    stages = [start_upper(it) for it in PROJECT_STAGES.values()]
    farthest = table(order="Farthest first")["Stage"].drop_duplicates().tolist()
    assert farthest[:2] == ["Operating", "Works"]
    assert set(farthest) <= set(stages)
    assert set(table(kinds=("canal",))["Project"]) == {"**Qosh Tepa canal**"}
    app = drawn("corridors", view(), corridor_kinds="Canal", corridor_order="Name")
    assert [plain(it) for it in app.table[0].value["Project"]] == ["**Qosh Tepa canal**"]


def test_the_answer_counts_every_project_and_every_announced_date_once(whole):
    lines = whole.splitlines()
    projects = next(it for it in lines if it.startswith("- 34 projects"))
    count, *parts = map(int, re.findall(r"\b(\d+) (?!to |\d)", projects.replace("2010 to 2026", "")))
    assert count == sum(parts) == data.read(Projects)["project"].nunique()
    assert "1 of another status" in projects
    announced = next(it for it in lines if it.startswith("- 17 announced dates"))
    count, *parts = map(int, re.findall(r"\d+", announced))
    assert count == sum(parts) == len(data.read(AnnouncedDates))
    assert "- 11 border crossings with Afghanistan." in lines


def test_crossings_stand_by_state_in_our_order(whole):
    heads = [whole.index(f"**{it}**\n- **") for it in ("Uzbekistan", "Turkmenistan", "Tajikistan")]
    assert heads == sorted(heads)


def test_capacity_cost_and_length_are_told(whole):
    assert "capacity 33 bcm a year" in whole
    assert "cost $243 m" in whole
    assert "length 0.177 km" in whole


def test_an_announced_date_is_told_with_its_words_and_the_days(whole):
    assert "“works due in April”; reported Jul 2025, **427 to 457 days later**" in whole
    assert "later announced for Sep 2027, 334 days later" in whole
    assert "counted by us from “Phase two to be finished in five months”; **not known** whether it was kept" in whole


def test_what_is_not_drawn_is_named():
    note = drawing_of(MAP, view()).words.note
    assert "Torghundi-Sanabar railway (the place of Sanabar is not known)" in note
    assert not any(it in note for it in ("TAPI", "CASA", "Qosh Tepa", "Trans-Afghan"))
    assert said(drawn("corridors")).count("straight between the towns that reports of a project name") == 1


def test_countries_and_years_choose_the_projects():
    text_shown = page(view("TJK", first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31)))
    assert "Jaloliddin Balkhi-Panji Poyon railway" in text_shown
    assert "Torghundi" not in text_shown
    assert "World Bank ring-fenced restart" in text_shown
    assert "Only the Afghan section is unfinished" not in text_shown  # reported in 2026


def test_an_undated_report_stays_with_its_project():
    rows = reports(view("UZB", first=dt.date(2022, 1, 1), last=dt.date(2022, 12, 31)))
    line = rows[rows["project"] == "Surkhan-Puli-Khumri 500 kV line"]
    assert line["start"].isna().tolist() == [False, True]


def test_the_figure_lists_the_reports_and_dates_that_it_draws_and_no_other():
    drawing = drawing_of(STATUSES, view("UZB", first=dt.date(2022, 1, 1), last=dt.date(2022, 12, 31)))
    assert drawing.behind[Projects]["start"].notna().all()
    every = drawing_of(STATUSES, view())
    assert len(every.behind[AnnouncedDates]) == len(data.read(AnnouncedDates))


def test_a_crossing_without_a_place_is_named_and_not_listed():
    drawing = drawing_of(MAP, view("TJK"))
    assert "place not known: Langar (Wakhan)." in drawing.words.note
    assert "Langar (Wakhan)" not in set(drawing.behind[Crossings]["crossing"])


def test_the_axis_runs_on_to_the_last_date_announced_where_the_view_reaches_the_end_of_the_data():
    ends = [
        it.spec["layout"]["xaxis"]["range"][1]
        for it in (drawing_of(STATUSES, view(last=day)) for day in (LAST, dt.date(2024, 12, 31)))
    ]
    assert ends[0] > "2028"
    assert ends[1] == "2024-12-31"


def test_no_date_of_a_project_that_is_not_chosen_is_told():
    assert set(dates(view("KGZ"))["project"]) == {"CASA-1000"}


def test_a_state_without_a_crossing_says_so():
    assert "No border crossing between Kazakhstan and Afghanistan is in the data." in page(view("KAZ"))


def test_years_without_a_project_say_so_once_and_name_years_that_have_some():
    nothing = view("KGZ", first=dt.date(2008, 1, 1), last=dt.date(2008, 12, 31))
    app = drawn("corridors", nothing)
    assert [plain(it.value) for it in app.info] == [
        "No project is in the data for 2008. There are some of 2014 and 2021–2026: move the years above."
    ]
    assert "No border crossing between Kyrgyzstan and Afghanistan is in the data." in plain(app.markdown[0].value)
    assert not app.expander
    assert str(STATUSES.drawn(nothing, None)).startswith(
        "No dated report of a project is in the data for 2008. There are some"
    )
    assert str(MAP.drawn(nothing, None)).startswith("Neither a crossing nor a line between named towns is in the data")


def test_years_with_crossings_alone_say_that_there_is_no_project():
    app = drawn("corridors", view("TJK", first=dt.date(2008, 1, 1), last=dt.date(2008, 12, 31)))
    assert any(
        plain(it.value).startswith("No project is in the data for 2008. There are some of 20") for it in app.info
    )
    assert len(app.get("plotly_chart")) == 1
    assert [it.label for it in app.expander] == ["8 crossings: sides, modes, sources"]


@pytest.mark.parametrize(("low", "high", "said"), [
    (5, 5, "5 days later"), (-1, -1, "1 day earlier"), (0, 0, "on the last day"), (-9, -3, "3 to 9 days earlier"),
    (-2, 4, "from 2 days earlier to 4 days later"), (1, 31, "1 to 31 days later"), (-30, 0, "0 to 30 days earlier"),
])  # fmt: skip
def test_late_and_early_are_told_in_words(low, high, said):
    day = dt.date(2024, 7, 1)
    row = {
        "state": "reached",
        "met_start": day,
        "met_end": day,
        "met_precision": "day",
        "days_low": low,
        "days_high": high,
    }
    assert f"**{said}**" in outcome(row)
