"""A table as a file, CSV or Parquet, and files in an archive. Made when a reader asks for them."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

import data
from analysis.record.coverage import cited_column
from data.schema.columns import Table
from data.schema.tables import Sources
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


def has_file(table: type[Table]) -> bool:
    """Return whether any part of a table may be passed on."""
    of = parts(table)
    return bool(set(of.counts) - set(of.withheld))


def whole_csv(table: type[Table]) -> bytes:
    """Return every row of a table that may be passed on as CSV, with publisher and address of its first source."""
    return csv(rows(table)[free(table)])


def parquet(table: type[Table]) -> bytes:
    """Return the rows of `whole_csv` as Parquet: each column says what it means, the file how to cite it."""
    withheld = parts(table).withheld
    joined = data.whole({name: part for name, part in data.by_part(table).items() if name not in withheld}, table)
    metadata = {
        **joined.schema.metadata,
        b"data_version": edition().encode(),
        b"cite": Citation().text(is_dated=False).encode(),
    }
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


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files by their names; the same files make the same archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as entries:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entries.writestr(entry, content)
    return archive.getvalue()
