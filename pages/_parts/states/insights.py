"""Sentences that the rows bear out under the present filters, each with its sources, for the head of a page.

What a page says itself is not said again: each function here takes the sentences that its page lacks.
"""

import datetime as dt
from typing import Final

import pandas as pd
import streamlit as st

from analysis.insights.aid_and_recognition import Insight, of_aid, of_recognition, of_trade
from analysis.insights.trade import MOST, both_told
from analysis.trade.series import Choice, of_choice
from data.schema.tables import Aid, Recognition, Trade
from pages._app.cache import once, replayed
from pages._app.rows import published, rows
from pages._app.view import View
from pages._parts.citation import cited, source_ids, text
from pages._parts.states.consignments import every

NAMED: Final = 3  # sources behind a sentence; the figures below name the others


def on_states(view: View) -> str:
    """How trade moved, how far aid came, which position changed last, as a list; where each state stands is said above."""
    last = _of_kind(_recognition(view), "change_of_position")
    return in_words([*_trade(_plain(view), 1), *_aid(_plain(view))[:1], *last])


def on_trade(view: View, choice: Choice) -> str:
    """How the chosen flow moved, as a list; sentences are in dollars, so there is none for other units.

    Where exports of all goods are chosen, the last sentence adds up the farm goods: no report of all goods does.
    """
    if choice.measure != "value_usd":
        return ""
    found = of_trade(view.keep(of_choice(rows(Trade), choice)), published(), both=_both())
    farm = (
        _of_kind(_trade(_plain(view), MOST), "at_least")[:1]
        if (choice.flow, choice.goods) == ("export", "total")
        else []
    )
    return in_words([*found[: MOST - len(farm)], *farm])


def on_aid(view: View) -> str:
    """How far the consignments of the chosen years came, as a list; what they weigh is in the title of the first figure."""
    return in_words(_of_kind(_aid(_plain(view)), "stages"))


@replayed
def on_recognition(view: View) -> None:
    """Who has recognised whom, as last confirmed, and the last change."""
    write(_recognition(view))


def _plain(view: View) -> View:
    """The view without the choice of events, on which no sentence here depends."""
    return View(view.countries, view.first, view.last)


@once
def _trade(view: View, most: int) -> list[Insight]:
    return of_trade(view.keep(rows(Trade)), published(), most, _both())


@once
def _both() -> pd.DataFrame:
    """What both sides tell of, of all states and years."""
    return both_told(rows(Trade), published())


@once
def _aid(view: View) -> list[Insight]:
    """Of the consignments that the figures count under these filters, each with all its reports."""
    known, reports = every(), rows(Aid)
    shown = view.keep(known[view.of_countries(known["donor"])], None)
    return of_aid(reports[reports["shipment"].isin(shown["shipment"])], known)


def _recognition(view: View) -> list[Insight]:
    """Of the positions that began by the end of the chosen years, as far as they were known then."""
    return _positions(view.countries, min(view.last, view.known_to or view.last))


@once
def _positions(countries: tuple[str, ...], at: dt.date) -> list[Insight]:
    readings = rows(Recognition)
    begun = readings[readings["country"].isin(countries) & (readings["start"] <= pd.Timestamp(at))]
    return of_recognition(begun, published(), at)


def _of_kind(found: list[Insight], kind: str) -> list[Insight]:
    return [it for it in found if it.kind == kind]


def write(found: list[Insight]) -> None:
    """The sentences as a list; nothing where there are none."""
    if found:
        st.markdown(in_words(found))


def in_words(found: list[Insight]) -> str:
    """The sentences as a list in Markdown."""
    return "\n".join(f"- {text(it.sentence.removesuffix('.'))} {named(it.rows)}." for it in found)


def named(behind: pd.DataFrame) -> str:
    """Who says so, in brackets: the sources published last as links, and how many more there are."""
    ids = source_ids(behind)
    ids = list(published().reindex(ids).sort_values(ascending=False, na_position="last", kind="stable").index)
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"({'; '.join(cited(it) for it in ids[:NAMED])}{more})"
