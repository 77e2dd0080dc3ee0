"""Trade month by month: whose figure each is, which are estimates, and which rows stand behind the lines."""

import pandas as pd
import pytest

from analysis.trade import monthly
from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.monthly import NEITHER
from analysis.trade.series import Choice
from data.schema.tables import Trade
from data.vocabulary.periods import parse
from data.vocabulary.places import CODES
from pages.trade import months as page
from pages.trade.choice import Scaled
from tests.support.derived import conforms
from tests.support.drawing import EVERY
from tests.support.frames import Row, sources, trade

SOURCES = sources(a="")
MONTH = {"flow": "export", **parse("2024-05")._asdict()}


def months(*rows: Row, flow: str = "export") -> pd.DataFrame:
    return monthly.by_month(trade(*({**MONTH, **it} for it in rows)), SOURCES, Choice(flow, "value_usd", "total"))


def test_each_side_keeps_its_figure_of_the_month_and_nothing_is_averaged():
    found = months(
        {"value_usd": 10.0}, {"value_usd": 8.0, "reported_by": "AFG"}, {"value_usd": 5.0, "reported_by": "NEWS"}
    )
    assert dict(zip(found["side"], found["value"], strict=True)) == {OWN: 10, AFGHAN: 8, NEITHER: 5}


def test_months_are_as_declared():
    rows = trade({**MONTH}, {**MONTH, "reported_by": "AFG"}, {**MONTH, "flow": "import"})
    turnover = monthly.by_month(rows, SOURCES, Choice("turnover", "value_usd", "total"))
    assert turnover["behind"].tolist() == [tuple(rows["row_id"].iloc[[0, 2]])]
    exports = monthly.by_month(rows, SOURCES, Choice("export", "value_usd", "total"))
    for figures in (turnover, exports):
        conforms(figures, monthly.Monthly, rows)


def test_a_figure_of_a_longer_time_is_no_month():
    assert months(
        parse("2024")._asdict(), parse("2024-05/2024-06")._asdict(), parse("2024-05-01/2024-05-20")._asdict()
    ).empty


@pytest.mark.parametrize(
    ("row", "estimated"),
    [
        ({}, False),
        ({"status": "estimate"}, True),
        ({"reported_by": "IMF"}, True),
        ({"reported_by": "IMF", "made_by": "AFG"}, False),
    ],
)
def test_an_estimate_is_known_by_its_status_or_by_who_made_it(row, estimated):
    assert months(row)["estimated"].tolist() == [estimated]


def test_a_line_needs_six_months_of_one_state_and_side():
    told = [{**parse(f"2024-{it:02}")._asdict(), "flow": "export"} for it in range(1, 7)]
    assert monthly.lines(months(*told))
    assert not monthly.lines(months(*told[:5]))
    assert not monthly.lines(months(*told[:5], {**told[5], "reported_by": "AFG"}))


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(("flow", "flows"), [("export", {"export"}), ("turnover", {"turnover", "export", "import"})])
def test_behind_the_lines_stand_months_alone_and_of_a_sum_both_flows(flow, flows):
    drawn = page.BY_MONTH.drawn(EVERY, Scaled(Choice(flow, "value_usd", "total")))
    assert not isinstance(drawn, str)
    behind = drawn.behind[Trade]
    assert set(behind["flow"]) == flows
    assert set(behind["precision"]) == {"month"}
    assert (behind["start"].dt.to_period("M") == behind["end"].dt.to_period("M")).all()
    assert set(behind["country"]) <= set(CODES)
    # nobody has imports from Turkmenistan beside its estimated exports: there is no sum, so they are behind none
    assert ((behind["country"] == "TKM") & (behind["source_id"] == "imf-nd-imts")).any() == (flow == "export")
