"""A GET request: its address, its name in errors and in recordings. Neither contains a secret."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from loaders import LoaderError

# Headers that describe the answer and not the client. Any other header that a loader sends is treated as a secret.
_OPEN: Final = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_SECRET: Final = re.compile(
    r"(key|key-?id|token|secret|passw(or)?d|pwd|credentials?|signature|authorization|(^|[-_.])(sig|auth|pass|jwt|sas|sid))$",
    re.IGNORECASE,
)
_PARAMETER: Final = re.compile(r"([?&]([^?&=\s]+)=)[^&\s\"'#]+")
_LONGEST: Final = 300  # characters of an address in an error


@dataclass(frozen=True, slots=True)
class Question:
    """A GET request: the whole address and the headers that the loader sends along."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The host of the address."""
        return _parts(self.url).hostname or "no host"

    @property
    def place(self) -> str:
        """Path and query, shortened, as an error names them."""
        parts = _parts(self.url)
        place = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return place if len(place) <= _LONGEST else f"{place[:_LONGEST]}…"

    @property
    def text(self) -> str:
        """The key of the request in a recording: address and open headers."""
        headers = sorted(f"{name.lower()}: {value}" for name, value in self.headers.items() if name.lower() in _OPEN)
        return "\n".join([self.url, *headers])

    @property
    def slug(self) -> str:
        """The readable beginning of the recording's file name."""
        parts = _parts(self.url)
        return re.sub(r"[^A-Za-z0-9]+", "-", f"{parts.path} {parts.query}").strip("-")[:60] or "root"

    @property
    def digest(self) -> str:
        """A short hash of the request, unique to it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values of all headers but the open ones, which must never be printed or stored."""
        return tuple(value for name, value in self.headers.items() if name.lower() not in _OPEN and value)


def ask(url: str, params: Mapping[str, str | int] | None = None, headers: Mapping[str, str] | None = None) -> Question:
    """Build the request of a loader.

    Args:
        url: an http(s) address, with or without a query.
        params: further parameters of the query.
        headers: sent along.

    Raises:
        LoaderError: the address is not a web address, or contains what looks like a secret. Addresses end up in logs,
            errors and recordings, so a secret belongs in a header.
    """
    parts = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        msg = f"{url[:_LONGEST]} is not a web address"
        raise LoaderError(msg)
    if parts.username or parts.password:
        msg = f"{parts.hostname}{parts.path}: the address contains a user name; it belongs in a header"
        raise LoaderError(msg)
    query = urlencode(params or {})
    for name, _ in parse_qsl(f"{parts.query}&{query}", keep_blank_values=True):
        if _SECRET.search(name):
            msg = f"{parts.hostname}{parts.path}: the query contains {name}; a secret belongs in a header"
            raise LoaderError(msg)
    joined = f"{url}{'&' if parts.query else '?'}{query}" if query else url
    return Question(joined, dict(headers or {}))


def masked(text: str) -> str:
    """Replace the values of secret parameters in the addresses of a text: a server may redirect to one that has a key."""
    return _PARAMETER.sub(lambda found: f"{found[1]}***" if _SECRET.search(unquote(found[2])) else found[0], text)


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as why:
        msg = f"{url[:_LONGEST]} is not a web address"
        raise LoaderError(msg) from why
