"""What we know: the tables, and the rows that the pages read. Nothing here fetches or draws.

rows = data.read(Trade)        # every part of the table, as a DataFrame
data.known_to()                # the day up to which the record reaches
"""

import datetime as dt
import hashlib
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.columns import Table
from data.tables import TABLES, Events, Sources

FOLDER = Path(__file__).parent
CURATED = FOLDER / "curated"
PARQUET = FOLDER / "parquet"
# What the record tells of the world: tables whose rows cite sources. The others tell of the record itself.
FACTS = tuple(table for table in TABLES if any(it.spec.cites for it in table.columns))


def parts(table: type[Table]) -> list[Path]:
    """The Parquet files of a table, one for each loader that fills it."""
    return sorted((PARQUET / table.name).glob("*.parquet"))


def read(table: type[Table]) -> pd.DataFrame:
    """Every row of a table; dates as datetimes. A part that cannot be read is left out: see `unreadable`."""
    return whole(by_part(table), table).to_pandas(date_as_object=False)


def by_part(table: type[Table]) -> dict[str, pa.Table]:
    """The rows of each part that can be read, by the loader that filled it; `read` joins them in this order."""
    schema = table.schema()
    return {path.stem: rows for path in parts(table) if isinstance(rows := _part(path, schema), pa.Table)}


def whole(of_parts: dict[str, pa.Table], table: type[Table]) -> pa.Table:
    """Parts joined, with heading, unit and description of each column in the metadata."""
    return pa.concat_tables([table.schema().empty_table(), *of_parts.values()])


def withheld(table: type[Table]) -> dict[str, str]:
    """The parts that may be shown but not passed on whole, each with the reason.

    A loader says so in the metadata of the file: `republish` is `no`, `republish_reason` tells the terms.
    """
    found = {}
    for path in parts(table):
        metadata = _metadata(path)
        if metadata.get(b"republish") == b"no":
            reason = metadata.get(b"republish_reason", b"its publisher does not let others pass it on as a whole")
            found[path.stem] = reason.decode()
    return found


def _metadata(path: Path) -> dict[bytes, bytes]:
    """What a part says of itself; nothing where it cannot be read."""
    try:
        return pq.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, OSError):
        return {}


def unreadable(table: type[Table]) -> list[str]:
    """A sentence for each part of the table that cannot be read; a `live` table may have none yet."""
    schema = table.schema()
    found = [sentence for path in parts(table) if isinstance(sentence := _part(path, schema), str)]
    if not parts(table) and not table.live:
        found.append(f"data/parquet/{table.name}/ holds no file. Run: python -m loaders")
    return found


def _part(path: Path, schema: pa.Schema) -> pa.Table | str:
    """The rows of one part, or the sentence that says why it has none."""
    place = f"data/parquet/{path.parent.name}/{path.name}"
    try:
        rows = pq.read_table(path)
    except (pa.ArrowInvalid, OSError) as why:
        return f"{place} cannot be read ({_reason(why, path)}). Run: python -m loaders {path.stem}"
    if rows.schema.names != schema.names:
        return f"{place} has other columns than the table. Run: python -m loaders {path.stem}"
    return rows.cast(schema)


def _reason(why: Exception, path: Path) -> str:
    """What Arrow says of a file, without where it stands on the server."""
    return str(why).splitlines()[0].replace(str(path), path.name)[:120]


def version() -> str:
    """A short text that changes whenever a part on disk changes: the key of every cache."""
    files = sorted(PARQUET.glob("*/*.parquet"))
    stamps = [(path.parent.name, path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:12]


def edition() -> str:
    """The version of the data for a citation: the same wherever the same rows are, whenever they were put there."""
    seen = hashlib.sha256()
    for table in (*FACTS, Sources):
        for path in parts(table):
            seen.update(f"{table.name}/{path.name}".encode() + path.read_bytes())
    return seen.hexdigest()[:10]


def known_to() -> dt.date | None:
    """The day of the latest event on record: nothing is shown as present beyond it."""
    ends = read(Events)[Events.end].dropna()
    return None if ends.empty else ends.max().date()
