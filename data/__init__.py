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
from data.tables import Events

FOLDER = Path(__file__).parent
CURATED = FOLDER / "curated"
PARQUET = FOLDER / "parquet"


def parts(table: type[Table]) -> list[Path]:
    """The Parquet files of a table, one for each loader that fills it."""
    return sorted((PARQUET / table.name).glob("*.parquet"))


def read(table: type[Table]) -> pd.DataFrame:
    """Every row of a table; dates as datetimes. A part that cannot be read is left out: see `unreadable`."""
    schema = table.schema()
    good = [rows for path in parts(table) if isinstance(rows := _part(path, schema), pa.Table)]
    rows = pa.concat_tables(good) if good else schema.empty_table()
    return rows.to_pandas(date_as_object=False)


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
        return f"{place} cannot be read ({str(why).splitlines()[0][:120]}). Run: python -m loaders {path.stem}"
    if rows.schema.names != schema.names:
        return f"{place} has other columns than the table. Run: python -m loaders {path.stem}"
    return rows.cast(schema)


def version() -> str:
    """A short text that changes whenever a part on disk changes: the key of every cache."""
    files = sorted(PARQUET.glob("*/*.parquet"))
    stamps = [(path.parent.name, path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files]
    return hashlib.sha256(repr(stamps).encode()).hexdigest()[:12]


def known_to() -> dt.date | None:
    """The day of the latest event on record: nothing is shown as present beyond it."""
    ends = read(Events)[Events.end].dropna()
    return None if ends.empty else ends.max().date()
