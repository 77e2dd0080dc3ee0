"""What the Mirror page says of pairs and reports: sentences and titles that are true of the rows, whatever the filters."""

from typing import Final

import pandas as pd

from analysis.mirror.pairs import CLOSE, Pair, furthest, order, side_of
from analysis.mirror.reporting import ReportingYear
from analysis.trade.mirrored import OWN
from analysis.trade.preferred import Preferred
from analysis.trade.series import Choice
from charts.base.hover import period
from data.rows import Row, records
from data.vocabulary import codes, formats
from data.vocabulary.mirror import role, times
from data.vocabulary.places import CODES, name
from data.vocabulary.text import counted, listed, runs
from pages._app.view import View
from pages._parts import commodities
from pages._parts.figure import Words

EVERY: Final = "each"  # the choice of goods that shows each kind with pairs
_MOST: Final = 4  # goods that a sentence lists
_FLOWS: Final = {"export": "exports", "import": "imports", "turnover": "turnover"}
_FREIGHT: Final = (
    "An importer usually counts freight and insurance in (CIF), an exporter does not (FOB): the importer's figure is commonly "
    "expected 6 to 12 % above the exporter's, which is the shaded band. It is a rule of thumb; over mountains or by air freight can "
    "be more, for electricity it is nothing. A valuation that is not stated is taken to be FOB for the exporter and CIF for the "
    "importer. Neither figure is taken for the true one, and the distance does not say why they differ."
)
_HOLLOW: Final = (
    "A hollow mark stands for a pair of which one figure or both are no more than a lower bound: the FAO lists an item only where "
    "the partner took at least 5 % of the reporter's trade in it, so each side leaves out items of its own, and the two sums may be "
    "of different goods. The mark divides what is listed; from it nobody can tell how far the sides are apart, nor which counts more."
)
_TWO_WAY: Final = (
    "A turnover holds exports and imports together, so no band of freight can be set: the state's figure is divided by the "
    "Afghan one. Neither is taken for the true one."
)


def of_what(choice: Choice) -> str:
    """Name what the pairs are of: "exports of wheat to Afghanistan"."""
    return commodities.what(choice._replace(goods="total") if choice.goods == EVERY else choice)


def answer(pairs: pd.DataFrame, all_pairs: pd.DataFrame, view: View) -> str:
    """Say how often both sides report the same trade, and how far they are apart, as far as that is known.

    Args:
        pairs: the pairs of the view.
        all_pairs: every pair in the data.
        view: the filters.
    """
    if pairs.empty:
        return f"No trade is reported by both sides for the same goods and period: {view.in_words()}. {_elsewhere(all_pairs, view)}"
    lower = int(pairs[Pair.lower_bound].sum())
    often = {1: "once", 2: "twice"}.get(len(pairs), f"{len(pairs)} times")
    sentences = [f"Both sides report the same flow, goods and period {often}: {view.in_words()}."]
    if lower:
        whose = "its" if lower == 1 else "their"
        sentences.append(
            f"{_with_bound(lower, len(pairs))} a lower bound, so how far apart {whose} figures are is not known."
        )
    if (pair := furthest(pairs)) is not None:
        sentences.append(_widest(pair, pairs[~pairs[Pair.lower_bound]], others=bool(lower)))
    return " ".join(sentences)


def _with_bound(lower: int, count: int) -> str:
    if count == 1:
        return "This pair has"
    return "All of these pairs have" if lower == count else f"{lower} of these pairs {'has' if lower == 1 else 'have'}"


def _widest(pair: Row, sure: pd.DataFrame, *, others: bool) -> str:
    """Both figures of the pair furthest apart."""
    apart = times(pair[Pair.value_own] / pair[Pair.value_afghan])
    claim = " (a claim in a speech is among the two)" if pair[Pair.claimed] else ""
    which = f"{figures(pair)}, {apart}{claim}"
    if len(sure) == 1:
        return f"The {'other' if others else 'figures'}: {which}."
    near = int(sure[Pair.gap].between(1 / CLOSE, CLOSE).sum())
    close = f"{near or 'none'} {'is' if near == 1 else 'are'} within 5 %; " if near < len(sure) else ""
    return f"Of the {'other ' * others}{len(sure)}, {close}the furthest apart: {which}."


def figures(pair: Row) -> str:
    """Name a pair with both figures: "Uzbekistan's turnover with Afghanistan in 2023, $868 m by Uzbekistan and ..."."""
    sides = [f"{formats.usd(side_of(pair, side)[Preferred.value])} by {role(pair, side)}" for side in order(pair)]
    trade = of_what(Choice(pair[Pair.flow], "value_usd", pair[Pair.commodity]))
    return f"{name(pair[Pair.country])}'s {trade} in {period(pair)}, {' and '.join(sides)}"


def _elsewhere(all_pairs: pd.DataFrame, view: View) -> str:
    """Where the nearest pairs are: of the same states in other years, else of other states."""
    same_states = all_pairs[view.of_countries(all_pairs[Pair.country])]
    if len(same_states):
        return f"There are pairs of {runs(same_states[Pair.year])}: move the years above."
    if all_pairs.empty:
        return "There is none of other states or years either."
    years = all_pairs.groupby(Pair.country)[Pair.year]
    each = [f"{name(code)} ({runs(years.get_group(code))})" for code in CODES if code in years.groups]
    return f"There is none of other years either; there are pairs of {listed(each)}."


def no_pair(pairs: pd.DataFrame, all_pairs: pd.DataFrame, view: View, choice: Choice) -> str:
    """Say why nothing of a choice is drawn, and where the nearest pairs are.

    Args:
        pairs: the pairs of the view, of any flow and goods.
        all_pairs: every pair in the data.
        view: the filters.
        choice: the chosen flow and goods.
    """
    same_flow = pairs[pairs[Pair.flow] == choice.flow]
    same_goods = pairs[pairs[Pair.commodity] == choice.goods]
    if len(same_flow) if choice.goods == EVERY else choice.flow in set(same_goods[Pair.flow]):
        return (
            f"No two figures of {of_what(choice)} can be divided by each other, {view.in_words()}: one of them is zero."
        )
    why = (
        f"No period of {of_what(choice)} is reported by both sides, {view.in_words()}: that takes a figure from the state's own "
        "side and one from the Afghan side, for the same goods and months."
    )
    if pairs.empty:
        return f"{why} {_elsewhere(all_pairs, view)}"
    if len(same_goods):
        return f"{why} Of these goods there are pairs of {_flows(same_goods)}: choose that above."
    if len(same_flow):
        named = {row[Pair.commodity]: codes.goods(row) for row in records(same_flow)}
        kinds = [named[code] for code in same_flow[Pair.commodity].value_counts().index[:_MOST]]
        return f"{why} There are pairs of {listed(kinds)}: choose other goods above."
    return f"{why} There are pairs of {_flows(pairs)}: choose another flow and each kind of goods above."


def _flows(pairs: pd.DataFrame) -> str:
    return listed([_FLOWS[flow] for flow in codes.FLOWS if flow in set(pairs[Pair.flow])])


def gap_words(pairs: pd.DataFrame, drawn: pd.DataFrame, view: View, choice: Choice) -> Words:
    """Title, subtitle and sentence of the figure of the gap.

    Args:
        pairs: the pairs of the choice.
        drawn: those of them that can be divided.
        view: the filters.
        choice: the chosen flow and goods.
    """
    kinds = ", each kind of goods by itself" if choice.goods == EVERY else ""
    count = f"{counted(len(pairs), 'pair')} of figures that both sides report for the same period"
    alt = f"{codes.start_upper(of_what(choice))}{kinds}, {view.in_words()}: {count}."
    zero = len(pairs) - len(drawn)
    more = (
        f" {zero} with a zero cannot be divided and {'stands' if zero == 1 else 'stand'} in the table alone."
        if zero
        else ""
    )
    return Words(title(drawn, choice), _subtitle(drawn, view, choice), f"{alt}{more}")


def title(drawn: pd.DataFrame, choice: Choice) -> str:
    """Say which side's figure is the larger, and how often, of the pairs of which no lower bound leaves that open."""
    sure = drawn.loc[~drawn[Pair.lower_bound], Pair.gap]
    what = codes.start_upper(of_what(choice))
    if sure.empty and len(drawn):
        on_record = f"{len(drawn)} pairs on record, each" if len(drawn) > 1 else "one pair on record,"
        return f"{what}: {on_record} with a lower bound"
    more, among = int((sure > 1).sum()), " without a lower bound" * (len(sure) < len(drawn))
    whose = "the state's own figure" if choice.flow == "turnover" else "the importer's figure"
    if len(sure) == 1:
        return f"{what}: {whose} is {'the larger' if more else 'not the larger'} in the one pair on record{among}"
    return f"{what}: {whose} is the larger in {more or 'none'} of {len(sure)} pairs{among}"


def _subtitle(drawn: pd.DataFrame, view: View, choice: Choice) -> str:
    """What is divided by what, and how to read the marks."""
    two_way = choice.flow == "turnover"
    divided = (
        "The state's figure divided by the Afghan one" if two_way else "The importer's figure divided by the exporter's"
    )
    sentences = [f"{divided}, in US dollars, {view.years_in_words()}, logarithmic scale"]
    if not two_way:
        sentences.append("Shaded: freight of 6 to 12 %")
    if drawn[Pair.lower_bound].any():
        sentences.append("Hollow: only a lower bound is given, so how far apart is not known")
    return ". ".join(sentences)


def explained(pairs: pd.DataFrame, view: View, choice: Choice) -> str:
    """Say how to read the marks, and which chosen states have no pair here."""
    missing = [name(code) for code in CODES if code in view.countries and code not in set(pairs[Pair.country])]
    sentences = (
        _HOLLOW if pairs[Pair.lower_bound].any() else "",
        _TWO_WAY if choice.flow == "turnover" else _FREIGHT,
        f"No such pair on record in these years: {listed(missing)}." if missing else "",
    )
    return " ".join(filter(None, sentences))


def reports_words(reports: pd.DataFrame, figures: int, view: View) -> Words:
    """Title, subtitle and sentence of the strips.

    Args:
        reports: rows of `ReportingYear` of the view.
        figures: how many reported figures stand behind them.
        view: the filters.
    """
    return Words(
        reports_title(reports, view),
        "Figures on record by the side that reports them and the year that they touch; claims and targets are no reports. "
        "Strong: a figure of all goods. Faint: single goods alone. Empty frame: nothing on record",
        f"Figures of trade on record by state, side and year, {view.in_words()}: {figures:,}. A report is here whatever a source "
        "passes on as the figure of that side, most often the press.",
        caveat="A side may have published what is not in the data.",
    )


def reports_title(reports: pd.DataFrame, view: View) -> str:
    """Say which state's own side reports no figure of all goods in most years, and in how many."""
    own = reports[(reports[ReportingYear.side] == OWN) & (reports[ReportingYear.totals] > 0)]
    years = view.last.year - view.first.year + 1
    chosen = [code for code in CODES if code in view.countries]
    silent = {code: years - int((own[ReportingYear.country] == code).sum()) for code in chosen}
    most = max(silent.values(), default=0)
    if not most:
        who = name(chosen[0]) if len(chosen) == 1 else "each chosen state"
        return f"A figure of all goods by {who} is on record for each year, {view.years_in_words()}"
    who = [name(code) for code in chosen if silent[code] == most]
    count = f"{most} of {counted(years, 'year')}{' each' * (len(who) > 1)}"
    return f"No figure of all goods by {' or '.join(who)} is on record for {count}, {view.years_in_words()}"


def no_reports(view: View) -> str:
    """Say that nobody reports anything in the view."""
    return f"No report by the chosen states or by the Afghan side is on record: {view.in_words()}."


def silences(reports: pd.DataFrame, view: View) -> str:
    """Say in which years nothing by each state's own side is on record; empty where each year has something."""
    own = reports[reports[ReportingYear.side] == OWN]
    silent = []
    for code in (code for code in CODES if code in view.countries):
        known = set(own.loc[own[ReportingYear.country] == code, ReportingYear.year])
        if years := set(range(view.first.year, view.last.year + 1)) - known:
            silent.append(f"{name(code)}: {runs(years)}")
    return f"No report by the state's own side is on record of {'; '.join(silent)}." if silent else ""
