"""The one way a figure reaches the screen: figure, sentence, sources, rows, download.

A page never calls `st.plotly_chart`: every figure says who says so. All text from data is shown as text.
"""

import functools
import html
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import theme, timeline
from data import numbers, periods, words
from data.columns import Column, Table
from data.places import name
from data.tables import Events
from pages._once import name_of, put, version
from pages._record import passed_on
from pages._rows import rows as all_rows
from pages._rows import sources

SHOWN_ROWS = 200
NAMED_SOURCES = 3
CITING = ("source_id", "source_ids", "indicator_source_id")  # the columns that cite
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")
_CODED = ("flow", "status", "category", "commodity", "dimension", "kind")
_WORDS = {"value": words.POSITIONS, "vote": words.VOTES, "language": words.LANGUAGES}  # codes of one column alone
_PERIOD = ("start", "end", "precision")


def text(value: object) -> str:
    """Text from data or address for Markdown: every mark is shown as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(str(value).split()))


def link(label: str, url: str) -> str:
    """A Markdown link; anything but an http address stays text."""
    if not re.fullmatch(r"https?://[^\s<>]+", url):
        return text(label)
    return f"[{text(label)}](<{url}>)"


def cited(source_id: str) -> str:
    """A source as a link: publisher and date."""
    return _cited(version(), source_id)


@functools.lru_cache(maxsize=8192)  # more sources than there are: a page names hundreds, and each again in every view
def _cited(version: str, source_id: str) -> str:  # noqa: ARG001  new data are a new key
    known = sources()
    if source_id not in known.index:
        return text(source_id)
    it = known.loc[source_id]
    date = periods.label(it["start"], it["end"], it["precision"], unknown="undated")
    return link(f"{it['publisher']}, {date}", str(it["url"]))


def source_ids(rows: pd.DataFrame) -> list[str]:
    """The sources that rows cite, the most cited first."""
    columns = [rows[it] for it in CITING if it in rows]
    if not columns or rows.empty:
        return []
    return list(pd.concat(columns).str.split(";").explode().value_counts().index)


def foot(rows: pd.DataFrame) -> str:
    """Who says so, in a few names, for a picture that leaves the page."""
    known, ids = sources(), source_ids(rows)
    publishers = list(dict.fromkeys(str(known.loc[it, "publisher"]) for it in ids if it in known.index))
    if not publishers:
        return theme.NAME
    more = f" and {len(publishers) - NAMED_SOURCES:,} more" if len(publishers) > NAMED_SOURCES else ""
    return f"{theme.NAME}. Sources: {', '.join(publishers[:NAMED_SOURCES])}{more}"


class _Sealed(go.Figure):
    """A figure that is not changed any more: it hands out the same dict each time instead of a deep copy."""

    def __init__(self, figure: go.Figure) -> None:  # what it is made of is valid: nothing to check anew
        self._sealed = figure.to_dict()

    def to_dict(self) -> dict[str, Any]:
        return self._sealed


@dataclass(frozen=True, eq=False)
class Drawn:
    """A figure with all that belongs to it, as a page hands it to `show`.

    Attributes:
        fig: the figure.
        says: one sentence: what it shows, with the filters in words.
        rows: the reported rows behind it.
        table: the table that they are rows of.
        key: names the figure in the page and in the file of its picture.
        events: the events in its lanes, where it has some: their key is told, and a click on one opens it below.
    """

    fig: go.Figure
    says: str
    rows: pd.DataFrame
    table: type[Table]
    key: str
    events: pd.DataFrame | None = None
    mark: int = field(default_factory=itertools.count().__next__)  # no other drawing of this process has the same

    @property
    def laned(self) -> bool:
        """Whether there are events to click."""
        return self.events is not None and not self.events.empty

    @cached_property
    def sealed(self) -> go.Figure:
        """The figure as it goes to the page."""
        return _Sealed(self.fig)

    @cached_property
    def cited(self) -> list[str]:
        """The sources of the rows, the most cited first."""
        return source_ids(self.rows)


def show(drawn: Drawn | str, *, opens: Callable[[str], bool] = lambda _: True) -> None:
    """Put a figure on the page, with all that belongs to it; or the sentence that says why there is none.

    A page makes `drawn` in a function under `pages._once.once`: it then is the same object in each run of the same view,
    and all of it that is no control is replayed.

    Args:
        drawn: what to show.
        opens: whether an event that is clicked opens below the figure: not one that the page shows already.
    """
    if isinstance(drawn, str):
        st.info(text(drawn), icon=":material/date_range:")
        return
    clicked = None
    if drawn.laned:
        still(_head, drawn)
        clicked = _clicked(_chart(drawn, on_select="rerun", selection_mode="points"))
        still(_words, drawn)
    else:
        still(_whole, drawn)
    _backing(drawn)
    if clicked and opens(clicked):
        event(clicked, drawn.key)


def still(write: Callable[[Drawn], object], drawn: Drawn) -> None:
    """Write a part of a drawing that holds no control: once, and from then on it is replayed."""
    put(identity=f"{name_of(write)} {drawn.key} {drawn.mark}", _write=lambda: write(drawn))


def _head(drawn: Drawn) -> None:
    """Title and subtitle as a heading, which a narrow place shows instead of those in the figure."""
    meta = drawn.fig.layout.meta
    title, subtitle = html.escape(meta["title"]), html.escape(meta["subtitle"])
    st.html(f'<div class="figure-head"><div role="heading" aria-level="3">{title}</div><p>{subtitle}</p></div>')


def _whole(drawn: Drawn) -> None:
    _head(drawn)
    _chart(drawn)
    _words(drawn)


def _chart(drawn: Drawn, **options: Any) -> object:  # noqa: ANN401  those of st.plotly_chart
    # a picture is as wide as its title, whatever the screen on which it is taken
    picture = {
        **theme.CONFIG["toImageButtonOptions"],
        "filename": f"amu-ledger-{drawn.key}",
        "height": drawn.fig.layout.height,
    }
    config = {**theme.CONFIG, "toImageButtonOptions": picture}
    return st.plotly_chart(drawn.sealed, key=drawn.key, alt=drawn.says, config=config, width="stretch", **options)


def _clicked(chosen: object) -> str | None:
    """The event of the last click."""
    points = getattr(getattr(chosen, "selection", None), "points", None) or []
    ids = [str(it.get("customdata")) for it in points if it.get("customdata")]
    return ids[0] if ids else None


def _words(drawn: Drawn) -> None:
    """What the marks of the events stand for, what the figure shows, and who says so."""
    lines = [f"Events: {timeline.key(drawn.events)}"] if drawn.laned and drawn.events is not None else []
    st.caption("\n\n".join([*lines, f"{text(drawn.says)} {_named(drawn.cited)}"]))


def _backing(drawn: Drawn) -> None:
    """All sources as links, and the rows as a table and as a file, once the reader asks for them."""
    ids, rows = drawn.cited, drawn.rows
    if rows.empty:
        return
    count = f"{len(ids):,} source{'s' * (len(ids) != 1)}, {len(rows):,} row{'s' * (len(rows) != 1)}"
    with st.expander(f"Who says so: {count}", key=f"{drawn.key}-rows", on_change="rerun") as opened:
        if opened.open:
            still(_listed, drawn)
            _takeaway(drawn)


def _takeaway(drawn: Drawn) -> None:
    """The rows as a file, without those that their publisher does not let others pass on."""
    given, why = passed_on(drawn.rows)
    if len(given):
        st.download_button(
            "Rows as CSV", lambda: csv(given), f"amu-ledger-{drawn.key}.csv", "text/csv",
            key=f"{drawn.key}-csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    for reason, count in why.items():
        many = count != 1
        st.caption(text(
            f"{count:,} row{'s' * many} {'are' if many else 'is'} shown here but not in the file: {reason}."
        ))  # fmt: skip


def _listed(drawn: Drawn) -> None:
    st.markdown(" · ".join(cited(it) for it in drawn.cited))
    listing(drawn.rows, drawn.table)


def _named(ids: list[str]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - NAMED_SOURCES:,} more" if len(ids) > NAMED_SOURCES else ""
    return f"Sources: {'; '.join(cited(it) for it in ids[:NAMED_SOURCES])}{more}."


def event(event_id: str, place: str = "alone") -> None:
    """One event with its sources; the same one may stand in several places of a page."""
    rows = all_rows(Events)
    found = rows[rows["event_id"] == event_id]
    if found.empty:
        return
    it = found.iloc[0]
    with st.container(border=True, key=f"event-{event_id}-{place}"):
        date = periods.label(it["start"], it["end"], it["precision"])
        st.markdown(f"**{text(it['title'])}**  \n{text(date)} · {text(name(it['countries']))} · {text(it['category'])}")
        st.markdown(text(it["summary"]))
        st.caption("Sources: " + "; ".join(cited(one) for one in str(it["source_ids"]).split(";")))


def link_to(slug: str, label: str, **query: str) -> None:
    """A link to another page of the app, with what it shall show."""
    entry = st.session_state.get("entries", {}).get(slug)
    if entry is not None:  # a page drawn by itself, without the frame, has no neighbours
        st.page_link(entry, label=label, query_params=query)


def csv(rows: pd.DataFrame) -> bytes:
    """The rows as a file, each with the publisher and the address of its first source; of two that it cites, of both."""
    cells = rows.copy()
    for column in cells.select_dtypes("datetime"):
        cells[column] = cells[column].dt.strftime("%Y-%m-%d")
    for column in cells.select_dtypes("number"):
        cells[column] = cells[column].map(_exact, na_action="ignore").astype(object)
    for cited_in in [it for it in CITING if it in cells]:
        first, what = cells[cited_in].str.split(";").str[0], cited_in.partition("source_id")[0]
        cells[f"{what}publisher"], cells[f"{what}url"] = first.map(sources()["publisher"]), first.map(sources()["url"])
    return cells.to_csv(index=False, lineterminator="\n").encode()


def _exact(value: float) -> str:
    """A number as it is, a whole one without decimals."""
    return f"{value:.0f}" if float(value).is_integer() else repr(float(value))


def listing(rows: pd.DataFrame, table: type[Table]) -> None:
    """Rows as a table that every reader can read: headings, units, words for codes, links for sources."""
    if len(rows) > SHOWN_ROWS:
        st.caption(f"The first {SHOWN_ROWS} of {len(rows):,} rows.")
    st.table(listed(rows.head(SHOWN_ROWS), table), hide_index=True)


def listed(rows: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """Rows in words: a column for each of the table's, dates as exactly as they are told, empty and absent ones left out."""
    names = set(map(str, table.columns))
    cells: dict[str, list[str]] = {}
    for it in [it for it in table.columns if it in rows]:
        if it == "start" and "precision" in names:
            cells[it.spec.heading.removesuffix(" from")] = _periods(
                rows, "start", "end", "precision", unknown="not named"
            )
        elif f"{it}_precision" in names and rows[it].notna().any():
            cells[it.label] = _periods(rows, it, it, f"{it}_precision")
        elif it not in _PERIOD and not it.endswith("_precision") and not rows[it].isna().all():
            cells[it.label] = [_cell(value, it) for value in rows[it]]
    return pd.DataFrame(cells)


def _periods(rows: pd.DataFrame, start: str, end: str, told: str, *, unknown: str = "") -> list[str]:
    columns = (rows[start], rows[end], rows[told])
    return [periods.label(*one, unknown=unknown) for one in zip(*columns, strict=True)]


def _plain_cell(value: Any, dtype: str) -> str:  # noqa: ANN401
    """A date, a flag or a number as a reader writes it."""
    if dtype == "date":
        return f"{value:%-d %b %Y}"
    if dtype == "flag":
        return "yes" if value else "no"
    return f"{value:,.0f}" if float(value).is_integer() else numbers.significant(float(value), 4)


def _cell(value: Any, column: Column) -> str:  # noqa: ANN401
    """One value as a reader writes it."""
    if pd.isna(value):
        return ""
    spec = column.spec
    if spec.cites:
        return "; ".join(cited(it) for it in str(value).split(";"))
    if spec.dtype != "text":
        return _plain_cell(value, spec.dtype)
    if spec.heading in {"Country", "Countries", "Donor", "Reported by"}:
        return text(name(str(value)))
    if column == "url":
        return link(str(value), str(value))
    said = _WORDS.get(column, {}).get(str(value), str(value))
    return text(words.say(said) if column in _CODED else said)
