"""Measure many readers at once: runs a second, waiting times, bytes sent, memory."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks._client import Run, Session, Value
from benchmarks._server import ROOT, Server, serve

Values = Mapping[str, Value]


class Subject(NamedTuple):
    """The subject of a measurement: a script, how it is run, and what its readers do.

    Attributes:
        name: the name in the tables.
        script: the argument of `streamlit run`.
        options: options of the server.
        folder: the working directory.
        page: the slug; empty for the first.
        turns: values of widgets that a reader sets one after the other, repeatedly: views that are soon cached.
        fresh: values that no other run has set: views that must be computed.
    """

    name: str
    script: Path
    options: tuple[str, ...] = ()
    folder: Path = ROOT
    page: str = ""
    turns: Sequence[Values] = ({},)
    fresh: Sequence[Values] = ()


class Result(NamedTuple):
    """The measurements of one subject; times in milliseconds, memory in MB."""

    name: str
    start_mb: float
    first_ms: float  # the first run of a process whose modules are compiled
    page_mb: float
    rerun_ms: float  # median, one session, a cached view
    cold_ms: float  # median, one session, a view that is not cached; 0 if the subject has none
    sent_kb: float  # by one rerun of a cached view
    charts: int
    rates: dict[int, float]  # runs a second by number of sessions
    p50_ms: dict[int, float]
    p95_ms: dict[int, float]
    session_mb: float  # added by each session, at the largest number of sessions


def measure(subject: Subject, sessions: Sequence[int], seconds: float) -> Result:
    """Measure one subject on a server of its own.

    Args:
        subject: what to measure.
        sessions: numbers of simultaneous readers, one measurement each.
        seconds: the length of each measurement.
    """
    with serve(subject.script, *subject.options, folder=subject.folder) as server:
        return asyncio.run(_measured(subject, server, sessions, seconds))


async def _measured(subject: Subject, server: Server, sessions: Sequence[int], seconds: float) -> Result:
    start = server.memory()
    async with Session(server.address, subject.page) as reader:
        first = await reader.run()
        page = server.memory()
        for turn in [*subject.turns, *subject.turns]:  # the first round fills the cache
            last = await reader.run(turn)
        cached = [await reader.run(turn) for turn in _repeated(subject.turns, 20)]
        cold = [await reader.run(turn) for turn in subject.fresh]
    rates, medians, worst, session_mb = {}, {}, {}, 0.0
    for count in sessions:
        before = server.memory()
        runs, elapsed, peak = await _crowd(subject, server, count, seconds)
        waits = sorted(it.seconds * 1000 for it in runs)
        rates[count] = len(runs) / elapsed
        medians[count] = statistics.median(waits)
        worst[count] = waits[min(len(waits) - 1, int(len(waits) * 0.95))]
        session_mb = max((peak - before) / count, 0)
    return Result(
        name=subject.name,
        start_mb=start,
        first_ms=first.seconds * 1000,
        page_mb=page,
        rerun_ms=_median(cached),
        cold_ms=_median(cold),
        sent_kb=last.sent / 1024,
        charts=last.charts,
        rates=rates,
        p50_ms=medians,
        p95_ms=worst,
        session_mb=session_mb,
    )


def _median(runs: Sequence[Run]) -> float:
    return statistics.median(it.seconds * 1000 for it in runs) if runs else 0.0


def _repeated(turns: Sequence[Values], count: int) -> Iterator[Values]:
    return itertools.islice(itertools.cycle(turns), count)


async def _crowd(subject: Subject, server: Server, count: int, seconds: float) -> tuple[list[Run], float, float]:
    """Run a number of readers, each starting its next run at once; return all runs, the seconds and the memory in MB."""
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Session(server.address, subject.page)) for _ in range(count)]
        for batch in _batches(readers, 10):
            await asyncio.gather(*(it.run() for it in batch))
        begin = time.perf_counter()
        runs = await asyncio.gather(
            *(
                reads(reader, itertools.islice(itertools.cycle(subject.turns), number, None), begin + seconds)
                for number, reader in enumerate(readers)
            )
        )
        return [it for of_reader in runs for it in of_reader], time.perf_counter() - begin, server.memory()


def _batches(readers: Sequence[Session], size: int) -> Iterable[Sequence[Session]]:
    return (readers[first : first + size] for first in range(0, len(readers), size))


async def reads(reader: Session, turns: Iterator[Values], until: float) -> list[Run]:
    """Repeat one reader's runs until a time; at least one.

    Args:
        reader: a connected session.
        turns: values of widgets for each run.
        until: the end, by `time.perf_counter`.
    """
    runs = [await reader.run(next(turns))]
    while time.perf_counter() < until:
        runs.append(await reader.run(next(turns)))
    return runs
