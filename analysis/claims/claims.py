"""What officials say against what the statistics say: every claim, target, potential and contract beside the figures.

Nothing is judged. A claim is laid against the preferred statistic of the same period and their distance told with its
sign; a target is a way still to go (`analysis.claims.targets`); a potential speaks of what might be and a contract of what is
yet to be delivered, so a statistic stands beside them and no distance is taken. Preliminary figures are early
statistics, said by no speaker: they stand on the other side of the comparison.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.claims import targets
from analysis.trade.statistics import stated, statistics
from data.rows import records
from data.vocabulary import formats, periods
from data.vocabulary.places import ORDER, adjective
from data.vocabulary.text import share

# The article of May 2023 from which the record grew; what it claims comes first.
SEED: Final = "caspian-policy-center-2023-05-02-careful-engagement"
KINDS: Final = ("claim", "target", "potential", "contract")
FOLLOWING: Final = 2  # years after the one spoken of whose statistics stand beside a claim
SORTS: Final = ("speaker", "country", "distance")
_BESIDE: Final = {
    "potential": "a potential, not trade",
    "contract": "contracts signed, not trade of a year",
}
_SERIES: Final = ["country", "flow", "commodity"]
_LAID: Final = {
    "value": "float64", "low": "float64", "high": "float64", "reports": "Int64", "reported_by": "str",
    "source_id": "str", "status": "str", "derived": "boolean", "note": "str",
}  # fmt: skip
Figure = dict[str, Any]
_NONE: Final[Figure] = dict.fromkeys(_LAID)


def claims(rows: pd.DataFrame, sources: pd.DataFrame, known_to: dt.date | None = None) -> pd.DataFrame:
    """Each figure that was said, beside the statistics of its year: one row for each measure that a reported row gives.

    Method: the statistic is the one that `headline` prefers among statistics and preliminary figures of the same
    country, flow, commodity and measure, over exactly the same period. Beside it stand the last full year that had
    ended when the figure was said, where it names no year or one that was not over (`before_`), and the statistics of
    the two years that follow the year spoken of (`next1_`, `next2_`). A claim is laid against the same period; where
    that has no statistic, against the year before it was said.

    Args:
        rows: rows of `Trade`.
        sources: rows of `Sources`: the day of publication is the day on which a figure was said at the latest.
        known_to: the day to which the record reaches; a target year that ended before it is over. None: no year is.

    Returns:
        In the order of `SEED` first, then kind, then the size of `distance_percent`:
        `row` (index label in `rows`), the columns of `Trade` that tell what was said, `kind`, `year` (where it speaks
        of a whole calendar year), `measure`, `value`; `said_on`, `said_to`, `said_precision`, `said_basis` (published;
        period: of contracts and potentials on a page without a date; or empty: not known when), `repeats` (how many
        rows say the same); `same_`, `before_`, `next1_` and `next2_` each with `value`, `low`, `high`, `reports`,
        `reported_by`, `source_id`, `status`, `derived`, `note`, and the last three with `year`; `against` (same, before or
        empty), `distance` (in the unit of the measure) and `distance_percent`, of claims only; the columns of
        `targets.way`, of targets only; `words`. All but what was said is derived.
    """
    spoken = _spoken(rows, sources)
    record = _record(rows, sources, spoken)
    found = [_laid(said, record, known_to) for said in records(spoken)]
    extra = pd.DataFrame(found, columns=list(_dtypes())).astype(_dtypes())
    return _first_things_first(pd.concat([spoken, extra], axis=1))


def arranged(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows of `claims` by speaker, country or distance (the largest first, rows without one last).

    Raises:
        ValueError: `by` is none of `SORTS`.
    """
    if by not in SORTS:
        msg = f"claims are sorted by {', '.join(SORTS)}, not by {by}"
        raise ValueError(msg)
    size = found["distance_percent"].abs()
    if by == "distance":
        return found.loc[size.sort_values(ascending=False, kind="stable", na_position="last").index]
    column = {"speaker": "reported_by", "country": "country"}[by]
    place = found[column].str.split(";").str[0].map(ORDER).fillna(len(ORDER))
    return found.loc[place.sort_values(kind="stable").index]


def _spoken(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """What was said and when: one row for each measure of each reported row."""
    kept = rows.loc[rows["status"].isin(KINDS)].rename_axis("row").reset_index()
    kept = kept.melt([it for it in kept if it not in formats.MEASURES], list(formats.MEASURES), "measure", "value")
    kept = kept.dropna(subset="value").rename(columns={"status": "kind"}).sort_values(["row", "measure"])
    kept = kept.reset_index(drop=True)
    year = kept["start"].dt.year.where(periods.is_calendar_year(kept)).astype("Int64")
    known = sources.set_index("source_id")[["start", "end", "precision"]].reindex(kept["source_id"])
    known = known.set_axis(kept.index).set_axis(["said_on", "said_to", "said_precision"], axis=1)
    basis = pd.Series("", index=kept.index, dtype="str").mask(known["said_on"].notna(), "published")
    dated = (basis == "") & kept["kind"].isin(list(_BESIDE)) & kept["start"].notna()
    known = known.assign(
        said_on=known["said_on"].mask(dated, kept["start"]), said_to=known["said_to"].mask(dated, kept["end"]),
        said_precision=known["said_precision"].mask(dated, kept["precision"]).fillna("unknown"),
    )  # fmt: skip
    same = [*_SERIES, "kind", "start", "end", "measure", "value", "reported_by"]
    repeats = kept.groupby(same, dropna=False)["row"].transform("size")
    return kept.assign(year=year, **known, said_basis=basis.mask(dated, "period"), repeats=repeats)


class _Record(NamedTuple):
    """The statistics of the same series: by exact period, and year by year."""

    periods: dict[tuple[Any, ...], Figure]
    years: dict[tuple[str, ...], list[Figure]]


def _record(rows: pd.DataFrame, sources: pd.DataFrame, spoken: pd.DataFrame) -> _Record:
    """The statistics of all series of which something was said."""
    published = sources.set_index("source_id")["start"]
    about = pd.MultiIndex.from_frame(spoken[_SERIES])
    flows = pd.MultiIndex.from_frame(spoken[["country", "commodity"]])  # a turnover may be the sum of both flows
    wanted = pd.MultiIndex.from_frame(rows[["country", "commodity"]]).isin(flows)
    found = _Record({}, {})
    for measure in formats.MEASURES:
        for it in records(stated(rows[wanted], published, measure)):
            found.periods[(*_of(it), measure, it["start"], it["end"])] = it
        for it in records(statistics(rows[wanted], published, measure)):
            if _of(it) in about:
                found.years.setdefault((*_of(it), measure), []).append(it)
    return found


def _of(it: Figure) -> tuple[str, ...]:
    return tuple(it[column] for column in _SERIES)


def _laid(said: Figure, record: _Record, known_to: dt.date | None) -> Figure:
    """What stands beside one figure that was said."""
    series = (*_of(said), said["measure"])
    years = record.years.get(series, [])
    same = record.periods.get((*series, said["start"], said["end"]))
    before = _before(said, years)
    base = before["year"] if before and pd.isna(said["year"]) else said["year"]
    after = [_in(years, base + step) if pd.notna(base) else None for step in range(1, FOLLOWING + 1)]
    laid = _named("same", same) | _named("before", before)
    for step, it in enumerate(after, 1):
        laid |= _named(f"next{step}", it)
    if said["kind"] == "target":
        return laid | targets.way(said, years, known_to)
    if said["kind"] in _BESIDE:
        return laid | {"words": _beside(said, same or before)}
    return laid | _distance(said, same, before)


def _before(said: Figure, years: Iterable[Figure]) -> Figure | None:
    """The last full year that was over when a figure was said that names no year, or one that was not over."""
    dated, part = pd.notna(said["start"]), pd.isna(said["year"])
    if pd.isna(said["said_on"]) or (dated and (part or said["end"] < said["said_on"])):
        return None
    over = [it for it in years if it["end"] < said["said_on"]]
    return max(over, key=lambda it: it["year"], default=None)


def _in(years: Iterable[Figure], year: int) -> Figure | None:
    return next((it for it in years if it["year"] == year), None)


def _named(prefix: str, it: Figure | None) -> Figure:
    told = {f"{prefix}_{column}": (it or _NONE)[column] for column in _LAID}
    return told if prefix == "same" else told | {f"{prefix}_year": it["year"] if it else None}


def _distance(said: Figure, same: Figure | None, before: Figure | None) -> Figure:
    """How far a claim is from the statistic, in its unit, in per cent and in words."""
    it = same or before
    if it is None:
        when = periods.label(said["start"], said["end"], said["precision"], unknown="any year before it")
        return {"against": "", "words": f"no statistic of {when} on record to lay it against"}
    gap = said["value"] - it["value"]
    percent = gap / it["value"] * 100 if it["value"] else float("nan")
    late = "" if same else ", the last full year before it was said"
    words = f"{apart(percent, gap)} {statistic(it)}{late}"
    return {"against": "same" if same else "before", "distance": gap, "distance_percent": percent, "words": words}


def apart(percent: float, gap: float) -> str:
    """A distance in words, to be followed by what it is from: "1.2 % above"."""
    if gap == 0:
        return "equal to"
    return f"{share(percent)} {'above' if gap > 0 else 'below'}" if pd.notna(percent) else "above"


def statistic(it: Figure) -> str:
    """A statistic by whose and of when: "the statistic of 2022", "the Afghan statistic of 2022"."""
    whose = "" if it["reported_by"] == it["country"] else f"{adjective(it['reported_by'])} "
    kind = "preliminary figure" if it["status"] == "preliminary" else "statistic"
    summed = " (both flows added)" if it["derived"] else ""
    return f"the {whose}{kind} of {periods.label(it['start'], it['end'], it['precision'])}{summed}"


def _beside(said: Figure, it: Figure | None) -> str:
    """What is said of a potential or contract."""
    kind = _BESIDE[said["kind"]]
    if it is None:
        return f"{kind}; no statistic of its period on record"
    return f"{kind}; beside it {statistic(it)}: {formats.amount(it['value'], said['measure'], 4)}"


def _dtypes() -> dict[str, str]:
    """The columns that stand beside what was said."""
    found = {f"same_{column}": dtype for column, dtype in _LAID.items()}
    for prefix in ("before", *(f"next{step}" for step in range(1, FOLLOWING + 1))):
        found |= {f"{prefix}_year": "Int64"} | {f"{prefix}_{column}": dtype for column, dtype in _LAID.items()}
    return (
        found | {"against": "str", "distance": "float64", "distance_percent": "float64"} | targets.DTYPES
        | {"words": "str"}
    )  # fmt: skip


def _first_things_first(found: pd.DataFrame) -> pd.DataFrame:
    """The default order: the seed's article first, then claims, targets, potentials, contracts, the farthest first."""
    keys = pd.DataFrame({
        "seed": found["source_id"] != SEED, "kind": found["kind"].map(KINDS.index),
        "size": -found["distance_percent"].abs(),
        "place": found["country"].str.split(";").str[0].map(ORDER).fillna(len(ORDER)), "start": found["start"],
    })  # fmt: skip
    return found.loc[keys.sort_values(list(keys), kind="stable", na_position="last").index].reset_index(drop=True)
