"""Fill `data/parquet/`: `python -m loaders [source ...] [--fetch] [--check] [--accept]`, or `--summary`.

Each source is read, checked, compared with its last load and written on its own. A source that fails is named, keeps
its last good files, and makes the exit code 1. `--fetch` requests the data from the sources and records their answers;
without it the last recorded answers are read. `--check` writes nothing: it reports whether the committed files equal a
fresh build, for sources whose input is on disk, and whether a load was interrupted.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable
from types import ModuleType

from loaders import LoaderError, discover, is_live
from loaders._publish import corrections, parts, run
from loaders._publish.summary import summary


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code, 1 if anything is wrong."""
    loaders = discover()
    wanted = _arguments(argv, list(loaders))
    if wanted.summary is not None:
        print(summary(wanted.summary), end="")
        return 0
    chosen = {name: loaders[name] for name in wanted.sources or _in_order(loaders)}
    try:
        corrections.check_loaders(loaders)
        good = _run_all(chosen, wanted)
    except LoaderError as why:
        print(why, file=sys.stderr)
        good = False
    print("All is well." if good else "Something is wrong: see above. Last good data stay as they were.")
    return 0 if good else 1


def _run_all(chosen: dict[str, ModuleType], wanted: argparse.Namespace) -> bool:
    """Load or check each source; return whether all went well."""
    now = dt.datetime.now(dt.UTC)
    options = run.Options(
        fetch=wanted.fetch,
        check=wanted.check,
        accept=wanted.accept,
        named=bool(wanted.sources),
        now=now.strftime("%Y-%m-%d %H:%M"),
        today=None if wanted.check else now.date(),
    )
    if wanted.check:
        foreign = [] if wanted.sources else parts.strangers(discover())
        if foreign:
            print(f"written by no loader, and read by the app: {', '.join(foreign)}; take them away", file=sys.stderr)
        return run.run_all(chosen, options) and not foreign
    with parts.alone():
        return run.run_all(chosen, options)


def _in_order(loaders: dict[str, ModuleType]) -> Iterable[str]:
    """Sort the curated tables first: live sources may cite sources listed there."""
    return sorted(loaders, key=lambda name: (is_live(loaders[name]), name))


def _arguments(argv: list[str] | None, names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m loaders", description="Normalise sources into data/parquet/.")
    parser.add_argument("sources", nargs="*", metavar="source", help=f"one of {', '.join(names)}; all when left out")
    parser.add_argument(
        "--fetch", action="store_true", help="request the data from the sources, and record the answers"
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="load what the guard stops: rows lost, known facts changed, new figures far off the others",
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument(
        "--check", action="store_true", help="write nothing; compare a fresh build with the committed files"
    )
    modes.add_argument(
        "--summary",
        nargs="?",
        const="",
        metavar="SINCE",
        help="only print, as Markdown, what the last loads changed; with a time like '2026-11-24 06:00', since then",
    )
    wanted = parser.parse_args(argv)
    if (wanted.fetch or wanted.accept) and (wanted.check or wanted.summary is not None):
        parser.error("--fetch and --accept load; --check and --summary only look")
    unknown = sorted(set(wanted.sources) - set(names))
    if unknown:
        parser.error(f"no loader {', '.join(unknown)}; there are {', '.join(names)}")
    return wanted


if __name__ == "__main__":
    raise SystemExit(main())
