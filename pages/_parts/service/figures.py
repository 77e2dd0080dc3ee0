"""Each figure as a small JSON: its words, the values that it draws, their sources, and where it stands."""

from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from data.schema.columns import Table
from data.schema.tables import Sources
from data.vocabulary.places import CODES, PLACES
from pages._app import filters
from pages._app.cache import once
from pages._app.navigation import discover
from pages._app.record import edition, passed_on
from pages._app.rows import known_to, sources
from pages._app.view import View
from pages._parts import figure_list
from pages._parts.cite import Citation
from pages._parts.figure import Drawing, Figure, of_state
from pages._parts.service.objects import as_bytes, of_rows

_OF_A_SOURCE: Final = (Sources.publisher, Sources.url, Sources.start)


class Shown(NamedTuple):
    """A figure as it is drawn for all years and states, or for one state where its page shows one.

    Attributes:
        name: its name in addresses.
        slug: its page.
        query: what else its address says.
        figure: the figure.
        view: countries, years and events.
        choice: its first choice.
    """

    name: str
    slug: str
    query: dict[str, str]
    figure: Figure[Any]
    view: View
    choice: Any


@once
def every() -> tuple[Shown, ...]:
    """List every figure; one of a page about one state once for each state."""
    found: dict[str, Shown] = {}
    for figure in figure_list.discover().values():
        for shown in _shown(figure):
            found.setdefault(shown.name, shown)
    return tuple(found.values())


def _shown(figure: Figure[Any]) -> list[Shown]:
    slug = figure_list.slug_of(figure)
    view = filters.of_address({}, discover()[slug].PAGE, known_to())
    choices = [
        it for it in figure.choices() if it == figure.choices()[0] or of_state(it, "") != it
    ]  # all states of a page
    if "state" not in discover()[slug].PAGE.filters:
        return [Shown(figure.name_of(view, it), slug, {}, figure, view, it) for it in choices]
    choice = choices[0]
    return [
        Shown(
            f"{figure.key}-{code.lower()}",
            slug,
            {"state": PLACES[code].name},
            figure,
            view.of(code),
            of_state(choice, code),
        )
        for code in CODES
    ]


def as_json(shown: Shown, site: str) -> bytes:
    """Write a figure, or why there is nothing to draw.

    Args:
        shown: the figure.
        site: the address of the dashboard.
    """
    drawn = shown.figure.drawn(shown.view, shown.choice)
    name = shown.figure.name_of(shown.view, shown.choice)
    address = f"{site}/{shown.slug}?{urlencode({'figure': name, **shown.query})}"
    return as_bytes({"figure": shown.name, "address": address, "data_version": edition(), **_said(drawn, address)})


def _said(drawn: Drawing | str, address: str) -> dict[str, Any]:
    if isinstance(drawn, str):
        return {"empty": drawn, "values": [], "sources": []}
    words = drawn.words
    return {
        "title": words.title,
        "subtitle": words.subtitle,
        "description": words.alt,
        "caveat": words.caveat,
        "data_to": drawn.latest,
        "method": drawn.method,
        "citation": Citation(f"“{words.title}”", address).text(is_dated=False),
        "licence": "CC BY 4.0; rows from data sets keep the terms of these",
        "values": [_values(*it) for it in drawn.rows],
        "sources": of_rows(sources().reindex(drawn.cited).reset_index()[[Sources.source_id, *_OF_A_SOURCE]], Sources),
    }


def _values(table: type[Table], frame: Any) -> dict[str, Any]:  # noqa: ANN401
    """The drawn rows of a table with the meaning of each column; those that may not be passed on are counted by the reason."""
    kept, withheld = passed_on(frame)
    plain = [it for it in table.columns if it in frame and it.spec.dtype != "rows"]
    columns = [
        {"name": str(it), "title": it.spec.heading, "unit": it.spec.unit, "description": it.spec.description}
        for it in plain
    ]
    return {
        "table": table.name,
        "title": table.heading,
        "columns": columns,
        "rows": of_rows(kept, table),
        "left_out": withheld,
    }
