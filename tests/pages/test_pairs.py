"""The Mirror page counts the pairs that the measure gives, and no month of a series as a pair, with the parts of live sources too."""

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
from pages.mirror.gap import GAP, in_view, of_choice
from pages.mirror.wording import EVERY, answer
from tests.support.drawing import EVERY as VIEW
from tests.support.drawing import drawn, plain, said

VIEWS = [VIEW, *(replace(VIEW, countries=(code,)) for code in ("KAZ", "UZB"))]


def counted(figure, view, choice) -> int:
    """How many pairs the sentence of a figure names."""
    drawing = figure.drawn(view, choice)
    assert isinstance(drawing, Drawing), drawing
    found = re.search(r": (\d+) pairs? of figures", drawing.words.alt)
    assert found, drawing.words.alt
    return int(found[1])


def measured(view, flow, goods) -> tuple[int, int]:
    """How many pairs the measure gives of a view and a choice: that can be compared, and with a minimum."""
    rows = view.keep(pairs(in_use(Trade), published()))
    rows = rows[rows["flow"] == flow]
    lower = rows.loc[rows["commodity"].eq(goods) | (goods == EVERY), "lower_bound"]
    return int((~lower).sum()), int(lower.sum())


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view.countries))
@pytest.mark.parametrize(
    ("flow", "goods"), [*((flow, EVERY) for flow in FLOWS), ("turnover", "total"), ("export", "wheat")]
)
def test_the_figure_and_the_choice_have_as_many_pairs_as_the_measure_gives(view, flow, goods):
    choice = Choice(flow, "value_usd", goods)
    count, lower = measured(view, flow, goods)
    assert len(of_choice(view, choice)) == count + lower
    if count:
        assert counted(GAP, view, choice) == count
    else:
        assert isinstance(GAP.drawn(view, choice), str)


@pytest.mark.usefixtures("live")
def test_no_month_of_a_series_is_a_pair():
    every = pairs(data.read(Trade), published())
    assert len(every) - len(mirror_pairs("value_usd")) == 27  # the series of the IMF in the parts of the tests


@pytest.mark.usefixtures("live")
def test_the_answer_of_the_mirror_page_counts_the_same_pairs():
    count = len(VIEW.keep(pairs(in_use(Trade), published())))
    assert f"report the same trade {count} times" in answer(in_view(VIEW), in_view(VIEW), VIEW)
    assert f"report the same trade {count} times" in said(drawn("mirror", VIEW))


@pytest.mark.usefixtures("live")
def test_the_page_shows_the_number_to_a_reader():
    alts = [plain(it.proto.alt) for it in drawn("mirror", VIEW, mirror_flow="Turnover").get("plotly_chart")]
    found = [number[1] for alt in alts if (number := re.search(r": (\d+) pairs? of figures that both sides", alt))]
    assert found == [str(measured(VIEW, "turnover", EVERY)[0])]
