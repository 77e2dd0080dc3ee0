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
from pages._parts.empty import elsewhere
from pages._parts.figure import Words

EVERY: Final = "each"  # the choice of goods that shows each kind with pairs
_MOST: Final = 4  # goods that a sentence lists
_FLOWS: Final = {"export": "exports", "import": "imports", "turnover": "turnover"}
_FREIGHT: Final = (
    "An importer usually counts freight and insurance (CIF), an exporter does not (FOB). So the importer's figure is commonly "
    "expected 6 to 12 % above the exporter's: the shaded band. That is a rule of thumb. Over mountains or by air freight can "
    "be more; for electricity it is nothing. Where a valuation is not stated, we assume FOB for the exporter and CIF for the "
    "importer. We take neither figure for the true one, and the gap does not say why they differ."
)
MINIMUM: Final = (
    "The FAO lists an item only where the partner took at least 5 % of the reporter's trade in it. Each side leaves out other items, "
    "so the two sums may be of different goods."
)
_TWO_WAY: Final = (
    "A turnover is exports plus imports, so no freight band can be set. We take neither figure for the true one."
)


def of_what(choice: Choice) -> str:
    """Name what the pairs are of: "exports of wheat to Afghanistan"."""
    return commodities.what(choice._replace(goods="total") if choice.goods == EVERY else choice)


def answer(pairs: pd.DataFrame, all_pairs: pd.DataFrame, view: View) -> str:
    """Say how often both sides report the same trade, and how often a gap can be measured.

    Args:
        pairs: the pairs of the view.
        all_pairs: every pair in the data.
        view: the filters.
    """
    if pairs.empty:
        return f"No trade is reported by both sides for the same goods and period: {view.in_words()}. {_other_pairs(all_pairs, view)}"
    lower, count = int(pairs[Pair.lower_bound].sum()), len(pairs)
    often = {1: "once", 2: "twice"}.get(count, f"{count} times")
    which = {1: "It has"}.get(count, f"{'All' if lower == count else lower} of these pairs have")
    minimum = f" {which} only a minimum on one side at least, so the gap is not known." if lower else ""
    return f"Both sides report the same trade {often}: {view.in_words()}.{minimum}"


def widest(pair: Row, pairs: pd.DataFrame) -> str:
    """Say how many pairs are close, and name both figures of the pair furthest apart; without a full stop.

    Args:
        pair: the pair furthest apart.
        pairs: the pairs of the view.
    """
    sure = pairs[~pairs[Pair.lower_bound]]
    apart = times(pair[Pair.value_own] / pair[Pair.value_afghan])
    claim = ", one of them a claim" * bool(pair[Pair.claimed])
    which = f"{figures(pair)}, {apart} apart{claim}"
    if len(sure) == 1:
        return f"One pair can be compared: {which}"
    near = int(sure[Pair.gap].between(1 / CLOSE, CLOSE).sum())
    return f"Of the {len(sure)} pairs that can be compared, {near or 'none'} {'is' if near < 2 else 'are'} within 5 %; the widest: {which}"


def figures(pair: Row) -> str:
    """Name a pair with both figures: "Uzbekistan's turnover with Afghanistan in 2023, $868 m by Uzbekistan and ..."."""
    sides = [f"{formats.usd(side_of(pair, side)[Preferred.value])} by {role(pair, side)}" for side in order(pair)]
    trade = of_what(Choice(pair[Pair.flow], "value_usd", pair[Pair.commodity]))
    return f"{name(pair[Pair.country])}'s {trade} in {period(pair)}, {' and '.join(sides)}"


def _other_pairs(all_pairs: pd.DataFrame, view: View) -> str:
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
        return f"No pair of {of_what(choice)} can be compared, {view.in_words()}: at least one figure of each is only a minimum."
    why = (
        f"No period of {of_what(choice)} is reported by both sides, {view.in_words()}: that takes a figure from the state's own "
        "side and one from the Afghan side, for the same goods and months."
    )
    if pairs.empty:
        years = all_pairs.loc[view.of_countries(all_pairs[Pair.country]), Pair.year]
        return elsewhere(f"{why} {_other_pairs(all_pairs, view)}", view, years)
    if len(same_goods):
        return f"{why} Of these goods there are pairs of {_flows(same_goods)}: choose that above."
    if len(same_flow):
        named = {row[Pair.commodity]: codes.goods(row) for row in records(same_flow)}
        kinds = [named[code] for code in same_flow[Pair.commodity].value_counts().index[:_MOST]]
        return f"{why} There are pairs of {listed(kinds)}: choose other goods above."
    return f"{why} There are pairs of {_flows(pairs)}: choose another flow and each kind of goods above."


def _flows(pairs: pd.DataFrame) -> str:
    return listed([_FLOWS[flow] for flow in codes.FLOWS if flow in set(pairs[Pair.flow])])


def gap_words(shown: pd.DataFrame, view: View, choice: Choice) -> Words:
    """Title, subtitle and sentences of the pairs that can be compared.

    Args:
        shown: these pairs.
        view: the filters.
        choice: the chosen flow and goods.
    """
    kinds = ", each kind of goods by itself" if choice.goods == EVERY else ""
    count = f"{counted(len(shown), 'pair')} of figures that both sides report for the same period"
    alt = f"{codes.start_upper(of_what(choice))}{kinds}, {view.in_words()}: {count}."
    far = furthest(shown)
    widest_pair = f" The widest gap: {figures(far)}." if far is not None else ""
    missing = [name(code) for code in CODES if code in view.countries and code not in set(shown[Pair.country])]
    lacking = f"No such pair in these years: {listed(missing)}." if missing else ""
    note = _TWO_WAY if choice.flow == "turnover" else _FREIGHT
    return Words(title(shown, choice), _subtitle(choice, view), f"{alt}{widest_pair}", note, lacking)


def title(shown: pd.DataFrame, choice: Choice) -> str:
    """Say which side's figure is the larger, and how often."""
    more, count = int((shown[Pair.gap] > 1).sum()), len(shown)
    what = codes.start_upper(of_what(choice))
    whose = "the state's own figure" if choice.flow == "turnover" else "the importer's figure"
    if count == 1:
        return f"{what}: {whose} is {'the larger' if more else 'not the larger'} in the one pair that can be compared"
    return f"{what}: {whose} is the larger in {more or 'none'} of {count} pairs"


def _subtitle(choice: Choice, view: View) -> str:
    """Name the unit, the years, and what the band is."""
    unit = f"US dollars, {view.years_in_words()}, each state on its own scale"
    band = "" if choice.flow == "turnover" else ". Thin bar: where freight of 6 to 12 % would put the importer's figure"
    return f"{unit}{band}"


def reports_words(reports: pd.DataFrame, figures: int, view: View) -> Words:
    """Title, subtitle and sentence of the strips.

    Args:
        reports: rows of `ReportingYear` of the view.
        figures: how many reported figures stand behind them.
        view: the filters.
    """
    return Words(
        reports_title(reports, view),
        "Figures by reporting side and year, without claims and targets. Strong: all goods. Faint: single goods alone. "
        "Empty frame: no report known to us",
        f"Figures of trade by state, side and year, {view.in_words()}: {figures:,}. A report is whatever a source "
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
        return f"There is a figure of all goods by {who} for each year, {view.years_in_words()}"
    who = [name(code) for code in chosen if silent[code] == most]
    count = f"{most} of {counted(years, 'year')}{' each' * (len(who) > 1)}"
    return f"No figure of all goods by {' or '.join(who)} for {count}, {view.years_in_words()}"


def no_reports(view: View) -> str:
    """Say that nobody reports anything in the view."""
    return f"No report by the chosen states or by the Afghan side: {view.in_words()}."


def silences(reports: pd.DataFrame, view: View) -> str:
    """Say in which years the own side of each state reports nothing; empty where each year has something."""
    own = reports[reports[ReportingYear.side] == OWN]
    silent = []
    for code in (code for code in CODES if code in view.countries):
        known = set(own.loc[own[ReportingYear.country] == code, ReportingYear.year])
        if years := set(range(view.first.year, view.last.year + 1)) - known:
            silent.append(f"{name(code)}: {runs(years)}")
    return f"Years without a report by the state's own side: {'; '.join(silent)}." if silent else ""
