"""Insights in words: one sentence for each, by its kind."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from analysis.insights.insight import Insight
from data.rows import Row
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import PLACES, name
from data.vocabulary.text import listed

_FLOWS: Final = {"turnover": ("turnover", "with"), "export": ("exports", "to"), "import": ("imports", "from")}
_DIFFER: Final = "; other readings differ"


def sentence(insight: Insight) -> str:
    """Say an insight in one sentence, without Markdown."""
    return _SENTENCES[insight.kind](insight.facts)


def _change(facts: Row) -> str:
    country, flow, by, years = (facts[it] for it in ("country", "flow", "reported_by", "years"))
    first, last = (formats.spread(*facts[it], "value_usd") for it in ("first", "last"))
    middle = f"{facts['moved']} from {first} to {last} between"
    if facts["moved"] == "stayed":
        middle = f"{'was' if flow == 'turnover' else 'were'} {first} in both"
    whose = f"{PLACES[by].adjective} figures" if by in PLACES else f"figures of {by}"
    whose = "its own figures" if by == country else whose
    return f"{name(country)}'s {_traded(facts)} {middle} {years[0]} and {years[1]}, by {whose}."


def _traded(facts: Row) -> str:
    """Say what was traded which way: "exports of wheat to Afghanistan"."""
    noun, way = _FLOWS[facts["flow"]]
    goods = "" if facts["commodity"] == "total" else f" of {codes.goods(facts)}"
    return f"{noun}{goods} {way} Afghanistan"


def _both_sides(facts: Row) -> str:
    own, afghan = (formats.usd(facts[side], 4) for side in ("own", "afghan"))
    what = _traded({**facts, "commodity": "total"})
    return f"For {facts['year']} the figures of {name(facts['country'])} put its {what} at {own}, the Afghan ones at {afghan}."


def _at_least(facts: Row) -> str:
    amounts = zip(facts["years"], facts["bounds"], strict=True)
    least = listed([f"{formats.floor(bound, 'value_usd')} in {year}" for year, bound in amounts])
    goods, added = codes.goods(facts), ""
    if facts["several"]:
        goods, added = "farm goods", ", added up over the goods shown here"
    return f"By its own figures {name(facts['country'])}'s exports of {goods} to Afghanistan came to at least {least}{added}."


def _stages(facts: Row) -> str:
    donors = f"from {listed([name(it) for it in facts['donors']])} shown here"
    first, *others = [(facts[stage], codes.say(stage)) for stage in reversed(codes.STAGES) if facts[stage]]
    if not others:
        whole = {1: f"The one consignment {donors} is", 2: f"Both consignments {donors} are"}
        return f"{whole.get(first[0], f'All {first[0]} consignments {donors} are')} reported as {first[1]}."
    lead = f"{first[0]} {'is' if first[0] == 1 else 'are'} reported as {first[1]}"
    each = listed([lead, *(f"{count} as {stage}" for count, stage in others)])
    return f"Of the {facts['consignments']} consignments {donors} {each}."


def _weight(facts: Row) -> str:
    weighed, without = facts["weighed"], facts["without"]
    lead = f"The {weighed} weighed of those delivered come"
    if weighed == 1:
        lead = "The one weighed of those delivered comes"
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
    lead = _last(facts, "The last change of position", "Among the last changes of position")
    when = periods.label(facts["start"], facts["start"], facts["precision"])
    steps = f"from “{codes.say(facts['before'])}” to “{codes.say(facts['value'])}”"
    differ = _DIFFER if facts["differs"] else ""
    return f"{lead}: {name(facts['country'])} ({codes.say(facts['dimension'])}), {steps}, {when}{differ}."


def _last(facts: Row, alone: str, among: str) -> str:
    return f"{alone if facts['alone'] else among} shown here"


def _named(facts: Row) -> str:
    (code, count), *others = facts["counts"]
    lead = f"{count} name{'s' * (count == 1)} {name(code)}"
    return f"Of the {facts['events']} events shown here {listed([lead, *(f'{n} {name(it)}' for it, n in others)])}."


def _milestone(facts: Row) -> str:
    when = periods.label(facts["start"], facts["end"], facts["precision"])
    return f"{_last(facts, 'The last milestone', 'Among the last milestones')}: {facts['title']}, {when}."


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
