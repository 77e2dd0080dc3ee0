"""What was said: where its mark stands on a time axis, and what a hover tells of it."""

from typing import Final

import pandas as pd

from charts.base import traces
from charts.base.hover import lines, who
from data.rows import Row, grouped, in_order, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import adjective

# Each kind of what was said, by shape; targets are drawn as flags.
SHAPES: Final = {
    "claim": "circle-open",
    "target": "triangle-down",
    "potential": "diamond-open",
    "contract": "square-open",
}
KINDS: Final = {
    "claim": "claim", "target": "target", "potential": "potential, no trade", "contract": "contracts signed, no trade",
}  # fmt: skip
_STEP: Final = 0.15  # of a period, between two marks of it
_MOST: Final = 6  # speakers that a hover lists


def inside(said: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """What has a place on an axis: its period or, where it names none, the day of its publication lies there."""
    since, until = said["start"].fillna(said["said_on"]), said["end"].fillna(said["said_on"])
    return said[(since <= pd.Timestamp(str(last))) & (until >= pd.Timestamp(str(first)))]


def placed(said: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """One mark for each figure of the same kind and period, with `at`, `times` (how often it was said) and `told` (by whom).

    It stands in the period of which it speaks, as far as the axis shows it, beside others of that period; what names
    none stands on the day of its publication. What has neither, or lies beyond the axis, is left out.
    """
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    known = inside(said, first, last)
    known = known.assign(since=known["start"].fillna(known["said_on"]), until=known["end"].fillna(known["said_on"]))
    alike = grouped(records(known), ["country", "kind", "since", "until", "value"])
    found = [{**group[0], "times": len(group), "told": speakers(group)} for group in alike]
    marks = pd.DataFrame(found, columns=[*known, "times", "told"])
    if marks.empty:
        return marks.assign(at=pd.Series(dtype="datetime64[ms]"))
    order = marks.assign(kind=marks["kind"].map(list(KINDS).index)).sort_values(["kind", "value"]).index
    marks = marks.loc[order].reset_index(drop=True)
    since, until = marks["since"].clip(lower=begin), marks["until"].clip(upper=end)
    group = marks.groupby(["country", "since", "until"])
    step = (0.8 / group["value"].transform("size")).clip(upper=_STEP)
    share = 0.5 + (group.cumcount() - (group["value"].transform("size") - 1) / 2) * step
    return marks.assign(at=since + (until - since) * share)


def speakers(group: list[Row]) -> list[str]:
    """Who said it, when, and where we read it: a line each."""
    return [f"{speaker(it)}{_published(it)}" for it in in_order(group, "said_on")]


def speaker(it: Row) -> str:
    """Which side spoke: "Kazakh side"; the press where it names none."""
    return "press" if it["reported_by"] == "NEWS" else f"{adjective(it['reported_by'])} side"


def when(it: Row) -> str:
    """The day on which it was said at the latest."""
    return periods.label(it["said_on"], it["said_to"], it["said_precision"], unknown="day not known")


def _published(it: Row) -> str:
    publisher = f" ({it['publisher']})" if isinstance(it.get("publisher"), str) else ""
    return f", {when(it)}{publisher}"


def hover(it: Row, measure: str) -> str:
    """How much, of what period, who said it when, and how far it is from the statistic."""
    about = periods.label(it["start"], it["end"], it["precision"], unknown="no year named")
    amount = formats.amount(it["value"], measure, 4)
    more = [f"and {it['times'] - _MOST} more"] if it["times"] > _MOST else []
    return lines(
        f"<b>{amount}</b> · {it['kind']}, {who(it['country'])}, {about}",
        *it["told"][:_MOST],
        *more,
        f"{codes.start_upper(it['words'])}.",
        it["note"] if isinstance(it["note"], str) else "",
    )


def mark(kind: str, hue: str) -> Row:
    """The shape of a kind of what was said; that of a target is the pennant of a flag, beside its pole."""
    flag = {"angle": -90, "standoff": 5} if kind == "target" else {}
    return traces.mark(SHAPES[kind], 10, hue, 1.8) | flag
