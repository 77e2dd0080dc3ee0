"""Many readers at once: how many runs a second a server manages, how long each waits, what is sent and held."""

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
    """What is measured: a script, how it is run, and what its readers do.

    Attributes:
        name: as the table says it.
        script: what `streamlit run` is given.
        options: of the server.
        folder: the working directory.
        page: the slug; empty for the first.
        turns: values of widgets that a reader sets one after the other, and over again: views that are soon known.
        fresh: values that no other run has had: views that must be worked out.
    """

    name: str
    script: Path
    options: tuple[str, ...] = ()
    folder: Path = ROOT
    page: str = ""
    turns: Sequence[Values] = ({},)
    fresh: Sequence[Values] = ()


class Result(NamedTuple):
    """What was measured of one subject; times in milliseconds, memory in MB."""

    name: str
    start_mb: float
    first_ms: float  # the first run of a process whose modules are compiled
    page_mb: float
    rerun_ms: float  # median, one session, a view that is known
    cold_ms: float  # median, one session, a view that is not known; 0 where there is none
    sent_kb: float  # by one rerun of a known view
    charts: int
    rates: dict[int, float]  # runs a second by number of sessions
    p50_ms: dict[int, float]
    p95_ms: dict[int, float]
    session_mb: float  # added by each of the most sessions


def measure(subject: Subject, sessions: Sequence[int], seconds: float) -> Result:
    """Measure one subject on a server of its own."""
    with serve(subject.script, *subject.options, folder=subject.folder) as server:
        return asyncio.run(_measured(subject, server, sessions, seconds))


async def _measured(subject: Subject, server: Server, sessions: Sequence[int], seconds: float) -> Result:
    start = server.memory()
    async with Session(server.address, subject.page) as reader:
        first = await reader.run()
        page = server.memory()
        for turn in [*subject.turns, *subject.turns]:  # the first round makes the views known
            last = await reader.run(turn)
        known = [await reader.run(turn) for turn in _some(subject.turns, 20)]
        cold = [await reader.run(turn) for turn in subject.fresh]
    rates, middles, worst, grown = {}, {}, {}, 0.0
    for count in sessions:
        before = server.memory()
        runs, elapsed, peak = await _crowd(subject, server, count, seconds)
        waits = sorted(it.seconds * 1000 for it in runs)
        rates[count] = len(runs) / elapsed
        middles[count] = statistics.median(waits)
        worst[count] = waits[min(len(waits) - 1, int(len(waits) * 0.95))]
        grown = max((peak - before) / count, 0)
    return Result(
        subject.name, start, first.seconds * 1000, page, _middle(known), _middle(cold), last.sent / 1024, last.charts,
        rates, middles, worst, grown,
    )  # fmt: skip


def _middle(runs: Sequence[Run]) -> float:
    return statistics.median(it.seconds * 1000 for it in runs) if runs else 0.0


def _some(turns: Sequence[Values], count: int) -> Iterator[Values]:
    return itertools.islice(itertools.cycle(turns), count)


async def _crowd(subject: Subject, server: Server, count: int, seconds: float) -> tuple[list[Run], float, float]:
    """So many readers, each asking anew as soon as it is answered: all runs, the time they took, and peak memory."""
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Session(server.address, subject.page)) for _ in range(count)]
        for some in _batches(readers, 10):
            await asyncio.gather(*(it.run() for it in some))
        begin = time.perf_counter()
        runs = await asyncio.gather(
            *(
                reads(reader, itertools.islice(itertools.cycle(subject.turns), at, None), begin + seconds)
                for at, reader in enumerate(readers)
            )
        )
        return [it for some in runs for it in some], time.perf_counter() - begin, server.memory()


def _batches(readers: Sequence[Session], size: int) -> Iterable[Sequence[Session]]:
    return (readers[at : at + size] for at in range(0, len(readers), size))


async def reads(reader: Session, turns: Iterator[Values], until: float) -> list[Run]:
    """One reader's runs until the time is up; at least one."""
    runs = [await reader.run(next(turns))]
    while time.perf_counter() < until:
        runs.append(await reader.run(next(turns)))
    return runs
