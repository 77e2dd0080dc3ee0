"""Insights in words: one sentence for each, by its kind."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from analysis.insights.insight import Insight
from data.rows import Row
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import CODES, PLACES, name
from data.vocabulary.text import listed

_FLOWS: Final = {"turnover": ("trade", "with"), "export": ("exports", "to"), "import": ("imports", "from")}
_DIFFER: Final = "; other sources differ"


def sentence(insight: Insight) -> str:
    """Say an insight in one sentence, without Markdown."""
    return _SENTENCES[insight.kind](insight.facts)


def _change(facts: Row) -> str:
    country, flow, by, years = (facts[it] for it in ("country", "flow", "reported_by", "years"))
    first, last = _amounts(*facts["figures"])
    moved = f"{facts['moved']} from {first} ({years[0]}) to {last} ({years[1]})"
    if facts["moved"] == "stayed":
        moved = f"{'was' if flow == 'turnover' else 'were'} {first} in both {years[0]} and {years[1]}"
    whose = f"{PLACES[by].adjective} figures" if by in PLACES else f"figures of {by}"
    whose = "its own figures" if by == country else whose
    whose += " (the last preliminary)" if facts.get("preliminary") else ""
    return f"{name(country)}'s {_traded(facts)} {moved}, by {whose}."


def _amounts(first: float, last: float) -> tuple[str, str]:
    """Format two amounts in dollars so that those that differ read differently."""
    digits = next((it for it in (3, 4, 6) if formats.usd(first, it) != formats.usd(last, it)), 3)
    return formats.usd(first, digits), formats.usd(last, digits)


def _traded(facts: Row) -> str:
    """Say what was traded which way: "exports of wheat to Afghanistan"."""
    noun, way = _FLOWS[facts["flow"]]
    goods = "" if facts["commodity"] == "total" else f" of {codes.goods(facts)}"
    return f"{noun}{goods} {way} Afghanistan"


def _both_sides(facts: Row) -> str:
    own, afghan = (formats.usd(facts[side], 4) for side in ("own", "afghan"))
    what = _traded({**facts, "commodity": "total"})
    who = name(facts["country"])
    return f"For {facts['year']} {who} reports {own} for its {what}, the Afghan side {afghan}."


def _at_least(facts: Row) -> str:
    amounts = zip(facts["years"], facts["bounds"], strict=True)
    least = listed([f"{formats.floor(bound, 'value_usd')} in {year}" for year, bound in amounts])
    goods, added = codes.goods(facts), ""
    if facts["several"]:
        goods, added = "farm goods", ", the sum of the goods shown here"
    return f"{name(facts['country'])}'s exports of {goods} to Afghanistan came to at least {least}, by its own figures{added}."


def _stages(facts: Row) -> str:
    all_five = set(facts["donors"]) == set(CODES)
    donors = "" if all_five else f" from {listed([name(it) for it in facts['donors']])}"
    when = f" since {facts['since']:%B %Y}" if facts["since"] else " in these years"
    every, whose = facts["consignments"], f"of aid{donors}{when}"
    (count, stage), *others = [(facts[it], codes.say(it)) for it in reversed(codes.STAGES) if facts[it]]
    if not others:
        whole = {1: "The one consignment", 2: "Both consignments"}.get(every, f"All {every} consignments")
        return f"{whole} {whose} {_were(count)} reported {stage}."
    reported = [f"{_were(count)} reported {stage}", *(f"{number} only {later}" for number, later in others)]
    return f"{count} of {every} consignments {whose} {listed(reported)}."


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _weight(facts: Row) -> str:
    weighed, without = facts["weighed"], facts["without"]
    lead = f"The {weighed} delivered consignments with a reported weight come"
    if weighed == 1:
        lead = "The one delivered consignment with a reported weight comes"
    rest = f"; {without} more {'has' if without == 1 else 'have'} no reported weight" if without else ""
    return f"{lead} to at least {formats.floor(facts['low_t'], 'quantity_t')}{rest}."


def _recognised(facts: Row) -> str:
    """Say who has done so or not, and to when that is confirmed: to the day itself where a later source confirms it."""
    who, day = listed([name(it) for it in facts["countries"]]), facts["known_to"]
    verb = "recognised" if facts["value"] == "recognised" else "not recognised"
    differ = _DIFFER if facts["differs"] else ""
    if facts["seen"][0] >= pd.Timestamp(day):
        return f"{who} had {verb} the Taliban authorities by {periods.label(day, day, 'day')}{differ}."
    first, last = (periods.label(it, it, "month") for it in facts["seen"])
    seen = f"in {first}" if first == last else f"between {first} and {last}"
    has = "has" if len(facts["countries"]) == 1 else "have"
    return f"{who} {has} {verb} the Taliban authorities, as last confirmed {seen}{differ}."


def _change_of_position(facts: Row) -> str:
    lead = _last(facts, "change of position", "changes of position")
    when = periods.label(facts["start"], facts["start"], facts["precision"])
    steps = f"from “{codes.say(facts['before'])}” to “{codes.say(facts['value'])}”"
    differ = _DIFFER if facts["differs"] else ""
    return f"{lead}: {name(facts['country'])} ({codes.say(facts['dimension'])}), {steps}, {when}{differ}."


def _last(facts: Row, one: str, several: str) -> str:
    """Name the last of some things, or one of those that may be the last."""
    return f"Last {one}" if facts["alone"] else f"Among the last {several}"


def _named(facts: Row) -> str:
    (code, count), *others = facts["counts"]
    lead = f"{count} name{'s' * (count == 1)} {name(code)}"
    return f"Of the {facts['events']} events shown here {listed([lead, *(f'{n} {name(it)}' for it, n in others)])}."


def _milestone(facts: Row) -> str:
    when = periods.label(facts["start"], facts["end"], facts["precision"])
    return f"{_last(facts, 'milestone', 'milestones')}: {facts['title']}, {when}."


_SENTENCES: Final[dict[str, Callable[[Row], str]]] = {
    "change": _change,
    "both_sides": _both_sides,
    "at_least": _at_least,
    "stages": _stages,
    "weight": _weight,
    "recognised": _recognised,
    "change_of_position": _change_of_position,
    "named": _named,
    "milestone": _milestone,
}
