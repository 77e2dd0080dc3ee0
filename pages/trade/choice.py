"""What the Trade page shows: flow, unit and goods, always a combination that is on record."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade.commodities import offered
from analysis.trade.series import DEFAULT, Choice
from data.vocabulary import formats
from pages._app.cache import once
from pages._parts.citation import text
from pages._parts.commodities import in_words
from pages.trade import commodity_finder as finder

_FLOWS: Final = {"turnover": "Turnover", "export": "Exports", "import": "Imports"}
KEYS: Final = Choice("trade_flow", "trade_unit", "trade_goods")
_SAID: Final = "trade_settled"
_WEIGHTS: Final = (2, 1, 4)  # of flow, unit and goods, where a combination is not on record


@once
def on_offer() -> list[Choice]:
    """Every combination on record, in our order."""
    found = finder.on_record()[["flow", "measure", "commodity"]]
    return [Choice(*it) for it in found.itertuples(index=False, name=None)]


@once
def _known() -> frozenset[Choice]:
    """The same, to look one up."""
    return frozenset(on_offer())


@once
def _flows() -> list[str]:
    """The flows on record."""
    return [it for it in _FLOWS if any(one.flow == it for one in on_offer())]


@once
def _units() -> list[str]:
    """The units on record."""
    return [it for it in formats.MEASURES if any(one.measure == it for one in on_offer())]


def told_of(trade: pd.DataFrame, flow: str) -> list[Choice]:
    """Of some rows the combinations of a flow that most figures tell of, three at most."""
    found = offered(trade[trade["flow"] == flow]).nlargest(3, "figures")
    return [Choice(*it) for it in found[["flow", "measure", "commodity"]].itertuples(index=False, name=None)]


@once
def nearest(asked: Choice, kept: tuple[int, ...] = ()) -> Choice:
    """The combination on record that has most of what is asked for.

    Args:
        asked: flow, unit and goods.
        kept: which of the three weigh most: what was just touched, or what an address names.
    """
    if asked in _known():
        return asked
    weights = [_WEIGHTS[at] + (8 if at in kept else 0) for at in range(len(asked))]
    return max(on_offer(), key=lambda it: sum(weights[at] for at, part in enumerate(it) if part == asked[at]))


def controls() -> tuple[Choice, bool]:
    """The three controls in one row, and whether the scale is logarithmic; all lead to something that is on record."""
    _seed()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="trade-controls"):
        flow = st.segmented_control(
            "Flow", _flows(), default=DEFAULT.flow, format_func=_FLOWS.__getitem__, key="trade_flow",
            bind="query-params", persist_state="session", required=True, on_change=_settle, args=(0,),
        )  # fmt: skip
        unit = st.segmented_control(
            "Unit", _units(), default=DEFAULT.measure, format_func=formats.MEASURES.__getitem__, key="trade_unit",
            bind="query-params", persist_state="session", required=True, on_change=_settle, args=(1,),
        )  # fmt: skip
        wanted = finder.search_box()
        goods = st.selectbox(
            "Goods", finder.options(wanted, _kept()), format_func=finder.labels().__getitem__, key="trade_goods",
            bind="query-params", persist_state="session", width=240, on_change=_settle, args=(2,),
        )  # fmt: skip
        log = st.toggle("Log scale", key="trade_log", bind="query-params", persist_state="session")
    if wanted:
        st.caption(text(finder.told(wanted)))
    asked = Choice(flow, unit, goods)
    shown = nearest(asked)
    if shown != asked:  # from an address: the controls then stand at what it asked for
        st.info(_instead(asked, shown), icon=":material/swap_horiz:")
    elif said := st.session_state.pop(_SAID, ""):
        st.caption(said)
    return shown, log


def _kept() -> str | None:
    """The goods that are chosen, or that an address names: they stay in the list whatever is searched."""
    chosen = st.session_state.get(KEYS.goods)
    return chosen if chosen in finder.labels() else finder.by_label().get(st.query_params.get(KEYS.goods, ""))


def _seed() -> None:
    """On a first visit: what the address leaves open goes to where its wishes are on record."""
    if any(key in st.session_state for key in KEYS):
        return
    wished = _wished()
    asked = Choice(*(wish or default for wish, default in zip(wished, DEFAULT, strict=True)))
    named = tuple(at for at, wish in enumerate(wished) if wish)
    for at, value in enumerate(nearest(asked, named)):
        if at not in named and value != DEFAULT[at]:
            st.session_state[KEYS[at]] = value


def _wished() -> list[str | None]:
    """Flow, unit and goods that the address names, as codes; nothing where it names none of ours."""
    names = (_named(_FLOWS), _named(formats.MEASURES), finder.by_label())
    return [known.get(st.query_params.get(key, "")) for known, key in zip(names, KEYS, strict=True)]


def _named(words_: Mapping[str, str]) -> dict[str, str]:
    """Codes by their words."""
    return {said: code for code, said in words_.items()}


def _settle(touched: int) -> None:
    """After a touch: move the other controls to where something is on record, and keep a sentence that says so."""
    asked = Choice(*(st.session_state[key] for key in KEYS))
    if asked in _known():
        return
    shown = nearest(asked, (touched,))
    for key, value, was in zip(KEYS, shown, asked, strict=True):
        if value != was:
            st.session_state[key] = value
    st.session_state[_SAID] = _instead(asked, shown)


def _instead(asked: Choice, shown: Choice) -> str:
    return f"Nothing is on record of {in_words(asked)}. Shown instead: {in_words(shown)}."
