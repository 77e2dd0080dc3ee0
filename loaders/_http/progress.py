"""Progress bars: shown on a terminal, silent in a log."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from tqdm import tqdm

Step = Callable[[int], object]


class Bar(Protocol):
    """Opens a progress bar."""

    def __call__(self, what: str, unit: str, total: int | None = None, done: int = 0) -> AbstractContextManager[Step]:
        """Open a bar; the context gives the function that moves it on.

        Args:
            what: the label.
            unit: what is counted; `B` for bytes.
            total: the end, if it is known.
            done: where the bar starts.
        """
        ...


@contextmanager
def shown(what: str, unit: str, total: int | None = None, done: int = 0) -> Generator[Step]:
    """Show a bar on standard error if that is a terminal; arguments as for `Bar`."""
    large = unit == "B"
    with tqdm(desc=what, unit=unit, unit_scale=large, total=total, initial=done, disable=None, leave=False) as bar:
        yield bar.update


@contextmanager
def silent(what: str, unit: str, total: int | None = None, done: int = 0) -> Generator[Step]:
    """Show no bar; arguments as for `Bar`."""
    del what, unit, total, done
    yield lambda _: None
