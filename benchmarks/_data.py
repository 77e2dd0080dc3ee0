"""Measure the build, and how reading and drawing grow with ten and a hundred times the rows.

The added rows are invented and never leave a temporary folder: copies of reported rows with other commodities and
shipments, as another source would add them. Events and positions, which are curated by hand, stay as they are.
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
    """The cost of multiplied rows; times in milliseconds, memory in MB."""

    times: int
    rows: int
    read_ms: float  # all tables, in a process of its own
    read_mb: float
    pages: dict[str, tuple[float, float]]  # median rerun of a cached and of a new view, by page


def build() -> float:
    """Return the seconds that `python -m loaders --check` takes.

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
    """Multiply the rows, then read all tables and draw some pages.

    Args:
        times: the factor; 1 leaves the rows as they are.
        subjects: the pages to draw.
    """
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
    """Write all parts to a folder, with a multiple of the rows of the tables in `GROWN`."""
    for table in TABLES:
        for part, rows in data.by_part(table).items():
            path = folder / table.name / f"{part}.parquet"
            path.parent.mkdir(exist_ok=True)
            pq.write_table(_more(rows, GROWN[table], times) if table in GROWN else rows, path)


def _more(rows: pa.Table, column: str, times: int) -> pa.Table:
    """Add copies of rows that are not totals, numbered in one column so that they differ."""
    at = rows.schema.get_field_index(column)
    single = rows.filter(pa.array([it != "total" for it in rows[column].to_pylist()]))
    copies, wanted = [rows], rows.num_rows * (times - 1)
    for number in range(-(-wanted // max(single.num_rows, 1))):
        named = pa.array([f"{it} {number + 2}" for it in single[column].to_pylist()], pa.string())
        copies.append(single.set_column(at, rows.schema.field(at), named))
    return pa.concat_tables(copies).slice(0, rows.num_rows * times)


def _drawn(subject: Subject, folder: str) -> tuple[float, float]:
    """Draw a page from that folder; return the median milliseconds of a cached and of a new view."""
    with serve(subject.script, *subject.options, folder=subject.folder, environ={SETTING: folder}) as server:
        return asyncio.run(_runs(subject, server.address))


async def _runs(subject: Subject, address: str) -> tuple[float, float]:
    async with Session(address, subject.page) as reader:
        for turn in [{}, *subject.turns]:
            await reader.run(turn)
        known = [(await reader.run(turn)).seconds * 1000 for turn in subject.turns]
        new = [(await reader.run(turn)).seconds * 1000 for turn in subject.fresh[:5]]
    return statistics.median(known), statistics.median(new)
