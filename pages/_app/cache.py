"""Process-wide memoisation, keyed by arguments and data version and shared by all sessions.

`once` keeps what a function returns; `replayed` keeps what it puts on the page. Arguments are small scalars (a `View`,
codes, words), never frames.
"""

import functools
import time
from collections.abc import Callable, Hashable
from typing import Final, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

import data

P = ParamSpec("P")
T = TypeVar("T")
KEPT: Final = 128  # views of one function: enough for what many readers ask for, small enough for a small machine
LOOK_EVERY: Final = 1.0  # seconds after which the files are looked at again


def version() -> str:
    """Return the version of the data on disk, at most a second old: a page asks dozens of times a run."""
    return _version(int(time.monotonic() / LOOK_EVERY))


@functools.lru_cache(maxsize=1)
def _version(tick: int) -> str:  # noqa: ARG001  a new second is a new look
    return data.version()


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Memoise a function for as long as the data stay the same.

    Frames are handed out as shallow copies, which pandas copies when they are written to; all else is shared by the
    sessions, and nobody may change it.
    """

    @functools.lru_cache(maxsize=KEPT)
    def kept(version: str, *arguments: Hashable) -> T:  # noqa: ARG001  new data are a new key
        return function(*arguments)  # ty: ignore[missing-argument, invalid-argument-type]

    @functools.wraps(function)
    def asked(*arguments: P.args, **named: P.kwargs) -> T:
        if named:
            msg = f"{name_of(function)} takes its arguments by their place, so that equal ones are known as equal"
            raise TypeError(msg)
        return _handed_out(kept(version(), *arguments))

    return asked


def _handed_out(result: T) -> T:
    """Return a shallow copy of a frame or series; anything else as it is."""
    return result.copy(deep=False) if isinstance(result, pd.DataFrame | pd.Series) else result


def replayed(function: Callable[P, None]) -> Callable[P, None]:
    """Memoise what a function puts on the page, and replay it; the function draws no control."""

    @functools.wraps(function)
    def asked(*arguments: P.args, **named: P.kwargs) -> None:
        identity = f"{name_of(function)} {arguments!r} {named!r} {version()}"
        put(identity=identity, _write=lambda: function(*arguments, **named))

    return asked


def name_of(function: Callable[..., object]) -> str:
    """Name a function with its module."""
    return f"{function.__module__}.{getattr(function, '__qualname__', repr(function))}"


@st.cache_resource(max_entries=8 * KEPT, show_spinner=False)
def put(*, identity: str, _write: Callable[[], object]) -> None:  # noqa: ARG001  the identity is the key
    """Write elements of the page; for the same identity Streamlit replays them.

    Its arguments are named, because Streamlit looks up the names of positional ones anew in each call.
    """
    _write()


def lazy_expander(label: str, key: str, write: Callable[..., None], *arguments: Hashable, linked: bool = False) -> None:
    """Draw an expander whose content is computed and sent only when it is opened.

    Args:
        label: its content, and how much it is.
        key: the key of the expander.
        write: puts the content on the page.
        arguments: the arguments of `write`.
        linked: whether a link can open it.
    """
    with st.expander(label, key=key, on_change="rerun", bind="query-params" if linked else None) as opened:
        if opened.open:
            write(*arguments)
