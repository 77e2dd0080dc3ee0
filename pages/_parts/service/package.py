"""A Frictionless data package of all tables: what each file holds, under which terms, and from whom it comes."""

import json
from typing import Any, Final

from data.schema.columns import Column, Table
from data.schema.tables import TABLES, Sources
from pages._app.record import edition, loaded_on, parts
from pages._app.rows import known_to, rows
from pages._parts.citation import publishers
from pages._parts.cite import WHOLE, Citation
from pages._parts.downloads import LICENCES, has_file

NAME: Final = "datapackage.json"
_TYPES: Final = {"text": "string", "number": "number", "count": "integer", "date": "date", "flag": "boolean"}
_SOURCED: Final = {
    Sources.publisher: "Publisher of the first source",
    Sources.url: "Address of the first source",
}  # see `csv`


def descriptor(*, formats: tuple[str, ...]) -> bytes:
    """Write the descriptor.

    Args:
        formats: in which each table is there.
    """
    day, reach = loaded_on(), known_to()
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "amu-ledger",
        "title": WHOLE,
        "description": f"{Citation().text(is_dated=False)}\n\n{' '.join(LICENCES.split())}",
        "version": edition(),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0; rows from data sets keep the terms of these",
            }
        ],
        "sources": [{"title": it} for it in publishers(rows(Sources))],
        "resources": [_resource(table, formats) for table in TABLES if has_file(table)],
    }
    package |= {"created": f"{day:%Y-%m-%d}T00:00:00Z"} if day else {}
    package |= {"data_to": f"{reach:%Y-%m-%d}"} if reach else {}
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _resource(table: type[Table], formats: tuple[str, ...]) -> dict[str, Any]:
    """Describe the file of a table."""
    every, withheld = rows(table), parts(table).withheld
    left_out = [f"Rows of {part} are left out: {why}." for part, why in withheld.items()]
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": table.heading,
        "path": f"{table.name}.csv",
        "description": " ".join([table.is_a_row(), *left_out]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "formats": {it: f"{table.name}.{it}" for it in formats},
        "schema": schema(table),
    }
    names = publishers(every) if table is not Sources else []
    return resource | ({"sources": [{"title": it} for it in names]} if names else {})


def schema(table: type[Table]) -> dict[str, Any]:
    """Describe the columns of a table as a Frictionless table schema."""
    fields = [_field(column) for column in table.columns]
    cited = [it for it in table.columns if it.spec.cites]
    for prefix in (it.partition("source_id")[0] for it in cited):
        fields += [{"name": f"{prefix}{it}", "type": "string", "title": words} for it, words in _SOURCED.items()]
    found: dict[str, Any] = {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}
    keys = [_foreign(it) for it in cited if not it.spec.many]
    return found | ({"foreignKeys": keys} if keys else {})


def _foreign(column: Column) -> dict[str, Any]:
    return {"fields": column, "reference": {"resource": "sources", "fields": str(Sources.source_id)}}


def _field(column: Column) -> dict[str, Any]:
    """Describe a column: type, meaning, unit and what it may hold."""
    spec = column.spec
    limits: dict[str, Any] = {"required": True} if spec.required else {}
    if spec.values and not spec.many:
        limits["enum"] = list(spec.values)
    if spec.pattern and not spec.many:
        limits["pattern"] = spec.pattern
    limits |= {
        name: int(it) if spec.dtype == "count" else it
        for name, it in (("minimum", spec.low), ("maximum", spec.high))
        if it is not None
    }
    field: dict[str, Any] = {"name": str(column), "type": _TYPES[spec.dtype], "title": spec.heading}
    field["description"] = " ".join(filter(None, (spec.description, f"Unit: {spec.unit}." if spec.unit else "")))
    if spec.dtype == "flag":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    return field | ({"constraints": limits} if limits else {})
