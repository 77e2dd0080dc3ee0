"""What we say of one state in a few words, each figure with its source: for the head of its page and the cards."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd

from analysis.aid import consignments as aid
from analysis.recognition import positions
from analysis.trade.preferred import RANKS, latest_year, turnover
from charts.base import frame
from charts.recognition.matrix import short
from data.rows import records
from data.schema.tables import Aid, Events
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import concerns, name
from data.vocabulary.text import listed
from pages._app.cache import once
from pages._app.rows import annual, known_to, published, rows
from pages._parts.citation import cited, text
from pages._parts.states.consignments import every
from pages._parts.states.positions import readings

KABUL = dt.date.fromisoformat(frame.KABUL)
COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven")


@once
def all_turnover() -> pd.DataFrame:
    """The preferred turnover of every country and period."""
    return turnover(annual(), published())


@once
def standing() -> pd.DataFrame:
    """The latest preferred position of every state on every dimension."""
    day = known_to() or KABUL
    return positions.standing(readings(day), day)


@once
def all_given() -> pd.DataFrame:
    """What each state has sent since 15 August 2021, as `analysis.aid.consignments.since`."""
    return aid.since(every(), KABUL)


def trade_of(code: str) -> pd.Series | None:
    """The latest yearly turnover of a state, if anybody reports one."""
    found = latest_year(all_turnover()[all_turnover()["country"] == code])
    return None if found.empty else found.iloc[0]


def trade_said(code: str) -> str:
    """Who reports the latest turnover, and how far others are from it."""
    row = trade_of(code)
    if row is None:
        return "No yearly turnover is reported."
    who = "sum of both flows, IMF" if row["derived"] else RANKS[int(row["rank"])]
    others = ""
    if row["reports"] > 1 and row["low"] < row["high"]:
        others = f"; {row['reports']} reports from {formats.usd(row['low'])} to {formats.usd(row['high'])}"
    return f"{text(who + others)} ({cited(row['source_id'])})"


def period_of(row: pd.Series) -> str:
    """The period of a figure in words."""
    return periods.label(row["start"], row["end"], row["precision"])


def aid_sources(code: str) -> int:
    """How many sources tell of a state's aid since 15 August 2021."""
    reports = rows(Aid)
    mine = reports[(reports["donor"] == code) & (reports["start"] >= frame.KABUL)]
    return mine["source_id"].nunique()


def given(code: str) -> pd.Series | None:
    """What a state has sent since 15 August 2021, as `analysis.aid.consignments.since`; None where nothing is on record."""
    found = all_given()
    return found.loc[code] if code in found.index and found.loc[code, "sent_count"] else None


def aid_said(code: str) -> str:
    """What a state has sent since 15 August 2021, at least."""
    row = given(code)
    if row is None:
        return "no consignment on record"
    unweighed = f", {row['sent_unweighed']:.0f} of them not weighed" if row["sent_unweighed"] else ""
    weight = (
        f"at least {text(formats.floor(row['sent_low_t'], 'quantity_t'))}"
        if pd.notna(row["sent_low_t"])
        else "no weight known"
    )
    count = f"{row['sent_count']:.0f} consignment{'s' * int(row['sent_count'] != 1)}"
    return f"{weight} sent in {count}{unweighed} ([{aid_sources(code)} sources below](#aid))"


def position_said(code: str, dimension: str) -> str:
    """Where a state stands on one dimension, since when, until when confirmed, and who says so."""
    found = standing()
    found = found[(found["country"] == code) & (found["dimension"] == dimension)]
    return "; ".join(map(_position, records(found))) or "not established"


def _position(row: dict) -> str:
    if row["value"] == "unclear":
        return f"not established ({cited(row['source_id'])})"
    said = codes.POSITIONS.get(row["value"], row["value"])
    since = _day(row["since"], row["since_precision"])
    seen = "" if row["confirmed"] else f", last confirmed {_day(row['confirmed_until'], row['confirmed_precision'])}"
    ended = f"until {_day(row['until'], row['until_precision'])}" if row["over"] else f"since {since}{seen}"
    return f"{text(said)}, {text(ended)} ({cited(row['source_id'])})"


def _day(day: pd.Timestamp, precision: str) -> str:
    return periods.label(day, day, precision)


def answer(latest: pd.DataFrame, countries: Sequence[str]) -> str:
    """What the latest positions come to, in a sentence that holds for the chosen states.

    Args:
        latest: rows of `analysis.recognition.positions.standing`.
        countries: codes of the chosen states.
    """
    latest = latest[latest["country"].isin(countries)]
    formal = latest[latest["dimension"] == "de_jure_recognition"]
    missions = latest[(latest["dimension"] == "afghan_mission") & latest["value"].isin(positions.TALIBAN_MISSIONS)]
    yes = [name(it) for it in formal.loc[formal["value"] == "recognised", "country"]]
    if set(formal["country"]) != set(countries):
        return "The latest positions, and since when"
    if len(countries) == 1:
        lead = f"{name(countries[0])} has {'' if yes else 'not '}recognised"
        held = f"; it accepted their {short(missions['value'].iloc[0])}" if len(missions) else ""
    else:
        lead = f"{listed(yes)} recognised" if yes else f"None of the {COUNTS[len(countries)]} states has recognised"
        held = f"; {COUNTS[len(missions)]} accepted their envoys" if len(missions) else ""
    return f"{lead} the Taliban authorities{held}"


def latest_event(code: str) -> pd.Series:
    """The last event of weight two or three that names a state."""
    events = rows(Events)
    named = events["countries"].map(lambda codes: concerns(codes, (code,))).astype(bool)
    mine = events[named & (events["significance"] > 1)]
    return mine.sort_values("start").iloc[-1]


def event_said(code: str) -> str:
    """The latest notable event, with its date and first source."""
    it = latest_event(code)
    date = periods.label(it["start"], it["end"], it["precision"])
    return f"{text(date)}: {text(it['title'])} ({cited(it['source_ids'].split(';')[0])})"


@once
def lines(code: str) -> list[str]:
    """The state in a few labelled lines of Markdown, a source after each figure."""
    said = partial(position_said, code)
    row = trade_of(code)
    trade = "no yearly turnover with Afghanistan is reported"
    if row is not None:
        value = f"**{text(formats.usd(row['value'], 4))}**"
        trade = f"turnover with Afghanistan of {value} in {text(period_of(row))}; {trade_said(code)}"
    return [
        f"**Trade:** {trade}",
        f"**Aid since 15 August 2021:** {aid_said(code)}",
        f"**Recognition of the Taliban authorities:** {said('de_jure_recognition')}",
        f"**Afghan embassy:** {said('afghan_mission')}",
        f"**Its own embassy in Kabul:** {said('mission_in_kabul')}",
        f"**The Taliban on its list of terrorist organisations:** {said('terrorist_listing')}",
        f"**Latest on record:** {event_said(code)}",
    ]
