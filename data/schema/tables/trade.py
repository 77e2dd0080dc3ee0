"""Trade between the five states and Afghanistan."""

import pandas as pd

from data.schema.columns import Table, column
from data.schema.tables import fields
from data.vocabulary import codes


def _share_without_whole(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """A share, or an amount of the whole, says of what; and nothing else does."""
    given = rows[["share_percent", "whole_t", "whole_gwh"]].notna().any(axis=1)
    apart = given != rows["whole"].notna()
    return (
        (rows.index[apart], "has a share without its whole, or a whole without a share or amount")
        if apart.any()
        else None
    )


def _goods_without_name(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """Goods have a name where their code is none of ours, and only there."""
    apart = rows["commodity"].isin(list(codes.COMMODITIES)) == rows["commodity_name"].notna()
    return (
        (rows.index[apart], "names goods that have a code of ours, or has a code that is none without a name")
        if apart.any()
        else None
    )


class Trade(Table):
    """One trade figure between a Central Asian state and Afghanistan, as one side or source reports it."""

    name, heading = "trade", "Trade"
    country = fields.country(
        "Country", "The Central Asian state; several codes where one figure covers them.", many=True
    )
    flow = column("text", "Flow", "export (to Afghanistan), import (from Afghanistan) or turnover (both).",
                  required=True, values=tuple(codes.FLOWS))  # fmt: skip
    start, end, precision = fields.period()
    commodity = column("text", "Commodity", "Code of what was traded: one of ours (`total` is all goods), else one that stands for "
                       "`commodity_name`.", required=True, pattern="[a-z0-9_]+")  # fmt: skip
    commodity_name = column(
        "text", "Name of the commodity", "What the source calls goods that we have no code of our own for."
    )
    hs = column("text", "HS code", "Code of the Harmonised System, where the goods fit one.", pattern=r"\d{2,6}")
    value_usd = column("number", "Value", "Value in current US dollars.", unit="US$", low=0)
    quantity_t = column("number", "Quantity", "Quantity in tonnes.", unit="t", low=0)
    quantity_gwh = column("number", "Electricity", "Electrical energy.", unit="GWh", low=0)
    bound = column("text", "Bound", "exact: the figure as its source gives it, be it rounded; at_least or at_most: a bound, since the "
                   "source says more than or up to this, or part of what it counts is left out or added.", required=True, values=tuple(codes.BOUNDS))  # fmt: skip
    valuation = column("text", "Valuation", "FOB (at the exporter's border) or CIF (with freight), where known.",
                       values=("FOB", "CIF"))  # fmt: skip
    reported_by = fields.country("Reported by", "Whose statistics or officials; NEWS where the press does not say.")
    made_by = fields.country(
        "Made by",
        "Whose statistics or estimate the number is: whoever reports it, or the state whose figure the IMF passes on.",
    )
    status = column("text", "Status", "What kind of figure: statistic, preliminary, estimate, claim, target, potential, contract.",
                    required=True, values=tuple(codes.FIGURE_STATUS))  # fmt: skip
    doubted = column(
        "text", "Doubted", "Why we doubt the figure: no sentence on a rise or fall rests on it. Empty where we do not."
    )
    share_percent = column(
        "number", "Share", "Share that the source itself gives, of `whole`.", unit="%", low=0, high=100
    )
    whole = column("text", "Share of", "What `share_percent` is a share of, or what `whole_t` and `whole_gwh` are the amount of.",
                   values=tuple(codes.WHOLES))  # fmt: skip
    whole_t = column("number", "Whole, weight", "The whole as the same source gives it.", unit="t", low=0)
    whole_gwh = column("number", "Whole, electricity", "The whole as the same source gives it.", unit="GWh", low=0)
    source_id, note = fields.source(), fields.note()
    key = (
        "country", "flow", "start", "end", "commodity", "hs", "value_usd", "quantity_t", "quantity_gwh", "valuation",
        "reported_by", "made_by", "status", "source_id",
    )  # fmt: skip
    identity = (
        "country", "flow", "start", "end", "commodity", "commodity_name", "hs", "valuation", "reported_by", "status",
        "source_id",
    )  # fmt: skip
    rules = (_share_without_whole, _goods_without_name)
