"""A state at a glance: six lines, each with its source, which lead to the sections below."""

import html
from typing import Final

from analysis.aid.consignments import Consignment
from analysis.trade.preferred import Preferred
from analysis.trade.series import DEFAULT
from analysis.trade.since_2021 import BASE, Since
from charts.base import hover
from data.rows import Row, records
from data.vocabulary import formats, periods
from data.vocabulary.text import counted
from pages._app.cache import once
from pages._app.rows import changes_since_2021
from pages._parts.citation import cited_in_html
from pages._parts.states import in_words, summary
from pages._parts.states.consignments import every

_POSITIONS: Final = {
    "de_jure_recognition": "Recognition",
    "afghan_mission": "Afghan embassy",
    "mission_in_kabul": "Embassy in Kabul",
    "terrorist_listing": "Terrorist list",
}


@once
def lines(code: str) -> str:
    """Write the six lines as HTML, a list of terms: the subject, a link to its section, and what is known of it."""
    known = [("trade", "Trade", _trade(code)), ("aid", "Aid sent", _aid(code))]
    known += [("positions", label, _position(code, dimension)) for dimension, label in _POSITIONS.items()]
    terms = (f'<dt><a href="#{anchor}">{label}</a></dt><dd>{words}</dd>' for anchor, label, words in known)
    return f'<dl class="glance">{"".join(terms)}</dl>'


def _trade(code: str) -> str:
    """The last full year; beside it 2021 by the same source, or both years of the one source that has them."""
    latest = summary.trade_of(code)
    if latest is None:
        return "no yearly figure is reported"
    figure = in_words.figure(latest)
    words = f"<b>{html.escape(figure.amount)}</b> in {figure.period}, {_by(latest)}"
    change = since(code)
    if change is None:
        return _sourced(words, latest[Preferred.source_id])
    first, last = (formats.usd(change[it]) for it in (Since.first, Since.last))
    if is_same(change, latest):
        return _sourced(f"{words}; {first} in {BASE}", latest[Preferred.source_id])
    both = f"by one source {first} in {BASE} and {last} in {change[Since.year]}"
    return f"{_sourced(words, latest[Preferred.source_id])}; {_sourced(both, change[Since.source_id])}"


@once
def since(code: str, flow: str = DEFAULT.flow) -> Row | None:
    """Find how a flow changed since 2021 by one series: a row of `Since`; None where no source has both years."""
    changes = changes_since_2021(DEFAULT._replace(flow=flow))
    return next(iter(records(changes[changes[Since.country] == code])), None)


def is_same(change: Row, latest: Row) -> bool:
    """Whether the last year of a series is a figure that is shown."""
    return change[Since.year] == latest[Preferred.start].year and change[Since.last] == latest[Preferred.value]


def _by(row: Row) -> str:
    own = row[Preferred.reported_by] == row[Preferred.country] and row[Preferred.status] == "statistic"
    return "own statistics" if own else f"by {html.escape(hover.says(row))}"


def _aid(code: str) -> str:
    """How much since 15 August 2021, in how many consignments, and when the last was."""
    row = summary.given(code)
    if row is None:
        return "no consignment is reported"
    sent = every()[(every()[Consignment.donor] == code) & (every()[Consignment.stage] != "pledged")]
    last = sent.sort_values(Consignment.start).iloc[-1]
    when = periods.label(last[Consignment.start], last[Consignment.end], last[Consignment.precision])
    count = counted(int(row["sent_count"]), "consignment")
    words = f"<b>{in_words.least_weight(row['sent_low_t'])}</b> in {count} since August 2021; last {when}"
    return _sourced(words, *last[Consignment.source_ids].split(";")[:1])


def _position(code: str, dimension: str) -> str:
    """Where the state stands, and since when."""
    readings = summary.positions_of(code, dimension)
    return "; ".join(_sourced(_held(it), it["source_id"]) for it in readings) or "not established"


def _held(reading: Row) -> str:
    words = f"<b>{html.escape(in_words.position(reading['value']))}</b>"
    if reading["value"] == "unclear":
        return words
    return f"{words}, {html.escape(in_words.held(reading))}"


def _sourced(words: str, *source_ids: str) -> str:
    """Words with a short link to each source after them."""
    links = "; ".join(map(cited_in_html, source_ids))
    return f"{words} <small>({links})</small>"
