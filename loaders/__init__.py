"""How the rows got here: one module for each source, one function for each table that it fills.

A loader is a module of this folder: a docstring (publisher, coverage, cadence, traps), `SOURCE`, and one public
function for each table, named as the table, that takes the door to the network and returns rows:

    def trade(get: Get) -> pd.DataFrame: ...

The file's name is the registry: a module that is put here is found, tested against this contract and listed.
A module may say `COMMITTED = False`: its rows may be charted but not handed on whole, so they stay out of the
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
    """The source does not say what we expect: empty, cut off, foreign, or not there."""


class NotThereError(LoaderError):
    """The source answers, and says that it has no such thing: a loader may then ask for another, an older edition."""


class Get(Protocol):
    """The one door to the network. Anything but success raises `LoaderError`; 404 and 410 its kind `NotThereError`."""

    def __call__(
        self,
        url: str,
        params: Mapping[str, str | int] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """The body of the answer."""
        ...

    def file(self, url: str) -> Path:
        """A bulk file on disk, streamed and resumed."""
        ...


class Closed:
    """A door that stays closed: for loaders that need no network, and for runs without one."""

    def __call__(
        self, url: str, params: Mapping[str, str | int] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Always an error."""
        del params, headers
        msg = f"{url}: the network is not asked in this run"
        raise LoaderError(msg)

    def file(self, url: str) -> Path:
        """Always an error."""
        raise LoaderError(self(url).decode())


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes what a loader reads, and on what terms."""

    title: str
    publisher: str
    url: str
    licence: str
    cadence: str


def is_live(loader: ModuleType) -> bool:
    """Whether a loader asks the network: its source then has an address there."""
    return loader.SOURCE.url.startswith(("http://", "https://"))


def is_committed(loader: ModuleType) -> bool:
    """Whether what a loader brings may be handed on whole; it may unless the module says `COMMITTED = False`."""
    return getattr(loader, "COMMITTED", True)


Load = Callable[[Get], pd.DataFrame]


def base_url(variable: str, default: str) -> str:
    """Where a source answers: `default`, or the mirror that the environment names; without a slash at the end."""
    return (os.environ.get(variable) or default).rstrip("/")


def discover() -> dict[str, ModuleType]:
    """Every loader, by the name of its module."""
    names = sorted(it.name for it in pkgutil.iter_modules(__path__) if not it.name.startswith("_"))
    return {name: importlib.import_module(f"loaders.{name}") for name in names}


def functions(loader: ModuleType) -> dict[type[Table], Load]:
    """The tables that a loader fills, each with its function."""
    return {table: getattr(loader, name) for name, table in BY_NAME.items() if callable(getattr(loader, name, None))}
