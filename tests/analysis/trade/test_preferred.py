"""The preferred figure: order, ties, spread, sums that say so. Worked out by hand on small tables."""

import pandas as pd
import pytest

from analysis.base.in_use import in_use
from analysis.trade import comparison, mirrored
from analysis.trade import preferred as h
from data.rows import records
from data.schema.tables import Sources, Trade
from data.vocabulary import codes, places
from tests.support.derived import conforms
from tests.support.frames import curated, year
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
    from charts.base import hover

    rows = [{"reported_by": who, "country": "UZB"} for who in places.NO_PLACES]
    sides = {row["reported_by"]: hover.reporter(row) for row in rows}
    assert sides == {who: "other" if who == "UNCTAD" else who for who in places.NO_PLACES}
    assert set(hover.SHAPES) == set(hover.REPORTERS)
    assert len(set(hover.SHAPES.values())) == len(hover.SHAPES)


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


FLOWS = [{"flow": "export", "value_usd": 4e8}, {"flow": "import", "value_usd": 1e7}]


def test_a_sum_of_flows_stands_in_where_nobody_reports_the_turnover():
    alone = h.turnover(figures(*FLOWS), PUBLISHED).iloc[0]
    assert (alone["value"], alone["derived"], alone["reports"]) == (4.1e8, True, 1)


@pytest.mark.parametrize(
    ("turnover", "value"),
    [
        ({}, 5e8),  # the state's own
        ({"reported_by": "IMF"}, 4.1e8),
        ({"reported_by": "AFG"}, 4.1e8),
        ({"reported_by": "NEWS"}, 4.1e8),
        ({"status": "preliminary"}, 4.1e8),
        ({"status": "claim"}, 4.1e8),
    ],
)
def test_the_states_own_flows_added_go_before_the_turnover_of_others_and_not_before_its_own(turnover, value):
    chosen = h.turnover(figures(*FLOWS, {"value_usd": 5e8, "source_id": "b", **turnover}), PUBLISHED)
    assert chosen["value"].tolist() == [value]
    assert chosen["derived"].tolist() == [value == 4.1e8]


def test_afghan_flows_added_go_before_the_press_and_not_before_the_state():
    flows = [{**it, "reported_by": "AFG"} for it in FLOWS]
    assert h.turnover(figures(*flows, {"value_usd": 5e8}), PUBLISHED)["value"].tolist() == [5e8]
    added = h.turnover(figures(*flows, {"value_usd": 5e8, "reported_by": "NEWS"}), PUBLISHED).iloc[0]
    assert (added["value"], added["evidence"], added["firm"]) == (4.1e8, "sum", False)


def test_what_others_report_stays_in_the_spread_and_behind_a_sum_that_goes_before_it():
    low, high = {"value_usd": 4.4e7, "reported_by": "AFG"}, {"value_usd": 6e8, "reported_by": "NEWS"}
    rows = figures(*FLOWS, low, high)
    chosen = h.turnover(rows, PUBLISHED).iloc[0]
    assert (chosen["value"], chosen["low"], chosen["high"], chosen["reports"]) == (4.1e8, 4.4e7, 6e8, 3)
    assert set(chosen["behind"]) == set(rows["row_id"])


def test_a_sum_is_as_firm_as_the_weaker_of_its_flows():
    export, imports = FLOWS
    chosen = h.turnover(figures(export, {**imports, "status": "preliminary"}), PUBLISHED).iloc[0]
    assert (h.RANKS[chosen["rank"]], chosen["firm"], chosen["status"]) == ("preliminary figure", False, "preliminary")


@pytest.mark.parametrize(
    ("export", "imports", "added"),
    [
        ({}, {}, {}),
        ({"bound": "at_least"}, {}, {"bound": "at_least"}),
        ({}, {"bound": "at_most"}, {"bound": "at_most"}),
        ({"made_by": "IMF"}, {"made_by": "IMF"}, {"made_by": "IMF"}),
        ({"made_by": "IMF"}, {}, {"made_by": "UZB"}),
        ({"doubted": "a slip"}, {"doubted": "another"}, {"doubted": "a slip"}),
        ({}, {"doubted": "another"}, {"doubted": "another"}),
        ({"note": "of goods alone"}, {}, {}),
        ({"status": "preliminary"}, {}, {"status": "preliminary", "rank": 6, "firm": False}),
        (
            {"reported_by": "AFG"},
            {"reported_by": "AFG"},
            {"reported_by": "AFG", "made_by": "AFG", "rank": 3, "firm": False},
        ),
        ({"reported_by": "IMF"}, {"reported_by": "IMF"}, {"reported_by": "IMF", "made_by": "IMF", "rank": 1}),
    ],
)
def test_each_cell_of_a_sum_is_of_its_two_flows(export, imports, added):
    flows = [{**flow, **more} for flow, more in zip(FLOWS, (export, imports), strict=True)]
    rows = figures(*({"made_by": it.get("reported_by", "UZB"), **it} for it in flows))
    (row,) = h.turnover(rows, PUBLISHED).to_dict("records")
    expected = {
        "country": "UZB", "flow": "turnover", "start": pd.Timestamp("2024-01-01"), "end": pd.Timestamp("2024-12-31"),
        "precision": "year", "commodity": "total", "value": 4.1e8, "value_usd": 4.1e8, "low": 4.1e8, "high": 4.1e8,
        "bound": "exact", "reported_by": "UZB", "made_by": "UZB", "status": "statistic", "doubted": None, "source_id": "a",
        "reports": 1, "rank": 0, "firm": True, "evidence": "sum", "span": "year", "derived": True,
        "note": "sum of the exports and the imports that this source gives",
    } | added  # fmt: skip
    assert {it: None if pd.isna(row[it]) else row[it] for it in expected} == expected
    assert row["behind"] == tuple(rows["row_id"])


def test_a_sum_of_a_part_of_a_year_is_drawn_as_one():
    part = {"start": "2024-01-01", "end": "2024-06-30", "precision": "month"}
    solar = {"start": "2024-03-01", "end": "2025-03-31", "precision": "month"}
    for period, evidence in ((part, "part"), (solar, "solar")):
        assert h.turnover(figures(*({**it, **period} for it in FLOWS)), PUBLISHED)["evidence"].tolist() == [evidence]


def test_a_line_is_broken_by_a_missing_year_and_by_another_reporter():
    rows = figures(*({**year(it), "reported_by": by} for it, by in
                     [(2018, "UZB"), (2019, "UZB"), (2020, "IMF"), (2022, "IMF"), (2023, "IMF")]))  # fmt: skip
    parts = h.unbroken(records(h.headline(rows, PUBLISHED)))
    assert [[row["start"].year for row in part] for part in parts] == [[2018, 2019], [2020], [2022, 2023]]
    assert h.unbroken([]) == []


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
    row = on_record("KAZ", 2022)
    assert (row["value"], row["low"], row["high"], row["rank"]) == (987_265_442, 987_265_442, 1e9, 0)


@pytest.mark.parametrize(
    ("country", "of_year", "value", "low", "derived"),
    [
        ("KAZ", 2023, 636_510_418, 600_000_000, False),  # and not the doubted 545.2 m
        ("KAZ", 2025, 518_889_925 + 22_746_562, 541_636_487, True),
        ("UZB", 2022, 756_281_600 + 9_345_080, 44_000_000, True),  # the 44 m are Afghan
        ("UZB", 2019, 616_959_900 + 2_981_450, 619_941_350, True),
        ("KGZ", 2022, 21_572_578 + 5_322_298, 26_894_876, True),
    ],
)
def test_on_the_record_the_states_own_series_stands(country, of_year, value, low, derived):
    row = on_record(country, of_year)
    assert (row["value"], row["low"], row["derived"], row["reported_by"]) == (value, low, derived, country)


def test_on_the_record_turkmenistans_2015_is_kabuls_and_no_firm_figure():
    row = on_record("TKM", 2015)
    assert (row["value"], row["reported_by"], row["firm"]) == (632_412_921 + 914_547, "AFG", False)


def on_record(country, of_year):
    trade, sources = curated(Trade), curated(Sources)
    chosen = h.turnover(in_use(trade, sources, Trade), sources.set_index("source_id")["start"])
    chosen = chosen[(chosen["country"] == country) & (chosen["span"] == "year")]
    return chosen[chosen["start"] == f"{of_year}-01-01"].iloc[0]
