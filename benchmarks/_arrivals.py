"""Measure readers who arrive at the same moment, as after a newsletter: each opens a session and waits for its first run."""

import asyncio
import statistics
import time
from contextlib import AsyncExitStack
from typing import NamedTuple

from benchmarks._client import Session
from benchmarks._load import Subject
from benchmarks._server import serve


class Arrived(NamedTuple):
    """How long readers who arrive together wait for their first run, from the connection on."""

    name: str
    readers: int
    median_ms: float
    worst_ms: float


def measure(subject: Subject, readers: int) -> Arrived:
    """Let readers arrive together at a server that has drawn the page before.

    Args:
        subject: what they open.
        readers: how many.

    Raises:
        FailedError: one of them sees an error.
    """
    with serve(subject.script, *subject.options, folder=subject.folder) as server:
        waits = asyncio.run(_arrive(server.address, subject.page, readers))
    return Arrived(subject.name, readers, statistics.median(waits) * 1000, max(waits) * 1000)


async def _arrive(address: str, page: str, readers: int) -> list[float]:
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(Session(address, page))
        await first.run()

        async def one() -> float:
            begin = time.perf_counter()
            session = await stack.enter_async_context(Session(address, page))
            await session.run()
            return time.perf_counter() - begin

        return await asyncio.gather(*(one() for _ in range(readers)))
