"""How both sides of the same trade, and shares of trade, read: what their codes mean, and distances in words."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from data.vocabulary import codes, formats
from data.vocabulary.places import AFG, name
from data.vocabulary.text import listed, share

_FREIGHT: Final = "freight of 6 to 12 %"
# Where the importer's figure lies, divided by the exporter's; as it goes on after how far they are apart.
BANDS: Final = {
    "below": f", where {_FREIGHT} would set it above",
    "short": f", less than {_FREIGHT}",
    "within": f", as {_FREIGHT} would have it",
    "above": f", more than {_FREIGHT}",
    "none": "",  # a turnover, a quantity, figures valued alike, or a zero
}
# What a share is a share of; `total` is followed by the two amounts.
BASES: Final = {
    "world": "of all imports of {goods}",
    "five": "of what {among} together sent of {goods}; imports from elsewhere are not in it",
    "given": "of {whole}, as the source gives it",
    "total": "of {whole}",
}
DIRECTIONS: Final = {"imports": "Afghanistan's imports", "exports": "its exports"}


def times(ratio: float) -> str:
    """Say how many times the larger figure is the smaller, whichever it is: "3.3 times"."""
    return f"{formats.significant(max(ratio, 1 / ratio), 2)} times"


def than(ratio: float) -> str:
    """Say how much more or less the first of two figures is, by the one divided by the other: "5 % less than"."""
    if pd.isna(ratio):
        return "a figure that cannot be divided by that of"
    if ratio == 1:
        return "as much as"
    return f"{share((ratio - 1) * 100)} {'more' if ratio > 1 else 'less'} than"


def role(pair: Mapping[str, Any], side: str) -> str:
    """Say whose figure one side (own or afghan) of a pair is, and as what: "Kazakhstan (exporter)"."""
    who = name(pair["country"]) if side == "own" else AFG.name
    if pair["flow"] == "turnover":
        return who
    exporter = "own" if pair["flow"] == "export" else "afghan"
    return f"{who} ({'exporter' if side == exporter else 'importer'})"


def valuation(stated: object) -> str:
    """Say how one side values the goods, be it not stated."""
    return stated if isinstance(stated, str) else "valuation not stated"


def distance(pair: Mapping[str, Any]) -> str:
    """Say how far both sides are apart, set against freight, as a row of `analysis.mirror.pairs.Pair` has it."""
    caveats = (
        "; one figure is only a minimum, so the gap is not known" * pair["lower_bound"]
        + "; one of the two is a claim" * pair["claimed"]
    )
    if pair["band"] == "none":
        return f"{name(pair['country'])} reports {than(pair['ratio'])} {AFG.name}{caveats}"
    importer, exporter = ("afghan", "own") if pair["flow"] == "export" else ("own", "afghan")
    figures = f"{role(pair, importer)} reports {than(pair['cif_over_fob'])} {role(pair, exporter)}"
    return f"{figures}{BANDS[pair['band']]}{caveats}"


def percent(value: float) -> str:
    """Format a share in per cent; one that is not the whole never reads as the whole."""
    return "over 99.5 %" if 99.5 <= value < 100 else share(value)


def share_of_whole(row: Mapping[str, Any]) -> str:
    """Say a share and what it is of, as a row of `analysis.mirror.dependence.Share` has it."""
    among = listed([name(code) for code in row["among"].split(";")])
    basis = BASES[row["basis"]].format(
        goods=codes.say(row["commodity"]), among=among, whole=DIRECTIONS[row["direction"]]
    )
    more = "; minimums, and a state that is not named may have sent some" * row["lower_bound"]
    if row["basis"] == "total":
        more = f": {' of '.join(formats.amount(row[part], row['measure']) for part in ('value', 'whole'))}"
    return f"{percent(row['share_percent'])} {basis}{more}"
