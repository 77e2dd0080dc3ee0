"""Each source from its web service to Parquet: `python -m loaders <source> --fetch` against a server on this machine.

What the server plays are the answers that the tests of each loader have written after its contract: right at once,
right after a refusal, an error and a dropped line, and never right.
"""

import contextlib
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

import pyarrow.parquet as pq
import pytest

import loaders
from loaders import NotThereError
from tests.loaders.sources import (
    test_baci,
    test_faostat,
    test_fts,
    test_imts,
    test_siat,
    test_unhcr,
    test_wfp,
    test_world_bank,
)
from tests.support.bulk import Door, zipped
from tests.support.comtrade_service import Service
from tests.support.project import copy_of, parts, run
from tests.support.server import Act, Handler, Server, broken_off, right, status

# The same command line with less patience, and with the years that the answers hold.
SCRIPT = """
import functools, importlib, sys
import loaders._http.client as door
from loaders._http.limits import Limits
door.Limits = functools.partial(Limits, interval=0, intervals={}, back_off=0.1, read=5)
for name, value in PATCHES.items():
    module, _, attribute = name.rpartition(".")
    setattr(importlib.import_module(module), attribute, value)
from loaders.__main__ import main
raise SystemExit(main(sys.argv[1:]))
"""
Question = tuple[str, frozenset[tuple[str, str]]]


class Played(NamedTuple):
    """A source as its tests play it: the variable of its address, the address, the service, and what it knows."""

    variable: str
    address: str
    service: Callable[[Path], Any]
    patches: dict[str, object] = {}  # noqa: RUF012  never changed


def _baci(folder: Path) -> Door:
    return Door({test_baci.ZIP: zipped(folder / test_baci.ZIP, test_baci.members())})


def _wfp(folder: Path) -> object:
    (folder / "prices.csv").write_text(test_wfp.text(test_wfp.others()), encoding="utf-8")
    shown = {"success": True, "result": {
        "dataset_date": "[2000-01-15T00:00:00 TO 2024-05-15T23:59:59]", "last_modified": "2024-06-23T09:04:32",
        "resources": [{"url": test_wfp.URL}],
    }}  # fmt: skip
    return test_wfp.Answering(lambda url, params: shown, {test_wfp.URL: folder / "prices.csv"})  # noqa: ARG005


def _fts(folder: Path) -> object:  # noqa: ARG001  nothing on disk
    flows, plans = test_fts.service(), test_fts.planned()
    return test_fts.Answering(lambda url, params: (flows if url.endswith("/flow") else plans).said(url, params))


SOURCES = {
    "imts": Played("IMTS_URL", "https://api.imf.org/external/sdmx/3.0", lambda _: test_imts.service()),
    "comtrade": Played("COMTRADE_URL", "https://comtradeapi.un.org", lambda _: Service()),
    "baci": Played("BACI_URL", "https://www.cepii.fr/DATA_DOWNLOAD/baci/data", _baci,
                   {"loaders.baci.VERSIONS": (test_baci.VERSION,), "loaders.baci.FIRST_YEAR": 2019}),
    "faostat": Played("FAOSTAT_URL", "https://bulks-faostat.fao.org/production", test_faostat.door),
    "fts": Played("FTS_URL", "https://api.hpc.tools", _fts,
                  {"loaders.fts.FIRST": 2020, "loaders.fts.KNOWN": 2021}),
    "siat": Played("SIAT_URL", "https://api.siat.stat.uz/media/uploads/sdmx", lambda _: test_siat.service()),
    "world_bank": Played("WORLD_BANK_URL", "https://api.worldbank.org/v2", lambda _: test_world_bank.service()),
    "unhcr": Played("UNHCR_URL", "https://api.unhcr.org/population/v1", lambda _: test_unhcr.service()),
    "wfp": Played("WFP_URL", "https://data.humdata.org", _wfp),
}  # fmt: skip


class Overheard:
    """A door that writes down what goes through it: each question with its answer."""

    def __init__(self, service: Any, address: str) -> None:
        self._service, self._address = service, address
        self.answers: dict[Question, bytes | None] = {}

    def __call__(self, url, params=None, *, headers=None):
        with self._noted(url, params):
            body = self._service(url, params, headers=headers)
            self.answers[self._question(url, params)] = body
            return body

    def file(self, url):
        with self._noted(url, None):
            path = self._service.file(url)
            self.answers[self._question(url, None)] = path.read_bytes()
            return path

    @contextlib.contextmanager
    def _noted(self, url, params):
        try:
            yield
        except NotThereError:
            self.answers[self._question(url, params)] = None
            raise

    def _question(self, url, params) -> Question:
        return url.removeprefix(self._address), frozenset((name, str(it)) for name, it in (params or {}).items())


class Stage(NamedTuple):
    """A copy of the project, the server, and what the source is known to answer."""

    name: str
    copy: Path
    server: Server
    answers: dict[Question, bytes | None]
    rows: dict[str, int]
    environ: dict[str, str]
    script: str

    def plays(self, *first: Callable[[bytes], Act]) -> None:
        """The right answers; before them, some acts of another kind."""
        local = self.environ[SOURCES[self.name].variable].encode()
        rude = list(first)

        def act(it: Handler) -> None:
            asked = urlsplit(it.path)
            place = unquote(asked.path).removeprefix(f"/{self.name}")
            body = self.answers.get((place, frozenset(parse_qsl(asked.query, keep_blank_values=True))))
            if body is None:
                it.answer(404, b"not here")
                return
            body = body.replace(SOURCES[self.name].address.encode(), local)
            (rude.pop(0)(body) if rude else right(body))(it)

        self.server.acts["*"] = [act]

    def run(self, *arguments: str):
        return run(self.copy, self.name, *arguments, script=self.script, **self.environ)


@pytest.fixture(params=SOURCES)
def stage(request, root, tmp_path, monkeypatch):
    """One source on its stage."""
    monkeypatch.delenv("COMTRADE_KEY", raising=False)
    name, played = request.param, SOURCES[request.param]
    for path, value in played.patches.items():
        module, _, attribute = path.rpartition(".")
        monkeypatch.setattr(importlib.import_module(module), attribute, value)
    files = tmp_path / "files"
    files.mkdir()
    heard = Overheard(played.service(files), played.address)
    loaded = {table.name: load(heard) for table, load in loaders.functions(loaders.discover()[name]).items()}
    with Server() as server:
        here = server.plays("/", right(b"")).rstrip("/")
        yield Stage(
            name, copy_of(root, tmp_path / "copy"), server, heard.answers, {it: len(rows) for it, rows in loaded.items()},
            {played.variable: f"{here}/{name}"}, SCRIPT.replace("PATCHES", repr(played.patches)),
        )  # fmt: skip


def written(stage: Stage) -> dict[str, int]:
    """How many rows stand in the parts of the source."""
    folder = stage.copy / "data" / "parquet"
    return {table: pq.read_metadata(folder / table / f"{stage.name}.parquet").num_rows for table in stage.rows}


def test_a_source_comes_through_refusals_errors_and_dropped_lines_and_stays_when_the_service_turns_bad(stage):
    stage.plays(
        lambda _: status(429, Retry_After="0"), lambda _: status(500), lambda body: broken_off(body, len(body) // 2)
    )
    done = stage.run("--fetch")
    assert done.returncode == 0, done.stdout + done.stderr
    assert written(stage) == stage.rows
    assert min(stage.rows.values()) > 0

    again = stage.run()
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("as before") == len(stage.rows)

    before = parts(stage.copy)
    stage.server.acts["*"] = [right(b"<html>We are back soon</html>")]
    failed = stage.run("--fetch")
    assert failed.returncode == 1
    assert f"{stage.name} failed: " in failed.stderr
    assert "Traceback" not in failed.stderr
    after = parts(stage.copy)
    assert {it for it in after if after[it] != before[it]} <= {it for it in after if it.parent.name == "loads"}
