"""The network client of the loaders: `Live` paces requests, repeats failed ones, and records the answers.

Its counterpart without a network is `loaders._http.recordings.Recorded`. Any failure is one `LoaderError` with host, status
and path; it never contains a header, since headers carry the secrets.
"""

import logging
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
from loaders._http.request import Question, ask, masked

_AGENT: Final = "Mozilla/5.0 (compatible; AmuLedger/0.1; trade and aid record)"
_OURS: Final = frozenset({"127.0.0.1", "::1", "localhost"})  # local servers need no pause between requests
_CHUNK: Final = 1 << 16
_NOT_THERE: Final = frozenset({404, 410})
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_LOGGERS: Final = ("urllib3.connectionpool", "urllib3.poolmanager", "urllib3.util.retry")  # log whole addresses
_KEPT_ON_REDIRECT: Final = frozenset(
    {"accept", "accept-encoding", "accept-language", "connection", "if-range", "range", "user-agent"}
)


def _mask(record: logging.LogRecord) -> bool:
    """Take the values of secrets out of a line of the log, also those of an address that a server redirects to."""
    record.msg, record.args = masked(record.getMessage()), ()
    return True


for _name in _LOGGERS:
    logging.getLogger(_name).addFilter(_mask)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, sleep and random numbers, passed in so that a test never waits."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random  # noqa: S311  jitter keeps no secret


class Live:
    """The network client of one source; it implements `loaders.Get`."""

    def __init__(
        self,
        recordings: Recordings,
        *,
        limits: Limits | None = None,
        clock: Clock | None = None,
        bar: Bar = silent,
        step: Step = lambda _: None,
    ) -> None:
        """Create a client.

        Args:
            recordings: where answers are kept.
            limits: pace, retries and sizes.
            clock: the time, for tests.
            bar: shows the progress of large files.
            step: called with 1 for each answer.
        """
        self._recordings = recordings
        self._limits, self._clock = limits or Limits(), clock or Clock()
        self._bar, self._step = bar, step
        self._session = _Session(self._limits, self._clock)

    def __call__(
        self, url: str, params: Mapping[str, str | int] | None = None, *, headers: Mapping[str, str] | None = None
    ) -> bytes:
        """Return the body of the answer and record it; a repeated request is answered from the recording.

        So all tables of a run are built from the same answer.
        """
        question = ask(url, params, headers)
        if self._recordings.asked(question):
            return self._recordings.body(question)
        with self._recordings.refusals(question):
            body = self._body(question)
        if any(secret.encode() in body for secret in question.secrets):
            msg = f"{question.host} repeats a secret in its answer to {question.place}; it is not kept"
            raise LoaderError(msg)
        self._recordings.keep_body(question, body)
        self._step(1)
        return body

    def file(self, url: str) -> Path:
        """Return the file on disk: that of the last fetch if the server says that it has not changed."""
        question = ask(url)
        if self._recordings.asked(question):
            return self._recordings.file(question)
        download = Download(self._open, self._pause, self._bar, self._limits.tries, self._limits.file)
        with self._recordings.refusals(question):
            downloaded = download.fetch(question, self._recordings.folder, self._recordings.edition(question))
        self._step(1)
        if downloaded is None:
            return self._recordings.keep_as_it_is(question)
        return self._recordings.keep_file(question, downloaded.path, downloaded.edition)

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
        """Read the whole body, within a limit of size and of time."""
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
    """Send a request and accept the statuses in `good`; the body is not read yet."""
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
        msg = f"{question.host} does not answer {question.place} ({_kind(why)})"
        raise LoaderError(msg) from None
    with response:
        if response.status_code not in good:
            msg = f"{question.host} answered {response.status_code} to {question.place}"
            raise NotThereError(msg) if response.status_code in _NOT_THERE else LoaderError(msg)
        yield _Reply(response)


class _Reply:
    """An answer whose body has not been read yet."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response

    def chunks(self) -> Iterator[bytes]:
        """Iterate over the body in chunks."""
        try:
            yield from self._response.iter_content(_CHUNK)
        except requests.RequestException:
            raise BrokenOffError from None


def _kind(why: BaseException) -> str:
    """Return the name of the innermost error: `ReadTimeoutError`, `NameResolutionError`, ..."""
    inner = why.args[0] if why.args else None
    reason = getattr(inner, "reason", inner)
    return type(reason if isinstance(reason, BaseException) else why).__name__


class _Session(requests.Session):
    """A session that paces the requests to a host, and sends a loader's own headers to the requested host alone."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        super().__init__()
        self._limits, self._clock = limits, clock
        self._last_request: dict[str, float] = {}  # by host
        self.max_redirects = limits.redirects
        self.headers["User-Agent"] = base_url("LOADERS_USER_AGENT", _AGENT)
        adapter = HTTPAdapter(max_retries=_retries(limits, clock))
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401  as requests has it
        """Send one request, also of a redirect, after the pause that its host needs."""
        host = Question(str(request.url)).host
        interval = 0 if host in _OURS else self._limits.intervals.get(host, self._limits.interval)
        since = self._clock.now() - self._last_request.get(host, float("-inf"))
        if 0 <= since < interval:  # a clock may have been put back
            self._clock.sleep(interval - since)
        try:
            return super().send(request, **kwargs)
        finally:
            self._last_request[host] = self._clock.now()

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Remove the secret headers if a redirect leads to another host."""
        super().rebuild_auth(prepared_request, response)
        if self.should_strip_auth(str(response.request.url), str(prepared_request.url)):
            for name in [it for it in prepared_request.headers if it.lower() not in _KEPT_ON_REDIRECT]:
                del prepared_request.headers[name]


class _TooLongError(Exception):
    """The server asks for a longer pause than our limit."""


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
