"""A server that plays badly, and the door to it with a clock of its own."""

from dataclasses import replace

import pytest

from loaders._http.client import Clock, Live
from loaders._http.limits import Limits
from loaders._http.recordings import Recordings

KEY = "k3y-that-nobody-may-see"
NOW = 1_800_000_000.0


@pytest.fixture
def slept():
    return []


@pytest.fixture
def live(tmp_path, slept):
    def door(**limits):
        now = [NOW]

        def sleep(seconds):
            slept.append(seconds)
            now[0] += seconds

        clock = Clock(now=lambda: now[0], sleep=sleep, chance=lambda: 0.5)
        return Live(Recordings(tmp_path / "raw" / "imts"), limits=replace(Limits(read=5), **limits), clock=clock)

    return door


def everything_on_disk(folder):
    return b"".join(bytes(path.name, "utf-8") + path.read_bytes() for path in folder.rglob("*") if path.is_file())
