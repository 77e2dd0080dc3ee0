"""What the Aid page says of its figures: functions of their rows, the view and the choice."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid.appeals import Reading
from analysis.aid.consignments import STAGES, AidTotal, Consignment, totals
from analysis.aid.funding import Funding, StateFunding
from analysis.aid.goods_value import FEWEST_PERCENT, GoodsValue
from analysis.aid.pipeline import DaysTaken, pledges, timed
from data.rows import Row, records
from data.schema.tables import Transit
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import counted, listed, runs, share
from pages._app.view import View
from pages._parts.figure import Words
from pages.aid import period

STATES: Final = {
    "untraced": "pledged over a year ago, no later report",
    "undated": "pledged at an unknown date, no later report",
    "pledged": "pledged within the last year, no later report",
    "dispatched": "dispatched, no report that all of it arrived",
    "delivered": "delivered",
}
VOLUNTARY: Final = "Reporting to the service is voluntary: no flow there does not mean no aid."
BY_STATE: Final = (
    "**How far they came**  \n:small[:gray[Lowest and highest reports added up. Tonnes and dollars are reported for "
    "different consignments, so the two are never added.]]"
)
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
_LOOKS: Final = {"dispatched": "pale: arrival not reported", "pledged": "striped: only pledged"}
TRANSIT: Final = "No gift of the host state. Not added up, because some reports are of the same goods."
_UNITS: Final = {"tonnes": "t", "tonnes per day": "t a day"}
_STEPS: Final = {"pledged_to_delivered": "pledge to delivery", "dispatched_to_delivered": "dispatch to delivery"}
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
        f" {formats.floor(missing, 'quantity_t')} of this has no delivery report." if missing and missing > 0 else ""
    )
    return f"{delivered} of the {count} {'was' if delivered == 1 else 'were'} reported delivered{weight}.{unseen}"


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
    looks = "; ".join(look for stage, look in _LOOKS.items() if stage in drawn and drawn != {stage})
    return Words(
        _sums_title(view, stages, measure, bars, given),
        f"{codes.start_upper(formats.MEASURES[measure])} as reported {when}: bars add the lowest reports, whiskers the "
        f"highest.{f' {codes.start_upper(looks)}.' * bool(looks)}".removesuffix("."),
        _sums_alt(view, measure, group, when, given),
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


def _sums_alt(view: View, measure: str, group: str, when: str, given: pd.DataFrame) -> str:
    added, left = given[given[Consignment.counts]], given[~given[Consignment.counts]]
    stages = listed([stage for stage in reversed(STAGES) if stage in set(given[Consignment.stage])])
    who = view.in_words().removesuffix(view.years_in_words()).rstrip(", ")
    without = totals(given, [], measure)[AidTotal.without].sum()
    alt = (
        f"Aid by {group} in {formats.MEASURES[measure]}, {who}, {when}: {counted(len(added), 'consignment')} reported as {stages}, "
        f"each counted once, {without} of them without a reported {_FIGURES[measure]}."
    )
    if left.empty:
        return alt
    counts = left[Consignment.caveat].value_counts()
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
    return f"{nothing} There are some of {runs(years)}: move the years above."


def pipeline(view: View, order: str, drawn: pd.DataFrame, ways: pd.DataFrame, alone: int) -> Words:
    """Say how many pledges have no later report, and which consignments are drawn.

    Args:
        view: donors and years.
        order: which come first.
        drawn: the drawn ones, rows of `Way`.
        ways: those that may be drawn.
        alone: how many are left out because only a delivery is reported.
    """
    which = f"The {order} {len(drawn)} of {len(ways)}" if len(drawn) < len(ways) else f"All {len(ways)}"
    left = f" Left out: {alone} of which only a delivery is reported, cumulative claims and discounts." if alone else ""
    return Words(
        pipeline_title(ways, period.in_words(view)),
        "A line for each consignment with a reported pledge or dispatch; a wide bar where only the month or year is given",
        f"{which} consignments with a reported pledge or dispatch, at every stage, {donors(view.countries)}, "
        f"{period.in_words(view)}.{left}",
    )


def pipeline_title(ways: pd.DataFrame, when: str) -> str:
    """Say how many pledges of a period have no later report.

    Args:
        ways: rows of `Way`.
        when: the period in words.
    """
    made, waiting = pledges(ways)
    if not made:
        return "Aid from dispatch to delivery, by consignment"
    if waiting == made:
        return f"{'The one pledge' if made == 1 else f'None of the {made} pledges'} {when} has {'no' if made == 1 else 'a'} later report"
    if not waiting:
        return f"{'The one pledge' if made == 1 else f'Each of the {made} pledges'} {when} has a later report"
    return f"{waiting} of {made} pledges {when} {'has' if waiting == 1 else 'have'} no later report"


def days(taken: pd.DataFrame, ways: pd.DataFrame) -> str:
    """Say how many days it took where both days are reported, and what that does not say.

    Args:
        taken: rows of `DaysTaken` of these ways.
        ways: rows of `Way`.
    """
    took = [
        f"{_days(low, high)} from {_STEPS[step]} ({counted(count, 'consignment')})"
        for step, low, high, count in taken[
            [DaysTaken.step, DaysTaken.low, DaysTaken.high, DaysTaken.consignments]
        ].itertuples(index=False)
    ]
    others = counted(len(ways) - len(timed(ways)), "consignment")
    if took:
        lead = f"Where both days are reported, it took {' and '.join(took)}. "
        if len(timed(ways)) < len(ways):
            lead += f"For {others} they are not, so these are no fair sample. "
    else:
        lead = f"For {others} the days from pledge or dispatch to delivery are not reported. "
    return (
        f"{lead}Where no later report was found, the goods may still have come: unreported, or in another consignment."
    )


def _days(low: int, high: int) -> str:
    return counted(high, "day") if low == high else f"{low} to {high} days"


def amount(row: pd.Series, measure: str) -> str:
    """Write a sum as a range, and how many consignments it does not contain.

    Args:
        row: a row of `AidTotal`.
        measure: quantity_t or value_usd.
    """
    if pd.isna(row[AidTotal.high]):
        return "not reported"
    without = f"; {row[AidTotal.without]} without a figure" if row[AidTotal.without] else ""
    return f"at least {formats.bounds(float(row[AidTotal.low]), float(row[AidTotal.high]), measure)}{without}"


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
