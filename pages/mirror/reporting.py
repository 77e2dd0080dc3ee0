"""Who reported and when last, for the Mirror page."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.mirror.pairs import Cell, StripRow, last_reports, of_years, told_by_year
from analysis.trade.mirrored import OWN, side
from analysis.trade.statistics import STATED
from charts.mirror import reporting
from data.rows import Row, grouped, records
from data.schema.tables import Sources, Trade
from data.vocabulary import formats, periods
from data.vocabulary.places import CODES, name
from data.vocabulary.text import runs
from pages._app.cache import once, replayed
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.show import Drawn, show


def reports(view: View) -> None:
    """The strips, and the latest report of each side."""
    st.subheader("Who reported, and when last?", anchor="reports")
    show(_drawn(view))
    _last(view)


@once
def strips(view: View) -> pd.DataFrame:
    """Reports by state, side and year of the view; `totals` of all goods among the `reports` of any goods."""
    years = range(view.first.year, view.last.year + 1)
    of_any, of_all = (of_years(_told_by_year(goods), years) for goods in (None, "total"))
    found = of_any.assign(totals=of_all["reports"])
    return found[found["country"].isin(view.countries)].reset_index(drop=True)


@once
def _told_by_year(goods: str | None) -> dict[Cell, StripRow]:
    return told_by_year(rows(Trade), rows(Sources), goods)


@once
def _drawn(view: View) -> Drawn:
    found, told = strips(view), reported(view)
    fig = reporting.strip(
        found, range(view.first.year, view.last.year + 1), title=title(found, view), foot=foot(told),
        subtitle="Figures on record by the side whose they are and the year that they touch; claims and targets are no reports. "
        "Strong: a figure of all goods. Faint: single goods alone. Empty frame: nothing on record",
    )  # fmt: skip
    says = (
        f"Figures of trade on record by state, side and year, {view.in_words()}: {len(told):,}. A report is here whatever a source "
        "passes on as the figure of that side, most often the press; a side may have published what is not on record."
    )
    return Drawn(fig, says, told, Trade, "mirror-reports")


def reported(view: View) -> pd.DataFrame:
    """The statistics and preliminary figures of the view that come from either side of a single state."""
    return view.keep(_by_a_side())


@once
def _by_a_side() -> pd.DataFrame:
    """Such figures of all years and states."""
    kept = rows(Trade)
    kept = kept[kept["status"].isin(STATED) & kept["country"].isin(CODES) & (side(kept) != "")]
    return kept[kept[list(formats.MEASURES)].notna().any(axis=1)]


def title(found: pd.DataFrame, view: View) -> str:
    """Which state's own side is silent on all goods in most years, and in how many."""
    own = found[found["side"] == OWN]
    counts = Counter(own.loc[own["totals"] == 0, "country"])
    silent = max((counts[it] for it in view.countries), default=0)
    years = own["year"].nunique()
    most = [name(it) for it in CODES if it in view.countries and counts[it] == silent]
    if not silent:
        who = name(view.countries[0]) if len(view.countries) == 1 else "each chosen state"
        return f"A figure of all goods by {who} is on record for each year, {view.years_in_words()}"
    count = f"{silent} of {years} year{'s' * (years != 1)}"
    each = " each" * (len(most) > 1)
    return f"No figure of all goods by {' or '.join(most)} is on record for {count}{each}, {view.years_in_words()}"


@once
def latest() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The last report of each state and side: of all goods, and of any goods."""
    of_all, of_any = (last_reports(rows(Trade), rows(Sources), goods) for goods in ("total", None))
    return of_all, of_any


@replayed
def _last(view: View) -> None:
    """The last report of each side with its source, of all years, and the silences in words."""
    st.table(_last_table(view.of_all_years()), hide_index=True)
    silences = list(filter(None, map(silence, grouped(records(strips(view)), ["country"]))))
    lines = ["The latest reports are those of all years on record."]
    lines += [f"No report by the state's own side is on record of {'; '.join(silences)}."] if silences else []
    st.caption(text(" ".join(lines)))


@once
def _last_table(view: View) -> pd.DataFrame:
    return last_table(view)


def last_table(view: View) -> pd.DataFrame:
    """A row for each chosen state and side, in Markdown."""
    of_all, of_any = (records(it[it["country"].isin(view.countries)]) for it in latest())
    return pd.DataFrame({
        "State": [name(it["country"]) for it in of_all],
        "Side": ["its own" if it["side"] == OWN else "Afghan" for it in of_all],
        "Latest of all goods": [_told(it) for it in of_all],
        "Latest of any goods": [_told(it) for it in of_any],
        "Figures on record": [f"{it['reports']:,}" for it in of_any],
    })  # fmt: skip


def _told(it: dict) -> str:
    if it["state"] != "reported":
        return "no report on record"
    return f"{text(periods.label(it['start'], it['end'], it['precision']))} ({cited(it['source_id'])})"


def silence(strips: Sequence[Row]) -> str:
    """In which years nothing by one state's own side is on record; empty where each year has something."""
    silent = [it["year"] for it in strips if it["side"] == OWN and not it["reports"]]
    return f"{name(strips[0]['country'])}: {runs(silent)}" if silent else ""
