"""Every table of the project, declared once: what a row is, its columns with heading and unit, its rules, its key."""

from typing import Final

from data.schema.columns import Table
from data.schema.tables.about import Changes, Loads, Sources
from data.schema.tables.aid import Aid, Appeals, ConsignmentGoods, Flows, Transit
from data.schema.tables.context import FoodPrices, Indicators, Refugees, UsPrices
from data.schema.tables.corridors import AnnouncedDates, Crossings, Projects, Routes, Towns
from data.schema.tables.events import Events
from data.schema.tables.recognition import Recognition, Votes
from data.schema.tables.trade import Trade

TABLES: Final[tuple[type[Table], ...]] = (
    Trade, Aid, ConsignmentGoods, Recognition, Events, Votes, Appeals, Flows, Transit, Projects, AnnouncedDates, Routes, Towns, Crossings, Refugees,
    FoodPrices, Indicators, UsPrices, Sources, Loads, Changes,
)  # fmt: skip
BY_NAME: Final = {table.name: table for table in TABLES}
