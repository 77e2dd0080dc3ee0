"""Constant dollars: worked out by hand, with the base year named and short years marked."""

import pandas as pd
import pytest

from analysis.trade.comparison import by_year
from analysis.trade.constant_dollars import ConstantDollars, ReportInConstantDollars, constant_dollars, deflated
from analysis.trade.series import DEFAULT, reports
from charts.base import hover
from data.schema.tables import UsPrices
from tests.support.derived import conforms
from tests.support.frames import Row, curated, sources, table_of, trade, year

SOURCES = sources(a="", p="").assign(publisher=["A", "Bureau"])


def prices(*rows: Row) -> pd.DataFrame:
    return table_of(UsPrices, {"price_index": 100.0, "months": 12, "source_id": "p", **year(2015)}, rows)


KNOWN = prices(
    {}, {**year(2020), "price_index": 120.0}, {**year(2024), "price_index": 150.0},
    {**year(2025), "price_index": 160.0, "months": 11},
)  # fmt: skip


def test_rows_are_as_declared():
    rows = trade({}, {"value_usd": 0.8e9, "reported_by": "AFG"})
    conforms(constant_dollars(by_year(rows, SOURCES, DEFAULT), KNOWN, SOURCES), ConstantDollars, rows, KNOWN)
    conforms(deflated(reports(rows, SOURCES), KNOWN, SOURCES), ReportInConstantDollars, rows, KNOWN)


def test_values_are_in_the_prices_of_the_last_whole_year():
    rows = trade(*(year(it) for it in (2015, 2020, 2024, 2025)))
    found = constant_dollars(by_year(rows, SOURCES, DEFAULT), KNOWN, SOURCES)
    # 1 bn times 150 / 100, 150 / 120, 150 / 150, 150 / 160
    assert found["value"].tolist() == [1.5e9, 1.25e9, 1e9, 0.9375e9]
    assert found["constant_usd"].tolist() == found["value"].tolist()
    assert found["value_usd"].tolist() == [1e9] * 4
    assert set(found["base_year"]) == {2024}
    assert found["price_months"].tolist() == [12, 12, 12, 11]


def test_the_spread_of_reports_is_deflated_like_the_figure():
    rows = trade(year(2020), {**year(2020), "reported_by": "AFG", "value_usd": 0.8e9})
    found = constant_dollars(by_year(rows, SOURCES, DEFAULT), KNOWN, SOURCES)
    assert found[["value", "low", "high"]].to_numpy().tolist() == [[1.25e9, 1e9, 1.25e9]]
    assert deflated(rows, KNOWN, SOURCES)["constant_usd"].tolist() == [1.25e9, 1e9]


def test_behind_are_the_prices_of_both_years():
    of_year = dict(zip(KNOWN["start"].dt.year, KNOWN["row_id"], strict=True))
    found = deflated(trade(year(2020), year(2024)), KNOWN, SOURCES)
    assert found["behind_prices"].tolist() == [(of_year[2020], of_year[2024]), (of_year[2024],)]


@pytest.mark.parametrize(
    "row",
    [
        year(2010), {"start": "2024-01-01", "end": "2024-06-30", "precision": "month"},
        {"value_usd": None, "quantity_t": 5.0}, {"start": None, "end": None, "precision": "unknown"},
    ],
)  # fmt: skip
def test_another_year_or_period_has_none(row):
    assert deflated(trade(row), KNOWN, SOURCES).empty


def test_without_a_whole_year_there_is_no_base():
    assert deflated(trade({}), prices({**year(2024), "months": 11}), SOURCES).empty
    assert constant_dollars(by_year(trade({}), SOURCES, DEFAULT), prices(), SOURCES).empty


def test_the_hover_says_by_which_prices_and_on_how_many_months():
    rows = deflated(trade(year(2020), year(2025)), KNOWN, SOURCES).to_dict("records")
    said = [" ".join(hover.divided(row, "constant_usd")) for row in rows]
    assert said == [
        "derived: $1 bn times 150 / 120, US consumer prices of 2024 and 2020 (Bureau)",
        "derived: $1 bn times 150 / 160, US consumer prices of 2024 and 2025, those of 2025 on 11 months (Bureau)",
    ]


def test_on_the_record_dollars_of_2010_are_worth_more_than_those_of_2024():
    known = curated(UsPrices)
    months = dict(zip(known["start"].dt.year, known["months"], strict=True))
    assert {it for it, count in months.items() if count < 12} == {2025}
    assert sorted(months) == list(range(2000, 2026))
    cited = sources(**{"us-bls-2026-09-cpi-u": "2026-09-01", "a": ""})
    found = deflated(trade({**year(2010), "value_usd": 218.056e6}), known, cited)
    assert found["constant_usd"].tolist() == [pytest.approx(313.689e6)]  # the index was 218.056, and 313.689 in 2024
