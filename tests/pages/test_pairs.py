"""Mirror and Trade count the same pairs of mirrored figures, and no month of a series as a pair, with the parts of live sources too."""

import re
from dataclasses import replace

import pytest

import data
from analysis.mirror.pairs import pairs
from analysis.trade.series import Choice
from data.schema.tables import Trade
from data.vocabulary.codes import FLOWS
from pages._app.rows import in_use, mirror_pairs, published
from pages._parts.figure import Drawing
from pages.mirror.gap import GAP, in_view
from pages.mirror.wording import EVERY, answer
from pages.trade.both_sides import BOTH_SIDES
from tests.support.drawing import EVERY as VIEW
from tests.support.drawing import drawn, plain, said

VIEWS = [VIEW, *(replace(VIEW, countries=(code,)) for code in ("KAZ", "UZB"))]


def counted(figure, view, choice) -> int:
    """How many pairs the sentence of a figure names."""
    drawing = figure.drawn(view, choice)
    assert isinstance(drawing, Drawing), drawing
    found = re.search(r": (\d+)( pairs? of figures|\.)", drawing.words.alt)
    assert found, drawing.words.alt
    return int(found[1])


def measured(view, flow, goods) -> int:
    """How many pairs the measure gives of a view and a choice."""
    rows = view.keep(pairs(in_use(Trade), published()))
    rows = rows[rows["flow"] == flow]
    return len(rows if goods == EVERY else rows[rows["commodity"] == goods])


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view.countries))
@pytest.mark.parametrize(
    ("flow", "goods"), [*((flow, EVERY) for flow in FLOWS), ("turnover", "total"), ("export", "wheat")]
)
def test_both_pages_name_as_many_pairs_as_the_measure_gives(view, flow, goods):
    count = measured(view, flow, goods)
    if not count:
        for figure in (GAP, BOTH_SIDES):
            assert isinstance(figure.drawn(view, Choice(flow, "value_usd", goods)), str)
        return
    assert counted(GAP, view, Choice(flow, "value_usd", goods)) == count
    # of goods without any pair Trade shows those of all goods, as `each` does
    assert counted(BOTH_SIDES, view, Choice(flow, "value_usd", "cement" if goods == EVERY else goods)) == count


@pytest.mark.usefixtures("live")
def test_no_month_of_a_series_is_a_pair():
    every = pairs(data.read(Trade), published())
    assert len(every) - len(mirror_pairs("value_usd")) == 27  # the series of the IMF in the parts of the tests


@pytest.mark.usefixtures("live")
def test_the_answer_of_the_mirror_page_counts_the_same_pairs():
    count = len(VIEW.keep(pairs(in_use(Trade), published())))
    assert f"the same flow, goods and period {count} times" in answer(in_view(VIEW), in_view(VIEW), VIEW)
    assert f"the same flow, goods and period {count} times" in said(drawn("mirror", VIEW))


@pytest.mark.usefixtures("live")
def test_both_pages_show_the_same_number_to_a_reader():
    mirror, trade = drawn("mirror", VIEW, mirror_flow="Turnover"), drawn("trade", VIEW)
    alts = [plain(it.proto.alt) for app in (mirror, trade) for it in app.get("plotly_chart")]
    numbers = [
        re.search(r": (\d+) pairs? of figures that both sides|that both sides report .*: (\d+)\.", alt) for alt in alts
    ]
    found = [next(filter(None, number.groups())) for number in numbers if number]
    assert found == [str(measured(VIEW, "turnover", EVERY))] * 2
