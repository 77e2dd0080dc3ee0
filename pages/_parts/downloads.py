"""The data as files: a table as CSV or Parquet, and all of them in one archive. Built when a reader asks for them."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import data
from analysis.record.coverage import cited_column
from data.schema.columns import Table
from data.schema.tables import TABLES, Sources
from pages._app.record import edition, free, parts
from pages._app.rows import rows, sources
from pages._parts.cite import Citation
from pages._parts.lists.listing import csv

# of the first source of a row: a downloaded row still names it
_PUBLISHER, _ADDRESS = Sources.publisher, Sources.url
LICENCES: Final = """
Our compilation of facts: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Code: MIT. Rows from data sets keep
the terms of these: FAOSTAT, CC BY 4.0; UNHCR, CC BY 4.0; World Bank, CC BY 4.0; WFP food prices and OCHA Financial Tracking
Service, CC BY-IGO; IMF Direction of Trade Statistics, with attribution; National Statistics Committee of Uzbekistan, no licence
stated, with the source named; US consumer prices and outlines by Natural Earth, public domain.
"""
_STAMP: Final = (1980, 1, 1, 0, 0, 0)  # the time of every file in an archive


def whole_csv(table: type[Table]) -> bytes:
    """Return every row of a table that may be passed on as CSV, with publisher and address of its first source."""
    return csv(rows(table)[free(table)])


def parquet(table: type[Table]) -> bytes:
    """Return the rows of `whole_csv` as Parquet: each column says what it means, the file how to cite it."""
    withheld = parts(table).withheld
    joined = data.whole({name: part for name, part in data.by_part(table).items() if name not in withheld}, table)
    metadata = {**joined.schema.metadata, b"data_version": edition().encode(), b"cite": Citation().text().encode()}
    file = io.BytesIO()
    pq.write_table(_sourced(joined, table).replace_schema_metadata(metadata), file, compression="zstd")
    return file.getvalue()


def _sourced(joined: pa.Table, table: type[Table]) -> pa.Table:
    """The rows with the publisher and the address of their first source."""
    column = cited_column(table)
    if column is None:
        return joined
    first = joined[column].to_pandas().astype("str").str.split(";").str[0]
    fields = Sources.schema()
    for it in (_PUBLISHER, _ADDRESS):
        field = fields.field(it).with_nullable(nullable=True)
        joined = joined.append_column(field, pa.array(first.map(sources()[it]), pa.string(), from_pandas=True))
    return joined


def dictionary(table: type[Table]) -> pd.DataFrame:
    """List the columns of a table, one a row, as they are declared."""
    return pd.DataFrame([
        {
            "table": table.name, "column": str(it), "heading": it.spec.heading, "unit": it.spec.unit, "type": it.spec.dtype,
            "description": it.spec.description, "values": ";".join(it.spec.values), "pattern": it.spec.pattern,
            "low": it.spec.low, "high": it.spec.high, "several": it.spec.many, "required": it.spec.required,
            "key": it in table.key,
        }
        for it in table.columns
    ])  # fmt: skip


def everything() -> bytes:
    """Pack all tables as CSV, the dictionary of their columns, and a text on what they are and how to cite them."""
    columns = pd.concat([dictionary(table) for table in TABLES])
    return zipped(
        {
            "README.txt": _read_me().encode(),
            "dictionary.csv": columns.to_csv(index=False, lineterminator="\n").encode(),
            **{f"{table.name}.csv": whole_csv(table) for table in TABLES},
        }
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files by their names; the same files make the same archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as entries:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entries.writestr(entry, content)
    return archive.getvalue()


def _read_me() -> str:
    paragraphs = [Citation().text(), (data.FOLDER.parent / "LICENSE-DATA").read_text(encoding="utf-8").strip()]
    paragraphs += [f"{table.name}.csv: {table.is_a_row()}" for table in TABLES]
    for table in TABLES:
        paragraphs += [f"Left out of {table.name}.csv: {name}, {why}." for name, why in parts(table).withheld.items()]
    return "\n\n".join(paragraphs) + "\n"
