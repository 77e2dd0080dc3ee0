"""Read each source into the declared tables: one module a source, one function a table.

A loader is a module of this folder: a docstring (publisher, coverage, cadence, traps), `SOURCE`, and one public
function for each table, named as the table, that takes a network client and returns rows:

    def trade(get: Get) -> pd.DataFrame: ...

The file's name is the registry: a module placed here is found, tested against this contract and listed.
A module with `COMMITTED = False` has rows that may be charted but not redistributed: they stay out of the
repository and are not offered for download.
"""

import importlib
import os
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pandas as pd

from data.schema.columns import Table
from data.schema.tables import BY_NAME


class LoaderError(Exception):
    """An answer of a source is not as expected: empty, cut off, of something else, or not available."""


class NotThereError(LoaderError):
    """The source answers that it does not have what was requested; a loader may then request an older edition."""


class Get(Protocol):
    """The network client of a loader. Any status but success raises `LoaderError`; 404 and 410 raise `NotThereError`."""

    def __call__(
        self,
        url: str,
        params: Mapping[str, str | int] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the body of the answer.

        Args:
            url: the address, without secrets.
            params: the query, encoded and appended to the address.
            headers: sent along; all but `Accept`, `Accept-Language`, `Content-Type` and `User-Agent` are treated as secrets.

        Raises:
            LoaderError: the source cannot be reached, or answers with anything but success.
        """
        ...

    def file(self, url: str) -> Path:
        """Return the path of a bulk file on disk, streamed and resumed.

        Raises:
            LoaderError: the file did not arrive whole.
        """
        ...


class Closed:
    """A client that refuses every request: for loaders that need no network, and for runs without one."""

    def __call__(
        self, url: str, params: Mapping[str, str | int] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Raise `LoaderError`."""
        del params, headers
        msg = f"{url}: this run makes no network requests"
        raise LoaderError(msg)

    def file(self, url: str) -> Path:
        """Raise `LoaderError`."""
        raise LoaderError(self(url).decode())


@dataclass(frozen=True, slots=True)
class Source:
    """The publisher, address and terms of a data set, as the Data page lists them."""

    title: str
    publisher: str
    url: str
    licence: str
    cadence: str


def is_live(loader: ModuleType) -> bool:
    """Return whether a loader reads from the network: the address of its source is then a web address."""
    return loader.SOURCE.url.startswith(("http://", "https://"))


def is_committed(loader: ModuleType) -> bool:
    """Return whether a loader's rows may be redistributed; they may unless the module has `COMMITTED = False`."""
    return getattr(loader, "COMMITTED", True)


Load = Callable[[Get], pd.DataFrame]


def base_url(variable: str, default: str) -> str:
    """Return the base address of a source, without a trailing slash.

    Args:
        variable: the environment variable that may name a mirror.
        default: the publisher's own address.
    """
    return (os.environ.get(variable) or default).rstrip("/")


def discover() -> dict[str, ModuleType]:
    """Import every loader; return the modules by name."""
    names = sorted(it.name for it in pkgutil.iter_modules(__path__) if not it.name.startswith("_"))
    return {name: importlib.import_module(f"loaders.{name}") for name in names}


def functions(loader: ModuleType) -> dict[type[Table], Load]:
    """Return the tables that a loader fills, each with its function."""
    return {table: getattr(loader, name) for name, table in BY_NAME.items() if callable(getattr(loader, name, None))}
