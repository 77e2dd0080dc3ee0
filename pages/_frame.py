"""The frame of every page: navigation, filters, error boundary; then it runs the page."""

import datetime as dt
import logging
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from charts import theme
from data.places import CODES, PLACES
from data.words import EVENT_CATEGORIES
from pages import WEIGHTS, Page, PageModule, View, discover, question
from pages._cite import text
from pages._navigation import entries, sections
from pages._once import replayed
from pages._rows import known_to, unreadable

HERE: Final = Path(__file__).parent
FIRST_YEAR: Final = 2008
DEFAULT_FROM: Final = 2016
SHARING: Final = "A link to just this view; it stays the same when a default of ours changes."
NAMES: Final = {code: PLACES[code].name for code in CODES}
# The keys of the controls that each filter puts up.
CONTROLS: Final = {"countries": ("country",), "period": ("years",), "events": ("events", "category")}
# What the theme cannot say: labels of milestones would collide on a phone, and the page starts too far down.
STYLE: Final = """<style>
.stMainBlockContainer { padding-top: 4.2rem; padding-bottom: 3rem; }
.stMainBlockContainer, .stColumn { container-type: inline-size; }
.stElementContainer:has(.figure-head) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@container (max-width: 880px) {
  .stElementContainer:has(.figure-head) { position: static; width: auto; height: auto; clip-path: none; overflow: visible; padding-right: 2rem; }
  .figure-head { margin-bottom: calc(0.4rem - var(--over)); }
  .figure-head div { font-size: 1.1rem; font-weight: 600; line-height: 1.3; }
  .figure-head p { font-size: 0.85rem; line-height: 1.35; opacity: 0.65; margin: 0.25rem 0 0; }
  .stPlotlyChart :is(.g-gtitle, .gtitle, .gtitle-subtitle, .annotation[data-index="0"]) { display: none; }
}
@media (max-width: 640px) { .stPlotlyChart g.textpoint, .stPlotlyChart text.bartext { display: none; } }
@media (max-width: 640px) { .stPlotlyChart path.point:is([style*="opacity: 0.92"], [style*="opacity: 0.6;"]) { opacity: 0.3 !important; } }
.stHeading h1 .stMarkdownColoredText { font-weight: 400; white-space: nowrap; }
.card-head p { margin: 0; font-size: 0.85rem; opacity: 0.75; }
.card-head p:first-child { font-size: 1rem; font-weight: 650; opacity: 1; margin-bottom: 0.4rem; }
.card-head p:nth-child(3) { font-size: 1.7rem; line-height: 1.35; opacity: 1; }
.card-head img { display: block; width: 100%; margin: 0.3rem 0 -0.5rem; }
.st-key-cards .stMarkdown p { font-size: 0.9rem; line-height: 1.35; margin-bottom: 0.55rem; }
@media (max-width: 640px) {
  .st-key-cards [data-testid=stHorizontalBlock] { flex-wrap: nowrap; overflow-x: auto; }
  .st-key-cards [data-testid=stColumn] { min-width: 16.5rem; }
}
@media (max-width: 640px) {
  [data-testid=stTable] { overflow-x: auto; }
  [data-testid=stTable] table { min-width: 44rem; }
  .st-key-filters { gap: 0.4rem 1rem; }
}
@media print { .stApp header, .st-key-filters { display: none; } }
</style>"""
log = logging.getLogger("amu_ledger")


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title=theme.NAME, page_icon=str(HERE / "_mark.svg"), layout="wide")
    st.html(STYLE)
    st.logo(str(HERE / "_logo.svg"), icon_image=str(HERE / "_mark.svg"), size="large")
    asked = st.query_params.get_all("country")
    modules = discover()
    st.session_state["entries"] = entries()
    chosen = st.navigation(sections(), position="top")
    slug = next((slug for slug, entry in entries().items() if entry is chosen), next(iter(modules)))
    _carry(slug, modules[slug].PAGE)
    _draw(modules[slug], asked)


def _carry(slug: str, page: Page) -> None:
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


def _draw(module: PageModule, asked: list[str]) -> None:
    """The question, the filters and the page; what fails is told in a sentence and does not take the frame down."""
    reach = known_to()
    _head(question(module), reach)
    view = _filters(module.PAGE, reach)
    _warn(asked)
    if not view.countries:
        st.info("No country is chosen. Choose one or more above.", icon=":material/public:")
        return
    try:
        module.render(view)
    except Exception:  # the boundary: whatever a page raises, the reader gets a sentence and the log the traceback
        log.exception("page %s failed for %s", module.__name__, view)
        st.error("This page could not be drawn. The other pages still work; the failure has been logged.")
    _closing(reach)


@replayed
def _head(title: str, reach: dt.date | None) -> None:
    """The question, and until when the record knows: one element, since each costs every run of every page."""
    known = f" :small[:gray[Known to {reach:%-d %b %Y}]]" if reach else ""
    st.title(f"{title}{known}", anchor=False)


def _filters(page: Page, reach: dt.date | None) -> View:
    """The reader's choice; each control is bound to the address, so that a link restores the view."""
    last_year = (reach or dt.date(DEFAULT_FROM, 1, 1)).year
    countries, years = list(CODES), (DEFAULT_FROM, last_year)
    weight, kinds = "Milestones and notable", list(EVENT_CATEGORIES)
    with (
        st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="medium")
        if page.filters
        else nullcontext()  # an empty row would cost each run
    ):
        if "countries" in page.filters:
            countries = st.pills(
                "Countries", CODES, default=CODES, format_func=NAMES.__getitem__, selection_mode="multi",
                key="country", bind="query-params", persist_state="session",
            )  # fmt: skip
        if "period" in page.filters:
            years = st.slider(
                "Years", FIRST_YEAR, last_year, years, key="years", bind="query-params", width=260, persist_state="session",
            )  # fmt: skip
        if "events" in page.filters:
            with st.popover("Events on charts", icon=":material/timeline:"):
                weight = st.selectbox(
                    "Weight",
                    list(WEIGHTS),
                    index=1,
                    key="events",
                    bind="query-params",
                    persist_state="session",
                )
                kinds = st.multiselect(
                    "Categories", list(EVENT_CATEGORIES), default=list(EVENT_CATEGORIES), key="category",
                    format_func=EVENT_CATEGORIES.__getitem__, bind="query-params", persist_state="session",
                )  # fmt: skip
        if page.filters:
            with st.popover("Share", icon=":material/link:", help=SHARING):
                st.code(_address(countries, years, weight), language=None, wrap_lines=True)
    # an axis that runs far beyond what is known would show emptiness as calm
    last_day = (reach or dt.date(years[1], 12, 31)) + dt.timedelta(days=60)
    first, last = dt.date(years[0], 1, 1), min(dt.date(years[1], 12, 31), last_day)
    return View(tuple(countries), first, last, WEIGHTS[weight], tuple(kinds), reach)


def _address(countries: Sequence[str], years: tuple[int, int], weight: str) -> str:
    """The full address of the view: what stands at its default is left out of the browser's own."""
    said = {key: st.query_params.get_all(key) for key in st.query_params}
    said |= {"country": [NAMES[code] for code in countries], "years": list(map(str, years)), "events": [weight]}
    return f"{st.context.url}?{urlencode(said, doseq=True)}"


def _warn(asked: list[str]) -> None:
    """What the address asked for and we do not have, and parts on disk that cannot be read."""
    unknown = [it for it in asked if it not in NAMES.values()]
    if unknown:
        st.warning(
            f"The address asks for {text(', '.join(unknown))[:120]}, which is none of the five states: "
            f"{', '.join(NAMES.values())}.",
            icon=":material/travel_explore:",
        )
    for sentence in unreadable():
        st.warning(text(sentence), icon=":material/database_off:")


@replayed
def _closing(reach: dt.date | None) -> None:
    """How far the record reaches, and the way to the rules of reading."""
    until = f"{reach:%-d %B %Y}" if reach else "no date"
    st.caption(
        f"---\n\n**{theme.NAME}** · The record reaches to {until}; nothing is shown as present beyond that day. "
        "Every figure names who reported it; conflicting figures stay side by side. We describe positions and take none."
    )


main()
