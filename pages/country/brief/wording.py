"""The brief of a state in words: its headings, labels, statements and references."""

from collections.abc import Callable
from typing import Final

import pandas as pd

from analysis.brief import Bar, Brief, Line, Reference, Section, Statement
from analysis.brief.statements import OURSELVES
from analysis.trade.mirrored import OWN
from analysis.trade.preferred import Preferred
from charts.base import hover
from charts.base.frame import NAME
from data.rows import Row
from data.schema.tables import Sources, Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.mirror import distance
from data.vocabulary.places import PLACES, name
from data.vocabulary.statements import standing
from data.vocabulary.text import runs
from pages._app.rows import unreadable
from pages._parts.states import in_words

_HEADINGS: Final = {
    "trade": "Trade", "aid": "Aid", "positions": "Positions", "events": "Latest events", "not_known": "What is not known",
}  # fmt: skip
_LABELS: Final = {
    "turnover": "Turnover, latest year", "years": "Turnover by year", "export": codes.FLOWS["export"],
    "import": codes.FLOWS["import"], "both_sides": "Both sides of the border", "goods_export": "Main goods exported",
    "goods_import": "Main goods imported", "electricity": "Electricity to Afghanistan", "targets": "Targets",
    "sent": "Sent", "delivered": "Of these delivered", "food": "Derived value of the food delivered", "consignment": "Last consignment",
    "gap_years": "No turnover of a full year", "gap_flows": "No full year of a flow",
    "gap_unknown": "Positions not known or not established",
    "gap_unconfirmed": "Positions not confirmed within the last year", **codes.DIMENSIONS,
}  # fmt: skip
_NOTHING: Final = {
    **dict.fromkeys(("turnover", "export", "import", "electricity"), "no yearly figure is reported"),
    **dict.fromkeys(("goods_export", "goods_import"), "no single good is reported"),
    **dict.fromkeys(codes.DIMENSIONS, "not known"), **dict.fromkeys(("targets", "event"), "none is known"),
    "years": "no later figure is reported", "both_sides": "no period is reported by both",
    "sent": "no consignment is reported", "delivered": "no consignment is reported as delivered",
    "gaps": "no gap of these kinds",
}  # fmt: skip
_WAYS: Final = {"export": "exports to", "import": "imports from", "turnover": "trade with"}


def title(brief: Brief) -> str:
    """Name the brief."""
    return f"{name(brief.code)} and Afghanistan: trade, aid, recognition"


def edition(brief: Brief) -> str:
    """Say to which day the data reach, of which version they are, and what of them cannot be read."""
    return " ".join([f"Data to {_day_known(brief)}. Data version {brief.tables.edition}.", *unreadable()])


def _day_known(brief: Brief) -> str:
    return periods.label(brief.tables.known_to, brief.tables.known_to, "day")


def heading(section: Section) -> str:
    """Word the heading of a section."""
    return _HEADINGS[section.topic]


def label(line: Line) -> str:
    """Word the label of a line; events have none."""
    return _LABELS.get(line.about, "")


def clause(statement: Statement) -> str:
    """Word a statement on one line, without its citation."""
    return " ".join(_CLAUSES[statement.kind](statement.facts).split())


def below(bar: Bar) -> str:
    """Word the period below a bar."""
    facts = bar.statement.facts
    return str(facts["year"]) if bar.kind == "none" else hover.period(facts)


def publisher(reference: Reference) -> str:
    """Word the publisher of a source; of one that the table of sources lacks its id."""
    if reference.source_id == OURSELVES:
        return NAME
    return str(reference.source.get(Sources.publisher, reference.source_id))


def date(reference: Reference, brief: Brief) -> str:
    """Word the date of a source."""
    if reference.source_id == OURSELVES:
        return f"data to {_day_known(brief)}, data version {brief.tables.edition}"
    if not reference.source:
        return "not in the table of sources"
    start, end, precision = (reference.source[it] for it in (Sources.start, Sources.end, Sources.precision))
    return periods.label(start, end, precision, unknown="undated")


def url(reference: Reference) -> str:
    """Give the address of a source; our data have none here."""
    return str(reference.source.get(Sources.url, ""))


def _figure(row: Row) -> str:
    figure = in_words.figure(row, digits=4)
    return f"{figure.amount} in {figure.period}, {figure.by}"


def _year(row: Row) -> str:
    """Word the figure of a year; what is no full year, or not the country's own, says so."""
    figure = in_words.figure(row, digits=4)
    hints = ["part of a year"] if row[Preferred.span] == "part" else []
    hints += [figure.by] if not row[Preferred.firm] or row[Preferred.derived] else []
    hints += [figure.others] if figure.others else []
    more = f" ({'; '.join(hints)})" if hints else ""
    return f"{figure.period}: {figure.amount}{more}"


def _pair(row: Row) -> str:
    own, afghan = (formats.usd(row[f"value_{side}"], 4) for side in ("own", "afghan"))
    period = periods.label(row["start"], row["end"], row["precision"])
    what = f"{_WAYS[row['flow']]} Afghanistan in {period}"
    return f"{what}: {own} by {name(row['country'])}'s figures, {afghan} by Afghan ones (derived: {distance(row)})"


def _goods(row: Row) -> str:
    whose = "its own" if row["by"] == OWN else "Afghan"
    lead = f"in {row['year']}, by {whose} figures: " if row["first"] else ""
    return f"{lead}{codes.goods(row)} {in_words.figure(row).amount}"


def _electricity(row: Row) -> str:
    figure = in_words.figure(row, Trade.quantity_gwh)
    return f"{figure.period}: {figure.amount}, {figure.by}"


def _target(row: Row) -> str:
    what = "turnover" if row["flow"] == "turnover" else f"{row['flow']}s"
    goods = "" if row["commodity"] == "total" else f" of {codes.goods(row)}"
    by = PLACES[row["reported_by"]].adjective if row["reported_by"] in PLACES else row["reported_by"]
    when = ""
    if pd.notna(row["said_on"]):
        when = f", {periods.label(row['said_on'], row['said_to'], row['said_precision'])}"
    amount = formats.amount(row["value"], row["measure"])
    return f"{what}{goods} of {amount} (last said by the {by} side{when}): {standing(row)}"


def _sum(facts: Row) -> str:
    weight = in_words.least_weight(facts["low_t"])
    if facts["high_t"] > facts["low_t"]:
        weight += f", at most {formats.ceiling(facts['high_t'], 'quantity_t')} of what is weighed"
    return f"{weight}, in {in_words.consignments(int(facts['count']), int(facts['unweighed']))} (derived: each counted once)"


def _sum_sent(facts: Row) -> str:
    return f"since {periods.label(facts['since'], facts['since'], 'day')} {_sum(facts)}"


def _consignment(row: Row) -> str:
    weight = "not weighed"
    if pd.notna(row["weight_low_t"]):
        weight = formats.spread(row["weight_low_t"], row["weight_high_t"], "quantity_t")
    return f"{row['stage']} {hover.period(row)}: {row['goods']} ({weight})"


def _position(reading: Row) -> str:
    words = in_words.position(reading["value"])
    return words if reading["value"] == "unclear" else f"{words}, {in_words.held(reading, always=True)}"


def _other_reading(reading: Row) -> str:
    return f"another source has: {in_words.position(reading['value'])}, from {in_words.day_of(reading, 'start')}"


def _dimensions(facts: Row) -> str:
    return "; ".join(codes.DIMENSIONS[it] for it in facts["which"])


_CLAUSES: Final[dict[str, Callable[[Row], str]]] = {
    "nothing": lambda facts: _NOTHING[facts["about"]],
    "bar": lambda row: formats.usd(row[Preferred.value]),
    "no_bar": lambda _: "no figure",
    "figure": _figure,
    "spread": lambda row: in_words.figure(row, digits=4).others,
    "year": _year,
    "pair": _pair,
    "goods": _goods,
    "electricity": _electricity,
    "target": _target,
    "sum_sent": _sum_sent,
    "sum_delivered": _sum,
    "food": lambda row: in_words.food_value(row).whole,
    "consignment": _consignment,
    "position": _position,
    "other_reading": _other_reading,
    "event": in_words.event,
    "gap_years": lambda facts: runs(facts["which"]),
    "gap_flows": lambda facts: f"{' and '.join(f'{it}s' for it in facts['which'])}, since {facts['since']}",
    "gap_unknown": _dimensions,
    "gap_unconfirmed": _dimensions,
}
