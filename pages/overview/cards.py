"""One state in a card: its latest turnover, its aid, its embassy questions and its latest event, each with its source."""

import html
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.trade.preferred import RANKS
from charts.base import frame
from charts.base.sparkline import line
from charts.recognition.matrix import short
from data.vocabulary import formats, periods
from data.vocabulary.places import name
from pages._app.cache import replayed
from pages._app.rows import sources
from pages._parts.citation import link, text
from pages._parts.layout import link_to
from pages._parts.states.summary import aid_sources, all_turnover, given, latest_event, period_of, standing, trade_of

_ASKED: Final = {
    "afghan_mission": "Afghan embassy",
    "mission_in_kabul": "Embassy in Kabul",
    "terrorist_listing": "Terrorist list",
}


def cards(codes: list[str]) -> None:
    """A card for each state, side by side; a phone scrolls them sideways."""
    with st.container(key="cards"):
        for column, code in zip(st.columns(len(codes), gap="small"), codes, strict=True):
            with column:
                card(code)


@replayed
def card(code: str) -> None:
    """One state in a card."""
    with st.container(border=True, key=f"card-{code}", height="stretch", gap="small"):
        row = trade_of(code)
        st.html(_head(code, row))
        positions = [_position(code, dimension, asked) for dimension, asked in _ASKED.items()]
        lines = [*([] if row is None else [_reported(row)]), *_aid(code), *positions, *_latest(code)]
        st.markdown("\n\n".join(lines))
        link_to("country", f"More on {name(code)}", state=name(code))


def _head(code: str, row: pd.Series | None) -> str:
    """Name and turnover, and how the turnover went: of one piece, and drawn by us, since Streamlit's own would load Vega."""
    label = "Turnover" if row is None else f"Turnover, {period_of(row)}"
    value = "not reported" if row is None else formats.usd(row["value"])
    years = _years(code)
    drawn = f'<img alt="" src="{line(years, frame.colour(code))}">' if len(years) > 2 else ""
    said = "".join(f"<p>{html.escape(it)}</p>" for it in (name(code), label, value))
    return f'<div class="card-head">{said}{drawn}</div>'


def _reported(row: pd.Series) -> str:
    """Who reports a turnover, and how far others are from it."""
    who = "sum of both flows, IMF" if row["derived"] else RANKS[int(row["rank"])]
    spread = formats.spread(row["low"], row["high"], "value_usd")
    return _small(f"{who}; {row['reports']} reports, {spread}" if row["reports"] > 1 else who, _who(row["source_id"]))


def _years(code: str) -> list[float]:
    """The yearly turnover by own and IMF figures in dollars, for a line in a card."""
    years = all_turnover()
    years = years[(years["country"] == code) & (years["span"] != "part") & (years["rank"] <= 1)]
    return list(years.sort_values("end")["value"])


def _aid(code: str) -> list[str]:
    """What the state has sent since 15 August 2021, at least."""
    row = given(code)
    if row is None:
        return [_line("Aid since Aug 2021", "none on record")]
    weight = (
        f"at least {formats.floor(row['sent_low_t'], 'quantity_t')}"
        if pd.notna(row["sent_low_t"])
        else "no weight known"
    )
    count = f"{row['sent_count']:.0f} consignment{'s' if row['sent_count'] > 1 else ''}"
    unweighed = f", {row['sent_unweighed']:.0f} not weighed" if row["sent_unweighed"] else ""
    who = f"{aid_sources(code)} sources on the Aid page"
    return [f"{_line('Aid since Aug 2021', weight)}  \n{_small(count + unweighed, who)}"]


def _position(code: str, dimension: str, asked: str) -> str:
    """The latest position on one question, since when, until when confirmed, and who says so."""
    found = standing()
    found = found[(found["country"] == code) & (found["dimension"] == dimension)]
    if found.empty:
        return _line(asked, "not known")
    row = found.iloc[-1].to_dict()
    value = short(row["value"]) if row["value"] != "unclear" else "not established"
    return f"{_line(asked, value)}  \n{_small(_since(row), _who(row['source_id']))}"


def _since(row: dict[str, Any]) -> str:
    """Since when a position holds, and until when that is confirmed."""
    if row["value"] == "unclear":
        return "no source settles it"
    if row["over"]:
        return f"until {periods.label(row['until'], row['until'], row['until_precision'])}"
    since = periods.label(row["since"], row["since"], row["since_precision"])
    seen = periods.label(row["confirmed_until"], row["confirmed_until"], row["confirmed_precision"])
    return f"since {since}" if row["confirmed"] or seen == since else f"since {since}, last confirmed {seen}"


def _latest(code: str) -> list[str]:
    """The latest notable event with its date."""
    it = latest_event(code)
    date = periods.label(it["start"], it["end"], it["precision"])
    return [f"{_line('Latest', date)}  \n{_small(it['title'], _who(it['source_ids'].split(';')[0]))}"]


def _line(what: str, said: str) -> str:
    """A question and what is known of it in bold."""
    return f"{text(what)}: **{text(said)}**"


def _small(said: str, who: str) -> str:
    """A line in small grey, with who says so."""
    return f":small[:gray[{text(said)} ·\u00a0{who}]]"


def _who(source_id: str) -> str:
    """The publisher of a source as a link."""
    known = sources()
    if source_id not in known.index:
        return text(source_id)
    return link(str(known.loc[source_id, "publisher"]), str(known.loc[source_id, "url"]))
