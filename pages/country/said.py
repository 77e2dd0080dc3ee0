"""What officials and the press said of one state's trade, beside the statistics."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.claims.following import Followed
from analysis.trade.series import Choice
from charts.claims.marks import speaker, when
from data.rows import Row, grouped, records
from data.vocabulary import codes
from data.vocabulary.places import name
from data.vocabulary.statements import standing
from data.vocabulary.text import counted
from pages._app.cache import lazy_expander, once, replayed
from pages._app.view import View
from pages._parts import commodities, statements
from pages._parts.citation import cited, text
from pages._parts.empty import none_on_record
from pages._parts.layout import link_to
from pages._parts.show import say_why_empty
from pages.country.sections import section

_SHOWN: Final = 5  # at first sight
_SAME: Final = [
    Followed.status,
    Followed.flow,
    Followed.commodity,
    Followed.measure,
    Followed.value,
    Followed.start,
    Followed.end,
]


def said(view: View, code: str) -> None:
    """List claims and targets, the newest first, each with its distance from the statistic."""
    section("said")
    count = len(_groups(view))
    if not count:
        every = statements.every()
        every = every[view.of_countries(every[Followed.country]) & every[Followed.status].isin(("claim", "target"))]
        say_why_empty(none_on_record(view, every, f"claim or target of trade with {name(code)}"))
        return
    _list(view, 0, _SHOWN)
    if count > _SHOWN:
        lazy_expander(f"{count - _SHOWN} earlier", "country-said", _list, view, _SHOWN, count)
    link_to("claims", "All claims, targets and contracts beside the statistics", country=name(code))


@once
def _groups(view: View) -> list[list[Row]]:
    """Claims and targets of the view; what was said several times of the same is one group, the newest first."""
    stated = statements.of_view(view)
    stated = stated[stated[Followed.status].isin(("claim", "target"))]
    stated = stated.sort_values(Followed.said_on, ascending=False, na_position="last", kind="stable")
    return grouped(records(stated), _SAME)


@replayed
def _list(view: View, first: int, end: int) -> None:
    st.markdown("\n".join(map(_entry, _groups(view)[first:end])))


def _entry(alike: list[Row]) -> str:
    """What was said, by whom and when, how the statistic stands to it, and the source."""
    row, more = alike[0], len(alike) - 1
    lead = f"{codes.start_upper(row[Followed.status])}: {statements.amount(row)}"
    again = f", said {counted(more + 1, 'time')}" if more else ""
    spoken = f"{codes.start_upper(speaker(row))}, {when(row)}{again}."
    beside = codes.start_upper(standing(row))
    return f"- **{text(lead)}**, {text(_about(row))}. {text(f'{spoken} {beside}')}. :small[{cited(row[Followed.source_id])}]"


def _about(row: Row) -> str:
    """What it speaks of: the flow, the goods, the year if one was named, and of several states which."""
    parts = [commodities.what(Choice(row[Followed.flow], row[Followed.measure], row[Followed.commodity]))]
    parts += [f"{name(row[Followed.country])} together"] if ";" in row[Followed.country] else []
    return ", ".join([*parts, *([statements.period(row)] if pd.notna(row[Followed.start]) else [])])
