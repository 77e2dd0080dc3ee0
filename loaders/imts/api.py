"""How the IMF is asked for trade by partner, and what an answer must look like: SDMX 3.0 in CSV."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from data.vocabulary import periods
from data.vocabulary.places import AFG, CODES
from loaders import Get, LoaderError, base_url
from loaders._http.json_fields import number, quoted

IMTS_URL: Final = base_url("IMTS_URL", "https://api.imf.org/external/sdmx/3.0")
FIRST_YEAR: Final = 2010
EXPORTS, IMPORTS = "XG_FOB_USD", "MG_CIF_USD"
_ACCEPT: Final = {"Accept": "application/vnd.sdmx.data+csv;version=2.0.0"}
_SINCE: Final = {"M": f"ge:{FIRST_YEAR}-M01", "A": f"ge:{FIRST_YEAR}"}
_PRECISION: Final = {"M": "month", "A": "year"}
_COLUMNS: Final = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE")
_MONTH: Final = re.compile(r"(\d{4})-M(\d{2})", re.ASCII)


class Figure(NamedTuple):
    """What one side bought from or sold to the other in a period, in dollars, with the marks that the IMF gives it."""

    reporter: str
    partner: str
    indicator: str
    period: periods.Period
    value: float
    derivation: str
    status: str

    @property
    def country(self) -> str:
        """The Central Asian side."""
        return self.partner if self.reporter == AFG.code else self.reporter

    @property
    def flow(self) -> str:
        """The way of the goods: `export` to Afghanistan, or `import` from it."""
        return "export" if (self.reporter == AFG.code) == (self.indicator == IMPORTS) else "import"


class _Asked(NamedTuple):
    """One question: who reports, with whom, how often."""

    reporters: Sequence[str]
    partners: Sequence[str]
    frequency: str

    @property
    def who(self) -> str:
        """How an error names it."""
        return f"IMF, {_PRECISION[self.frequency]}s of {'+'.join(self.reporters)} with {'+'.join(self.partners)}"


def figures(get: Get, frequency: str) -> list[Figure]:
    """The figures of both sides for months (`M`) or years (`A`), each told once, none of a pair left out.

    Raises:
        LoaderError: an answer is empty, cut off, of another structure or to another question.
    """
    asked = (_Asked(CODES, (AFG.code,), frequency), _Asked((AFG.code,), CODES, frequency))
    return [figure for it in asked for figure in _answer(get, it)]


def _answer(get: Get, asked: _Asked) -> list[Figure]:
    key = f"{'+'.join(asked.reporters)}.{EXPORTS}+{IMPORTS}.{'+'.join(asked.partners)}.{asked.frequency}"
    params = {"c[TIME_PERIOD]": _SINCE[asked.frequency], "dimensionAtObservation": "TIME_PERIOD", "detail": "full",
              "includeHistory": "false"}  # fmt: skip
    body = get(f"{IMTS_URL}/data/dataflow/IMF.STA/IMTS/+/{key}", params, headers=_ACCEPT)
    found = [it for line in _lines(body, asked.who) if (it := _figure(line, asked)) is not None]
    wanted = {*asked.reporters, *asked.partners, EXPORTS, IMPORTS}
    lost = sorted(wanted - {code for it in found for code in (it.reporter, it.partner, it.indicator)})
    if lost:
        raise LoaderError(f"{asked.who}: no figure of {', '.join(lost)}" if found else f"{asked.who}: no figure at all")
    _must_be_told_once(found, asked)
    return [it for it in found if it.period.start and it.period.start.year >= FIRST_YEAR]


def _must_be_told_once(found: Sequence[Figure], asked: _Asked) -> None:
    seen: set[tuple[object, ...]] = set()
    for it in found:
        if it[:4] in seen:
            what = f"{it.indicator} of {it.reporter} with {it.partner} for {periods.label(*it.period)}"
            raise LoaderError(f"{asked.who}: {what} is there twice")
        seen.add(it[:4])


def _lines(body: bytes, who: str) -> list[dict[str, str]]:
    """The lines of an answer by their columns, all of them whole."""
    text = body.decode("utf-8-sig", errors="replace")
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [it for it in _COLUMNS if it not in (reader.fieldnames or [])]
        if missing:
            raise LoaderError(f"{who}: no column {', '.join(missing)} in the answer: {quoted(text) or 'nothing'}")
        lines = list(reader)
    except csv.Error as why:
        raise LoaderError(f"{who}: the answer is cut off or no CSV ({why}): {quoted(text)}") from why
    for at, it in enumerate(lines, 2):
        if None in it or None in it.values():
            raise LoaderError(f"{who}: line {at} has not as many cells as the header: the answer is cut off")
    return lines


def _figure(line: dict[str, str], asked: _Asked) -> Figure | None:
    """What one line tells; None for a line without a value, which only says that there is such a series."""
    value = number(line["OBS_VALUE"].strip(), asked.who)
    if value is None:
        return None
    foreign = _foreign(line, asked)
    if foreign:
        raise LoaderError(f"{asked.who}: {quoted(foreign[0])} is not what was asked for")
    return Figure(
        line["COUNTRY"], line["COUNTERPART_COUNTRY"], line["INDICATOR"], _period(line["TIME_PERIOD"], asked), value,
        line.get("DERIVATION_TYPE", ""), line.get("STATUS", ""),
    )  # fmt: skip


def _foreign(line: dict[str, str], asked: _Asked) -> list[str]:
    """What in a line belongs to another question, data set or unit."""
    known = {"FREQUENCY": (asked.frequency,), "COUNTRY": asked.reporters, "COUNTERPART_COUNTRY": asked.partners,
             "INDICATOR": (EXPORTS, IMPORTS)}  # fmt: skip
    found = [f"{column} {line[column]}" for column, values in known.items() if line[column] not in values]
    told = line.get("STRUCTURE_ID") or line.get("DATAFLOW") or "without a name"
    if not told.startswith("IMF.STA:IMTS("):
        found.append(f"the data set {told}")
    if line.get("UNIT") not in {None, "", "USD"}:
        found.append(f"UNIT {line['UNIT']}")
    return found


def _period(told: str, asked: _Asked) -> periods.Period:
    """The period that `2024-M01`, `2024-01` or `2024` names."""
    try:
        read = periods.parse(_MONTH.sub(r"\1-\2", told))
    except ValueError:
        read = periods.UNKNOWN
    precision = _PRECISION[asked.frequency]
    if read.precision != precision or "/" in told:
        raise LoaderError(f"{asked.who}: {quoted(told) or 'nothing'} is no {precision}")
    return read
