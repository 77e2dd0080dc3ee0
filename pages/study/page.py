"""What did the figures do before and after an event?

A series on both sides of a date, against the same months of earlier years and the same change at all other dates. It is
a description and not a test, and nothing is said of why.
"""

import pandas as pd
import streamlit as st

from analysis.study import event_study as method
from charts.events import timeline
from charts.study import other_dates
from charts.study import windows as chart
from data.schema.columns import Table
from data.schema.tables import Events, FoodPrices, Trade
from data.vocabulary import formats, periods
from data.vocabulary.codes import start_upper
from data.vocabulary.places import name
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.show import Drawn, show
from pages.study import choice
from pages.study.choice import Series

PAGE = Page("Before and after", ":material/query_stats:", 47, section="Compare")


def render(view: View) -> None:
    """The choice, what was found, the windows, all other dates, and the whole series with the events."""
    event_id = choice.of_event(view)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        series = choice.of_series(view)
    with right:
        window = choice.of_window()
    if event_id is None or series is None:
        show(_nothing(view, series))
        return
    _found(event_id, series, window)
    near, far = st.columns(2, gap="large")
    with near:
        show(_windows(event_id, series, window))
    with far:
        show(_others(event_id, series, window))
    show(_whole(view, event_id, series, window), opens=lambda _: False)  # a click chooses, and the event stands above
    _limits(event_id, series, window)


@once
def _nothing(view: View, series: Series | None) -> str:
    if series is None:
        return "No monthly series is on record: neither food prices nor trade by month."
    return (
        f"No event of these kinds and weights that is told by the day or month is on record for {view.in_words()}. "
        "Widen the years or “Events on charts” above."
    )


@once
def _study(event_id: str, series: Series, window: int) -> method.Study:
    return method.study(choice.values(series), _day(event_id), window=window)


def _day(event_id: str) -> pd.Timestamp:
    """The day of an event; of one told by the month its first."""
    return choice.event(event_id)["start"]


@replayed
def _found(event_id: str, series: Series, window: int) -> None:
    """The event, and what the series did on both sides of it."""
    found, it = _study(event_id, series, window), choice.event(event_id)
    date = periods.label(it["start"], it["end"], it["precision"])
    said = " ".join(part for part in (found.words, _levels(found, series), _rank(found)) if part)
    st.markdown(f"**{text(series.what())}.** {text(said)}")
    with st.container(border=True):
        st.markdown(f"**{text(it['title'])}**  \n{text(date)} · {text(name(it['countries']))}")
        st.markdown(text(it["summary"]))
        st.caption("Sources: " + "; ".join(cited(one) for one in str(it["source_ids"]).split(";")))


def _levels(found: method.Study, series: Series) -> str:
    """The middle values of both sides."""
    if found.before is None or found.after is None:
        return ""
    if series.kind == "trade":
        return f"Middle values: {formats.usd(found.before)} before, {formats.usd(found.after)} after."
    before, after = (formats.significant(it, 4) for it in (found.before, found.after))
    return f"Middle values: {before} before, {after} after, {series.unit()}."


def _rank(found: method.Study) -> str:
    """The place of the change among all dates, where it is told."""
    if found.rank is None:
        return ""
    return f"By size its rank is {found.rank} of {found.n + 1}: the chosen date and n = {found.n} others."


@once
def _table(series: Series) -> type[Table]:
    return Trade if series.kind == "trade" else FoodPrices


@once
def _windows(event_id: str, series: Series, window: int) -> Drawn | str:
    """The months on both sides of the date."""
    found, behind = _study(event_id, series, window), choice.behind(series)
    shown = behind[behind["start"].isin(found.points["start"])]
    if shown.empty:
        return _beyond(series)
    it = choice.event(event_id)
    date = periods.label(it["start"], it["end"], it["precision"])
    fig = chart.windows(
        found, it["start"], title=f"{series.what()}, {window} months before and after {date}", foot=foot(shown),
        subtitle=f"{start_upper(series.unit())}. Grey: lowest to highest value of the same month in the years before the date",
        mark=it["label"] if isinstance(it["label"], str) else date,
    )  # fmt: skip
    says = f"{series.label()}: {window} months before and after {date}."
    return Drawn(fig, says, shown, _table(series), "study-windows")


def _beyond(series: Series) -> str:
    known = choice.values(series).index
    return (
        f"{series.what()}: no month around this date is on record. The series runs from {known[0]:%b %Y} to "
        f"{known[-1]:%b %Y}: choose an event in these years."
    )


@once
def _others(event_id: str, series: Series, window: int) -> Drawn | str:
    """The same change at all other dates."""
    found, behind = _study(event_id, series, window), choice.behind(series)
    if found.change_percent is None:
        return f"No place among the other dates can be told. {found.words}"
    if found.others.empty:
        return "No other date of the series has two full windows: there is nothing to compare with."
    place = f"rank {found.rank} of {found.n + 1} by size" if found.rank else f"no rank, n = {found.n} is too small"
    fig = other_dates.others(
        found, title=f"The same change at {found.n} other dates: {place}", foot=foot(behind),
        subtitle="Change of the middle value in per cent; bars: number of other dates; strokes: each of them",
    )  # fmt: skip
    says = f"{series.what()}: change over {window} months at {found.n} other dates, the chosen one marked; {place}."
    return Drawn(fig, says, behind, _table(series), "study-others")


@once
def _whole(view: View, event_id: str, series: Series, window: int) -> Drawn | str:
    """The whole series in the chosen years, with the events to choose from."""
    found, behind = _study(event_id, series, window), view.keep(choice.behind(series), None)
    if behind.empty:
        return f"{series.what()}: no month of {view.years_in_words()} is on record. Move the years above."
    fig = chart.whole(
        choice.values(series), found, _day(event_id), view.first, view.last, foot=foot(behind),
        title=f"{series.what()}, {view.years_in_words()}: choose a date",
        subtitle=f"{start_upper(series.unit())}. Dashed: the chosen date; shaded: the months compared. A click on an event chooses it",
    )  # fmt: skip
    seen = rows(Events)[rows(Events)["event_id"].isin(choice.offered(view))]
    fig = timeline.beside(fig, seen, timeline.default_lanes(view.countries), view.first, view.last)
    says = f"{series.label()}, {view.years_in_words()}, with events of {view.in_words()}."
    return Drawn(fig, says, behind, _table(series), choice.FIGURE, seen)


@replayed
def _limits(event_id: str, series: Series, window: int) -> None:
    """What must be known to read the figures, in words."""
    found = _study(event_id, series, window)
    lines = [f"- Here {method.LIMITS[it]}." for it in found.limits]
    lines += [
        "- A description and not a test: other things happen at the same time, and neither size nor rank tells of why.",
        "- The month of the date holds days of both sides and belongs to neither.",
        "- The years above choose events and axis; windows and other dates are always those of the whole series.",
        "- A date picked after a look at the series ranks high by that alone.",
    ]
    if series.kind == "price":
        lines.append("- Prices are middle values over the markets of Afghanistan, nominal: over years they drift.")
    with st.expander("What limits the comparison", expanded=True):
        st.markdown("\n".join(text(it).replace("\\- ", "- ", 1) for it in lines))
