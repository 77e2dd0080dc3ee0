"""What the Aid page says of its figures: functions of their rows, the view and the choice."""

from typing import Final

import pandas as pd

from analysis.aid.appeals import Reading
from analysis.aid.consignments import STAGES, AidTotal, Consignment, Given, totals
from analysis.aid.funding import Funding, StateFunding
from analysis.aid.goods_value import FEWEST_PERCENT, GoodsValue, GoodsValueSum
from analysis.aid.pipeline import TRACE_DAYS, DaysTaken, pledges, timed
from data.rows import records
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import counted, listed, runs
from pages._app.view import View
from pages._parts.figure import Words
from pages._parts.states import in_words

STATES: Final = {
    "untraced": f"pledged more than {TRACE_DAYS} days before the end of the data, no later report",
    "undated": "pledged on a day that is not known, no later report",
    "pledged": f"pledged within the last {TRACE_DAYS} days of the data",
    "dispatched": "dispatched, no report that all of it arrived",
    "delivered": "delivered",
}
VOLUNTARY: Final = "Reporting to the service is voluntary: no flow there is not no aid."
BY_STATE: Final = (
    "**Where they stand at the end of the data**  \n:small[:gray[Our sums of all consignments of these filters, each "
    "counted once: the lowest and the highest reports added up. Tonnes and dollars are reported for different consignments "
    "and are never added.]]"
)
FOOD_VALUE: Final = (
    "Our own reckoning for flour, wheat, rice and sugar that a report names and weighs; no other goods. Values that a report "
    f"states stand alone and are never added. A donor's sum is given only if it covers {FEWEST_PERCENT} % of the tonnes."
)
_STEPS: Final = {"pledged_to_delivered": "pledge to delivery", "dispatched_to_delivered": "dispatch to delivery"}
_FIGURES: Final = {"quantity_t": "weight", "value_usd": "value in US dollars"}
_LEFT_OUT: Final = {"cumulative": "cumulative claims", "discount": "discounts"}


def donors(chosen: tuple[str, ...]) -> str:
    """Name the chosen states."""
    if set(chosen) == set(CODES):
        return "the five states"
    return listed([PLACES[code].name for code in CODES if code in chosen])


def answer(given: pd.DataFrame) -> str:
    """Answer the question of the page, for all years since the takeover.

    Args:
        given: rows of `Given`.
    """
    delivered, sent = given[Given.delivered_low_t].sum(), given[Given.sent_low_t].sum(min_count=1)
    count, unweighed = int(given[Given.sent_count].sum()), int(given[Given.sent_unweighed].sum())
    who = donors(tuple(given[Given.donor]))
    if pd.isna(sent):
        return f"Since 15 August 2021 no weighed consignment of {who} is on record."
    verb, missing = "are" if len(given) > 1 else "is", round(sent - delivered, 6)
    weight = f"{formats.floor(sent, 'quantity_t')} of aid"
    arrived = (
        f". {formats.floor(missing, 'quantity_t')} of this has no delivery report."
        if missing
        else ", all of it delivered."
    )
    if not unweighed:
        each = f"{'The one consignment' if count == 1 else f'Each of the {count} consignments'} has a reported weight."
    else:
        has = "has no reported weight and is" if unweighed == 1 else "have no reported weight and are"
        each = f"{unweighed} of the {counted(count, 'consignment')} {has} not in the total."
    return f"Since 15 August 2021 {who} {verb} reported to have sent at least {weight}{arrived} {each}"


def sums(view: View, measure: str, group: str, when: str, parts: pd.DataFrame, given: pd.DataFrame) -> Words:
    """Say what the sums of aid show, and what they cannot contain.

    Args:
        view: the donors.
        measure: quantity_t or value_usd.
        group: what a bar is of.
        when: the period in words.
        parts: rows of `AidTotal`, by stage and donor.
        given: the consignments, rows of `Consignment`.
    """
    unit = formats.MEASURES[measure]
    return Words(
        _sums_title(view, measure, when, parts),
        f"{codes.start_upper(unit)} as reported, {when}. Bar: sum of the lowest reports; whisker: of the highest; +3: three "
        "more without a figure. Each consignment counted once",
        _sums_alt(view, measure, group, when, given),
    )


def _sums_title(view: View, measure: str, when: str, parts: pd.DataFrame) -> str:
    chosen = [code for code in CODES if code in view.countries]
    who = {1: PLACES[chosen[0]].adjective, len(CODES): "Central Asian"}.get(len(chosen), "Reported")
    delivered = parts.loc[parts[AidTotal.stage] == "delivered", AidTotal.low]
    if delivered.empty:
        return f"{who} aid to Afghanistan, {when}"
    return f"{who} aid to Afghanistan: at least {formats.floor(delivered.sum(), measure)} delivered, {when}"


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
    if not stages:
        return "No stage is chosen. Choose delivered, dispatched or pledged above."
    if len(shown):
        return f"No report gives a {_FIGURES[measure]} for the {counted(len(shown), 'consignment')} on record here."
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    nothing = f"No consignment from {who} is on record for {view.years_in_words()}, {listed(list(stages))}."
    years = sorted(set(known.loc[known[Consignment.stage].isin(stages), Consignment.year]))
    if not years:
        return f"{nothing} There is none for other years either."
    return f"{nothing} There are some of {listed([str(year) for year in years])}: move the years above."


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
        pipeline_title(ways),
        "Ring: pledged; pale: dispatched; full: delivered. Wide bar: date known to the month or year. Dots: no later "
        "report to the end of the data",
        f"{which} consignments with a pledge or a dispatch on record, at every stage, {view.in_words()}.{left}",
    )


def pipeline_title(ways: pd.DataFrame) -> str:
    """Say how many pledges have no later report."""
    made, waiting = pledges(ways)
    if not made:
        return "Aid from dispatch to delivery, by consignment"
    on_record = f"{counted(made, 'pledge')} of aid on record"
    if not waiting:
        return f"Each of {on_record} has a later report"
    return f"{waiting} of {on_record} {'has' if waiting == 1 else 'have'} no later report"


def days(taken: pd.DataFrame, ways: pd.DataFrame) -> str:
    """Say how many days the ways took that are known to the day, and what that does not say.

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
        lead = f"Where both dates are known to the day, it took {' and '.join(took)}. "
        if len(timed(ways)) < len(ways):
            lead += f"For {others} no such days are known, so these are no fair sample. "
    else:
        lead = f"For {others} no days from pledge or dispatch to delivery are known. "
    return f"{lead}Where no later report is on record, the goods may still have come: unreported, or in another consignment."


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


def food_answer(sums: pd.DataFrame) -> str:
    """Say what the named food of it is worth, derived, and for whom too little of it has a price; nothing of nothing.

    Args:
        sums: rows of `GoodsValueSum`.
    """
    given = sums[sums[GoodsValueSum.value_derived_high_usd].notna()]
    refused = [PLACES[code].name for code in sums[GoodsValueSum.donor] if code not in set(given[GoodsValueSum.donor])]
    said = [
        f"The flour, wheat, rice and sugar from {PLACES[row[GoodsValueSum.donor]].name} is worth "
        f"{in_words.food_value(row).whole}."
        for row in records(given)
    ]
    if refused:
        little = f"less than {FEWEST_PERCENT} % of the tonnes from {listed(refused)}"
        said.append(f"Food with a price is {little}, so no value of it is given.")
    return " ".join(said)


def food_value(view: View, values: pd.DataFrame, named: int) -> Words:
    """Say what the named food is worth by consignment, how that is derived, and how many have no derived value.

    Args:
        view: donors and years.
        values: rows of `GoodsValue` with a derived value.
        named: of how many consignments any food is named and weighed.
    """
    known = values[GoodsValue.value_derived_low_usd].notna()
    low = "line: from the donor's export unit value of the year"
    if not known.all():
        low = "dotted: the donor's export value is not known, from the lowest retail grade" + (
            f"; {low}" if known.any() else ""
        )
    left = named - len(values)
    without = f" {counted(left, 'more consignment')} {'has' if left == 1 else 'have'} no price of the month, or a stated value."
    return Words(
        f"Derived value of the named food, {counted(len(values), 'consignment')}",
        f"Current US dollars, derived. Diamond: Afghan retail price of the month, highest grade; {low}",
        f"Derived value of flour, wheat, rice and sugar by consignment, {view.in_words()}.{without if left else ''}",
    )


def no_food_value(view: View, named: int) -> str:
    """Say why there is no derived value.

    Args:
        view: donors and years.
        named: of how many consignments any food is named and weighed.
    """
    if named:
        return f"No retail price of their month is on record for the weighed food of {counted(named, 'consignment')}."
    return f"No delivered consignment of {donors(view.countries)} names and weighs flour, wheat, rice or sugar, {view.years_in_words()}."


def funding(view: View, given: pd.DataFrame, world: pd.DataFrame) -> Words:
    """Say what the Financial Tracking Service counts of the chosen states, and of which years its flows are not on record.

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
        title = f"Funding by {who} in the Financial Tracking Service: {formats.usd(float(total))} counted, {when}"
    return Words(
        title,
        "Current US dollars by usage year. Counted as the service counts: flows to Afghanistan alone, paid or committed; "
        "pledges and flows shared with other countries or years are not added",
        f"Flows of {who} to Afghanistan in the Financial Tracking Service, {when}: {given[StateFunding.flows].sum()} counted, "
        f"below them what all donors gave. {VOLUNTARY}",
        f"The flows of {unknown} are not in the data: unknown, not zero." if unknown else "",
        caveat="These flows are not added to the consignments above: some of them are reported here too.",
    )


def no_funding(view: View, given: pd.DataFrame, world: pd.DataFrame) -> str:
    """Say that no flow is on record, which years are on record at all, and of which years there are some.

    Args:
        view: states and years.
        given: rows of `StateFunding` of these states in all years.
        world: rows of `Funding` of all years.
    """
    years, known = runs(given[StateFunding.year]), runs(world[Funding.year])
    elsewhere = f" It has some of {years}." if years else ""
    others = f" Flows are on record of {known} alone: other years are unknown, not zero." if known else ""
    return f"No flow of {donors(view.countries)} is on record, {view.years_in_words()}.{elsewhere}{others} {VOLUNTARY}"


def appeals(rows: pd.DataFrame) -> Words:
    """Say what the UN asked for and received.

    Args:
        rows: rows of `Reading`.
    """
    years = rows[Reading.year]
    without = runs(set(range(years.min(), years.max())) - set(years))
    return Words(
        f"What the United Nations asked for Afghanistan, and what it received, {years.min()} to {years.max()}",
        "US dollars, by year of the plan. Bars: last dated reading of the yearly plan, an undated one only where there is no "
        "other; marks: every reading (diamond asked for, ring received; with a dot: another plan)",
        f"UN appeals for Afghanistan, {years.min()} to {years.max()}, whatever years are chosen above: asked for and received, "
        f"from all the world's donors.{f' No appeal of {without} is on record.' * bool(without)}",
    )


def transit(view: View) -> Words:
    """Say what UN goods moved through Central Asian hubs."""
    return Words(
        "UN goods moved through Central Asian hubs, report by report",
        "Each line one report, some of them of the same goods; a scale of its own for each unit",
        f"UN goods moved through Termez and Dushanbe, {view.years_in_words()}, as each report has it.",
        caveat="No gift of the host. Not added up, because some reports are of the same goods.",
    )
