"""Humanitarian funding by usage year, by the count of the Financial Tracking Service: of the five states, and of all donors.

Method: the service's own: a flow counts that lies on the boundary of Afghanistan alone and is no pledge; flows shared
with other countries or years are whole in each and never added.
"""

import pandas as pd

from analysis.base import behind
from analysis.base.derived import rows_of
from data.schema.columns import Derived, column
from data.schema.tables import Flows
from data.vocabulary.places import CODES, concerns


class Funding(Derived):
    """What all donors of the world gave in one usage year."""

    name, heading, of = "funding", "Humanitarian funding by year", Flows
    year = column("count", "Usage year", "The year in which the money is used.", required=True)
    counted_usd = column("number", "Counted", "Sum of the flows that count.", unit="US$", required=True, low=0)
    flows = column("count", "Flows", "How many flows count.", required=True, low=0)


class StateFunding(Funding):
    """What one of the five states, or several together, gave in one usage year; a joint flow is not split."""

    name, heading = "state_funding", "Humanitarian funding by state and year"
    country = column("text", "Country", "The giving state.", required=True, values=CODES, many=True)
    pledged_usd = column(
        "number", "Pledged", "Sum of the pledges, which do not count.", unit="US$", required=True, low=0
    )
    unvalued = column("count", "Without a value", "How many flows of goods have no value.", required=True, low=0)
    shared = column("count", "Shared", "How many flows are shared with other countries or years.", required=True, low=0)


def by_donor(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up what each donor state gave in each usage year: what counts, what is pledged, and what is not added.

    Args:
        rows: rows of `Flows`.

    Returns:
        Rows of `StateFunding`.
    """
    of_states = rows[rows[Flows.country].notna()]
    value = of_states[Flows.value_usd]
    pledged = (of_states[Flows.status] == "pledge") & (of_states[Flows.on_boundary] == "single")
    amounts = of_states.assign(
        pledged_usd=value.where(pledged), unvalued=value.isna(), shared=of_states[Flows.on_boundary] == "shared"
    )
    return rows_of(StateFunding, _added(amounts, ["year", "country"], ["pledged_usd", "unvalued", "shared"]))


def all_donors(rows: pd.DataFrame) -> pd.DataFrame:
    """Add up what all donors of the world gave in each usage year.

    A year of which only flows of the five states are on record has no sum: what all others gave is not known.

    Args:
        rows: rows of `Flows`.

    Returns:
        Rows of `Funding`; behind them are the flows that count.
    """
    year = rows[Flows.start].dt.year
    known = year.isin(year[rows[Flows.country].isna()])
    return rows_of(Funding, _added(rows[rows[Flows.counts] & known], ["year"], []))


def _added(rows: pd.DataFrame, by: list[str], more: list[str]) -> pd.DataFrame:
    """Add up the flows that count, and some columns more, with the flows behind."""
    counts = rows[Flows.counts]
    rows = rows.assign(year=rows[Flows.start].dt.year, counted_usd=rows[Flows.value_usd].where(counts), flows=counts)
    rows = rows.assign(behind=behind.of_groups(rows, by))
    groups = rows.groupby(by, as_index=False)
    return groups[["counted_usd", "flows", *more]].sum().assign(behind=groups["behind"].first()["behind"])


def of_states(funding: pd.DataFrame, chosen: tuple[str, ...] = CODES) -> pd.DataFrame:
    """Keep the rows of `StateFunding` of some states; those of several states only where all of them are chosen."""
    inside = funding[StateFunding.country].map(lambda codes: concerns(codes, chosen, whole=True))
    return funding[inside.astype(bool)]
