"""Rows in words: no code and no thousands in a year."""

import re

import pandas as pd
import pytest

from analysis.claims.statement import Statement
from analysis.corridors.deadlines import Deadline
from data.schema.tables import Trade
from pages._parts import figure_list
from pages._parts.lists import listing
from pages._parts.lists.listing import listed


def test_a_year_has_no_thousands_and_a_measure_is_said_in_words():
    rows = pd.DataFrame({Statement.measure: ["value_usd"], Statement.year: [2022.0], Statement.value: [1e9]})
    assert listed(rows, Statement).to_dict("records") == [
        {"Measure": "US dollars", "Stated": "1,000,000,000", "Year": "2022"}
    ]
    assert listed(pd.DataFrame({Trade.value_usd: [2022.0]}), Trade).iloc[0].to_list() == ["2,022"]


@pytest.mark.parametrize("key", figure_list.discover())
def test_the_table_of_a_figure_has_no_keys_notes_or_places_in_degrees(key):
    for table in figure_list.discover()[key].tables:
        shown = [it for it in table.columns if not listing._is_left_out(it)]
        assert not [it for it in shown if re.search(r"source_ids?$|_id$|note|shipment$|^rung$|(^|_)(lat|lon)$", it)]
        assert len(shown) > 2


def test_codes_of_states_and_of_values_are_words_and_a_publisher_keeps_its_name():
    rows = pd.DataFrame({
        Statement.beside_reported_by: ["KAZ"], Statement.publisher: ["FAO"], Deadline.state: ["not_known"],
    })  # fmt: skip
    assert listed(rows, Statement).iloc[0].to_list() == ["FAO", "Kazakhstan"]
    assert listed(rows, Deadline).iloc[0].to_list() == ["not known"]
