"""How far a long step has come: a bar on a terminal, nothing in a log."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from tqdm import tqdm

Step = Callable[[int], object]


class Bar(Protocol):
    """Opens a bar: what is counted, in which unit, how much there will be where that is known, how much there is."""

    def __call__(self, what: str, unit: str, total: int | None = None, done: int = 0) -> AbstractContextManager[Step]:
        """The function that tells the bar of each further step."""
        ...


@contextmanager
def shown(what: str, unit: str, total: int | None = None, done: int = 0) -> Generator[Step]:
    """A bar on standard error, where that is a terminal."""
    large = unit == "B"
    with tqdm(desc=what, unit=unit, unit_scale=large, total=total, initial=done, disable=None, leave=False) as bar:
        yield bar.update


@contextmanager
def silent(what: str, unit: str, total: int | None = None, done: int = 0) -> Generator[Step]:
    """No bar."""
    del what, unit, total, done
    yield lambda _: None
