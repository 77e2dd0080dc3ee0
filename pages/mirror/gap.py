"""Both sides year by year for the Mirror page: the choice, the pairs that can be compared, and a table of the others."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.mirror.pairs import NamedPair, Pair, order, pairs, side_of
from analysis.trade.preferred import Preferred
from analysis.trade.series import Choice
from charts.base import hover
from charts.mirror import dumbbells as chart
from data.rows import Row, records
from data.schema.tables import Sources
from data.vocabulary import codes, formats
from data.vocabulary.mirror import distance, valuation
from data.vocabulary.text import counted
from pages._app.cache import once, replayed
from pages._app.record import file_name
from pages._app.rows import mirror_pairs, sources
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.commodities import label as goods_label
from pages._parts.figure import Figure, Frames
from pages._parts.layout import section
from pages._parts.lists.listing import csv
from pages._parts.show import show
from pages.mirror import wording
from pages.mirror.wording import EVERY

_FLOWS: Final = {"export": "Exports", "import": "Imports", "turnover": "Turnover"}
_FILE: Final = (
    Pair.country, Pair.flow, Pair.commodity, Pair.commodity_name, Pair.start, Pair.end, Pair.exporter, Pair.importer,
    Pair.cif_over_fob, Pair.ratio, Pair.valued, Pair.band, Pair.lower_bound, Pair.claimed, "words",
    Pair.value_own, Pair.valuation_own, Pair.reported_by_own, Pair.status_own, Pair.reports_own, Pair.low_own,
    Pair.high_own, Pair.bound_own, Pair.note_own, Pair.source_id_own,
    Pair.value_afghan, Pair.valuation_afghan, Pair.reported_by_afghan, Pair.status_afghan, Pair.reports_afghan,
    Pair.low_afghan, Pair.high_afghan, Pair.bound_afghan, Pair.note_afghan, Pair.source_id_afghan,
)  # fmt: skip


def gap(view: View) -> None:
    """The controls, the pairs that can be compared, the table of the others, and the file of all."""
    choice = _controls()
    show(GAP, view, choice)
    shown = of_choice(view, choice)
    if shown.empty:
        return
    if shown[Pair.lower_bound].any():
        _table(view, choice)
    st.download_button(
        "Pairs as CSV", lambda: csv(as_file(shown)), file_name("mirror-pairs.csv"), "text/csv", key="mirror-pairs-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def in_view(view: View) -> pd.DataFrame:
    """The pairs of the chosen states and years, of any flow and goods."""
    return view.keep(mirror_pairs("value_usd"))


@once
def of_choice(view: View, choice: Choice) -> pd.DataFrame:
    """The pairs of the view, flow and goods."""
    shown = in_view(view)
    shown = shown[shown[Pair.flow] == choice.flow]
    return shown if choice.goods == EVERY else shown[shown[Pair.commodity] == choice.goods]


def _comparable(view: View, choice: Choice) -> Frames:
    """Those of them of which no figure is only a minimum."""
    shown = of_choice(view, choice)
    return (shown[~shown[Pair.lower_bound]],)


GAP: Final = Figure(
    key="mirror-gap",
    name="Mirror statistics: exporter's and importer's figures",
    measure=pairs,
    tables=(NamedPair,),
    rows=_comparable,
    chart=chart.dumbbells,
    words=lambda view, choice, shown: wording.gap_words(shown, view, choice),
    empty=lambda view, choice: wording.no_pair(in_view(view), mirror_pairs("value_usd"), view, choice),
    choices=lambda: [Choice(flow, "value_usd", goods) for flow, goods in (
        ("export", EVERY), ("import", EVERY), ("turnover", "total"))],
    anchor="gap",
    method="mirror",
)  # fmt: skip


@once
def goods_with_pairs() -> tuple[str, ...]:
    """The goods of which there are pairs, each kind together first, then in our order."""
    there = set(mirror_pairs("value_usd")[Pair.commodity])
    known = [code for code in codes.COMMODITIES if code in there]
    return (EVERY, *known, *sorted(there - set(known)))


def _controls() -> Choice:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="mirror-controls"):
        flow = st.segmented_control(
            "Flow", list(_FLOWS), default="export", format_func=_FLOWS.__getitem__, key="mirror_flow",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        goods = st.selectbox(
            "Goods", goods_with_pairs(), format_func=_goods_label, key="mirror_goods", bind="query-params",
            persist_state="session", width=300,
        )  # fmt: skip
    return Choice(str(flow), "value_usd", str(goods))


def _goods_label(code: str) -> str:
    return "Each kind of goods" if code == EVERY else goods_label(code)


@replayed
def _table(view: View, choice: Choice) -> None:
    """The pairs with a minimum: both figures, and who reports each."""
    shown = of_choice(view, choice)
    shown = table(shown[shown[Pair.lower_bound]])
    section(f"{counted(len(shown), 'more pair')} with a minimum: the gap is not known", "minimums", wording.MINIMUM)
    with st.container(key=f"list-mirror-pairs-{choice.flow}"):
        st.table(shown, hide_index=True, height=320 if len(shown) > 4 else "content")


def table(shown: pd.DataFrame) -> pd.DataFrame:
    """Pairs of one flow in words, as Markdown: the exporter first; of a turnover the state first."""
    rows = records(shown)
    first, second = (
        ("The state reports", "Afghanistan reports")
        if (shown[Pair.flow] == "turnover").all()
        else ("The exporter reports", "The importer reports")
    )
    return pd.DataFrame({
        "State": [text(hover.who(row[Pair.country])) for row in rows],
        "Goods": [text(codes.goods(row)) for row in rows],
        "Period": [text(hover.period(row)) for row in rows],
        first: [_side(row, order(row)[0]) for row in rows],
        second: [_side(row, order(row)[1]) for row in rows],
    })  # fmt: skip


def _side(pair: Row, side: str) -> str:
    """One side of a pair: how much, how valued, whose statistics, and the source as a link."""
    row = side_of(pair, side)
    value, low, high = (row[column] for column in (Preferred.value, Preferred.low, Preferred.high))
    figure = f"{hover.amount(row, value, 'value_usd')}, {valuation(row[Preferred.valuation])}; {hover.says(row)}"
    more = f"; {row[Preferred.reports]} reports, {formats.spread(low, high, 'value_usd')}" if low < high else ""
    return f"{text(f'{figure}{more}')} ({cited(row[Preferred.source_id])})"


def as_file(shown: pd.DataFrame) -> pd.DataFrame:
    """Pairs as columns of a file: both figures, how they are valued, and their sources with addresses."""
    words = pd.Series(map(distance, records(shown)), index=shown.index, dtype="str")
    urls = sources()[Sources.url]
    return shown.assign(words=words)[list(_FILE)].assign(
        url_own=shown[Pair.source_id_own].map(urls), url_afghan=shown[Pair.source_id_afghan].map(urls)
    )
