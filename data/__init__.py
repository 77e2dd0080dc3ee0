"""What we know: the tables, and the rows that the pages read. Nothing here fetches or draws.

rows = data.read(Trade)        # every part of the table, as a DataFrame
data.known_to()                # the day up to which the record reaches

The loaders write to `data/parquet/`. What is read is there too, unless `AMU_LEDGER_PARQUET` names another place: see
`data.store`.
"""

import datetime as dt
import hashlib
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import store
from data.schema.columns import Table
from data.schema.tables import TABLES, Events, Sources
from data.store import Part

FOLDER = Path(__file__).parent
CURATED = FOLDER / "curated"
PARQUET = FOLDER / "parquet"
# What the record tells of the world: tables whose rows cite sources. The others tell of the record itself.
FACTS = tuple(table for table in TABLES if any(it.spec.cites for it in table.columns))


def _opened() -> store.Store:
    """The place that is read: the one that the environment names, otherwise the folder that the loaders fill.

    Raises:
        ValueError: the setting carries a credential.
    """
    return store.store(os.environ.get(store.SETTING) or str(PARQUET))


def parts(table: type[Table]) -> list[Part]:
    """The Parquet files of a table, one for each loader that fills it."""
    return [part for part in _opened().parts() if part.table == table.name]


def read(table: type[Table]) -> pd.DataFrame:
    """Every row of a table with its `row_id`; dates as datetimes. A part that cannot be read is left out: see `unreadable`."""
    rows = whole(by_part(table), table).to_pandas(date_as_object=False)
    return rows.assign(**{table.row_id: table.row_ids(rows)})


def by_part(table: type[Table]) -> dict[str, pa.Table]:
    """The rows of each part that can be read, by the loader that filled it; `read` joins them in this order."""
    schema = table.schema()
    return {part.stem: rows for part in parts(table) if (rows := _rows(part, schema)[0]) is not None}


def whole(of_parts: dict[str, pa.Table], table: type[Table]) -> pa.Table:
    """Parts joined, with heading, unit and description of each column in the metadata."""
    return pa.concat_tables([table.schema().empty_table(), *of_parts.values()])


def withheld(table: type[Table]) -> dict[str, str]:
    """The parts that may be shown but not passed on whole, each with the reason.

    A loader says so in the metadata of the file: `republish` is `no`, `republish_reason` tells the terms.
    """
    found = {}
    for part in parts(table):
        metadata = _metadata(part)
        if metadata.get(b"republish") == b"no":
            reason = metadata.get(b"republish_reason", b"its publisher does not let others pass it on as a whole")
            found[part.stem] = reason.decode()
    return found


def _metadata(part: Part) -> dict[bytes, bytes]:
    """What a part says of itself; nothing where it cannot be read."""
    try:
        return pq.read_schema(pa.BufferReader(_opened().body(part))).metadata or {}
    except (pa.ArrowInvalid, OSError):
        return {}


def unreadable(table: type[Table]) -> list[str]:
    """A sentence for each part of the table that cannot be read, or not in full, or for a table without any part or row."""
    schema, there = table.schema(), parts(table)
    read = [_rows(part, schema) for part in there]
    found = [sentence for _, sentence in read if sentence]
    if not there:
        found.append(_nothing(table))
    elif table in {*FACTS, Sources} and not found and not any(len(rows or ()) for rows, _ in read):
        found.append(_nothing(table, "row"))
    return found


def _nothing(table: type[Table], what: str = "file") -> str:
    """Why a table has no part, or parts without a row."""
    if os.environ.get(store.SETTING):
        why = _opened().fault()
        return f"The store holds no {'part' if what == 'file' else what} of {table.name}{f': {why}' * bool(why)}"
    return f"data/parquet/{table.name}/ holds no {what}. Run: python -m loaders"


def _rows(part: Part, schema: pa.Schema) -> tuple[pa.Table | None, str]:
    """The rows of one part, and the sentence that says why it has none or some are left out; empty where all is read."""
    elsewhere = bool(os.environ.get(store.SETTING))
    place, remedy = (
        (part.path, "") if elsewhere else (f"data/parquet/{part.path}", f". Run: python -m loaders {part.stem}")
    )
    try:
        rows = pq.read_table(pa.BufferReader(_opened().body(part)))
        if rows.schema.names == schema.names:
            rows = rows.cast(schema)
            rows.validate(full=True)
            rows, endless = _finite(rows)
            sentence = f"{place} holds {endless:,} numbers without end, which are left out{remedy}"
            return rows, sentence if endless else ""
    except (pa.ArrowException, OSError) as why:
        return None, f"{place} cannot be read ({str(why).splitlines()[0][:120]}){remedy}"
    return None, f"{place} has other columns than the table{remedy}"


def _finite(rows: pa.Table) -> tuple[pa.Table, int]:
    """Rows without infinite numbers, and how many these were; a row that cannot be without its number is left out."""
    found = 0
    for at, field in enumerate(rows.schema):
        if not pa.types.is_floating(field.type):
            continue
        numbers = rows[at].to_numpy()  # an empty cell is nan
        endless = np.isinf(numbers)
        found += int(endless.sum())
        if field.nullable and endless.any():
            rows = rows.set_column(at, field, pa.array(np.where(endless, np.nan, numbers), from_pandas=True))
        elif endless.any():
            rows = rows.filter(pa.array(~endless))
    return rows, found


def version() -> str:
    """A short text that changes whenever a part changes: the key of every cache.

    A folder on disk is looked at each time, a remote store at most every `store.LOOK_EVERY` seconds.
    """
    return hashlib.sha256(repr(_opened().version()).encode()).hexdigest()[:12]


def edition() -> str:
    """The version of the data for a citation: the same wherever the same rows are, whenever they were put there."""
    seen = hashlib.sha256()
    for table in (*FACTS, Sources):
        for part in parts(table):
            seen.update(part.path.encode() + _bytes(part))
    return seen.hexdigest()[:10]


def _bytes(part: Part) -> bytes:
    """The bytes of a part; none where they cannot be had, so that the edition is another one."""
    try:
        return _opened().body(part).to_pybytes()
    except OSError:
        return b""


def known_to() -> dt.date | None:
    """The day of the latest event on record, or else of the latest source: nothing is shown as present beyond it."""
    ends = read(Events)[Events.end].dropna()
    if ends.empty:  # the events cannot be read: the other tables still reach to some day
        ends = read(Sources)[Sources.start].dropna()
    return None if ends.empty else ends.max().date()
