"""The preferred figure: order, ties, spread, sums that say so. Worked out by hand on small tables."""

import pandas as pd
import pytest

import data
from analysis.trade import comparison, mirrored
from analysis.trade import preferred as h
from data.schema.tables import Sources, Trade
from data.vocabulary import codes, places
from tests.support.derived import conforms
from tests.support.frames import trade as figures

PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01", "c": None}))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"reported_by": "UZB"}, {"reported_by": "IMF"}),
        ({"reported_by": "IMF"}, {"reported_by": "CEPII"}),
        ({"reported_by": "CEPII"}, {"reported_by": "AFG"}),
        ({"reported_by": "AFG"}, {"reported_by": "FAO"}),
        ({"reported_by": "FAO"}, {"reported_by": "NEWS"}),
        ({"reported_by": "NEWS"}, {"reported_by": "CEPII", "status": "preliminary"}),
        ({"reported_by": "NEWS"}, {"reported_by": "UZB", "status": "preliminary"}),
        ({"reported_by": "AFG", "status": "preliminary"}, {"reported_by": "IMF", "status": "estimate"}),
        ({"reported_by": "IMF", "status": "estimate"}, {"reported_by": "UZB", "status": "claim"}),
        ({"value_usd": 1.13e9}, {"value_usd": 1.1e9, "source_id": "b"}),  # told with more digits
        ({"value_usd": 1.7e9, "source_id": "b"}, {"value_usd": 1.6e9}),  # published later
    ],
)
def test_the_order_of_preference(first, second):
    first, second = {"value_usd": 2e8, **first}, {"value_usd": 3e8, **second}
    for rows in (figures(first, second), figures(second, first)):
        chosen = h.headline(rows, PUBLISHED).iloc[0]
        assert chosen["value"] == first["value_usd"]
        assert (chosen["low"], chosen["high"]) == tuple(sorted([first["value_usd"], second["value_usd"]]))
        assert chosen["reports"] == 2


@pytest.mark.parametrize(("flow", "own", "afghan"), [("export", "FOB", "CIF"), ("import", "CIF", "FOB")])
def test_of_both_sides_that_the_imf_has_the_countrys_own_is_preferred_whatever_its_digits(flow, own, afghan):
    rows = figures({"flow": flow, "reported_by": "IMF", "valuation": own, "value_usd": 6e8},
                   {"flow": flow, "reported_by": "IMF", "valuation": afghan, "value_usd": 6.36123e8})  # fmt: skip
    for it in (rows, rows[::-1]):
        chosen = h.headline(it, PUBLISHED).iloc[0]
        assert (chosen["value"], chosen["high"], chosen["valuation"]) == (6e8, 6.36123e8, own)


def test_an_estimate_is_traded_and_said_to_be_one_and_the_last_rank_is_the_claim():
    rows = figures({"reported_by": "IMF", "status": "estimate"})
    assert h.RANKS[h.headline(rows, PUBLISHED).iloc[0]["rank"]] == codes.say("estimate") == "estimate"
    assert h.RANKS[len(h.RANKS) - 1] == "claim"


def test_every_rank_has_a_name_and_a_reporter_of_its_own():
    reporters = ["UZB", "IMF", "CEPII", "AFG", "FAO", "NEWS", "CEPII", "IMF", "CEPII"]
    status = ["statistic"] * 6 + ["preliminary", "estimate", "claim"]
    rows = figures(*({"reported_by": who, "status": it} for who, it in zip(reporters, status, strict=True)))
    assert list(h.rank(rows)) == list(h.RANKS)


def test_what_cepii_reconciled_is_neither_side_of_a_mirror():
    rows = figures({"reported_by": "UZB"}, {"reported_by": "CEPII"}, {"reported_by": "FAO"}, {"reported_by": "AFG"})
    assert list(mirrored.side(rows)) == ["own", "", "", "AFG"]


def test_a_reporter_that_is_no_country_never_wears_the_mark_of_a_side():
    from charts.trade import one_state

    strangers = {"IMF", "CEPII", "FAO", "NEWS"}
    assert strangers == {it.code for it in places.PLACES.values() if it.code in one_state.SHAPES} - {"AFG"}
    assert len(set(one_state.SHAPES.values())) == len(one_state.SHAPES)


def test_a_statistic_in_the_press_may_still_lead_and_a_preliminary_figure_may_not():
    def lead(**of_first):
        rows = figures({"country": "KAZ", "value_usd": 3e9, **of_first}, {"value_usd": 1e9})
        return comparison.lead(h.headline(rows, PUBLISHED))

    assert lead(reported_by="NEWS").figure["country"] == "KAZ"
    assert lead(reported_by="KAZ", status="preliminary") is None


def test_preferred_figures_are_as_declared_those_that_are_sums_too():
    rows = figures({}, {"reported_by": "AFG"}, {"flow": "export", "country": "KAZ", "reported_by": "KAZ"},
                   {"flow": "import", "country": "KAZ", "reported_by": "KAZ"})  # fmt: skip
    chosen = h.turnover(rows, PUBLISHED)
    assert chosen["derived"].tolist() == [True, False]
    assert chosen["behind"].map(set).tolist() == [set(rows["row_id"].iloc[2:]), set(rows["row_id"].iloc[:2])]
    for table in (chosen, h.headline(rows, PUBLISHED)):
        conforms(table, h.Preferred, rows)
        assert set(table) == set(h.Preferred.columns)


def test_targets_potentials_and_contracts_are_not_trade():
    rows = figures(*({"status": it} for it in ("target", "potential", "contract")))
    assert h.headline(rows, PUBLISHED).empty


def test_rows_stay_as_they_were():
    rows = figures({}, {"reported_by": "AFG", "value_usd": 2e8})
    before = rows.copy(deep=True)
    h.turnover(rows, PUBLISHED)
    pd.testing.assert_frame_equal(rows, before)


def test_a_sum_of_flows_stands_in_only_where_nobody_reports_the_turnover():
    flows = [{"flow": "export", "value_usd": 4e8}, {"flow": "import", "value_usd": 1e7}]
    alone = h.turnover(figures(*flows), PUBLISHED).iloc[0]
    assert (alone["value"], alone["derived"]) == (4.1e8, True)
    beside = h.turnover(figures(*flows, {"value_usd": 5e8, "reported_by": "AFG"}), PUBLISHED)
    assert list(beside["value"]) == [5e8]
    assert not beside["derived"].any()


def test_flows_of_two_sources_are_never_added():
    flows = figures({"flow": "export"}, {"flow": "import", "source_id": "b"})
    assert h.turnover(flows, PUBLISHED).empty


def test_periods_are_kept_apart_and_named():
    rows = figures(
        {"value_usd": 1}, {"start": "2025-01-01", "end": "2025-08-31", "value_usd": 2},
        {"start": "2024-03-01", "end": "2025-03-31", "value_usd": 3},
    )  # fmt: skip
    spans = h.headline(rows, PUBLISHED).set_index("value")["span"]
    assert spans.to_dict() == {1: "year", 2: "part", 3: "solar year"}
    assert list(h.latest_year(h.headline(rows, PUBLISHED))["value"]) == [3]


def test_on_the_record_kazakhstan_2022_is_the_statistic_and_not_the_claim():
    trade, published = data.read(Trade), data.read(Sources).set_index("source_id")["start"]
    chosen = h.turnover(trade, published)
    row = chosen[(chosen["country"] == "KAZ") & (chosen["start"] == "2022-01-01") & (chosen["span"] == "year")].iloc[0]
    assert (row["value"], row["high"], row["rank"]) == (987_900_000, 1e9, 0)
