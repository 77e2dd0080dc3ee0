"""The distance between both sides for the Mirror page: the choice, the ratio over time, and every pair in a table."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.mirror.pairs import pairs
from analysis.trade.mirrored import behind_pairs
from analysis.trade.preferred import SAME
from charts.base import hover
from charts.events import timeline
from charts.mirror import gap as chart
from data.rows import records
from data.schema.tables import Events, Trade
from data.vocabulary import codes, formats
from data.vocabulary.places import concerns
from pages._app.cache import once, replayed
from pages._app.rows import published, rows, sources
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.commodities import label as goods_label
from pages._parts.listing import csv
from pages._parts.show import Drawn, show
from pages.mirror import wording as said
from pages.mirror.wording import EVERY

_FLOWS: Final = {"export": "Exports", "import": "Imports", "turnover": "Turnover"}
_FILE: Final = (
    "country", "flow", "commodity", "commodity_name", "start", "end", "exporter", "importer", "cif_over_fob", "ratio", "valued", "band",
    "lower_bound", "claimed", "words",
)  # fmt: skip
_SIDED: Final = ("value", "valuation", "reported_by", "status", "reports", "low", "high", "bound", "note", "source_id")


@once
def every() -> pd.DataFrame:
    """Every pair on record in dollars, with the publishers of both sides."""
    found, names = pairs(rows(Trade), published()), sources()["publisher"]
    return found.assign(
        publisher_own=found["source_id_own"].map(names), publisher_afghan=found["source_id_afghan"].map(names)
    )


def inside(all_pairs: pd.DataFrame, view: View) -> pd.DataFrame:
    """The pairs of the chosen years and states; of several states together only where all of them are chosen."""
    kept = view.keep(all_pairs, None)
    return kept[kept["country"].map(lambda codes: concerns(codes, view.countries, whole=True)).astype(bool)]


@once
def in_view(view: View) -> pd.DataFrame:
    """The pairs of the view, of any flow and goods."""
    return inside(every(), view)


@once
def _behind_every() -> tuple[pd.DataFrame, pd.Index]:
    """The reported rows that pairs were chosen from, and beside each the pair, by its place in `every`."""
    reports = behind_pairs(rows(Trade), every())
    keys = pd.MultiIndex.from_frame(every()[SAME])
    return reports, every().index[keys.get_indexer(pd.MultiIndex.from_frame(reports[SAME]))]


def _behind(shown: pd.DataFrame) -> pd.DataFrame:
    """The reported rows that some pairs of `every` were chosen from."""
    reports, pair = _behind_every()
    return reports[pair.isin(shown.index)]


def gap(view: View) -> None:
    """The controls, the ratio over time, and the pairs behind it."""
    st.subheader("How far apart are both sides?", anchor="gap")
    flow, goods = _controls()
    show(_drawn(view, flow, goods))
    shown = of_choice(view, flow, goods)
    if shown.empty:
        return
    _explained(view, flow, goods)
    _table(view, flow, goods)
    st.download_button(
        "Pairs as CSV", lambda: csv(as_file(shown)), "amu-ledger-mirror-pairs.csv", "text/csv", key="mirror-pairs-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@once
def _goods() -> tuple[str, ...]:
    """The goods of which there are pairs, each kind together first, then in our order."""
    there = set(every()["commodity"])
    known = [it for it in codes.COMMODITIES if it in there]
    return (EVERY, *known, *sorted(there - set(known)))


def _controls() -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="mirror-controls"):
        flow = st.segmented_control(
            "Flow", list(_FLOWS), default="export", format_func=_FLOWS.__getitem__, key="mirror_flow",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        goods = st.selectbox(
            "Goods", _goods(), format_func=_goods_said, key="mirror_goods", bind="query-params",
            persist_state="session", width=300,
        )  # fmt: skip
    return str(flow), str(goods)


def _goods_said(code: str) -> str:
    return "Each kind of goods" if code == EVERY else goods_label(code)


@once
def of_choice(view: View, flow: str, goods: str) -> pd.DataFrame:
    """The pairs of the view, flow and goods."""
    found = in_view(view)
    found = found[found["flow"] == flow]
    return found if goods == EVERY else found[found["commodity"] == goods]


@once
def _drawn(view: View, flow: str, goods: str) -> Drawn | str:
    """The ratio of every pair, with the events on the same axis."""
    shown = of_choice(view, flow, goods)
    if shown.empty:
        return said.nothing(in_view(view), every(), view, flow, goods)
    reports = _behind(shown)
    fig = chart.gap(
        shown, view.first, view.last, title=said.title(shown, flow, goods), subtitle=said.subtitle(shown, view, flow),
        foot=foot(reports),
    )  # fmt: skip
    if chart.divided(shown).isna().all():  # nothing on a time axis
        return Drawn(fig, said.says(shown, view, flow, goods), reports, Trade, "mirror-gap")
    events = view.events(rows(Events), world=True)
    fig = timeline.beside(fig, events, timeline.default_lanes(view.countries), view.first, view.last)
    return Drawn(fig, said.says(shown, view, flow, goods), reports, Trade, "mirror-gap", events)


@replayed
def _explained(view: View, flow: str, goods: str) -> None:
    shown = of_choice(view, flow, goods)
    hollow = said.HOLLOW if shown["lower_bound"].any() else ""
    lines = [hollow, said.TWO_WAY if flow == "turnover" else said.FREIGHT, said.without(shown, view)]
    st.caption(text(" ".join(filter(None, lines))))


@replayed
def _table(view: View, flow: str, goods: str) -> None:
    """Every pair with both figures, who says so, and the distance in words."""
    shown = table(of_choice(view, flow, goods))
    st.table(shown, hide_index=True, height=460 if len(shown) > 6 else "content")


def table(shown: pd.DataFrame) -> pd.DataFrame:
    """Pairs of one flow in words, as Markdown: the exporter first; of a turnover the state first."""
    lines = records(shown)
    two_way = bool((shown["flow"] == "turnover").all())
    first, second = (
        ("The state says", "The Afghan side says") if two_way else ("The exporter says", "The importer says")
    )
    return pd.DataFrame({
        "State": [text(hover.who(it["country"])) for it in lines],
        "Goods": [text(codes.goods(it)) for it in lines],
        "Period": [text(hover.period(chart.one(it, "own"))) for it in lines],
        first: [_side(it, 0) for it in lines],
        second: [_side(it, 1) for it in lines],
        "Distance": [text(it["words"]) for it in lines],
    })  # fmt: skip


def _side(pair: dict[str, Any], at: int) -> str:
    """One side of a pair: how much, how valued, whose statistics, and the source as a link."""
    side = chart.order(pair)[at]
    row = chart.one(pair, side)
    lower = row["bound"] == "at_least"
    value = f"at least {formats.floor(row['value'], 'value_usd', 4)}" if lower else formats.usd(row["value"], 4)
    figure = f"{value}, {chart.valued(row)}; {hover.says(row)}"
    more = (
        f"; {row['reports']} reports, {formats.spread(row['low'], row['high'], 'value_usd')}"
        if row["low"] < row["high"]
        else ""
    )
    return f"{text(f'{figure}{more}')} ({cited(row['source_id'])})"


def as_file(shown: pd.DataFrame) -> pd.DataFrame:
    """Pairs as columns of a file: both figures, how they are valued, and their sources with addresses."""
    sided = [f"{column}_{side}" for side in ("own", "afghan") for column in _SIDED]
    urls = {f"url_{side}": shown[f"source_id_{side}"].map(sources()["url"]) for side in ("own", "afghan")}
    return shown[[*_FILE, *sided]].assign(**urls)
