"""The data: how long a build takes, and how reading and drawing grow with ten and a hundred times the rows.

The added rows are invented and never leave a temporary folder: copies of reported ones under goods, shipments and kinds
of food of their own, as another source adds them. Events and positions, which are kept by hand, stay as they are.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

import data
from benchmarks._client import Session
from benchmarks._load import Subject
from benchmarks._server import ROOT, serve
from data.schema.columns import Table
from data.schema.tables import TABLES, Aid, FoodPrices, Trade
from data.store import SETTING

GROWN: Final[dict[type[Table], str]] = {Trade: "commodity", Aid: "shipment", FoodPrices: "commodity"}
READ: Final = """
import time, resource
import data
from data.schema.tables import TABLES
start = time.perf_counter()
rows = sum(len(data.read(it)) for it in TABLES)
print(rows, (time.perf_counter() - start) * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Grown(NamedTuple):
    """What so many times the rows cost; times in milliseconds, memory in MB."""

    times: int
    rows: int
    read_ms: float  # all tables, in a process of its own
    read_mb: float
    pages: dict[str, tuple[float, float]]  # median rerun of a known and of a new view, by page


def build() -> float:
    """Seconds that `python -m loaders --check` takes.

    Raises:
        RuntimeError: the parts on disk do not equal a fresh build.
    """
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        msg = f"python -m loaders --check failed: {done.stdout}{done.stderr}"
        raise RuntimeError(msg)
    return time.perf_counter() - start


def grown(times: int, subjects: Sequence[Subject]) -> Grown:
    """The record with so many times the rows: read it, and draw some pages of it."""
    with tempfile.TemporaryDirectory() as folder:
        write(times, Path(folder))
        environ = os.environ | {SETTING: folder}
        done = subprocess.run(
            [sys.executable, "-c", READ], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
        )
        rows, milliseconds, memory = done.stdout.split()
        pages = {it.name: _drawn(it, folder) for it in subjects}
    return Grown(times, int(rows), float(milliseconds), float(memory), pages)


def write(times: int, folder: Path) -> None:
    """All parts, with so many times the rows in those that grow."""
    for table in TABLES:
        for part, rows in data.by_part(table).items():
            path = folder / table.name / f"{part}.parquet"
            path.parent.mkdir(exist_ok=True)
            pq.write_table(_more(rows, GROWN[table], times) if table in GROWN else rows, path)


def _more(rows: pa.Table, column: str, times: int) -> pa.Table:
    """The rows, and copies of those that are no totals, told apart by a number in one column."""
    at = rows.schema.get_field_index(column)
    single = rows.filter(pa.array([it != "total" for it in rows[column].to_pylist()]))
    copies, wanted = [rows], rows.num_rows * (times - 1)
    for number in range(-(-wanted // max(single.num_rows, 1))):
        named = pa.array([f"{it} {number + 2}" for it in single[column].to_pylist()], pa.string())
        copies.append(single.set_column(at, rows.schema.field(at), named))
    return pa.concat_tables(copies).slice(0, rows.num_rows * times)


def _drawn(subject: Subject, folder: str) -> tuple[float, float]:
    """A page of that record: a known and a new view."""
    with serve(subject.script, *subject.options, folder=subject.folder, environ={SETTING: folder}) as server:
        return asyncio.run(_runs(subject, server.address))


async def _runs(subject: Subject, address: str) -> tuple[float, float]:
    async with Session(address, subject.page) as reader:
        for turn in [{}, *subject.turns]:
            await reader.run(turn)
        known = [(await reader.run(turn)).seconds * 1000 for turn in subject.turns]
        new = [(await reader.run(turn)).seconds * 1000 for turn in subject.fresh[:5]]
    return statistics.median(known), statistics.median(new)
