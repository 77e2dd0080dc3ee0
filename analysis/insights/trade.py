"""What stands out in trade: rises and falls, what both sides report, sums of lower bounds."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from analysis.base.behind import RowIds, united
from analysis.insights.insight import MOST, Insight
from analysis.mirror.pairs import pairs
from analysis.trade.commodities import AGGREGATES
from analysis.trade.comparison import partial
from analysis.trade.preferred import SAME, Preferred, headline
from analysis.trade.series import DEFAULT
from analysis.trade.since_2021 import BASE, Since
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import formats, periods
from data.vocabulary.places import CODES, ORDER

_FLOW_ORDER: Final = ("turnover", "export", "import")
_SERIES: Final = [Trade.country, Trade.flow, Trade.commodity, Trade.reported_by]
_GOODS: Final = [Trade.commodity, Trade.commodity_name, Trade.hs]


def of_trade(
    rows: pd.DataFrame, published: pd.Series, most: int = MOST, both: pd.DataFrame | None = None
) -> list[Insight]:
    """Find up to three insights on trade, changes first.

    Method: `change`: the last two calendar years that one reporter gives of one flow and commodity, where every report
    of the one year is above, or below, every report of the other (or all are equal); lower bounds, claims and preliminary
    figures show no change. `both_sides`: the last year that both sides report, of several pairs the furthest apart.
    `at_least`: the lower bounds of one source's exports added up over goods, of the state with most for the last year.

    Args:
        rows: rows of `Trade` in use, filtered in any way.
        published: day of publication of each source, by `source_id`.
        most: how many insights at most.
        both: what `comparable_pairs` returns for these rows or more; it is worked out anew where it is left out.

    Returns:
        Amounts are in US dollars. `change` with `country`, `flow`, `reported_by`, the goods, `years` (two), `first` and
        `last` (lowest and highest report of each), `figures` (the preferred one of each) and `moved` (rose, fell, stayed); `both_sides` with `country`, `flow`,
        `year`, `own` and `afghan`; `at_least` with `country`, the goods, `several` (goods), `years`, `bounds` and
        `source_id`. The goods are `commodity`, `commodity_name` and `hs`.
    """
    stated = _stated(rows)
    stated = stated.assign(year=stated[Trade.start].dt.year.astype("int64"))
    firm = stated[~partial(stated)]
    changes = [_change(facts, firm, published) for facts in sorted(_changes(firm), key=_first_changes)[:most]]
    if changes and most == 1:
        return changes  # what both sides report takes longer to find than all else
    both = comparable_pairs(rows, published) if both is None else both
    others = [*_both_sides(rows.loc[stated.index], both), *_at_least(stated)]
    room = most - min(len(others), most - 1)
    return [*changes[:room], *others][:most]


def since_takeover(changes: pd.DataFrame) -> list[Insight]:
    """Find how the turnover of the state that trades most has changed since 2021, by one series.

    Args:
        changes: rows of `Since` of the turnover.

    Returns:
        A `change` as `of_trade` has it, with `preliminary` (whether the last figure is); nothing where no state has a series.
    """
    found = []
    for row in records(changes.sort_values(Since.last, kind="stable").tail(1)):
        first, last = row[Since.first], row[Since.last]
        facts = {
            **{str(it): row[it] for it in (Since.country, Since.reported_by)},
            "flow": DEFAULT.flow,
            "commodity": DEFAULT.goods,
            "years": (BASE, row[Since.year]),
            "figures": (first, last),
            "moved": "rose" if last > first else "fell" if last < first else "stayed",
            "preliminary": row[Since.status] == "preliminary",
        }
        found.append(Insight("change", facts, Trade, row[Since.behind]))
    return found


def comparable_pairs(rows: pd.DataFrame, published: pd.Series) -> pd.DataFrame:
    """Find the pairs of `analysis.mirror.pairs` of all goods in calendar years, without lower bounds and zeros.

    Args:
        rows: rows of `Trade` in use, filtered in any way.
        published: day of publication of each source, by `source_id`.
    """
    stated = _stated(rows)
    both = pairs(stated[stated[Trade.commodity] == AGGREGATES[0]], published)
    return both[both["ratio"].gt(0) & ~both["lower_bound"]]


def _stated(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the statistics of single states in dollars and calendar years."""
    stated = rows[rows[Trade.status].eq("statistic") & rows[Trade.value_usd].notna() & rows[Trade.start].notna()]
    return stated[periods.is_calendar_year(stated) & stated[Trade.country].isin(CODES)]


def _changes(firm: pd.DataFrame) -> Iterator[Row]:
    """Find the facts of each rise and fall between the last two years of a series: there may be thousands."""
    spans = firm.groupby([*_SERIES, "year"])[Trade.value_usd].agg(["min", "max"]).reset_index()
    before = spans.groupby(_SERIES)[["year", "min", "max"]].shift().add_suffix("_before")
    spans = spans.join(before).drop_duplicates(_SERIES, keep="last")
    for row in records(spans.dropna(subset="year_before")):
        first, last = (row["min_before"], row["max_before"]), (row["min"], row["max"])
        if moved := _moved(first, last):
            years = (int(row["year_before"]), row["year"])
            yield {**{it: row[it] for it in _SERIES}, "years": years, "moved": moved, "first": first, "last": last}


def _moved(first: tuple[float, float], last: tuple[float, float]) -> str:
    """Compare all reports of two years, from the lowest to the highest; empty where they overlap or read the same."""
    if first == last and first[0] == first[1]:
        return "stayed"
    if formats.spread(*first, Trade.value_usd) == formats.spread(*last, Trade.value_usd):
        return ""
    if last[0] > first[1]:
        return "rose"
    return "fell" if last[1] < first[0] else ""


def _first_changes(facts: Row) -> tuple[Any, ...]:
    """Order own figures, all goods and turnover first; of equals the latest, the largest."""
    plain = AGGREGATES.index(facts["commodity"]) if facts["commodity"] in AGGREGATES else len(AGGREGATES)
    own = facts["reported_by"] == facts["country"]
    return (
        not own,
        plain,
        -facts["years"][1],
        _FLOW_ORDER.index(facts["flow"]),
        -facts["last"][1],
        ORDER[facts["country"]],
    )


def _change(facts: Row, firm: pd.DataFrame, published: pd.Series) -> Insight:
    """Put the reports of both years behind a rise or fall, and pick the preferred figure of each."""
    behind = firm["year"].isin(facts["years"])
    for column in _SERIES:
        behind &= firm[column] == facts[column]
    preferred = headline(firm[behind], published).sort_values(Trade.start)
    figures = tuple(preferred[Preferred.value])
    return Insight("change", {**facts, **_goods(firm[behind]), "figures": figures}, Trade, _ids(firm[behind]))


def _goods(rows: pd.DataFrame) -> Row:
    return records(rows[_GOODS].head(1))[0]


def _ids(rows: pd.DataFrame) -> RowIds:
    return tuple(rows[Trade.row_id])


def _both_sides(rows: pd.DataFrame, both: pd.DataFrame) -> Iterator[Insight]:
    """Find the last year that both sides report; of several pairs the furthest apart."""
    given = both[pd.MultiIndex.from_frame(both[SAME]).isin(pd.MultiIndex.from_frame(rows[SAME]))]
    if given.empty:
        return
    given = given.sort_values("year").drop_duplicates(["country", "flow"], keep="last")
    pair = given.loc[given["ratio"].where(given["ratio"] >= 1, 1 / given["ratio"]).idxmax()]
    own, afghan = float(pair["value_own"]), float(pair["value_afghan"])
    if formats.usd(own, 4) == formats.usd(afghan, 4):
        return
    facts = {**pair[["country", "flow"]].to_dict(), "year": int(pair["year"]), "own": own, "afghan": afghan}
    yield Insight("both_sides", facts, Trade, united([pair["behind"]]))


def _at_least(stated: pd.DataFrame) -> Iterator[Insight]:
    """Add up lower bounds of exports over the goods of one source, of the state with most for the last year."""
    own = stated[partial(stated) & stated[Trade.reported_by].eq(stated[Trade.country])]
    own = own[own[Trade.flow].eq("export") & ~own[Trade.commodity].isin(AGGREGATES)]
    if own.empty:
        return
    sums = own.groupby([Trade.source_id, Trade.country, "year"])[Trade.value_usd].sum()
    source_id, country, _ = max(sums.index, key=lambda it: (it[2], sums[it], it[0]))
    own = own[own[Trade.source_id].eq(source_id) & own[Trade.country].eq(country)]
    years = sorted(set(own["year"]))[-2:]
    own = own[own["year"].isin(years)]
    facts = {
        "country": country,
        "years": tuple(years),
        "bounds": tuple(float(sums[source_id, country, it]) for it in years),
        "source_id": source_id,
        "several": len(set(own[Trade.commodity])) > 1,
        **_goods(own),
    }
    yield Insight("at_least", facts, Trade, _ids(own))
