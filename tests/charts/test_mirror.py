"""The charts of the Mirror page: what is drawn of which figures, and that silence and hollow marks say what they should."""

import copy
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.mirror.dependence import of_exports, of_imports
from analysis.mirror.pairs import pairs
from analysis.mirror.reporting import reporting_years
from charts.mirror import dependence, reporting
from charts.mirror.dumbbells import dumbbells, in_words
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
    return valid(dumbbells(paired(*rows), title="A", subtitle="b"))


def named(fig: go.Figure, name: str) -> Any:
    return next(it for it in fig.data if it.name == name)


def values(fig: go.Figure) -> tuple[list[str], list[str]]:
    """The values that are written at the exporters' and at the importers' marks."""
    both = (named(fig, it).text for it in ("exporter", "importer"))
    return tuple([text.replace("&nbsp;", "") for text in texts] for texts in both)  # ty: ignore[invalid-explicit-return]


def notes(fig: go.Figure) -> list[str]:
    return [str(it.text) for it in fig.layout.annotations]


def test_the_exporter_is_a_circle_and_the_importer_a_diamond_whichever_side_it_is():
    fig = drawn(*two(100.0, 150.0))
    assert (named(fig, "exporter").marker.symbol[0], named(fig, "importer").marker.symbol[0]) == ("circle", "diamond")
    assert values(fig) == (["$100"], ["$150"])
    imports = [
        {**it, "flow": "import"} for it in two(100.0, 150.0)
    ]  # the state imports for 100, Afghanistan reports 150
    assert values(drawn(*imports)) == (["$150"], ["$100"])
    turnover = drawn(*[{**it, "flow": "turnover"} for it in two(100.0, 150.0)])
    assert values(turnover) == (["$100"], ["$150"])
    assert {"the state's figure", "the Afghan figure"} <= {it.name for it in turnover.data}


def test_each_value_stands_away_from_the_other():
    fig = drawn(*two(100.0, 150.0), *two(9.0, 3.0, **year(2022)))
    at = dict(zip(named(fig, "exporter").y, named(fig, "exporter").textposition, strict=True))
    assert list(at.values()) == ["middle right", "middle left"]  # 2022 is above 2024
    assert list(named(fig, "importer").textposition) == ["middle left", "middle right"]


def test_the_band_of_freight_is_drawn_but_not_of_a_turnover():
    fig = drawn(*two(1.0, 2.0))
    bands = [(it.x0, it.x1) for it in fig.layout.shapes if it.type == "rect"]
    assert bands == [(pytest.approx(0.53), pytest.approx(0.56))]  # of 1, where 2 is the largest
    turnover = drawn(*[{**it, "flow": "turnover"} for it in two(1.0, 2.0)])
    assert not [it for it in turnover.layout.shapes if it.type == "rect"]
    assert not any("freight" in str(it.name) for it in turnover.data)


def test_each_state_has_a_scale_of_its_own_and_its_years_below_its_name():
    fig = drawn(*two(50.0, 100.0), *_kazakh(2024), *_kazakh(2016))
    assert list(fig.layout.yaxis.ticktext) == ["<b>Kazakhstan</b>", "2016", "2024", "<b>Uzbekistan</b>", "2024"]
    assert list(named(fig, "exporter").x) == [0.5, 0.5, 0.5]
    assert list(named(fig, "exporter").y) == [1, 2, 4]
    assert named(fig, "exporter").marker.color[2] == "#D55E00"


def test_goods_are_named_where_there_are_several():
    fig = drawn(*two(1.0, 2.0), *two(1.0, 2.0, commodity="flour"))
    assert list(fig.layout.yaxis.ticktext)[::2] == ["<b>Uzbekistan</b><br>Flour", "<b>Uzbekistan</b><br>Wheat"]


@pytest.mark.parametrize(
    ("sent", "came", "words"),
    [
        (100.0, 115.0, "importer 15 % more"), (100.0, 57.0, "importer 43 % less"), (9.01e6, 37.21e3, "242 times apart"),
        (100.0, 100.0, "equal"), (100.0, 0.0, "one figure is zero"),
    ],
)  # fmt: skip
def test_a_distance_in_words(sent, came, words):
    assert in_words(paired(*two(sent, came)).iloc[0].to_dict()) == words


def test_what_is_no_statistic_is_hollow_and_explained():
    own, afghan = two(1.0, 2.0)
    fig = drawn(own, {**afghan, "status": "claim"})
    assert (named(fig, "exporter").marker.symbol[0], named(fig, "importer").marker.symbol[0]) == (
        "circle",
        "diamond-open",
    )
    assert "hollow: preliminary or claim" in [it.name for it in fig.data]
    assert not any("hollow" in str(it.name) for it in drawn(own, afghan).data)


def test_a_hover_has_both_figures_who_reports_them_and_how_they_are_valued_as_text():
    own, afghan = two(100e6, 150e6)
    said = named(drawn({**own, "valuation": "FOB"}, afghan), "exporter").hovertext[0]
    assert "Uzbekistan (exporter): $100 m, FOB" in said
    assert "Afghanistan (importer): $150 m, valuation not stated" in said
    assert "Uzbek statistics (Stat Office)" in said
    assert "&lt;b&gt;Ministry" in said
    assert "reports 50 % more than Uzbekistan" in said.replace("<br>", " ")


def _kazakh(number: int) -> list[frames.Row]:
    own, afghan = two(1.0, 2.0, country="KAZ", **year(number))
    return [{**own, "reported_by": "KAZ"}, afghan]


def test_no_pair_is_a_sentence():
    assert "both sides" in notes(valid(dumbbells(paired(*two(1.0, 2.0)).iloc[:0], title="A")))[1]


def test_charts_leave_their_rows_as_they_were():
    found = paired(*two(1.0, 2.0))
    shares = of_imports(_flour(("KAZ", 60.0), ("UZB", 40.0)), SOURCES)
    silent = _reports()
    before = copy.deepcopy((found, shares, silent))
    valid(dumbbells(found, title="A"))
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
    cells = list(zip(bars.x, bars.width, bars.marker.color, strict=True))
    assert [it[0] for it in cells] == [
        2020,
        2022,
        2024,
        2022,
    ]  # own: told, three silent years, told; Afghan: five silent
    assert [round(it[1], 2) for it in cells] == [0.94, 2.94, 0.94, 4.94]
    assert [it[2] == "rgba(0,0,0,0)" for it in cells] == [False, True, False, True]
    assert [list(it.x) for it in fig.data[1:]] == [[2020, 2024]] * 2  # the counts, on wide screens and on phones
    assert notes(fig)[1:] == ["no report", "no report known in these years"]
    assert "no report known" in bars.hovertext[1]


def test_a_count_that_a_phone_has_no_room_for_stands_on_wide_screens_alone():
    many = _reports()
    many.loc[0, "reports"] = 17
    wide, narrow = valid(reporting.strip(many, ["UZB"], range(2000, 2025), title="A")).data[1:]
    assert ["17" in it for it in wide.text] == [True, False]
    assert list(narrow.text) == ["1"]


def test_a_state_of_which_nothing_is_reported_is_drawn_as_silent():
    assert notes(strip(_reports().iloc[:0]))[1:] == ["no report known in these years"] * 2


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


def test_shares_close_to_each_other_are_written_on_a_phone_as_far_as_there_is_room():
    row = {"country": "KAZ", "flow": "export", "commodity": "flour", "reported_by": "KAZ", "value_usd": None,
           "whole": "own_exports", "whole_t": 1000.0}  # fmt: skip
    shares = of_exports(trade(*({**row, **year(on), "quantity_t": 600.0} for on in (2020, 2021, 2022))), SOURCES)
    fig = valid(dependence.exports(shares, "2000-01-01", LAST, title="A"))
    wide, narrow = ([it.x[at] for at in range(len(it.x))] for it in fig.data if it.mode == "markers+text")
    assert [it[:4] for it in wide] == ["2022", "2021", "2020"]
    assert [it[:4] for it in narrow] == ["2022", "2021"]  # above and below; the third would cover the first


def test_shares_of_exports_are_full_where_worked_out_and_hollow_where_given():
    row = {"country": "KAZ", "flow": "export", "commodity": "flour", "reported_by": "KAZ", "value_usd": None}
    shares = of_exports(trade(
        {**row, "quantity_t": 600.0, "whole": "own_exports", "whole_t": 1000.0},
        {**row, "quantity_t": 600.0, "whole": "own_exports", "share_percent": 70.0, **year(2022),
         "note": "about 70% of Kazakh flour exports"},
    ), SOURCES)  # fmt: skip
    fig = valid(dependence.exports(shares, FIRST, LAST, title="A"))
    mark = next(it for it in fig.data if it.mode == "markers")
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
