"""One figure, position, sum of aid or event reads the same wherever it stands."""

import datetime as dt

import pytest

from analysis.brief.dealings import notable
from analysis.trade.preferred import headline, turnover
from data.rows import records
from data.schema.tables import Events, Trade
from pages._parts.states import in_words
from pages._parts.states.summary import standing
from tests.support.frames import day, sources, table_of, trade, year

PUBLISHED = sources(a="2025-01-01", b="2025-02-01").set_index("source_id")["start"]


def figure(*rows: dict) -> in_words.ReportedFigure:
    return in_words.figure(records(headline(trade(*rows), PUBLISHED))[0])


def test_a_figure_names_its_reporter_and_how_far_others_are_from_it():
    apart = figure({"value_usd": 1.1e9}, {"value_usd": 1.3e9, "reported_by": "AFG", "source_id": "b"})
    assert apart == ("$1.1 bn", "2024", "own statistics", "2 reports from $1.1 bn to $1.3 bn")
    assert apart.reported == "own statistics; 2 reports from $1.1 bn to $1.3 bn"
    assert figure({}, {"reported_by": "AFG", "source_id": "b"}).reported == "own statistics"


def test_a_lower_bound_is_rounded_down_and_says_that_it_is_one():
    assert figure({"value_usd": 4_289_999.0, "bound": "at_least"}).amount == "at least $4.28 m"
    assert figure({"value_usd": 120e6, "bound": "at_most"}).amount == "at most $120 m"


def test_a_sum_of_both_flows_says_that_it_is_ours():
    both = turnover(trade({"flow": "export"}, {"flow": "import"}), PUBLISHED)
    assert in_words.figure(records(both)[0]) == ("$2 bn", "2024", "own statistics, sum of both flows, derived", "")


def test_other_measures_have_their_units():
    sold = trade({"flow": "export", "commodity": "electricity", "quantity_gwh": 1820.0, "value_usd": None})
    row = records(headline(sold, PUBLISHED, Trade.quantity_gwh))[0]
    assert in_words.figure(row, Trade.quantity_gwh).amount == "1,820 GWh"


READING = {"since": dt.date(2024, 2, 2), "since_precision": "day", "until": dt.date(2025, 5, 1), "until_precision": "month",
           "over": False, "confirmed": True, "confirmed_until": dt.date(2025, 11, 14), "confirmed_precision": "month"}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "always", "words"),
    [
        ({}, False, "since 2 Feb 2024"),
        ({}, True, "since 2 Feb 2024, last confirmed Nov 2025"),
        ({"confirmed": False}, False, "since 2 Feb 2024, last confirmed Nov 2025"),
        ({"over": True, "confirmed": False}, False, "from 2 Feb 2024 until May 2025"),
    ],
)
def test_a_position_says_since_when_and_until_when_it_is_confirmed(more, always, words):
    assert in_words.held({**READING, **more}, always=always) == words
    assert {*READING} <= {*standing()}


def test_consignments_without_a_weight_are_counted_apart():
    assert in_words.consignments(3, 1) == "3 consignments, 1 without a reported weight"
    assert in_words.consignments(1, 0) == "1 consignment"
    assert in_words.least_weight(1200.9) == "at least 1,200 t"
    assert in_words.least_weight(float("nan")) == "no reported weight"


def test_the_last_event_is_the_last_notable_one_that_names_the_state():
    base = {"event_id": "a", **day("2024-01-05"), "countries": "UZB;AFG", "category": "trade", "title": "An event",
            "summary": "It was.", "significance": 2, "source_ids": "s"}  # fmt: skip
    later = {"event_id": "b", **year(2025)}
    rows = table_of(Events, base, ({**later, "significance": 1}, {**later, "event_id": "c", "countries": "KAZ"}, {}))
    assert [in_words.event(row) for row in records(notable(rows, "UZB"))] == ["5 Jan 2024: An event"]
