"""The filters above every page, bound to the address."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Final, NamedTuple

import streamlit as st

from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import CODES, PLACES
from pages._app import address
from pages._app.navigation import Page
from pages._app.view import WEIGHTS, Query, View

FIRST_YEAR: Final = 2000
DEFAULT_FROM: Final = 2010
DEFAULT_WEIGHT: Final = "Milestones and notable"
SHARING: Final = "A link to just this view; it stays the same when one of our defaults changes."
ONE_TOUCH: Final = "Press a state to see it alone, another to see both. Nothing pressed shows all five."
NAMES: Final = {code: PLACES[code].name for code in CODES}
# The keys of the controls that each filter puts up.
CONTROLS: Final = {
    "countries": ("country",), "state": ("state",), "period": ("years",), "events": ("events", "category"),
}  # fmt: skip


def carry(slug: str, page: Page) -> None:
    """Say the filters again where one page follows another and the address has lost them.

    A browser asks for the next page with the parameters of those controls that it has put up already. Who goes on before
    they stand would keep the choice and lose it from the address: said again, it comes back. Not in other runs, where it
    would only be sent once more.
    """
    before, st.session_state["page"] = st.session_state.get("page", slug), slug
    if before == slug:
        return
    for key in (it for shown in page.filters for it in CONTROLS[shown]):
        if key in st.session_state and key not in st.query_params:
            st.session_state[key] = st.session_state[key]


def view(page: Page, reach: dt.date | None) -> View:
    """The reader's choice; each control is bound to the address, so that a link restores the view."""
    countries, years = list(CODES), _usual_years(reach)
    weight, kinds = DEFAULT_WEIGHT, list(EVENT_CATEGORIES)
    if "period" in page.filters:
        _mend_years(years[1])
    with (
        st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="medium")
        if page.filters
        else nullcontext()  # an empty row would cost each run
    ):
        if "countries" in page.filters:
            countries = _countries()
        if "state" in page.filters:
            countries = [_state()]
        if "period" in page.filters:
            years = _years(years)
        if "events" in page.filters:
            with st.popover("Events on charts", icon=":material/timeline:"):
                weight = st.selectbox(
                    "Weight",
                    list(WEIGHTS),
                    index=list(WEIGHTS).index(DEFAULT_WEIGHT),
                    key="events",
                    bind="query-params",
                    persist_state="session",
                )
                kinds = st.multiselect(
                    "Categories", list(EVENT_CATEGORIES), default=list(EVENT_CATEGORIES), key="category",
                    format_func=EVENT_CATEGORIES.__getitem__, bind="query-params", persist_state="session",
                )  # fmt: skip
        if page.filters:
            _share()
    return _view(countries, years, weight, kinds, reach)


@st.fragment
def _share() -> None:
    """Offer the full address of the view; it is written when a reader opens it, when all controls of the page stand."""
    with st.popover("Share", icon=":material/link:", help=SHARING, key="share", on_change="rerun") as opened:
        if opened.open:
            st.code(address.of_view(st.query_params.get("figure", "")), language=None, wrap_lines=True)


def of_address(query: Query, page: Page, reach: dt.date | None) -> View:
    """Return the choice that an address makes, as the controls of the page make it for somebody who comes by it."""
    codes = {name: code for code, name in NAMES.items()}
    countries, years = list(CODES), _usual_years(reach)
    weight, kinds = DEFAULT_WEIGHT, list(EVENT_CATEGORIES)
    if "countries" in page.filters:
        countries = [codes[it] for it in NAMES.values() if it in query.get("country", ())] or countries
    if "state" in page.filters:
        countries = [codes[it] for it in query.get("state", ())[-1:] if it in codes] or countries[:1]
    if "period" in page.filters:
        years = years_of(query.get("years", ()), years[1]) or years
    if "events" in page.filters:
        weight = next((it for it in query.get("events", ())[-1:] if it in WEIGHTS), weight)
        kinds = [code for code, label in EVENT_CATEGORIES.items() if label in query.get("category", ())] or kinds
    return _view(countries, years, weight, kinds, reach)


def _usual_years(reach: dt.date | None) -> tuple[int, int]:
    return DEFAULT_FROM, (reach or dt.date(DEFAULT_FROM, 1, 1)).year


def _view(
    countries: Sequence[str], years: tuple[int, int], weight: str, kinds: Sequence[str], reach: dt.date | None
) -> View:
    # an axis that runs far beyond what is known would show emptiness as calm
    last_day = (reach or dt.date(years[1], 12, 31)) + dt.timedelta(days=60)
    first, last = dt.date(years[0], 1, 1), min(dt.date(years[1], 12, 31), last_day)
    return View(tuple(countries), first, last, WEIGHTS[weight], tuple(kinds), reach)


def _countries() -> list[str]:
    """Return the chosen states: nothing pressed means all five, so that one touch shows one state."""
    if len(st.session_state.get("country", ())) == len(CODES):
        st.session_state["country"] = []
    pressed = st.pills(
        "Countries", CODES, format_func=NAMES.__getitem__, selection_mode="multi", key="country", bind="query-params",
        persist_state="session", help=ONE_TOUCH,
    )  # fmt: skip
    if len(pressed) == len(CODES):  # by a link that names all five: the next run presses none
        st.rerun()
    return [code for code in CODES if code in pressed] or list(CODES)


def _state() -> str:
    """Return the one state of a page that shows one at a time."""
    return st.pills(
        "State", CODES, default=CODES[0], format_func=NAMES.__getitem__, key="state", bind="query-params",
        persist_state="session", required=True,
    )  # fmt: skip


def _years(usual: tuple[int, int]) -> tuple[int, int]:
    """Return the chosen years, and say where they are not what a link asks for."""
    years = st.slider(
        "Years", FIRST_YEAR, usual[1], usual, key="years", bind="query-params", width=260, persist_state="session",
    )  # fmt: skip
    if (mended := st.session_state.get("years_mended")) and years == mended.years:
        st.caption(f"The link asks for {mended.asked}. Shown: {in_words(years)}.")
    return years


def _mend_years(last: int) -> None:
    """Put the years of a link in order and within the data, in the address too, before any control is bound to it."""
    asked = st.query_params.get_all("years")
    meant = years_of(asked, last)
    if meant and "years" not in st.session_state and tuple(asked) != tuple(map(str, meant)):
        st.session_state["years_mended"] = Mended(meant, " to ".join(repeated(it) for it in asked))
        st.query_params["years"] = list(map(str, meant))
        st.rerun()


class Mended(NamedTuple):
    """The years that a link means, where it names them in another way.

    Attributes:
        years: first and last.
        asked: what it names.
    """

    years: tuple[int, int]
    asked: str


def years_of(asked: Sequence[str], last: int) -> tuple[int, int] | None:
    """Return the years that a link means, within those of the data; one year is that year; None for no year.

    Args:
        asked: what stands in the address, each a year or two with a dash.
        last: the last year of the data.
    """
    parts = [part for it in asked if re.fullmatch(r"[0-9]{1,6}([-–][0-9]{1,6})?", it) for part in re.split("[-–]", it)]
    named = [min(max(int(it), FIRST_YEAR), last) for it in parts]
    return (min(named), max(named)) if named else None


def repeated(asked: str) -> str:
    """Repeat a few characters of an address as a reader may see them."""
    return "".join(it for it in asked if it.isalnum() or it in "-–")[:9]


def in_words(years: tuple[int, int]) -> str:
    """Write first and last year."""
    return f"{years[0]}" if years[0] == years[1] else f"{years[0]} to {years[1]}"
