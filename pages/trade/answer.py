"""How the trade of each state has changed since the takeover, by one series of each: the answer of the Trade page."""

from collections.abc import Collection

import pandas as pd

from analysis.trade.series import Choice
from analysis.trade.since_2021 import BASE, Since
from charts.base import hover
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import formats
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed, share
from pages._parts.citation import cited, publisher, text
from pages._parts.commodities import what


def since(changes: pd.DataFrame, series: Choice, countries: Collection[str]) -> str:
    """List how the trade of each state has changed since the takeover, a line each, in Markdown.

    Args:
        changes: rows of `Since`.
        series: flow, unit and goods.
        countries: codes of the states to list.
    """
    known = {row[Since.country]: row for row in records(changes)}
    chosen = [code for code in CODES if code in countries]
    lines = [f"- {name(code)}: {_changed(known[code], series)}." for code in chosen if code in known]
    if silent := [name(code) for code in chosen if code not in known]:
        lines.append(f"- {listed(silent)}: not known. No source has comparable figures for {BASE} and a later year.")
    head = f"{text(start_upper(what(series)))} since the takeover of August {BASE}, each state by one source:"
    return "\n".join([head, "", *lines])


def _changed(row: Row, series: Choice) -> str:
    """Write what changed, both years of a series, and who reports them."""
    first, last = (formats.amount(row[it], series.measure) for it in (Since.first, Since.last))
    change = row[Since.change_percent]
    moved = "unchanged, "
    if first != last:
        moved = f"**{'up' if change > 0 else 'down'} {share(change)}**, " if pd.notna(change) else ""
    by = hover.says({**row, Since.status: "statistic"})
    note = " (preliminary)" if row[Since.status] == "preliminary" else ""
    return (
        f"{moved}from {text(first)} in {BASE} to {text(last)} in {row[Since.year]}{note}, by {text(by)} "
        f"({publisher(row[Since.source_id])})"
    )


def shares(given: pd.DataFrame, countries: Collection[str]) -> str:
    """List the share of Afghanistan in each state's trade with all countries, where a source gives it, in Markdown.

    Args:
        given: rows of `Trade` that give such a share.
        countries: codes of the states to list.
    """
    return "\n".join(
        f"- Afghanistan had {share(row[Trade.share_percent])} of {name(row[Trade.country])}'s "
        f"{'exports' if row[Trade.flow] == 'export' else 'trade'}{' of these goods' * (row[Trade.commodity] != 'total')} "
        f"with all countries in {hover.period(row)} ({cited(row[Trade.source_id])})."
        for row in records(given)
        if row[Trade.country] in countries
    )
