"""Record the answers of sources under `data/raw/<source>/`, so that a run without a network gives the same rows.

The folder contains the answers as received, and `answers.json`, which names the file of each request of the last
complete fetch, with its size and digest: a file that differs from what came is not read. A fetch that ends early leaves that list as it was: recordings of two fetches never mix.
No secret header is kept: of a request only its address and its open headers (`Accept`, ...).
"""

import hashlib
import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypedDict

import data
from loaders import LoaderError, NotThereError
from loaders._http.request import Question, ask

RAW: Final = data.FOLDER / "raw"
_LIST: Final = "answers.json"


class Answer(TypedDict):
    """The file with an answer, its edition if the server names one (`validator`), and its size and SHA-256 when it came."""

    file: str  # empty if the source answered that it does not have what was requested
    validator: str
    size: int
    digest: str


class Recordings:
    """The answers of one source: those of the last complete fetch, and those of the fetch in progress."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder.name
        self._last, self._damage = _read(folder / _LIST)
        self._now: dict[str, Answer] = {}

    def exist(self) -> bool:
        """Return whether there is a complete fetch of this source, or what is left of one."""
        return bool(self._last or self._damage)

    def body(self, question: Question) -> bytes:
        """Return the recorded answer.

        Raises:
            LoaderError: it was never recorded, or is damaged.
            NotThereError: the source answered that it does not have what was requested.
        """
        return self.file(question).read_bytes()

    def file(self, question: Question) -> Path:
        """Return the path of the recorded file.

        Raises:
            LoaderError: it was never recorded, or it or the list of answers is damaged.
            NotThereError: the source answered that it does not have what was requested.
        """
        answer = self._now.get(question.text) or self._last.get(question.text)
        if answer is None and self._damage:
            msg = f"data/raw/{self.source}/{_LIST} cannot be read ({self._damage}); run with --fetch"
            raise LoaderError(msg)
        if answer and not answer["file"]:
            msg = f"{question.host} has no {question.place}"
            raise NotThereError(msg)
        if answer is None or not (self.folder / answer["file"]).is_file():
            msg = (
                f"{self.source}: the answer of {question.host} to {question.place} was never recorded; run with --fetch"
            )
            raise LoaderError(msg)
        path = self.folder / answer["file"]
        if differs := _differs(path, answer):
            msg = f"{self.source}: the recorded answer {path.name} is damaged: {differs}; run again with --fetch"
            raise LoaderError(msg)
        return path

    def edition(self, question: Question) -> str:
        """Return the validator of the file of the last fetch; empty if there is no such file, or another one than came."""
        answer = self._last.get(question.text)
        path = self.folder / answer["file"] if answer else self.folder
        return answer["validator"] if answer and path.is_file() and not _differs(path, answer) else ""

    def asked(self, question: Question) -> bool:
        """Return whether this run already has the answer."""
        return question.text in self._now

    @contextmanager
    def refusals(self, question: Question) -> Generator[None]:
        """Record a `NotThereError` raised inside the context."""
        try:
            yield
        except NotThereError:
            self._now[question.text] = {"file": "", "validator": "", "size": 0, "digest": ""}
            raise

    def keep_body(self, question: Question, body: bytes) -> None:
        """Record an answer."""
        digest = hashlib.sha256(body).hexdigest()
        name = f"{question.slug}-{digest[:16]}"
        with writing(self.folder):
            write_whole(self.folder / name, body)
        self._now[question.text] = {"file": name, "validator": "", "size": len(body), "digest": digest}

    def keep_file(self, question: Question, downloaded: Path, validator: str) -> Path:
        """Record a downloaded file under its final name, which differs by content: a fetch that ends early overwrites none.

        Args:
            question: the request.
            downloaded: where the download put the file.
            validator: the edition; empty if the server names none.
        """
        with writing(self.folder):
            size, digest = downloaded.stat().st_size, _digest(downloaded)
            path = self.folder / f"{digest[:16]}-{Path(question.url.partition('?')[0]).name or 'file'}"
            downloaded.replace(path)
        self._now[question.text] = {"file": path.name, "validator": validator, "size": size, "digest": digest}
        return path

    def keep_as_it_is(self, question: Question) -> Path:
        """Record the file of the last fetch again: the server says that it has not changed."""
        self._now[question.text] = self._last[question.text]
        return self.file(question)

    def finish(self) -> None:
        """Replace the answers of the last fetch by those of this one, and delete files no longer named."""
        with writing(self.folder):
            write_whole(self.folder / _LIST, json.dumps(self._now, indent=1, ensure_ascii=False).encode())
            named = {answer["file"] for answer in self._now.values()} | {_LIST}
            for path in self.folder.iterdir():
                if path.name not in named:
                    path.unlink()
        self._last = self._now


class Recorded:
    """The client without a network: it answers from the last complete fetch. It implements `loaders.Get`."""

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    def __call__(
        self, url: str, params: Mapping[str, str | int] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Return the recorded body."""
        return self._recordings.body(ask(url, params, headers))

    def file(self, url: str) -> Path:
        """Return the recorded file."""
        return self._recordings.file(ask(url))


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Make the folder, and turn errors of the disk into a `LoaderError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as why:
        msg = f"data/raw/{folder.name}/ cannot be written: {why.strerror}"
        raise LoaderError(msg) from why


def write_whole(path: Path, body: bytes) -> None:
    """Write a file under a temporary name and rename it, so that nobody reads half of it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _differs(path: Path, answer: Answer) -> str:
    """Say how a file differs from the answer that came; empty where it does not."""
    if (size := path.stat().st_size) != answer["size"]:
        return f"it has {size:,} bytes, and {answer['size']:,} came"
    return "" if _digest(path) == answer["digest"] else "its bytes are others than came"


def _read(path: Path) -> tuple[dict[str, Answer], str]:
    """Read the list of the last complete fetch, empty if there is none; and what is wrong with it, if anything is."""
    try:
        answers = json.loads(path.read_bytes())
        return {text: _answer(it) for text, it in answers.items()}, ""
    except FileNotFoundError:
        return {}, ""
    except OSError as why:
        return {}, why.strerror or type(why).__name__
    except (ValueError, RecursionError):
        return {}, "it is not JSON"
    except (AttributeError, KeyError, TypeError):
        return {}, "it has another shape"


def _answer(entry: Mapping[str, object]) -> Answer:
    """Read an entry of the list; its file is one of the folder, whatever path it states."""
    file, validator, size, digest = (entry[name] for name in ("file", "validator", "size", "digest"))
    if not (isinstance(file, str) and isinstance(validator, str) and isinstance(size, int) and isinstance(digest, str)):
        raise TypeError
    return {"file": Path(file).name, "validator": validator, "size": size, "digest": digest}
