"""The results as Markdown, each beside the ratio to its peers, and their place in a document."""

import datetime as dt
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks._browser import Seen
from benchmarks._data import Grown
from benchmarks._load import Result
from benchmarks._processes import Several
from benchmarks._subjects import CHART, EMPTY, LIMIT, NAIVE

BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"


def machine() -> str:
    """Where and when this was measured."""
    cores = len(os.sched_getaffinity(0))
    today = dt.datetime.now(dt.UTC).date()
    return (
        f"Measured on {today:%-d %B %Y}: {platform.machine()}, {platform.system()}, {cores} cores, Python "
        f"{platform.python_version()}; readers and server share the cores."
    )


def server(results: Sequence[Result], sessions: Sequence[int]) -> str:
    """What a server manages; runs a second also as ratios to (a), (b) and (d) where these were measured."""
    by_name = {it.name: it for it in results}
    most = sessions[1] if len(sessions) > 1 else sessions[0]
    ratios = [it for it in (EMPTY, LIMIT, NAIVE) if it in by_name]
    head = ["", "start MB", "first run ms", "page MB", "rerun ms", "cold ms", "sent KB", "charts"]
    head += [f"runs/s, {count}" for count in sessions] + [f"p50/p95 ms, {most}", "MB a session"]
    head += [f"x {name[:3]} at {most}" for name in ratios]
    lines = [_line(it, sessions, most) + [_ratio(it.rates[most], by_name[peer].rates[most]) for peer in ratios]
             for it in results]  # fmt: skip
    return _table(head, lines)


def _line(it: Result, sessions: Sequence[int], most: int) -> list[str]:
    cells = [it.name, f"{it.start_mb:.0f}", f"{it.first_ms:.0f}", f"{it.page_mb:.0f}", f"{it.rerun_ms:.1f}",
             f"{it.cold_ms:.0f}" if it.cold_ms else "", f"{it.sent_kb:.0f}", f"{it.charts}"]  # fmt: skip
    cells += [f"{it.rates[count]:.1f}" for count in sessions]
    return [*cells, f"{it.p50_ms[most]:.0f} / {it.p95_ms[most]:.0f}", f"{it.session_mb:.2f}"]


def browser(seen: Sequence[Seen]) -> str:
    """What a browser waits for; the first chart also as ratios to (c) and (d)."""
    by_name = {it.name: it for it in seen}
    peers = [it for it in (CHART, NAIVE) if it in by_name]
    head = ["", "first text ms", "first chart ms", "KB", "requests", *(f"x {it[:3]}, chart" for it in peers)]
    lines = [
        [it.name, f"{it.text_ms:.0f}", f"{it.chart_ms:.0f}", f"{it.sent_kb:.0f}", f"{it.requests}",
         *(_ratio(it.chart_ms, by_name[peer].chart_ms) for peer in peers)]
        for it in seen
    ]  # fmt: skip
    return _table(head, lines)


def grown(results: Sequence[Grown], build: float) -> str:
    """How reading and drawing grow with the rows, also as ratios to the record as it is."""
    first = results[0]
    head = ["rows", "read ms", "x", "process MB"]
    head += [f"{name}, {what}" for name in first.pages for what in ("rerun ms", "cold ms", "x")]
    lines = []
    for it in results:
        cells = [f"{it.rows:,}", f"{it.read_ms:.0f}", _ratio(it.read_ms, first.read_ms), f"{it.read_mb:.0f}"]
        for name, (known, new) in it.pages.items():
            cells += [f"{known:.1f}", f"{new:.0f}", _ratio(new, first.pages[name][1])]
        lines.append(cells)
    return f"`python -m loaders --check` builds all parts in {build:.1f} s.\n\n{_table(head, lines)}"


def several(results: Sequence[Several], page: str) -> str:
    """How runs a second grow with the processes."""
    head = ["processes", "sessions", "runs/s", "x one", "p50/p95 ms", "MB of a process"]
    lines = [
        [f"{it.processes}", f"{it.sessions}", f"{it.rate:.1f}", _ratio(it.rate, results[0].rate),
         f"{it.p50_ms:.0f} / {it.p95_ms:.0f}", f"{it.process_mb:.0f}"]
        for it in results
    ]  # fmt: skip
    return f"{page}, behind nginx:\n\n{_table(head, lines)}"


def put(path: Path, measured: str) -> None:
    """Replace what stands between the two markers of a document.

    Raises:
        ValueError: the document does not hold both, once and in this order.
    """
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(BEGIN)
    old, also, after = rest.partition(END)
    if not (found and also) or BEGIN in old + after or END in before + after:
        msg = f"{path} must hold {BEGIN} and, after it, {END}, each once"
        raise ValueError(msg)
    path.write_text(f"{before}{BEGIN}\n{measured.strip()}\n{END}{after}", encoding="utf-8")


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else ""


def _table(head: list[str], lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *lines])
