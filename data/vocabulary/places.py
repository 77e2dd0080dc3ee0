"""The places and reporters that our tables name: code, name, order, and the key of their colour."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a group of countries, or a reporter that is neither."""

    code: str
    name: str
    adjective: str


KAZ: Final = Place("KAZ", "Kazakhstan", "Kazakh")
UZB: Final = Place("UZB", "Uzbekistan", "Uzbek")
TKM: Final = Place("TKM", "Turkmenistan", "Turkmen")
KGZ: Final = Place("KGZ", "Kyrgyzstan", "Kyrgyz")
TJK: Final = Place("TJK", "Tajikistan", "Tajik")
AFG: Final = Place("AFG", "Afghanistan", "Afghan")

FIVE: Final = (KAZ, UZB, TKM, KGZ, TJK)
CODES: Final = tuple(place.code for place in FIVE)

CA5: Final = Place("CA5", "Central Asia (the five together)", "Central Asian")
CEPII: Final = Place("CEPII", "CEPII, reconciled from both sides", "CEPII")
FAO: Final = Place("FAO", "Food and Agriculture Organization, estimate", "FAO")

# Reporters that are no places.
_REPORTERS: Final = (
    Place("IMF", "International Monetary Fund", "IMF"),
    CEPII,
    FAO,
    Place("UNCTAD", "UN Trade and Development", "UNCTAD"),
    Place("NEWS", "Press, statistics behind it not named", "press"),
)

_OTHERS = (
    AFG,
    CA5,
    Place("RUS", "Russia", "Russian"),
    Place("CHN", "China", "Chinese"),
    Place("IRN", "Iran", "Iranian"),
    Place("PAK", "Pakistan", "Pakistani"),
    Place("IND", "India", "Indian"),
    Place("TUR", "Türkiye", "Turkish"),
    Place("ARE", "United Arab Emirates", "Emirati"),
    Place("USA", "United States", "US"),
    Place("GLOBAL", "The world", "international"),
    *_REPORTERS,
)

# What is a state: it can give, vote and take a position
STATES: Final = (*CODES, "AFG", "RUS", "CHN", "IRN", "PAK", "IND", "TUR", "ARE", "USA")
PLACES: Final = {place.code: place for place in (*FIVE, *_OTHERS)}
NO_PLACES: Final = tuple(reporter.code for reporter in _REPORTERS)
ORDER: Final = {code: rank for rank, code in enumerate(PLACES)}


def concerns(codes: str, chosen: Collection[str], *, whole: bool = False) -> bool:
    """Decide whether a cell of codes is about chosen places.

    The five together (CA5) say nothing of one of them: they are chosen by their own code, or with all five.

    Args:
        codes: one code, or several joined by `;`.
        chosen: codes of places.
        whole: whether every place of the cell must be chosen, not any one of them.
    """
    if codes == CA5.code:
        return codes in chosen or set(CODES) <= set(chosen)
    places = set(codes.split(";"))
    return places <= set(chosen) if whole else not places.isdisjoint(chosen)


def name(codes: str) -> str:
    """The name of a place; of several codes joined by `;`, their names joined by commas."""
    return ", ".join(PLACES[code].name if code in PLACES else code for code in codes.split(";"))


def adjective(code: str) -> str:
    """The adjective of a place ("Kazakh"); the code itself where we have none."""
    return PLACES[code].adjective if code in PLACES else code
