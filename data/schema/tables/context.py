"""What other figures are set against: people, output and prices."""

import pandas as pd

from data.schema.columns import Rule, Siblings, Table, column
from data.schema.tables import fields
from data.vocabulary.places import AFG, CODES

_RATE = "Exchange rate"


class Indicators(Table):
    """One year of a Central Asian state or Afghanistan: output, people and price level, to set other figures against."""

    name, heading = "indicators", "Indicators"
    country = fields.country("Country", "Whose year it is.", among=(*CODES, AFG.code))
    start, end, precision = fields.period("Year", "the year")
    gdp_usd = column("number", "GDP", "Gross domestic product in current US dollars.", unit="US$", low=0)
    population = column("count", "Population", "People at mid-year.", unit="people", low=1)
    price_level = column("number", "Price level", "Price level of the gross domestic product; the United States are 100.",
                         unit="US = 100", low=0, high=1000)  # fmt: skip
    source_id = fields.source()
    key = ("country", "start", "source_id")
    rules = (
        fields.exact("year"),
        fields.a_figure("population"),  # what is kept by hand has the people of each year
    )
    siblings = tuple(Siblings(it, ("country",), times=5) for it in ("gdp_usd", "population", "price_level"))


class UsPrices(Table):
    """One year of consumer prices in the United States, by which dollars of different years are made comparable."""

    name, heading = "us_prices", "US consumer prices"
    start, end, precision = fields.period("Year", "the year")
    price_index = column("number", "Consumer prices", "Average of the year of CPI-U, all items, US city average, not seasonally "
                         "adjusted; 1982 to 1984 are 100.", unit="1982-84 = 100", required=True, low=1)  # fmt: skip
    months = column(
        "count", "Months", "How many months of the year the average rests on.", required=True, low=1, high=12
    )
    source_id = fields.source()
    key = ("start", "source_id")
    rules = (fields.exact("year"),)
    siblings = (Siblings("price_index", (), times=1.2),)


class Refugees(Table):
    """Afghans in a Central Asian state at the end of a year."""

    name, heading = "refugees", "Refugees"
    country = fields.country("Country", "The host state.", among=CODES)
    start, end, precision = fields.period("Year", "the year")
    refugees = column(
        "count",
        "Refugees",
        "Recognised refugees and people in a refugee-like situation.",
        unit="people",
        low=0,
    )
    asylum_seekers = column("count", "Asylum seekers", "Waiting for a decision.", unit="people", low=0)
    other_in_need = column("count", "Others in need", "Others of concern to UNHCR; in 2025 some moved here from refugees.",
                           unit="people", low=0)  # fmt: skip
    source_id = fields.source()
    key = ("country", "start", "source_id")
    rules = (
        fields.known("start"),
        fields.exact("year"),
        fields.a_figure("refugees"),
    )
    siblings = (
        Siblings("refugees", ("country",), times=5),
        *(Siblings(it, ("country",), times=3, larger=True) for it in ("refugees", "asylum_seekers", "other_in_need")),
    )


def _off_the_rate(rows: pd.DataFrame) -> pd.Series:
    """Afghani divided by dollars is about the month's rate, where the month has one."""
    rate = (
        rows["price_afn"].where(rows["commodity"] == _RATE).groupby([rows["start"], rows["source_id"]]).transform("max")
    )
    times = rows["price_afn"] / rows["price_usd"] / rate
    return ~times.between(0.75, 1.33) & times.notna() & (rows["price_usd"] >= 0.05)


def _for_another_unit(rows: pd.DataFrame) -> pd.Series:
    """Only the dollar has an exchange rate for a dollar."""
    return (rows["commodity"] == _RATE) != (rows["unit"] == "USD/LCU")


class FoodPrices(Table):
    """The median retail price of a commodity over the markets of Afghanistan in a month: derived, the method is ours."""

    name, heading = "food_prices", "Food prices"
    commodity = column(
        "text", "Commodity", "What was priced; `Exchange rate` is afghani for a US dollar.", required=True, recurs=True
    )
    start, end, precision = fields.period("Month", "the month")
    unit = column("text", "Unit", "What the price is for: kilogram, litre or dollar.", required=True,
                  values=("KG", "L", "USD/LCU"))  # fmt: skip
    price_afn = column("number", "Price in afghani", "Derived: median over the markets.", unit="AFN", low=0)
    price_usd = column("number", "Price in dollars", "Derived: median over the markets.", unit="US$", low=0)
    markets = column("count", "Markets", "How many markets were seen.", low=1)
    source_id = fields.source()
    key = ("commodity", "start", "unit", "source_id")
    rules = (
        fields.exact("month"),
        fields.known("start"),
        *(fields.a_figure(it) for it in ("price_afn", "price_usd", "markets")),
        Rule("price_usd", "is not the price in afghani at the rate of its month", _off_the_rate, live=True),
        Rule("unit", "is not what this is priced for", _for_another_unit),
        fields.same_in("commodity", "unit", "is another unit than in other rows of this commodity"),
    )
    siblings = tuple(Siblings(it, ("commodity", "unit"), times=2) for it in ("price_afn", "price_usd", "markets"))
