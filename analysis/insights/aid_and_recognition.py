"""Two or three sentences that the rows bear out, for whatever is chosen; none where nothing can be said.

A sentence names its years and whose figures it speaks by, so that it stays true under any choice of rows and does not
grow stale. It tells what is reported and never why. It speaks only of the rows it is given: "shown here".
"""

import datetime as dt
from collections.abc import Iterator
from typing import Final

import pandas as pd

from analysis.aid.consignments import STAGES, consignments, totals
from analysis.insights.trade import MOST, Insight, listed, of_trade
from analysis.recognition.ladder import ladder
from analysis.recognition.positions import RUNGS, spells, standing
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import CODES, ORDER, name

__all__ = ["Insight", "of_aid", "of_country", "of_recognition", "of_trade"]

# So many days after its start a change told by the month or year may have come.
_LATER: Final = {"day": 0, "month": 30, "year": 365, "unknown": 365}

_DIFFER: Final = "; other readings differ"


def of_aid(rows: pd.DataFrame, known: pd.DataFrame | None = None) -> list[Insight]:
    """Up to two sentences on aid: how far the consignments came, and what those delivered weigh at least.

    Method: the consignments and the low sum of `analysis.aid.consignments`; cumulative claims and discounts are neither.

    Args:
        rows: rows of `Aid`, filtered in any way; where `known` is given, all reports of some consignments.
        known: what `analysis.aid.consignments` finds in these rows or in more; it is found anew where it is left out.
    """
    found = consignments(rows) if known is None else known[known["shipment"].isin(rows["shipment"])]
    found = found[found["counts"]]
    if found.empty:
        return []
    counts = {stage: int((found["stage"] == stage).sum()) for stage in reversed(STAGES)}
    said = [Insight(_stages(found, counts), _reports(rows, found), "stages", {"consignments": len(found), **counts})]
    added = totals(found[found["stage"] == "delivered"], [])
    if len(added) and pd.notna(added["low"].iloc[0]) and added["low"].iloc[0] > 0:
        it = added.iloc[0]
        weighed = int(it["consignments"] - it["without"])
        lead = (
            "The one weighed of those delivered comes"
            if weighed == 1
            else f"The {weighed} weighed of those delivered come"
        )
        sentence = f"{lead} to at least {formats.floor(it['low'], 'quantity_t')}{_without(int(it['without']))}."
        behind = _reports(rows, found[found["stage"] == "delivered"])
        said.append(Insight(sentence, behind, "weight", {"low_t": float(it["low"]), "weighed": weighed}))
    return said


def of_recognition(rows: pd.DataFrame, published: pd.Series, known_to: dt.date) -> list[Insight]:
    """Up to three sentences on recognition: who has, who has not, and the last change of a position.

    Args:
        rows: rows of `Recognition`, filtered in any way.
        published: day of publication of each source, by `source_id`.
        known_to: the day to which the record reaches.
    """
    rows = rows[rows["country"].isin(CODES)]
    if rows.empty:
        return []
    return [*_recognised(rows, published, known_to), *_last_change(rows, published, known_to)][:MOST]


def of_country(
    code: str,
    trade: pd.DataFrame,
    aid: pd.DataFrame,
    recognition: pd.DataFrame,
    published: pd.Series,
    known_to: dt.date,
) -> list[Insight]:
    """The first sentence on the trade, the aid and the positions of one state, as far as there is one."""
    found = (
        of_trade(trade[trade["country"] == code], published),
        of_aid(aid[aid["donor"] == code]),
        of_recognition(recognition[recognition["country"] == code], published, known_to),
    )
    return [it[0] for it in found if it]


def _reports(rows: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The reports of some consignments."""
    return rows[rows["shipment"].isin(found["shipment"])]


def _stages(found: pd.DataFrame, counts: dict[str, int]) -> str:
    """How many consignments are reported as how far."""
    of = f"from {listed([name(it) for it in dict.fromkeys(found['donor'])])} shown here"
    first, *others = [(count, codes.say(stage)) for stage, count in counts.items() if count]
    if not others:
        whole = {1: f"The one consignment {of} is", 2: f"Both consignments {of} are"}
        return f"{whole.get(first[0], f'All {first[0]} consignments {of} are')} reported as {first[1]}."
    lead = f"{first[0]} {'is' if first[0] == 1 else 'are'} reported as {first[1]}"
    return (
        f"Of the {len(found)} consignments {of} {listed([lead, *(f'{count} as {stage}' for count, stage in others)])}."
    )


def _without(count: int) -> str:
    return f"; {count} more bear{'s' * (count == 1)} no weight" if count else ""


def _recognised(rows: pd.DataFrame, published: pd.Series, known_to: dt.date) -> Iterator[Insight]:
    """Who has recognised the Taliban authorities and who has not, as last confirmed."""
    rows = rows[rows["dimension"] == "de_jure_recognition"]
    found = standing(spells(rows, published, known_to), known_to)
    found = found[~found["over"]]
    for value, verb in (("recognised", "recognised"), ("none", "not recognised")):
        these = found[found["value"] == value].sort_values("country", key=lambda it: it.map(ORDER))
        if these.empty:
            continue
        differ = _DIFFER if these["conflicts"].map(len).any() else ""
        sentence = f"{_held_by(these, verb, known_to)}{differ}."
        behind = rows[rows["country"].isin(these["country"])]
        facts = {
            "countries": tuple(these["country"]),
            "value": value,
            "seen": (these["confirmed_until"].min(), these["confirmed_until"].max()),
        }
        yield Insight(sentence, behind, "recognised", facts)


def _held_by(these: pd.DataFrame, verb: str, day: dt.date) -> str:
    """Which states have (or have not) done so, and to when that is confirmed: to the day itself where later words bear it out."""
    who = listed([name(it) for it in these["country"]])
    ends = [these["confirmed_until"].min(), these["confirmed_until"].max()]
    if ends[0] >= pd.Timestamp(day):
        return f"{who} had {verb} the Taliban authorities by {periods.label(day, day, 'day')}"
    first, last = (periods.label(it, it, "month") for it in ends)
    seen = f"in {first}" if first == last else f"between {first} and {last}"
    has = "has" if len(these) == 1 else "have"
    return f"{who} {has} {verb} the Taliban authorities, as last confirmed {seen}"


def _last_change(rows: pd.DataFrame, published: pd.Series, known_to: dt.date) -> Iterator[Insight]:
    """The last change from one rung to another that is shown.

    From or to a rung that is not known is no change of position. Where another change may have come later (a month and
    a day in it have no order), it is one among the last.
    """
    found = ladder(rows[rows["dimension"].isin(RUNGS)], published, known_to)
    found = found[(found["before"] != "") & found["rung"].notna()]
    found = found[(found["value"] != "open_unclear") & (found["before"] != "open_unclear")]
    if found.empty:
        return
    found = found.sort_values(["start", "country", "dimension"], kind="stable")
    it = found.iloc[-1]
    latest = found["start"] + pd.to_timedelta(found["start_precision"].map(_LATER), unit="D")
    alone = (latest[:-1] < it["start"]).all()
    lead = "The last change of position shown here" if alone else "Among the last changes of position shown here"
    when = periods.label(it["start"], it["start"], it["start_precision"])
    differ = _DIFFER if it["differs"] else ""
    dimension = codes.say(it["dimension"])
    sentence = f"{lead}: {name(it['country'])} ({dimension}), from “{codes.say(it['before'])}” to “{codes.say(it['value'])}”, {when}{differ}."
    behind = rows[rows["country"].eq(it["country"]) & rows["dimension"].eq(it["dimension"])]
    facts = {"country": it["country"], "dimension": it["dimension"], "value": it["value"], "start": it["start"],
             "alone": bool(alone)}  # fmt: skip
    yield Insight(sentence, behind, "change_of_position", facts)
