"""A source of our own that a test loads, and what the load has left."""

import itertools
import json
from types import ModuleType

import pytest

from data.schema.tables import Changes, Loads
from loaders._publish import corrections
from loaders._publish import parts as part_store
from loaders._publish import run as loading
from loaders._publish.run import Options, run
from tests.support import harvest
from tests.support.server import right

YEARS = range(1996, 2026)
ROWS = [("KAZ", year, 1000.0 * year) for year in YEARS] + [("UZB", year, 2000.0 * year) for year in YEARS]
_minutes = itertools.count(10)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(part_store, "PARQUET", tmp_path / "parquet")
    monkeypatch.setattr(part_store, "FOLDER", tmp_path)
    monkeypatch.setattr(loading, "RAW", tmp_path / "raw")
    monkeypatch.setattr(corrections, "PATH", tmp_path / "corrections.csv")
    (tmp_path / "corrections.csv").write_text("source,table,where,column,value,expect,reason,until,source_id\n")
    return tmp_path


@pytest.fixture
def load(server, place):  # noqa: ARG001  everything is written there
    """Let the server say these rows, and load them."""

    def now(*rows, module=None, act=None, **options):
        url = server.plays("/trade", act or right(says(*rows))).removesuffix("/trade")
        moment = f"2026-11-24 06:{next(_minutes) % 60}"
        return run("harvest", module or loader(url), Options(fetch=True, now=moment, **options))

    return now


def loader(url, **more):
    """The source of our tests, asking at an address of our choice; `more` replaces what it has."""
    harvest.URL = url
    module = ModuleType("harvest", harvest.__doc__)
    vars(module).update(SOURCE=harvest.SOURCE, **{"trade": harvest.trade, "sources": harvest.sources} | more)
    return module


def says(*rows):
    return json.dumps(rows).encode()


def parts(place):
    return {path.relative_to(place): path.read_bytes() for path in sorted(place.glob("parquet/*/*"))}


def read(table):
    rows = part_store.read(table, "harvest")
    assert rows is not None
    return rows


def states():
    loads = read(Loads)
    return dict(zip(loads["table"], zip(loads["state"], loads["reason"].fillna(""), strict=True), strict=True))


def changes():
    return read(Changes)
