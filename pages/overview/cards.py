"""One state in a card: its latest turnover, its aid, its embassy questions and its latest event, each with its source."""

import html
from typing import Final

import streamlit as st

from analysis.trade.preferred import Preferred, of_years, unbroken
from charts.base import frame, hover
from charts.base.sparkline import line
from charts.recognition.matrix import short
from data.rows import Row, records
from data.schema.tables import Events
from data.vocabulary import formats
from data.vocabulary.places import name
from pages._app.cache import replayed
from pages._app.filters import DEFAULT_FROM
from pages._parts.citation import publisher, text
from pages._parts.layout import link_to
from pages._parts.states import in_words
from pages._parts.states.food_value import sources_of, sum_of
from pages._parts.states.summary import aid_sources, all_turnover, given, latest_event, positions_of, trade_of

_ASKED: Final = {
    "afghan_mission": "Afghan embassy",
    "mission_in_kabul": "Embassy in Kabul",
    "terrorist_listing": "Terrorist list",
}


def cards(codes: list[str]) -> None:
    """Show a card for each state, side by side; a phone scrolls them sideways."""
    with st.container(key="cards"):
        for column, code in zip(st.columns(len(codes), gap="small"), codes, strict=True):
            with column:
                card(code)


@replayed
def card(code: str) -> None:
    """Show one state in a card."""
    with st.container(border=True, key=f"card-{code}", height="stretch", gap="small"):
        row = trade_of(code)
        st.html(_head(code, row))
        reported = [] if row is None else [_small(in_words.figure(row).reported, publisher(row[Preferred.source_id]))]
        positions = [_position(code, dimension, asked) for dimension, asked in _ASKED.items()]
        st.markdown("\n\n".join([*reported, _aid(code), *_food(code), *positions, _latest(code)]))
        link_to("country", f"More on {name(code)}", state=name(code))


def _head(code: str, row: Row | None) -> str:
    """Lay out name and turnover, and how the turnover went: drawn by us, since Streamlit's own would load Vega."""
    label, value = "Turnover", "not reported"
    if row is not None:
        label, value = f"Turnover, {hover.period(row)}", formats.usd(row[Preferred.value])
    years, last = _years(code), int(of_years(all_turnover())[Preferred.start].dt.year.max())
    picture = line(years, frame.colour(code), DEFAULT_FROM, last) if sum(map(len, years)) > 2 else ""
    drawn = f'<img alt="" src="{picture}">' if picture else ""
    words = "".join(f"<p>{html.escape(it)}</p>" for it in (name(code), label, value))
    return f'<div class="card-head">{words}{drawn}</div>'


def _years(code: str) -> list[list[tuple[int, float]]]:
    """Choose the yearly turnover by own and IMF figures in dollars, for a line in a card, broken as on the chart."""
    years = of_years(all_turnover())
    years = years[(years[Preferred.country] == code) & years[Preferred.firm]]
    years = years[years[Preferred.start].dt.year >= DEFAULT_FROM]
    parts = unbroken(records(years.sort_values(Preferred.end)))
    return [[(row[Preferred.start].year, row[Preferred.value]) for row in part] for part in parts]


def _aid(code: str) -> str:
    """Say what the state has sent since 15 August 2021, at least."""
    row = given(code)
    if row is None:
        return _line("Aid since Aug 2021", "none on record")
    count = in_words.consignments(int(row["sent_count"]), int(row["sent_unweighed"]))
    weight = _line("Aid since Aug 2021", in_words.least_weight(row["sent_low_t"]))
    return f"{weight}  \n{_small(count, f'{aid_sources(code)} sources on the Aid page')}"


def _food(code: str) -> list[str]:
    """Say what the named food of it is worth, derived; nothing where no delivery is weighed."""
    row = sum_of(code)
    if row is None:
        return []
    value = in_words.food_value(row)
    return [
        f"{_line('Food delivered, derived', value.amount)}  \n{_small('; '.join(filter(None, (value.prices, value.covers))), f'{len(sources_of(row))} sources on the Aid page')}"
    ]


def _position(code: str, dimension: str, asked: str) -> str:
    """Say the latest position on one question, since when, until when confirmed, and by which source."""
    latest = positions_of(code, dimension)
    if not latest:
        return _line(asked, "not known")
    row = latest[-1]
    value, since = short(row["value"]), in_words.held(row)
    if row["value"] == "unclear":
        since = "no source settles it"
    return f"{_line(asked, value)}  \n{_small(since, publisher(row['source_id']))}"


def _latest(code: str) -> str:
    """Say the latest notable event with its date."""
    event = latest_event(code)
    if event is None:
        return _line("Latest", "no event on record")
    who = publisher(event[Events.source_ids].split(";")[0])
    return f"{_line('Latest', hover.period(event))}  \n{_small(event[Events.title], who)}"


def _line(what: str, known: str) -> str:
    """Set a question, and what is known of it in bold."""
    return f"{text(what)}: **{text(known)}**"


def _small(words: str, who: str) -> str:
    """Set a line in small grey, with its source."""
    return f":small[:gray[{text(words)} ·\u00a0{who}]]"
