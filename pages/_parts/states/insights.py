"""What stands out under the present filters, in sentences with their sources, for the head of a page.

What a page says itself is not said again: each function here takes the insights that its page lacks.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from analysis.insights.aid import of_aid
from analysis.insights.insight import MOST, Insight
from analysis.insights.recognition import of_recognition
from analysis.insights.trade import comparable_pairs, of_trade, since_takeover
from analysis.trade.series import DEFAULT, Choice, of_choice
from analysis.trade.since_2021 import BASE, Since, since_2021
from data.schema.tables import Aid, Recognition, Sources, Trade
from pages._app.behind import reported
from pages._app.cache import once
from pages._app.rows import changes_since_2021, in_use, known_to, published, rows
from pages._app.view import View
from pages._parts.citation import first_published, source_ids, text
from pages._parts.states.consignments import every
from pages._parts.states.food_value import KABUL
from pages._parts.states.wording import sentence


def on_states(view: View) -> str:
    """List how trade moved, how far aid came and which position changed last; where each state stands is said above."""
    return in_words([*_trade_and_aid(view), *_of_kind(_recognition(view), "change_of_position")])


def findings(view: View, answer: str) -> str:
    """List where the states stand now, how trade moved and how far aid came.

    Args:
        view: the countries and years.
        answer: where the states stand, in a sentence; empty where that is not known.
    """
    formal = _of_kind(_positions(view.countries, known_to() or KABUL), "recognised") if answer else []
    said = [f"- {text(answer)} ({sources_of(*formal)})."] if formal else []
    return "\n".join(filter(None, [*said, in_words(_trade_and_aid(view))]))


def _trade_and_aid(view: View) -> list[Insight]:
    """Find how trade changed since the takeover, or else in the last two years, and how far aid came since."""
    plain = _plain(view)
    is_since = plain.first <= KABUL and plain.last >= (known_to() or KABUL)
    return [
        *(_since(plain) or _trade(plain, 1)),
        *_aid(replace(plain, first=KABUL) if is_since else plain, KABUL if is_since else None)[:1],
    ]


@once
def _since(view: View) -> list[Insight]:
    """Find how the trade of the state that trades most has changed since the takeover."""
    if view.first.year <= BASE and view.last >= (known_to() or KABUL):  # no year of a series is left out
        changes = changes_since_2021(DEFAULT)
        return since_takeover(changes[changes[Since.country].isin(view.countries)])
    return since_takeover(since_2021(view.keep(in_use(Trade)), rows(Sources), DEFAULT))


def on_trade(view: View, choice: Choice) -> str:
    """List how the chosen flow moved; sentences are in dollars, so there is none for other units.

    Where exports of all goods are chosen, the last sentence adds up the farm goods: no report of all goods does.
    """
    if choice.measure != Trade.value_usd:
        return ""
    chosen = of_trade(view.keep(of_choice(in_use(Trade), choice)), published(), both=_both())
    exports = (choice.flow, choice.goods) == ("export", "total")
    farm = _of_kind(_trade(_plain(view), MOST), "at_least")[:1] if exports else []
    return in_words([*chosen[: MOST - len(farm)], *farm])


@once
def on_recognition(view: View) -> str:
    """List who has recognised whom, as last confirmed, and the last change."""
    return in_words(_recognition(view))


def _plain(view: View) -> View:
    """Leave out the choice of events, on which no sentence here depends."""
    return View(view.countries, view.first, view.last)


@once
def _trade(view: View, most: int) -> list[Insight]:
    return of_trade(view.keep(in_use(Trade)), published(), most, _both())


@once
def _both() -> pd.DataFrame:
    """Find what both sides report, of all states and years."""
    return comparable_pairs(in_use(Trade), published())


@once
def _aid(view: View, since: dt.date | None = None) -> list[Insight]:
    """Judge the consignments that the figures count under these filters, each with all its reports."""
    reports, known = in_use(Aid), every()
    shown = view.keep(known[view.of_countries(known["donor"])], None)
    if since:  # what is dated by a year alone may have come before that day
        shown = shown[shown["start"] >= pd.Timestamp(since)]
    return of_aid(reports[reports[Aid.shipment].isin(shown["shipment"])], known, since)


def _recognition(view: View) -> list[Insight]:
    """Judge the positions that began by the end of the chosen years, as far as they were known then."""
    return _positions(view.countries, min(view.last, view.known_to or view.last))


@once
def _positions(countries: tuple[str, ...], at: dt.date) -> list[Insight]:
    readings = in_use(Recognition)
    begun = readings[Recognition.start] <= pd.Timestamp(at)
    return of_recognition(readings[begun & readings[Recognition.country].isin(countries)], published(), at)


def _of_kind(insights: Iterable[Insight], kind: str) -> list[Insight]:
    return [it for it in insights if it.kind == kind]


def in_words(insights: list[Insight]) -> str:
    """Word insights as a list in Markdown, each with its sources."""
    return "\n".join(f"- {text(sentence(it).removesuffix('.'))} ({sources_of(it)})." for it in insights)


def sources_of(*insights: Insight) -> str:
    """Name the sources behind insights: the publishers of the latest as links, and how many more there are."""
    ids = source_ids(*(reported(it.of, it.behind) for it in insights))
    latest = published().reindex(ids).sort_values(ascending=False, na_position="last", kind="stable")
    return first_published(list(latest.index))
