"""The charts of the Trade page on small tables: what a fill, a mark, a label and a hover say."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from analysis.trade import comparison, series
from analysis.trade.series import DEFAULT, Choice
from charts.base import frame, traces
from charts.trade import by_year, commodities_of_year, reporters
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


def drawn(*rows: Mapping[str, object], scale: str = "common", choice: Choice = EXPORTS) -> Any:
    trade = reported(*rows)
    figures = years(trade, choice)
    reports = series.reports(comparison.competing(trade, figures), SOURCES)
    return valid(by_year.by_year(figures, reports, **ON_AXIS, scale=scale, title="Trade"))


def named(fig, name: str) -> Any:
    return next(it for it in fig.data if it.name == name)


def marks(fig, name: str = "Uzbekistan") -> dict[float, str]:
    """The symbol of each mark of a panel, by its value."""
    panel = named(fig, name)
    return dict(zip(panel.y, panel.marker.symbol, strict=True))


def hovers(fig, name: str = "Uzbekistan") -> dict[float, str]:
    """What each mark of a panel says, by its value."""
    panel = named(fig, name)
    return dict(zip(panel.y, panel.hovertext, strict=True))


def labels(fig, only: str = "wide") -> list[list[str]]:
    """The values that are written, on one kind of screen."""
    others = {weight for kind, weight in traces.SCREENS.items() if kind != only}
    texts = [it for it in fig.data if it.type == "scatter" and it.mode in {"text", "markers+text"}]
    return [list(it.text) for it in texts if it.textfont.weight not in others]


def said(fig) -> str:
    return "\n".join(str(text) for it in fig.data if it.hovertext is not None for text in it.hovertext)


# the main chart


def drawings(reports: pd.DataFrame, figures: pd.DataFrame) -> list[Any]:
    return [
        *(valid(by_year.by_year(figures, reports, **ON_AXIS, scale=scale, title="")) for scale in by_year.SCALES),
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


def test_a_mark_says_what_kind_of_figure_it_is():
    fig = drawn(*KINDS.values())
    assert marks(fig) == {50: "circle", 60: "circle-open", 70: "circle-open", 20: "line-ew-open"}
    assert [it.name for it in fig.data if it.showlegend is not False] == [
        "own statistics or IMF", "hollow: partner, press, preliminary or claim", "dash: a part of a year",
    ]  # fmt: skip
    assert named(fig, "Uzbekistan").marker.color == frame.colour("UZB")


def test_a_sum_of_ours_says_so_and_lists_what_is_reported_beside_it():
    fig = drawn({"value_usd": 5}, {"value_usd": 2, "flow": "import"}, choice=DEFAULT)
    assert "sum of exports and imports, ours" in hovers(fig)[7]
    both = [{"value_usd": value, "flow": flow} for value, flow in ((5, "export"), (2, "import"))]
    fig = drawn(*both, {"value_usd": 7.1, "flow": "turnover", "reported_by": "AFG"}, choice=DEFAULT)
    assert "reported for the same period:<br>$7.1: Afghan statistics" in hovers(fig)[7]


def test_a_ring_stands_for_a_report_that_is_over_a_tenth_away_and_names_who_has_it():
    fig = drawn(
        {"value_usd": 50},
        {"value_usd": 20, "reported_by": "AFG", "source_id": "b"},
        {"value_usd": 90, "status": "claim"},
        {"value_usd": 52, "reported_by": "IMF"},
    )
    assert list(named(fig, "spread of reports").y)[:2] == [20, 90]
    rings = named(fig, "other reports")
    assert list(rings.y) == [20, 90]
    assert "Afghan statistics (The &lt;i&gt;Other)" in rings.hovertext[0]
    assert "Uzbek claim (The Paper)" in rings.hovertext[1]
    said_ = hovers(fig)[50]
    assert said_.index("$90: Uzbek claim") < said_.index("$52: IMF") < said_.index("$20: Afghan")
    assert "ring: another report, over 10 % away" in [it.name for it in fig.data]
    assert any("$20, Afghan side" in text for it in labels(fig) for text in it)  # the widest gap is named


def test_reports_that_are_near_have_no_ring():
    fig = drawn({"value_usd": 50}, {"value_usd": 52, "reported_by": "AFG"})
    assert list(named(fig, "other reports").y) == []
    assert "ring: another report, over 10 % away" not in [it.name for it in fig.data]
    assert "$52: Afghan statistics" in hovers(fig)[50]


def test_a_single_report_gives_its_note_as_text_and_its_valuation():
    fig = drawn({"value_usd": 50, "valuation": "FOB", "note": "see <b>annex</b>"})
    assert hovers(fig)[50].endswith("Uzbek statistics (The Paper)<br>FOB<br>see &lt;b&gt;annex&lt;/b&gt;")


def test_a_line_is_broken_where_a_year_is_missing_and_between_reporters():
    years_ = [{**year_of(year), "value_usd": year - 2000} for year in (2018, 2019, 2021, 2022)]
    fig = drawn(*years_, {**year_of(2023), "value_usd": 23, "reported_by": "IMF"})
    line = next(it for it in fig.data if it.mode == "lines" and it.line.color == frame.colour("UZB"))
    assert list(line.y) == [18, 19, None, 21, 22, None]


def test_yearly_figures_stand_on_the_tick_of_their_year():
    fig = drawn({"value_usd": 50})
    ticks = dict(zip(fig.layout.xaxis.ticktext, fig.layout.xaxis.tickvals, strict=True))
    apart = sorted(pd.to_datetime([ticks["2024"], named(fig, "Uzbekistan").x[0]]).asi8)
    assert apart[1] - apart[0] <= pd.Timedelta(days=1).value
    assert list(ticks) == ["2022", "2023", "2024", "2025"]


def test_states_have_one_scale_or_one_each_and_sums_of_several_states_stand_last_on_their_own():
    rows = [
        {"value_usd": 50}, {**KAZ, "value_usd": 5}, {"country": "CA5", "value_usd": 99, "reported_by": "AFG"},
        {"country": "UZB;TKM;TJK", "value_usd": 80, "reported_by": "AFG"},
    ]  # fmt: skip
    fig = drawn(*rows)
    headings = [it.text for it in fig.layout.annotations][1:]
    assert headings == ["<b>Kazakhstan</b>", "<b>Uzbekistan</b>", f"<b>{by_year._JOINT}</b>"]
    assert sorted(named(fig, by_year._JOINT).y) == [80, 99]
    assert fig.layout.yaxis.range == fig.layout.yaxis2.range
    assert fig.layout.yaxis3.range[1] > 99
    own = drawn(*rows, scale="own")
    assert own.layout.yaxis.range[1] < 10 < own.layout.yaxis2.range[1]


def test_the_first_the_last_and_the_year_of_the_takeover_have_their_value():
    values = {2018: 18e6, 2019: 90e6, 2020: 80e6, 2021: 21e6, 2022: 70e6, 2023: 23e6}
    fig = drawn(*({**year_of(year), "value_usd": value} for year, value in values.items()))
    for only in ("wide", "narrow"):
        texts = [it.replace("&nbsp;", "") for (it,) in labels(fig, only)]
        assert texts == ["$23 m<br>2023", "$18 m (2018)", "$21 m (2021)"]


def test_on_a_logarithmic_scale_too_values_stand_under_all_figures():
    fig = drawn(
        *({**year_of(year), "value_usd": value} for year, value in ((2019, 9e6), (2021, 2e6), (2023, 5e8))), scale="log"
    )
    feet = [it.y[0] for it in fig.data if it.mode == "text" and "(" in it.text[0]]
    assert len(feet) == 3  # of the first year, and of the takeover on wide screens and on phones
    assert 10 ** fig.layout.yaxis.range[0] < max(feet) < 2e6


def test_a_label_has_months_solar_years_and_minimums():
    part = drawn({**months("2025-01-01", "2025-06-30"), "value_usd": 2e7})
    least = drawn({"value_usd": 6e7, "bound": "at_least"})
    joint = drawn({"country": "UZB;TKM;TJK", "value_usd": 8e7, "reported_by": "AFG"})
    solar = drawn({**months("2024-03-20", "2025-03-20"), "precision": "day", "value_usd": 3e7})
    texts = [labels(fig)[0][0].replace("&nbsp;", "") for fig in (part, least, joint, solar)]
    assert texts == ["$20 m<br>Jan–Jun 2025", "≥ $60 m<br>2024", "$80 m, 3 states", "$30 m<br>2024/25"]


def test_the_scale_can_be_logarithmic():
    fig = drawn({"value_usd": 50}, {**year_of(2022), "value_usd": 7, "status": "claim"}, scale="log")
    assert marks(fig) == {7: "circle-open", 50: "circle"}
    assert fig.layout.yaxis.type == "log"


@pytest.mark.parametrize("scale", by_year.SCALES)
def test_no_figures_are_an_explained_empty_figure(scale):
    assert "no figure" in drawn(scale=scale).layout.annotations[-1].text
