"""Query the UN Comtrade API: what is published, in requests small enough for one answer, and the checks of an answer.

There is no paging: an answer of exactly the greatest length is cut off. The request is then split in two (by period,
reporter, flow, commodity) and repeated.
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
_CALLS: Final = 300  # at most in one load; a key allows 500 a day, and a load without a key needs far fewer
_REFUSALS: Final = ("error", "errorObject", "message")
_HALVED: Final = ("periods", "reporters", "flows", "codes")
# The codes of totals over second partners, customs procedures and means of transport: other rows are parts of these.
_WHOLE: Final = {"partner2code": 0, "customscode": "C00", "motcode": 0}

Record = dict[str, Any]  # one record of an answer, its field names in lower case


class Release(NamedTuple):
    """A data set that one reporter has published for one period, and when it was last released."""

    reporter: int
    period: str
    released: str


@dataclass(frozen=True, slots=True)
class Question:
    """One request: reporters, partners, flows, commodities and periods."""

    freq: str
    periods: tuple[str, ...]
    reporters: tuple[int, ...]
    partners: tuple[int, ...]
    codes: tuple[str, ...]
    flows: tuple[str, ...] = ("X", "M")  # re-exports (RX) are in X already

    @property
    def params(self) -> dict[str, str | int]:
        """Return the query parameters of the API."""
        return {
            "reporterCode": _joined(self.reporters),
            "period": _joined(self.periods),
            "partnerCode": _joined(self.partners),
            "cmdCode": _joined(self.codes),
            "flowCode": _joined(self.flows),
            "partner2Code": 0,
            "customsCode": "C00",
            "motCode": 0,
        }

    @property
    def where(self) -> str:
        """Name the request in an error."""
        return f"UN Comtrade, {_joined(self.reporters)} with {_joined(self.partners)} in {_joined(self.periods)}"

    def halves(self) -> "list[Question]":
        """Split the request in two; return an empty list if it asks for a single figure."""
        for name in _HALVED:
            values = getattr(self, name)
            if len(values) > 1:
                middle = len(values) // 2
                return [replace(self, **{name: values[:middle]}), replace(self, **{name: values[middle:]})]
        return []


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


class Comtrade:
    """The service: with a key if the environment has one, otherwise its public preview."""

    def __init__(self, get: Get) -> None:
        self._get, self._key, self._calls = get, os.environ.get(_KEY, "").strip(), 0

    @property
    def keyed(self) -> bool:
        """Whether the environment has a key."""
        return bool(self._key)

    @property
    def longest(self) -> int:
        """The number of records at which an answer is cut off."""
        return 100_000 if self.keyed else 500

    @property
    def periods_at_once(self) -> int:
        """The number of periods that one request may name; the preview refuses more than one."""
        return 12 if self.keyed else 1

    def released(self, freq: str, reporters: Sequence[int] = tuple(M49.values())) -> list[Release]:
        """List what the reporters have published. A single reporter that has published nothing is no error.

        Args:
            freq: `YEARS` or `MONTHS`.
            reporters: M49 codes.

        Raises:
            LoaderError: the answer is empty, cut off or to another request.
        """
        where = f"UN Comtrade, what {_joined(reporters)} published ({freq})"
        place = "data/v1/getDa" if self.keyed else "public/v1/getDa"
        listed = self._records(f"{place}/C/{freq}/HS", {"reporterCode": _joined(reporters)}, where)
        if len(listed) >= self.longest:
            if len(reporters) == 1:
                raise LoaderError(f"{where}: {len(listed):,} rows: cut off, and the request cannot be made smaller")
            return [it for reporter in reporters for it in self.released(freq, (reporter,))]
        for record in listed:
            _must_match(record, {"typecode": ("C",), "freqcode": (freq,), "reportercode": reporters}, where)
            if not _PERIODS[freq].fullmatch(str(record.get("period"))):
                raise LoaderError(f"{where}: period {quoted(record.get('period'))} is not what was asked for")
        releases = [(it["reportercode"], str(it["period"]), str(it.get("lastreleased") or "")) for it in listed]
        if not releases and len(reporters) > 1:
            raise LoaderError(f"{where}: the answer is empty")
        return sorted({Release(*it) for it in releases})

    def answer(self, question: Question) -> list[Record]:
        """Return the records of a request, split in two for as long as its answers are cut off.

        Raises:
            LoaderError: an answer is to another request, or cut off when the request cannot be split.
        """
        place = "data/v1/get" if self.keyed else "public/v1/preview"
        params = {**question.params, "maxRecords": self.longest}
        answered = self._records(f"{place}/C/{question.freq}/HS", params, question.where)
        if len(answered) < self.longest:
            for record in answered:
                _must_belong(record, question)
            return answered
        halves = question.halves()
        if not halves:
            raise LoaderError(
                f"{question.where}: {len(answered):,} rows: cut off, and the request cannot be made smaller"
            )
        return [it for half in halves for it in self.answer(half)]

    def _records(self, place: str, params: Mapping[str, str | int], where: str) -> list[Record]:
        """Return the records of one call, field names in lower case: the service spells them in several ways."""
        try:
            answer = self._call(place, params, where)
        except LoaderError as why:
            raise LoaderError(f"{why}{self._hint}") from why
        lowered = [{name.lower(): value for name, value in it.items()} for it in records(answer, "data", where)]
        count = field(answer, "count", int, where)
        if count != len(lowered):
            raise LoaderError(f"{where}: {len(lowered):,} rows where {count:,} are announced: cut off")
        return lowered

    def _call(self, place: str, params: Mapping[str, str | int], where: str) -> dict[str, Any]:
        """Make one call; an error message sent with HTTP 200 is an error."""
        if self._calls == _CALLS:
            raise LoaderError(f"{where}: this would be call {_CALLS + 1:,} of one load")
        self._calls += 1
        answer = parsed(self._get(f"{COMTRADE_URL}/{place}", params, headers=self._headers), where)
        if not isinstance(answer, dict):
            raise LoaderError(f"{where}: refused: {quoted(answer)}")
        refusal = next((answer[it] for it in _REFUSALS if answer.get(it)), None)
        if refusal:
            raise LoaderError(f"{where}: refused: {quoted(refusal)}")
        return answer

    @property
    def _headers(self) -> dict[str, str] | None:
        """The header with the key, which goes nowhere else: addresses end up in logs."""
        return {_HEADER: self._key} if self.keyed else None

    @property
    def _hint(self) -> str:
        """Advice for an operator without a key: the preview is closed at times, and has a quota of its own."""
        if self.keyed:
            return ""
        return f". The preview without a key may be closed for now; {_KEY} in the environment opens the service"


def _must_belong(record: Record, question: Question) -> None:
    """Refuse a record of another request, a part of a total, or a figure that nobody reported."""
    known = {
        "reportercode": question.reporters,
        "partnercode": question.partners,
        "period": question.periods,
        "flowcode": question.flows,
        "cmdcode": question.codes,
        **{name: (it, None) for name, it in _WHOLE.items()},
    }
    _must_match(record, known, question.where)
    if record.get("isreported") is False and record.get("isaggregate") is False:
        raise LoaderError(
            f"{question.where}: {record['cmdcode']} is neither reported nor added up from reports: an estimate?"
        )


def _must_match(record: Record, known: Mapping[str, Collection[object]], where: str) -> None:
    for name, values in known.items():
        value = record.get(name)
        if (str(value) if name == "period" else value) not in values:
            raise LoaderError(f"{where}: {name} {quoted(value)} is not what was asked for")
