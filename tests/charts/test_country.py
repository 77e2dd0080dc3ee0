"""The charts of one state: bars, marks and fills by hand on small tables; goods, shares and refugees; rows stay unchanged."""

import pandas as pd
import pytest

from analysis.trade import commodities
from analysis.trade import preferred as h
from analysis.trade.years_of_state import years_and_parts
from charts.aid import refugees
from charts.base.traces import SCREENS
from charts.trade import commodities_of_state, one_state
from tests.analysis.trade.test_preferred import PUBLISHED, figures
from tests.support import frames
from tests.support.specs import valid

SOURCES = frames.sources(a="2025-01-01", b="2025-02-01")
AXIS = ("2020-01-01", "2025-05-01")
YEARS = {"first": AXIS[0], "last": AXIS[1]}


def by_year(figures, reports, measure="value_usd"):
    first, last = AXIS
    return valid(
        one_state.by_year(years_and_parts(figures), reports, first=first, last=last, title="t", measure=measure)
    )


def drawn(*rows, measure="value_usd"):
    """The traces of some reported turnovers by their name."""
    reported = figures(*rows)
    chosen = h.headline(reported, PUBLISHED, measure)
    fig = by_year(chosen, reported, measure)
    return fig, {it.name: it for it in fig.data if it.name}


def year(number, **more):
    return {"start": f"{number}-01-01", "end": f"{number}-12-31", **more}


def part(number, until, **more):
    return {"start": f"{number}-01-01", "end": f"{number}-{until}", "precision": "month", **more}


def test_each_kind_of_figure_has_its_fill_and_its_entry_in_the_legend_and_a_claim_is_a_ring():
    fig, traces = drawn(
        year(2020), year(2021, reported_by="AFG"), year(2022, status="claim"), part(2023, "08-31"),
        {"start": "2024-03-01", "end": "2025-03-31", "precision": "month", "reported_by": "AFG"},
    )  # fmt: skip
    bars = {it.name: it for it in fig.data if it.type == "bar"}
    assert set(bars) == {one_state.OWN, one_state.OTHER, one_state.PART}
    assert [len(it.x) for it in bars.values()] == [1, 2, 1]
    assert bars[one_state.OWN].marker.color == "rgba(213,94,0,1)"
    assert bars[one_state.OTHER].marker.color == "rgba(213,94,0,0.45)"
    assert bars[one_state.PART].marker.pattern.shape == "/"
    ring = traces[one_state.SAID]
    assert ([it[:4] for it in ring.x], ring.marker.symbol) == (["2022", "2022"], "circle")
    named = [it.name for it in fig.data if it.showlegend]
    assert len(named) == len(set(named)) <= 5


def test_a_sum_of_own_flows_is_a_full_bar_that_says_so():
    flows = figures(year(2024, flow="export", value_usd=4e8), year(2024, flow="import", value_usd=1e7))
    fig = by_year(h.turnover(flows, PUBLISHED), flows[:0])
    bar = next(it for it in fig.data if it.name == one_state.OWN)
    assert list(bar.y) == [4.1e8]
    assert "sum of exports and imports" in bar.hovertext[0]


def texts(fig, only="wide"):
    """The values below the bars, on one kind of screen."""
    marks = [it for it in fig.data if it.type == "scatter" and it.mode == "text"]
    return next(it for it in marks if it.textfont.weight == SCREENS[only])


def test_values_stand_below_the_foot_where_no_mark_can_be():
    fig, _ = drawn(year(2023, value_usd=5e8), year(2023, value_usd=6e8, source_id="b"), part(2023, "05-31"))
    labels = texts(fig)
    assert [it for it in labels.text if it != one_state.GAP] == ["$600 m"]
    assert max(labels.y) < 0
    assert fig.layout.yaxis.range[0] < min(labels.y)
    assert min(fig.layout.yaxis.tickvals) == 0


def test_a_phone_keeps_the_last_the_highest_and_the_first_value_that_have_room():
    rows = [year(number, value_usd=1e8 * number - 2009e8) for number in range(2010, 2025)]
    rows[5]["value_usd"] = 9e9
    reported = figures(*rows)
    chosen = years_and_parts(h.headline(reported, PUBLISHED))
    fig = valid(one_state.by_year(chosen, reported, first="2010-01-01", last="2024-12-31", title="t"))
    assert len(texts(fig).text) == 15
    narrow = list(texts(fig, "narrow").text)
    assert {"$100 m", "$9 bn", "$1.5 bn"} <= set(narrow)
    assert len(narrow) < 10


def test_every_report_is_a_mark_and_a_line_leads_to_a_statistic_far_from_its_bar():
    fig, traces = drawn(
        year(2023, value_usd=5e8), year(2023, value_usd=7e8, status="claim"),
        year(2023, value_usd=2e8, reported_by="AFG"), part(2023, "05-31", value_usd=1e8),
    )  # fmt: skip
    assert list(traces[one_state.REPORT].y) == [2e8]
    assert list(traces[one_state.SAID].y) == [7e8]
    lines = [it for it in fig.data if it.type == "scatter" and it.mode == "lines"]
    assert [list(it.y) for it in lines] == [[5e8, 2e8, None]] * 2  # with its halo
    dots = next(it for it in fig.data if it.type == "scatter" and it.marker.size == one_state._DOT)
    assert sorted(dots.y) == [1e8, 5e8]


def test_a_report_near_its_bar_has_no_line():
    fig, traces = drawn(year(2023, value_usd=5e8), year(2023, value_usd=4.6e8, reported_by="AFG"))
    assert not [it for it in fig.data if it.type == "scatter" and it.mode == "lines"]
    assert one_state.REPORT not in traces


def test_contracts_and_targets_are_flags_and_no_bars():
    fig, traces = drawn(year(2022, value_usd=9e8, status="contract"), year(2023, value_usd=2e9, status="target"))
    assert not [it for it in fig.data if it.type == "bar"]
    assert list(traces[one_state.AIMS].y) == [9e8, 2e9]
    assert ["Contracts signed" in it for it in traces[one_state.AIMS].hovertext] == [True, False]
    assert fig.layout.yaxis.range[1] > 2e9


def test_years_without_a_figure_have_a_dash():
    fig, _ = drawn(year(2021), part(2023, "08-31"))
    gaps = [at[:4] for at, text in zip(texts(fig).x, texts(fig).text, strict=True) if text == one_state.GAP]
    assert gaps == ["2020", "2022", "2024"]  # 2025 has not ended on the axis


def test_the_years_are_named_where_their_bars_stand():
    fig, traces = drawn(year(2021), year(2023))
    assert list(fig.layout.xaxis.ticktext) == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert set(traces[one_state.OWN].x) <= set(fig.layout.xaxis.tickvals)


def test_energy_is_drawn_in_gigawatt_hours():
    fig, traces = drawn(year(2023, value_usd=None, quantity_gwh=1820.0), measure="quantity_gwh")
    assert traces[one_state.OWN].y[0] == 1820
    assert texts(fig).text[0] == "1,820"


def goods(*rows, by="own"):
    rows = figures(*({"flow": "export", **it} for it in rows))
    return commodities.goods(commodities.single_goods(rows, flow="export", by=by), SOURCES)


def of_year(*rows, by="own"):
    every = goods(*rows, by=by)
    return every[every["year"] == 2023]


def total(value=None):
    """What the same side reports for all goods, if anything."""
    return h.headline(figures(year(2023, flow="export", value_usd=value)), PUBLISHED)


GOODS = (
    year(2023, commodity="wheat", value_usd=3e8),
    year(2023, commodity="flour", value_usd=1e8, source_id="faostat-x", bound="at_least"),
    year(2023, commodity="flour", value_usd=2.5e8, reported_by="AFG"),
    year(2023, value_usd=1e9),
    year(2022, commodity="wheat", value_usd=4e7),
)


def test_goods_are_ranked_with_their_share_of_the_same_side_s_total():
    chosen = of_year(*GOODS)
    assert dict(zip(chosen["commodity"], chosen["value"], strict=True)) == {"wheat": 3e8, "flour": 1e8}
    fig = valid(commodities_of_state.ranked(chosen, total(1e9), title="t"))
    assert list(fig.data[0].x) == [3e8, 1e8]
    assert list(fig.layout.yaxis.ticktext) == ["Wheat", "Flour"]
    assert [it.text for it in fig.layout.annotations[1:]] == ["$300 m · 30 %", "≥ $100 m · ≥ 10 %"]


def test_without_a_total_no_share_is_given():
    fig = valid(commodities_of_state.ranked(of_year(*GOODS, by="AFG"), total(), title="t"))
    assert [it.text for it in fig.layout.annotations[1:]] == ["$250 m"]


@pytest.mark.parametrize(
    ("value", "total", "lower", "said"),
    [(5e6, 1e9, False, "0.5 %"), (2e9, 1e9, False, ""), (1, None, False, ""), (5e8, 1e9, True, "≥ 50 %")],
)
def test_a_share_in_words(value, total, lower, said):
    assert commodities_of_state.share(value, total, lower=lower) == said


def test_a_spread_of_reports_of_goods_is_a_whisker():
    chosen = of_year(
        year(2023, commodity="wheat", value_usd=3e8), year(2023, commodity="wheat", value_usd=2e8, source_id="b")
    )
    spread = valid(commodities_of_state.ranked(chosen, total(), title="t")).data[1]
    low, high = (spread.x[0] - spread.error_x.arrayminus[0], spread.x[0] + spread.error_x.array[0])
    assert (low, high) == (2e8, 3e8)
    alike = chosen.assign(low=chosen["value"], high=chosen["value"])
    assert not valid(commodities_of_state.ranked(alike, total(), title="t")).data[1].x


def test_the_strip_has_a_row_for_each_good_and_leaves_unreported_years_empty():
    fig = valid(commodities_of_state.over_years(goods(*GOODS), years=[2021, 2022, 2023], title="t"))
    cells = fig.data[0]
    assert list(fig.layout.yaxis.ticktext) == ["Wheat", "Flour"]
    assert [[it is not None for it in line] for line in cells.z] == [[False, True, True], [False, False, True]]
    assert cells.z[0][2] == pytest.approx(3e8**0.5)
    amounts = {(it.x, it.y): it.text for it in fig.layout.annotations[1:]}
    assert {at: text.split(">")[1].split("<")[0] for at, text in amounts.items()} == {
        (1, 0): "40",
        (2, 0): "300",
        (2, 1): "100",
    }


def counts(*rows):
    base = {
        "country": "UZB",
        "precision": "year",
        "refugees": 5,
        "asylum_seekers": None,
        "other_in_need": None,
        "source_id": "a",
    }
    frame = pd.DataFrame([{**base, "start": f"{at}-01-01", "end": f"{at}-12-31", **row} for at, row in rows])
    return frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))


def test_groups_of_people_are_stacked_and_what_is_not_reported_says_so():
    fig = valid(
        refugees.by_year(counts((2024, {"refugees": 8505}), (2025, {"other_in_need": 7700})), **YEARS, title="t")
    )
    assert {it.name: list(it.y) for it in fig.data} == {
        "refugees": [8505, 5],
        "others in need of protection": [0, 7700],
    }
    assert "others in need of protection: not reported" in fig.data[0].hovertext[0]
    assert "others in need of protection: 7,700" in fig.data[0].hovertext[1]


def test_rows_stay_as_they_were():
    reported = figures(year(2022), year(2023, status="claim"), year(2023, commodity="wheat", flow="export"))
    people = counts((2024, {}))
    before, people_before = reported.copy(deep=True), people.copy(deep=True)
    chosen = h.headline(reported[reported["commodity"] == "total"], PUBLISHED)
    chosen_before = chosen.copy(deep=True)
    by_year(chosen, reported)
    wheat, totals = of_year(*GOODS), total(1e9)
    wheat_before = wheat.copy(deep=True)
    valid(commodities_of_state.ranked(wheat, totals, title="t"))
    valid(commodities_of_state.over_years(wheat, years=[2023], title="t"))
    valid(refugees.by_year(people, **YEARS, title="t"))
    pd.testing.assert_frame_equal(reported, before)
    pd.testing.assert_frame_equal(chosen, chosen_before)
    pd.testing.assert_frame_equal(wheat, wheat_before)
    pd.testing.assert_frame_equal(people, people_before)


@pytest.mark.parametrize(
    "empty",
    [
        lambda: by_year(h.headline(figures()[:0], PUBLISHED), figures()[:0]),
        lambda: valid(commodities_of_state.ranked(goods(), total(), title="t")),
        lambda: valid(commodities_of_state.over_years(goods(), years=[2023], title="t")),
        lambda: valid(refugees.by_year(counts((2024, {}))[:0], **YEARS, title="t")),
    ],
    ids=["years", "ranked", "strip", "refugees"],
)
def test_no_rows_give_a_figure_that_says_why(empty):
    fig = empty()
    assert not fig.data
    assert any("No " in str(it.text) for it in fig.layout.annotations)
