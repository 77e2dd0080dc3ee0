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
from pages.corridors.rows import dates, reports
from pages.corridors.wording import outcome
from tests.support.drawing import drawn, plain, said

FIRST, LAST = dt.date(2010, 1, 1), dt.date(2026, 5, 15)


def view(*codes, first=FIRST, last=LAST):
    return View(codes or tuple(CODES), first, last, 2, known_to=data.known_to())


def drawing_of(figure: Figure, shown: View) -> Drawing:
    """A figure as it is drawn, which is not empty."""
    drawing = figure.drawn(shown, None)
    assert isinstance(drawing, Drawing)
    return drawing


def page(shown: View) -> str:
    """All words of the page with its fold open, without the marks that keep them plain."""
    app = drawn("corridors", shown, {"corridors-reports": True})
    parts = [*app.markdown, *app.caption, *app.info, *app.subheader]
    words = "\n".join([*(it.value for it in parts), *(it.label for it in app.expander)])
    return plain(words) + "".join(it.proto.spec for it in app.get("plotly_chart"))


@pytest.fixture(scope="module")
def whole() -> str:
    return page(view())


def test_every_report_of_every_project_is_on_the_page(whole):
    for it in data.read(Projects).to_dict("records"):
        assert it["project"] in whole
        assert f"{it['summary']}. [" in whole, it["summary"]


def test_the_reports_are_sent_to_who_opens_the_fold_alone(whole):
    shut = drawn("corridors", view())
    (expander,) = [it for it in shut.expander if it.label.startswith("Every report")]
    assert expander.label == f"Every report, project by project: {len(data.read(Projects))}"
    assert not expander.children
    assert "capacity" not in said(shut)
    assert "capacity 33 bcm" in whole


def test_every_crossing_is_on_the_page(whole):
    for name in data.read(Crossings)["crossing"]:
        assert f"**{name}**" in whole


def test_every_project_stands_once_under_the_stage_of_its_last_report(whole):
    last = latest(statuses(data.read(Projects)))
    for stage, mine in last.groupby("stage"):
        line = next(
            it for it in whole.splitlines() if it.startswith(f":small[**{start_upper(PROJECT_STAGES[str(stage)])}** (")
        )
        assert f"({len(mine)})" in line
        for it in mine["project"]:
            assert f"{it} ([" in line


def test_the_answer_counts_every_project_once(whole):
    answer = next(it for it in whole.splitlines() if it.startswith("11 crossings"))
    count, *parts = map(int, re.findall(r"\b(\d+) (?!to |crossings|\d)", answer.replace("2010 to 2026", "")))
    assert count == sum(parts) == data.read(Projects)["project"].nunique()
    assert "1 of another status" in answer


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


def test_what_is_not_drawn_is_named(whole):
    assert "Qosh Tepa canal, TAPI gas pipeline (whole) (the rows name no two towns)" in whole
    assert "straight between the towns that a project names" in whole


def test_countries_and_years_choose_the_projects():
    told = page(view("TJK", first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31)))
    assert "Jaloliddin Balkhi-Panji Poyon railway" in told
    assert "Torghundi" not in told
    assert "World Bank ring-fenced restart" in told
    assert "Only the Afghan section is unfinished" not in told  # told in 2026


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
    assert "place not known: Langar (Wakhan)." in drawing.words.subtitle
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
    assert "No border crossing between Kazakhstan and Afghanistan is on record." in page(view("KAZ"))


def test_years_without_a_project_say_so():
    told = page(view("KGZ", first=dt.date(2008, 1, 1), last=dt.date(2008, 12, 31)))
    assert "No dated report of a project is reported for 2008. Data exist for 2014" in told
    assert "Neither a crossing nor a line between named towns is on record" in told
    assert "No project is on record for Kyrgyzstan, 2008." in told


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
