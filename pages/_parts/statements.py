"""What was stated of trade: claims, targets, potentials and contracts, each beside the statistics."""

import pandas as pd

from analysis.claims.comparison import statements
from analysis.claims.following import Followed, followed
from analysis.claims.statistics import statistics_beside
from analysis.trade.series import Choice
from data.rows import Row
from data.schema.tables import Sources, Trade
from data.vocabulary import formats, periods
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import in_use, known_to, rows
from pages._app.view import View
from pages._parts import commodities


@once
def listed() -> pd.DataFrame:
    """All that was stated, the doubted too, as rows of `Followed`."""
    reports, sources = rows(Trade), rows(Sources)
    beside = statistics_beside(reports, in_use(Trade), sources)
    return followed(statements(reports, beside, sources, known_to()), beside)


@once
def every() -> pd.DataFrame:
    """All that was stated and that figures count."""
    return listed()[listed()[Followed.row_id].isin(in_use(Trade)[Trade.row_id])]


@once
def of_view(view: View) -> pd.DataFrame:
    """What was stated of the chosen states: in or about the chosen years, or at a time that is not known."""
    return about_view(every(), view)


def about_view(stated: pd.DataFrame, view: View) -> pd.DataFrame:
    """Pick what was stated of the chosen states in or about the chosen years, or at a time that is not known."""
    stated = stated[view.of_countries(stated[Followed.country])]
    start, said_on = stated[Followed.start], stated[Followed.said_on]
    first, last = pd.Timestamp(view.first), pd.Timestamp(view.last)
    about = (start <= last) & (stated[Followed.end] >= first)
    return stated[about | said_on.between(first, last) | (start.isna() & said_on.isna())]


def about(row: Row) -> str:
    """Say what it speaks of: "turnover with Afghanistan, Kazakhstan, 2022"."""
    country = row[Followed.country]
    return f"{what(row)}, {name(country)}{' together' if ';' in country else ''}, {period(row)}"


def what(row: Row) -> str:
    """Say which trade it speaks of: "turnover with Afghanistan"."""
    return commodities.what(Choice(row[Followed.flow], row[Followed.measure], row[Followed.commodity]))


def period(row: Row) -> str:
    """Write the period that a statement is about."""
    days = (row[Followed.start], row[Followed.end], row[Followed.precision])
    return periods.label(*days, unknown="no year named")


def amount(row: Row, column: str = Followed.value) -> str:
    """Write a figure of a row in its unit."""
    return formats.amount(row[column], row[Followed.measure], 4)
