"""What loaders ask of an answer: that it is JSON of the expected shape, and that its figures are of the expected size."""

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


def parsed(body: bytes, who: str) -> Any:  # noqa: ANN401  whatever JSON holds
    """The JSON of an answer.

    Raises:
        LoaderError: the body is no JSON; its beginning is quoted.
    """
    try:
        return json.loads(body)
    except ValueError as why:  # no JSON, or no UTF-8
        msg = f"{who} answers with no JSON: {quoted(body.decode(errors='replace'))}"
        raise LoaderError(msg) from why


def field(record: object, name: str, kind: type[T], who: str) -> T:
    """One field of an object in an answer.

    Raises:
        LoaderError: it is not there, or it is of another kind.
    """
    value = record.get(name) if isinstance(record, dict) else None
    if isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
        return value
    told = "missing" if value is None else quoted(value)
    raise LoaderError(f"{who}: {name} is {told}, where {_WORDS[kind]} is expected")


def records(record: object, name: str, who: str) -> list[dict[str, Any]]:
    """The objects that a list in an answer holds.

    Raises:
        LoaderError: it is no list, or it holds something else.
    """
    found = field(record, name, list, who)
    for it in found:
        if not isinstance(it, dict):
            raise LoaderError(f"{who}: {name} holds {quoted(it)}, where an object is expected")
    return found


def number(value: object, who: str) -> float | None:
    """A number that may be told as a text; None for what the source calls missing.

    Raises:
        LoaderError: it is neither.
    """
    if value is None or value in MISSING:
        return None
    try:
        read = math.nan if isinstance(value, bool) else float(str(value))
    except ValueError:
        read = math.nan
    if not math.isfinite(read):
        raise LoaderError(f"{who}: {quoted(value)} is no number")
    return read


def sized(value: float, low: float, high: float, what: str) -> None:
    """Hold a figure to the size that it has in the unit that we take it to be in.

    Raises:
        LoaderError: it is so small or large that it must be in another unit.
    """
    if not low <= value <= high:
        told, least, most = (significant(it, 4) for it in (value, low, high))
        raise LoaderError(f"{what}: {told} is outside {least} to {most}. Is it in another unit?")


def quoted(value: object) -> str:
    """The beginning of what an answer says, on one line, for an error."""
    return " ".join(str(value).split())[:120]


def year(told: int) -> dict[str, object]:
    """First day, last day and precision of a year, as cells of a row."""
    return periods.parse(str(told))._asdict()


def source(source_id: str, publisher: str, url: str, describes: str, published: str = "") -> dict[str, object]:
    """A row of `Sources` for a data set in English; `published` is a date, or empty where the answer names none."""
    try:
        date = periods.parse(published)
    except ValueError:
        date = periods.UNKNOWN
    return {
        "source_id": source_id, "publisher": publisher, **date._asdict(), "url": url, "kind": "dataset",
        "language": "en", "describes": describes,
    }  # fmt: skip
