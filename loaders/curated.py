"""Read the facts curated by hand in `data/curated/`, from public pages and a few data sets.

Publisher: this project. Every row cites a source listed in `sources.csv`. Coverage: 1993 to April 2026.
Cadence: as we read. Traps: conflicting rows both stay; a period is ISO 8601 text (2023, 2024-05, 2024-01/2024-08);
several codes in one cell are joined by `;`; an empty cell is unknown, never zero.
"""

from pathlib import Path

import pandas as pd

from data import CURATED
from data.vocabulary import periods
from data.vocabulary.text import restored
from loaders import Get, LoaderError, Source

SOURCE = Source(
    title="Facts kept by hand",
    publisher="Amu Ledger",
    url="data/curated/",
    licence="CC BY 4.0 (our compilation; each row cites its own source)",
    cadence="as pages are read",
)


def trade(get: Get) -> pd.DataFrame:  # noqa: ARG001  the files are at hand
    """One trade figure a row, in US dollars, tonnes or GWh as the source gives it; `note` has the caveats."""
    rows = _timed(_read("trade"), "period")
    rows["made_by"] = rows["made_by"].mask(rows["made_by"] == "", rows["reported_by"])
    unit = rows.pop("unit")
    unknown = ~unit.isin(["", "tonnes", "GWh"])
    # a unit that we have no column for must not lose its number: the checker then names the cell
    rows["quantity_t"] = rows["quantity"].where(unit == "tonnes", "").mask(unknown, rows["quantity"] + " " + unit)
    rows["quantity_gwh"] = rows.pop("quantity").where(unit == "GWh", "")
    return rows


def aid(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One report of a consignment a row, weight in tonnes; several reports of the same goods share `shipment`."""
    rows = _timed(_read("aid"), "date").rename(columns={"tonnes": "weight_t"})
    return _timed(rows, "occasion_on", start="occasion_on", end=None, precision="occasion_on_precision")


def consignment_goods(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One good that one report of a consignment names and weighs a row, in tonnes.

    Raises:
        LoaderError: the table of aid has no such report.
    """
    rows, reports = _read("consignment_goods"), _read("aid")
    report = ["shipment", "source_id"]
    known = pd.MultiIndex.from_frame(reports[report])
    unknown = sorted({" of ".join(reversed(it)) for it in pd.MultiIndex.from_frame(rows[report]).difference(known)})
    if unknown:
        msg = f"data/curated/aid.csv has no report {', '.join(unknown)}"
        raise LoaderError(msg)
    return rows


def recognition(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One reading of a state's position on one dimension a row, from a day until another day (exclusive)."""
    rows = _read("recognition")
    for name, ours in {"from": "start", "until": "until", "last_seen": "last_seen"}.items():
        rows = _timed(rows, name, start=ours, end=None, precision=f"{ours}_precision")
    return rows


def events(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One event a row, dated to the day, month or year, with all its sources."""
    return _timed(_read("events"), "date")


def votes(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One state's vote on one resolution a row."""
    return _timed(_read("votes"), "date")


def appeals(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One reading of a United Nations appeal a row, in US dollars."""
    return _timed(_read("appeals"), "as_of")


def transit(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One count of United Nations goods through a hub a row, in the unit that stands beside it."""
    return _timed(_read("transit"), "period")


def projects(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One dated status of a project a row; cost in US dollars, length in kilometres."""
    return _timed(_read("projects"), "status_date")


def announced_dates(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One date announced for a project a row, with the report that it was reached, where there is one."""
    rows = _timed(_read("announced_dates"), "date")
    _must_name(rows["project"], "projects", "project")
    for prefix in ("due", "met"):
        rows = _timed(rows, prefix, start=f"{prefix}_start", end=f"{prefix}_end", precision=f"{prefix}_precision")
    return rows


def routes(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """The towns that one project joins a row, in order."""
    rows = _read("routes")
    _must_name(rows["project"], "projects", "project")
    _must_name(rows["towns"], "towns", "town")
    return rows


def towns(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One town a row, in degrees."""
    return _read("towns")


def crossings(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One border crossing a row, in degrees."""
    return _read("crossings").rename(columns={"name": "crossing"})


def refugees(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """Afghans in one state at the end of one year a row, in people."""
    return _timed(_read("refugees"), "year")


def indicators(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One year of one state a row: GDP in current US dollars and population, of one edition of the World Bank's."""
    return _timed(_read("indicators"), "year")


def us_prices(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """US consumer prices of one year a row, as an index."""
    return _timed(_read("us_prices"), "year")


def flows(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One flow of humanitarian funding in one usage year a row, in US dollars; a year without rows is unknown, not zero."""
    return _timed(_read("flows"), "year")


def food_prices(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """The median price of one commodity in one month a row, in afghani and US dollars."""
    rows = _timed(_read("food_prices"), "month")
    return rows.rename(columns={"median_afn": "price_afn", "median_usd": "price_usd"})


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One cited page or data set a row."""
    return _timed(_read("sources"), "published")


def path_of(table: str) -> Path:
    """Return the path of a table's curated file."""
    return CURATED / f"{table}.csv"


def _read(table: str) -> pd.DataFrame:
    """Read a curated file as text, also one of our downloads; the index is the number of the line in the file, as an editor shows it."""
    path = path_of(table)
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8").map(restored)
    except (OSError, ValueError) as why:  # missing, not UTF-8, or a row with another number of cells
        msg = f"data/curated/{path.name}: {why}"
        raise LoaderError(msg) from why
    rows.index = pd.RangeIndex(2, len(rows) + 2)
    return rows


def _must_name(cells: pd.Series, table: str, column: str) -> None:
    """Refuse cells that name what another curated table does not have.

    Args:
        cells: names, or several joined by `;`; an empty one names nothing.
        table: the table that has them.
        column: its column that they stand in.

    Raises:
        LoaderError: naming what is unknown.
    """
    unknown = sorted(set(cells.str.split(";").explode()) - set(_read(table)[column]) - {""})
    if unknown:
        msg = f"data/curated/{table}.csv has no {column} {', '.join(unknown)}"
        raise LoaderError(msg)


def _timed(
    rows: pd.DataFrame,
    column: str,
    *,
    start: str = "start",
    end: str | None = "end",
    precision: str = "precision",
) -> pd.DataFrame:
    """Replace the text of a period by its first day, last day and precision.

    A text that is not a period stays in `start`, so that the checker names the cell with all other faults.

    Args:
        rows: the rows as text.
        column: the column with the periods; `<column>_precision`, if there is one, overrides their precision.
        start: the new column with the first day.
        end: the new column with the last day; None for none.
        precision: the new column with the precision.

    Raises:
        LoaderError: the column is missing.
    """
    if column not in rows:
        msg = f"data/curated: the column {column} is missing"
        raise LoaderError(msg)
    parsed = [_period(it) for it in rows[column]]
    stated = rows.get(f"{column}_precision")  # a page may date a month by one of its days
    rows = rows.drop(columns=[column, f"{column}_precision"], errors="ignore")
    rows[start] = [it.start if isinstance(it, periods.Period) else it for it in parsed]
    if end:
        rows[end] = [it.end if isinstance(it, periods.Period) else None for it in parsed]
    rows[precision] = [it.precision if isinstance(it, periods.Period) else "unknown" for it in parsed]
    return rows if stated is None else rows.assign(**{precision: stated})


def _period(text: str) -> periods.Period | str:
    try:
        return periods.parse(text)
    except ValueError:
        return text
