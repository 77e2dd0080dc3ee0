"""Fill `data/parquet/`: `python -m loaders [source ...] [--check]`.

Each source is read, checked and written by itself: one that fails is named, leaves its last good part where it was,
and makes the exit code 1. `--check` writes nothing and tells whether what is committed equals a fresh build.
"""

import argparse
import datetime as dt
import sys
from types import ModuleType

import pandas as pd

from data.check import FaultsError, check
from data.columns import Table
from data.tables import Loads, Sources
from loaders import Closed, LoaderError, _store, discover, functions


def main(argv: list[str] | None = None) -> int:
    """Run the command line; the exit code is 1 where anything is wrong."""
    loaders = discover()
    wanted = _arguments(argv, list(loaders))
    good = True
    for name in wanted.sources or loaders:
        good &= _run(name, loaders[name], check_only=wanted.check)
    print("All is well." if good else "Something is wrong: see above. Last good data stay as they were.")
    return 0 if good else 1


def _arguments(argv: list[str] | None, names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m loaders", description="Normalise sources into data/parquet/.")
    parser.add_argument("sources", nargs="*", metavar="source", help=f"one of {', '.join(names)}; all when left out")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; compare a fresh build with what is committed"
    )
    wanted = parser.parse_args(argv)
    unknown = sorted(set(wanted.sources) - set(names))
    if unknown:
        parser.error(f"no loader {', '.join(unknown)}; there are {', '.join(names)}")
    return wanted


def _run(name: str, loader: ModuleType, *, check_only: bool) -> bool:
    """Load all tables of one source; they are written together or not at all."""
    print(f"{name}: {loader.SOURCE.title}")
    try:
        loaded = {table: load(Closed()) for table, load in functions(loader).items()}
    except LoaderError as why:
        return _failed(name, f"{why}", check_only=check_only)
    checked, faults = _checked(name, loaded)
    if faults:
        _print_faults(pd.concat(faults))
        return _failed(name, f"{sum(map(len, faults))} faults in its rows", check_only=check_only)
    return _compared(name, checked) if check_only else _written(name, checked, loader.SOURCE.url)


def _checked(
    name: str, loaded: dict[type[Table], pd.DataFrame]
) -> tuple[dict[type[Table], pd.DataFrame], list[pd.DataFrame]]:
    """The rows of all tables, and the faults of all tables."""
    cited = set(loaded[Sources][Sources.source_id]) if Sources in loaded else None
    checked, faults = {}, []
    for table, rows in loaded.items():
        try:
            checked[table] = check(rows, table, where=f"{name}/{table.name}.csv", sources=cited)
        except FaultsError as found:
            faults.append(found.faults)
    return checked, faults


def _written(name: str, checked: dict[type[Table], pd.DataFrame], origin: str) -> bool:
    """Write each part and the row that tells of its load."""
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M")
    before = _store.read(Loads, name)
    told = {} if before is None else dict(zip(before[Loads.table], before[Loads.loaded_at], strict=True))
    loads: list[tuple[object, ...]] = []
    for table, rows in checked.items():
        old = _store.read(table, name)
        unchanged = old is not None and _store.same(old, rows, table)
        if not unchanged:
            _store.write(rows, table, name)
        print(f"  {table.name:<12} {len(rows):>6,} rows  {'as before' if unchanged else 'written'}")
        loaded_at = told.get(table.name, now) if unchanged else now
        loads.append((name, table.name, origin, loaded_at, len(rows), "good", None))
    _write_loads(name, loads)
    return True


def _compared(name: str, checked: dict[type[Table], pd.DataFrame]) -> bool:
    """Whether the committed parts hold just the rows of a fresh build."""
    good = True
    for table, rows in checked.items():
        old = _store.read(table, name)
        same = old is not None and _store.same(old, rows, table)
        good &= same
        state = "equals what is committed" if same else "DIFFERS: run python -m loaders and commit data/parquet/"
        print(f"  {table.name:<12} {len(rows):>6,} rows  {state}")
    return good


def _failed(name: str, reason: str, *, check_only: bool) -> bool:
    """Tell the failure, here and on the Data page; the rows stay."""
    print(f"  {name} failed: {reason}", file=sys.stderr)
    before = _store.read(Loads, name)
    if not check_only and before is not None:
        rows = before.assign(state="failed", reason=reason)
        _write_loads(name, [tuple(row) for row in rows.itertuples(index=False)])
    return False


def _write_loads(name: str, loads: list[tuple[object, ...]]) -> None:
    rows = pd.DataFrame(loads, columns=[str(it) for it in Loads.columns])
    _store.write(check(rows, Loads, where=name), Loads, name)


def _print_faults(faults: pd.DataFrame) -> None:
    """One table of all faults: where, row, column, rule, value."""
    faults = faults.rename(columns={"where": "file"})
    with pd.option_context("display.width", 200, "display.max_colwidth", 60, "display.max_rows", None):
        print(faults.to_string(index=False), file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
