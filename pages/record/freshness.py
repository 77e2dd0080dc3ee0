"""What is known of each state, of which year, by whom, and how fresh it is; and what is not known, in words."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.record import freshness as found
from analysis.record.coverage import citations
from analysis.trade.statistics import STATED
from charts.record.freshness import SIGNS, matrix
from data.rows import records
from data.schema.tables import BY_NAME, Aid, Recognition, Sources, Trade
from data.vocabulary import codes, periods
from data.vocabulary.places import AFG, CODES, PLACES, adjective, name
from data.vocabulary.text import listed
from pages._app.cache import once, replayed
from pages._app.record import facts
from pages._app.rows import known_to, rows
from pages._parts.citation import foot, text
from pages._parts.show import Drawn, show

FIRST_ASKED: Final = 2010  # the first year of which years without a statistic are told; data sets begin there


def known() -> None:
    """One kind of figure at a time: the matrix, the same in words, and what is not known."""
    offered = on_record()
    if not offered:
        show("No row that names a state and a year is on record.")
        return
    table = st.pills(
        "Kind of figure", offered, default=offered[0], format_func=_heading, key="known_kind", bind="query-params",
        persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    show(_drawn(table))
    _in_words(table)
    _not_known(table)


@once
def _known() -> pd.DataFrame:
    return found.known(facts(), rows(Sources))


@once
def _fresh() -> pd.DataFrame:
    day = known_to()
    return found.freshness(facts(), rows(Sources), day) if day else pd.DataFrame()


@once
def on_record() -> list[str]:
    """The tables of which anything is known, in our order."""
    there = set(_known()["table"]) if known_to() else set()
    return [it for it in BY_NAME if it in there]


def _heading(table: str) -> str:
    return BY_NAME[table].heading


def _of(table: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    return _known()[_known()["table"] == table], _fresh()[_fresh()["table"] == table]


@once
def _drawn(table: str) -> Drawn:
    """The matrix of one table, with the sources that its rows cite."""
    cells, fresh = _of(table)
    behind = _cited(table)
    fig = matrix(cells, fresh, title=title(_heading(table), fresh), subtitle=_subtitle(table), foot=foot(behind))
    return Drawn(fig, _says(table), behind, Sources, f"data-known-{table}")


def _cited(table: str) -> pd.DataFrame:
    """The sources that the counted rows of a table cite, the most cited first."""
    of = rows(BY_NAME[table])
    of = of[of["status"].isin(STATED)] if table == Trade.name else of
    counts = citations([(BY_NAME[table], of)])[table].sort_values(ascending=False, kind="stable")
    return rows(Sources).set_index("source_id", drop=False).reindex(counts.index).dropna(subset="publisher")


def title(heading: str, fresh: pd.DataFrame) -> str:
    """In how many series of a state and kind of source newer figures are due; plain where none ever is.

    Args:
        heading: what the rows are called.
        fresh: rows of `analysis.record.freshness.freshness`, of one table.
    """
    states = fresh["state"].value_counts()
    late = [f"{it} in {states[it]}" for it in ("due", "overdue") if it in states]
    of = int(states.reindex(list(SIGNS)).fillna(0).sum())
    if not of:
        return f"{heading}: what is on record of each state, by kind of source"
    return (
        f"{heading}: newer figures are {listed(late)} of {of} series"
        if late
        else f"{heading}: no newer figures are due"
    )


def _subtitle(table: str) -> str:
    counted = "A cell: rows that touch the year. Stronger: more, on a scale of tens"
    cadence = found.CADENCES.get(table)
    if cadence is None:
        return f"{counted}. These rows follow what happens: none is ever due"
    days = f"due {cadence.due_after} and overdue {cadence.overdue_after} days after the last period told of"
    return f"{counted}. Right: how fresh at the end of the record; {cadence.word} figures, {days}"


def _says(table: str) -> str:
    day = known_to()
    stated = ", statistics and preliminary figures alone" if table == Trade.name else ""
    until = f", at {day:%-d %B %Y}, the end of the record" if day else ""
    return f"{_heading(table)} by state, kind of source and year{stated}{until}. Numbers of rows say nothing about the world."


@replayed
def _in_words(table: str) -> None:
    with st.expander("The same in words", icon=":material/table_rows:"):
        st.table(in_words(_of(table)[1]), hide_index=True)


def in_words(fresh: pd.DataFrame) -> pd.DataFrame:
    """How fresh each strip is, as a table.

    Args:
        fresh: rows of `analysis.record.freshness.freshness`, of one table.
    """
    return pd.DataFrame([_line(it) for it in records(fresh)])


def _line(it: dict[str, Any]) -> dict[str, str]:
    nothing = it["state"] == "nothing"
    by = "; ".join(PLACES[one].name if one in PLACES else one for one in it["by"].split(";"))
    return {
        "State": text(name(it["country"])),
        "Kind of source": text(codes.say(it["kind"])) if it["kind"] else "",
        "Told to": "" if nothing else text(periods.label(it["last"], it["last"], "day")),
        "Told by": text(by),
        "Age at the end of the record": "" if nothing else f"{it['age_days']:,} days",
        "How fresh": text(f"{SIGNS.get(it['state'], '')} {codes.start_upper(found.STATES[it['state']])}"),
    }


@replayed
def _not_known(table: str) -> None:
    said = [*_gaps(table), *(silent(_known()) if table == Trade.name else []), *nothing(_of(table)[1])]
    if said:
        st.markdown("**What is not known**\n\n" + "\n".join(f"- {text(it)}" for it in said))


def _gaps(table: str) -> list[str]:
    """What rows of one table leave open, a sentence for each state."""
    day = known_to()
    last = day.year if day else FIRST_ASKED
    gaps = found.gaps(rows(Trade), rows(Aid), rows(Recognition), rows(Sources), range(FIRST_ASKED, last))
    mine = gaps[gaps["table"] == table]
    return [f"{name(it['country'])}: {it['words']}." for it in records(mine)]


def silent(known: pd.DataFrame) -> list[str]:
    """Which states report no trade to any data set that is on record.

    Args:
        known: rows of `analysis.record.freshness.known`.
    """
    trade = known[known["table"] == Trade.name]
    said = []
    for code in CODES:
        mine = trade[trade["country"] == code]
        by = sorted({it for told in mine.loc[mine["kind"] == "dataset", "by"] for it in told.split(";") if it})
        if len(mine) and code not in by:
            others = f"; what they hold of its trade is told by {listed([_who(it) for it in by])}" if by else ""
            said.append(f"{name(code)} reports its trade to no data set of this record{others}.")
    return said


def _who(code: str) -> str:
    """A reporter that is not the state itself: the other side, or an organisation."""
    return {AFG.code: "the Afghan side", "IMF": "the IMF"}.get(code) or adjective(code)


def nothing(fresh: pd.DataFrame) -> list[str]:
    """Which states have no row of a table.

    Args:
        fresh: rows of `analysis.record.freshness.freshness`, of one table.
    """
    names = [name(it) for it in fresh.loc[fresh["state"] == "nothing", "country"]]
    return [f"Nothing on record of {listed(names)}: not found, which is not zero."] if names else []
