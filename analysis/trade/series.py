"""One series of trade: a flow, a unit and a kind of goods."""

from typing import Final, NamedTuple

import pandas as pd

from data.vocabulary import codes, commodities, formats


class Choice(NamedTuple):
    """One flow, in one unit, of one kind of goods."""

    flow: str
    measure: str
    goods: str

    def what(self) -> str:
        """What is traded, as it stands in a sentence: "exports of wheat to Afghanistan"."""
        if self.goods == "total":
            return _WAYS[self.flow].format("")
        if self.goods.startswith("other:"):  # named by its source, not by us: it may be a sentence of its own
            return f"{_WAYS[self.flow].format('')} ({commodities.named(self.goods)})"
        return _WAYS[self.flow].format(f"of {codes.say(self.goods)} ")

    def unit(self) -> str:
        """The unit in words."""
        return formats.MEASURES[self.measure]

    def in_words(self) -> str:
        """The three filters in words."""
        return f"{self.what()}, in {self.unit()}"


_WAYS: Final = {
    "export": "exports {}to Afghanistan",
    "import": "imports {}from Afghanistan",
    "turnover": "turnover {}with Afghanistan",
}
DEFAULT: Final = Choice("turnover", "value_usd", "total")


def of_choice(trade: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The reported rows of the chosen flow and goods that have the chosen unit."""
    mine = (trade["flow"] == choice.flow) & (trade["commodity"] == choice.goods) & trade[choice.measure].notna()
    return trade[mine]
