"""Measure and print: `python -m benchmarks [--short] [--processes] [--write docs/speed.md] [words]`."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import _arrivals, _browser, _data, _processes, _report, _wire
from benchmarks._browser import SLOW, Line
from benchmarks._load import Subject, measure
from benchmarks._server import compiled
from benchmarks._subjects import CHART, EMPTY, NAIVE, pages, peers

PARTS: Final = ("server", "arrivals", "browser", "line", "clients", "data")
DRAWN: Final = {"Overview", "Trade", "Aid"}  # where not every page is measured


class Extent(NamedTuple):
    """How much is measured."""

    sessions: tuple[int, ...]
    seconds: float  # of each measurement of a server
    visits: int  # by a browser to each page
    fresh: int  # views that are not cached
    times: tuple[int, ...]  # factors by which the rows are multiplied
    processes: tuple[int, ...]
    readers: int  # of several processes
    arrivals: tuple[int, ...]  # readers who arrive together
    reruns: int  # by each of two clients
    line: Line  # between the reader and the server
    names: tuple[str, ...]  # subjects measured if the command line names none; empty: all


LONG: Final = Extent((1, 20, 100), 4.0, 3, 12, (1, 10, 100), (1, 2, 4), 40, (20, 100), 20, SLOW, ())
SHORT: Final = Extent((1, 3), 0.3, 1, 2, (1, 3), (2,), 4, (3,), 2, Line(20_000, 50), (EMPTY, CHART, "Trade"))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure peers and pages in turn, and print each figure with its ratios; only an error ends the run early."""
    wanted = _arguments(argv)
    extent = SHORT if wanted.short else LONG
    compiled()
    with tempfile.TemporaryDirectory() as elsewhere:
        subjects = [it._replace(fresh=it.fresh[: extent.fresh]) for it in (*peers(Path(elsewhere)), *pages())]
        words = wanted.only or extent.names
        subjects = [it for it in subjects if not words or any(word in it.name for word in words)]
        sections = [_measured(part, subjects, extent) for part in wanted.part or PARTS]
        if wanted.processes:
            sections.append(_several(extent))
    report = "\n\n".join([*filter(None, sections), _report.machine()])
    print(f"\n{report}")
    if wanted.write:
        _report.put(wanted.write, report)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure the pages against their peers.")
    parser.add_argument("--short", action="store_true", help="a little of every measurement: fails on errors only")
    parser.add_argument("--processes", action="store_true", help="also several processes behind nginx")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be repeated")
    parser.add_argument("--write", type=Path, help="put the result between the markers of this document")
    parser.add_argument("only", nargs="*", help="words in the names of the subjects; all when left out")
    return parser.parse_args(argv)


def _measured(part: str, subjects: list[Subject], extent: Extent) -> str:
    """Measure one part; return its section as Markdown."""
    own_pages = [it for it in subjects if it.turns[0] and it.fresh]
    if part == "server":
        results = [measure(_announced(it), extent.sessions, extent.seconds) for it in subjects]
        return "### Server\n\n" + _report.server(results, extent.sessions)
    if part == "browser":
        visited = [it for it in subjects if it in own_pages or it.name in {CHART, NAIVE}]
        return "### Browser\n\n" + _report.browser(_browser.look(visited, extent.visits))
    if part == "arrivals":
        arriving = [it for it in subjects if it.name in {EMPTY, *DRAWN}]
        results = [_arrivals.measure(it, readers) for it in arriving for readers in extent.arrivals]
        return "### Arrivals\n\n" + _report.arrivals(results)
    if part == "line":
        visited = [it for it in subjects if it.name in {CHART, *DRAWN}]
        return "### Slow line\n\n" + _report.line(_browser.look(visited, 1, extent.line), extent.line)
    if part == "clients":
        both = [(it.name, *_wire.reruns(it, extent.reruns)) for it in own_pages if it.name in DRAWN]
        return "### Clients\n\n" + _report.clients(both)
    drawn = [it for it in own_pages if it.name in DRAWN]
    return "### Data\n\n" + _report.grown([_data.grown(it, drawn) for it in extent.times], _data.build())


def _several(extent: Extent) -> str:
    page = next(it for it in pages() if it.name == "Trade")
    results = [_processes.measure(it, page, extent.readers, extent.seconds) for it in extent.processes]
    return "### Processes\n\n" + _report.several(results, page.name)


def _announced(subject: Subject) -> Subject:
    """Print which subject comes next, and return it."""
    print(f"measuring {subject.name} ...", file=sys.stderr, flush=True)
    return subject


if __name__ == "__main__":
    raise SystemExit(main())
