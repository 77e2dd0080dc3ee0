"""What the tests share."""

import functools
import inspect
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

import data
from data.schema.columns import Table
from pages._app import cache, runtime
from pages._parts.figure import Plotted

ROOT = Path(__file__).parents[1]
runtime.tune()  # as the dashboard does
Plotted.validated = True  # a property that Plotly does not know is an error here
# for each page that a test draws Streamlit reads what every installed package says of itself: 0.1 s, where the page takes 0.01
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)  # ty: ignore[invalid-assignment]
# Whose tests are slow: a test module that imports any of it is marked so that `-m` can leave it out.
SLOW_TOOLS = {
    "page": ("benchmarks.", "streamlit.testing.", "tests.support.drawing"),
    "process": ("tests.support.project",),
}


settings.register_profile("whole", max_examples=40)
settings.register_profile("fast", max_examples=10)
settings.load_profile("whole")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of pages, and those of modules that draw pages or run the command line."""
    for item in items:
        if isinstance(item, pytest.Function):
            for mark in marks(item.module):
                item.add_marker(mark)
            if item.path.is_relative_to(ROOT / "tests" / "pages"):
                item.add_marker("page")


@functools.cache
def marks(module: ModuleType) -> list[str]:
    """Tell by what a test module imports which marks its tests get."""
    tools = [tool for tool in vars(module).values() if inspect.isfunction(tool) or inspect.isclass(tool)]
    return [mark for mark, names in SLOW_TOOLS.items() if any(tool.__module__.startswith(names) for tool in tools)]


@pytest.fixture
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def nginx() -> str:
    """The path of nginx; in CI a machine without it is a fault."""
    from benchmarks._nginx import program

    try:
        return program()
    except RuntimeError as why:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(why))


@dataclass(frozen=True)
class Folder:
    """A copy of all parts, which a test may spoil."""

    place: Path

    @property
    def path(self) -> Path:
        """Where it is. Who asks may write there: the app looks at its files again."""
        cache._version.cache_clear()
        return self.place

    def write(self, table: type[Table], name: str, rows: pa.Table, **metadata: str) -> None:
        """Write a part as a loader does, with what it says of itself."""
        path = self.path / table.name / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(rows.replace_schema_metadata({**(table.schema().metadata or {}), **metadata}), path)


def copy_of_parts(path: Path, monkeypatch: pytest.MonkeyPatch, parts: Path = data.PARQUET) -> Folder:
    """Copy all parts, and let the app read the copy instead of its own.

    The copies are as old as what they are of: what the app keeps of the one is good for the other.
    """
    shutil.copytree(parts, path)
    return read_from(path, monkeypatch)


def read_from(path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Let the app read the parts of a folder instead of its own."""
    monkeypatch.setattr(data, "PARQUET", path)
    # not of itself: a page asks hundreds of times for the version, which takes a millisecond each
    monkeypatch.setattr(cache, "LOOK_EVERY", 1e9)
    folder = Folder(path)
    assert folder.path.is_dir()
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Folder:
    """A copy of all parts that the app reads instead of its own."""
    return copy_of_parts(tmp_path / "parquet", monkeypatch)


@pytest.fixture
def curated_alone(monkeypatch) -> None:
    """The curated record alone, so that what a test holds of it stays when another source is added."""
    parts = data.parts
    monkeypatch.setattr(data, "parts", lambda table: [path for path in parts(table) if path.stem == "curated"])
    monkeypatch.setattr(data, "version", lambda: "curated alone")


@pytest.fixture(scope="session")
def all_parts(tmp_path_factory) -> Path:
    """All parts of live sources beside the curated ones, for copies: nobody writes there."""
    from tests.support import live_parts

    with pytest.MonkeyPatch.context() as patch:
        folder = copy_of_parts(tmp_path_factory.mktemp("live") / "parquet", patch)
        live_parts.write_all(folder)
    return folder.place


@pytest.fixture
def live(all_parts, tmp_path, monkeypatch) -> Folder:
    """A copy of all parts, those of live sources too, that the app reads instead of its own."""
    return copy_of_parts(tmp_path / "parquet", monkeypatch, all_parts)
