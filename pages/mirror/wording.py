"""What the Mirror page says of pairs: sentences and titles that are true of the rows, whatever the filters."""

from typing import Any, Final

import pandas as pd

from analysis.trade.series import Choice
from charts.base.hover import period
from charts.mirror.gap import apart, divided, furthest, one, order, role
from data.rows import records
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, PLACES, name
from data.vocabulary.text import listed, runs
from pages._app.view import View
from pages._parts import commodities

EVERY: Final = "each"  # the choice of goods that shows each kind with pairs
_NEAR: Final = 1.05
_MOST: Final = 4  # goods that a sentence lists
FREIGHT: Final = (
    "An importer usually counts freight and insurance in (CIF), an exporter does not (FOB): the importer's figure is commonly "
    "expected 6 to 12 % above the exporter's, which is the shaded band. It is a rule of thumb; over mountains or by air freight can "
    "be more, for electricity it is nothing. A valuation that is not told is taken to be FOB for the exporter and CIF for the "
    "importer. Neither figure is taken for the true one, and the distance does not say why they differ."
)
HOLLOW: Final = (
    "A hollow mark stands for a pair of which one figure or both are no more than a lower bound: the FAO lists an item only where "
    "the partner took at least 5 % of the reporter's trade in it, so each side leaves out items of its own, and the two sums may be "
    "of different goods. The mark divides what is listed; from it nobody can tell how far the sides are apart, nor which counts more."
)
TWO_WAY: Final = (
    "A turnover holds exports and imports together, so no band of freight can be set: the state's figure is divided by the "
    "Afghan one. Neither is taken for the true one."
)


def ways(flow: str, goods: str) -> str:
    """What the pairs are of: "exports of wheat to Afghanistan"."""
    return commodities.what(Choice(flow, "value_usd", "total" if goods == EVERY else goods))


def answer(found: pd.DataFrame, all_pairs: pd.DataFrame, view: View) -> str:
    """How often both sides tell the same trade, and how far they are apart, as far as that is known.

    Args:
        found: the pairs of the view.
        all_pairs: every pair on record.
        view: the filters.
    """
    if found.empty:
        return f"No trade is told by both sides for the same goods and period: {view.in_words()}. {_elsewhere(all_pairs, view)}"
    lower = int(found["lower_bound"].sum())
    sure = found[~found["lower_bound"].astype("bool")]
    said = [f"Both sides tell the same flow, goods and period {_often(len(found))}: {view.in_words()}."]
    if lower:
        of = (
            "All of these pairs hold"
            if sure.empty and lower > 1
            else f"{lower} of these pairs hold{'s' * (lower == 1)}"
        )
        of = "This pair holds" if len(found) == 1 else of
        said.append(
            f"{of} a lower bound, so how far apart {'its' if lower == 1 else 'their'} figures are is not known."
        )
    widest = furthest(found)
    if widest is not None:
        said.append(_widest(widest, sure, others=bool(lower)))
    return " ".join(said)


def _often(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _widest(pair: dict[str, Any], sure: pd.DataFrame, *, others: bool) -> str:
    """The pair furthest apart, with both figures."""
    which = f"{figures(pair)}, {apart(pair)}"
    claim = " (a claim in a speech is among the two)" if pair["claimed"] else ""
    if len(sure) == 1:
        return f"The {'other' if others else 'figures'}: {which}{claim}."
    near = int(divided(sure).map(lambda it: 1 / _NEAR <= it <= _NEAR).sum())
    close = f"{near or 'none'} {'is' if near == 1 else 'are'} within 5 %; " if near < len(sure) else ""
    return f"Of the {'other ' * others}{len(sure)}, {close}the furthest apart: {which}{claim}."


def figures(pair: dict[str, Any]) -> str:
    """A pair with both figures: "Uzbekistan's turnover with Afghanistan in 2023, $868 m by Uzbekistan and ..."."""
    sides = [f"{formats.usd(one(pair, it)['value'])} by {role(pair, it)}" for it in order(pair)]
    return f"{name(pair['country'])}'s {ways(pair['flow'], pair['commodity'])} in {period(one(pair, 'own'))}, {' and '.join(sides)}"


def _elsewhere(all_pairs: pd.DataFrame, view: View) -> str:
    """Where the nearest pairs are: of the same states in other years, else of other states."""
    mine = all_pairs[view.of_countries(all_pairs["country"])]
    if len(mine):
        return f"There are pairs of {runs(mine['year'])}: move the years above."
    if all_pairs.empty:
        return "There is none of other states or years either."
    states = [code for code in CODES if code in set(all_pairs["country"])]
    each = [f"{name(code)} ({runs(all_pairs.loc[all_pairs['country'] == code, 'year'])})" for code in states]
    return f"There is none of other years either; there are pairs of {listed(each)}."


def nothing(found: pd.DataFrame, all_pairs: pd.DataFrame, view: View, flow: str, goods: str) -> str:
    """Why the choice has no pair, and the nearest that has some.

    Args:
        found: the pairs of the view, of any flow and goods.
        all_pairs: every pair on record.
        view: the filters.
        flow: the chosen flow.
        goods: the chosen goods.
    """
    said = (
        f"No period of {ways(flow, goods)} is told by both sides, {view.in_words()}: that takes a figure from the state's own "
        "side and one from the Afghan side, for the same goods and months."
    )
    if found.empty:
        return f"{said} {_elsewhere(all_pairs, view)}"
    same = found[found["commodity"] == goods]
    flows = [_FLOWS[it] for it in codes.FLOWS if it in set(same["flow"])]
    if flows:
        return f"{said} Of these goods there are pairs of {listed(flows)}: choose that above."
    near = found[found["flow"] == flow]
    if len(near):
        named = {it["commodity"]: codes.goods(it) for it in records(near)}
        kinds = [named[it] for it in near["commodity"].value_counts().index[:_MOST]]
        return f"{said} There are pairs of {listed(kinds)}: choose other goods above."
    others = [_FLOWS[it] for it in codes.FLOWS if it in set(found["flow"])]
    return f"{said} There are pairs of {listed(others)}: choose another flow and each kind of goods above."


_FLOWS: Final = {"export": "exports", "import": "imports", "turnover": "turnover"}


def title(shown: pd.DataFrame, flow: str, goods: str) -> str:
    """Which side's figure is the larger, and how often, of the pairs of which no lower bound leaves that open."""
    drawn = shown[divided(shown).notna()]
    ratio = divided(drawn[~drawn["lower_bound"].astype("bool")])
    what = codes.start_upper(ways(flow, goods))
    if ratio.empty and len(drawn):
        on_record = f"{len(drawn)} pairs on record, each" if len(drawn) > 1 else "one pair on record,"
        return f"{what}: {on_record} with a lower bound"
    more, among = int((ratio > 1).sum()), " without a lower bound" * (len(ratio) < len(drawn))
    whose = "the state's own figure" if flow == "turnover" else "the importer's figure"
    if len(ratio) == 1:
        return f"{what}: {whose} is {'the larger' if more else 'not the larger'} in the one pair on record{among}"
    return f"{what}: {whose} is the larger in {more or 'none'} of {len(ratio)} pairs{among}"


def subtitle(shown: pd.DataFrame, view: View, flow: str) -> str:
    """What is divided by what, and how to read the marks."""
    divided_by = (
        "the state's figure by the Afghan one" if flow == "turnover" else "the importer's figure by the exporter's"
    )
    said = [f"{codes.start_upper(divided_by.replace(' by ', ' divided by ', 1))}, in US dollars, {view.years_in_words()}, logarithmic scale"]  # fmt: skip
    if flow != "turnover":
        said.append("Shaded: freight of 6 to 12 %")
    if shown["lower_bound"].any():
        said.append("Hollow: only a lower bound is told, so how far apart is not known")
    return ". ".join(said)


def says(shown: pd.DataFrame, view: View, flow: str, goods: str) -> str:
    """The figure in one sentence with the filters in words, and what it does not draw."""
    count = f"{len(shown)} pair{'s' * (len(shown) != 1)} of figures that both sides tell for the same period"
    kinds = ", each kind of goods by itself" if goods == EVERY else ""
    said = f"{codes.start_upper(ways(flow, goods))}{kinds}, {view.in_words()}: {count}."
    zero = int(divided(shown).isna().sum())
    return f"{said} {zero} with a zero cannot be divided and stand in the table alone." if zero else said


def without(found: pd.DataFrame, view: View) -> str:
    """Which chosen states have no pair here."""
    missing = [PLACES[it].name for it in CODES if it in view.countries and it not in set(found["country"])]
    return f"No such pair on record in these years: {listed(missing)}." if missing else ""
