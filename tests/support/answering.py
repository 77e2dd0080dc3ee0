"""What the tests of loaders share: a door to the network that answers from what a test gives it, and a store."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import data
from data.schema.columns import Table

Said = Callable[[str, dict[str, Any]], Any]


class Answering:
    """Answers each address and its parameters by a function; what it says is sent as JSON, bytes as they are."""

    def __init__(self, said: Said, files: Mapping[str, Path] | None = None) -> None:
        self.said = said
        self.files = dict(files or {})
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, url, params=None, *, headers=None) -> bytes:
        del headers
        self.asked.append((url, dict(params or {})))
        said = self.said(url, dict(params or {}))
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, bytes) else json.dumps(said).encode()

    def file(self, url: str) -> Path:
        self.asked.append((url, {}))
        return self.files[url]


def stored(rows: pd.DataFrame, table: type[Table], folder: Path) -> pd.DataFrame:
    """The rows after they were written to `folder` as a part of the table and read as the pages read them."""
    (folder / table.name).mkdir()
    part = pa.Table.from_pandas(rows, schema=table.schema(), preserve_index=False)
    pq.write_table(part, folder / table.name / "some.parquet")
    return data.read(table)[list(table.columns)]
