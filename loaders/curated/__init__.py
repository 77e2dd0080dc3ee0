"""Read the facts curated by hand in `data/curated/`, from public pages and a few data sets.

Publisher: this project. Every row cites a source listed in `sources.csv`. Coverage: 1993 to April 2026.
Cadence: as we read. Traps: conflicting rows both stay; a period is ISO 8601 text (2023, 2024-05, 2024-01/2024-08);
several codes in one cell are joined by `;`; an empty cell is unknown, never zero.
"""

import pandas as pd

from data.schema.check import FaultsError, faults_of
from loaders import Get, Source
from loaders.curated import file
from loaders.curated.file import as_in_file, path_of

__all__ = ["SOURCE", "as_in_file", "path_of"]

SOURCE = Source(
    title="Facts kept by hand",
    publisher="Amu Ledger",
    url="data/curated/",
    licence="CC BY 4.0 (our compilation; each row cites its own source)",
    cadence="as pages are read",
)


def trade(get: Get) -> pd.DataFrame:  # noqa: ARG001  the files are at hand
    """One trade figure a row, in US dollars, tonnes or GWh as the source gives it; `note` has the caveats."""
    rows = file.rows("trade")
    rows["made_by"] = rows["made_by"].mask(rows["made_by"] == "", rows["reported_by"])
    unit, quantity = rows.pop("unit"), rows.pop("quantity")
    # a quantity without a unit that we have a column for must not be lost: the checker then names the cell
    unreadable = ((unit != "") != (quantity != "")) | ~unit.isin(["", "tonnes", "GWh"])
    rows["quantity_t"] = quantity.where(unit == "tonnes", "").mask(unreadable, quantity + " " + unit)
    rows["quantity_gwh"] = quantity.where(unit == "GWh", "")
    return rows


def aid(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One report of a consignment a row, weight in tonnes; several reports of the same goods share `shipment`."""
    return file.rows("aid")


def consignment_goods(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One good that one report of a consignment names and weighs a row, in tonnes.

    Raises:
        FaultsError: the table of aid has no such report.
    """
    rows, reports = file.rows("consignment_goods"), file.read("aid")
    report = ["shipment", "source_id"]
    known = pd.MultiIndex.from_frame(rows[report]).isin(pd.MultiIndex.from_frame(reports[report]))
    faults = [
        (row, "source_id", f"data/curated/aid.csv has no report {source} of {shipment}", source)
        for row, shipment, source in rows.loc[~known, report].itertuples()
    ]
    if faults:
        raise FaultsError(faults_of("curated/consignment_goods.csv", faults))
    return rows


def recognition(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One reading of a state's position on one dimension a row, from a day until another day (exclusive)."""
    return file.rows("recognition")


def events(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One event a row, dated to the day, month or year, with all its sources."""
    return file.rows("events")


def votes(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One state's vote on one resolution a row."""
    return file.rows("votes")


def appeals(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One reading of a United Nations appeal a row, in US dollars."""
    return file.rows("appeals")


def transit(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One count of United Nations goods through a hub a row, in the unit that stands beside it."""
    return file.rows("transit")


def projects(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One dated status of a project a row; cost in US dollars, length in kilometres."""
    return file.rows("projects")


def announced_dates(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One date announced for a project a row, with the report that it was reached, where there is one."""
    rows = file.rows("announced_dates")
    _must_name("announced_dates", rows["project"], "projects", "project")
    return rows


def routes(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """The towns that one project joins a row, in order."""
    rows = file.rows("routes")
    _must_name("routes", rows["project"], "projects", "project")
    _must_name("routes", rows["towns"], "towns", "town")
    return rows


def towns(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One town a row, in degrees."""
    return file.rows("towns")


def crossings(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One border crossing a row, in degrees."""
    return file.rows("crossings")


def refugees(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """Afghans in one state at the end of one year a row, in people."""
    return file.rows("refugees")


def indicators(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One year of one state a row: GDP in current US dollars and population, of one edition of the World Bank's."""
    return file.rows("indicators")


def us_prices(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """US consumer prices of one year a row, as an index."""
    return file.rows("us_prices")


def flows(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One flow of humanitarian funding in one usage year a row, in US dollars; a year without rows is unknown, not zero."""
    return file.rows("flows")


def food_prices(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """The median price of one commodity in one month a row, in afghani and US dollars."""
    return file.rows("food_prices")


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001
    """One cited page or data set a row."""
    return file.rows("sources")


def _must_name(of: str, cells: pd.Series, table: str, column: str) -> None:
    """Refuse cells that name what another curated table does not have.

    Args:
        of: the table of the cells.
        cells: names, or several joined by `;`; an empty one names nothing.
        table: the table that has them.
        column: its column that they stand in.

    Raises:
        FaultsError: naming row, column and what is unknown.
    """
    named = cells.str.split(";").explode()
    unknown = named[~named.isin({"", *file.read(table)[column]})]
    if not unknown.empty:
        faults = [
            (row, str(cells.name), f"data/curated/{table}.csv has no {column} {name}", name)
            for row, name in unknown.items()
        ]
        raise FaultsError(faults_of(f"curated/{of}.csv", faults))
