"""What the named food of consignments is worth, for the Aid page: a derived range, apart from what reports state."""

import pandas as pd
import streamlit as st

from analysis.aid.consignments import Consignment
from analysis.aid.goods_value import GoodsValue, GoodsValueSum, by_donor, derived, goods_values
from charts.aid.food_value import ranges
from data.rows import records
from data.vocabulary.places import name
from pages._app.cache import lazy_expander, once, replayed
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.figure import Figure, Frames
from pages._parts.show import show
from pages._parts.states import in_words
from pages._parts.states.consignments import every
from pages._parts.states.food_value import every_value
from pages.aid import wording


def worth(view: View) -> None:
    """Show the derived value of each consignment with named food, and the sums by donor, once the reader opens it."""
    lazy_expander("What the food is worth, by our own reckoning", "aid_food", _opened, view, linked=True)


def _opened(view: View) -> None:
    show(FOOD_VALUE, view)
    _sums(view)


@once
def _values(view: View) -> pd.DataFrame:
    """Pick the consignments of the filters with named food, the dearest first: rows of `GoodsValue`."""
    values = view.keep(every_value()[view.of_countries(every_value()[GoodsValue.donor])], None)
    return values.sort_values(GoodsValue.value_derived_high_usd, ascending=False, kind="stable")


def _rows(view: View, choice: None) -> Frames:  # noqa: ARG001  nothing is chosen
    return (derived(_values(view)),)


FOOD_VALUE = Figure(
    key="aid-food-value",
    name="What the delivered food is worth",
    measure=goods_values,
    tables=(GoodsValue,),
    rows=_rows,
    chart=ranges,
    words=lambda view, choice, rows: wording.food_value(view, rows, len(_values(view))),  # noqa: ARG005
    empty=lambda view, choice: wording.no_food_value(view, len(_values(view))),  # noqa: ARG005
    method="goods_value",
)


@replayed
def _sums(view: View) -> None:
    shown = view.keep(every()[view.of_countries(every()[Consignment.donor])], None)
    sums = by_donor(every_value(), shown)
    st.caption(text(wording.FOOD_VALUE))
    if len(sums):
        with st.container(key="list-aid-food"):
            st.table(by_donor_in_words(sums), hide_index=True)


def by_donor_in_words(sums: pd.DataFrame) -> pd.DataFrame:
    """Write derived sums, a line for each donor, each with the share of the tonnes that it covers.

    Args:
        sums: rows of `GoodsValueSum`.
    """
    return pd.DataFrame(
        [
            {
                "Donor": name(row[GoodsValueSum.donor]),
                "Derived value": text(" ".join(filter(None, in_words.food_value(row)[:2]))),
                "Prices known for": text(in_words.covered(row)),
            }
            for row in records(sums)
        ]
    )
