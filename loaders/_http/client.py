"""The door to the network, the only one: `Live` asks, waits politely, tries again, and keeps what it is answered.

Its twin without a network is `loaders._http.recordings.Recorded`. What goes wrong is one `LoaderError` with the host, the
status and the place; it never holds a header, since that is where secrets are.
"""

import math
import random
import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.response import BaseHTTPResponse
from urllib3.util.retry import Retry

from loaders import LoaderError, NotThereError, base_url
from loaders._http.download import BrokenOffError, Download
from loaders._http.limits import Limits
from loaders._http.progress import Bar, Step, silent
from loaders._http.recordings import Recordings
from loaders._http.request import Question, ask

_AGENT: Final = "Mozilla/5.0 (compatible; AmuLedger/0.1; trade and aid record)"
_OURS: Final = frozenset({"127.0.0.1", "::1", "localhost"})  # a server of our own needs no courtesy
_CHUNK: Final = 1 << 16
_NOT_THERE: Final = frozenset({404, 410})
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_KEPT_ON_REDIRECT: Final = frozenset(
    {"accept", "accept-encoding", "accept-language", "connection", "if-range", "range", "user-agent"}
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, sleep and chance, handed in so that a test never waits."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random  # noqa: S311  jitter keeps no secret


class Live:
    """The open door, for one source."""

    def __init__(
        self,
        recordings: Recordings,
        *,
        limits: Limits | None = None,
        clock: Clock | None = None,
        bar: Bar = silent,
        told: Step = lambda _: None,
    ) -> None:
        """Answers go to `recordings`; `bar` shows large files, `told` hears of each answer."""
        self._recordings = recordings
        self._limits, self._clock = limits or Limits(), clock or Clock()
        self._bar, self._told = bar, told
        self._session = _Session(self._limits, self._clock)

    def __call__(
        self, url: str, params: Mapping[str, str | int] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """The body of the answer, recorded; a question is asked once in a run, so that all tables hear the same."""
        question = ask(url, params, headers)
        if self._recordings.asked(question):
            return self._recordings.body(question)
        with self._recordings.refusals(question):
            body = self._body(question)
        if any(secret.encode() in body for secret in question.secrets):
            msg = f"{question.host} repeats a secret in its answer to {question.place}; it is not kept"
            raise LoaderError(msg)
        self._recordings.keep_body(question, body)
        self._told(1)
        return body

    def file(self, url: str) -> Path:
        """The file on disk; the one of the last fetch where the server says that it still stands."""
        question = ask(url)
        if self._recordings.asked(question):
            return self._recordings.file(question)
        download = Download(self._open, self._pause, self._bar, self._limits.tries, self._limits.file)
        with self._recordings.refusals(question):
            came = download.fetch(question, self._recordings.folder, self._recordings.edition(question))
        self._told(1)
        if came is None:
            return self._recordings.keep_as_it_is(question)
        return self._recordings.keep_file(question, came.path, came.edition)

    def _body(self, question: Question) -> bytes:
        for attempt in range(self._limits.tries):
            with self._open(question, {}, good=(200,)) as reply:
                try:
                    return self._whole(question, reply)
                except BrokenOffError:
                    self._pause(attempt)
        msg = f"{question.host} broke off its answer to {question.place} {self._limits.tries} times"
        raise LoaderError(msg)

    def _whole(self, question: Question, reply: "_Reply") -> bytes:
        """The body, of a bounded size and in a bounded time."""
        body, until = bytearray(), self._clock.now() + self._limits.whole_answer
        for chunk in reply.chunks():
            body += chunk
            if len(body) > self._limits.body:
                msg = f"{question.host} sends more than {self._limits.body:,} bytes for {question.place}"
                raise LoaderError(msg)
            if self._clock.now() > until:
                msg = f"{question.host} took over {self._limits.whole_answer:g} seconds to answer {question.place}"
                raise LoaderError(msg)
        return bytes(body)

    def _open(
        self, question: Question, extra: Mapping[str, str], good: Collection[int]
    ) -> AbstractContextManager["_Reply"]:
        return _opened(self._session, question, extra, good, (self._limits.connect, self._limits.read))

    def _pause(self, attempt: int) -> None:
        self._clock.sleep(self._limits.pause(attempt, self._clock.chance()))


@contextmanager
def _opened(
    session: requests.Session,
    question: Question,
    extra: Mapping[str, str],
    good: Collection[int],
    timeout: tuple[float, float],
) -> Generator["_Reply"]:
    """An answer with a good status; its body is still to come."""
    try:
        response = session.get(question.url, headers={**question.headers, **extra}, stream=True, timeout=timeout)
    except _TooLongError as why:
        msg = f"{question.host} answered {why} to {question.place}"
        raise LoaderError(msg) from None
    except requests.TooManyRedirects:
        msg = f"{question.host} redirects more than {session.max_redirects} times from {question.place}"
        raise LoaderError(msg) from None
    except (requests.RequestException, HTTPError, ValueError) as why:
        # the cause goes no further: its text is the library's, and may hold what we sent
        msg = f"{question.host} gives no answer to {question.place} ({_kind(why)})"
        raise LoaderError(msg) from None
    with response:
        if response.status_code not in good:
            msg = f"{question.host} answered {response.status_code} to {question.place}"
            raise NotThereError(msg) if response.status_code in _NOT_THERE else LoaderError(msg)
        yield _Reply(response)


class _Reply:
    """An answer whose body is still to come."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response

    def chunks(self) -> Iterator[bytes]:
        """The body, piece by piece."""
        try:
            yield from self._response.iter_content(_CHUNK)
        except requests.RequestException:
            raise BrokenOffError from None


def _kind(why: BaseException) -> str:
    """The name of what went wrong at the bottom: `ReadTimeoutError`, `NameResolutionError`, ..."""
    inner = why.args[0] if why.args else None
    reason = getattr(inner, "reason", inner)
    return type(reason if isinstance(reason, BaseException) else why).__name__


class _Session(requests.Session):
    """Asks no host more often than is polite, and sends a loader's own headers to nobody but whom it asked."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        super().__init__()
        self._limits, self._clock = limits, clock
        self._asked: dict[str, float] = {}
        self.max_redirects = limits.redirects
        self.headers["User-Agent"] = base_url("LOADERS_USER_AGENT", _AGENT)
        adapter = HTTPAdapter(max_retries=_retries(limits, clock))
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401  as requests has it
        """Send one request, a redirect's too, when its host may be asked again."""
        host = Question(str(request.url)).host
        interval = 0 if host in _OURS else self._limits.intervals.get(host, self._limits.interval)
        wait = self._asked.get(host, -interval) + interval - self._clock.now()
        if 0 < wait <= interval:
            self._clock.sleep(wait)
        try:
            return super().send(request, **kwargs)
        finally:
            self._asked[host] = self._clock.now()

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Take the secrets off where a redirect leads to another host."""
        super().rebuild_auth(prepared_request, response)
        if self.should_strip_auth(str(response.request.url), str(prepared_request.url)):
            for name in [it for it in prepared_request.headers if it.lower() not in _KEPT_ON_REDIRECT]:
                del prepared_request.headers[name]


class _TooLongError(Exception):
    """The server asks for a longer pause than we make."""


def _retries(limits: Limits, clock: Clock) -> Retry:
    """urllib3's retries with our clock and back-off; a pause beyond `limits.retry_after` ends the request."""

    class Patient(Retry):
        # Comtrade answers 403 with a pause when a quota is spent: that is no final refusal
        RETRY_AFTER_STATUS_CODES = Retry.RETRY_AFTER_STATUS_CODES | {403}

        def sleep(self, response: BaseHTTPResponse | None = None) -> None:
            """Wait as long as the server asks, or else a little longer each time."""
            try:
                pause = (self.get_retry_after(response) if response else None) or 0.0
            except InvalidHeader:  # neither seconds nor a date
                pause = 0.0
            except (ValueError, OverflowError):  # a number or a year too large to read
                pause = math.inf
            if pause > limits.retry_after:
                status = response.status if response else 0
                raise _TooLongError(f"{status} and asks for a pause of more than {limits.retry_after:g} seconds")
            clock.sleep(pause or limits.pause(len(self.history) - 1, clock.chance()))

    return Patient(limits.tries - 1, allowed_methods=("GET",), status_forcelist=_AGAIN, raise_on_status=False)
