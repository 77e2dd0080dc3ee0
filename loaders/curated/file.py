"""Read the files of `data/curated/`: how each is written down, its cells by line, and faults as the file names them."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from data import CURATED
from data.schema.check import FaultsError, faults_of
from data.vocabulary import periods
from data.vocabulary.text import restored
from loaders import LoaderError


@dataclass(frozen=True, slots=True)
class File:
    """How a table is written down in its file.

    Attributes:
        header: the columns of the file, in their order: two headings that have changed places are a fault.
        dates: the columns with periods as text, each with what the table has in its place: first day, last day or
            "" for none, precision. A column `<name>_precision` repeats the precision.
        renamed: the other columns that the table has under another name, by their name in the file.
    """

    header: str
    dates: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def called(self) -> dict[str, str]:
        """Return the names in the file of the columns that the table has under another name."""
        return {ours: name for name, ours in self.renamed.items()} | {
            ours: name for name, columns in self.dates.items() for ours in columns if ours
        }


_PERIOD: Final = ("start", "end", "precision")
_QUANTITY: Final = {"quantity_t": "quantity", "quantity_gwh": "quantity"}  # of trade, by its unit
FILES: Final = {
    "trade": File(
        "country,flow,period,commodity,commodity_name,hs,value_usd,quantity,unit,bound,valuation,reported_by,made_by,status,"
        "doubted,share_percent,whole,whole_t,whole_gwh,source_id,note",
        {"period": _PERIOD},
    ),
    "aid": File(
        "shipment,donor,date,date_precision,status,category,items,tonnes,value_usd,channel,area,occasion,occasion_on,caveat,"
        "source_id,note",
        {"date": _PERIOD, "occasion_on": ("occasion_on", "", "occasion_on_precision")},
        {"tonnes": "weight_t"},
    ),
    "consignment_goods": File("shipment,source_id,good,tonnes_low,tonnes_high"),
    "recognition": File(
        "country,dimension,value,place,place_status,from,until,source_id,note,preferred,last_seen",
        {
            "from": ("start", "", "start_precision"),
            "until": ("until", "", "until_precision"),
            "last_seen": ("last_seen", "", "last_seen_precision"),
        },
    ),
    "events": File(
        "event_id,date,date_precision,countries,category,title,label,summary,significance,source_ids", {"date": _PERIOD}
    ),
    "votes": File("body,resolution,date,country,vote,source_id,note", {"date": _PERIOD}),
    "appeals": File("year,plan,plan_kind,required_usd,funded_usd,as_of,source_id", {"as_of": _PERIOD}),
    "transit": File("hub,period,agency,measure,quantity,unit,source_id,note", {"period": _PERIOD}),
    "projects": File(
        "project,kind,countries,status,status_date,capacity,cost_usd,length_km,summary,source_id",
        {"status_date": _PERIOD},
    ),
    "announced_dates": File(
        "project,goal,what,date,due,counted,quote,source_ids,met,met_source_ids",
        {
            "date": _PERIOD,
            "due": ("due_start", "due_end", "due_precision"),
            "met": ("met_start", "met_end", "met_precision"),
        },
    ),
    "routes": File("project,towns,left_out,source_ids"),
    "towns": File("town,lat,lon"),
    "crossings": File("name,country,afghan_side,other_side,modes,lat,lon,note,source_id", renamed={"name": "crossing"}),
    "refugees": File("country,year,refugees,asylum_seekers,other_in_need,source_id", {"year": _PERIOD}),
    "indicators": File("country,year,gdp_usd,population,price_level,source_id", {"year": _PERIOD}),
    "us_prices": File("year,price_index,months,source_id", {"year": _PERIOD}),
    "flows": File(
        "flow_id,year,country,donor,donor_kind,recipient,plan,description,status,kind,form,new_money,on_boundary,counts,"
        "value_usd,original_amount,original_currency,reported_on,version,updated_on,source_id",
        {"year": _PERIOD},
    ),
    "food_prices": File(
        "commodity,month,unit,median_afn,median_usd,markets,source_id",
        {"month": _PERIOD},
        {"median_afn": "price_afn", "median_usd": "price_usd"},
    ),
    "sources": File("source_id,publisher,published,url,kind,language,describes", {"published": _PERIOD}),
}


def path_of(table: str) -> Path:
    """Return the path of a table's curated file."""
    return CURATED / f"{table}.csv"


def as_in_file(table: str, faults: pd.DataFrame) -> pd.DataFrame:
    """Name the columns of faults as the file does, with the values that stand there.

    Args:
        table: the table of the faults.
        faults: where, row, column, rule and value of each, as the checker gives them.
    """
    called, cells = FILES[table].called() | (_QUANTITY if table == "trade" else {}), read(table)
    columns = faults["column"].map(
        lambda it: ", ".join(dict.fromkeys(called.get(name, name) for name in it.split(", ")))
    )
    values = [
        cells.loc[row, column] or value if column in cells and row in cells.index else value
        for row, column, value in zip(faults["row"], columns, faults["value"], strict=True)
    ]
    return faults.assign(column=columns, value=values).drop_duplicates()


def rows(table: str) -> pd.DataFrame:
    """Read a curated file, with each period as first day, last day and precision.

    A text that is not a period stays in the column of the first day, so that the checker names the cell with all others.
    """
    file, rows = FILES[table], read(table)
    for name, (start, end, precision) in file.dates.items():
        precisions = rows.get(f"{name}_precision")
        parsed = [
            _period(*it) for it in zip(rows[name], [""] * len(rows) if precisions is None else precisions, strict=True)
        ]
        rows = rows.drop(columns=[name, f"{name}_precision"], errors="ignore")
        rows[start] = [it.start if isinstance(it, periods.Period) else it for it in parsed]
        if end:
            rows[end] = [it.end if isinstance(it, periods.Period) else None for it in parsed]
        rows[precision] = [it.precision if isinstance(it, periods.Period) else "unknown" for it in parsed]
    return rows.rename(columns=file.renamed)


def _period(text: str, precision: str) -> periods.Period | str:
    """Read a period; one that is exact in another way than the cell beside it says is none."""
    try:
        period = periods.parse(text)
    except ValueError:
        return text
    return period if precision in {"", period.precision} else f"{text} by the {precision}"


def read(table: str) -> pd.DataFrame:
    """Read a curated file as text; the index is the number of the line in the file, as an editor shows it.

    Raises:
        LoaderError: the file is missing, or is no CSV file in UTF-8 with the columns of its table in their order.
        FaultsError: a line has another number of cells than the header.
    """
    path = path_of(table)
    try:
        lines = list(_lines(path.read_bytes().decode("utf-8")))
    except (OSError, ValueError, csv.Error) as why:
        raise LoaderError(f"data/curated/{path.name}: {why}") from why
    header = FILES[table].header.split(",")
    if not lines or lines[0][1] != header:
        raise LoaderError(f"data/curated/{path.name}: {_other_header(lines[0][1] if lines else [], header)}")
    ragged = [
        (line, "the row", f"has {len(header)} cells", len(cells)) for line, cells in lines if len(cells) != len(header)
    ]
    if ragged or len(lines) == 1:
        ragged = ragged or [(2, "the row", "is there", "")]
        raise FaultsError(faults_of(f"curated/{path.name}", ragged))
    index = pd.Index([line for line, _ in lines[1:]])
    restore = [[restored(cell) for cell in cells] for _, cells in lines[1:]]  # our downloads can be read again
    return pd.DataFrame(restore, columns=header, index=index, dtype=object)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Return the cells of each row, with the number of the line on which it begins.

    Raises:
        ValueError: the text has a mark that none of our CSV files has.
    """
    if text.startswith("\ufeff"):
        raise ValueError("it begins with a byte order mark: save it as UTF-8 without one")
    text = text.replace("\r\n", "\n")
    if (mark := re.search(r"^(?:<{7}|={7}|>{7}|\|{7})|[\r\0]", text, re.MULTILINE)) is not None:
        line = text.count("\n", 0, mark.start()) + 1
        what = "a stray line end or zero byte" if mark[0] in "\r\0" else "the mark of a merge conflict"
        raise ValueError(f"line {line} has {what}")
    rows, line = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    for cells in rows:
        yield line, cells
        line = rows.line_num + 1


def _other_header(header: list[str], ours: list[str]) -> str:
    """Return what is wrong with a header, in words."""
    missing, foreign = [it for it in ours if it not in header], [it for it in header if it not in ours]
    if missing or foreign:
        words = [f"the column {it} is missing" for it in missing] + [f"there is no column {it!r}" for it in foreign]
        return "; ".join(words)
    return f"the columns are {','.join(header)}, not {','.join(ours)}: each once and in this order"
