"""Spoil the curated tables and print what the load caught: `python -m tests.mutations [--seed N] [--times N] [--kind ...] [--short]`.

Each kind is tried on each table that it fits, in rows that are new to the load: there only the rules and the other rows
can tell. What is accepted is tried again in rows that the last load knew. The exit code is 1 where a harmful kind was
accepted, or the load broke. The last list is what only the source could tell: what a second pair of eyes must check.
"""

import argparse
import csv
import io
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from data import CURATED
from loaders.curated.file import FILES
from tests.mutations import cells, habits, spreadsheets, tables
from tests.mutations.load import Bench, bench
from tests.mutations.spoilt import Spoilt
from tests.mutations.tables import Kind

CELLS = cells.BY_CELL | spreadsheets.CELLS | habits.CELLS
SMALL = 20_000  # bytes of the tables of the short form
SAMPLE = 60


def kinds(table: str) -> Iterator[tuple[str, Kind]]:
    """List the kinds that a table is tried with."""
    for name, (fits, change) in CELLS.items():
        yield name, lambda it, fits=fits, change=change: it.cell(fits, change)
    for of in (tables, spreadsheets, habits):
        for group in ("FILES", "COLUMNS", "ROWS", "HARMLESS"):
            yield from getattr(of, group, {}).items()
        yield from of.BY_TABLE.get(table, {}).items()


def for_the_source(_: str) -> Iterator[tuple[str, Kind]]:
    """List the kinds that only the source could tell."""
    for name, (fits, change) in (cells.SOURCE_ALONE | spreadsheets.CELLS_ALONE | habits.CELLS_ALONE).items():
        yield name, lambda it, fits=fits, change=change: it.cell(fits, change)
    yield from (tables.SOURCE_ALONE | spreadsheets.ROWS_ALONE).items()


def spoilt(on: Bench, table: str, seed: str) -> Spoilt:
    """Return a table to be spoilt."""
    rows = list(csv.reader(io.StringIO(on.files[table].decode(), newline="")))
    return Spoilt(table, rows[0], rows[1:], random.Random(seed))  # noqa: S311


class Count:
    """What became of each kind."""

    def __init__(self) -> None:
        self.by_kind: dict[str, Counter[str]] = defaultdict(Counter)
        self.accepted: list[str] = []

    def tried(self, on: Bench, kind: str, spoils: list[Spoilt]) -> str:
        """Load spoilt tables as new rows and, where these are accepted, as known ones; return what became of them."""
        files, new = {it.table: it.bytes() for it in spoils}, {it.table: it.touched for it in spoils}
        outcome, said = on.outcome(files, new)
        if outcome == "accepted":
            known, said = on.outcome(files)
            outcome = "accepted" if known == "accepted" else "asked if known"
            self.accepted.append(f"{kind}: {', '.join(files)}: {outcome}: {_difference(on, spoils)}")
            print(self.accepted[-1], flush=True)
        elif outcome == "broke":
            self.accepted.append(f"{kind}: {', '.join(files)}: {said}")
            print(self.accepted[-1], flush=True)
        self.by_kind[kind][outcome] += 1
        return outcome

    def add(self, other: "Count") -> None:
        """Add what another count has found."""
        for kind, outcomes in other.by_kind.items():
            self.by_kind[kind] += outcomes
        self.accepted += other.accepted


def _difference(on: Bench, spoils: list[Spoilt]) -> str:
    for it in spoils:
        before = spoilt(on, it.table, "")
        for row in sorted(it.touched)[:1]:
            if row < len(before.rows):
                pairs = zip(it.header, before.rows[row], it.rows[row], strict=False)
                return f"line {row + 2}: " + "; ".join(
                    f"{name} {old[:40]!r} -> {new[:40]!r}" for name, old, new in pairs if old != new
                )
    return ""


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser("python -m tests.mutations", description="Spoil the curated tables.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1, help="how often each kind is tried on each table")
    parser.add_argument("--several", type=int, default=60, help="how often several kinds are tried at once")
    parser.add_argument("--short", action="store_true", help="some kinds, on small tables: a few seconds")
    parser.add_argument("--table", action="append", help="only this table")
    parser.add_argument("--kind", action="append", help="only this kind")
    wanted = parser.parse_args(argv)
    tables = wanted.table or sorted(FILES, key=lambda it: -(CURATED / f"{it}.csv").stat().st_size)
    harmful, alone = Count(), Count()
    if wanted.short:
        with bench() as on:
            _each(on, harmful, alone, str(wanted.seed), tables, wanted)
    else:  # a table is a job, and so is the mixture; the longest first
        jobs = [*([] if wanted.table or wanted.kind else [""]), *tables]
        with ProcessPoolExecutor() as pool:
            for found in pool.map(partial(_job, wanted), jobs):
                harmful.add(found[0])
                alone.add(found[1])
    _print(harmful, "Harmful kinds", every=not wanted.short)
    _print(alone, "What only the source could tell", every=True)
    if harmful.accepted:
        print("\nAccepted though harmful:", *harmful.accepted, sep="\n  ")
    return 1 if harmful.accepted else 0


def _job(wanted: argparse.Namespace, table: str) -> tuple[Count, Count]:
    """Try each kind on one table; without a table, several kinds at once on all. A process of its own may do it."""
    harmful, alone = Count(), Count()
    with bench() as on:
        if not table:
            _several(on, harmful, wanted.seed, wanted.several)
        for times in range(wanted.times if table else 0):
            _each(on, harmful, alone, f"{wanted.seed}-{times}", [table], wanted)
    return harmful, alone


def _each(on: Bench, harmful: Count, alone: Count, seed: str, tables: list[str], wanted: argparse.Namespace) -> None:
    """Try each kind on each table that it fits, or on one of them that chance chooses."""
    short = wanted.short
    for count, listed in ((harmful, kinds), (alone, for_the_source)):
        found = [(table, name, kind) for table in tables for name, kind in listed(table)]
        found = [it for it in found if not wanted.kind or it[1] in wanted.kind]
        random.Random(seed).shuffle(found)  # noqa: S311
        done: set[str] = set()
        found = [it for it in found if not short or len(on.files[it[0]]) < SMALL]
        for table, name, kind in found[: SAMPLE if short else None]:
            it = spoilt(on, table, f"{seed}-{table}-{name}")
            if (short and name in done) or not kind(it):
                continue
            done.add(name)
            count.tried(on, name, [it])


def _several(on: Bench, harmful: Count, seed: int, times: int) -> None:
    """Spoil two to five cells or tables at once: one fault must not hide another."""
    chance = random.Random(seed)  # noqa: S311
    for turn in range(times):
        spoils: dict[str, Spoilt] = {}
        touched: dict[str, set[int]] = defaultdict(set)
        for at in range(chance.randint(2, 5)):
            table = chance.choice(sorted(FILES))
            it = spoils.setdefault(table, spoilt(on, table, f"{seed}-{turn}-{at}-{table}"))
            fits, change = CELLS[chance.choice(sorted(CELLS))]
            it.cell(fits, change)
            touched[table] |= it.touched
        for table, it in spoils.items():
            it.touched = touched[table]
        if any(touched.values()):
            harmful.tried(on, "several at once", list(spoils.values()))


def _print(count: Count, heading: str, *, every: bool) -> None:
    print(f"\n{heading}: caught of tried")
    total: Counter[str] = Counter()
    for kind, outcomes in sorted(count.by_kind.items()):
        total += outcomes
        if every:
            tried = sum(outcomes.values()) - outcomes["harmless"]
            words = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
            print(f"  {kind:<52} {outcomes['refused'] + outcomes['asked']:>3} of {tried:<3} {words}")
    caught, tried = total["refused"] + total["asked"], sum(total.values()) - total["harmless"]
    words = ", ".join(f"{number:,} {outcome}" for outcome, number in total.items())
    print(f"{len(count.by_kind)} kinds: {caught:,} of {tried:,} caught ({words})")


if __name__ == "__main__":
    sys.exit(main())
