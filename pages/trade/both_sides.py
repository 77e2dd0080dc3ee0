"""Both sides of mirrored figures, for the Trade page."""

from typing import Final

import pandas as pd

from analysis.mirror.pairs import NamedPair, Pair, latest, one_valuation, pairs
from analysis.trade.series import Choice
from charts.mirror import both_sides as chart
from data.vocabulary.codes import start_upper
from data.vocabulary.mirror import times
from data.vocabulary.text import runs
from pages._app.rows import mirror_pairs
from pages._app.view import View
from pages._parts.commodities import in_words, unit, what
from pages._parts.figure import Figure, Words
from pages._parts.show import show

_MOST: Final = 24  # pairs in one figure
_APART: Final = 1.5  # from this ratio on a title names it
_VALUED: Final = (
    "FOB is the value at the exporter's border; CIF, on the importer's side, holds freight and insurance too. "
    "Where a source states neither, it is not known."
)


def both_sides(view: View, choice: Choice) -> None:
    """The exporter's and the importer's figure of the same flow, goods and period, side by side."""
    show(BOTH_SIDES, view, choice)


def _of_choice(view: View, choice: Choice) -> pd.DataFrame:
    """The pairs of the chosen goods; of all goods where there is none of these."""
    every = mirror_pairs(choice.measure)
    every = view.keep(every[every[Pair.flow] == choice.flow])
    chosen = every[every[Pair.commodity] == choice.goods]
    return every if chosen.empty else chosen


def _words(view: View, choice: Choice, shown: pd.DataFrame) -> Words:
    every = _of_choice(view, choice)
    cut = f" The {len(shown)} latest are drawn." if len(shown) < len(every) else ""
    goods = _goods(choice, shown)
    return Words(
        _title(goods, shown),
        _subtitle(choice, shown),
        f"Figures of {goods} that both sides report for the same period, {view.in_words()}: {len(every)}.{cut}",
        _VALUED if choice.measure == "value_usd" else "",
        _of_others(choice) if not (shown[Pair.commodity] == choice.goods).any() else "",
    )


def _of_others(choice: Choice) -> str:
    """Say that the pairs are of other goods than those chosen."""
    return f"Both sides report no same period of {in_words(choice)}: these are other goods."


def _goods(choice: Choice, shown: pd.DataFrame) -> str:
    """What the pairs are of, as it stands in a sentence."""
    goods = list(shown[Pair.commodity].unique())
    several = len(goods) > 1
    return f"{what(choice._replace(goods='total' if several else goods[0]))}{', good by good' * several}"


def _title(goods: str, shown: pd.DataFrame) -> str:
    """How far the sides are apart at most, where no lower bound makes that unsure."""
    sure = shown.loc[(shown[Pair.ratio] > 0) & ~shown[Pair.lower_bound], Pair.ratio]
    far = max((max(ratio, 1 / ratio) for ratio in sure), default=1)
    apart = f"the two sides {times(far)} apart at the widest" if far >= _APART else "what each side reports"
    return f"{start_upper(goods)}: {apart}"


def _subtitle(choice: Choice, shown: pd.DataFrame) -> str:
    """Unit, valuation, and what no ratio can say."""
    sentences = [f"{start_upper(unit(choice))}, logarithmic scale: equal lengths are equal ratios"]
    if valuation := one_valuation(shown):
        sentences.append(f"The states' figures are {valuation[0]}, the Afghan {valuation[1]}")
    if shown[Pair.lower_bound].any():
        sentences.append("FAOSTAT figures are lower bounds on both sides, so none of their ratios is exact")
    return ". ".join(sentences)


def _why_none(view: View, choice: Choice) -> str:
    """Why no pair can be shown, and where there are some."""
    every = mirror_pairs(choice.measure)
    elsewhere = every[(every[Pair.flow] == choice.flow) & view.of_countries(every[Pair.country])]
    years = runs(elsewhere[Pair.year])
    near = f"There are pairs of {years}: move the years above." if years else "There is none of other years either."
    return (
        f"No period of {in_words(choice)}, is reported by both sides, {view.in_words()}: that takes a figure of the "
        f"state's own statistics and one of Afghanistan's, for the same flow, goods and months. {near}"
    )


BOTH_SIDES: Final = Figure(
    key="trade-mirror",
    measure=pairs,
    tables=(NamedPair,),
    rows=lambda view, choice: (latest(_of_choice(view, choice), _MOST),),
    chart=chart.both_sides,
    anchor="mirror",
    words=_words,
    empty=_why_none,
    options=lambda view, choice: {"measure": choice.measure},  # noqa: ARG005
    choices=lambda: [
        Choice(flow, "value_usd", goods)
        for flow, goods in (("export", "total"), ("export", "wheat"), ("import", "total"), ("turnover", "total"))
    ],
    method="mirror",
)
