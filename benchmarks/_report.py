"""Format the results as Markdown tables, with ratios to the peers, and put them into a document."""

import datetime as dt
import math
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks._arrivals import Arrived
from benchmarks._browser import Line, Seen
from benchmarks._data import Grown
from benchmarks._load import Result
from benchmarks._processes import Several
from benchmarks._subjects import CHART, EMPTY, LIMIT, NAIVE

BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"


def machine() -> str:
    """Describe the machine and the date of the measurement."""
    cores = len(os.sched_getaffinity(0))
    today = dt.datetime.now(dt.UTC).date()
    return (
        f"Measured on {today:%-d %B %Y}: {platform.machine()}, {platform.system()}, {cores} cores, Python "
        f"{platform.python_version()}; readers and server share the cores."
    )


def server(results: Sequence[Result], sessions: Sequence[int]) -> str:
    """Format the measurements of servers; runs a second also as ratios to (a), (b) and (d) if these were measured."""
    by_name = {it.name: it for it in results}
    most = sessions[1] if len(sessions) > 1 else sessions[0]
    ratios = [it for it in (EMPTY, LIMIT, NAIVE) if it in by_name]
    head = ["", "start MB", "first run ms", "page MB", "rerun ms", "cold ms", "sent KB", "charts"]
    head += [f"runs/s, {count}" for count in sessions] + [f"p50/p95 ms, {most}", "MB a session"]
    head += [f"x {name[:3]} at {most}" for name in ratios]
    lines = [
        _line(it, sessions, most) + [_ratio(it.rates[most], by_name[peer].rates[most]) for peer in ratios]
        for it in results
    ]
    return _table(head, lines)


def _line(result: Result, sessions: Sequence[int], most: int) -> list[str]:
    cells = [result.name]
    cells += [f"{it:.0f}" for it in (result.start_mb, result.first_ms, result.page_mb)]
    cells += [f"{result.rerun_ms:.1f}", f"{result.cold_ms:.0f}" if result.cold_ms else ""]
    cells += [f"{result.sent_kb:.0f}", f"{result.charts}"]
    cells += [f"{result.rates[count]:.1f}" for count in sessions]
    return [*cells, f"{result.p50_ms[most]:.0f} / {result.p95_ms[most]:.0f}", f"{result.session_mb:.2f}"]


def browser(results: Sequence[Seen]) -> str:
    """Format the measurements in a browser; the first chart also as ratios to (c) and (d)."""
    by_name = {it.name: it for it in results}
    peers = [it for it in (CHART, NAIVE) if it in by_name]
    head = ["", "first text ms", "app ms", "first chart ms", "layout shift", "KB", "requests"]
    head += [f"x {it[:3]}, chart" for it in peers]
    lines = []
    for result in results:
        ratios = [_ratio(result.chart_ms, by_name[it].chart_ms) for it in peers]
        times = ["" if math.isnan(it) else f"{it:.0f}" for it in (result.text_ms, result.app_ms, result.chart_ms)]
        sent = [f"{result.shift:.3f}", f"{result.sent_kb:.0f}", f"{result.requests:.0f}"]
        lines.append([result.name, *times, *sent, *ratios])
    return _table(head, lines)


def line(results: Sequence[Seen], over: Line) -> str:
    """Format first visits over a line, in seconds."""
    head = ["", "first text s", "app s", "first chart s", "KB"]
    lines = [
        [it.name, *(f"{ms / 1000:.1f}" for ms in (it.text_ms, it.app_ms, it.chart_ms)), f"{it.sent_kb:.0f}"]
        for it in results
    ]
    return f"{over.kbits:.0f} kbit/s and {over.delay_ms:.0f} ms:\n\n{_table(head, lines)}"


def arrivals(results: Sequence[Arrived]) -> str:
    """Format how long readers wait who arrive together."""
    lines = [[it.name, f"{it.readers}", f"{it.median_ms:.0f}", f"{it.worst_ms:.0f}"] for it in results]
    return _table(["", "readers", "median ms", "longest ms"], lines)


def clients(results: Sequence[tuple[str, float, float]]) -> str:
    """Format an empty rerun as our client and as Streamlit's own front end measure it."""
    lines = [[name, f"{ours:.1f}", f"{theirs:.1f}", _ratio(theirs, ours)] for name, ours, theirs in results]
    return _table(["", "our client ms", "browser ms", "x"], lines)


def grown(results: Sequence[Grown], build: float) -> str:
    """Format how reading and drawing grow with the rows, also as ratios to the rows as they are."""
    first = results[0]
    head = ["rows", "read ms", "x", "process MB"]
    head += [f"{name}, {what}" for name in first.pages for what in ("rerun ms", "cold ms", "x")]
    lines = []
    for result in results:
        reading = _ratio(result.read_ms, first.read_ms)
        cells = [f"{result.rows:,}", f"{result.read_ms:.0f}", reading, f"{result.read_mb:.0f}"]
        for name, (cached, new) in result.pages.items():
            cells += [f"{cached:.1f}", f"{new:.0f}", _ratio(new, first.pages[name][1])]
        lines.append(cells)
    return f"`python -m loaders --check` builds all parts in {build:.1f} s.\n\n{_table(head, lines)}"


def several(results: Sequence[Several], page: str) -> str:
    """Format how runs a second grow with the processes."""
    head = ["processes", "sessions", "runs/s", "x one", "p50/p95 ms", "MB of a process"]
    lines = []
    for result in results:
        cells = [f"{result.processes}", f"{result.sessions}", f"{result.rate:.1f}"]
        cells += [_ratio(result.rate, results[0].rate), f"{result.p50_ms:.0f} / {result.p95_ms:.0f}"]
        lines.append([*cells, f"{result.process_mb:.0f}"])
    return f"{page}, behind nginx:\n\n{_table(head, lines)}"


def put(path: Path, measured: str) -> None:
    """Replace the text between the two markers of a document.

    Raises:
        ValueError: the document does not have both markers, each once and in this order.
    """
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    old, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in old + after or END in before + after:
        msg = f"{path} must have {BEGIN} and, after it, {END}, each once"
        raise ValueError(msg)
    path.write_text(f"{before}{BEGIN}\n{measured.strip()}\n{END}{after}", encoding="utf-8")


def _ratio(value: float, reference: float) -> str:
    return f"{value / reference:.2f}" if reference and not math.isnan(value) else ""


def _table(head: list[str], lines: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *lines])
