"""What the Aid page says of UN appeals, goods in transit, and flows in the UN tracking service."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid.appeals import Reading
from analysis.aid.funding import Funding, StateFunding
from data.rows import Row
from data.schema.tables import Transit
from data.vocabulary import formats, periods
from data.vocabulary.text import runs, share
from pages._app.view import View
from pages._parts.figure import Words
from pages.aid.wording import donors

VOLUNTARY: Final = "Reporting to the service is voluntary: no flow there does not mean no aid."
TRANSIT: Final = "No gift of the host state. Not added up, because some reports are of the same goods."
_UNITS: Final = {"tonnes": "t", "tonnes per day": "t a day"}


def funding(view: View, given: pd.DataFrame, world: pd.DataFrame) -> Words:
    """Say what the Financial Tracking Service counts of the chosen states, and which years its flows are missing for.

    Args:
        view: states and years.
        given: rows of `StateFunding`.
        world: rows of `Funding`.
    """
    total, who, known = given[StateFunding.counted_usd].sum(), donors(view.countries), set(world[Funding.year])
    when = runs(known | set(given[StateFunding.year]))
    unknown = runs(set(range(view.first.year, view.last.year + 1)) - known)
    title = f"No flow of {who} counts in the Financial Tracking Service, {when}"
    if total > 0:
        title = f"The UN tracking service counts {formats.usd(float(total))} from {who}, {when}"
    return Words(
        title,
        "Current US dollars by year of use, paid or committed, for Afghanistan alone"
        f"{f'. The data have flows of {when} alone' * bool(unknown)}",
        f"Flows of {who} to Afghanistan in the Financial Tracking Service, {when}: {given[StateFunding.flows].sum()} counted, "
        "below them what all donors gave.",
        "Pledges, and flows shared with other countries or years, are not added. Some of the flows are among the consignments too."
        f"{f' The flows of {unknown} are not in the data: unknown, not zero.' * bool(unknown)}",
        caveat=VOLUNTARY,
    )


def no_funding(view: View, given: pd.DataFrame, world: pd.DataFrame) -> str:
    """Say that there is no flow, which years the data have at all, and of which years there are some.

    Args:
        view: states and years.
        given: rows of `StateFunding` of these states in all years.
        world: rows of `Funding` of all years.
    """
    years, known = runs(given[StateFunding.year]), runs(world[Funding.year])
    elsewhere = f" It has some of {years}." if years else ""
    others = f" The data have flows of {known} alone: other years are unknown, not zero." if known else ""
    return f"No flow of {donors(view.countries)} is reported, {view.years_in_words()}.{elsewhere}{others} {VOLUNTARY}"


def appeals(rows: pd.DataFrame) -> Words:
    """Say how much of what the UN asked for it received in the last year that is over, and in the year of the largest plan.

    Args:
        rows: rows of `Reading`.
    """
    years = rows[Reading.year]
    first, last = years.min(), years.max()
    without = runs(set(range(first, last)) - set(years))
    asked, received = (
        rows[rows[mark]].set_index(Reading.year)[figure]
        for mark, figure in ((Reading.last_required, Reading.required_usd), (Reading.last_funded, Reading.funded_usd))
    )
    both = asked.index.intersection(received.index)
    over = both[both < last]
    title = f"UN appeals for Afghanistan, {first} to {last}"
    if len(over):
        year = over.max()
        title = (
            f"The UN received {share(100 * received[year] / asked[year])} of what it asked for Afghanistan in {year}"
        )
    return Words(
        title,
        "Current US dollars, all donors of the world, by year of the plan. Bars: last reading of the yearly plan; "
        "per cent: received of what was asked for",
        f"UN appeals for Afghanistan, {first} to {last}, whatever years are chosen above: asked for and received, "
        f"from all the world's donors.{f' No appeal of {without} is in the data.' * bool(without)}",
    )


def moved(rows: Sequence[Row]) -> str:
    """Write what several reports say of goods in transit, the same of the same time once, as a range where they differ.

    Args:
        rows: rows of `Transit` of one unit, the largest first.
    """
    same: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        when = periods.label(row[Transit.start], row[Transit.end], row[Transit.precision])
        same.setdefault((row[Transit.measure], when), []).append(row[Transit.quantity])
    unit = _UNITS.get(rows[0][Transit.unit], rows[0][Transit.unit])
    return "; ".join(
        f"{what}: {' to '.join(f'{it:,.0f}' for it in sorted({min(found), max(found)}))} {unit}, {when}"
        for (what, when), found in same.items()
    )
