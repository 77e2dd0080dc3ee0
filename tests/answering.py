"""A door to the network for tests of loaders: it answers from what a test gives it and remembers what was asked."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Said = Callable[[str, dict[str, Any]], Any]


class Answering:
    """Answers each address and its parameters by a function; what it says is sent as JSON, bytes as they are."""

    def __init__(self, said: Said, files: Mapping[str, Path] | None = None) -> None:
        self.said = said
        self.files = dict(files or {})
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, url, params=None, *, headers=None) -> bytes:
        del headers
        self.asked.append((url, dict(params or {})))
        said = self.said(url, dict(params or {}))
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, bytes) else json.dumps(said).encode()

    def file(self, url: str) -> Path:
        self.asked.append((url, {}))
        return self.files[url]
