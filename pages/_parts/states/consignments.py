"""Consignments of aid as several pages show them: worked out once, each a row in words with all its sources."""

import pandas as pd

from analysis.aid.consignments import Consignment, consignments
from charts.aid import consignments as chart
from data.rows import Row
from data.schema.tables import Aid
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import in_use
from pages._parts.citation import cited, text


@once
def every() -> pd.DataFrame:
    """Work out all consignments, once for each state of the data: rows of `Consignment`, which nobody may change."""
    return consignments(in_use(Aid))


def in_words(row: Row) -> dict[str, str]:
    """Write a consignment in words, by the headings of a table."""
    date = periods.label(row[Consignment.start], row[Consignment.end], row[Consignment.precision])
    goods = [row[Consignment.goods], chart.occasion(row), row[Consignment.area]]
    amounts, value = [chart.weight(row)], (row[Consignment.value_low_usd], row[Consignment.value_high_usd])
    amounts += [formats.spread(*value, "value_usd")] if pd.notna(value[0]) else []
    caveat = row[Consignment.caveat]
    stages = [chart.stages(row), *([codes.AID_CAVEATS[caveat]] if caveat else [])]
    return {
        "Donor and date": text(f"{name(row[Consignment.donor])}, {date}"),
        "Goods": text(codes.start_upper("; ".join(part for part in goods if part))),
        "Weight or value": text("; ".join(amounts)),
        "How far it came": text(". ".join(codes.start_upper(part) for part in stages)),
        "Sources": " · ".join(cited(source) for source in row[Consignment.source_ids].split(";")),
    }
