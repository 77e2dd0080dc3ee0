"""How UN Comtrade is asked: what is published, in questions small enough for one answer, and what an answer must be.

There is no paging: an answer that is just as long as the longest one allowed is cut off. The question is then halved
(by period, reporter, flow, commodity) and asked again.
"""

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from loaders import Get, LoaderError, base_url
from loaders._http.json_fields import field, parsed, quoted, records

COMTRADE_URL: Final = base_url("COMTRADE_URL", "https://comtradeapi.un.org")
M49: Final = {"AFG": 4, "KAZ": 398, "KGZ": 417, "TJK": 762, "TKM": 795, "UZB": 860}
YEARS, MONTHS = "A", "M"
_PERIODS: Final = {YEARS: re.compile(r"\d{4}", re.ASCII), MONTHS: re.compile(r"\d{4}(0[1-9]|1[0-2])", re.ASCII)}
_KEY: Final = "COMTRADE_KEY"
_HEADER: Final = "Ocp-Apim-Subscription-Key"
_CALLS: Final = 300  # of one load at most; a key has 500 a day, and nobody without one should come near
_REFUSALS: Final = ("error", "errorObject", "message")
_HALVED: Final = ("periods", "reporters", "flows", "codes")
# Totals over second partners, customs procedures and means of transport: without them the same trade comes many times.
_WHOLE: Final = {"partner2code": 0, "customscode": "C00", "motcode": 0}

Record = dict[str, Any]  # of an answer, its names in lower case


class Release(NamedTuple):
    """A data set that one reporter has published for one period, and when it was last released."""

    reporter: int
    period: str
    released: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked in one call: who tells what of whom."""

    freq: str
    periods: tuple[str, ...]
    reporters: tuple[int, ...]
    partners: tuple[int, ...]
    codes: tuple[str, ...]
    flows: tuple[str, ...] = ("X", "M")  # re-exports (RX) are in X already

    @property
    def params(self) -> dict[str, str | int]:
        """The question as the API takes it."""
        return {
            "reporterCode": _joined(self.reporters), "period": _joined(self.periods), "partnerCode": _joined(self.partners),
            "cmdCode": _joined(self.codes), "flowCode": _joined(self.flows), "partner2Code": 0, "customsCode": "C00",
            "motCode": 0,
        }  # fmt: skip

    @property
    def who(self) -> str:
        """How an error names it."""
        return f"UN Comtrade, {_joined(self.reporters)} with {_joined(self.partners)} in {_joined(self.periods)}"

    def halves(self) -> "list[Question]":
        """The same question in two; none where it asks for a single figure."""
        for name in _HALVED:
            many = getattr(self, name)
            if len(many) > 1:
                middle = len(many) // 2
                return [replace(self, **{name: many[:middle]}), replace(self, **{name: many[middle:]})]
        return []


def _joined(many: Iterable[object]) -> str:
    return ",".join(map(str, many))


class Comtrade:
    """The service, by the door of a loader: with a key where the environment has one, else its public preview."""

    def __init__(self, get: Get) -> None:
        self._get, self._key, self._calls = get, os.environ.get(_KEY, "").strip(), 0

    @property
    def keyed(self) -> bool:
        """Whether there is a key."""
        return bool(self._key)

    @property
    def longest(self) -> int:
        """The length at which an answer is cut off."""
        return 100_000 if self.keyed else 500

    @property
    def periods_at_once(self) -> int:
        """How many periods a question may name; the preview refuses more than one."""
        return 12 if self.keyed else 1

    def released(self, freq: str, reporters: Sequence[int] = tuple(M49.values())) -> list[Release]:
        """What the reporters have published, by year or by month. One that has published nothing is no error.

        Raises:
            LoaderError: the answer is empty, cut off or foreign.
        """
        who = f"UN Comtrade, what {_joined(reporters)} published ({freq})"
        place = "data/v1/getDa" if self.keyed else "public/v1/getDa"
        found = self._records(f"{place}/C/{freq}/HS", {"reporterCode": _joined(reporters)}, who)
        if len(found) >= self.longest:
            if len(reporters) == 1:
                raise LoaderError(f"{who}: {len(found):,} rows: cut off, and no smaller question is left")
            return [it for reporter in reporters for it in self.released(freq, (reporter,))]
        for it in found:
            _must_hold(it, {"typecode": ("C",), "freqcode": (freq,), "reportercode": reporters}, who)
            if not _PERIODS[freq].fullmatch(str(it.get("period"))):
                raise LoaderError(f"{who}: period {quoted(it.get('period'))} is not what was asked for")
        told = [(it["reportercode"], str(it["period"]), str(it.get("lastreleased") or "")) for it in found]
        if not told and len(reporters) > 1:
            raise LoaderError(f"{who}: the answer is empty")
        return sorted({Release(*it) for it in told})

    def answer(self, question: Question) -> list[Record]:
        """The records of a question, halved as often as its answers are cut off.

        Raises:
            LoaderError: an answer is no such answer, or cut off where the question cannot be halved.
        """
        place = "data/v1/get" if self.keyed else "public/v1/preview"
        params = {**question.params, "maxRecords": self.longest}
        found = self._records(f"{place}/C/{question.freq}/HS", params, question.who)
        if len(found) < self.longest:
            for it in found:
                _must_belong(it, question)
            return found
        halves = question.halves()
        if not halves:
            raise LoaderError(f"{question.who}: {len(found):,} rows: cut off, and no smaller question is left")
        return [it for half in halves for it in self.answer(half)]

    def _records(self, place: str, params: Mapping[str, str | int], who: str) -> list[Record]:
        """The records of one call, with their names in lower case: the service spells them in several ways."""
        try:
            answer = self._said(place, params, who)
        except LoaderError as why:
            raise LoaderError(f"{why}{self._hint}") from why
        found = [{name.lower(): value for name, value in it.items()} for it in records(answer, "data", who)]
        count = field(answer, "count", int, who)
        if count != len(found):
            raise LoaderError(f"{who}: {len(found):,} rows where {count:,} are announced: cut off")
        return found

    def _said(self, place: str, params: Mapping[str, str | int], who: str) -> dict[str, Any]:
        """What one call is answered; an error under success is an error."""
        if self._calls == _CALLS:
            raise LoaderError(f"{who}: this would be call {_CALLS + 1:,} of one load")
        self._calls += 1
        answer = parsed(self._get(f"{COMTRADE_URL}/{place}", params, headers=self._headers), who)
        if not isinstance(answer, dict):
            raise LoaderError(f"{who}: refused: {quoted(answer)}")
        refusal = next((answer[it] for it in _REFUSALS if answer.get(it)), None)
        if refusal:
            raise LoaderError(f"{who}: refused: {quoted(refusal)}")
        return answer

    @property
    def _headers(self) -> dict[str, str] | None:
        """The key goes nowhere else: addresses end in logs."""
        return {_HEADER: self._key} if self.keyed else None

    @property
    def _hint(self) -> str:
        """What may help: the preview is closed at times, and has a quota of its own."""
        if self.keyed:
            return ""
        return f". The preview without a key may be closed for now; {_KEY} in the environment opens the service"


def _must_belong(record: Record, question: Question) -> None:
    """Refuse what answers another question, a part of a total, or what nobody reported."""
    known = {
        "reportercode": question.reporters, "partnercode": question.partners, "period": question.periods,
        "flowcode": question.flows, "cmdcode": question.codes, **{name: (it, None) for name, it in _WHOLE.items()},
    }  # fmt: skip
    _must_hold(record, known, question.who)
    if record.get("isreported") is False and record.get("isaggregate") is False:
        raise LoaderError(
            f"{question.who}: {record['cmdcode']} is neither reported nor added up from reports: an estimate?"
        )


def _must_hold(record: Record, known: Mapping[str, Collection[object]], who: str) -> None:
    for name, values in known.items():
        told = record.get(name)
        if (str(told) if name == "period" else told) not in values:
            raise LoaderError(f"{who}: {name} {quoted(told)} is not what was asked for")
