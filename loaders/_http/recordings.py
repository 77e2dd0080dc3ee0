"""What the sources answered, kept under `data/raw/<source>/` so that a run without a network says the same.

The folder holds the answers as they came, and `answers.json`, which names the file of each question of the last
fetch that was whole. A fetch that ends early leaves that list as it was: recordings of two fetches never mix.
No header is kept, and of a question only its address and how it wanted to be answered.
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
    """The file that holds an answer; `validator` names its edition where the server does."""

    file: str  # empty where the source said that it has no such thing
    validator: str


class Recordings:
    """The answers of one source: those of the last whole fetch, and those of the one that runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder.name
        self._last = _read(folder / _LIST)
        self._now: dict[str, Answer] = {}

    def exist(self) -> bool:
        """Whether this source was ever fetched whole."""
        return bool(self._last)

    def body(self, question: Question) -> bytes:
        """The recorded answer.

        Raises:
            LoaderError: it was never recorded, or is damaged.
            NotThereError: the source said that it has no such thing.
        """
        path = self.file(question)
        kept = path.read_bytes()
        if not path.name.endswith(_hash(kept)):
            msg = f"{self.source}: the recorded answer {path.name} is damaged; run again with --fetch"
            raise LoaderError(msg)
        return kept

    def file(self, question: Question) -> Path:
        """The recorded file.

        Raises:
            LoaderError: it was never recorded.
            NotThereError: the source said that it has no such thing.
        """
        answer = self._now.get(question.text) or self._last.get(question.text)
        if answer and not answer["file"]:
            msg = f"{question.host} has no {question.place}"
            raise NotThereError(msg)
        if answer is None or not (self.folder / answer["file"]).is_file():
            msg = (
                f"{self.source}: the answer of {question.host} to {question.place} was never recorded; run with --fetch"
            )
            raise LoaderError(msg)
        return self.folder / answer["file"]

    def edition(self, question: Question) -> str:
        """The validator of the file that we have from the last fetch; empty where there is none."""
        answer = self._last.get(question.text)
        return answer["validator"] if answer and (self.folder / answer["file"]).is_file() else ""

    def asked(self, question: Question) -> bool:
        """Whether this run has its answer already."""
        return question.text in self._now

    @contextmanager
    def refusals(self, question: Question) -> Generator[None]:
        """Remember that the source has no such thing."""
        try:
            yield
        except NotThereError:
            self._now[question.text] = {"file": "", "validator": ""}
            raise

    def keep_body(self, question: Question, body: bytes) -> None:
        """Keep an answer that came as bytes."""
        name = f"{question.slug}-{_hash(body)}"
        with writing(self.folder):
            write_whole(self.folder / name, body)
        self._now[question.text] = {"file": name, "validator": ""}

    def keep_file(self, question: Question, came: Path, validator: str) -> Path:
        """Give a file that has come whole its name; another edition has another one."""
        edition = hashlib.sha256(f"{question.text} {validator}".encode()).hexdigest()[:16]
        path = self.folder / f"{edition}-{Path(question.url.partition('?')[0]).name or 'file'}"
        with writing(self.folder):
            came.replace(path)
        self._now[question.text] = {"file": path.name, "validator": validator}
        return path

    def keep_as_it_is(self, question: Question) -> Path:
        """Keep the file of the last fetch: the server says that it still stands."""
        self._now[question.text] = self._last[question.text]
        return self.file(question)

    def finish(self) -> None:
        """Let the answers of this fetch take the place of the last one's, whose files then go."""
        with writing(self.folder):
            write_whole(self.folder / _LIST, json.dumps(self._now, indent=1, ensure_ascii=False).encode())
            named = {answer["file"] for answer in self._now.values()} | {_LIST}
            for path in self.folder.iterdir():
                if path.name not in named:
                    path.unlink()
        self._last = self._now


class Recorded:
    """The door without a network: what was answered last time."""

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    def __call__(
        self, url: str, params: Mapping[str, str | int] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """The body that was recorded."""
        return self._recordings.body(ask(url, params, headers))

    def file(self, url: str) -> Path:
        """The file that was recorded."""
        return self._recordings.file(ask(url))


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Make the folder, and tell what the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as why:
        msg = f"data/raw/{folder.name}/ cannot be written: {why.strerror}"
        raise LoaderError(msg) from why


def write_whole(path: Path, body: bytes) -> None:
    """Write a file under another name first, so that nobody reads half of it."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def _read(path: Path) -> dict[str, Answer]:
    """The list of the last whole fetch; empty where there is none that can be read."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {text: {"file": Path(it["file"]).name, "validator": it["validator"]} for text, it in told.items()}
