"""Load spoilt tables for real: read, check and guard as `python -m loaders curated` does, without writing."""

import contextlib
import datetime as dt
import io
import shutil
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Literal

import pandas as pd
import pytest

import data
from data.schema.check import FaultsError
from data.schema.columns import Table
from data.schema.reading import typed
from data.schema.tables import BY_NAME, Sources
from loaders import Closed, LoaderError, curated
from loaders._publish import parts, run
from loaders.curated import file

Outcome = Literal["refused", "asked", "accepted", "harmless", "broke"]
TODAY = dt.date(2026, 11, 30)  # no table is later; the run must not depend on the day
_NAMES = sorted(it.stem for it in data.CURATED.glob("*.csv"))


class Bench:
    """The curated tables as they stand, in a folder of their own, and what a load makes of spoilt ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = {name: (data.CURATED / f"{name}.csv").read_bytes() for name in _NAMES}
        for name in _NAMES:
            shutil.copy(data.CURATED / f"{name}.csv", folder)
        self.loaded: run.Rows = {BY_NAME[name]: getattr(curated, name)(Closed()) for name in _NAMES}
        self.cited = run._cited("curated", self.loaded)
        self.checked = run._checked("curated", curated, self.loaded, TODAY)
        self.citations = {
            table.name: {it for column in table.columns if column.spec.cites for cell in rows[column].dropna() for it in cell.split(";")}
            for table, rows in self.checked.items()
        }  # fmt: skip
        self.lines: dict[type[Table], list[int]] = {
            table: list(typed(rows, table)[0].sort_values(list(table.key), kind="stable", na_position="first").index)
            for table, rows in self.loaded.items()
        }

    def outcome(self, spoilt: Mapping[str, bytes], new: Mapping[str, set[int]] | None = None) -> tuple[Outcome, str]:
        """Load spoilt files and return what became of them.

        Args:
            spoilt: the bytes of each spoilt file, by its table.
            new: the places of rows that the last load did not have, by table; none: all are known.
        """
        for name, content in spoilt.items():
            (self.folder / f"{name}.csv").write_bytes(content)
        old = {table: self._known(table, (new or {}).get(table.name, set())) for table in self.checked}
        said = io.StringIO()
        try:
            cited = self._cited() if "sources" in spoilt else self.cited
            with contextlib.redirect_stderr(said), _last(old, cited):
                loader = self._loader(set(spoilt), self._citing(cited))
                checked = run._checked("curated", loader, run._read(loader, Closed()), TODAY)
                run._changed("curated", checked, run.Options(now="2026-11-30 06:00"), by_hand=True)
        except LoaderError as why:
            return ("asked" if "--accept" in str(why) else "refused"), f"{why} {said.getvalue()}"
        except Exception as why:  # noqa: BLE001  a traceback is what the run looks for
            return "broke", f"{type(why).__name__}: {why}"
        finally:
            for name in spoilt:
                (self.folder / f"{name}.csv").write_bytes(self.files[name])
        same = all(parts.same(self.checked[BY_NAME[name]], checked[BY_NAME[name]], BY_NAME[name]) for name in spoilt)
        return ("harmless" if same else "accepted"), ""

    def _cited(self) -> dict[str, pd.Timestamp]:
        try:
            return run._cited("curated", {Sources: curated.sources(Closed())})
        except (FaultsError, LoaderError):
            return self.cited  # the load says why it cannot be read

    def _known(self, table: type[Table], new: set[int]) -> pd.DataFrame:
        rows = self.checked[table]
        return rows if not new else rows[[line - 2 not in new for line in self.lines[table]]].reset_index(drop=True)

    def _citing(self, cited: dict[str, pd.Timestamp]) -> set[str]:
        """List the tables with a row whose source may no longer be cited, or has another day: these are judged anew."""
        same = {it for it, day in cited.items() if it in self.cited and str(day) == str(self.cited[it])}
        return {name for name, sources in self.citations.items() if sources - same}

    def _loader(self, spoilt: set[str], citing: set[str]) -> ModuleType:
        """Return the loader with the tables that the spoilt ones concern; the others are read already.

        Args:
            spoilt: the names of the spoilt tables.
            citing: the names of the tables that cite a spoilt source.
        """
        concerned = spoilt | citing
        concerned |= {"routes", "announced_dates"} if spoilt & {"projects", "towns"} else set()
        concerned |= {"consignment_goods"} if "aid" in spoilt else set()
        module = ModuleType("curated")
        vars(module).update(SOURCE=curated.SOURCE, as_in_file=curated.as_in_file)
        for name in concerned:
            anew = name in spoilt or name in {"routes", "announced_dates", "consignment_goods"}
            read = getattr(curated, name) if anew else (lambda _, table=BY_NAME[name]: self.loaded[table])
            setattr(module, name, read)
        return module


@contextlib.contextmanager
def bench() -> Generator[Bench]:
    """Set up the bench: the loader reads its folder, and no part of the project."""
    before = file.CURATED
    with tempfile.TemporaryDirectory() as folder:
        try:
            file.CURATED = Path(folder)
            for name in _NAMES:
                shutil.copy(data.CURATED / f"{name}.csv", folder)
            yield Bench(Path(folder))
        finally:
            file.CURATED = before


@contextlib.contextmanager
def _last(old: Mapping[type[Table], pd.DataFrame], cited: dict[str, pd.Timestamp]) -> Generator[None]:
    """Let the last load be these rows, and the sources that may be cited these."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "last", lambda table, _: old.get(table))
        patch.setattr(run, "_cited", lambda *_: cited)
        yield
