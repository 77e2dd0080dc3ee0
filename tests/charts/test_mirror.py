"""The charts of the Mirror page: what is drawn of which figures, and that silence and hollow marks say what they should."""

import copy
import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.mirror.dependence import of_exports, of_imports
from analysis.mirror.pairs import pairs
from analysis.mirror.reporting import reporting_years
from charts.mirror import dependence, reporting
from charts.mirror.gap import gap
from data.vocabulary.mirror import percent
from tests.support import frames
from tests.support.frames import trade, year
from tests.support.specs import valid

FIRST, LAST = "2016-01-01", "2026-05-01"
SOURCES = frames.sources(a="2025-01-01")
PUBLISHED = SOURCES.set_index("source_id")["start"]


def two(sent: float, came: float, **more: object) -> list[frames.Row]:
    """Exports of wheat in 2024 as Uzbekistan and as Afghanistan tell them."""
    base = {"flow": "export", "commodity": "wheat", **more}
    return [{**base, "value_usd": sent}, {**base, "value_usd": came, "reported_by": "AFG"}]


def paired(*rows: frames.Row) -> pd.DataFrame:
    return pairs(trade(*rows), PUBLISHED).assign(publisher_own="Stat Office", publisher_afghan="<b>Ministry</b>")


def drawn(*rows: frames.Row) -> go.Figure:
    return valid(gap(paired(*rows), FIRST, LAST, title="A", subtitle="b"))


def marks(fig: go.Figure) -> list[Any]:
    return [it for it in fig.data if it.type == "scatter" and it.mode == "markers" and it.hovertext is not None]


def notes(fig: go.Figure) -> list[str]:
    return [str(it.text) for it in fig.layout.annotations]


def test_the_importers_figure_is_divided_by_the_exporters_whichever_side_it_is():
    assert marks(drawn(*two(100.0, 150.0)))[0].y == (1.5,)
    imports = [{**it, "flow": "import"} for it in two(100.0, 150.0)]  # the state imports for 100, Afghanistan tells 150
    assert marks(drawn(*imports))[0].y == (pytest.approx(2 / 3),)
    turnover = [{**it, "flow": "turnover"} for it in two(100.0, 150.0)]
    assert marks(drawn(*turnover))[0].y == (pytest.approx(2 / 3),)


def test_the_band_of_freight_is_drawn_but_not_of_a_turnover():
    bands = [(it.y0, it.y1) for it in drawn(*two(1.0, 2.0)).layout.shapes if it.type == "rect"]
    assert bands == [(1.06, 1.12)]
    turnover = drawn(*[{**it, "flow": "turnover"} for it in two(1.0, 2.0)])
    assert not [it for it in turnover.layout.shapes if it.type == "rect"]
    assert "freight, 6 to 12 %" not in notes(turnover)


def test_the_axis_is_logarithmic_and_holds_the_line_of_equal_figures():
    fig = drawn(*two(1.0, 300.0))
    assert fig.layout.yaxis.type == "log"
    low, high = fig.layout.yaxis.range
    assert low < 0 < math.log10(300) < high
    ticks = dict(zip(fig.layout.yaxis.tickvals, fig.layout.yaxis.ticktext, strict=True))
    assert (ticks[1.0], ticks[100.0], ticks[0.5]) == ("equal", "100 : 1", "1 : 2")


def test_a_lower_bound_is_hollow_and_said():
    fig = drawn(*two(1.0, 2.0, bound="at_least"), *two(1.0, 2.0, **year(2022)))
    symbols = dict(zip((it[:4] for it in marks(fig)[0].x), marks(fig)[0].marker.symbol, strict=True))
    assert symbols == {"2022": "square", "2024": "square-open"}
    assert "hollow: only a lower bound, distance not known" in [it.name for it in fig.data]
    assert not any("hollow" in str(it.name) for it in drawn(*two(1.0, 2.0)).data)


def test_the_name_beside_a_lower_bound_tells_no_distance():
    named = {
        kind: [it.text[0] for it in drawn(*two(1.0, 3.0, bound=bound)).data if it.mode == "text"]
        for kind, bound in (("sure", "exact"), ("lower", "at_least"))
    }
    assert ["3 : 1" in it for it in named["sure"]] == [True]
    assert [": 1" in it for it in named["lower"]] == [False]


def test_a_hover_tells_both_figures_who_says_so_and_how_they_are_valued_as_text():
    own, afghan = two(100e6, 150e6)
    said = marks(drawn({**own, "valuation": "FOB"}, afghan))[0].hovertext[0]
    assert "Uzbekistan (exporter): $100 m, FOB" in said
    assert "Afghanistan (importer): $150 m, valuation not stated" in said
    assert "Uzbek statistics (Stat Office)" in said
    assert "&lt;b&gt;Ministry" in said
    assert "reports 50 % more than Uzbekistan" in said.replace("<br>", " ")


def test_states_of_one_year_stand_side_by_side_within_the_axis():
    fig = drawn(*two(1.0, 2.0), *_kazakh(2024), *_kazakh(2016))
    days = {it.name: it.x for it in marks(fig)}
    assert days["Kazakhstan"][1] < days["Uzbekistan"][0]
    assert all("2024" in it for it in (days["Kazakhstan"][1], days["Uzbekistan"][0]))


def _kazakh(number: int) -> list[frames.Row]:
    own, afghan = two(1.0, 2.0, country="KAZ", **year(number))
    return [{**own, "reported_by": "KAZ"}, afghan]


def test_no_pair_is_a_sentence():
    assert "divided" in str(
        valid(gap(paired(*two(1.0, 2.0)).iloc[:0], FIRST, LAST, title="A")).layout.annotations[1].text
    )


def test_charts_leave_their_rows_as_they_were():
    found = paired(*two(1.0, 2.0))
    shares = of_imports(_flour(("KAZ", 60.0), ("UZB", 40.0)), SOURCES)
    silent = _reports()
    before = copy.deepcopy((found, shares, silent))
    valid(gap(found, FIRST, LAST, title="A"))
    valid(dependence.imports(shares, ["KAZ"], title="A"))
    strip(silent)
    for one, other in zip(before, (found, shares, silent), strict=True):
        pd.testing.assert_frame_equal(one, other)


def _reports() -> pd.DataFrame:
    """Uzbekistan reports all goods in 2020 and wheat in 2024; the Afghan side nothing."""
    return reporting_years(trade({**year(2020)}, {"commodity": "wheat"}), SOURCES)


def strip(reports: pd.DataFrame) -> go.Figure:
    return valid(reporting.strip(reports, ["UZB"], range(2020, 2025), title="A"))


def test_silence_is_an_empty_frame_with_its_words():
    fig = strip(_reports())
    bars = fig.data[0]
    cells = list(zip(bars.x, bars.width, bars.text, bars.marker.color, strict=True))
    assert [it[0] for it in cells] == [
        2020,
        2022,
        2024,
        2022,
    ]  # own: told, three silent years, told; Afghan: five silent
    assert [round(it[1], 2) for it in cells] == [0.94, 2.94, 0.94, 4.94]
    assert [it[3] == "rgba(0,0,0,0)" for it in cells] == [False, True, False, True]
    assert [bool(it[2]) for it in cells] == [True, False, True, False]
    assert notes(fig)[1:] == ["no report", "no report on record in these years"]
    assert "no report on record" in bars.hovertext[1]


def test_a_state_of_which_nothing_is_reported_is_drawn_as_silent():
    assert notes(strip(_reports().iloc[:0]))[1:] == ["no report on record in these years"] * 2


def test_a_figure_of_all_goods_is_stronger_than_one_of_single_goods():
    bars = strip(_reports()).data[0]
    strength = [float(it.rsplit(",", 1)[1].rstrip(")")) for it in bars.marker.color]
    assert strength[0] > strength[2] > strength[1] == 0


def _flour(*sent: tuple[str, float]) -> pd.DataFrame:
    base = {"flow": "export", "commodity": "flour", "value_usd": None, "reported_by": "AFG"}
    return trade(*({**base, "country": code, "quantity_t": tonnes} for code, tonnes in sent))


def bars(*sent: tuple[str, float], chosen: tuple[str, ...] = ("KAZ", "UZB")) -> go.Figure:
    return valid(dependence.imports(of_imports(_flour(*sent), SOURCES), chosen, title="A"))


def test_shares_of_one_whole_are_stacked_and_say_their_whole():
    fig = bars(("KAZ", 60.0), ("UZB", 40.0))
    drawn_ = {it.name: (it.base[0], it.x[0]) for it in fig.data if it.base is not None}
    assert drawn_ == {"Kazakhstan": (0, 60), "Uzbekistan": (60, 40)}
    assert "of the states named" in fig.layout.yaxis.ticktext[0]
    assert "Kazakhstan 60 %" in " ".join(notes(fig))
    world = bars(("KAZ", 60.0), ("GLOBAL", 120.0))
    assert "of all imports" in world.layout.yaxis.ticktext[0]
    assert [it.x[0] for it in world.data if it.base is not None] == [50]


def test_a_state_that_is_not_chosen_stays_in_its_whole_in_grey():
    fig = bars(("KAZ", 60.0), ("UZB", 40.0), chosen=("KAZ",))
    fills = {it.name: it.marker.color for it in fig.data if it.base is not None}
    assert fills["Uzbekistan"] != fills["Kazakhstan"]
    assert "a state that is not chosen above" in [it.name for it in fig.data]
    assert not any("40 %" in it for it in notes(fig))


def test_a_part_never_reads_as_the_whole():
    assert [percent(it) for it in (100.0, 99.7, 99.4, 0.01)] == [
        "100 %",
        "over 99.5 %",
        "99 %",
        "less than 0.1 %",
    ]


def test_shares_of_exports_are_full_where_worked_out_and_hollow_where_given():
    row = {"country": "KAZ", "flow": "export", "commodity": "flour", "reported_by": "KAZ", "value_usd": None}
    shares = of_exports(trade(
        {**row, "quantity_t": 600.0, "whole": "own_exports", "whole_t": 1000.0},
        {**row, "quantity_t": 600.0, "whole": "own_exports", "share_percent": 70.0, **year(2022),
         "note": "about 70% of Kazakh flour exports"},
    ), SOURCES)  # fmt: skip
    fig = valid(dependence.exports(shares, FIRST, LAST, title="A"))
    mark = next(it for it in fig.data if it.mode == "markers+text")
    assert dict(zip(mark.y, mark.marker.symbol, strict=True)) == {70: "circle-open", 60: "circle"}
    assert any("as the source gives it" in it for it in mark.hovertext)


def test_nothing_to_draw_is_a_sentence():
    none = of_exports(trade(), SOURCES)
    for fig in (
        valid(dependence.exports(none, FIRST, LAST, title="A")), valid(dependence.imports(none, [], title="A")),
        valid(reporting.strip(_reports(), ["UZB"], [], title="A")),
    ):  # fmt: skip
        assert not fig.data
        assert len(notes(fig)) == 2
