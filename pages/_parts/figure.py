"""How a figure is declared: one thing from which the page, its file, its test and `docs/figures.md` are made."""

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

import pandas as pd
import plotly.graph_objects as go

from charts.base.frame import Spec
from charts.events import flags, timeline
from data.schema.columns import Table
from data.schema.tables import Events
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed
from pages._app.behind import latest, rows_behind
from pages._app.cache import once
from pages._app.record import parts
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot, publishers, source_ids

Choice = TypeVar("Choice", bound=Hashable)
Frames = tuple[pd.DataFrame, ...]
ONE_STATE: Final = "one state"


class Words(NamedTuple):
    """What is said of a figure.

    Attributes:
        title: what it shows, as a newspaper would print it.
        subtitle: unit and period, and what must be known to read it.
        alt: one sentence for who cannot see it, with the filters in words.
        note: what else must be known, which a reader finds under "How measured".
        caveat: what stands under the figure because a reader would misread it otherwise: one line of twenty words at most.
    """

    title: str
    subtitle: str
    alt: str
    note: str = ""
    caveat: str = ""


class Plotted(go.Figure):
    """A spec as Streamlit takes it, with Streamlit's template.

    That Plotly knows each property and takes each value is a matter of our code and not of the rows: the tests ask for
    it by `validated`. A reader does not wait until Plotly has checked, copied and set each property.
    """

    validated = False

    def __init__(self, spec: Spec) -> None:
        if self.validated:
            super().__init__(spec)
        self._plain = {"data": spec["data"], "layout": {"template": _template(), **spec["layout"]}}

    def to_dict(self) -> Spec:
        """The figure as plain dicts, the same each time."""
        return self._plain


@functools.cache
def _template() -> Spec:
    """What Streamlit has every figure look like."""
    return go.Figure().to_dict()["layout"]["template"]


@dataclass(frozen=True, eq=False)
class Drawing:
    """A figure as it was drawn for one view: shared by all readers, so nobody may change it.

    Attributes:
        key: the key of its figure.
        name: names the drawing on the page and its files.
        filters: countries and years, as a file is named by them.
        spec: the figure, as functions of `charts` return it.
        words: what is said of it.
        rows: the rows that are drawn, each frame with its table.
        behind: the reported rows that its marks were made of, by their table.
        publishers: who published their sources, the most cited first.
        latest: how far the rows behind reach, as exactly as they are dated; empty where they have no date.
        anchor: where a link to it leads.
        method: the page of `docs/methods` that says how it is measured; empty for none.
        events: the events of its view, where it has some.
        lanes: the countries in whose lanes these would stand.
        milestones: those of the events that stand as flags on its axis, in the order of their numbers.
        is_clickable: whether its events stand in lanes, where a click opens one.
    """

    key: str
    name: str
    filters: str
    spec: Spec
    words: Words
    rows: tuple[tuple[type[Table], pd.DataFrame], ...]
    behind: dict[type[Table], pd.DataFrame]
    publishers: list[str] = field(default_factory=list)
    latest: str = ""
    anchor: str = ""
    method: str = ""
    events: pd.DataFrame | None = None
    lanes: tuple[str, ...] = ()
    milestones: pd.DataFrame | None = None
    is_clickable: bool = False
    number: int = field(default_factory=itertools.count().__next__)  # no other drawing of this process has the same

    @cached_property
    def plotted(self) -> Plotted:
        """The figure as it goes to the page."""
        return Plotted(self.spec)

    @cached_property
    def cited(self) -> list[str]:
        """The sources of the rows, the most cited first."""
        return source_ids(*self.behind.values())

    @cached_property
    def strip(self) -> Spec | None:
        """All its events in lanes, on the time axis of the figure; None where none has a lane."""
        if self.events is None:
            return None
        first, last = self.spec["layout"]["xaxis"]["range"]
        title = f"All events, {self.words.title}"
        spec = timeline.lanes(self.events, countries=self.lanes, first=first, last=last, title=title)
        return spec if spec["data"] else None


@dataclass(frozen=True, eq=False)
class Figure(Generic[Choice]):
    """A figure: what is measured, how it is drawn, and what is said of it.

    Attributes:
        key: its address, the name of its files and of its test.
        name: what lists of figures call it, in terms of the field, with “one state” in the place of a state: its title is
            a finding, which changes with data and filters.
        measure: the function of `analysis` that works out its rows.
        tables: the table of each frame that `rows` returns: a derived one, or a reported one that is drawn as it is.
        rows: the rows that are drawn, every row as a mark or a part of one; the first frame is what the figure is about.
        chart: the function of `charts` that takes these frames and `title`, `subtitle`, `foot` and the options.
        words: what is said of these frames.
        empty: why there is nothing to draw.
        is_empty: whether there is nothing to draw: by default where the first frame has no row.
        options: what else the chart takes.
        controls: draws the controls of the figure and returns what is chosen.
        choices: some choices, each of which a test draws.
        events: the events on its time axis, of which milestones stand as flags; none where its axis is not time.
        lanes: the countries in whose lanes all of them stand on demand.
        has_lanes: whether the lanes stand under the chart from the beginning, because a click on an event chooses it.
        anchor: where a link leads to; without it, to its key.
        part: tells several drawings of the figure on one page from each other.
        method: the page of `docs/methods` that says how it is measured.
    """

    key: str
    name: str
    measure: Callable[..., Any]
    tables: tuple[type[Table], ...]
    rows: Callable[[View, Choice], Frames]
    chart: Callable[..., Spec]
    words: Callable[..., Words]
    empty: Callable[[View, Choice], str]
    options: Callable[[View, Choice], dict[str, Any]] = lambda view, choice: {}  # noqa: ARG005
    controls: Callable[[View], Choice | None] = lambda view: None  # noqa: ARG005
    choices: Callable[[], Sequence[Choice | None]] = lambda: (None,)
    events: Callable[[View], pd.DataFrame] | None = None
    lanes: Callable[[View], Sequence[str]] = lambda view: timeline.default_lanes(view.countries)
    has_lanes: bool = False
    anchor: str = ""
    is_empty: Callable[[Frames], bool] = lambda frames: frames[0].empty
    part: Callable[[View, Choice], str] = lambda view, choice: ""  # noqa: ARG005
    method: str = ""

    def usual(self, view: View) -> Choice:
        """Return the choice with which the figure is drawn where its page does not draw it; its controls are drawn."""
        choices, choice = self.choices(), self.controls(view)
        usual = choices[0] if choice is None and None not in choices else choice
        return cast("Choice", of_state(usual, view.countries[0]) if len(view.countries) == 1 else usual)

    def called(self, name: str, state: str = "") -> str:
        """Call it by its name, for one state where its name has room for one.

        Args:
            name: names the drawing, and ends with the code of a state where the figure shows one at a time.
            state: the name of the state where its page shows one.
        """
        code = name.removeprefix(self.key).lstrip("-").upper()
        return self.name.replace(ONE_STATE, state or (PLACES[code].name if code in CODES else ONE_STATE))

    def name_of(self, view: View, choice: Choice) -> str:
        """Name the drawing of a view and a choice on its page and in addresses."""
        return "-".join(filter(None, (self.key, self.part(view, choice))))

    @property
    def reported(self) -> tuple[type[Table], ...]:
        """The reported tables whose rows stand behind it."""
        every = [
            it for table in self.tables for it in (getattr(table, "of", table), *getattr(table, "also", {}).values())
        ]
        return tuple(dict.fromkeys(every))

    @cached_property
    def drawn(self) -> Callable[[View, Any], Drawing | str]:
        """Draw the figure for a view and a choice, or say why there is nothing to draw; kept by both."""
        return once(self._drawn)

    def _drawn(self, view: View, choice: Choice) -> Drawing | str:
        frames = self.rows(view, choice)
        if self.is_empty(frames):
            unread = [it.heading for it in self.reported if parts(it).unreadable]
            said = f"{listed(unread)} cannot be read, or not in full: nothing can be drawn here."
            return said if unread else self.empty(view, choice)
        behind = rows_behind(frames, self.tables)
        words, cited = self.words(view, choice, *frames), publishers(*behind.values())
        spec = self.spec(view, choice, frames, words._replace(note=foot(cited)))
        events, milestones = self._dated_events(view, spec), None
        if events is not None:
            first, last = spec["layout"]["xaxis"]["range"]
            if self.has_lanes:
                spec = timeline.beside(spec, events, self.lanes(view), first, last)
            else:
                milestones = flags.chosen(events, view.countries, first, last)
                spec = flags.flagged(spec, milestones, first, last)
        elif self.tables[0] is Events:
            events = frames[0]
        name = self.name_of(view, choice)
        return Drawing(
            self.key, name, view.in_file_names(), spec, words, tuple(zip(self.tables, frames, strict=True)), behind,
            publishers=cited,
            latest=latest(behind, view.known_to),
            anchor=self.anchor or name,
            method=self.method,
            events=events,
            lanes=tuple(self.lanes(view)),
            milestones=milestones,
            is_clickable=self.has_lanes or self.tables[0] is Events,
        )  # fmt: skip

    def _dated_events(self, view: View, spec: Spec) -> pd.DataFrame | None:
        """The events of the view that lie on the time axis of a spec; the axis may begin after the first of the years."""
        if self.events is None:
            return None
        events, (first, last) = self.events(view), spec["layout"]["xaxis"]["range"]
        return events[(events[Events.end] >= pd.Timestamp(first)) & (events[Events.start] <= pd.Timestamp(last))]

    def spec(self, view: View, choice: Choice, frames: Frames, words: Words) -> Spec:
        """Hand the frames to the chart.

        Args:
            view: countries, years and events.
            choice: what is chosen in the controls of the figure.
            frames: one frame for each of `tables`.
            words: title and subtitle; `note` is the foot of a picture that leaves the page.
        """
        options = self.options(view, choice)
        return self.chart(*frames, title=words.title, subtitle=words.subtitle, foot=words.note, **options)


def of_state(choice: Any, code: str) -> Any:  # noqa: ANN401  the choice of any figure
    """Return the same choice for another state: it is the code of the state, or names it first, or names none."""
    if choice in CODES:
        return code
    names_one = isinstance(choice, tuple) and hasattr(choice, "_replace") and choice and choice[0] in CODES
    return choice._replace(**{choice._fields[0]: code}) if names_one else choice


def events_with_the_world(view: View) -> pd.DataFrame:
    """Pick the events that the reader wants on charts, those of the world too."""
    return view.keep(_events(replace(view, first=dt.date.min, last=dt.date.max), True), None)


def events_of_states(view: View) -> pd.DataFrame:
    """Pick the events that the reader wants on charts, those of the chosen states alone."""
    return view.keep(_events(replace(view, first=dt.date.min, last=dt.date.max), False), None)


@once
def _events(view: View, world: bool) -> pd.DataFrame:
    """The events of a view of all years: which they are does not depend on the chosen ones."""
    return view.events_of_all_years(rows(Events), world=world)
