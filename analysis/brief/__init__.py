"""A state in two pages of print: what is known, who says so, and what is not known. A citation stands after each figure.

Nothing is worked out here that a page does not show: the figures are those of `analysis.trade.preferred`, `consignments`,
`positions`, `compare`, `mirror` and `claims`.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.brief.citations import RECORD, Line, Record, Reference, Said, Section, numbered, references, said
from analysis.brief.dealings import SINCE, aid, events, positions, read, unconfirmed
from analysis.brief.trade import FIRST, Bar, Figures, bars, missing_years, silent_flows, trade
from data.vocabulary import periods
from data.vocabulary.places import name
from data.vocabulary.text import runs

__all__ = ["SINCE", "Bar", "Brief", "Line", "Record", "Reference", "Said", "Section", "brief"]


class Brief(NamedTuple):
    """What the brief of one state says, and the numbered list of its sources."""

    code: str
    title: str
    stand: str
    bars: tuple[Bar, ...]
    sections: tuple[Section, ...]
    numbers: dict[str, int]
    references: tuple[Reference, ...]


def brief(record: Record, code: str) -> Brief:
    """The brief of one state.

    Method: every part of a line carries the sources that bear it out, numbered in the order in which the text names
    them. Where nothing is on record the record itself is cited. Sums of aid cite the reports that give the lowest and the
    highest weight of each consignment, not all that tell of it.

    Args:
        record: the rows of all years; the filters of a page do not touch a brief.
        code: one of the five.
    """
    figures, readings = Figures(record, code), read(record)
    drawn = bars(figures)
    sections = (
        trade(figures), aid(record, code), positions(readings, record.known_to, code), events(record, code),
        _unknown(figures, readings),
    )  # fmt: skip
    numbers = numbered([*(it.said for it in drawn), *_parts(sections)])
    day = periods.label(record.known_to, record.known_to, "day")
    stand = f"Known to {day}. Data version {record.edition}."
    title = f"{name(code)} and Afghanistan: trade, aid, recognition"
    return Brief(code, title, stand, drawn, sections, numbers, references(numbers, record))


def _parts(sections: tuple[Section, ...]) -> Iterator[Said]:
    return (part for section in sections for line in section.lines for part in line.parts)


def _unknown(figures: Figures, readings: pd.DataFrame) -> Section:
    """What a reader may look for and does not find on record."""
    dark, stale = unconfirmed(readings, figures.record.known_to, figures.code)
    silent = " and ".join(f"{it}s" for it in silent_flows(figures))
    gaps = {
        "No turnover of a full year on record": runs(missing_years(figures)),
        "No full year of a flow on record": f"{silent}, since {FIRST}" if silent else "",
        "Positions not on record or not established": "; ".join(dark),
        "Positions not confirmed within the last year": "; ".join(stale),
    }
    lines = tuple(Line(label, (said(gap, [RECORD]),)) for label, gap in gaps.items() if gap)
    return Section("What is not known", lines or (Line("", (said("no gap of these kinds", [RECORD]),)),))
