"""Print the table: `python -m benchmarks [--short]`."""

import argparse
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks._load import Result, Subject, Values, measure
from benchmarks._server import ROOT
from data.places import CODES, PLACES
from pages import discover

APPS = ROOT / "benchmarks" / "apps"
NAMES = [PLACES[code].name for code in CODES]
EMPTY, LIMIT, CHART, NAIVE = "(a) empty page", "(b) empty page, no collection", "(c) one chart", "(d) naive Trade page"


def main(argv: list[str] | None = None) -> int:
    """Measure peers and pages in turn, and print each figure with its ratios."""
    wanted = _arguments(argv)
    sessions, seconds = ((1, 5), 1.0) if wanted.short else ((1, 20, 100), 6.0)
    with tempfile.TemporaryDirectory() as elsewhere:  # peers run with Streamlit's own settings, not with ours
        subjects = [*_peers(Path(elsewhere)), *_pages()]
        if wanted.only:
            subjects = [it for it in subjects if any(word in it.name for word in wanted.only)]
        results = []
        for subject in subjects:
            print(f"measuring {subject.name} ...", file=sys.stderr, flush=True)
            results.append(measure(subject, sessions, seconds))
    print(
        f"\n{platform.machine()}, {platform.system()}, Python {platform.python_version()}; {_cores()} cores, client included\n"
    )
    print(table(results, sessions))
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure the pages against their peers.")
    parser.add_argument("--short", action="store_true", help="few sessions, a second each: fails on errors only")
    parser.add_argument("only", nargs="*", help="words in the names of what is measured; all when left out")
    return parser.parse_args(argv)


def _cores() -> int:
    import os  # noqa: PLC0415  needed here alone

    return len(os.sched_getaffinity(0))


def _peers(elsewhere: Path) -> list[Subject]:
    """What our pages are measured against."""
    naive = [{"country": [code]} for code in CODES] + [{"country": list(CODES)}]
    return [
        Subject(EMPTY, APPS / "empty.py", folder=elsewhere),
        Subject(LIMIT, APPS / "empty.py", ("--runner.postScriptGC=false",), elsewhere),
        Subject(CHART, APPS / "chart.py", folder=elsewhere),
        Subject(NAIVE, APPS / "naive.py", folder=elsewhere, turns=naive),
    ]


def _pages() -> list[Subject]:
    """Every page; its readers choose countries (of the country page, the state) one after the other."""
    found = []
    for slug, module in discover().items():
        key = "country" if "countries" in module.PAGE.filters else "state"
        turns: list[Values] = [{key: [name]} for name in NAMES]
        fresh: list[Values] = [{"years": [float(2008 + at), 2026.0]} for at in range(12)]
        page = "" if module.PAGE.order == 0 else slug
        found.append(Subject(module.PAGE.title, ROOT / "dashboard.py", page=page, turns=turns, fresh=fresh))
    return found


def table(results: list[Result], sessions: tuple[int, ...]) -> str:
    """The results as a Markdown table; ratios to (a), (b) and (d) where these were measured."""
    by_name = {it.name: it for it in results}
    most = sessions[1] if len(sessions) > 1 else sessions[0]
    head = ["", "start MB", "first run ms", "page MB", "rerun ms", "cold ms", "sent KB", "charts"]
    head += [f"runs/s, {count}" for count in sessions] + [
        f"p50/p95 ms, {most}",
        "MB a session",
        *_ratio_heads(by_name, most),
    ]
    lines = [head, ["---"] * len(head)]
    lines += [_line(it, sessions, most, by_name) for it in results]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _ratio_heads(by_name: dict[str, Result], most: int) -> list[str]:
    return [f"x {name[:3]} at {most}" for name in (EMPTY, LIMIT, NAIVE) if name in by_name]


def _line(it: Result, sessions: tuple[int, ...], most: int, by_name: dict[str, Result]) -> list[str]:
    cells = [it.name, f"{it.start_mb:.0f}", f"{it.first_ms:.0f}", f"{it.page_mb:.0f}", f"{it.rerun_ms:.1f}",
             f"{it.cold_ms:.0f}" if it.cold_ms else "", f"{it.sent_kb:.0f}", f"{it.charts}"]  # fmt: skip
    cells += [f"{it.rates[count]:.1f}" for count in sessions]
    cells += [f"{it.p50_ms[most]:.0f} / {it.p95_ms[most]:.0f}", f"{it.session_mb:.2f}"]
    return cells + [
        f"{it.rates[most] / by_name[name].rates[most]:.2f}" for name in (EMPTY, LIMIT, NAIVE) if name in by_name
    ]


if __name__ == "__main__":
    raise SystemExit(main())
