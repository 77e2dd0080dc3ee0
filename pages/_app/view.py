"""What the reader has chosen: countries, years and events."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import CODES, PLACES, concerns
from data.vocabulary.text import listed

Query = Mapping[str, Sequence[str]]  # what an address asks for, by the keys of the controls
WEIGHTS = {"Milestones": 3, "Milestones and notable": 2, "All events": 1, "None": 4}


@dataclass(frozen=True, slots=True)
class View:
    """What the reader has chosen: countries, years, and which events are laid over charts."""

    countries: tuple[str, ...]
    first: dt.date
    last: dt.date
    weight: int = 3
    categories: tuple[str, ...] = tuple(EVENT_CATEGORIES)
    known_to: dt.date | None = None

    def keep(self, rows: pd.DataFrame, country: str | None = "country", end: str = "end") -> pd.DataFrame:
        """The rows of the chosen countries (any of several in a cell) and years; rows without a date are left out."""
        inside = self._of_years(rows, end)
        if country:
            inside &= self.of_countries(rows[country])
        return rows if inside.all() else rows[inside]  # a choice from wide rows takes as long as all else

    def _of_years(self, rows: pd.DataFrame, end: str = "end") -> pd.Series:
        start, last = rows["start"].to_numpy(), rows[end].to_numpy()  # three times as fast as comparing columns
        last = np.where(np.isnat(last), start, last)
        return pd.Series((start <= np.datetime64(self.last)) & (last >= np.datetime64(self.first)), rows.index)

    def of(self, code: str) -> "View":
        """The same view of one country."""
        return replace(self, countries=(code,))

    def of_all_years(self) -> "View":
        """The same countries whatever the years and events: what depends on no more is not worked out again for others."""
        return View(self.countries, dt.date.min, dt.date.max)

    def of_countries(self, codes: pd.Series) -> pd.Series:
        """Which cells name a chosen country: see `data.vocabulary.places.concerns`."""
        return codes.isin([cell for cell in codes.unique() if concerns(cell, self.countries)])

    def events(self, rows: pd.DataFrame, *, world: bool = False) -> pd.DataFrame:
        """The events that the reader wants to see on charts; the world's too where a lane shows them."""
        return self.keep(self.events_of_all_years(rows, world=world), None)

    def events_of_all_years(self, rows: pd.DataFrame, *, world: bool) -> pd.DataFrame:
        """The events of the chosen countries, weight and kinds, whatever the years."""
        wanted = (rows["significance"] >= self.weight) & rows["category"].isin(self.categories)
        whose = replace(self, countries=(*self.countries, "GLOBAL")) if world else self
        return rows[wanted & whose.of_countries(rows["countries"])]

    def in_words(self) -> str:
        """The filters as a reader would say them."""
        if set(self.countries) == set(CODES):
            who = "all five states"
        else:
            who = listed([PLACES[code].name for code in self.countries])
        return f"{who}, {self.years_in_words()}"

    def in_file_names(self) -> str:
        """The filters as a file is named by them."""
        who = "all" if set(self.countries) == set(CODES) else "-".join(self.countries).lower()
        return f"{who}-{self.first.year}-{self.last.year}"

    def years_in_words(self) -> str:
        """The chosen years."""
        return f"{self.first.year}" if self.first.year == self.last.year else f"{self.first.year} to {self.last.year}"
