"""What a loader asks: one address, and the words in which it may be told and remembered. Secrets are in neither."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from loaders import LoaderError

# Headers that say how to answer, not who asks. Whatever else a loader sends is held to be a secret.
_OPEN: Final = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_SECRET: Final = re.compile(r"(^|[-_.])(api-?key|key|token|password|passwd|secret|signature)$", re.IGNORECASE)
_LONGEST: Final = 300  # characters of an address in a sentence


@dataclass(frozen=True, slots=True)
class Question:
    """A GET request: the whole address and the headers that the loader sends along."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Whom we ask."""
        return _parts(self.url).hostname or "no host"

    @property
    def place(self) -> str:
        """Path and query, as an error's sentence names them."""
        parts = _parts(self.url)
        place = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return place if len(place) <= _LONGEST else f"{place[:_LONGEST]}…"

    @property
    def text(self) -> str:
        """The question as a recording remembers it: the same text, the same answer."""
        asked = sorted(f"{name.lower()}: {value}" for name, value in self.headers.items() if name.lower() in _OPEN)
        return "\n".join([self.url, *asked])

    @property
    def slug(self) -> str:
        """The beginning of a file's name, for who looks into the folder."""
        parts = _parts(self.url)
        return re.sub(r"[^A-Za-z0-9]+", "-", f"{parts.path} {parts.query}").strip("-")[:60] or "root"

    @property
    def digest(self) -> str:
        """A short name that no other question has."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be told or kept: the values of all headers but the open ones."""
        return tuple(value for name, value in self.headers.items() if name.lower() not in _OPEN and value)


def ask(url: str, params: Mapping[str, str | int] | None = None, headers: Mapping[str, str] | None = None) -> Question:
    """The question that a loader asks.

    Raises:
        LoaderError: the address is not one of the web, or carries what looks like a secret. Addresses end in logs,
            in error texts and in recordings, so a secret belongs into a header.
    """
    parts = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        msg = f"{url[:_LONGEST]} is no address of the web"
        raise LoaderError(msg)
    if parts.username or parts.password:
        msg = f"{parts.hostname}{parts.path}: the address carries a user's name; it belongs into a header"
        raise LoaderError(msg)
    query = urlencode(params or {})
    for name, _ in parse_qsl(f"{parts.query}&{query}", keep_blank_values=True):
        if _SECRET.search(name):
            msg = f"{parts.hostname}{parts.path}: the query carries {name}; a secret belongs into a header"
            raise LoaderError(msg)
    joined = f"{url}{'&' if parts.query else '?'}{query}" if query else url
    return Question(joined, dict(headers or {}))


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as why:
        msg = f"{url[:_LONGEST]} is no address of the web"
        raise LoaderError(msg) from why
