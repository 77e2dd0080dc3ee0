"""What a tonne of the chosen goods was worth, for the Trade page; nothing where no report has value and quantity."""

import pandas as pd

from analysis.trade.series import Choice
from analysis.trade.unit_values import UnitValue, quantity_of, unit_values
from charts.trade import unit_values as chart
from data.schema.tables import Sources, Trade
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.figure import Figure, Words
from pages._parts.show import show
from pages.trade import wording


def worth(view: View, series: Choice) -> None:
    """Show the figure, where there is anything in it."""
    if not isinstance(UNIT_VALUES.drawn(view, series), str):
        show(UNIT_VALUES, view, series)


def _words(view: View, series: Choice, shown: pd.DataFrame) -> Words:
    of = series._replace(measure=quantity_of(series.goods))
    return Words(
        wording.unit_values_title(of), wording.unit_values_subtitle(of, view), wording.unit_values(shown, of, view)
    )


UNIT_VALUES = Figure(
    key="trade-unit-values",
    name="Unit values of traded goods",
    measure=unit_values,
    tables=(UnitValue,),
    rows=lambda view, series: (view.keep(unit_values(in_use(Trade), rows(Sources), series)),),
    chart=chart.by_year,
    words=_words,
    empty=lambda view, series: wording.NO_UNIT_VALUE,  # noqa: ARG005
    options=lambda view, series: {"first": view.first, "last": view.last, "quantity": quantity_of(series.goods)},
    choices=lambda: (Choice("export", "value_usd", "wheat"), Choice("export", "value_usd", "electricity")),
    anchor="unit-values",
    method="unit_values",
)
