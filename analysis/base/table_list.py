"""All tables, reported and derived, and `docs/tables.md`, which says what each of their columns means and may hold."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import analysis
from data.schema.columns import Column, Derived, Rule, Siblings, Spec, Table
from data.schema.tables import TABLES

HEAD = """# The tables

Made by `python -m analysis.base.table_list`; `tests/analysis/base/test_table_list.py` holds it fresh. First the reported tables, which stand
in `data/parquet/`; then those that measures derive from them, whose rows name the reported rows behind them. A load refuses the rows that
break a rule, and asks for `--accept` where a figure is to be looked at. What is for files alone is not in the table that a figure opens.
"""
_LONGEST = Spec("text", "", "").longest  # characters of most texts
_COLUMNS = """
| column | heading | unit | type | may be empty | may hold | what it means |
|---|---|---|---|---|---|---|
"""


def derived() -> list[type[Derived]]:
    """List the derived tables, in the order of their modules."""
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted((it for it in _below(Derived) if hasattr(it, "heading")), key=lambda it: (it.__module__, it.__name__))


def as_markdown() -> str:
    """Write the list of the tables."""
    return HEAD + "".join(_described(it) for it in (*TABLES, *derived()))


def _below(table: type[Derived]) -> Iterator[type[Derived]]:
    for it in table.__subclasses__():
        yield it
        yield from _below(it)


def _described(table: type[Table]) -> str:
    lines = _of_derived(table) if issubclass(table, Derived) else _of_reported(table)
    inherited = {it for base in table.__bases__ for it in getattr(base, "columns", ())}
    own = [it for it in table.columns if it not in inherited or it in vars(table)]
    where = f"`{table.__module__}.{table.__name__}`"
    heading = f"\n## {table.heading}\n\n{where}. {table.is_a_row()}\n\n"
    return "".join((heading, *lines, _COLUMNS if own else "", *(_of_column(it) for it in own)))


def _of_reported(table: type[Table]) -> Iterator[str]:
    yield f"- Key: {_listed(table.key)}.\n"
    yield f"- Known again from one load to the next by: {_listed(table.identity)}.\n"
    yield from (f"- One fact: {_listed(it)}.\n" for it in table.facts)
    yield from (_of_rule(it) for it in table.rules)
    yield from (_of_siblings(it) for it in table.siblings)


def _of_derived(table: type[Derived]) -> Iterator[str]:
    behind = {"behind": table.of, **{str(column): it for column, it in table.also.items()}}
    yield from (f"- `{column}` names rows of `{it.name}`.\n" for column, it in behind.items())
    bases = [it.__name__ for it in table.__bases__ if it is not Derived and getattr(it, "columns", ())]
    if bases:
        yield f"- Its columns are those of {_listed(bases)}, and:\n"


def _of_rule(rule: Rule) -> str:
    return f"- Refused: `{rule.column}` {rule.fault}{' (of services too)' if rule.live else ''}.\n"


def _of_siblings(siblings: Siblings) -> str:
    of = f"`{siblings.column}`{f' / `{siblings.over}`' if siblings.over else ''}{' a day' if siblings.a_day else ''}"
    by = f" with the same {_listed(siblings.by)}" if siblings.by else ""
    than = "the largest" if siblings.larger else "the largest, or less than the smallest,"
    return f"- Looked at: {of} of a new row, {siblings.times:g} times {than} of the others{by}.\n"


def _of_column(column: Column) -> str:
    spec = column.spec
    cells = (
        f"`{column}`", spec.heading, spec.unit, spec.dtype, "" if spec.required else "yes", "; ".join(_may_hold(column)), spec.description,
    )  # fmt: skip
    return f"| {' | '.join(it.replace('|', chr(92) + '|') for it in cells)} |\n"


def _may_hold(column: Column) -> Iterator[str]:
    spec = column.spec
    form = f"`{spec.pattern}`{f' ({spec.form})' if spec.form else ''}"
    yield from (
        words
        for holds, words in (
            (spec.many, "several, joined by `;`"),
            (spec.cites, "a `source_id`"),
            (spec.names_places, "a code of a place"),
            (spec.values and not spec.names_places, _listed(spec.values)),
            (spec.pattern, form),
            (spec.low is not None, f"at least {spec.low}"),
            (spec.high is not None, f"at most {spec.high}"),
            (spec.longest != _LONGEST, f"at most {spec.longest:,} characters"),
            (spec.ahead, "a day to come"),
            (spec.recurs, "a name of several rows"),
            (spec.internal, "for files alone"),
            (spec.verbatim, "the words of a service"),
        )
        if holds
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{it}`" if it else "none" for it in names)


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "tables.md").write_text(as_markdown(), encoding="utf-8")
