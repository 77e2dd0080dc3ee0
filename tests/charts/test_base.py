"""What all figures share: looks of evidence, room for words, legends, panels."""

from itertools import pairwise

import pandas as pd
import pytest

from analysis.trade.preferred import EVIDENCE, headline, turnover
from charts.base import evidence, frame, labels, legend, panels, traces
from charts.base.dates import middle_of_year, middles
from tests.support import frames
from tests.support.specs import valid

PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01"}))
MONTHS = {"start": "2024-01-01", "end": "2024-08-31", "precision": "month"}


def classes(*rows: frames.Row) -> list[str]:
    return headline(frames.trade(*rows), PUBLISHED)["evidence"].tolist()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({}, "own"), ({"reported_by": "IMF"}, "own"), ({"reported_by": "AFG"}, "other"), ({"reported_by": "NEWS"}, "other"),
        ({"status": "preliminary"}, "other"), ({"status": "estimate"}, "other"), ({"status": "claim"}, "claim"),
        (MONTHS, "part"), ({**MONTHS, "status": "claim"}, "part"), (frames.day("2024-03-20", "2025-03-19"), "solar"),
    ],
)  # fmt: skip
def test_a_figure_says_what_kind_it_is(row, kind):
    assert classes(row) == [kind]


def test_a_sum_of_both_flows_says_so_unless_it_is_of_a_part_of_a_year():
    both = [{"flow": "export"}, {"flow": "import"}]
    assert turnover(frames.trade(*both), PUBLISHED)["evidence"].tolist() == ["sum"]
    months = frames.trade(*({**it, **MONTHS} for it in both))
    assert turnover(months, PUBLISHED)["evidence"].tolist() == ["part"]


def test_every_class_has_a_look_of_its_own_and_a_name():
    looks = {str(evidence.bar(kind, "#112233")) for kind in EVIDENCE} | {
        str(evidence.bar("part", "#112233", source="other"))
    }
    assert len(looks) == len(EVIDENCE) + 1  # the stripes of a part of a year tell whose it is
    assert list(evidence.NAMES) == list(EVIDENCE)
    assert len(set(evidence.NAMES.values())) == len(EVIDENCE)


def test_figures_that_look_the_same_are_one_group_in_the_order_of_the_legend():
    rows = headline(
        frames.trade(
            {**frames.year(2022), "status": "claim"},
            frames.year(2021),
            frames.year(2020),
            {**MONTHS, "reported_by": "AFG"},
        ),
        PUBLISHED,
    ).to_dict("records")
    groups = [(kind, len(alike)) for kind, _, alike in evidence.looks(rows, "#112233")]
    assert groups == [("own", 2), ("claim", 1), ("part", 1)]


def test_where_there_is_little_room_a_solar_year_and_a_sum_are_what_their_source_is():
    assert evidence.coarse({"evidence": "solar", "firm": False}) == "other"
    assert evidence.coarse({"evidence": "sum", "firm": True}) == "own"
    assert evidence.coarse({"evidence": "part", "firm": True}) == "part"


def test_a_width_is_that_of_the_letters_bold_ones_wider_and_not_of_mark_up():
    assert labels.width("iii", 11) < labels.width("mmm", 11)
    assert labels.width("<i>Aid</i> &amp; bread", 11) == labels.width("Aid & bread", 11)
    assert labels.width("Aid", 11) < labels.width("<b>Aid</b>", 11) < 1.1 * labels.width("Aid", 11)
    assert labels.width("Flour and<br>bread", 11) == labels.width("Flour and", 11)
    assert labels.width("Flour", 22) == pytest.approx(2 * labels.width("Flour", 11))


def test_the_first_wording_that_fits_is_taken_and_a_long_word_has_a_line_of_its_own():
    room = labels.width("chargé", 11)
    assert labels.fitting(["chargé d'affaires", "chargé", "c"], room, 11) == "chargé"
    assert labels.fitting(["chargé d'affaires"], room, 11) == ""
    assert labels.broken("not recognised at all", labels.width("recognised", 11), 11) == ["not", "recognised", "at all"]


def test_boxes_meet_where_one_covers_a_part_of_the_other_and_not_at_their_edges():
    taken = labels.Taken([labels.Box(0, 10, 0, 10)])
    assert taken.meets(labels.Box(9, 20, 9, 20))
    assert not taken.meets(labels.Box(10, 20, 0, 10))
    taken.add(labels.Box(10, 20, 0, 10))
    assert taken.meets(labels.Box(15, 16, 5, 6))


def test_a_middle_is_that_of_the_period_and_of_what_the_axis_shows_of_a_year():
    assert middles(frames.trade(frames.year(2023))).tolist() == ["2023-07-02"]
    assert middle_of_year(2023, "2025-01-01") == "2023-07-02"
    assert middle_of_year(2023, "2023-03-01") < "2023-02-01"


def test_a_trace_without_a_name_has_no_entry_in_the_legend():
    mark = traces.mark("circle", 9, "#112233")
    kinds = [{}, {"called": "a"}, {"name": "b"}]
    assert [traces.points([1], [1], mark, **it).get("showlegend") for it in kinds] == [False, False, None]
    assert "hovertext" not in traces.points([1], [1], mark)


def test_a_single_country_needs_no_entry_in_the_legend():
    assert legend.hues(["UZB"]) == []
    assert legend.hues(["UZB", "KAZ;UZB"]) == [("Uzbekistan", frame.COLOUR["UZB"]), ("2 states together", frame.GREY)]


def panel(name: str) -> panels.Panel:
    return panels.Panel(name, [traces.lines([1, 2], [3, 4], "#112233", 1)], {"range": [0, 5]})


@pytest.mark.parametrize("count", [1, 3])
def test_panels_stand_below_each_other_and_keep_their_height(count):
    drawn = [panel(f"Panel {at}") for at in range(count)]
    fig = valid(panels.stacked(drawn, [], {"title": "t"}, height=100, gap=30, xaxis={"type": "linear"}))
    inner = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    assert inner == 100 * count + 30 * (count - 1)
    domains = [fig.layout[f"yaxis{panels.numbered(at)}"].domain for at in range(count)]
    assert [round((high - low) * inner) for low, high in domains] == [100] * count
    assert all(above[0] > below[1] for above, below in pairwise(domains))
    assert [it.text for it in fig.layout.annotations[1:]] == [f"<b>Panel {at}</b>" for at in range(count)]
    assert fig.layout.xaxis.anchor == f"y{panels.numbered(count - 1)}"
    assert [it.yaxis for it in fig.data] == [f"y{panels.numbered(at)}" for at in range(count)]
