"""Query the IMF's SDMX 3.0 API for trade by partner, and check its CSV answers."""

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
_MISSING: Final = "NaN"  # as SDMX marks it
_MONTH: Final = re.compile(r"(\d{4})-M(\d{2})", re.ASCII)


class Figure(NamedTuple):
    """One flow in one period as one side reports it, in US dollars, with the IMF's marks of derivation and status."""

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
        """The direction of the goods: `export` to Afghanistan, or `import` from it."""
        return "export" if (self.reporter == AFG.code) == (self.indicator == IMPORTS) else "import"


class _Asked(NamedTuple):
    """One request: reporters, partners, and `M` or `A` for months or years."""

    reporters: Sequence[str]
    partners: Sequence[str]
    frequency: str

    @property
    def where(self) -> str:
        """Name the request in an error."""
        return f"IMF, {_PRECISION[self.frequency]}s of {'+'.join(self.reporters)} with {'+'.join(self.partners)}"


def figures(get: Get, frequency: str) -> list[Figure]:
    """Request the figures of both sides for months (`M`) or years (`A`); every pair and flow is among them.

    Raises:
        LoaderError: an answer is empty, cut off, of another structure or to another request, or has a figure twice.
    """
    requests = (_Asked(CODES, (AFG.code,), frequency), _Asked((AFG.code,), CODES, frequency))
    return [figure for it in requests for figure in _answer(get, it)]


def _answer(get: Get, asked: _Asked) -> list[Figure]:
    key = f"{'+'.join(asked.reporters)}.{EXPORTS}+{IMPORTS}.{'+'.join(asked.partners)}.{asked.frequency}"
    params = {
        "c[TIME_PERIOD]": _SINCE[asked.frequency],
        "dimensionAtObservation": "TIME_PERIOD",
        "detail": "full",
        "includeHistory": "false",
    }
    body = get(f"{IMTS_URL}/data/dataflow/IMF.STA/IMTS/+/{key}", params, headers=_ACCEPT)
    answered = [it for line in _lines(body, asked.where) if (it := _figure(line, asked)) is not None]
    expected = {*asked.reporters, *asked.partners, EXPORTS, IMPORTS}
    missing = sorted(expected - {code for it in answered for code in (it.reporter, it.partner, it.indicator)})
    if missing:
        codes = f" of {', '.join(missing)}" if answered else " at all"
        raise LoaderError(f"{asked.where}: no figure{codes}")
    _must_be_unique(answered, asked)
    return [it for it in answered if it.period.start and it.period.start.year >= FIRST_YEAR]


def _must_be_unique(answered: Sequence[Figure], asked: _Asked) -> None:
    seen: set[tuple[object, ...]] = set()
    for figure in answered:
        if figure[:4] in seen:
            period = periods.label(*figure.period)
            what = f"{figure.indicator} of {figure.reporter} with {figure.partner} for {period}"
            raise LoaderError(f"{asked.where}: {what} is there twice")
        seen.add(figure[:4])


def _lines(body: bytes, where: str) -> list[dict[str, str]]:
    """Read the lines of an answer as dicts, all of them complete."""
    text = body.decode("utf-8-sig", errors="replace")
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [it for it in _COLUMNS if it not in (reader.fieldnames or [])]
        if missing:
            raise LoaderError(f"{where}: no column {', '.join(missing)} in the answer: {quoted(text) or 'nothing'}")
        lines = list(reader)
    except csv.Error as why:
        raise LoaderError(f"{where}: the answer is cut off or not a CSV ({why}): {quoted(text)}") from why
    for line_number, line in enumerate(lines, 2):
        if None in line or None in line.values():
            raise LoaderError(
                f"{where}: line {line_number} has more or fewer cells than the header: the answer is cut off"
            )
    return lines


def _figure(line: dict[str, str], asked: _Asked) -> Figure | None:
    """Read one line; None for a line without a value, which only announces a series."""
    text = line["OBS_VALUE"].strip()
    series = (line[it] for it in ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "TIME_PERIOD"))
    value = None if text == _MISSING else number(text, f"{asked.where}: {quoted(' '.join(series))}")
    if value is None:
        return None
    foreign = _foreign(line, asked)
    if foreign:
        raise LoaderError(f"{asked.where}: {quoted(foreign[0])} is not what was asked for")
    return Figure(
        line["COUNTRY"],
        line["COUNTERPART_COUNTRY"],
        line["INDICATOR"],
        _period(line["TIME_PERIOD"], asked),
        value,
        line.get("DERIVATION_TYPE", ""),
        line.get("STATUS", ""),
    )


def _foreign(line: dict[str, str], asked: _Asked) -> list[str]:
    """List the cells of a line that belong to another request, data set or unit."""
    expected = {
        "FREQUENCY": (asked.frequency,),
        "COUNTRY": asked.reporters,
        "COUNTERPART_COUNTRY": asked.partners,
        "INDICATOR": (EXPORTS, IMPORTS),
    }
    foreign = [f"{column} {line[column]}" for column, values in expected.items() if line[column] not in values]
    data_set = line.get("STRUCTURE_ID") or line.get("DATAFLOW") or "without a name"
    if not data_set.startswith("IMF.STA:IMTS("):
        foreign.append(f"the data set {data_set}")
    if line.get("UNIT") not in {None, "", "USD"}:
        foreign.append(f"UNIT {line['UNIT']}")
    return foreign


def _period(text: str, asked: _Asked) -> periods.Period:
    """Read the period that `2024-M01`, `2024-01` or `2024` names."""
    try:
        period = periods.parse(_MONTH.sub(r"\1-\2", text))
    except ValueError:
        period = periods.UNKNOWN
    precision = _PRECISION[asked.frequency]
    if period.precision != precision or "/" in text:
        raise LoaderError(f"{asked.where}: {quoted(text) or 'nothing'} is not a {precision}")
    return period
