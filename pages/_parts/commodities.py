"""Goods and series of trade in words: goods that have none of our codes are named as their source names them."""

from typing import Final

from analysis.trade.series import Choice
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import formats
from data.vocabulary.codes import goods, named_by, say, start_upper
from pages._app.cache import once
from pages._app.rows import rows

_LONG: Final = 90  # characters of a label
_WAYS: Final = {
    "export": "exports {}to Afghanistan",
    "import": "imports {}from Afghanistan",
    "turnover": "turnover {}with Afghanistan",
}


@once
def known() -> dict[str, Row]:
    """Code, name and HS code of all goods in the data, by the code."""
    every = rows(Trade)[[Trade.commodity, Trade.commodity_name, Trade.hs]].drop_duplicates(Trade.commodity)
    return {row[Trade.commodity]: row for row in records(every)}


def label(code: str) -> str:
    """Name goods as a control lists them: those of the Harmonised System under their number."""
    row = known()[code]
    hs = named_by(row)
    if not hs:
        return start_upper(goods(row))
    name = start_upper(row[Trade.commodity_name])
    return f"{'Chapter' if len(hs) == 2 else 'HS'} {hs} · {name if len(name) <= _LONG else f'{name[: _LONG - 1]}…'}"


def _by_source(code: str) -> str:
    """Name goods that have none of our codes as they stand within a sentence: "cereals, HS 10"; empty for others."""
    row = known().get(code)
    if row is None or not isinstance(row[Trade.commodity_name], str):
        return ""
    hs = named_by(row)
    return f"{row[Trade.commodity_name]}, HS {hs}" if hs else row[Trade.commodity_name]


def what(choice: Choice) -> str:
    """Name what is traded, as it stands in a sentence: "exports of wheat to Afghanistan"."""
    if choice.goods == "total":
        return _WAYS[choice.flow].format("")
    if name := _by_source(choice.goods):  # a source's name may be a sentence of its own
        return f"{_WAYS[choice.flow].format('')} ({name})"
    return _WAYS[choice.flow].format(f"of {say(choice.goods)} ")


def unit(choice: Choice) -> str:
    """Name the unit."""
    return formats.MEASURES[choice.measure]


def in_words(choice: Choice) -> str:
    """Name flow, goods and unit."""
    return f"{what(choice)}, in {unit(choice)}"
