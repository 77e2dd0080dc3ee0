"""How much of Afghanistan's flour, wheat, fuel and power comes from each state, and of a state's exports goes there.

A share needs a whole. The whole is only ever one that the same source gives of the same period and goods; where it gives
none, the share is one among those of the five states that it names, and says so; where even that is not there, there is
no row. Nothing is estimated.
"""

from collections.abc import Collection, Iterator
from typing import Final

import pandas as pd

from analysis.base import behind
from analysis.base.derived import like, rows_of
from analysis.base.publishers import with_publisher
from analysis.trade.comparison import partial
from analysis.trade.mirrored import OWN
from analysis.trade.preferred import Preferred, headline, of_years
from analysis.trade.statistics import STATED
from data.schema.columns import Derived, column
from data.schema.tables import Sources, Trade
from data.vocabulary import formats
from data.vocabulary.mirror import BASES, DIRECTIONS
from data.vocabulary.places import CODES, ORDER

GOODS: Final = {
    "flour": ("flour", "grain_mill_products"),
    "wheat": ("wheat",),
    "fuel": ("petroleum_products", "lpg"),
    "power": ("electricity",),
}
_GOOD_OF: Final = {commodity: good for good, commodities in GOODS.items() for commodity in commodities}
_WORLD: Final = "GLOBAL"
_WHOLE_OF: Final = {"quantity_t": "whole_t", "quantity_gwh": "whole_gwh"}


class Share(Derived):
    """The share of one state in Afghanistan's imports of a good, or of Afghanistan in the state's exports of it."""

    name, heading = "shares", "Shares in imports and exports"
    of = Trade
    direction = column("text", "Share of", "Afghanistan's imports, or the state's exports.", required=True,
                       values=tuple(DIRECTIONS))  # fmt: skip
    good = column("text", "Good", "A key of `GOODS`.", required=True, values=tuple(GOODS))
    country, commodity = like(Trade.country), like(Trade.commodity)
    start, end, precision = like(Trade.start), like(Trade.end), like(Trade.precision)
    measure = column("text", "Measure", "What was divided; empty for a share that the source itself gives.",
                     values=("", *formats.MEASURES))  # fmt: skip
    value = column("number", "Figure", "The part, in the unit of the measure.")
    whole = column("number", "Whole", "What it was divided by; derived where the basis is five.")
    basis = column("text", "Basis", "What the share is of.", required=True, values=tuple(BASES), internal=True)
    among = column("text", "Among", "The states in a whole of several.", many=True, internal=True)
    share_percent = column("number", "Share", "Derived, unless the source gives it.", unit="%", required=True)
    reported_by = column("text", "Reported by", "Who reports it; own: each exporter for itself.", required=True)
    source_id, publisher = like(Trade.source_id), like(Sources.publisher)
    lower_bound = column("flag", "Lower bound", "Whether any figure in it is one.", required=True)
    note = like(Trade.note)


ONE_WHOLE: Final = [
    Share.commodity, Share.start, Share.end, Share.source_id, Share.reported_by, Share.measure, Share.basis
]  # fmt: skip


def of_imports(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Work out each state's share in Afghanistan's imports of `GOODS`, by year and by who reports it.

    Method: statistics and preliminary figures of exports to Afghanistan over a full year. Figures are only divided
    within one source, one reporter (or each exporter for itself), one commodity, measure and period: by the figure of
    the whole world (`world`); where the source has none, by the sum over those of the five states that it names, at least
    two (`five`). A share that the source itself gives stands as `given`.

    Args:
        rows: rows of `Trade` in use; a country of GLOBAL is all imports of Afghanistan.
        sources: rows of `Sources`.

    Returns:
        Rows of `Share`, the latest year of a commodity first.
    """
    kept = _stated_exports(rows)
    kept = kept.assign(by=kept[Trade.reported_by].mask(kept[Trade.reported_by] == kept[Trade.country], OWN))
    published = sources.set_index(Sources.source_id)[Sources.start]
    figures = [part for measure in formats.MEASURES for part in _figures(kept, published, measure)]
    divided = [_divided(pd.concat(figures, ignore_index=True))] if figures else []
    shares = _table([*divided, _given(kept, "afghan_imports")], "imports", sources)
    return shares.sort_values(
        [Share.good, Share.commodity, Share.start, Share.reported_by, Share.source_id, Share.measure, Share.country],
        ascending=[True, True, False, True, True, True, True], key=_places, ignore_index=True,
    )  # fmt: skip


def of_exports(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Work out Afghanistan's share in each state's exports of `GOODS`.

    Method: a share that the source gives (`given`), or the figure divided by the whole that the same source gives beside
    it (`total`), over whatever period it covers.

    Args:
        rows: rows of `Trade` in use.
        sources: rows of `Sources`.

    Returns:
        Rows of `Share`, by commodity, period, source and state.
    """
    kept = _stated_exports(rows)
    parts = [_given(kept, "own_exports"), *(_of_whole(kept, measure) for measure in _WHOLE_OF)]
    shares = _table(parts, "exports", sources)
    return shares.sort_values(
        [Share.good, Share.commodity, Share.start, Share.source_id, Share.measure, Share.country],
        key=_places, ignore_index=True,
    )  # fmt: skip


def whole_bars(shares: pd.DataFrame, countries: Collection[str]) -> pd.DataFrame:
    """Keep the shares of every whole in which one of some countries has a share, those of the others too."""
    among = shares[Share.country].isin(countries)
    return shares[among.groupby([shares[it] for it in ONE_WHOLE], dropna=False).transform("any").astype(bool)]


def _stated_exports(rows: pd.DataFrame) -> pd.DataFrame:
    """The statistics of exports of `GOODS` by single states, and by the whole world."""
    goods = rows[Trade.commodity].isin(_GOOD_OF)
    kept = rows[(rows[Trade.flow] == "export") & goods & rows[Trade.status].isin(STATED)]
    return kept[kept[Trade.country].isin([*CODES, _WORLD])]


def _figures(kept: pd.DataFrame, published: pd.Series, measure: str) -> Iterator[pd.DataFrame]:
    """The preferred figures of full years of each source, reporter and commodity that name several countries."""
    same = [Trade.source_id, "by", Trade.commodity]
    kept = kept[kept[measure].notna()]
    several = kept[kept.groupby(same)[Trade.country].transform("nunique") > 1]
    for (_, by, _), rows in several.groupby(same):
        yield of_years(headline(rows, published, measure)).assign(reported_by=by, measure=measure)


def _divided(figures: pd.DataFrame) -> pd.DataFrame:
    """The shares that figures of one source, reporter, commodity, measure and year give by each other."""
    same = [Share.source_id, Share.reported_by, Share.commodity, Share.measure, Share.start, Share.end]
    is_world = figures[Trade.country] == _WORLD
    by_year = [figures[column] for column in same]
    has_world = is_world.groupby(by_year).transform("any").astype(bool)
    figures = figures.assign(
        lower_bound=partial(figures).groupby(by_year).transform("any").astype(bool),
        basis=pd.Series("five", index=figures.index, dtype="str").mask(has_world, "world"),
    )
    wholes = figures[is_world | ~has_world].groupby(same).agg(
        whole=(Preferred.value, "sum"), count=(Preferred.value, "size"), among=(Preferred.country, _joined),
        behind_whole=(Preferred.behind, behind.united),
    )  # fmt: skip
    states = figures[~is_world].drop(columns=Trade.whole).join(wholes, on=same)
    states = states[(states[Share.whole] > 0) & ((states[Share.basis] == "world") | (states["count"] > 1))]
    both = zip(states[Preferred.behind], states["behind_whole"], strict=True)
    return states.assign(
        share_percent=states[Preferred.value] / states[Share.whole] * 100,
        behind=behind.in_column(map(behind.united, both), states),
    )


def _joined(countries: pd.Series) -> str:
    return ";".join(sorted(countries, key=ORDER.__getitem__))


def _given(rows: pd.DataFrame, whole: str) -> pd.DataFrame:
    """The shares that sources themselves give; by value or by weight, they do not say."""
    given = _each(rows[(rows[Trade.whole] == whole) & rows[Trade.share_percent].notna()])
    return given.assign(measure="", whole=float("nan"), basis="given")


def _of_whole(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Figures divided by all exports of the state, where the same source gives them in the same measure."""
    whole = _WHOLE_OF[measure]
    given = _each(rows[(rows[Trade.whole] == "own_exports") & rows[measure].notna() & (rows[whole] > 0)])
    percent = given[measure] / given[whole] * 100
    return given.assign(measure=measure, value=given[measure], whole=given[whole], basis="total", share_percent=percent)


def _each(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of single states, each of which gives a share by itself."""
    rows = rows[rows[Trade.country].isin(CODES)]
    return rows.assign(among="", lower_bound=False, behind=behind.of_each(rows))


def _table(parts: list[pd.DataFrame], direction: str, sources: pd.DataFrame) -> pd.DataFrame:
    """Shares of one direction as rows of `Share`."""
    shares = pd.concat(parts, ignore_index=True)
    shares = shares.assign(direction=direction, good=shares[Trade.commodity].map(_GOOD_OF))
    return rows_of(Share, with_publisher(shares, sources))


def _places(cells: pd.Series) -> pd.Series:
    """Goods and countries by their place in our order."""
    if cells.name == Share.good:
        return cells.map(list(GOODS).index)
    return cells.map(ORDER) if cells.name == Share.country else cells
