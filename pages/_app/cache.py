"""Work done once: for the same arguments and the same data it is not done again, whoever asks.

`once` keeps what a function returns; `replayed` keeps what it puts on the page. Arguments are small scalars (a `View`,
codes, words), never frames; what is kept is shared by all readers, and nobody may change it.
"""

import functools
import time
from collections.abc import Callable, Hashable
from typing import Final, ParamSpec, TypeVar

import streamlit as st

import data

P = ParamSpec("P")
T = TypeVar("T")
KEPT: Final = 128  # views of one function: enough for what many readers ask for, small enough for a small machine
LOOK_EVERY: Final = 1.0  # seconds after which the files are looked at again


def version() -> str:
    """The state of the data on disk, at most a second old: a page asks dozens of times a run."""
    return _version(int(time.monotonic() / LOOK_EVERY))


@functools.lru_cache(maxsize=1)
def _version(tick: int) -> str:  # noqa: ARG001  a new second is a new look
    return data.version()


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Decorator: the function is not run again for the same arguments while the data stay the same."""

    @functools.lru_cache(maxsize=KEPT)
    def kept(version: str, *arguments: Hashable) -> T:  # noqa: ARG001  new data are a new key
        return function(*arguments)  # ty: ignore[missing-argument, invalid-argument-type]

    @functools.wraps(function)
    def asked(*arguments: P.args, **named: P.kwargs) -> T:
        if named:
            msg = f"{name_of(function)} takes its arguments by their place, so that equal ones are known as equal"
            raise TypeError(msg)
        return kept(version(), *arguments)

    return asked


def replayed(function: Callable[P, None]) -> Callable[P, None]:
    """Decorator: what the function puts on the page is put there again without running it; it holds no control."""

    @functools.wraps(function)
    def asked(*arguments: P.args, **named: P.kwargs) -> None:
        identity = f"{name_of(function)} {arguments!r} {named!r} {version()}"
        put(identity=identity, _write=lambda: function(*arguments, **named))

    return asked


def name_of(function: Callable[..., object]) -> str:
    """The full name of a function."""
    return f"{function.__module__}.{getattr(function, '__qualname__', repr(function))}"


@st.cache_resource(max_entries=8 * KEPT, show_spinner=False)
def put(*, identity: str, _write: Callable[[], object]) -> None:  # noqa: ARG001  the identity is the key
    """Write elements of the page; for the same identity Streamlit replays them.

    Called with names: Streamlit looks up those of arguments by place anew each time.
    """
    _write()


def fold(label: str, key: str, write: Callable[..., None], *arguments: Hashable, linked: bool = False) -> None:
    """A fold whose inside is worked out and sent only for who opens it.

    Args:
        label: what is in it, and how much.
        key: names the fold.
        write: puts the inside on the page.
        arguments: those of `write`.
        linked: whether the address says that it is open, so that a link opens it.
    """
    with st.expander(label, key=key, on_change="rerun", bind="query-params" if linked else None) as opened:
        if opened.open:
            write(*arguments)
