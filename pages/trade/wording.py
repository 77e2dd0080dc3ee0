"""What the Trade page says of its figures: sentences and titles that are true of the rows, whatever the filters."""

from itertools import pairwise
from typing import Final

import pandas as pd

from analysis.trade.comparison import Lead, lead, partial
from analysis.trade.preferred import latest_year
from analysis.trade.series import Choice
from charts.base import hover
from data.rows import records
from data.vocabulary import formats
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, PLACES, concerns
from data.vocabulary.text import listed, runs
from pages._app.view import View
from pages._parts.commodities import in_words, unit, what

_BY: Final = {
    "own": "by the states themselves",
    "AFG": "by the Afghan side",
    "IMF": "by the IMF",
    "CEPII": "by CEPII, from both sides",
    "FAO": "estimated by the FAO",
    "NEWS": "in the press, its statistics not named",
    "other": "by another side",
}
_COUNTS: Final = {2: "two", 3: "three", 4: "four", 5: "five"}


def answer(years: pd.DataFrame, choice: Choice) -> str:
    """The page's question answered from the yearly figures that are shown."""
    best = lead(years)
    states = years[years["country"].isin(CODES)]
    if best is not None:
        return _led(best, latest_year(states), choice)
    return _each(states, choice) or f"Only figures of several states together are on record of {what(choice)}."


def _led(best: Lead, latest: pd.DataFrame, choice: Choice) -> str:
    first = best.figure.to_dict()
    others = latest[latest["country"] != first["country"]].sort_values("value", ascending=False)
    second = others.iloc[0].to_dict()
    said = (
        f"{_whose(first['country'])} latest yearly {what(choice)}, {_figure(first, choice)}, {_be(choice)} the largest of "
        f"{_among(latest)}; next {_be(choice)} {_whose(second['country'])}, {_figure(second, choice)}."
    )
    if best.contested:
        said += f" Another report of the first, {formats.amount(first['low'], choice.measure)}, is not above that."
    return said


def _among(latest: pd.DataFrame) -> str:
    """Whom a leader leads: the filters may leave out a larger one."""
    return f"the {_COUNTS[len(latest)]} states{' compared' if len(latest) < len(CODES) else ''}"


def _be(choice: Choice) -> str:
    return "is" if choice.flow == "turnover" else "are"


def _figure(row: dict, choice: Choice) -> str:
    """A figure with period, who says so, and the spread of what others say."""
    by = "own statistics" if hover.reporter(row) == "own" and row["status"] == "statistic" else hover.says(row)
    ours = "sum of exports and imports, ours: " if row["derived"] else ""
    said = f"{hover.amount(row, row['value'], choice.measure, 3)} in {hover.period(row)} ({ours}{by}"
    if row["low"] < row["high"]:
        said += f"; {row['reports']} reports, {formats.spread(row['low'], row['high'], choice.measure)}"
    return f"{said})"


def _each(states: pd.DataFrame, choice: Choice) -> str:
    """The latest figure of each state: of a full year, or where there is none, of a part of one."""
    if states.empty:
        return ""
    full = latest_year(states)
    parts = states[~states["country"].isin(full["country"])].sort_values("end").drop_duplicates("country", keep="last")
    said = []
    for latest, of in ((full, "Latest full year"), (parts, "Latest part of a year")):
        if len(latest):
            place = latest["country"].map(CODES.index)
            rows = records(latest.iloc[place.argsort()])
            figures = [f"{hover.who(it['country'])}, {_figure(it, choice)}" for it in rows]
            said.append(f"{of} on record of {what(choice)}: {'; '.join(figures)}.")
    return " ".join(said)


def title(years: pd.DataFrame, choice: Choice) -> str:
    """What the main figure shows: who leads or what has grown, where that is sure; plain otherwise."""
    best = lead(years)
    if best is not None and not best.contested:
        row = best.figure.to_dict()
        among = _among(latest_year(years[years["country"].isin(CODES)]))
        value = f"{formats.amount(row['value'], choice.measure)} in {hover.period(row)}"
        return f"{_whose(row['country'])} latest yearly {what(choice)} {_be(choice)} the largest of {among}: {value}"
    if len(alone := set(years["country"])) == 1 and alone <= set(CODES):  # no legend would say whose the bars are
        return _moved(years, choice) or f"{_whose(*alone)} {what(choice)}, by year"
    return f"{start_upper(what(choice))}, by year and country"


def _whose(code: str) -> str:
    return f"{PLACES[code].name}'s"


def _moved(years: pd.DataFrame, choice: Choice) -> str:
    """How one state's figure has moved, where one reporter tells all full years and each is above, or below, the last."""
    firm = years[(years["rank"] <= 1) & (years["span"] == "year") & ~partial(years) & ~years["derived"].astype(bool)]
    rows = records(firm.sort_values("start"))
    if len(rows) < 2 or len(set(firm["country"])) > 1 or len(set(firm["reported_by"])) > 1:
        return ""
    steps = list(pairwise(rows))
    rose = all(later["low"] > earlier["high"] for earlier, later in steps)
    fell = all(later["high"] < earlier["low"] for earlier, later in steps)
    if not rose and not fell:
        return ""
    begin, end = (f"{formats.amount(it['value'], choice.measure)} in {it['year']}" for it in (rows[0], rows[-1]))
    return f"{_whose(rows[0]['country'])} {what(choice)} {'rose' if rose else 'fell'} from {begin} to {end}"


def subtitle(years: pd.DataFrame, choice: Choice, view: View, *, log: bool) -> str:
    """Unit, and what must be known to read the figure."""
    measure = "Current US dollars" if choice.measure == "value_usd" else start_upper(unit(choice))
    how = "logarithmic scale" if log else "a bar for each state and year"
    said = f"{measure}, {view.years_in_words()}, {how}. Whisker and dashes: other reports of the same period"
    if partial(years).any():
        said += ". ≥ lower bound: FAOSTAT items in which the partner took at least 5 % of the reporter's trade"
    return said


def says(years: pd.DataFrame, choice: Choice, view: View) -> str:
    """The figure in one sentence with the filters in words, and what it leaves out."""
    parts = int((years["span"] == "part").sum())
    count = f"{len(years)} figure{'s' * (len(years) != 1)}"
    partly = f",{f' {parts} of them' if len(years) != 1 else ''} of a part of a year or a season" if parts else ""
    said = [f"{start_upper(what(choice))} by year, {unit(choice)}, {view.in_words()}: {count}{partly}."]
    if years["derived"].any():
        said.append("Sums of ours stand where one source gives both flows and nobody the turnover.")
    if partial(years).any():
        said.append("FAOSTAT figures are lower bounds.")
    return " ".join(said)


def gaps(years: pd.DataFrame, every: pd.DataFrame, view: View) -> str:
    """Which chosen states have no figure here, and when they have one."""
    missing = [code for code in CODES if code in view.countries and code not in set(years["country"])]
    never = [PLACES[code].name for code in missing if code not in set(every["country"])]
    later = by_state(every[every["country"].isin(missing)])
    said = [f"No such figure in these years, but in others: {later}."] if later else []
    return " ".join([*said, *([f"None on record at all: {listed(never)}."] if never else [])])


def _runs(every: pd.DataFrame, code: str) -> str:
    return runs(every.loc[every["country"] == code, "year"])


def nothing(every: pd.DataFrame, choice: Choice, view: View, offers: list[Choice]) -> str:
    """Why nothing is shown, and the nearest that is on record.

    Args:
        every: the yearly figures of the choice, of all states and years.
        choice: flow, unit and goods.
        view: states and years.
        offers: what is on record for these states, the most told first.
    """
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    said = f"None of our sources has a figure of {in_words(choice)}, for {who}, {view.years_in_words()}."
    mine = by_state(every[every["country"].isin(view.countries)])
    if mine:
        return f"{said} There are some of other years: {mine}. Move the years above."
    if others := by_state(every[every["country"].isin(CODES)]):
        said += f" Other states have some: {others}."
    return f"{said} On record for {who}: {'; '.join(in_words(it) for it in offers)}." if offers else said


def by_state(figures: pd.DataFrame) -> str:
    """The states of some figures, each with its years: "Kazakhstan (2019-2020) and Uzbekistan (2024)"."""
    there = [code for code in CODES if code in set(figures["country"])]
    return listed([f"{PLACES[code].name} ({_runs(figures, code)})" for code in there]) if there else ""


def reported(rows: pd.DataFrame, choice: Choice, view: View) -> str:
    """Who reported how many figures, in one sentence."""
    sides = pd.Series([hover.reporter(it) for it in records(rows)], dtype="str")
    counts = [f"{(sides == it).sum()} {said}" for it, said in _BY.items() if (sides == it).any()]
    return f"Every report of {in_words(choice)}, {view.in_words()}: {listed(counts)}."


def undrawn(every: pd.DataFrame, view: View) -> str:
    """Figures of several states together, some of which are not chosen: no bar may stand for them."""
    joint = every[view.of_countries(every["country"])]
    joint = joint[joint["year"].between(view.first.year, view.last.year)]
    left = [it for it in records(joint) if not concerns(it["country"], view.countries, whole=True)]
    if not left:
        return ""
    said = [f"{hover.who(it['country'])}, {hover.period(it)}" for it in left]
    return f"Not drawn, for other states are in it: {listed(said)}."


def replaced(told: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """How many rows a newer edition of the same data set replaces."""
    count = len(told) - len(drawn)
    if not count:
        return ""
    return f" {count} older row{'s' * (count != 1)} of the same data sets {'are' if count != 1 else 'is'} listed and not drawn."


def monthly(told: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """How many figures of series of months are not among those of longer periods."""
    count = len(told) - len(drawn)
    return f" {count:,} figures of single months are listed, and drawn above where Months is chosen." if count else ""
