"""How much of Afghanistan's flour, wheat, fuel and power comes from each state, and of a state's exports goes there.

A share needs a whole. The whole is only ever one that the same source tells of the same period and goods; where none is
told, the share is one among those of the five states that it names, and says so; where even that cannot be told, the
row says why. Nothing is estimated.
"""

from typing import Final

import pandas as pd

from analysis.trade.comparison import partial
from analysis.trade.mirrored import OWN
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
_WHOLE_OF: Final = {"quantity_t": "whole_t", "quantity_gwh": "whole_gwh"}
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
    found += [_told(it, "Afghanistan's imports") for it in _with_share(kept, "afghan_imports")]
    known = {(it["country"], it["good"]) for it in found}
    silent = [(country, good) for good in GOODS for country in CODES if (country, good) not in known]
    return _frame([*found, *(_not_known(country, good, "imports") for country, good in silent)])


def of_exports(rows: pd.DataFrame, good: str = "flour") -> pd.DataFrame:
    """Afghanistan's share in each state's exports of one good; a state of which it cannot be told is a row that says why.

    Method: a share that the source tells (`told`), or the figure divided by the whole that the same source tells beside
    it (`total`), over whatever period it speaks of.

    Args:
        rows: rows of `Trade`.
        good: a key of `GOODS`.

    Returns:
        The columns of `of_imports`, by state, period and source; `basis` is none for a state without a share.
    """
    kept = rows[(rows["flow"] == "export") & rows["commodity"].isin(GOODS[good]) & rows["status"].isin(STATED)]
    kept = kept[kept["country"].isin(CODES)]
    found = [_told(it, "its exports") for it in _with_share(kept, "own_exports")]
    found += [it for measure in _WHOLE_OF for it in _of_whole_told(kept, measure)]
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


def _with_share(rows: pd.DataFrame, whole: str) -> list[Row]:
    """The rows whose source tells a share of a whole."""
    return records(rows[(rows["whole"] == whole) & rows["share_percent"].notna()])


def _told(it: Row, of: str) -> Row:
    """A share as its source tells it; by value or by weight, the source does not say."""
    return {
        **it, "good": _good(it["commodity"]), "measure": "", "whole": None, "basis": "told", "among": "", "lower_bound": False,
        "words": f"{_share(it['share_percent'])} of {of}, as the source tells it",
    }  # fmt: skip


def _of_whole_told(rows: pd.DataFrame, measure: str) -> list[Row]:
    """Figures divided by all exports of the state, where the same source tells them in the same measure."""
    told = rows[(rows["whole"] == "own_exports") & rows[measure].notna() & (rows[_WHOLE_OF[measure]] > 0)]
    found = []
    for it in records(told):
        value, whole = it[measure], it[_WHOLE_OF[measure]]
        percent = value / whole * 100
        amounts = f"{formats.amount(value, measure)} of {formats.amount(whole, measure)}"
        found.append({
            **it, "good": _good(it["commodity"]), "measure": measure, "value": value, "whole": whole, "basis": "total",
            "among": "", "share_percent": percent, "lower_bound": False, "words": f"{_share(percent)} of its exports: {amounts}",
        })  # fmt: skip
    return found


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
