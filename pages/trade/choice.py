"""What the Trade page shows: flow, unit and goods, always a combination that is on record."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from analysis.trade.commodities import offered
from analysis.trade.series import DEFAULT, Choice
from data.schema.tables import Trade
from data.vocabulary import formats
from pages._app.cache import once
from pages._app.view import Query
from pages._parts.citation import text
from pages._parts.commodities import in_words
from pages.trade import commodity_finder as finder

_FLOWS: Final = {"turnover": "Turnover", "export": "Exports", "import": "Imports"}
# The one control of the measure: units as reported, and what is derived from dollars.
_MEASURES: Final = {
    "value_usd": "US dollars",
    "constant_usd": "Constant dollars",
    "usd_per_head": "Dollars per head",
    "gdp_percent": "Per cent of GDP",
    "index_2021": "Index, 2021 = 100",
    "quantity_t": "tonnes",
    "quantity_gwh": "GWh",
}
_SCALES: Final = {"common": "One for all", "own": "One each", "log": "Logarithmic"}
KEYS: Final = Choice("trade_flow", "trade_unit", "trade_goods")
_EARLIER_KEY: Final = "trade_measure"  # of a control that has been joined to that of the unit: links name it still
_EARLIER_LOG: Final = "trade_log"  # of a switch that has become one of the scales
_SETTLED: Final = "trade_settled"
_WEIGHTS: Final = (2, 1, 4)  # of flow, unit and goods, where a combination is not on record


class Shown(NamedTuple):
    """A series, the measure that it is shown in, and its scale."""

    series: Choice
    measure: str
    scale: str


class Scaled(NamedTuple):
    """A series, and the scale that it is drawn on: a key of `_SCALES`."""

    series: Choice
    scale: str = "common"

    @property
    def log(self) -> bool:
        """Whether the scale has no place for zero."""
        return self.scale == "log"


@once
def on_offer() -> list[Choice]:
    """List every combination on record, in our order."""
    return _choices(finder.on_record())


def most_reported(trade: pd.DataFrame, flow: str) -> list[Choice]:
    """List the combinations of a flow that most of some rows report, three at most."""
    return _choices(offered(trade[trade[Trade.flow] == flow]).nlargest(3, "figures"))


def _choices(offers: pd.DataFrame) -> list[Choice]:
    return [Choice(*row) for row in offers[["flow", "measure", "commodity"]].itertuples(index=False, name=None)]


@once
def _known() -> frozenset[Choice]:
    """Collect the same, to look one up."""
    return frozenset(on_offer())


@once
def nearest(asked: Choice, kept: tuple[int, ...] = ()) -> Choice:
    """Find the combination on record that has most of what is asked for.

    Args:
        asked: flow, unit and goods.
        kept: which of the three weigh most: what was just touched, or what an address names.
    """
    if asked in _known():
        return asked
    weights = [_WEIGHTS[at] + (8 if at in kept else 0) for at in range(len(asked))]
    return max(on_offer(), key=lambda it: sum(weights[at] for at, part in enumerate(it) if part == asked[at]))


def controls() -> Shown:
    """Draw the three controls and the scale in one row; all lead to something that there is."""
    _seed()
    flows = [flow for flow in _FLOWS if any(offer.flow == flow for offer in on_offer())]
    measures = [it for it in _MEASURES if any(offer.measure == _column(it) for offer in on_offer())]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="trade-controls"):
        flow = st.segmented_control(
            "Flow",
            flows,
            default=DEFAULT.flow,
            format_func=_FLOWS.__getitem__,
            key="trade_flow",
            bind="query-params",
            persist_state="session",
            required=True,
            on_change=_settle,
            args=(0,),
        )
        measure = st.selectbox(  # seven measures in a row would scroll sideways on a phone
            "Measure",
            measures,
            format_func=_MEASURES.__getitem__,
            key="trade_unit",
            bind="query-params",
            persist_state="session",
            width=155,
            on_change=_settle,
            args=(1,),
        )
        wanted = finder.search_box()
        goods = st.selectbox(
            "Goods",
            finder.options(wanted, _kept()),
            format_func=finder.labels().__getitem__,
            key="trade_goods",
            bind="query-params",
            persist_state="session",
            width=185,
            on_change=_settle,
            args=(2,),
        )
        scale = st.segmented_control(
            "Scale",
            list(_SCALES),
            default="common",
            format_func=_SCALES.__getitem__,
            key="trade_scale",
            bind="query-params",
            persist_state="session",
            required=True,
        )
    if wanted:
        st.caption(text(finder.matches_in_words(wanted)))
    asked = Choice(flow, _column(measure), goods)
    shown = nearest(asked)
    if shown != asked:  # from an address: the controls then stand at what it asked for
        st.info(_instead(asked, shown), icon=":material/swap_horiz:")
    elif settled := st.session_state.pop(_SETTLED, ""):
        st.caption(settled)
    return Shown(shown, measure if shown.measure == asked.measure else shown.measure, str(scale))


def _column(measure: str) -> str:
    """Name the reported column that a measure is made of: the value in dollars, or a quantity."""
    return Trade.value_usd if measure in formats.RELATIVE else measure


def _kept() -> str | None:
    """Look up the goods that are chosen, or that an address names: they stay in the list whatever is searched."""
    chosen = st.session_state.get(KEYS.goods)
    return chosen if chosen in finder.labels() else finder.by_label().get(st.query_params.get(KEYS.goods, ""))


def _seed() -> None:
    """Settle, on a first visit, what the address leaves open: where its wishes are on record."""
    if any(key in st.session_state for key in KEYS):
        return
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    if st.query_params.get(_EARLIER_LOG) == "true" and "trade_scale" not in st.query_params:
        st.session_state["trade_scale"] = "log"
    wished, settled = _wished(query), _of_wishes(query)
    for at, value in enumerate(settled):
        if not wished[at] and value != DEFAULT[at]:
            st.session_state[KEYS[at]] = value


def of_address(query: Query) -> Choice:
    """Return the series that an address asks for, as the controls do for somebody who comes by it."""
    return nearest(Choice(*map(_column, _of_wishes(query))))


def _of_wishes(query: Query) -> Choice:
    """Return what an address names, and what it leaves open as it is on record with that; the measure as it is called."""
    wished = _wished(query)
    asked = Choice(*(_column(wish or default) for wish, default in zip(wished, DEFAULT, strict=True)))
    if (earlier := _named(_MEASURES).get(_said(query, _EARLIER_KEY))) and not wished[1]:
        return Choice(wished[0] or DEFAULT.flow, earlier, wished[2] or DEFAULT.goods)
    named = tuple(at for at, wish in enumerate(wished) if wish)
    return Choice(*(wish or near for wish, near in zip(wished, nearest(asked, named), strict=True)))


def _wished(query: Query) -> list[str | None]:
    """Read flow, unit and goods from an address, as codes; None where it names none of ours."""
    names = (_named(_FLOWS), _named(_MEASURES), finder.by_label())
    return [known.get(_said(query, key)) for known, key in zip(names, KEYS, strict=True)]


def _said(query: Query, key: str) -> str:
    return "".join(query.get(key, ())[-1:])


def _named(names: Mapping[str, str]) -> dict[str, str]:
    """Turn names of codes round: codes by their name."""
    return {name: code for code, name in names.items()}


def _settle(touched: int) -> None:
    """Move the other controls, after a touch, to where something is on record, and keep a sentence that says so."""
    asked = Choice(*(_column(st.session_state[key]) for key in KEYS))
    if asked in _known():
        return
    shown = nearest(asked, (touched,))
    for key, value, was in zip(KEYS, shown, asked, strict=True):
        if value != was:
            st.session_state[key] = value
    st.session_state[_SETTLED] = _instead(asked, shown)


def _instead(asked: Choice, shown: Choice) -> str:
    return f"There is no figure of {in_words(asked)}. Shown instead: {in_words(shown)}."
