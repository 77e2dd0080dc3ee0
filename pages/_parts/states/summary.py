"""What we say of one state in a few words, each figure with its source: for the head of its page and the cards."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid import consignments as aid
from analysis.brief.dealings import notable
from analysis.recognition import positions
from analysis.trade.preferred import Preferred, latest_year, turnover
from charts.base import frame
from charts.recognition.matrix import short
from data.rows import Row, records
from data.schema.tables import Aid, Events, Recognition, Trade
from data.vocabulary import periods
from data.vocabulary.places import name
from data.vocabulary.text import listed
from pages._app.cache import once
from pages._app.rows import in_use, known_to, published
from pages._parts.citation import cited, first_cited, text
from pages._parts.states import in_words
from pages._parts.states.consignments import every
from pages._parts.states.food_value import sources_of, sum_of
from pages._parts.states.positions import readings

KABUL = dt.date.fromisoformat(frame.KABUL)
COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven")
_ASKED: Final = {
    "de_jure_recognition": "Recognition of the Taliban authorities",
    "afghan_mission": "Afghan embassy",
    "mission_in_kabul": "Its own embassy in Kabul",
    "terrorist_listing": "The Taliban on its list of terrorist organisations",
}


@once
def all_turnover() -> pd.DataFrame:
    """Choose the preferred turnover of every country and period."""
    return turnover(in_use(Trade), published())


@once
def standing() -> pd.DataFrame:
    """Find the latest preferred position of every state on every dimension."""
    day = known_to() or KABUL
    return positions.standing(readings(day), day)


@once
def all_given() -> pd.DataFrame:
    """Add up what each state has sent since 15 August 2021, as `analysis.aid.consignments.since`."""
    return aid.since(every(), KABUL)


def trade_of(code: str) -> Row | None:
    """Find the latest yearly turnover of a state: a row of `Preferred`, if anybody reports one."""
    figures = all_turnover()
    latest = records(latest_year(figures[figures[Preferred.country] == code]))
    return latest[0] if latest else None


def period_of(row: Row | pd.Series) -> str:
    """Word the period of a figure."""
    return periods.label(row["start"], row["end"], row["precision"])


def given(code: str) -> pd.Series | None:
    """Find what a state has sent since 15 August 2021: a row of `all_given`; None where nothing is known."""
    sums = all_given()
    return sums.loc[code] if code in sums.index and sums.loc[code, "sent_count"] else None


def aid_sources(code: str) -> int:
    """Count the sources that report a state's aid since 15 August 2021."""
    reports = in_use(Aid)
    return reports.loc[(reports[Aid.donor] == code) & (reports[Aid.start] >= frame.KABUL), Aid.source_id].nunique()


def positions_of(code: str, dimension: str) -> list[Row]:
    """Find the latest positions of a state on one dimension: rows of `standing`."""
    latest = standing()
    return records(latest[(latest[Recognition.country] == code) & (latest[Recognition.dimension] == dimension)])


def latest_event(code: str) -> Row | None:
    """Find the last event of weight two or three that names a state; None where there is none."""
    return next(iter(records(notable(in_use(Events), code).tail(1))), None)


def answer(latest: pd.DataFrame, countries: Sequence[str]) -> str:
    """Say what the latest positions come to, in a sentence that holds for the chosen states.

    Args:
        latest: rows of `analysis.recognition.positions.standing`.
        countries: codes of the chosen states.
    """
    latest = latest[latest[Recognition.country].isin(countries)]
    formal = latest[latest[Recognition.dimension] == "de_jure_recognition"]
    embassies = latest[latest[Recognition.dimension] == "afghan_mission"]
    envoys = embassies.loc[embassies[Recognition.value].isin(positions.TALIBAN_MISSIONS), Recognition.value]
    yes = [name(it) for it in formal.loc[formal[Recognition.value] == "recognised", Recognition.country]]
    if set(formal[Recognition.country]) != set(countries):
        return "The latest positions, and since when"
    if len(countries) == 1:
        lead = f"{name(countries[0])} has {'' if yes else 'not '}recognised"
        accepted = f"; it accepted their {short(envoys.iloc[0]).removeprefix('Taliban ')}" if len(envoys) else ""
    else:
        lead = f"{listed(yes)} recognised" if yes else f"None of the {COUNTS[len(countries)]} states has recognised"
        accepted = f"; {COUNTS[len(envoys)]} accepted their envoys" if len(envoys) else ""
    return f"{lead} the Taliban authorities{accepted}"


@once
def lines(code: str) -> list[str]:
    """Say what is known of a state in a few labelled lines of Markdown, a source after each figure."""
    known = {
        "Trade": _trade(code),
        "Aid since 15 August 2021": _aid(code),
        "Derived value of the food delivered": _food(code),
        **{label: _positions(code, dimension) for dimension, label in _ASKED.items()},
        "Latest": _event(code),
    }
    return [f"**{label}:** {words}" for label, words in known.items() if words]


def _trade(code: str) -> str:
    row = trade_of(code)
    if row is None:
        return "no yearly turnover with Afghanistan is reported"
    figure = in_words.figure(row, digits=4)
    value = f"**{text(figure.amount)}** in {text(figure.period)}"
    return f"turnover with Afghanistan of {value}; {text(figure.reported)} ({cited(row[Preferred.source_id])})"


def _aid(code: str) -> str:
    row = given(code)
    if row is None:
        return "no consignment in our data"
    weight, count = in_words.least_weight(row["sent_low_t"]), in_words.consignments(*_counts(row))
    return f"{text(weight)} sent in {text(count)} ([{aid_sources(code)} sources below](#aid))"


def _food(code: str) -> str:
    """Say what the named food is worth, derived; nothing where no delivery is weighed."""
    row = sum_of(code)
    return "" if row is None else f"{text(in_words.food_value(row).whole)} ({first_cited(sources_of(row))})"


def _counts(row: pd.Series) -> tuple[int, int]:
    return int(row["sent_count"]), int(row["sent_unweighed"])


def _positions(code: str, dimension: str) -> str:
    return "; ".join(map(_position, positions_of(code, dimension))) or "not established"


def _position(reading: Row) -> str:
    words = in_words.position(reading["value"])
    if reading["value"] != "unclear":
        words = f"{words}, {in_words.held(reading)}"
    return f"{text(words)} ({cited(reading['source_id'])})"


def _event(code: str) -> str:
    event = latest_event(code)
    if event is None:
        return "none in our data"
    return f"{text(in_words.event(event))} ({cited(event[Events.source_ids].split(';')[0])})"
