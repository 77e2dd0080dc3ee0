"""The table of what officials state: each claim, target, potential and contract, beside the statistic that it is held to."""

from typing import Final

from analysis.base.publishers import Published
from data.schema.columns import Derived, column
from data.schema.tables import Trade
from data.vocabulary import formats, periods

# What a statement may be: none of it is a statistic.
KINDS: Final = ("claim", "target", "potential", "contract")
# What became of a target. open: its year is still to come. met: a statistic up to its year is at or above it. not met:
# that of its year is below it. not reported: its year is over without a statistic. reached, undated: it names no year,
# and a later statistic is at or above it, or none is. no statistic: there is none of the same flow and goods.
STATES: Final = ("open", "met", "not met", "not reported", "reached", "undated", "no statistic")


class Statement(Trade, Published, Derived):
    """One figure that somebody stated, in one unit, beside the statistic that it is held to."""

    name, heading = "statements", "Statements"
    of = Trade
    measure = column("text", "Measure", "The unit of `value`.", required=True, values=tuple(formats.MEASURES))
    value = column("number", "Stated", "What was stated, in the unit of `measure`.", required=True)
    year = column("count", "Year", "The calendar year that it speaks of, where it speaks of a whole one.")
    said_on = column("date", "Stated on", "The day on which it was stated at the latest, or the first of several.")
    said_to = column("date", "Stated to", "The last of these days.")
    said_precision = column("text", "Stated, precision", "How exactly these days are known.", required=True,
                            values=periods.PRECISIONS)  # fmt: skip
    said_basis = column("text", "Dated by", "What dates it: its publication, or the period that it speaks of.",
                        values=("published", "period"), internal=True)  # fmt: skip
    repeats = column("count", "Repeats", "How many rows state the same.", required=True, low=1)
    against = column("text", "Held to", "The statistic of the same period, or of the last full year before it was stated.",
                     values=("same", "before"), internal=True)  # fmt: skip
    beside_value = column("number", "Statistic", "The statistic that it is held to, in the unit of `measure`.")
    beside_low = column("number", "Statistic, lowest report", "The lowest statistic of that period.")
    beside_high = column("number", "Statistic, highest report", "The highest statistic of that period.")
    beside_reports = column("count", "Statistic, reports", "How many statistics of that period there are.")
    beside_start = column("date", "Statistic from", "First day of the period of the statistic.")
    beside_end = column("date", "Statistic to", "Last day of the period of the statistic.")
    beside_precision = column("text", "Statistic, precision", "How exactly its source gives that period.")
    beside_reported_by = column("text", "Statistic, reported by", "Whose statistic it is.")
    beside_status = column("text", "Statistic, status", "Whether it is preliminary.")
    beside_derived = column("flag", "Statistic, derived", "Whether it is our sum of exports and imports.")
    beside_source_id = column("text", "Statistic, source", "The source of the statistic.", internal=True)
    beside_note = column("text", "Statistic, note", "The note on the statistic.", internal=True)
    distance = column("number", "Distance", "What a claim states less the statistic, in the unit of `measure`.")
    distance_percent = column("number", "Distance, relative", "The distance as a share of the statistic.", unit="%")
    target_state = column("text", "State of the target", "What became of a target.", values=STATES)
    target_year = column("count", "Target year", "The year by which a target is to be reached.")
    last_year = column("count", "Last year", "The last full year of which there is a statistic, of targets.")
    last_value = column("number", "Last statistic", "The statistic of that year, in the unit of `measure`.")
    last_reported_by = column("text", "Last statistic, reported by", "Whose statistic it is.")
    last_source_id = column("text", "Last statistic, source", "The source of that statistic.", internal=True)
    gap = column("number", "Gap", "A target less the last statistic, in the unit of `measure`.")
    growth_percent = column("number", "Growth needed", "The yearly growth to an open target.", unit="%")
    missed_percent = column("number", "Missed by", "How far the statistic of the target year is below it.", unit="%")
    reached_in = column("count", "Reached in", "The first year at or above a target that was not over when it was set.")
    measured_by = column(
        "rows", "Rows of the measure", "The `row_id` of each report of the statistics that a target is measured by."
    )
