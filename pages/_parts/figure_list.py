"""All figures that the pages declare, and `docs/figures.md`, which lists them."""

import inspect
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from data.schema.columns import Derived, Table
from pages._app import navigation
from pages._parts.figure import Figure

HEAD = """# The figures

Made by `python -m pages._parts.figure_list`; `tests/pages/test_figures.py` holds it fresh. A figure is declared in a module of its page; its
key names its files, its address and its test; the search box and previews of links call it by its name.

| figure | name | page | measure | chart | rows of | method |
|---|---|---|---|---|---|---|
"""


@cache
def discover() -> dict[str, Figure[Any]]:
    """Collect every figure that a module of a page declares, by its key.

    Raises:
        ValueError: two figures have one key.
    """
    figures: dict[str, Figure[Any]] = {}
    navigation.discover()  # loads all that pages draw
    for module in [it for name, it in sys.modules.items() if name.startswith("pages.")]:
        for value in vars(module).values():
            if isinstance(value, Figure) and figures.setdefault(value.key, value) is not value:
                msg = f"Two figures have the key {value.key}"
                raise ValueError(msg)
    return dict(sorted(figures.items()))


def named(name: str) -> Figure[Any] | None:
    """Find the figure that a name in an address begins with: it may go on with the part that is meant."""
    keys = [key for key in discover() if name == key or name.startswith(f"{key}-")]
    return discover()[max(keys, key=len)] if keys else None


def page_of(figure: Figure[Any]) -> str:
    """Name the page that declares a figure."""
    return inspect.unwrap(figure.rows).__module__.split(".")[1]


def slug_of(figure: Figure[Any]) -> str:
    """Return the address of the page that declares a figure."""
    modules = navigation.discover().items()
    return next(slug for slug, module in modules if module.__name__.split(".")[1] == page_of(figure))


def as_markdown() -> str:
    """Write the list of the figures."""
    return HEAD + "".join(_line(key, figure) for key, figure in discover().items())


def _line(key: str, figure: Figure[Any]) -> str:
    tables = dict.fromkeys(reported for table in figure.tables for reported in _reported(table))
    method = f"[{figure.method}](methods/{figure.method}.md)" if figure.method else ""
    cells = (
        f"`{key}`",
        figure.name,
        page_of(figure),
        _named(figure.measure),
        _named(figure.chart),
        ", ".join(tables),
        method,
    )
    return f"| {' | '.join(cells)} |\n"


def _reported(table: type[Table]) -> list[str]:
    """Name the reported tables whose rows stand behind the rows of a table."""
    return [it.name for it in (table.of, *table.also.values())] if issubclass(table, Derived) else [table.name]


def _named(function: Callable[..., Any]) -> str:
    """Name a function by its module."""
    inner = inspect.unwrap(function)
    return f"`{inner.__module__}.{inner.__name__}`"


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "figures.md").write_text(as_markdown(), encoding="utf-8")
