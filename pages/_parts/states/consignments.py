"""Consignments of aid as the pages tell them: worked out once, each a row in words with all its sources."""

from typing import Any

import pandas as pd

from analysis.aid.consignments import consignments
from charts.aid import consignments as chart
from data.schema.tables import Aid
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import rows
from pages._parts.citation import cited, text


@once
def every() -> pd.DataFrame:
    """All consignments, worked out once for each state of the data and shared: nobody may change them."""
    return consignments(rows(Aid))


def in_words(it: dict[str, Any]) -> dict[str, str]:
    """A consignment in words, by the headings of a table."""
    goods = [it["goods"], chart.occasion(it), it["area"]]
    amounts = [chart.weight(it)]
    if pd.notna(it["value_low_usd"]):
        amounts.append(formats.spread(it["value_low_usd"], it["value_high_usd"], "value_usd"))
    stages = [chart.stages(it), *([codes.AID_CAVEATS[it["caveat"]]] if it["caveat"] else [])]
    return {
        "Donor and date": text(f"{name(it['donor'])}, {periods.label(it['start'], it['end'], it['precision'])}"),
        "Goods": text(codes.start_upper("; ".join(part for part in goods if part))),
        "Weight or value": text("; ".join(amounts)),
        "How far it came": text(". ".join(codes.start_upper(part) for part in stages)),
        "Sources": " · ".join(cited(source) for source in it["source_ids"].split(";")),
    }
