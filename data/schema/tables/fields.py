"""Columns that many tables declare alike, and the rules that they share."""

from data.schema.columns import Column, Rule, column
from data.vocabulary.periods import PRECISIONS
from data.vocabulary.places import PLACES


def period(of: str = "Period", precise: str = "the period", *, ahead: bool = False) -> tuple[Column, Column, Column]:
    """Declare first day, last day and precision.

    Args:
        of: what the period is, for the headings.
        precise: what the source tells more or less exactly.
        ahead: whether it may begin in the future.
    """
    return (
        column("date", f"{of} from", f"First day of the {of.lower()}; empty where the source names none.", ahead=ahead),
        column("date", f"{of} to", f"Last day of the {of.lower()}, inclusive.", ahead=True),
        precision(precise),
    )


def precision(of: str) -> Column:
    """Declare how exactly a source tells a day or a period."""
    return column("text", "Exact to", f"How exactly the source gives {of}.", required=True, values=PRECISIONS)


def country(heading: str, description: str, *, many: bool = False, among: tuple[str, ...] = tuple(PLACES)) -> Column:
    """Declare whose row it is: the code of a place, or several."""
    return column("text", heading, description, required=True, values=among, many=many)


def source(*, many: bool = False) -> Column:
    """Declare the source that a row cites, or several."""
    return column(
        "text", "Sources" if many else "Source", "Where it is reported: `source_id` in the table of sources.",
        required=True, cites=True, many=many,
    )  # fmt: skip


def note() -> Column:
    """Declare a sentence for readers alone."""
    return column("text", "Note", "What else must be known to read the row.")


def both_or_neither(one: str, other: str) -> Rule:
    """Require that of two columns a row has both or neither."""
    return Rule(
        other,
        f"has one of {one} and {other} without the other",
        lambda rows: rows[one].isna() != rows[other].isna(),
        live=True,
    )


def known(day: str) -> Rule:
    """Require that a day is not after the publication of its source."""
    return Rule(day, "lies after its source was published", lambda rows: rows[day] > rows["known_on"])


def a_figure(*columns: str) -> Rule:
    """Require that at least one of the columns is filled."""
    fault = f"has no figure: one of {', '.join(columns)}"
    return Rule(columns[0], fault, lambda rows: rows[list(columns)].isna().all(axis=1))


def whole(*columns: str) -> tuple[Rule, ...]:
    """Require whole numbers: money in plain dollars, goods in tonnes."""
    return tuple(
        Rule(it, "is no whole number", lambda rows, it=it: rows[it].notna() & (rows[it] % 1 != 0)) for it in columns
    )


def follows(later: str, earlier: str) -> Rule:
    """Require that a day comes after another, where both are known."""
    return Rule(later, f"does not come after {earlier}", lambda rows: rows[later] <= rows[earlier])


def exact(*precisions: str) -> Rule:
    """Require that periods are given to the month, the year, ..."""
    fault = f"is not given to the {' or '.join(precisions)}"
    return Rule("start", fault, lambda rows: ~rows["precision"].isin(precisions))


def same_in(group: str, column: str, fault: str) -> Rule:
    """Require that all rows of a group say the same in a column, or nothing."""
    return Rule(column, fault, lambda rows: rows.groupby(group)[column].transform("nunique") > 1)


def nowhere_else(*columns: str) -> Rule:
    """Require that no two rows are at one place."""
    named = list(columns)
    return Rule(
        columns[0],
        "is the place of another row",
        lambda rows: rows.duplicated(named, keep=False) & rows[named].notna().all(axis=1),
    )
