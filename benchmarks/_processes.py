"""Measure one, two and four processes behind nginx, with the same number of readers."""

import asyncio
import itertools
import time
import urllib.request
from contextlib import AsyncExitStack
from typing import NamedTuple

from benchmarks._client import Run, Session
from benchmarks._load import Subject, reads
from benchmarks._nginx import behind_nginx
from benchmarks._server import memory


class Several(NamedTuple):
    """The measurements of a number of processes."""

    processes: int
    sessions: int
    rate: float  # runs a second
    p50_ms: float
    p95_ms: float
    process_mb: float  # the largest process, with its sessions


def measure(processes: int, subject: Subject, sessions: int, seconds: float) -> Several:
    """Measure readers of a page, each with a cookie of its own, spread over several processes.

    Args:
        processes: the number of Streamlit processes.
        subject: the page.
        sessions: the number of readers.
        seconds: the length of the measurement.
    """
    with behind_nginx(processes) as running:
        cookies = [_cookie(running.address) for _ in range(sessions)]
        runs, elapsed = asyncio.run(_crowd(running.address, subject, cookies, seconds))
        largest = max(memory(it.pid) for it in running.processes)
    waits = sorted(it.seconds * 1000 for it in runs)
    middle, worst = waits[len(waits) // 2], waits[min(len(waits) - 1, int(len(waits) * 0.95))]
    return Several(processes, sessions, len(runs) / elapsed, middle, worst, largest)


def _cookie(address: str) -> str:
    """Request the cookie that nginx sets on a first visit."""
    with urllib.request.urlopen(f"http://{address}/", timeout=30) as answer:
        return (answer.headers["Set-Cookie"] or "").partition(";")[0]


async def _crowd(address: str, subject: Subject, cookies: list[str], seconds: float) -> tuple[list[Run], float]:
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Session(address, subject.page, it)) for it in cookies]
        for reader in readers:  # fill the cache of every process
            for turn in [{}, *subject.turns]:
                await reader.run(turn)
        begin = time.perf_counter()
        turns = [itertools.islice(itertools.cycle(subject.turns), number, None) for number in range(len(readers))]
        runs = await asyncio.gather(
            *(reads(reader, of_reader, begin + seconds) for reader, of_reader in zip(readers, turns, strict=True))
        )
        return [it for of_reader in runs for it in of_reader], time.perf_counter() - begin
