"""Sentences on trade that the rows bear out: rises and falls, what both sides tell, sums of lower bounds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.mirror.pairs import pairs
from analysis.trade.commodities import AGGREGATES
from analysis.trade.comparison import partial
from analysis.trade.preferred import SAME
from data.rows import Row, grouped, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import CODES, ORDER, PLACES, name

MOST: Final = 3
_FLOWS: Final = {"turnover": "turnover with", "export": "exports to", "import": "imports from"}
_FLOW_ORDER: Final = {flow: at for at, flow in enumerate(_FLOWS)}
_SERIES: Final = ["country", "flow", "commodity", "reported_by"]


class Insight(NamedTuple):
    """A sentence, the reported rows behind it, what kind it is, and the values that it says."""

    sentence: str
    rows: pd.DataFrame
    kind: str
    facts: Row


def of_trade(
    rows: pd.DataFrame, published: pd.Series, most: int = MOST, both: pd.DataFrame | None = None
) -> list[Insight]:
    """Up to three sentences on trade, changes first.

    Method: `change`: the last two calendar years that one reporter tells of one flow and commodity, where every report of
    the one year is above, or below, every report of the other (or all are equal); lower bounds, claims, preliminary
    figures and those that we doubt tell no change. `both_sides`: the last year of which both sides tell, the pair furthest
    apart. `at_least`: the lower bounds of one source added up over goods, derived; said as such.

    Args:
        rows: rows of `Trade`, filtered in any way.
        published: day of publication of each source, by `source_id`.
        most: how many sentences at most.
        both: what `both_told` finds in these rows or in more; it is found anew where it is left out.
    """
    stated = _stated(rows)
    stated = stated.assign(year=stated["start"].dt.year.astype("int64"))
    firm = stated[~partial(stated) & stated["doubted"].isna()]
    changes = [_change(it, firm) for it in sorted(_changes(firm), key=_first_changes)[:most]]
    if changes and most == 1:
        return changes  # what both sides tell takes longer to find than all else
    both = both_told(rows, published) if both is None else both
    others = [*_both_sides(rows.loc[stated.index], both), *_at_least(stated)]
    room = most - min(len(others), most - 1)
    return [*changes[:room], *others][:most]


def listed(parts: Sequence[str]) -> str:
    """Parts as a reader lists them: a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _changes(firm: pd.DataFrame) -> Iterator[Row]:
    """The facts of each rise and fall between the last two years of a series; worked out for all, since there may be thousands."""
    spans = firm.groupby([*_SERIES, "year"])["value_usd"].agg(["min", "max"]).reset_index()
    last_two = spans.groupby(_SERIES).tail(2)
    for years in grouped(records(last_two), _SERIES):
        if len(years) < 2:
            continue
        first, last = ((it["min"], it["max"]) for it in years)
        if moved := _moved(first, last):
            yield {
                **{it: years[0][it] for it in _SERIES}, "years": tuple(it["year"] for it in years), "moved": moved,
                "first": first, "last": last,
            }  # fmt: skip


def _change(facts: Row, firm: pd.DataFrame) -> Insight:
    """A rise or fall in words, with the reports of both years."""
    country, flow, by = (facts[it] for it in ("country", "flow", "reported_by"))
    first, last = (formats.spread(*facts[it], "value_usd") for it in ("first", "last"))
    verb = "was" if flow == "turnover" else "were"
    middle = (
        f"{verb} {first} in both" if facts["moved"] == "stayed" else f"{facts['moved']} from {first} to {last} between"
    )
    years = facts["years"]
    told = firm["year"].isin(years)
    for it in _SERIES:
        told &= firm[it] == facts[it]
    rows = firm[told].drop(columns="year")
    what = _what(records(rows.head(1))[0])
    sentence = f"{name(country)}'s {what} {middle} {years[0]} and {years[1]}, by {_whose(by, country)}."
    return Insight(sentence, rows, "change", facts)


def _moved(first: tuple[float, float], last: tuple[float, float]) -> str:
    """The verb that all reports of two years, from the lowest to the highest, bear out; empty where they do not agree or read the same."""
    if first == last and first[0] == first[1]:
        return "stayed"
    if formats.spread(*first, "value_usd") == formats.spread(*last, "value_usd"):
        return ""
    if last[0] > first[1]:
        return "rose"
    return "fell" if last[1] < first[0] else ""


def _first_changes(facts: Row) -> tuple[Any, ...]:
    """Own figures, all goods and turnover first; of equals the latest, the largest."""
    plain = AGGREGATES.index(facts["commodity"]) if facts["commodity"] in AGGREGATES else len(AGGREGATES)
    own = facts["reported_by"] == facts["country"]
    return (not own, plain, -facts["years"][1], _FLOW_ORDER[facts["flow"]], -facts["last"][1], ORDER[facts["country"]])


def _what(row: Mapping[str, Any]) -> str:
    """The flow and goods of a row: "exports of wheat to Afghanistan"."""
    if row["commodity"] == "total":
        return f"{_FLOWS[row['flow']]} Afghanistan"
    noun, way = _FLOWS[row["flow"]].split()
    return f"{noun} of {codes.goods(row)} {way} Afghanistan"


def _whose(by: str, country: str) -> str:
    """Whose figures: its own, Afghan, those of the IMF or in the press."""
    if by == country:
        return "its own figures"
    return f"{PLACES[by].adjective} figures" if by in PLACES else f"figures of {by}"


def _stated(rows: pd.DataFrame) -> pd.DataFrame:
    """The statistics of single states in dollars and calendar years."""
    stated = rows[rows["status"].eq("statistic") & rows["value_usd"].notna() & rows["start"].notna()]
    return stated[periods.is_calendar_year(stated) & stated["country"].isin(CODES)]


def both_told(rows: pd.DataFrame, published: pd.Series) -> pd.DataFrame:
    """The pairs of `analysis.mirror.pairs` that sentences may tell of: all goods in calendar years, no lower bound, none empty.

    Args:
        rows: rows of `Trade`, filtered in any way.
        published: day of publication of each source, by `source_id`.
    """
    stated = _stated(rows)
    found = pairs(stated[stated["commodity"].isin(AGGREGATES[:1])], published)
    return found[found["ratio"].gt(0) & ~found["lower_bound"]]


def _both_sides(rows: pd.DataFrame, both: pd.DataFrame) -> list[Insight]:
    """What both sides tell of the last year of which they do; of several pairs the furthest apart."""
    there = pd.MultiIndex.from_frame(rows[SAME])
    found = both[pd.MultiIndex.from_frame(both[SAME]).isin(there)]
    if found.empty:
        return []
    found = found.sort_values("year").drop_duplicates(["country", "flow"], keep="last")
    apart = found["ratio"].where(found["ratio"] >= 1, 1 / found["ratio"])
    it = found.loc[apart.idxmax()]
    mine, theirs = (formats.usd(it[f"value_{side}"], 4) for side in ("own", "afghan"))
    if mine == theirs:
        return []
    sentence = (
        f"For {it['year']} the figures of {name(it['country'])} put its {_what(it)} at {mine}, "
        f"the Afghan ones at {theirs}."
    )
    same = rows["country"].eq(it["country"]) & rows["flow"].eq(it["flow"]) & rows["commodity"].eq(it["commodity"])
    behind = rows[same & rows["start"].eq(it["start"]) & rows["end"].eq(it["end"])]
    facts = {"country": it["country"], "flow": it["flow"], "year": int(it["year"]), "own": float(it["value_own"]),
             "afghan": float(it["value_afghan"])}  # fmt: skip
    return [Insight(sentence, behind, "both_sides", facts)]


def _at_least(stated: pd.DataFrame) -> list[Insight]:
    """Lower bounds of exports added over the goods of one source, of the state that tells most for the last year."""
    own = stated[partial(stated) & stated["reported_by"].eq(stated["country"]) & stated["flow"].eq("export")]
    own = own[~own["commodity"].isin(AGGREGATES)]
    if own.empty:
        return []
    sums = own.groupby(["source_id", "country", "year"])["value_usd"].sum()
    source_id, country, year = max(sums.index, key=lambda it: (it[2], sums[it], it[0]))
    mine = own[own["source_id"].eq(source_id) & own["country"].eq(country)]
    years = [*sorted(it for it in set(mine["year"]) if it < year)[-1:], year]
    bounds = [float(sums[(source_id, country, it)]) for it in years]
    told = listed([f"{formats.floor(bound, 'value_usd')} in {it}" for it, bound in zip(years, bounds, strict=True)])
    behind = mine[mine["year"].isin(years)].drop(columns="year")
    several = len(set(behind["commodity"])) > 1
    what = "farm goods" if several else codes.goods(records(behind.head(1))[0])
    added = ", added up over the goods shown here" if several else ""
    sentence = f"By its own figures {name(country)}'s exports of {what} to Afghanistan came to at least {told}{added}."
    facts = {"country": country, "years": tuple(years), "bounds": tuple(bounds), "source_id": source_id}
    return [Insight(sentence, behind, "at_least", facts)]
