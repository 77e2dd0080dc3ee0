"""What the Trade page says of the goods of a year."""

from typing import Final, NamedTuple

import pandas as pd

from analysis.trade.commodities import Goods
from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.products import BACI
from data.schema.tables import Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed, runs
from pages._app.view import View
from pages._parts.empty import elsewhere
from pages._parts.figure import Words

SIDES: Final = {
    OWN: "each state's own statistics", AFGHAN: "Afghan statistics", BACI: "CEPII, reconciled from both sides",
}  # fmt: skip
SHORT: Final = {OWN: "States' own", AFGHAN: "Afghan", BACI: "CEPII (BACI)"}
_VALUED: Final = {  # where the values are taken
    (OWN, "export"): "at the exporter's border (FOB)", (OWN, "import"): "with freight and insurance (CIF)",
    (AFGHAN, "export"): "with freight and insurance (CIF)", (AFGHAN, "import"): "at the exporter's border (FOB)",
    (BACI, "export"): "at the exporter's border (FOB)", (BACI, "import"): "at the exporter's border (FOB)",
}  # fmt: skip
_WAYS: Final = {"export": "exported to Afghanistan", "import": "imported from Afghanistan"}


class GoodsOfYear(NamedTuple):
    """Which goods are shown: of which flow, by whose statistics, of which year; of none where no year has any."""

    flow: str
    by: str
    year: int | None


def of_goods(
    view: View, choice: GoodsOfYear, dollars: pd.DataFrame, power: pd.DataFrame, *, kinds: int, gaps: str
) -> Words:
    """Describe the bars.

    Args:
        view: the states.
        choice: what is shown.
        dollars: rows of `Goods` in dollars, as they are drawn.
        power: rows of `Goods` in GWh.
        kinds: how many kinds of goods there are in dollars, drawn or not.
        gaps: which states have none: see `gaps`.
    """
    drawn = dollars[Goods.commodity].nunique()
    cut = f" The {drawn} largest of {kinds} goods are drawn." if kinds > drawn else ""
    alt = f"Goods {_of_year(choice)}, in US dollars and, of electricity, in GWh; {_whose(view, choice)}.{cut} {gaps}"
    return Words(_title("Goods", choice), _subtitle(dollars, power), alt.strip())


def of_products(view: View, choice: GoodsOfYear, *, gaps: str) -> Words:
    """Describe the tiles; arguments as of `of_goods`."""
    sums = "chapters as reported; what their headings leave of them, and the sum of a state, is ours"
    if choice.by == BACI:
        sums = "a chapter is the sum of its products, a state that of its chapters, both ours"
    of_year = f"Products {_of_year(choice)} by chapter of the Harmonised System"
    return Words(
        _title("Products", choice),
        f"Current US dollars, {_VALUED[choice.by, choice.flow]}: an area is a value; {sums}. Touch a tile to open it",
        f"{of_year}, in US dollars; {_whose(view, choice)}. {gaps}".strip(),
    )


def _of_year(choice: GoodsOfYear) -> str:
    return f"{_WAYS[choice.flow]} in {choice.year}"


def _title(what: str, choice: GoodsOfYear) -> str:
    return f"{what} {_of_year(choice)}, by {SIDES[choice.by]}"


def _whose(view: View, choice: GoodsOfYear) -> str:
    """Name the states and the statistics."""
    states = view.in_words().removesuffix(view.years_in_words()).rstrip(", ")
    return f"{states}, by {SIDES[choice.by]}"


def _subtitle(dollars: pd.DataFrame, power: pd.DataFrame) -> str:
    """Name the unit, and what must be known of sums, lower bounds and what is no statistic."""
    parts = ["Current US dollars" if len(dollars) else "Only electricity is reported for this year"]
    if len(set(dollars[Goods.country])) > 1:
        parts.append("Where several states stand in a bar, the sum at its end is ours")
    if (dollars[Goods.bound] == "at_least").any():
        parts.append("At least: FAOSTAT has only items in which the partner took at least 5 % of the reporter's trade")
    if not {*dollars[Goods.status], *power[Goods.status]} <= {"statistic"}:
        parts.append("Pale: preliminary; hollow: a claim")
    return ". ".join(parts)


def gaps(view: View, choice: GoodsOfYear, reports: pd.DataFrame) -> str:
    """Say which chosen states have nothing of the year, and of which years they have some.

    Args:
        view: the states.
        choice: what is shown.
        reports: the reported rows of the flow and side, of all years.
    """
    year = reports[Trade.start].dt.year
    there, lacking = set(reports.loc[year == choice.year, Trade.country]), []
    for code in CODES:
        if code in view.countries and code not in there:
            others = runs(year[reports[Trade.country] == code])
            lacking.append(f"{PLACES[code].name} ({f'there are {others}' if others else 'no year at all'})")
    return f"Nothing of that year by {SIDES[choice.by]} for {listed(lacking)}." if lacking else ""


def nearest(view: View, choice: GoodsOfYear, reports: pd.DataFrame, of_other: pd.DataFrame) -> str:
    """Say why no goods are shown, and which years have some.

    Args:
        view: states and years.
        choice: what is asked for.
        reports: the reported rows of the flow and side, of all years.
        of_other: those of the other side.
    """
    none = f"No single goods {_WAYS[choice.flow]} are reported by {SIDES[choice.by]} for {view.in_words()}."
    if len(reports):
        years = reports[Trade.start].dt.year
        return elsewhere(f"{none} There are some of {runs(years)}: move the years above.", view, years)
    if len(of_other):
        return f"{none} {start_upper(SIDES[other(choice.by)])} have some of {runs(of_other[Trade.start].dt.year)}."
    return f"{none} Neither side reports any for other years."


def other(by: str) -> str:
    """Name the side that is not shown."""
    return AFGHAN if by == OWN else OWN
