"""What every loader promises: who it is, what it fills, that it asks through one door, and that it never takes an
answer that is none for one. Held over all modules of `loaders/`, and over the example of the tests.
"""

import ast
import contextlib
import inspect
import json
import types
from pathlib import Path

import pandas as pd
import pytest

import data
from data.schema.tables import BY_NAME, Sources
from loaders import Closed, Get, LoaderError, Source, discover, functions, is_committed, is_live
from tests.loaders.refusals import LOADERS, NO_ANSWERS, WRITTEN, Says, as_csv, refused

LIVE = [(name, table.name) for name, it in LOADERS.items() if is_live(it) for table in functions(it)]
CLOCK_AND_NETWORK = {
    "requests",
    "urllib3",
    "urllib.request",
    "urllib.error",
    "http",
    "socket",
    "ssl",
    "time",
    "subprocess",
}
NOW = {"now", "utcnow", "today"}  # as called; `options.now` is a time that was handed in


def asks_the_time(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NOW


@pytest.mark.parametrize("name", LOADERS)
def test_a_loader_says_who_it_is(name):
    loader = LOADERS[name]
    text = loader.__doc__ or ""
    for word in ("Publisher", "Coverage", "Cadence", "Traps"):
        assert word.lower() in text.lower(), f"{name}: the docstring says nothing of {word.lower()}"
    assert isinstance(loader.SOURCE, Source)
    for field in ("title", "publisher", "url", "licence", "cadence"):
        assert getattr(loader.SOURCE, field).strip(), f"{name}: SOURCE.{field} is empty"
    assert isinstance(is_committed(loader), bool)


@pytest.mark.parametrize("name", LOADERS)
def test_a_loader_fills_tables_by_functions_of_their_names(name):
    filled = functions(LOADERS[name])
    assert filled
    for table, load in filled.items():
        assert list(inspect.signature(load).parameters) == ["get"], f"{name}.{table.name}"
        assert inspect.get_annotations(load, eval_str=True) == {"get": Get, "return": pd.DataFrame}
        assert (load.__doc__ or "").strip(), f"{name}.{table.name} does not say what a row is"


@pytest.mark.parametrize("name", LOADERS)
def test_a_loader_has_neither_a_network_nor_a_clock_of_its_own(name):
    path = Path(inspect.getfile(LOADERS[name]))
    for file in path.parent.glob("*.py") if path.name == "__init__.py" else [path]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [it.name for it in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{it.name}" for it in node.names)]
            assert not CLOCK_AND_NETWORK & set(names), f"{file} imports {names}"
            assert not asks_the_time(node), f"{file} asks for the time"


def test_only_the_door_and_the_command_line_have_a_clock(root):
    files = {it.relative_to(root / "loaders").as_posix(): it for it in (root / "loaders").rglob("*.py")}
    assert {"_http/client.py", "_publish/run.py", "comtrade/api.py", "baci.py"} <= set(files)
    for name, path in files.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = {it.name for node in ast.walk(tree) if isinstance(node, ast.Import) for it in node.names}
        asks = any(map(asks_the_time, ast.walk(tree)))
        assert name in {"_http/client.py", "__main__.py"} or not (asks or "time" in imports), name


@pytest.mark.parametrize("answer", NO_ANSWERS)
@pytest.mark.parametrize(("name", "table"), LIVE, ids=str)
def test_an_answer_that_is_none_is_never_taken_for_one(name, table, answer, tmp_path):
    refusal, rows, asked = refused(functions(LOADERS[name])[BY_NAME[table]], answer, tmp_path)
    assert refusal or not asked, f"{name}.{table} takes {answer} for {rows} rows"


def test_each_question_and_each_refusal_is_as_it_is_written_down():
    """An error names whose answer it is and what is wrong: a word that goes missing shows in `refusals.csv`."""
    assert as_csv(discover()) == WRITTEN.read_text(encoding="utf-8"), "run: python -m tests.loaders.refusals"


@pytest.mark.parametrize(("name", "table"), LIVE, ids=str)
def test_what_the_door_refuses_reaches_who_asked(name, table, tmp_path):
    load = functions(LOADERS[name])[BY_NAME[table]]
    if _asks(load, tmp_path):
        with pytest.raises(LoaderError, match="this run makes no network requests"):
            load(Closed())
    else:
        assert not load(Closed()).empty


def _asks(load, folder):
    """Whether a loader asks at all; a table of sources may be known beforehand."""
    get = Says(b"", folder)
    with contextlib.suppress(LoaderError):
        load(get)
    return bool(get.asked)


@pytest.mark.parametrize("name", LOADERS)
def test_just_what_may_not_be_handed_on_stays_out_of_the_repository(name, root):
    ignored = f"data/parquet/*/{name}.parquet" in (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored is not is_committed(LOADERS[name])


def test_a_source_is_described_once_over_all_parts():
    told = data.read(Sources)[Sources.source_id]
    assert not told[told.duplicated()].tolist()


# the contract sees what breaks it


def test_a_loader_that_takes_anything_for_an_answer_is_seen(monkeypatch, tmp_path):
    monkeypatch.setitem(LOADERS, "lax", types.SimpleNamespace(trade=lambda get: pd.DataFrame({"a": [get("x")]})))
    with pytest.raises(AssertionError, match=r"lax\.trade takes empty for 1 rows"):
        test_an_answer_that_is_none_is_never_taken_for_one("lax", "trade", "empty", tmp_path)


def test_a_loader_that_raises_something_else_is_seen(monkeypatch, tmp_path):
    monkeypatch.setitem(LOADERS, "raw", types.SimpleNamespace(trade=lambda get: pd.DataFrame(json.loads(get("x")))))
    with pytest.raises(json.JSONDecodeError):
        test_an_answer_that_is_none_is_never_taken_for_one("raw", "trade", "empty", tmp_path)
