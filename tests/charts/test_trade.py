"""The charts of the Trade page on small tables: what a fill, a mark, a label and a hover say."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from analysis.trade import comparison, series
from analysis.trade.series import DEFAULT, Choice
from charts.base import frame
from charts.trade import bar_slots, by_year, commodities_of_year, reporters
from tests.analysis.trade.test_comparison import months, reported, year_of
from tests.support.frames import sources
from tests.support.specs import valid

AXIS = (dt.date(2022, 1, 1), dt.date(2025, 12, 31))
ON_AXIS: Any = {"first": AXIS[0], "last": AXIS[1]}
EXPORTS = Choice("export", "value_usd", "total")
SOURCES = sources(a="2025-01-01", b="2025-02-01").assign(publisher=["The Paper", "The <i>Other"])
KAZ = {"country": "KAZ", "reported_by": "KAZ"}
KINDS = {
    "firm": {"value_usd": 50}, "pale": {**year_of(2023), "value_usd": 60, "reported_by": "AFG"},
    "claim": {**year_of(2022), "value_usd": 70, "status": "claim"},
    "part": {**months("2025-01-01", "2025-06-30"), "value_usd": 20},
}  # fmt: skip


def described(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        publisher=rows["source_id"].map({"a": "The Paper", "b": "The <i>Other"}), lower=comparison.partial(rows)
    )


def years(rows: pd.DataFrame, choice: Choice = EXPORTS) -> pd.DataFrame:
    return comparison.by_year(rows, SOURCES, choice)


def drawn(*rows: Mapping[str, object], log: bool = False, choice: Choice = EXPORTS) -> Any:
    trade = reported(*rows)
    figures = years(trade, choice)
    reports = series.reports(comparison.competing(trade, figures), SOURCES)
    return valid(by_year.by_year(figures, reports, **ON_AXIS, log=log, title="Trade"))


def named(fig, name: str) -> Any:
    return next(it for it in fig.data if it.name == name)


def bars(fig) -> dict[float, Any]:
    """Each bar that stands for a figure, by its value."""
    return {it.y[0]: it for it in fig.data if it.type == "bar" and it.y[0] is not None}


def labels(fig) -> list[list[str]]:
    return [list(it.text) for it in fig.data if it.type == "scatter" and it.mode == "text"]


def said(fig) -> str:
    return "\n".join(str(text) for it in fig.data if it.hovertext is not None for text in it.hovertext)


# the main chart


def drawings(reports: pd.DataFrame, figures: pd.DataFrame) -> list[Any]:
    return [
        *(valid(by_year.by_year(figures, reports, **ON_AXIS, log=log, title="")) for log in (False, True)),
        valid(reporters.reporters(reports, **ON_AXIS, title="")),
        valid(commodities_of_year.ranked(figures.assign(lower=False), figures.iloc[:1].assign(lower=False), title="")),
    ]


def test_rows_stay_as_they_were():
    rows = reported(*KINDS.values(), {"value_usd": 5, "reported_by": "AFG"}, {**KAZ, "value_usd": 0})
    tables = (series.reports(rows, SOURCES), years(rows))
    before = [it.copy(deep=True) for it in tables]
    assert all(fig.data for fig in drawings(*tables))
    for table, was in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, was)


def test_a_fill_tells_what_kind_of_figure_it_is():
    found = bars(drawn(*KINDS.values()))
    hue = frame.colour("UZB")
    assert [found[it].marker.color for it in (50, 60)] == [frame.faded(hue, 1), frame.faded(hue, 0.45)]
    assert [found[it].marker.color for it in (70, 20)] == [frame.CLEAR, frame.CLEAR]
    assert [found[it].marker.pattern.shape for it in (50, 60, 70, 20)] == ["", "", "", "/"]
    assert found[20].marker.pattern.fgcolor == frame.faded(hue, 1)


def test_a_sum_of_ours_is_dotted_and_says_so():
    fig = drawn({"value_usd": 5}, {"value_usd": 2, "flow": "import"}, choice=DEFAULT)
    assert bars(fig)[7].marker.pattern.shape == "."
    assert "sum of exports and imports, ours" in bars(fig)[7].hovertext[0]
    assert named(fig, "sum of both flows, ours")


def test_a_whisker_spans_all_reports_and_each_dash_names_who_says_it():
    fig = drawn(
        {"value_usd": 50},
        {"value_usd": 20, "reported_by": "AFG", "source_id": "b"},
        {"value_usd": 90, "status": "claim"},
    )
    assert list(named(fig, "spread of reports").y)[:2] == [20, 90]
    dashes = named(fig, "other reports")
    assert list(dashes.y) == [20, 90]
    assert "Afghan statistics (The &lt;i&gt;Other)" in dashes.hovertext[0]
    assert "Uzbek claim (The Paper)" in dashes.hovertext[1]
    assert bars(fig)[50].hovertext[0].index("$90: Uzbek claim") < bars(fig)[50].hovertext[0].index("$20: Afghan")


def test_a_single_report_tells_its_note_as_text_and_its_valuation():
    fig = drawn({"value_usd": 50, "valuation": "FOB", "note": "see <b>annex</b>"})
    assert bars(fig)[50].hovertext[0].endswith("Uzbek statistics (The Paper)<br>FOB<br>see &lt;b&gt;annex&lt;/b&gt;")


def test_a_cross_stands_where_a_state_has_no_figure_in_a_whole_year():
    fig = drawn({"value_usd": 50}, {**KAZ, "value_usd": 5}, {"country": "CA5", "value_usd": 99, "reported_by": "AFG"})
    assert sorted(named(fig, "no figure").hovertext) == [
        f"{state}, {year}: no figure on record" for state in ("Kazakhstan", "Uzbekistan") for year in (2022, 2023, 2025)
    ]
    half = bar_slots.gaps(years(reported({"value_usd": 50})), dt.date(2023, 3, 1), dt.date(2025, 5, 1))
    assert half == []  # 2023 and 2025 are no whole years of this axis


def test_the_five_and_joint_figures_stand_last_and_nothing_is_stacked():
    fig = drawn(
        {"value_usd": 50}, {**KAZ, "value_usd": 5}, {"country": "CA5", "value_usd": 99, "reported_by": "AFG"},
        {"country": "UZB;TKM;TJK", "value_usd": 80, "reported_by": "AFG"},
    )  # fmt: skip
    found = bars(fig)
    assert sorted(found, key=lambda value: found[value].x[0]) == [5, 50, 80, 99]
    assert fig.layout.barmode == "overlay"
    assert labels(fig) == [["$99<br>the five together", "$80", "$50", "$5"]]


def test_two_figures_of_a_state_and_year_share_its_place():
    rows = years(
        reported({"value_usd": 50, "reported_by": "AFG"}, {**months("2024-01-01", "2024-06-30"), "value_usd": 20})
    )
    alone, both = bar_slots.placed(rows.iloc[:1], *AXIS), bar_slots.placed(rows, *AXIS)
    assert list(both["days"]) == pytest.approx([alone["days"].item() / 2] * 2)
    assert (both["at"].dt.year == 2024).all()
    gap = (both["at"].iloc[1] - both["at"].iloc[0]).total_seconds() / 86400
    assert gap >= both["days"].iloc[0]


def test_states_together_take_a_place_only_in_years_that_have_a_figure_of_them():
    joint = {"country": "CA5", "value_usd": 99, "reported_by": "AFG"}
    later = {"start": "2025-01-01", "end": "2025-12-31"}
    rows = years(reported({"value_usd": 50}, {**KAZ, "value_usd": 5}, joint, {"value_usd": 60, **later}))
    days = bar_slots.placed(rows, *AXIS).groupby("year")["days"].max()
    assert days[2025] / days[2024] == pytest.approx(3 / 2, abs=0.01)  # two places in a year, and three


def test_a_year_that_the_axis_cuts_keeps_its_bars_inside():
    last = dt.date(2024, 5, 15)
    placed = bar_slots.placed(years(reported({"value_usd": 50}, {**KAZ, "value_usd": 5})), AXIS[0], last)
    ends = placed["at"] + pd.to_timedelta(placed["days"] / 2, unit="D")
    assert (ends <= pd.Timestamp(last)).all()


def test_a_label_tells_value_spread_months_and_lower_bounds():
    fig = drawn(
        {"value_usd": 5e7}, {"value_usd": 9e7, "reported_by": "AFG"}, {**months("2025-01-01", "2025-06-30"), "value_usd": 2e7},
        {**months("2022-07-01", "2023-06-30"), "value_usd": 6e7, "bound": "at_least"},
    )  # fmt: skip
    assert set(labels(fig)[0]) == {"$50-90 m", "$20 m<br>Jan-Jun", "≥ $60 m<br>Jul 2022-Jun 2023"}


def test_labels_never_cover_each_other_nor_a_bar_and_the_latest_come_first():
    places = [("a", 2023, 0, 40.0), ("b", 2024, 20, 100.0), ("a", 2024, 40, 99.0), ("c", 2024, 400, 50.0)]
    rows = pd.DataFrame([
        {"country": code, "year": year, "span": "year", "high": high, "days": 10, "at": pd.Timestamp("2022-04-10") + pd.Timedelta(days=at)}
        for code, year, at, high in places
    ])  # fmt: skip
    kept = bar_slots.labelled(rows, ["wide label"] * 4, dt.date(2022, 1, 1), dt.date(2024, 9, 26))
    assert [it["country"] for it in kept] == ["b", "c"]
    lines = bar_slots.labelled(
        rows.iloc[3:], ["short<br>" + "far too wide" * 40], dt.date(2022, 1, 1), dt.date(2024, 9, 26)
    )
    assert [it["text"] for it in lines] == ["short"]


def test_on_a_logarithmic_scale_figures_are_marks():
    fig = drawn({"value_usd": 50}, {**year_of(2022), "value_usd": 7, "status": "claim"}, log=True)
    marks = named(fig, "Uzbekistan")
    assert (list(marks.y), list(marks.marker.symbol)) == ([7, 50], ["square-open", "square"])
    assert fig.layout.yaxis.type == "log"
    assert not any(it.type == "bar" for it in fig.data)


@pytest.mark.parametrize("log", [False, True])
def test_no_figures_are_an_explained_empty_figure(log):
    assert "No figure" in drawn(log=log).layout.annotations[-1].text
