"""Check the fields of a JSON answer: their types, and that figures have the size of their unit.

In every function `where` names the source and place in an error ("FTS, flows of 2024").
"""

import json
import math
from typing import Any, Final, TypeVar

from data.vocabulary import periods
from data.vocabulary.formats import significant
from loaders import LoaderError

MISSING: Final = ("", "-", "NA", "x", "…")
_WORDS: Final[dict[type, str]] = {
    dict: "an object",
    list: "a list",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}
T = TypeVar("T")


def parsed(body: bytes, where: str) -> Any:  # noqa: ANN401  JSON may be of any type
    """Parse the JSON of an answer.

    Raises:
        LoaderError: the body is not JSON; its beginning is quoted.
    """
    try:
        return json.loads(body)
    except ValueError as why:  # no JSON, or no UTF-8
        msg = f"{where}: the answer is not JSON: {quoted(body.decode(errors='replace'))}"
        raise LoaderError(msg) from why


def field(record: object, name: str, kind: type[T], where: str) -> T:
    """Return one field of an object in an answer.

    Args:
        record: the object; anything else has no fields.
        name: the field.
        kind: the type that its value must have; True and False are not whole numbers.
        where: names the object in an error.

    Raises:
        LoaderError: the field is missing or of another type.
    """
    value = record.get(name) if isinstance(record, dict) else None
    if isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
        return value
    actual = "missing" if value is None else quoted(value)
    raise LoaderError(f"{where}: {name} is {actual}, where {_WORDS[kind]} is expected")


def records(record: object, name: str, where: str) -> list[dict[str, Any]]:
    """Return a list of objects in an answer.

    Args:
        record: the object with the list.
        name: the field with the list.
        where: names the object in an error.

    Raises:
        LoaderError: the field is not a list, or one of its items is not an object.
    """
    items = field(record, name, list, where)
    for item in items:
        if not isinstance(item, dict):
            raise LoaderError(f"{where}: {name} holds {quoted(item)}, where an object is expected")
    return items


def number(value: object, where: str) -> float | None:
    """Read a number, which may be given as text; None if the source marks it as missing.

    Raises:
        LoaderError: the value is neither a number nor marked as missing.
    """
    if value is None or value in MISSING:
        return None
    try:
        result = math.nan if isinstance(value, bool) else float(str(value))
    except ValueError:
        result = math.nan
    if not math.isfinite(result):
        raise LoaderError(f"{where}: {quoted(value)} is not a number")
    return result


def sized(value: float, low: float, high: float, what: str) -> None:
    """Prove the unit of a figure by its size.

    Args:
        value: the figure, in the unit that we take it to be in.
        low: the least that it can be in that unit.
        high: the most that it can be in that unit.
        what: names the figure and its unit in an error.

    Raises:
        LoaderError: the figure is so small or large that it must be in another unit.
    """
    if not low <= value <= high:
        actual, least, most = (significant(it, 4) for it in (value, low, high))
        raise LoaderError(f"{what}: {actual} is outside {least} to {most}. Is it in another unit?")


def quoted(value: object) -> str:
    """Quote the beginning of an answer or value on one line, for an error."""
    return " ".join(str(value).split())[:120]


def year(calendar_year: int) -> dict[str, object]:
    """Return first day, last day and precision of a year, as cells of a row."""
    return periods.parse(str(calendar_year))._asdict()


def source(source_id: str, publisher: str, url: str, describes: str, published: str = "") -> dict[str, object]:
    """Build a row of `Sources` for a data set in English.

    Args:
        source_id: the id that rows cite.
        publisher: as readers know it.
        url: the page of the data set.
        describes: what the data set is, with its licence.
        published: a date (`2024`, `2024-05`, `2024-05-01`); anything else is an unknown date.
    """
    try:
        date = periods.parse(published)
    except ValueError:
        date = periods.UNKNOWN
    return {
        "source_id": source_id,
        "publisher": publisher,
        **date._asdict(),
        "url": url,
        "kind": "dataset",
        "language": "en",
        "describes": describes,
    }
