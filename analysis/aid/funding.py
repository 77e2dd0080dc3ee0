"""Humanitarian funding by usage year: what the five states gave by the count of the Financial Tracking Service, and all donors."""

from typing import Final

import pandas as pd

from data.vocabulary.places import CODES, concerns

_COLUMNS: Final = ["year", "country", "counted_usd", "flows", "pledged_usd", "unvalued", "shared"]


def by_donor(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each usage year and donor state: what counts, and what does not.

    Method: the service's own: a flow counts that lies on the boundary of Afghanistan alone and is no pledge; flows shared
    with other countries or years are whole in each and never added. A flow of several states stands under all of them
    together and is not split. Pledges are added by themselves, goods that nobody valued are counted and not added.

    Args:
        rows: rows of `Flows`.

    Returns:
        `year`, `country` (codes of the five), `counted_usd`, `flows` (how many count), `pledged_usd`, `unvalued` and
        `shared` (how many of each).
    """
    mine = rows[rows["country"].notna()]
    if mine.empty:
        return pd.DataFrame(columns=_COLUMNS)
    value, counts = mine["value_usd"], mine["counts"].astype(bool)
    pledged = (mine["status"] == "pledge") & (mine["on_boundary"] == "single")
    parts = mine.assign(
        year=mine["start"].dt.year, counted_usd=value.where(counts).fillna(0), flows=counts, unvalued=value.isna(),
        pledged_usd=value.where(pledged).fillna(0), shared=mine["on_boundary"] == "shared",
    )  # fmt: skip
    return parts.groupby(["year", "country"], as_index=False)[_COLUMNS[2:]].sum()


def all_donors(rows: pd.DataFrame) -> pd.Series:
    """What all donors of the world gave by the same count, in US dollars by usage year."""
    counted = rows[rows["counts"].astype(bool)]
    return counted["value_usd"].groupby(counted["start"].dt.year).sum().rename_axis("year")


def states(found: pd.DataFrame, chosen: tuple[str, ...] = CODES) -> pd.DataFrame:
    """The rows of `by_donor` of some states; those of several states only where all of them are chosen."""
    return found[found["country"].map(lambda codes: concerns(codes, chosen, whole=True)).astype(bool)]
