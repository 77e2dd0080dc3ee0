"""All tables in one archive: a Frictionless data package of CSV, with Parquet beside it, the dictionary and the terms."""

from typing import Final

import pandas as pd

import data
from data.schema.columns import Table
from data.schema.tables import TABLES
from pages._app.record import parts
from pages._parts.cite import Citation
from pages._parts.downloads import has_file, parquet, whole_csv, zipped
from pages._parts.service import package

FORMATS: Final = ("csv", "parquet")


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
    """Pack all tables as a data package, the dictionary of their columns, and a text on what they are and how to cite them."""
    columns, filled = pd.concat([dictionary(table) for table in TABLES]), [it for it in TABLES if has_file(it)]
    return zipped(
        {
            "README.txt": _read_me().encode(),
            package.NAME: package.descriptor(formats=FORMATS),
            "dictionary.csv": columns.to_csv(index=False, lineterminator="\n").encode(),
            **{f"{table.name}.csv": whole_csv(table) for table in filled},
            **{f"{table.name}.parquet": parquet(table) for table in filled},
        }
    )


def _read_me() -> str:
    paragraphs = [
        Citation().text(is_dated=False),
        (data.FOLDER.parent / "LICENSE-DATA").read_text(encoding="utf-8").strip(),
    ]
    paragraphs += [f"{table.name}.csv: {table.is_a_row()}" for table in TABLES]
    for table in TABLES:
        paragraphs += [f"Left out of {table.name}.csv: {name}, {why}." for name, why in parts(table).withheld.items()]
    return "\n\n".join(paragraphs) + "\n"
