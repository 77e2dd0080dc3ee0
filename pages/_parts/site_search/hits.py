"""What some words find: events, figures, consignments, projects, positions, claims and sources, each with the view that shows it."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple
from urllib.parse import urlencode

import pandas as pd

from analysis.aid.consignments import Consignment
from analysis.claims.following import Followed
from charts.recognition.matrix import DIMENSIONS
from data.rows import Row, records
from data.schema.columns import Table
from data.schema.tables import Aid, Events, Projects, Recognition, Sources, Trade
from data.vocabulary import codes, periods
from data.vocabulary.places import CODES, PLACES, name
from pages._app import filters
from pages._app.cache import once
from pages._app.navigation import discover
from pages._app.record import cited_first
from pages._app.rows import known_to, rows
from pages._parts import figure_list, statements
from pages._parts.lists.search import search, search_table
from pages._parts.states import consignments

SHOWN: Final = 5  # of each group
Query = dict[str, str | list[str]]


class Hit(NamedTuple):
    """Something that was found.

    Attributes:
        label: what it is, as plain text.
        address: the view that shows it, from any page.
    """

    label: str
    address: str


class Group(NamedTuple):
    """What was found of one kind.

    Attributes:
        heading: the kind.
        count: how many there are.
        hits: the first of them.
        all: the view with all of them; empty for none.
    """

    heading: str
    count: int
    hits: tuple[Hit, ...]
    all: str = ""


@once
def find(words: str) -> tuple[Group, ...]:
    """Find what has every one of some words, in any order; kinds without any are left out."""
    return tuple(group for of in _KINDS if (group := of(words)).count)


def _to(slug: str, **query: str | list[str]) -> str:
    return f"./{slug}?{urlencode(query, doseq=True)}"


def _since(start: object) -> Query:
    """The years of an address that shall show what began before those that are usual."""
    last = known_to()
    if not isinstance(start, dt.date) or pd.isna(start) or start.year >= filters.DEFAULT_FROM or last is None:
        return {}
    return {"years": [str(max(start.year, filters.FIRST_YEAR)), str(last.year)]}


def _group(
    heading: str, found: pd.DataFrame, hit: Callable[[Row], Hit], whole: str = "", *, by: str | None = None
) -> Group:
    """Group what was found, the newest first."""
    ordered = found if by is None else found.sort_values(by, ascending=False, kind="stable")
    return Group(
        heading, len(found), tuple(map(hit, records(ordered.head(SHOWN)))), whole if len(found) > SHOWN else ""
    )


def _when(row: Row) -> str:
    return periods.label(row["start"], row["end"], row["precision"], unknown="undated")


def _of(table: type[Table], words: str) -> pd.DataFrame:
    return rows(table)[search_table(table, words)]


def _events(words: str) -> Group:
    def hit(row: Row) -> Hit:
        return Hit(f"{_when(row)}: {row[Events.title]}", _to("timeline", event=row[Events.event_id]))

    whole = _to("timeline", timeline_words=words, events="All events")
    return _group("Events", _of(Events, words), hit, whole, by=Events.start)


def _figures(words: str) -> Group:
    figures = figure_list.discover()
    titles = {key: discover()[figure_list.slug_of(it)].PAGE.title for key, it in figures.items()}
    texts = pd.Series({key: f"{it.name} {key} {titles[key]}".casefold() for key, it in figures.items()})
    keys = texts.index[search(texts, words)]
    hits = tuple(
        Hit(f"{figures[key].name} ({titles[key]})", _to(figure_list.slug_of(figures[key]), figure=key))
        for key in keys[:SHOWN]
    )
    return Group("Figures", len(keys), hits)


def _consignments(words: str) -> Group:
    shipments = _of(Aid, words)[Aid.shipment]
    every = consignments.every()

    def hit(row: Row) -> Hit:
        label = f"{name(row[Consignment.donor])}, {_when(row)}: {row[Consignment.goods]}"
        return Hit(label, _to("aid", aid_find=row[Consignment.shipment], **_since(row[Consignment.start])))

    found = every[every[Consignment.shipment].isin(shipments)]
    return _group("Consignments of aid", found, hit, _to("aid", aid_find=words), by=Consignment.start)


def _projects(words: str) -> Group:
    found = _of(Projects, words).sort_values(Projects.start, ascending=False, kind="stable")

    def hit(row: Row) -> Hit:
        label = f"{row[Projects.project]}: {codes.say(row[Projects.status])}, {_when(row)}"
        return Hit(label, _rows_of(Projects, row[Projects.project]))

    return _group("Projects", found.drop_duplicates(Projects.project), hit, _rows_of(Projects, words))


def _rows_of(table: type[Table], words: str) -> str:
    return _to("data", section="One table", data_table=table.heading, data_find=words)


def _positions(words: str) -> Group:
    def hit(row: Row) -> Hit:
        value = codes.POSITIONS.get(row[Recognition.value], row[Recognition.value])
        since = periods.label(row[Recognition.start], row[Recognition.start], row[Recognition.start_precision])
        label = f"{name(row[Recognition.country])}, {codes.say(row[Recognition.dimension])}: {value}, since {since}"
        return Hit(label, _of_position(row))

    return _group("Positions", _of(Recognition, words), hit, _rows_of(Recognition, words), by=Recognition.start)


def _of_position(row: Row) -> str:
    """The view of a position: the figure of its dimension, or, where it has none, its row."""
    country, dimension = row[Recognition.country], row[Recognition.dimension]
    if dimension in DIMENSIONS and country in CODES:
        asked = {"country": PLACES[country].name, "recognition_dimension": codes.say(dimension)}
        return _to("recognition", **asked, **_since(row[Recognition.start]))
    return _rows_of(Recognition, f"{row[Recognition.source_id]} {dimension}")


def _claims(words: str) -> Group:
    matching = _of(Trade, words)[Trade.row_id]
    found = statements.listed()
    found = found[found[Followed.row_id].isin(matching)]

    def hit(row: Row) -> Hit:
        label = f"{codes.start_upper(row[Followed.status])}: {statements.amount(row)}; {statements.about(row)}"
        return Hit(
            label,
            _to(
                "claims",
                claims_words=f"{row[Trade.source_id]} {row[Followed.value]:.15g}",
                **_since(row[Followed.start]),
            ),
        )

    return _group("Claims and targets", found, hit, _to("claims", claims_words=words), by=Followed.start)


def _sources(words: str) -> Group:
    first = cited_first()
    found = first[first[Sources.row_id].isin(_of(Sources, words)[Sources.row_id])]

    def hit(row: Row) -> Hit:
        label = f"{row[Sources.publisher]}, {_when(row)}: {row[Sources.describes]}"
        return Hit(label, _to("data", section="Sources", source_find=row[Sources.source_id]))

    return _group("Sources", found, hit, _to("data", section="Sources", source_find=words))


_KINDS: Final[Iterable[Callable[[str], Group]]] = (
    _events, _figures, _consignments, _projects, _positions, _claims, _sources,
)  # fmt: skip
