"""Rows in words: no code and no thousands in a year."""

import pandas as pd

from analysis.claims.statement import Statement
from data.schema.tables import Trade
from pages._parts.lists.listing import listed


def test_a_year_has_no_thousands_and_a_measure_is_said_in_words():
    rows = pd.DataFrame({Statement.measure: ["value_usd"], Statement.year: [2022.0], Statement.value: [1e9]})
    assert listed(rows, Statement).to_dict("records") == [
        {"Measure": "US dollars", "Stated": "1,000,000,000", "Year": "2022"}
    ]
    assert listed(pd.DataFrame({Trade.value_usd: [2022.0]}), Trade).iloc[0].to_list() == ["2,022"]
