"""Of what one publisher tells twice the newest edition is drawn; nothing else is left out, and nothing is drawn twice."""

import pandas as pd
import pytest

from analysis.base import editions
from analysis.trade.preferred import turnover
from data.schema.tables import Flows, FoodPrices, Indicators, Refugees, Trade
from tests.support.frames import curated, prices, sources, table_of, trade, year

# two editions of one data set, a running data base of the same publisher, another publisher, and a paper
KNOWN = sources(old="2022-01-01", new="2025-12-23", running="", other="2026-01-01", paper="2026-02-01").assign(
    publisher=["FAO", "FAO", "FAO", "CEPII", "FAO"], kind=["dataset"] * 4 + ["news"]
)
MONTH = {"start": "2025-01-01", "end": "2025-01-31", "precision": "month"}


def kept(rows: pd.DataFrame, table=Trade) -> list[str]:
    return list(editions.newest(rows, KNOWN, table.name)["source_id"])


def test_the_newest_edition_of_a_figure_is_kept_and_an_undated_one_is_the_newest():
    old, new, running = ({"source_id": it, "flow": "export", "valuation": "FOB"} for it in ("old", "new", "running"))
    assert kept(trade(old, new)) == ["new"]
    assert kept(trade(running, new, old)) == ["running"]


@pytest.mark.parametrize("other", [
    {"valuation": "CIF"}, {"commodity": "wheat"}, {"country": "KAZ"}, {"flow": "import"}, year(2023), MONTH,
])  # fmt: skip
def test_what_a_newer_edition_does_not_tell_is_kept(other):
    base = {"flow": "export", "valuation": "FOB"}
    assert kept(trade({**base, "source_id": "new"}, {**base, "source_id": "old", **other})) == ["new", "old"]


def test_other_publishers_and_the_press_are_never_replaced():
    assert kept(trade(*({"source_id": it} for it in ("new", "other", "paper")))) == ["new", "other", "paper"]


def test_an_edition_without_the_quantity_does_not_replace_one_that_has_it():
    both = {"source_id": "old", "quantity_t": 5.0}
    assert kept(trade(both, {"source_id": "new"})) == ["old", "new"]
    assert kept(trade(both, {"source_id": "new", "quantity_t": 6.0})) == ["new"]


def test_the_reporter_may_change_from_one_edition_to_the_next():
    base = {"flow": "export", "valuation": "FOB"}
    assert kept(trade({**base, "source_id": "old", "reported_by": "IMF"}, {**base, "source_id": "new"})) == ["new"]


def test_refugees_and_prices_go_by_their_own_period():
    base = {"country": "UZB", **year(2024), "refugees": 5, "source_id": "old"}
    hosts = table_of(Refugees, base, ({}, {"source_id": "running"}, {**year(2023)}))
    assert kept(hosts, Refugees) == ["running", "old"]
    shown = prices({"source_id": "old"}, {"source_id": "new"}, {"source_id": "old", "unit": "L"})
    assert kept(shown, FoodPrices) == ["new", "old"]


def test_output_and_people_of_a_state_are_of_one_edition_and_so_are_the_flows_of_a_year():
    base = {"country": "TKM", "gdp_usd": 50e9, "population": 6_000_000, "source_id": "old"}
    years = [{**base, **year(it)} for it in (2022, 2023, 2024)]
    # the newer edition withdraws 2023: no older figure may stand in for it
    rows = table_of(
        Indicators, base, (*years, {**years[0], "source_id": "new", "gdp_usd": 40e9}, {**years[0], "country": "UZB"})
    )
    assert kept(rows, Indicators) == ["new", "old"]
    flow = {
        "donor": "x",
        "status": "paid",
        "new_money": True,
        "on_boundary": "single",
        "counts": True,
        "source_id": "old",
    }
    flows = (
        {"flow_id": "1", **year(2020)},
        {"flow_id": "2", **year(2020), "source_id": "new"},
        {"flow_id": "1", **year(2021)},
    )
    assert kept(table_of(Flows, flow, flows), Flows) == ["new", "old"]


def test_nothing_of_the_curated_record_is_left_out():
    known = curated_sources()
    for table in (Trade, Refugees, FoodPrices, Flows, Indicators):
        rows = curated(table)
        assert len(editions.newest(rows, known, table.name)) == len(rows) > 0


def curated_sources() -> pd.DataFrame:
    from data.schema.tables import Sources

    return curated(Sources)


# lists of goods


def goods(*rows: dict) -> pd.DataFrame:
    return trade(*({"flow": "export", "source_id": "new", **it} for it in rows))


def test_a_newer_list_replaces_an_older_one_whole_though_it_cuts_the_goods_elsewhere():
    rows = goods(
        {"source_id": "old", "commodity": "vegetables", "value_usd": 30.0},
        {"commodity": "fao_403", "value_usd": 20.0}, {"commodity": "fao_358", "value_usd": 10.0},
        {"source_id": "old", "commodity": "vegetables", "value_usd": 7.0, **year(2023)},
    )  # fmt: skip
    found = editions.one_list(rows, KNOWN)
    assert list(found["commodity"]) == ["fao_403", "fao_358", "vegetables"]
    assert found.groupby(found["start"].dt.year)["value_usd"].sum().to_dict() == {2023: 7, 2024: 30}


def test_of_two_data_sets_the_one_that_tells_most_makes_the_list_and_the_press_stays():
    rows = goods(
        {"commodity": "wheat", "value_usd": 10.0}, {"commodity": "rice", "value_usd": 15.0},
        {"source_id": "other", "commodity": "cereals", "value_usd": 24.0}, {"source_id": "paper", "commodity": "flour"},
    )  # fmt: skip
    assert list(editions.one_list(rows, KNOWN)["commodity"]) == ["wheat", "rice", "flour"]
    alone = editions.one_list(rows.assign(reported_by=["UZB", "UZB", "AFG", "UZB"]), KNOWN)
    assert len(alone) == 4  # the Afghan list is another


# months


def month(number: int) -> dict[str, str]:
    return {"start": f"2025-{number:02}-01", "end": f"2025-{number:02}-28" if number == 2 else f"2025-{number:02}-31",
            "precision": "month"}  # fmt: skip


def test_months_of_a_series_do_not_stand_for_a_year_but_a_single_one_does():
    series = [{**month(it), "source_id": "running"} for it in (1, 2, 3, 5)]
    rows = trade({}, {**month(1), "source_id": "paper"}, *series)
    assert list(editions.without_series(rows)["source_id"]) == ["a", "paper"]
    assert len(editions.without_series(rows.drop(index=5))) == 5  # three months are no series


def test_two_editions_of_the_imf_are_not_added():
    """Exports 100 and imports 20 of the old edition, 110 and 30 of the running one: turnover 140, told once."""
    figures = [
        ("old", "export", 100.0),
        ("old", "import", 20.0),
        ("running", "export", 110.0),
        ("running", "import", 30.0),
    ]
    rows = trade(*(
        {"source_id": source, "flow": flow, "value_usd": value, "valuation": "FOB", "reported_by": "IMF"}
        for source, flow, value in figures
    ))  # fmt: skip
    found = turnover(editions.newest(rows, KNOWN, Trade.name), KNOWN.set_index("source_id")["start"])
    assert [(it["value"], it["low"], it["high"]) for it in found.to_dict("records")] == [(140, 140, 140)]
