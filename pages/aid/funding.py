"""What the five states gave by the count of the Financial Tracking Service, for the Aid page."""

import pandas as pd

from analysis.aid import funding
from charts.aid import funding as chart
from data.schema.tables import Flows
from data.vocabulary import formats
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed
from pages._app.cache import once
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot
from pages._parts.layout import section
from pages._parts.show import Drawn, show

_COUNT = (
    "Counted as the service counts: flows to Afghanistan alone, paid or committed; pledges and flows shared with other "
    "countries or years are not added"
)
_VOLUNTARY = "Reporting to the service is voluntary: no flow there is not no aid."


def flows_of_states(view: View) -> None:
    """The flows by usage year; nothing at all before the service was asked."""
    if not _asked():
        return
    section("As reported to the Financial Tracking Service", "flows")
    show(_flows(view))


@once
def _asked() -> bool:
    """Whether any flow is on record."""
    return len(rows(Flows)) > 0


@once
def _flows(view: View) -> Drawn | str:
    every = rows(Flows)
    inside = every[every["start"].dt.year.between(view.first.year, view.last.year)]
    given = funding.states(funding.by_donor(inside), view.countries)
    if given.empty:
        return f"The service has no flow of {_who(view)}, {view.years_in_words()}. {_VOLUNTARY}{_elsewhere(view)}"
    behind = _behind(inside, given)
    fig = chart.by_year(
        given, funding.all_donors(inside), title=_title(given, view), foot=foot(behind),
        subtitle=f"Current US dollars by usage year. {_COUNT}",
    )  # fmt: skip
    says = (
        f"Flows of {_who(view)} to Afghanistan in the Financial Tracking Service, {view.years_in_words()}: "
        f"{int(given['flows'].sum())} counted, below them what all donors gave. {_VOLUNTARY} "
        "They are not added to the consignments above, of which some are told here too."
    )
    return Drawn(fig, says, behind, Flows, "aid-flows")


def _who(view: View) -> str:
    if set(view.countries) == set(CODES):
        return "the five states"
    return listed([PLACES[it].name for it in CODES if it in view.countries])


def _behind(inside: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The flows of these states; those of all others stand in the table of the Data page."""
    return inside[inside["country"].isin(set(given["country"]))]


def _title(given: pd.DataFrame, view: View) -> str:
    total = float(given["counted_usd"].sum())
    who = _who(view)
    if not total > 0:
        return f"No flow of {who} counts in the Financial Tracking Service, {view.years_in_words()}"
    return f"Funding by {who} in the Financial Tracking Service: {formats.usd(total)} counted, {view.years_in_words()}"


def _elsewhere(view: View) -> str:
    """In which other years these states have flows."""
    years = funding.states(funding.by_donor(rows(Flows)), view.countries)["year"]
    return f" It has some of {listed([str(it) for it in sorted(set(years))])}." if len(years) else ""
