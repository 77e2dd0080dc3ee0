"""What the Aid page says of the way of consignments from pledge to delivery."""

from typing import Final

import pandas as pd

from analysis.aid.consignments import AidTotal
from analysis.aid.pipeline import DaysTaken, pledges, timed
from data.vocabulary import formats
from data.vocabulary.text import counted
from pages._app.view import View
from pages._parts.figure import Words
from pages.aid import period
from pages.aid.wording import donors

STATES: Final = {
    "untraced": "pledged over a year ago, no later report",
    "undated": "pledged at an unknown date, no later report",
    "pledged": "pledged within the last year, no later report",
    "dispatched": "dispatched, no report that all of it arrived",
    "delivered": "delivered",
}
BY_STATE: Final = (
    "**How far they came**  \n:small[:gray[Lowest and highest reports added up. Tonnes and dollars are reported for "
    "different consignments, so the two are never added.]]"
)
_STEPS: Final = {"pledged_to_delivered": "pledge to delivery", "dispatched_to_delivered": "dispatch to delivery"}


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
