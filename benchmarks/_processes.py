"""How many runs a second one, two and four processes behind nginx manage, with as many readers."""

import asyncio
import itertools
import time
import urllib.request
from contextlib import AsyncExitStack
from typing import NamedTuple

from benchmarks._client import Run, Session
from benchmarks._load import Subject, reads
from benchmarks._server import memory
from deploy.run import behind


class Several(NamedTuple):
    """What was measured of so many processes."""

    processes: int
    sessions: int
    rate: float  # runs a second
    p50_ms: float
    p95_ms: float
    process_mb: float  # the largest process, with its sessions


def measure(processes: int, subject: Subject, sessions: int, seconds: float) -> Several:
    """So many readers of a page, each with a cookie of its own, over so many processes."""
    with behind(processes) as running:
        cookies = [_cookie(running.address) for _ in range(sessions)]
        runs, elapsed = asyncio.run(_crowd(running.address, subject, cookies, seconds))
        held = max(memory(it.pid) for it in running.streamlit)
    waits = sorted(it.seconds * 1000 for it in runs)
    middle, worst = waits[len(waits) // 2], waits[min(len(waits) - 1, int(len(waits) * 0.95))]
    return Several(processes, sessions, len(runs) / elapsed, middle, worst, held)


def _cookie(address: str) -> str:
    """What nginx gives to a browser that comes for the first time."""
    with urllib.request.urlopen(f"http://{address}/", timeout=30) as answer:
        return (answer.headers["Set-Cookie"] or "").partition(";")[0]


async def _crowd(address: str, subject: Subject, cookies: list[str], seconds: float) -> tuple[list[Run], float]:
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Session(address, subject.page, it)) for it in cookies]
        for reader in readers:  # every process gets to know the views
            for turn in [{}, *subject.turns]:
                await reader.run(turn)
        begin = time.perf_counter()
        turns = [itertools.islice(itertools.cycle(subject.turns), at, None) for at in range(len(readers))]
        runs = await asyncio.gather(
            *(reads(reader, mine, begin + seconds) for reader, mine in zip(readers, turns, strict=True))
        )
        return [it for some in runs for it in some], time.perf_counter() - begin
