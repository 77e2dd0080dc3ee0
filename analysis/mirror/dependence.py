"""How much of Afghanistan's flour, wheat, fuel and power comes from each state, and of a state's exports goes there.

A share needs a whole. The whole is only ever one that the same source tells of the same period and goods; where none is
told, the share is one among those of the five states that it names, and says so; where even that cannot be told, the
row says why. Nothing is estimated.
"""

import re
from typing import Final

import pandas as pd

from analysis.trade.comparison import OWN, partial
from analysis.trade.preferred import headline, of_years
from analysis.trade.statistics import STATED
from data.rows import Row, records
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, ORDER, name
from data.vocabulary.text import share

GOODS: Final = {
    "flour": ("flour", "grain_mill_products"),
    "wheat": ("wheat",),
    "fuel": ("petroleum_products", "lpg"),
    "power": ("electricity",),
}
BASES: Final = {
    "world": "of all imports, as the same source tells them",
    "told": "the share itself is told by the source",
    "total": "of all exports, as the same source tells them",
    "five": "among those of the five states that the same source names: not of all imports",
    "none": "not known",
}
_WORLD: Final = "GLOBAL"
_SCALES: Final = {"thousand": 1e3, "million": 1e6, "m": 1e6, "bn": 1e9, "": 1.0}
_UNITS: Final = {"tonnes": ("quantity_t", 1.0), "GWh": ("quantity_gwh", 1.0), "kWh": ("quantity_gwh", 1e-6)}
_NUMBER: Final = r"(?P<number>\d+(?:\.\d+)?)"
_AMOUNT: Final = rf"{_NUMBER} ?(?P<scale>thousand|million|m|bn|) ?(?P<unit>tonnes|GWh|kWh)"
# The set phrases by which the notes of the curated table tell of a whole or of a share.
_WHOLES: Final = tuple(
    re.compile(it)
    for it in (rf"all flour exports {_AMOUNT}", rf"all exports were {_AMOUNT}", rf"of {_AMOUNT} exported to all",
               rf"exported {_AMOUNT} to all")
)  # fmt: skip
_OF_EXPORTS: Final = re.compile(
    r"(?:(?P<number>\d+(?:\.\d+)?) ?(?:%|percent)|(?P<half>half)) of (?:all |[A-Z][a-z]+ )?(?:flour|gasoline|electricity|wheat) exports"
)
_OF_IMPORTS: Final = re.compile(
    rf"{_NUMBER} ?(?:%|percent) of (?:all )?Afghan (?:flour|wheat|fuel|power|electricity) imports"
)
_BOUND: Final = "; lower bounds, and a state that is not named may have sent some"
_COLUMNS: Final = {
    "good": "str", "country": "str", "commodity": "str", "start": "datetime64[ms]", "end": "datetime64[ms]",
    "precision": "str", "measure": "str", "value": "float64", "whole": "float64", "basis": "str", "among": "str",
    "share_percent": "float64", "reported_by": "str", "source_id": "str", "lower_bound": "bool", "note": "str",
    "words": "str",
}  # fmt: skip


def of_imports(rows: pd.DataFrame, published: pd.Series) -> pd.DataFrame:
    """Each state's share in Afghanistan's imports of `GOODS`, by year and by who tells it.

    Method: statistics and preliminary figures of exports to Afghanistan over a full year. Figures are only divided
    within one source, one reporter (or each exporter for itself), one commodity, measure and period: by the figure of
    the whole world (`world`); where the source has none, by the sum over those of the five states that it names, at least
    two (`five`). A share that the source itself tells stands as `told`.

    Args:
        rows: rows of `Trade`; a country of GLOBAL is all imports of Afghanistan.
        published: day of publication of each source, by `source_id`.

    Returns:
        By good, commodity, year, source and state: `good`, `country`, `commodity`, `start`, `end`, `precision`, `measure`,
        `value`, `whole` (derived for `five`), `basis` (a key of `BASES`), `among` (the states in the whole, joined by ;),
        `share_percent` (derived but for `told`), `reported_by` (own: each exporter for itself), `source_id`, `lower_bound`
        (any figure in it is one), `note`, `words`. A state without any share of a good is a row with basis none.
    """
    kept = rows[(rows["flow"] == "export") & rows["commodity"].isin(_every()) & rows["status"].isin(STATED)]
    kept = kept.assign(by=kept["reported_by"].mask(kept["reported_by"] == kept["country"], OWN))
    kept = kept[kept["country"].isin([*CODES, _WORLD])]
    found = [it for measure in formats.MEASURES for it in _shares(kept, published, measure)]
    found += [_told(it, _OF_IMPORTS, "imports") for it in _matching(kept, _OF_IMPORTS)]
    known = {(it["country"], it["good"]) for it in found}
    silent = [(country, good) for good in GOODS for country in CODES if (country, good) not in known]
    return _frame([*found, *(_not_known(country, good, "imports") for country, good in silent)])


def of_exports(rows: pd.DataFrame, good: str = "flour") -> pd.DataFrame:
    """Afghanistan's share in each state's exports of one good; a state of which it cannot be told is a row that says why.

    Method: a share that the source tells (`told`), or the figure divided by the whole that the same note of the same
    source tells (`total`). Both are read from set phrases of the curated notes, over whatever period they speak of.

    Args:
        rows: rows of `Trade`.
        good: a key of `GOODS`.

    Returns:
        The columns of `of_imports`, by state, period and source; `basis` is none for a state without a share.
    """
    kept = rows[(rows["flow"] == "export") & rows["commodity"].isin(GOODS[good]) & rows["status"].isin(STATED)]
    kept = kept[kept["country"].isin(CODES)]
    found = [_told(it, _OF_EXPORTS, "exports") for it in _matching(kept, _OF_EXPORTS)]
    found += [it for row in records(kept) if (it := _of_a_whole(row))]
    silent = [it for it in CODES if it not in {row["country"] for row in found}]
    return _frame([*found, *(_not_known(it, good, "exports") for it in silent)])


def _every() -> list[str]:
    return [commodity for commodities in GOODS.values() for commodity in commodities]


def _good(commodity: str) -> str:
    return next(good for good, commodities in GOODS.items() if commodity in commodities)


def _shares(kept: pd.DataFrame, published: pd.Series, measure: str) -> list[Row]:
    """The shares that figures of one source, reporter and commodity give by each other."""
    one_whole = ["source_id", "by", "commodity"]
    kept = kept[kept[measure].notna()]
    several = kept.groupby(one_whole)["country"].transform("nunique") > 1
    found = []
    for (_, by, _), told in kept[several].groupby(one_whole):
        found += _divided(of_years(headline(told.drop(columns="by"), published, measure)), str(by), measure)
    return found


def _divided(years: pd.DataFrame, by: str, measure: str) -> list[Row]:
    """The shares of one source, reporter, commodity and measure."""
    found = []
    for _, told in years.groupby(["start", "end"]):
        world, states = told[told["country"] == _WORLD], told[told["country"].isin(CODES)]
        if len(world):
            basis, whole = "world", float(world["value"].iloc[0])
        else:
            basis, whole = "five", float(states["value"].sum())
        if whole <= 0 or (basis == "five" and len(states) < 2):
            continue
        among = ";".join(sorted(states["country"], key=ORDER.__getitem__)) if basis == "five" else _WORLD
        bound = bool(partial(told).any())
        for it in records(states):
            percent = it["value"] / whole * 100
            found.append({
                **it, "good": _good(it["commodity"]), "measure": measure, "whole": whole, "basis": basis, "among": among,
                "share_percent": percent, "reported_by": by, "lower_bound": bound,
                "words": f"{_share(percent)} {_of_whole(basis, among, it['commodity'])}{_BOUND * bound}",
            })  # fmt: skip
    return found


def _of_whole(basis: str, among: str, commodity: str) -> str:
    said = codes.say(commodity)
    if basis == "world":
        return f"of all imports of {said}"
    return f"of what {name(among)} together sent of {said}; imports from elsewhere are not in it"


def _matching(rows: pd.DataFrame, pattern: re.Pattern[str]) -> list[Row]:
    """The rows whose note tells of a share."""
    return [it for it in records(rows) if isinstance(it["note"], str) and pattern.search(it["note"])]


def _told(it: Row, pattern: re.Pattern[str], of: str) -> Row:
    """A share as its source tells it; by value or by weight, the source does not say."""
    found = pattern.search(it["note"])
    said = found.groupdict() if found else {}
    percent = float(said["number"]) if said.get("number") else 50.0  # the phrase says half
    whose = "Afghanistan's imports" if of == "imports" else "its exports"
    return {
        **it, "good": _good(it["commodity"]), "measure": "", "basis": "told", "among": "", "share_percent": percent,
        "lower_bound": False, "words": f"{_share(percent)} of {whose}, as the source tells it",
    }  # fmt: skip


def _of_a_whole(it: Row) -> Row | None:
    """A figure divided by the whole that its own note tells; None where it tells none of the same measure."""
    note = it["note"] if isinstance(it["note"], str) else ""
    found = next((match for pattern in _WHOLES if (match := pattern.search(note))), None)
    if found is None:
        return None
    measure, factor = _UNITS[found["unit"]]
    whole = round(float(found["number"]) * _SCALES[found["scale"]] * factor, 6)
    value = it[measure]
    if pd.isna(value) or whole <= 0:
        return None
    percent = value / whole * 100
    amounts = f"{formats.amount(value, measure)} of {formats.amount(whole, measure)}"
    return {
        **it, "good": _good(it["commodity"]), "measure": measure, "value": value, "whole": whole, "basis": "total",
        "among": "", "share_percent": percent, "lower_bound": False, "words": f"{_share(percent)} of its exports: {amounts}",
    }  # fmt: skip


def _not_known(country: str, good: str, of: str) -> Row:
    """A row that says why there is no share."""
    why = {
        "imports": f"no source on record tells {good} from {name(country)} together with all imports or with another state",
        "exports": f"no source on record tells all of {name(country)}'s exports of {good}, nor the share itself",
    }[of]
    return {
        "good": good, "country": country, "commodity": GOODS[good][0], "precision": "unknown", "measure": "",
        "basis": "none", "among": "", "lower_bound": False, "words": f"not known: {why}",
    }  # fmt: skip


def _share(percent: float) -> str:
    """A share in per cent; one that is not the whole never reads as the whole."""
    return "more than 99.5 %" if 99.5 <= percent < 100 else share(percent)


def _frame(found: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(found, columns=list(_COLUMNS)).astype(_COLUMNS)
    place = {good: at for at, good in enumerate(GOODS)} | ORDER
    return frame.sort_values(
        ["good", "commodity", "start", "source_id", "measure", "country"], na_position="last", ignore_index=True,
        key=lambda it: it.map(place) if it.name in {"good", "country"} else it,
    )  # fmt: skip
