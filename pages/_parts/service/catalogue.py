"""Every file of the service by its path, and how it is made: from the tables alone, so that two runs make the same bytes."""

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from analysis.record.coverage import cited_column
from data.schema.columns import Table
from data.schema.tables import TABLES, Changes, Sources
from pages._app.cache import once
from pages._app.navigation import discover, question
from pages._app.record import edition, parts
from pages._parts.cite import WHOLE, Citation
from pages._parts.downloads import has_file, parquet, whole_csv
from pages._parts.service import archive, feeds, figures, package, pictures
from pages._parts.service.objects import as_bytes, of_table

FOLDER: Final = "data"  # the part of an address under which all of them stand
INDEX: Final = "index.json"
ARCHIVE: Final = "amu-ledger.zip"
FORMS: Final[dict[str, Callable[[type[Table]], bytes]]] = {"csv": whole_csv, "parquet": parquet, "json": of_table}
_MIMES: Final = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "zip": "application/zip",
    "atom": "application/atom+xml",
    "png": "image/png",
}


class File(NamedTuple):
    """A file of the service.

    Attributes:
        title: what it is, for the list of files.
        make: makes it for the address of the dashboard.
        links: whether it has links, so that it is another one under each address of the dashboard.
        of: the tables that it is made of; it cannot be made while one of them cannot be read.
    """

    title: str
    make: Callable[[str], bytes]
    links: bool = False
    of: tuple[type[Table], ...] = ()


def mime(path: str) -> str:
    """Return the kind of a file by its name."""
    return "application/feed+json" if path == feeds.JSON else _MIMES[path.rpartition(".")[2]]


@once
def catalogue() -> dict[str, File]:
    """Name every file: tables, the data package, the archive, figures, feeds and a picture of each page."""
    found = {
        INDEX: File("This list", _index, links=True),
        package.NAME: File("Data package of all tables", lambda _: package.descriptor(formats=tuple(FORMS)), of=TABLES),
        ARCHIVE: File("All tables in one archive", lambda _: archive.everything(), of=TABLES),
        feeds.ATOM: File("New and changed rows (Atom)", feeds.atom, links=True, of=(Changes,)),
        feeds.JSON: File("New and changed rows (JSON Feed)", feeds.as_json, links=True, of=(Changes,)),
    }
    for table in TABLES:
        if has_file(table) or parts(table).unreadable:
            of = (table, Sources) if cited_column(table) else (table,)
            for form, make in FORMS.items():
                title = f"{table.heading} ({form.upper()})"
                found[f"{table.name}.{form}"] = File(title, _of_table(make, table), of=of)
    for it in figures.every():
        of = (*it.figure.reported, Sources)
        found[f"figures/{it.name}.json"] = File(f"Figure: {it.title}", partial(figures.as_json, it), links=True, of=of)
        found[f"figures/{it.name}.png"] = File(f"Picture: {it.title}", lambda _, it=it: pictures.of_figure(it), of=of)
    for slug, module in discover().items():
        found[f"pictures/{slug}.png"] = File(
            f"Picture: {question(module)}", lambda _, slug=slug: pictures.of_page(slug)
        )
    return found


def _of_table(make: Callable[[type[Table]], bytes], table: type[Table]) -> Callable[[str], bytes]:
    return lambda _: make(table)


def made(path: str, site: str) -> bytes:
    """Make a file, once for each state of the data and, if it has links, for each address of the dashboard.

    Args:
        path: its path in the catalogue.
        site: the address of the dashboard, without a stroke at its end.
    """
    return _linked(path, site) if catalogue()[path].links else _plain(path)


@once
def _linked(path: str, site: str) -> bytes:
    return catalogue()[path].make(site)


@once
def _plain(path: str) -> bytes:
    return catalogue()[path].make("")


def lacking(path: str) -> list[type[Table]]:
    """List the tables without which a file cannot be made: it would lack rows, and nobody who reads it could see that."""
    return [table for table in catalogue()[path].of if parts(table).unreadable]


def _index(site: str) -> bytes:
    """List every file with its address."""
    files = [
        {"path": path, "title": file.title, "address": f"{site}/{FOLDER}/{path}", "type": mime(path)}
        for path, file in catalogue().items()
    ]
    head = {"title": WHOLE, "data_version": edition(), "citation": Citation(address=site).text(is_dated=False)}
    return as_bytes({**head, "files": files})
