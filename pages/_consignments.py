"""Consignments of aid as the pages tell them: worked out once, each a row in words with all its sources."""

from typing import Any

import pandas as pd

from analysis.consignments import CAVEATS, consignments
from charts import shipments
from data import numbers, periods, words
from data.places import name
from data.tables import Aid
from pages._cite import cited, text
from pages._once import once
from pages._rows import rows


@once
def every() -> pd.DataFrame:
    """All consignments, worked out once for each state of the data and shared: nobody may change them."""
    return consignments(rows(Aid))


def in_words(it: dict[str, Any]) -> dict[str, str]:
    """A consignment in words, by the headings of a table."""
    goods = [it["goods"], shipments.occasion(it), it["area"]]
    amounts = [shipments.weight(it)]
    if pd.notna(it["value_low_usd"]):
        amounts.append(numbers.spread(it["value_low_usd"], it["value_high_usd"], "value_usd"))
    stages = [shipments.stages(it), *([CAVEATS[it["caveat"]]] if it["caveat"] else [])]
    return {
        "Donor and date": text(f"{name(it['donor'])}, {periods.label(it['start'], it['end'], it['precision'])}"),
        "Goods": text(words.start_upper("; ".join(part for part in goods if part))),
        "Weight or value": text("; ".join(amounts)),
        "How far it came": text(". ".join(words.start_upper(part) for part in stages)),
        "Sources": " · ".join(cited(source) for source in it["source_ids"].split(";")),
    }
