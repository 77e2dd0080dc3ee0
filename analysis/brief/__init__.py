"""A state in two pages of print: what is known, by which source, and what is not known. A citation stands after each figure.

Nothing is worked out here that a page does not show: the figures are those of `analysis.trade.preferred`, `consignments`,
`positions`, `mirror` and `claims`. It is worded by `pages.country.brief.wording`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from analysis.brief.dealings import aid, events, positions, readings_of, unconfirmed
from analysis.brief.statements import (
    OURSELVES,
    Line,
    Reference,
    Section,
    Statement,
    Tables,
    line,
    numbered,
    references,
    state,
)
from analysis.brief.trade import FIRST, Bar, Figures, bars, missing_years, silent_flows, trade


class Brief(NamedTuple):
    """What is stated of one state, of what data, and the numbered list of its sources."""

    code: str
    tables: Tables
    bars: tuple[Bar, ...]
    sections: tuple[Section, ...]
    numbers: dict[str, int]
    references: tuple[Reference, ...]


def brief(tables: Tables, code: str) -> Brief:
    """Put together the brief of one state.

    Method: every statement carries the sources that it rests on, numbered in the order in which the text cites them.
    Where there is nothing our data are cited. Sums of aid cite the reports that give the lowest and the highest weight
    of each consignment, not all its reports.

    Args:
        tables: the rows in use of all years; the filters of a page do not touch a brief.
        code: one of the five.
    """
    figures, readings = Figures(tables, code), readings_of(tables)
    drawn = bars(figures)
    sections = (
        trade(figures),
        aid(tables, code),
        positions(readings, tables.known_to, code),
        events(tables, code),
        _unknown(figures, readings),
    )
    numbers = numbered([*(it.statement for it in drawn), *_statements(sections)])
    return Brief(code, tables, drawn, sections, numbers, references(numbers, tables.sources))


def _statements(sections: Iterable[Section]) -> Iterator[Statement]:
    return (it for section in sections for line in section.lines for it in line.statements)


def _unknown(figures: Figures, readings: pd.DataFrame) -> Section:
    """State what a reader may look for and does not find in the data."""
    dark, stale = unconfirmed(readings, figures.tables.known_to, figures.code)
    gaps = {"years": missing_years(figures), "flows": silent_flows(figures), "unknown": dark, "unconfirmed": stale}
    lines = [
        Line(f"gap_{gap}", (state(f"gap_{gap}", {"which": which, "since": FIRST}, [OURSELVES]),))
        for gap, which in gaps.items()
        if which
    ]
    return Section("not_known", tuple(lines) or (line("gaps", []),))
