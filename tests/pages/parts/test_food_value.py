"""How the derived value of food is worded: its prices, what it covers, that it is derived, and why there is none."""

import pandas as pd
import pytest

from analysis.aid.goods_value import GoodsValueSum
from pages._parts.states import in_words
from pages._parts.states.food_value import all_sums
from pages._parts.states.summary import lines
from pages.aid import wording
from pages.aid.food_value import by_donor_in_words
from pages.country.brief import of_state
from pages.country.brief import wording as brief_wording


def row(**text_shown: object) -> dict[str, object]:
    """A sum of $2 m at the border and $2.5 m in shops, of 610 of 1,000 tonnes."""
    base = {
        "donor": "KAZ",
        "value_derived_low_usd": 2e6,
        "value_retail_low_usd": 2.2e6,
        "value_derived_high_usd": 2.5e6,
        "priced_t": 610.0,
        "delivered_t": 1000.0,
        "covered_percent": 61.0,
        "carried": False,
        "consignments": 2,
    }
    return {**base, **text_shown}


COVERS = "covers 61 % of the tonnes without a stated value; derived"


@pytest.mark.parametrize(
    ("text_shown", "whole"),
    [
        ({}, f"about $2–2.5 m from the donor's export value to Afghan retail prices; {COVERS}"),
        (
            {"carried": True},
            f"about $2–2.5 m from the donor's export value of an earlier year to Afghan retail prices; {COVERS}",
        ),
        (
            {"value_derived_low_usd": None},
            f"about $2.2–2.5 m at Afghan retail prices, export value not known; {COVERS}",
        ),
        (
            {"value_derived_high_usd": None, "covered_percent": 49.99},
            "no value given; food with a price is 49 % of the tonnes without a stated value, under half",
        ),
    ],
)
def test_a_sum_says_its_prices_and_its_share_or_why_there_is_none(text_shown, whole):
    assert in_words.food_value(row(**text_shown)).whole == whole


def test_what_a_sum_covers_is_said_in_tonnes():
    assert in_words.covered(row()) == "610 t of 1,000 t delivered without a stated value (61 %), in 2 consignments"


def test_the_table_of_the_aid_page_names_whose_food_has_too_few_prices():
    refused = row(donor="UZB", value_derived_high_usd=None, covered_percent=20.0)
    lines_ = by_donor_in_words(pd.DataFrame([row(), refused])).replace(r"\\", "", regex=True)
    assert dict(lines_[["Donor", "Derived value"]].itertuples(index=False)) == {
        "Kazakhstan": "about $2–2.5 m from the donor's export value to Afghan retail prices",
        "Uzbekistan": "no value given",
    }
    assert "only if prices are known for 50 % of its tonnes" in wording.FOOD_VALUE


@pytest.mark.parametrize("code", ["KAZ", "TJK"])
def test_the_page_of_a_state_and_its_brief_say_the_same(code):
    (said,) = [it for it in lines(code) if it.startswith("**Derived value of the food delivered:**")]
    brief = [it for section in of_state(code).sections for it in section.lines if it.about == "food"]
    (statement,) = brief[0].statements
    clause = brief_wording.clause(statement)
    assert f":** {clause} ([" in said.replace("\\", "")
    assert "wfp-2024-10-food-prices" in statement.sources
    shown = all_sums().set_index("donor").loc[code, GoodsValueSum.value_derived_high_usd]
    assert ("no value given" in clause) == pd.isna(shown)


def test_the_share_stands_beside_each_sum_of_the_table():
    (line,) = by_donor_in_words(pd.DataFrame([row()])).replace(r"\\", "", regex=True).to_dict("records")
    assert line["Donor"] == "Kazakhstan"
    assert line["Prices known for"] == in_words.covered(row())
