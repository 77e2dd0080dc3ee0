"""Let many readers arrive and read: `python -m benchmarks.readers [--readers 300] [--within 60] [--minutes 10]`.

Each reader opens a page, chooses a country about every 20 seconds, and goes to another page after a few; each page is a session
of its own, as for who opens a link. It prints errors, waiting times, and the server's memory and open files before, at most, and
after all have left. The exit code is 1 where a reader saw an error or the files do not come back. Linux only.
"""

import argparse
import asyncio
import itertools
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from websockets.exceptions import WebSocketException

from benchmarks._client import FailedError, Session
from benchmarks._load import Subject
from benchmarks._server import Server, compiled, serve
from benchmarks._subjects import pages

LOOK_EVERY = 1.0  # seconds
KEPT = 130.0  # seconds: Streamlit keeps a session for two minutes after its reader has left
LEFT = 10  # files that may stay open: parts that were read, and connections that are just closing


class Look(NamedTuple):
    """What the server holds at one time."""

    memory: float  # MB
    files: int


class Stay:
    """What the readers of one run saw."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.errors: list[str] = []
        self.looks: list[Look] = []


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser("python -m benchmarks.readers", description="Let many readers arrive and read.")
    parser.add_argument("--readers", type=int, default=300)
    parser.add_argument("--within", type=float, default=60, help="seconds in which they arrive")
    parser.add_argument("--minutes", type=float, default=10, help="how long each reads")
    parser.add_argument("--think", type=float, default=20, help="seconds from one choice to the next, on average")
    parser.add_argument("--after", type=float, default=KEPT, help="seconds to wait after all have left")
    wanted = parser.parse_args(argv)
    compiled()
    subjects = pages()
    with serve(subjects[0].script) as server:
        asyncio.run(_visited(server, subjects))  # what is read and kept once is no reader's
        before = _look(server)
        stay = asyncio.run(_stayed(server, subjects, wanted))
        after = _settled(server, subjects, wanted.after)
    waits = sorted(stay.waits)
    middle, late, worst = (1000 * waits[int((len(waits) - 1) * share)] for share in (0.5, 0.95, 1))
    print(f"{wanted.readers} readers within {wanted.within:g} s, {wanted.minutes:g} min each: {len(waits):,} runs")
    print(f"errors        {len(stay.errors)}")
    print(f"waits         {middle:,.0f} ms median, {late:,.0f} ms p95, {worst:,.0f} ms at most")
    most = [max(column) for column in zip(*stay.looks, strict=True)]
    print(f"memory        {before.memory:,.0f} MB before, {most[0]:,.0f} at most, {after.memory:,.0f} after")
    print(f"open files    {before.files} before, {most[1]:,.0f} at most, {after.files} after")
    print(*sorted(set(stay.errors))[:10], sep="\n")
    return int(bool(stay.errors) or after.files > before.files + LEFT)


def _look(server: Server) -> Look:
    return Look(server.memory(), len(list(Path(f"/proc/{server.pid}/fd").iterdir())))


async def _visited(server: Server, subjects: list[Subject]) -> None:
    """Let one reader see every page and state once."""
    for subject in subjects:
        async with Session(server.address, subject.page) as reader:
            for turn in ({}, *subject.turns):
                await reader.run(turn)


async def _stayed(server: Server, subjects: list[Subject], wanted: argparse.Namespace) -> Stay:
    """Let all readers come and read, and look at the server meanwhile."""
    stay = Stay()
    watching = asyncio.create_task(_watched(server, stay))
    readers = [_reader(server, subjects, number, wanted, stay) for number in range(wanted.readers)]
    await asyncio.gather(*readers)
    watching.cancel()
    return stay


async def _watched(server: Server, stay: Stay) -> None:
    while True:
        stay.looks.append(_look(server))
        await asyncio.sleep(LOOK_EVERY)


async def _reader(server: Server, subjects: list[Subject], number: int, wanted: argparse.Namespace, stay: Stay) -> None:
    """Arrive in turn and read until the time is over; what goes wrong is noted, and the reader comes back."""
    chance = random.Random(number)  # noqa: S311
    await asyncio.sleep(number * wanted.within / wanted.readers)
    until = time.perf_counter() + wanted.minutes * 60
    while time.perf_counter() < until:
        subject = chance.choice(subjects)
        try:
            async with Session(server.address, subject.page) as reader:
                for turn in itertools.islice(_choices(subject, chance), chance.randint(2, 6)):
                    stay.waits.append((await reader.run(turn)).seconds)
                    await asyncio.sleep(min(chance.expovariate(1 / wanted.think), max(0, until - time.perf_counter())))
                    if time.perf_counter() >= until:
                        break
        except (FailedError, OSError, TimeoutError, WebSocketException) as why:
            stay.errors.append(f"{subject.name}: {type(why).__name__}: {why}")


def _choices(subject: Subject, chance: random.Random) -> Iterator[dict]:
    yield {}
    while True:
        yield dict(chance.choice(subject.turns))


def _settled(server: Server, subjects: list[Subject], seconds: float) -> Look:
    """Wait until Streamlit has given up those who left, which it does when the next reader comes."""
    time.sleep(seconds)
    asyncio.run(_visited(server, subjects[:1]))
    return _look(server)


if __name__ == "__main__":
    sys.exit(main())
