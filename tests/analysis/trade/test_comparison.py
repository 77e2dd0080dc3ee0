"""Figures made ready for comparison, one a year, and who leads: worked out by hand on small tables."""

from collections.abc import Mapping

import pandas as pd
import pytest

from analysis.trade import comparison as c
from analysis.trade.preferred import headline
from analysis.trade.series import DEFAULT, Choice, Report, of_choice, reports
from data.vocabulary import text
from tests.support.derived import conforms
from tests.support.frames import sources, trade

PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))
LOWER = {"bound": "at_least"}
SOURCES, EXPORTS = sources(a="2025-01-01", b="2025-02-01"), Choice("export", "value_usd", "total")


KAZ = {"country": "KAZ", "reported_by": "KAZ"}


def reported(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Rows of `Trade`: Uzbek exports of all goods in 2024 by Uzbek statistics, but for what a row says."""
    return trade(*({"flow": "export", "value_usd": None, **row} for row in rows))


def year_of(year: int) -> dict[str, str]:
    return {"start": f"{year}-01-01", "end": f"{year}-12-31"}


def months(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end, "precision": "month"}


def by_year(*rows: Mapping[str, object]) -> pd.DataFrame:
    return c.yearly(headline(reported(*rows), PUBLISHED))


def text_shown(figures: pd.DataFrame) -> list[tuple[str, int, str, float]]:
    return list(zip(figures["country"], figures["year"], figures["span"], figures["value"], strict=True))


def test_turnover_of_all_goods_is_completed_by_sums_and_nothing_else_is():
    flows = reported({"value_usd": 5}, {"value_usd": 2, "flow": "import"})
    both = c.chosen(flows, PUBLISHED, DEFAULT)
    assert (both["value"].item(), both["derived"].item()) == (7, True)
    assert c.chosen(flows, PUBLISHED, EXPORTS)["value"].item() == 5
    wheat = flows.assign(commodity="wheat")
    assert c.chosen(wheat, PUBLISHED, DEFAULT._replace(goods="wheat")).empty
    assert c.chosen(wheat, PUBLISHED, EXPORTS).empty


def test_a_series_has_the_rows_of_its_flow_and_goods_with_its_unit():
    rows = reported(
        {"value_usd": 5},
        {"value_usd": None, "quantity_t": 3},
        {"value_usd": 6, "flow": "import"},
        {"value_usd": 7, "commodity": "wheat"},
    )
    assert list(of_choice(rows, EXPORTS)["value_usd"]) == [5]
    assert list(of_choice(rows, EXPORTS._replace(measure="quantity_t"))["quantity_t"]) == [3]


# one figure a year


def test_a_calendar_year_goes_before_a_solar_year_and_that_before_a_part():
    solar = {**months("2024-03-01", "2025-03-31"), "value_usd": 3}
    part = {**months("2024-01-01", "2024-10-31"), "value_usd": 4}
    assert text_shown(by_year({"value_usd": 5}, solar, part)) == [("UZB", 2024, "year", 5)]
    assert text_shown(by_year(solar, part)) == [("UZB", 2024, "solar year", 3)]
    assert text_shown(by_year(part)) == [("UZB", 2024, "part", 4)]


def test_of_parts_of_a_year_the_longest_stands_and_of_equal_ones_the_better_rank():
    first = {**months("2024-01-01", "2024-06-30"), "value_usd": 4}
    longest = {**months("2024-01-01", "2024-08-31"), "value_usd": 6}
    assert text_shown(by_year(first, longest)) == [("UZB", 2024, "part", 6)]
    as_long = {**months("2024-05-01", "2024-12-30"), "value_usd": 9, "reported_by": "AFG"}
    assert text_shown(by_year(as_long, longest)) == [("UZB", 2024, "part", 6)]


@pytest.mark.parametrize(("by", "beside"), [("UZB", False), ("IMF", False), ("AFG", True), ("NEWS", True)])
def test_a_part_of_a_better_rank_stands_beside_a_year_that_is_not_firm(by, beside):
    part = {**months("2024-01-01", "2024-06-30"), "value_usd": 4}
    spans = [span for _, _, span, _ in text_shown(by_year({"value_usd": 5, "reported_by": by}, part))]
    assert spans == (["part", "year"] if beside else ["year"])


@pytest.mark.parametrize("by", ["AFG", "NEWS"])
def test_a_part_of_no_better_rank_never_stands_beside_a_year(by):
    year = {"value_usd": 5, "reported_by": "AFG"}
    assert len(by_year(year, {**months("2024-01-01", "2024-06-30"), "value_usd": 4, "reported_by": by})) == 1


def test_a_season_stands_for_the_year_of_its_middle_where_nothing_else_tells_of_it():
    season = {**months("2023-09-01", "2024-08-31"), "value_usd": 9}
    assert text_shown(by_year(season)) == [("UZB", 2024, "part", 9)]
    assert text_shown(by_year(season, {"value_usd": 5, "reported_by": "NEWS"})) == [("UZB", 2024, "year", 5)]
    ending_early = {**months("2023-03-01", "2024-01-31"), "value_usd": 9}
    assert text_shown(by_year(ending_early)) == [("UZB", 2023, "part", 9)]
    within = {**months("2024-01-01", "2024-02-29"), "value_usd": 1}
    assert text_shown(by_year(season, within)) == [("UZB", 2024, "part", 1)]


def test_a_run_stands_for_the_year_of_its_middle_up_to_366_days_after_its_first():
    longest = {**months("2023-07-01", "2024-07-01"), "value_usd": 9}
    assert text_shown(by_year(longest)) == [("UZB", 2023, "part", 9)]
    assert by_year({**longest, "start": "2023-06-30"}).empty
    assert text_shown(by_year({**longest, **months("2023-08-01", "2024-07-31")})) == [("UZB", 2024, "part", 9)]


def test_of_runs_of_a_year_those_within_it_come_first_then_the_longer_then_the_better_rank():
    long, within = (
        {**months("2023-09-01", "2024-08-31"), "value_usd": 9},
        {**months("2024-01-01", "2024-03-31"), "value_usd": 1},
    )
    shorter, pressed = (
        {**months("2024-05-01", "2024-05-31"), "value_usd": 2},
        {**within, "value_usd": 3, "reported_by": "NEWS"},
    )
    for rows in ([long, within, shorter], [shorter, within, long]):
        assert text_shown(by_year(*rows)) == [("UZB", 2024, "part", 1)]
    as_long = {**months("2024-04-01", "2024-06-30"), "value_usd": 4, "reported_by": "AFG"}
    for rows in ([pressed | months("2024-04-01", "2024-06-30"), within], [within, as_long]):
        assert text_shown(by_year(*rows)) == [("UZB", 2024, "part", 1)]


def test_a_run_of_more_than_a_year_stands_for_no_year():
    assert by_year({**months("2023-08-01", "2024-10-31"), "value_usd": 9}).empty


def test_the_five_together_and_joint_figures_keep_a_line_of_their_own():
    rows = by_year({"value_usd": 5}, {"value_usd": 50, "country": "CA5"}, {"value_usd": 20, "country": "UZB;TKM;TJK"})
    assert {country: value for country, _, _, value in text_shown(rows)} == {"UZB": 5, "CA5": 50, "UZB;TKM;TJK": 20}


def test_nothing_makes_no_years():
    assert c.yearly(headline(reported(), PUBLISHED)).empty


def test_years_and_reports_are_as_declared_and_only_figures_with_several_reports_have_them_beside():
    rows = reported(
        {"value_usd": 5}, {"value_usd": 6, "reported_by": "AFG", "source_id": "b"}, {**KAZ, "value_usd": 4},
        {**KAZ, "value_usd": 1, "flow": "import"}, {"value_usd": 9, "status": "target"},
    )  # fmt: skip
    years, both_ways = c.by_year(rows, SOURCES, EXPORTS), c.by_year(rows, SOURCES, DEFAULT)
    assert dict(zip(years["country"], map(len, years["behind"]), strict=True)) == {"KAZ": 1, "UZB": 2}
    assert both_ways["behind"].tolist() == [tuple(rows["row_id"].iloc[[2, 3]])]
    alike = reports(c.competing(rows, years), SOURCES)
    assert alike["value_usd"].tolist() == [5, 6]
    assert c.competing(rows, both_ways).empty
    assert set(reports(rows, SOURCES)["value_usd"]) == {5, 6, 4, 1}
    for figures in (years, both_ways):
        conforms(figures, c.YearOfSeries, rows)
    for part in (alike, reports(rows, SOURCES)):
        conforms(part, Report, rows)


# who leads


def leads(*rows: Mapping[str, object]) -> tuple[str, bool] | None:
    found = c.lead(by_year(*rows))
    return None if found is None else (found.figure["country"], found.contested)


def test_the_largest_latest_year_leads():
    old = {**KAZ, **year_of(2023), "value_usd": 9}
    assert leads({"value_usd": 5}, {**KAZ, "value_usd": 4}, old) == ("UZB", False)


@pytest.mark.parametrize(
    "rows",
    [
        [{"value_usd": 5}],  # nobody to compare with
        [{"value_usd": 5}, {"value_usd": 50, "country": "CA5"}],  # the five together are no other state
        [{"value_usd": 5}, {**KAZ, "value_usd": 4, **LOWER}],  # the other's may be larger
        [{"value_usd": 5}, {**KAZ, "value_usd": 4}, {**KAZ, "value_usd": 6, "reported_by": "AFG"}],  # by another report
        [{"value_usd": 5}, {**KAZ, "value_usd": 5}],
        [{"value_usd": 5, "status": "claim"}, {**KAZ, "value_usd": 4}],
        [{"value_usd": 5, "status": "preliminary"}, {**KAZ, "value_usd": 4}],
        [{"value_usd": 5}, {**KAZ, "value_usd": 4, **months("2024-01-01", "2024-06-30")}],  # a part is no year
    ],
)
def test_nobody_leads_where_it_cannot_be_said(rows):
    assert leads(*rows) is None


def test_a_lead_is_contested_where_another_report_of_it_is_below_another_country():
    other = {"value_usd": 3, "reported_by": "AFG"}
    assert leads({"value_usd": 5}, other, {**KAZ, "value_usd": 4}) == ("UZB", True)
    # contested and not by the state's own statistics: then it is not said
    assert leads({"value_usd": 5, "reported_by": "IMF"}, other, {**KAZ, "value_usd": 4}) is None


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([], ""), ([2020], "2020"), ([2019, 2020, 2020], "2019–2020"),
        ([2024, 2019, 2020], "2019–2020 and 2024"), ([2010, 2012, 2013, 2015], "2010, 2012–2013 and 2015"),
    ],
)  # fmt: skip
def test_years_are_told_in_runs(years, said):
    assert text.runs(years) == said


def test_rows_stay_as_they_were():
    rows = reported({"value_usd": 30}, {"value_usd": 10, "reported_by": "AFG"})
    before = rows.copy(deep=True)
    figures = c.yearly(c.chosen(rows, PUBLISHED, EXPORTS))
    shown = figures.copy(deep=True)
    (c.lead(figures),)
    c.behind(rows, figures)
    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(figures, shown)


# where reports differ


def test_the_widest_gap_comes_first_and_neither_near_reports_nor_bounds_are_one():
    rows = reported(
        {"value_usd": 50}, {"value_usd": 20, "reported_by": "AFG"}, {"value_usd": 30, "reported_by": "IMF"},
        {**KAZ, "value_usd": 10}, {**KAZ, "value_usd": 40, "status": "claim"},
        {**year_of(2023), "value_usd": 100}, {**year_of(2023), "value_usd": 109, "reported_by": "AFG"},
        {**year_of(2022), "value_usd": 9, "bound": "at_least"}, {**year_of(2022), "value_usd": 90, "reported_by": "AFG"},
    )  # fmt: skip
    years = c.by_year(rows, SOURCES, EXPORTS)
    found = c.disagreements(years, reports(c.competing(rows, years), SOURCES), "value_usd")
    assert [(it.low["country"], it.low["value"], it.high["value"], it.ratio) for it in found] == [
        ("KAZ", 10, 40, 4), ("UZB", 20, 50, 2.5),
    ]  # fmt: skip
    assert (found[1].low["reported_by"], found[1].high["reported_by"]) == ("AFG", "UZB")
    assert c.disagreements(years.iloc[:0], reports(rows.iloc[:0], SOURCES), "value_usd") == []


def test_reports_of_less_than_one_unit_differ_too_and_those_of_nothing_do_not():
    rows = reported({"value_usd": 0.5}, {"value_usd": 4, "reported_by": "AFG"}, {"value_usd": 0, "reported_by": "IMF"})
    years = c.by_year(rows, SOURCES, EXPORTS)
    found = c.disagreements(years, reports(c.competing(rows, years), SOURCES), "value_usd")
    assert [(it.low["value"], it.high["value"]) for it in found] == [(0.5, 4)]
