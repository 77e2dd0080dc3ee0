"""Trade between the five states and Afghanistan."""

import pandas as pd

from data.schema.columns import Rule, Siblings, Table, column
from data.schema.tables import fields
from data.vocabulary import codes, hs_chapters
from data.vocabulary.places import AFG, CA5, CODES, STATES

# one of our codes, a name of a source declared there, or a code of another classification: hs_27, hs92_270900, fao_15
_GOODS = f"{'|'.join((*codes.COMMODITIES, *codes.OTHER_GOODS))}|[a-z]+[0-9]*_[0-9]+"
_FIGURES = ("value_usd", "quantity_t", "quantity_gwh", "share_percent", "whole_t", "whole_gwh")
_STATES = frozenset(STATES)
_POWER = ("electricity", "electricity_transit")


def _share_apart_from_whole(rows: pd.DataFrame) -> pd.Series:
    """A share, or an amount of the whole, says of what; and nothing else does."""
    return rows[["share_percent", "whole_t", "whole_gwh"]].notna().any(axis=1) != rows["whole"].notna()


def _name_apart_from_code(rows: pd.DataFrame) -> pd.Series:
    """Goods have a name where their code is none of ours, and only there."""
    return rows["commodity"].isin(list(codes.COMMODITIES)) == rows["commodity_name"].notna()


def _other_name(rows: pd.DataFrame) -> pd.Series:
    """Goods that we declared by the name of their source have that name."""
    declared = rows["commodity"].map(codes.OTHER_GOODS)
    return declared.notna() & (rows["commodity_name"] != declared)


def _other_chapter(rows: pd.DataFrame) -> pd.Series:
    """A code of the Harmonised System is one, and fits the goods."""
    return pd.Series(
        [isinstance(hs, str) and not hs_chapters.fits(hs, goods)
         for hs, goods in zip(rows["hs"], rows["commodity"], strict=True)],
        index=rows.index, dtype=bool,
    )  # fmt: skip


def _reported_by_a_stranger(column: str) -> Rule:
    """A state reports its own trade: another one is a slip."""

    def broken(rows: pd.DataFrame) -> pd.Series:
        parties = [
            by not in _STATES or by == AFG.code or by in str(country).split(";")
            for by, country in zip(rows[column], rows["country"], strict=True)
        ]
        return ~pd.Series(parties, index=rows.index, dtype=bool)

    return Rule(column, "is a state that is no party to this trade", broken)


def _other_valuation(rows: pd.DataFrame) -> pd.Series:
    """An exporter values at its border (FOB), an importer with freight (CIF); others may do either."""
    exporter = (rows["flow"] == "export") == (rows["reported_by"] != AFG.code)
    judged = rows["reported_by"].isin(STATES) & ((rows["valuation"] == "FOB") != exporter)
    return rows["valuation"].notna() & ((rows["flow"] == "turnover") | judged)


def _not_yet(rows: pd.DataFrame) -> pd.Series:
    """Trade is dated within the time of its report, or in the last month or year of it; targets and contracts may lie ahead."""
    known = rows["known_on"].mask(rows["precision"] == "month", rows["known_on"] + pd.offsets.MonthEnd(0))
    known = known.mask(rows["precision"] == "year", rows["known_on"] + pd.offsets.YearEnd(0))
    return rows["status"].isin(codes.TRADED) & (rows["end"] > known)


def _undated(rows: pd.DataFrame) -> pd.Series:
    return rows["status"].isin(codes.TRADED) & rows["start"].isna()


def _other_unit(rows: pd.DataFrame) -> pd.Series:
    """Electricity is given in GWh, goods in tonnes."""
    power = rows["commodity"].isin(_POWER)
    return (rows[["quantity_gwh", "whole_gwh"]].notna().any(axis=1) & ~power) | (
        rows[["quantity_t", "whole_t"]].notna().any(axis=1) & power
    )


_OF_ONE = ["source_id", "country", "flow", "reported_by", "status"]  # figures of one source that must agree
_AMOUNTS = ("value_usd", "quantity_t", "quantity_gwh")
_ROUNDED = 1.01  # how far rounded figures may exceed each other


def _more_than_all_goods(rows: pd.DataFrame) -> pd.Series:
    """One good is worth no more than all goods, by the same source for the same period."""
    group = [rows[it] for it in (*_OF_ONE, "start", "end")]
    total = rows["value_usd"].where(rows["commodity"] == "total").groupby(group).transform("max")
    return rows["value_usd"] > _ROUNDED * total


def _more_than_the_turnover(rows: pd.DataFrame) -> pd.Series:
    """Exports and imports of a source make its turnover."""
    group = [rows[it] for it in ("source_id", "country", "status", "commodity", "hs", "start", "end")]

    def of(flow: str) -> pd.Series:
        return rows["value_usd"].where(rows["flow"] == flow).groupby(group, dropna=False).transform("max")

    turnover, both = of("turnover"), of("export") + of("import")
    one = pd.concat([of("export"), of("import")], axis=1).max(axis=1)
    return (one > _ROUNDED * turnover) | ~(both / turnover).fillna(1).between(0.9, 1.1)


def _more_than_the_year(rows: pd.DataFrame) -> pd.Series:
    """What was traded in a part of a period is no more than in the whole of it, by the same source."""
    same = [*_OF_ONE, "commodity", "commodity_name", "hs", "valuation"]
    many = rows[rows["status"].isin(codes.TRADED) & rows.duplicated(same, keep=False)]
    columns = [*same, "start", "end", *_AMOUNTS]
    pairs = many[columns].reset_index(names="line").merge(many[columns], on=same, suffixes=("", "_whole"))
    inside = (pairs["start_whole"] <= pairs["start"]) & (pairs["end"] <= pairs["end_whole"])
    more = pd.concat([pairs[it] > _ROUNDED * pairs[f"{it}_whole"] for it in _AMOUNTS], axis=1).any(axis=1)
    shorter = (pairs["end"] - pairs["start"]) < (pairs["end_whole"] - pairs["start_whole"])
    return rows.index.to_series().isin(pairs["line"][inside & shorter & more])


def _more_than_the_whole(rows: pd.DataFrame) -> pd.Series:
    return (rows["quantity_t"] > rows["whole_t"]) | (rows["quantity_gwh"] > rows["whole_gwh"])


def _too_long(rows: pd.DataFrame) -> pd.Series:
    return rows["status"].isin(codes.TRADED) & ((rows["end"] - rows["start"]).dt.days > 2 * 366)


class Trade(Table):
    """One trade figure between a Central Asian state and Afghanistan, as one side or source reports it."""

    name, heading = "trade", "Trade"
    country = fields.country(
        "Country",
        "The Central Asian state; several codes where one figure covers them.",
        many=True,
        among=(*CODES, CA5.code),
    )
    flow = column("text", "Flow", "export (to Afghanistan), import (from Afghanistan) or turnover (both).",
                  required=True, values=tuple(codes.FLOWS))  # fmt: skip
    start, end, precision = fields.period(ahead=True)  # a target lies ahead
    commodity = column("text", "Commodity", "Code of what was traded: one of ours (`total` is all goods), else one that stands for "
                       "`commodity_name`.", required=True, pattern="[a-z0-9_]+")  # fmt: skip
    commodity_name = column(
        "text", "Name of the commodity", "What the source calls goods that we have no code of our own for.", recurs=True
    )
    hs = column("text", "HS code", "Code of the Harmonised System, where the goods fit one.", pattern=r"[0-9]{2}|[0-9]{4}|[0-9]{6}",
                form="of two, four or six digits")  # fmt: skip
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
    rules = (
        fields.a_figure(*_FIGURES),
        *fields.whole("value_usd"),
        Rule(
            "whole",
            "has a share without its whole, or a whole without a share or amount",
            _share_apart_from_whole,
            live=True,
        ),
        Rule(
            "commodity",
            "names goods that have one of our codes, or has a code that is none without a name",
            _name_apart_from_code,
            live=True,
        ),
        Rule(
            "commodity",
            "is no code of data/vocabulary/codes.py, nor of another classification like hs_27",
            lambda rows: ~rows["commodity"].str.fullmatch(_GOODS),
        ),
        Rule("commodity_name", "is not the name declared for this code", _other_name),
        Rule("hs", "is no code of the Harmonised System, or one of other goods", _other_chapter),
        Rule("quantity_t", "is in tonnes for electricity, or in GWh for goods", _other_unit),
        Rule(
            "country",
            "names the five together and one of them",
            lambda rows: rows["country"].str.contains(f"{CA5.code};|;{CA5.code}"),
        ),
        _reported_by_a_stranger("reported_by"),
        _reported_by_a_stranger("made_by"),
        Rule(
            "valuation", "is not how this side values: exporters FOB, importers CIF, turnover neither", _other_valuation
        ),
        Rule("value_usd", "is more than all goods of this source and period", _more_than_all_goods),
        Rule(
            "value_usd",
            "does not fit the turnover of this source and period: exports and imports together",
            _more_than_the_turnover,
        ),
        Rule("start", "has more in a part of a period than the same source in the whole of it", _more_than_the_year),
        Rule("quantity_t", "is more than the whole beside it", _more_than_the_whole),
        Rule("start", "covers more than two years, and says what was traded", _too_long),
        Rule("start", "has no period, and says what was traded", _undated),
        Rule("start", "ends after its source was published, and says what was traded", _not_yet),
    )
    siblings = (
        Siblings("value_usd", ("country", "flow", "commodity", "reported_by"), times=10, a_day=True),
        Siblings("value_usd", ("country", "flow", "commodity"), times=10, a_day=True),
        Siblings("value_usd", ("flow",), times=2, a_day=True, larger=True),
        Siblings("quantity_t", ("country", "flow", "commodity"), times=10, a_day=True),
        Siblings("quantity_t", ("flow",), times=2, a_day=True, larger=True),
        Siblings("quantity_gwh", ("country", "flow", "commodity"), times=10, a_day=True),
        Siblings("value_usd", ("commodity",), times=3, over="quantity_t"),
        Siblings("value_usd", (), times=10, over="quantity_t"),
        Siblings("value_usd", ("commodity",), times=3, over="quantity_gwh"),
        Siblings("share_percent", (), times=1.5),
        Siblings("whole_t", (), times=5),
        Siblings("whole_gwh", (), times=5),
    )
