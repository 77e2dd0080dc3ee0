"""What a tonne of the chosen goods was worth, for the Trade page; nothing where no row bears value and quantity."""

from analysis.trade.series import Choice
from analysis.trade.unit_values import QUANTITIES, unit_values
from charts.trade import unit_values as chart
from data.schema.tables import Trade
from data.vocabulary.codes import start_upper
from pages._app.cache import once
from pages._app.rows import annual, sources
from pages._app.view import View
from pages._parts import commodities
from pages._parts.citation import foot
from pages._parts.layout import section
from pages._parts.show import Drawn, show


def worth(view: View, choice: Choice) -> None:
    """The section, where there is anything to show in it."""
    drawn = _drawn(view, choice)
    if drawn is not None:
        section("Value of a unit", "unit-values")
        show(drawn)


@once
def _drawn(view: View, choice: Choice) -> Drawn | None:
    quantity = "quantity_gwh" if choice.goods == "electricity" else "quantity_t"
    found = view.keep(unit_values(annual(), choice.flow, choice.goods, quantity))
    if found.empty:
        return None
    unit, what = QUANTITIES[quantity], start_upper(commodities.what(choice._replace(measure=quantity)))
    told = found.assign(publisher=found["source_id"].map(sources()["publisher"]))
    fig = chart.by_year(
        told, view.first, view.last, unit=unit, title=f"{what}: dollars for a {unit}, by year", foot=foot(found),
        subtitle=f"Current US dollars for a {unit}, {view.years_in_words()}. Derived: value divided by quantity, both from the same "
        "reported row. No price: the goods of a heading are of many kinds, and importers' values hold freight",
    )  # fmt: skip
    says = f"{what}: US dollars for a {unit}, derived, {view.in_words()}: {len(found)} reported row{'s' * (len(found) != 1)} with value and quantity."
    return Drawn(fig, says, found.drop(columns="unit_value"), Trade, "trade-unit-values")
