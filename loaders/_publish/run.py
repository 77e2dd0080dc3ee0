"""The load of one source: read, put right, checked, compared with the one before, and written; or none of it."""

import datetime as dt
import sys
import traceback
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from types import ModuleType

import pandas as pd

from data.schema.check import FaultsError, check
from data.schema.columns import Table
from data.schema.tables import Changes, Loads, Sources
from loaders import Closed, Get, LoaderError, functions, is_committed, is_live
from loaders._http import progress
from loaders._http.client import Live
from loaders._http.recordings import RAW, Recorded, Recordings
from loaders._publish import corrections, diff, guard, load_log, parts

Rows = dict[type[Table], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked on the command line, and when."""

    fetch: bool = False
    check: bool = False
    accept: bool = False
    named: bool = False  # the source was asked for by its name
    now: str = ""
    today: dt.date | None = None  # None: nothing is judged by the calendar


def run_all(loaders: Mapping[str, ModuleType], options: Options) -> bool:
    """Load each source by itself, also after one has failed. Whether all is well."""
    good = True
    for name, loader in loaders.items():
        good &= run(name, loader, options)
    return good


def run(name: str, loader: ModuleType, options: Options) -> bool:
    """Load all tables of one source; they are written together or not at all. Whether all is well."""
    print(f"{name}: {loader.SOURCE.title}")
    whole = _whole(name) if options.check else True
    recordings = Recordings(RAW / name)
    if is_live(loader) and not options.fetch and not recordings.exist():
        return _not_on_hand(name, options) and whole
    try:
        loaded = _loaded(name, loader, recordings, options)
        checked = _checked(name, loader, loaded)
        return (
            (_compared(name, loader, checked) and whole) if options.check else _written(name, loader, checked, options)
        )
    except (LoaderError, OSError) as why:
        reason = str(why)
    except Exception as why:  # noqa: BLE001  a fault in one module must not keep the others from loading
        traceback.print_exc()
        reason = f"the loader broke: {type(why).__name__}: {why}"
    return _failed(name, loader, reason, options)


def _not_on_hand(name: str, options: Options) -> bool:
    """A live source of which nothing was ever recorded here."""
    if options.named:
        print(f"  {name} failed: nothing of it is on disk; run with --fetch", file=sys.stderr)
        return False
    print("  as committed: nothing recorded here" if parts.filled(name) else "  not fetched yet: run with --fetch")
    return True


def _loaded(name: str, loader: ModuleType, recordings: Recordings, options: Options) -> Rows:
    """The rows as the source tells them, put right; a fetch that was whole is kept."""
    with ExitStack() as stack:
        get: Get
        if not is_live(loader):
            get = Closed()
        elif options.fetch:
            told = stack.enter_context(progress.shown(name, " answers"))
            get = Live(recordings, bar=progress.shown, told=told)
        else:
            get = Recorded(recordings)
        loaded = {table: load(get) for table, load in functions(loader).items()}
    if options.fetch and is_live(loader):
        recordings.finish()
    known = [it for it in corrections.read() if it.source == name]
    corrections.meant(known, loaded)
    cited = _cited(name, loaded)
    return {
        table: corrections.apply(rows, table, known, cited=cited, today=options.today) for table, rows in loaded.items()
    }


def _cited(name: str, loaded: Rows) -> set[str]:
    """The sources that may be cited: those that the loader brings, and those of all others."""
    others = [path.stem for path in parts.part(Sources, name).parent.glob("*.parquet") if path.stem != name]
    known = [loaded.get(Sources), *(parts.read(Sources, it) for it in others)]
    return {str(it) for rows in known if rows is not None for it in rows[Sources.source_id]}


def _checked(name: str, loader: ModuleType, loaded: Rows) -> Rows:
    """The rows of all tables; the faults of all tables are printed together."""
    cited, kind = _cited(name, loaded), "" if is_live(loader) else ".csv"
    checked: Rows = {}
    faults = []
    for table, rows in loaded.items():
        try:
            checked[table] = check(rows, table, where=f"{name}/{table.name}{kind}", sources=cited)
        except FaultsError as found:
            faults.append(found.faults)
    if faults:
        _print_table(pd.concat(faults).rename(columns={"where": "file"}))
        msg = f"{sum(map(len, faults))} faults in its rows"
        raise LoaderError(msg)
    return checked


def _written(name: str, loader: ModuleType, checked: Rows, options: Options) -> bool:
    """Write the parts that differ, what changed in them, and the rows that tell of the load."""
    same = {table for table, rows in checked.items() if _equals_the_part(name, table, rows)}
    changed = _changed(name, {table: rows for table, rows in checked.items() if table not in same}, options)
    told, withheld = parts.read(Changes, name), _withheld(loader)
    since = load_log.since(parts.last(Loads, name), told, parts.torn(name))
    times = {table.name: since[table.name] for table in same if table.name in since}
    changes = load_log.changes(name, changed, told, times, options.now)
    prints: dict[str, str] = {}
    with parts.Batch(name, withheld) as batch:
        _add_unless_equal(batch, name, Changes, changes, withheld)
        for table, rows in checked.items():
            keep = table in same and parts.as_declared(table, name, withheld)
            prints[table.name] = parts.fingerprint(parts.part(table, name)) if keep else batch.add(rows, table)
        counts = {table.name: len(rows) for table, rows in checked.items()}
        loads = load_log.loads(name, loader.SOURCE.url, times, counts, prints, options.now)
        _add_unless_equal(batch, name, Loads, loads, withheld)
        batch.commit()
    for table, rows in checked.items():
        print(f"  {table.name:<12} {len(rows):>6,} rows  {'as before' if table in same else 'written'}")
    return True


def _withheld(loader: ModuleType) -> str:
    """The terms by which a loader's rows may not be handed on whole; empty where they may."""
    return "" if is_committed(loader) else loader.SOURCE.licence


def _equals_the_part(name: str, table: type[Table], rows: pd.DataFrame) -> bool:
    old = parts.read(table, name)
    return old is not None and parts.same(old, rows, table)


def _add_unless_equal(batch: parts.Batch, name: str, table: type[Table], rows: pd.DataFrame, withheld: str) -> None:
    if not (_equals_the_part(name, table, rows) and parts.as_declared(table, name, withheld)):
        batch.add(rows, table)


def _changed(name: str, fresh: Rows, options: Options) -> dict[type[Table], diff.Differences | None]:
    """What differs from the load before, table by table; None for a first load.

    Raises:
        LoaderError: too much is lost, or a value is out of proportion, and nobody has said that this is right.
    """
    found: dict[type[Table], diff.Differences | None] = {}
    reasons: list[str] = []
    for table, rows in fresh.items():
        old = parts.last(table, name)
        found[table] = differences = None if old is None else diff.compare(old, rows, table)
        if old is not None and differences is not None:
            reasons += guard.objections(old, rows, differences)
    if reasons and not options.accept:
        _print_table(load_log.changes(name, found, None, {}, options.now).drop(columns=["loader", "loaded_at"]))
        msg = f"{'; '.join(reasons)}. Where that is right, load again with --accept"
        raise LoaderError(msg)
    return found


def _compared(name: str, loader: ModuleType, checked: Rows) -> bool:
    """Whether the committed parts hold just the rows of a fresh build."""
    good = True
    for table, rows in checked.items():
        same = _equals_the_part(name, table, rows) and parts.as_declared(table, name, _withheld(loader))
        good &= same
        state = "equals what is committed" if same else "DIFFERS: run python -m loaders and commit data/parquet/"
        print(f"  {table.name:<12} {len(rows):>6,} rows  {state}")
    return good


def _whole(name: str) -> bool:
    """Whether all parts of a source are of the loads that `loads` tells of."""
    torn = parts.torn(name)
    if torn:
        told = f"the part of {', '.join(torn)} is not the one that was loaded; run python -m loaders {name}"
        print(f"  {name} is not whole: {told}", file=sys.stderr)
    return not torn


def _failed(name: str, loader: ModuleType, reason: str, options: Options) -> bool:
    """Tell the failure, here and on the Data page; the rows stay."""
    print(f"  {name} failed: {reason}", file=sys.stderr)
    if options.check:
        return False
    tables = [table.name for table in functions(loader)]
    try:
        with parts.Batch(name, _withheld(loader)) as batch:
            rows = load_log.failed(name, loader.SOURCE.url, parts.last(Loads, name), tables, reason)
            _add_unless_equal(batch, name, Loads, rows, _withheld(loader))
            batch.commit()
    except OSError as why:
        print(f"  {name}: its failure cannot be written either: {why}", file=sys.stderr)
    return False


def _print_table(rows: pd.DataFrame) -> None:
    """All faults, or all changes, one a line."""
    with pd.option_context("display.width", 200, "display.max_colwidth", 60, "display.max_rows", None):
        print(rows.to_string(index=False, na_rep=""), file=sys.stderr)
