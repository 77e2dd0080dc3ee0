"""Load one source: read, correct, check, compare with the last load, and write; all tables or none."""

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
    """The options of the command line, and the time of the run."""

    fetch: bool = False
    check: bool = False
    accept: bool = False
    named: bool = False  # the source was named on the command line
    now: str = ""  # as 2026-11-24 06:00, universal time
    today: dt.date | None = None  # None: corrections do not expire in this run


def run_all(loaders: Mapping[str, ModuleType], options: Options) -> bool:
    """Load each source on its own, also after one has failed; return whether all went well."""
    good = True
    for name, loader in loaders.items():
        good &= run(name, loader, options)
    return good


def run(name: str, loader: ModuleType, options: Options) -> bool:
    """Load all tables of one source; they are written together or not at all.

    Args:
        name: the loader.
        loader: its module.
        options: what to do with the rows.

    Returns:
        Whether all went well; an error is printed, and logged for the Data page.
    """
    print(f"{name}: {loader.SOURCE.title}")
    intact = _is_intact(name) if options.check else True
    recordings = Recordings(RAW / name)
    if is_live(loader) and not options.fetch and not recordings.exist():
        return _without_recordings(name, options) and intact
    try:
        loaded = _loaded(name, loader, recordings, options)
        checked = _checked(name, loader, loaded, options.today)
        if options.check:
            return _compared(name, loader, checked) and intact
        return _written(name, loader, checked, options)
    except (LoaderError, OSError) as why:
        reason = str(why)
    except Exception as why:  # noqa: BLE001  a fault in one module must not keep the others from loading
        traceback.print_exc()
        reason = f"the loader broke: {type(why).__name__}: {why}"
    return _failed(name, loader, reason, options)


def _without_recordings(name: str, options: Options) -> bool:
    """Report a live source without recordings; that is an error if it was named on the command line."""
    if options.named:
        print(f"  {name} failed: nothing is recorded on disk; run with --fetch", file=sys.stderr)
        return False
    print("  as committed: nothing recorded here" if parts.filled(name) else "  not fetched yet: run with --fetch")
    return True


def _loaded(name: str, loader: ModuleType, recordings: Recordings, options: Options) -> Rows:
    """Read the rows of a source and apply its corrections; the answers of a complete fetch are kept."""
    with ExitStack() as stack:
        get: Get
        if not is_live(loader):
            get = Closed()
        elif options.fetch:
            step = stack.enter_context(progress.shown(name, " answers"))
            get = Live(recordings, bar=progress.shown, step=step)
        else:
            get = Recorded(recordings)
        loaded = _read(loader, get)
    if options.fetch and is_live(loader):
        recordings.finish()
    known = [it for it in corrections.read() if it.source == name]
    corrections.check_tables(known, loaded)
    cited = _cited(name, loaded)
    return {
        table: corrections.apply(rows, table, known, cited=cited, today=options.today) for table, rows in loaded.items()
    }


def _read(loader: ModuleType, get: Get) -> Rows:
    """Read all tables of a source; print the faults of all tables together."""
    loaded: Rows = {}
    faults = []
    for table, load in functions(loader).items():
        try:
            loaded[table] = load(get)
        except FaultsError as why:
            faults.append(why.faults)
    _refuse(faults)
    return loaded


def _cited(name: str, loaded: Rows) -> dict[str, pd.Timestamp]:
    """Return the `source_id`s that may be cited, of this loader and of all others, with the last day of publication."""
    others = [path.stem for path in parts.part(Sources, name).parent.glob("*.parquet") if path.stem != name]
    known = [loaded.get(Sources), *(parts.read(Sources, it) for it in others)]
    return {
        str(source_id): pd.to_datetime(end, errors="coerce")
        for rows in known
        if rows is not None
        for source_id, end in zip(rows[Sources.source_id], rows[Sources.end], strict=True)
    }


def _checked(name: str, loader: ModuleType, loaded: Rows, today: dt.date | None) -> Rows:
    """Check the rows of all tables; print the faults of all tables together."""
    cited, kind = _cited(name, loaded), "" if is_live(loader) else ".csv"
    published = {source_id: day for source_id, day in cited.items() if not pd.isna(day)}
    checked: Rows = {}
    faults = []
    for table, rows in loaded.items():
        try:
            checked[table] = check(
                rows, table, where=f"{name}/{table.name}{kind}", sources=set(cited), published=published, today=today,
                by_hand=not is_live(loader),
            )  # fmt: skip
        except FaultsError as why:
            faults.append(loader.as_in_file(table.name, why.faults) if hasattr(loader, "as_in_file") else why.faults)
    _refuse(faults)
    return checked


def _refuse(faults: list[pd.DataFrame]) -> None:
    """Print the faults of all tables, if there are any, and stop.

    Raises:
        LoaderError: there are faults.
    """
    if faults:
        _print_table(pd.concat(faults).rename(columns={"where": "file"}))
        msg = f"{sum(map(len, faults))} faults in its rows"
        raise LoaderError(msg)


def _written(name: str, loader: ModuleType, checked: Rows, options: Options) -> bool:
    """Write the parts that differ, their changes, and the load log."""
    same = {table for table, rows in checked.items() if _equals_the_part(name, table, rows)}
    fresh = {table: rows for table, rows in checked.items() if table not in same}
    changed = _changed(name, fresh, options, by_hand=not is_live(loader))
    spoilt = parts.spoilt(name)
    changes_before, withheld = _logged(Changes, name), _withheld(loader)
    since = load_log.since(_logged(Loads, name), changes_before, parts.torn(name))
    times = {table.name: since[table.name] for table in same if table.name in since}
    changes = load_log.changes(name, changed, changes_before, times, options.now)
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
        written = "written in place of a part that was not the one loaded" if table.name in spoilt else "written"
        print(f"  {table.name:<12} {len(rows):>6,} rows  {'as before' if table in same else written}")
    return True


def _withheld(loader: ModuleType) -> str:
    """Return the terms that forbid to redistribute a loader's rows; empty if they may be redistributed."""
    return "" if is_committed(loader) else loader.SOURCE.licence


def _equals_the_part(name: str, table: type[Table], rows: pd.DataFrame) -> bool:
    old = parts.read(table, name)
    return old is not None and parts.same(old, rows, table)


def _logged(table: type[Table], name: str) -> pd.DataFrame | None:
    """Read `Loads` or `Changes` of the previous load; None if there is none, or if its rows are damaged."""
    rows = parts.last(table, name)
    if rows is None or list(rows) != list(table.columns):  # an older log is still read, column by column
        return rows if table is Loads else None
    try:
        return check(rows, table, where=name)
    except FaultsError:
        return None


def _add_unless_equal(batch: parts.Batch, name: str, table: type[Table], rows: pd.DataFrame, withheld: str) -> None:
    if not (_equals_the_part(name, table, rows) and parts.as_declared(table, name, withheld)):
        batch.add(rows, table)


def _changed(name: str, fresh: Rows, options: Options, *, by_hand: bool) -> dict[type[Table], diff.Differences | None]:
    """Compare each table with the last load; None for a first load.

    Raises:
        LoaderError: too much is lost, or a value changed out of proportion, and the operator has not accepted it.
    """
    changed: dict[type[Table], diff.Differences | None] = {}
    reasons: list[str] = []
    spoilt, counts = parts.spoilt(name), load_log.counts(_logged(Loads, name))
    for table, rows in fresh.items():
        if table.name in spoilt:  # nothing to compare with but the number of its rows
            changed[table] = None
            reasons += guard.fewer_than_logged(table, counts.get(table.name, 0), len(rows))
            continue
        old = parts.last(table, name)
        changed[table] = differences = None if old is None else diff.compare(old, rows, table)
        if old is not None and differences is not None:
            reasons += guard.objections(old, rows, differences, by_hand=by_hand)
    if reasons and not options.accept:
        _print_table(load_log.changes(name, changed, None, {}, options.now).drop(columns=["loader", "loaded_at"]))
        msg = f"{'; '.join(reasons)}. If that is right, load again with --accept"
        raise LoaderError(msg)
    return changed


def _compared(name: str, loader: ModuleType, checked: Rows) -> bool:
    """Compare the committed parts with a fresh build; return whether all are equal."""
    good = True
    for table, rows in checked.items():
        same = _equals_the_part(name, table, rows) and parts.as_declared(table, name, _withheld(loader))
        good &= same
        state = "equals the committed file" if same else "DIFFERS: run python -m loaders and commit data/parquet/"
        print(f"  {table.name:<12} {len(rows):>6,} rows  {state}")
    return good


def _is_intact(name: str) -> bool:
    """Return whether all parts of a source are those of its logged loads; print those that are not."""
    torn = parts.torn(name)
    if torn:
        reason = f"the part of {', '.join(torn)} is not the one that was loaded; run python -m loaders {name}"
        print(f"  {name} is incomplete: {reason}", file=sys.stderr)
    elif miscounted := parts.miscounted(name):
        reason = f"the log of loads counts other rows of {', '.join(miscounted)} than there are; run python -m loaders {name}"
        print(f"  {name} is incomplete: {reason}", file=sys.stderr)
        return False
    return not torn


def _failed(name: str, loader: ModuleType, reason: str, options: Options) -> bool:
    """Print a failure and log it for the Data page; the rows stay as they were. Return False."""
    print(f"  {name} failed: {reason}", file=sys.stderr)
    if options.check:
        return False
    tables = [table.name for table in functions(loader)]
    try:
        with parts.Batch(name, _withheld(loader)) as batch:
            rows = load_log.failed(name, loader.SOURCE.url, _logged(Loads, name), tables, reason)
            _add_unless_equal(batch, name, Loads, rows, _withheld(loader))
            batch.commit()
    except OSError as why:
        print(f"  {name}: the failure cannot be logged either: {why}", file=sys.stderr)
    return False


def _print_table(rows: pd.DataFrame) -> None:
    """Print faults or changes, one a line."""
    with pd.option_context("display.width", 200, "display.max_colwidth", 60, "display.max_rows", None):
        print(rows.to_string(index=False, na_rep=""), file=sys.stderr)
