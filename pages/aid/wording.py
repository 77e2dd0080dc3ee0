"""What the Aid page says of its figures: functions of their rows, the view and the choice."""

import datetime as dt
from typing import Final

import pandas as pd

from analysis.aid.consignments import STAGES, AidTotal, Consignment, totals
from analysis.aid.goods_value import FEWEST_PERCENT, GoodsValue
from data.rows import Row, records
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import counted, listed, runs
from pages._app.view import View
from pages._parts.empty import elsewhere
from pages._parts.figure import Words
from pages.aid import period

FOOD_VALUE: Final = (
    "Reckoned for flour, wheat, rice and sugar that a report names and weighs, without goods whose value is reported. "
    f"A donor's sum is given only if prices are known for {FEWEST_PERCENT} % of its tonnes."
)
EARLIER: Final = "Before August 2021 too"
WITHOUT: Final = {"quantity_t": "No weight", "value_usd": "No value"}
# What a figure of some stages alone is called; all that was sent is simply aid.
_LEADS: Final = {
    ("pledged",): "Pledged, never reported as sent",
    ("dispatched",): "Dispatched, arrival not reported",
    ("dispatched", "pledged"): "Pledged or dispatched, arrival not reported",
    ("delivered",): "Delivered",
}
_LOOKS: Final = {"dispatched": "Pale: arrival not reported", "pledged": "Striped: only pledged"}
_FIGURES: Final = {"quantity_t": "weight", "value_usd": "value"}
_LEFT_OUT: Final = {"cumulative": "cumulative claims", "discount": "discounts"}


def donors(chosen: tuple[str, ...]) -> str:
    """Name the chosen states."""
    if set(chosen) == set(CODES):
        return "the five states"
    return listed([PLACES[code].name for code in CODES if code in chosen])


def findings(by_stage: pd.DataFrame, view: View) -> list[str]:
    """Say what was sent in the period of the page, what of it is reported to have arrived, and what was only pledged.

    Args:
        by_stage: rows of `AidTotal` by stage.
        view: the donors and years.
    """
    if by_stage.empty:
        return []
    when, who = period.in_words(view), donors(view.countries)
    counts = dict(zip(by_stage[AidTotal.stage], by_stage[AidTotal.consignments], strict=True))
    lows = dict(zip(by_stage[AidTotal.stage], by_stage[AidTotal.low], strict=True))
    sent = by_stage[by_stage[AidTotal.stage] != "pledged"]
    count, without = (int(sent[it].sum()) for it in (AidTotal.consignments, AidTotal.without))
    said = [_sent(who, when, count, without, sent[AidTotal.low].sum(min_count=1))]
    if count:
        said.append(_arrived(count, counts.get("delivered", 0), lows.get("delivered"), lows.get("dispatched")))
    if pledged := counts.get("pledged", 0):
        more = "more consignment was" if pledged == 1 else "more consignments were"
        said.append(f"{pledged} {more if count else more.removeprefix('more ')} pledged and never reported as sent.")
    return said


def _sent(who: str, when: str, count: int, without: int, low: float) -> str:
    verb = "are" if who == "the five states" or " and " in who else "is"
    if not count:
        return f"No aid of {who} is reported as sent {when}."
    in_all = f"in {counted(count, 'consignment')} {when}"
    if pd.isna(low):
        return f"{codes.start_upper(who)} {verb} reported to have sent aid {in_all}, none with a reported weight."
    missing = f" {without} of them {'has' if without == 1 else 'have'} no reported weight." if without else ""
    weight = formats.floor(low, "quantity_t")
    return f"{codes.start_upper(who)} {verb} reported to have sent at least {weight} of aid {in_all}.{missing}"


def _arrived(count: int, delivered: int, low: float | None, missing: float | None) -> str:
    if not delivered:
        return "No report says that any of it arrived."
    weight = f", at least {formats.floor(low, 'quantity_t')}" if low is not None and pd.notna(low) else ""
    if delivered == count:
        return f"{'It was' if count == 1 else 'All were'} reported delivered{weight}."
    unseen = (
        f"; the other {formats.floor(missing, 'quantity_t')} have no delivery report" if missing and missing > 0 else ""
    )
    return f"{delivered} of the {count} {'was' if delivered == 1 else 'were'} reported delivered{weight}{unseen}."


def sums(
    view: View,
    choice: tuple[str, tuple[str, ...]],
    group: str,
    when: str,
    bars: pd.DataFrame,
    parts: pd.DataFrame,
    given: pd.DataFrame,
) -> Words:
    """Say what the sums of aid show, and what they cannot contain.

    Args:
        view: the donors.
        choice: what is added up, and of which stages.
        group: what a bar is of.
        when: the period in words.
        bars: rows of `AidTotal` by group.
        parts: rows of `AidTotal` by group, stage and donor.
        given: the consignments, rows of `Consignment`.
    """
    (measure, stages), drawn = choice, set(parts[AidTotal.stage])
    looks = [f". {look}" for stage, look in _LOOKS.items() if stage in drawn and drawn != {stage}]
    return Words(
        _sums_title(view, stages, measure, bars, given),
        f"{codes.start_upper(formats.MEASURES[measure])} reported {when}. Bar: the lowest reports; thin line: up to the "
        f"highest{''.join(looks)}",
        _sums_alt(view, measure, group, when, bars, given),
    )


def _sums_title(view: View, stages: tuple[str, ...], measure: str, bars: pd.DataFrame, given: pd.DataFrame) -> str:
    """Say which bar is the longest by its lowest reports, or where few consignments have a figure, how many."""
    chosen = [code for code in CODES if code in view.countries]
    who = {1: PLACES[chosen[0]].adjective, len(CODES): "Central Asian"}.get(len(chosen), "Reported")
    lead = _LEADS.get(tuple(sorted(stages)), f"{who} aid to Afghanistan")
    alone = set(stages) == {"pledged"}
    main = given if alone else given[given[Consignment.stage] != "pledged"]
    lows = bars[AidTotal.low] - (0 if alone else bars[AidTotal.pledged])
    if not lows.gt(0).any():
        return lead
    (whole,), largest = records(totals(main, [], measure)), records(bars[lows == lows.max()])
    count, known = (whole[AidTotal.consignments], whole[AidTotal.consignments] - whole[AidTotal.without])
    if 2 * known < count:  # too few to compare bars by
        amount = f"at least {formats.floor(whole[AidTotal.low], measure)}"
        return f"{lead}: {counted(count, 'consignment')}, {known} with a reported {_FIGURES[measure]} ({amount})"
    amount = f"at least {formats.floor(lows.max(), measure)}"
    if len(bars) == 1 or len(largest) > 1:
        return f"{lead}: {amount}{' each' * (len(largest) > 1)}"
    return f"{lead}: most {_of(largest[0])}, {amount}"


def _of(row: Row) -> str:
    """Say what the sum is of: in 2024, from Kazakhstan, as food."""
    if pd.notna(row[AidTotal.year]):
        return f"in {row[AidTotal.year]}"
    if pd.notna(row[AidTotal.donor]):
        return f"from {PLACES[row[AidTotal.donor]].name}"
    return f"as {codes.AID_KINDS[row[AidTotal.kind]]}"


def bar(group: str, value: object, begin: dt.date) -> str:
    """Name a bar: a year, with its first month where it is not whole; a donor, a kind of aid.

    Args:
        group: what a bar is of.
        value: the year or the code.
        begin: the first day that is added up.
    """
    if group == "donor":
        return PLACES[str(value)].name
    if group == "kind":
        return codes.start_upper(codes.AID_KINDS[str(value)])
    return f"{value}, from Aug" if value == begin.year and begin == period.KABUL else str(value)


def rule(stages: tuple[str, ...]) -> str:
    """Say how consignments are counted."""
    what = "pledged and never reported as sent" if stages == ("pledged",) else "reported as dispatched or delivered"
    return f"A consignment counts once, if {what}. Cumulative claims and discounts do not count."


def _sums_alt(view: View, measure: str, group: str, when: str, bars: pd.DataFrame, given: pd.DataFrame) -> str:
    left = given.loc[~given[Consignment.counts], Consignment.caveat]
    reached = set(given[Consignment.stage])
    stages = listed([stage for stage in reversed(STAGES) if stage in reached])
    who = view.in_words().removesuffix(view.years_in_words()).rstrip(", ")
    alt = (
        f"Aid by {group} in {formats.MEASURES[measure]}, {who}, {when}: {counted(len(given) - len(left), 'consignment')} reported as {stages}, "
        f"each counted once, {bars[AidTotal.without].sum()} of them without a reported {_FIGURES[measure]}."
    )
    if left.empty:
        return alt
    counts = left.value_counts()
    claims = listed([f"{counts[caveat]} {words}" for caveat, words in _LEFT_OUT.items() if caveat in counts])
    return f"{alt} Listed below but never added: {claims}."


def no_sums(view: View, measure: str, stages: tuple[str, ...], shown: pd.DataFrame, known: pd.DataFrame) -> str:
    """Say why there is no sum, and what to choose instead.

    Args:
        view: donors and years.
        measure: quantity_t or value_usd.
        stages: the chosen stages.
        shown: the consignments of these, rows of `Consignment`.
        known: all consignments of the donors.
    """
    if count := int(shown[Consignment.counts].sum()):
        return f"No report gives a {_FIGURES[measure]} for the {counted(count, 'consignment')} of these filters."
    if len(shown):
        return "The reports of these filters are cumulative claims and discounts alone, which no sum counts."
    who = donors(view.countries)
    how = f", {listed(list(stages))}" if stages else ""
    nothing = f"No consignment from {who} is reported for {view.years_in_words()}{how}."
    years = known.loc[known[Consignment.stage].isin(stages or STAGES), Consignment.year]
    if years.empty:
        return f"{nothing} There is none for other years either."
    return elsewhere(f"{nothing} There are some of {runs(years)}: move the years above.", view, years)


def food_value(view: View, values: pd.DataFrame, named: int) -> Words:
    """Say what the named food is worth by consignment, how that is derived, and how many have no derived value.

    Args:
        view: donors and years.
        values: rows of `GoodsValue` with a derived value.
        named: of how many consignments any food is named and weighed.
    """
    known = values[GoodsValue.value_derived_low_usd].notna()
    line = "line: down to the donor's export value of the year"
    if not known.all():
        line = "dotted line: down to the lowest, the donor's export value is not known" + (
            f"; {line}" if known.any() else ""
        )
    top, each = float(values[GoodsValue.value_derived_high_usd].max()), " each" if len(values) > 1 else ""
    left = named - len(values)
    without = f" {counted(left, 'more consignment')} {'has' if left == 1 else 'have'} no price of the month, or a stated value."
    return Words(
        f"Food named in {counted(len(values), 'consignment')} is worth up to {formats.usd(top)}{each}, by our own reckoning",
        f"Current US dollars. Diamond: at the highest Afghan shop price of the month; {line}",
        f"Derived value of flour, wheat, rice and sugar by consignment, {view.in_words()}.{without if left else ''}",
    )


def no_food_value(view: View, named: int) -> str:
    """Say why there is no derived value.

    Args:
        view: donors and years.
        named: of how many consignments any food is named and weighed.
    """
    if named:
        return f"No retail price of their month is known for the weighed food of {counted(named, 'consignment')}."
    return f"No delivered consignment of {donors(view.countries)} names and weighs flour, wheat, rice or sugar, {view.years_in_words()}."
