"""Both sides of mirrored figures, for the Trade page."""

from typing import Final

import pandas as pd

from analysis.trade.mirrored import behind_pairs, mirrored
from analysis.trade.series import Choice
from charts.mirror import both_sides as chart
from data.schema.tables import Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.places import ORDER
from data.vocabulary.text import runs
from pages._app.cache import once
from pages._app.rows import annual, published, rows, sources
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.commodities import in_words, unit, what
from pages._parts.layout import section
from pages._parts.show import Drawn, show

_MOST: Final = 24  # pairs in one figure
_APART: Final = 1.5  # from this ratio on a title names it
_VALUED: Final = (
    "FOB is the value at the exporter's border; CIF, on the importer's side, holds freight and insurance too. "
    "Where a source tells neither, it is not known."
)


@once
def _pairs(measure: str) -> pd.DataFrame:
    """Every pair in one measure."""
    found = mirrored(annual(), published(), measure)
    names = sources()["publisher"]
    return found.assign(
        publisher_own=found["source_id_own"].map(names), publisher_afghan=found["source_id_afghan"].map(names),
        lower=found[["bound_own", "bound_afghan"]].eq("at_least").any(axis=1),
    )  # fmt: skip


def both_sides(view: View, choice: Choice) -> None:
    """The exporter's and the importer's figure of the same flow, goods and period, side by side."""
    said, drawn = _drawn(view, choice)
    section("Both sides of the border", "mirror", said)
    show(drawn)


@once
def _drawn(view: View, choice: Choice) -> tuple[str, Drawn | str]:
    """What must be said before the figure, and the figure or why there is none."""
    found = _pairs(choice.measure)
    found = view.keep(found[found["flow"] == choice.flow])
    if found.empty:
        return "", _why_none(choice, view)
    mine, said = found[found["commodity"] == choice.goods], ""
    if mine.empty:
        said = text(f"Both sides report no same period of {in_words(choice)}. They do of these goods:")
        mine = found
    shown = (
        mine.sort_values("start")
        .tail(_MOST)
        .sort_values(["country", "commodity", "start"], key=lambda it: it.map(ORDER) if it.name == "country" else it)
    )
    return said, _draw(view, choice, mine, shown)


def _draw(view: View, choice: Choice, mine: pd.DataFrame, shown: pd.DataFrame) -> Drawn:
    reports = behind_pairs(rows(Trade), shown, choice.measure)
    fig = chart.both_sides(
        shown, measure=choice.measure, foot=foot(reports), title=_title(choice, shown),
        subtitle=_subtitle(choice, shown),
    )  # fmt: skip
    cut = f" The {len(shown)} latest of {len(mine)} pairs are drawn." if len(shown) < len(mine) else ""
    says = f"Figures of {_ways(choice, shown)} that both sides report for the same period, {view.in_words()}: {len(shown)}.{cut}"
    return Drawn(fig, says, reports, Trade, "trade-mirror", besides=_VALUED if choice.measure == "value_usd" else "")


def _ways(choice: Choice, shown: pd.DataFrame) -> str:
    """What the pairs are of, as it stands in a sentence."""
    goods = list(shown["commodity"].unique())
    return (
        f"{what(choice._replace(goods=goods[0] if len(goods) == 1 else 'total'))}{', good by good' * (len(goods) > 1)}"
    )


def _title(choice: Choice, shown: pd.DataFrame) -> str:
    """How far the sides are apart at most, where no lower bound makes that unsure."""
    sure = shown.loc[(shown["ratio"] > 0) & ~shown["lower"], "ratio"]
    far = max((max(it, 1 / it) for it in sure), default=1)
    what = start_upper(_ways(choice, shown))
    return (
        f"{what}: the two sides {chart.times(far)} apart at the widest"
        if far >= _APART
        else f"{what}: what each side reports"
    )


def _subtitle(choice: Choice, shown: pd.DataFrame) -> str:
    """Unit, valuation, and what no ratio can tell."""
    said = [f"{start_upper(unit(choice))}, logarithmic scale: equal lengths are equal ratios"]
    if valued := chart.valued(shown):
        said.append(f"The states' figures are {valued[0]}, the Afghan {valued[1]}")
    if shown["lower"].any():
        said.append("FAOSTAT figures are lower bounds on both sides, so none of their ratios is exact")
    return ". ".join(said)


def _why_none(choice: Choice, view: View) -> str:
    """Why no pair can be shown, and where there are some."""
    said = (
        f"No period of {in_words(choice)}, is reported by both sides, {view.in_words()}: that takes a figure of the "
        "state's own statistics and one of Afghanistan's, for the same flow, goods and months."
    )
    found = _pairs(choice.measure)
    mine = found[(found["flow"] == choice.flow) & view.of_countries(found["country"])]
    if len(mine):
        return f"{said} There are pairs of {runs(mine['start'].dt.year)}: move the years above."
    return f"{said} There is none of other years either."
