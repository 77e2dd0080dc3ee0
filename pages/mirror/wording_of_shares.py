"""What the Mirror page says of shares: sentences and titles that are true of the rows, whatever the filters."""

from typing import Final

import pandas as pd

from analysis.mirror.dependence import ONE_WHOLE, Share
from data.vocabulary.mirror import percent
from data.vocabulary.places import CODES, name
from data.vocabulary.text import counted, listed, runs
from pages._app.view import View
from pages._parts.empty import elsewhere
from pages._parts.figure import Words

_EXPORTED: Final = {"fuel": "single fuels"}  # the shares on record are of gasoline alone, as their notes say


def answer(shares: pd.DataFrame) -> str:
    """Say how large Afghanistan's share in the states' exports is, as far as any source reports it.

    Args:
        shares: rows of `Share` of exports, by good.
    """
    ranges = [
        _range(part[part[Share.country] == code])
        for _, part in shares.groupby(Share.good, sort=False)
        for code in CODES
        if code in set(part[Share.country])
    ]
    if not ranges:
        return "No source gives Afghanistan's share in the exports of flour, wheat or power of the chosen states and years."
    return f"Afghanistan's share, as far as sources give it: {'; '.join(ranges)}."


def _range(shares: pd.DataFrame) -> str:
    """The shares of one state in one good."""
    first, sizes = shares.iloc[0], shares[Share.share_percent]
    low, high = percent(sizes.min()), percent(sizes.max())
    size = low if low == high else f"{low.removesuffix(' %')} to {high}"
    spans = "a period" if len(shares[[Share.start, Share.end]].drop_duplicates()) == 1 else "periods"
    years = runs(shares[Share.start].dt.year)
    return f"{size} of {name(first[Share.country])}'s exports of {first[Share.good]} in {spans} that began in {years}"


def imports_words(shares: pd.DataFrame, view: View, good: str) -> Words:
    """Title, subtitle and sentence of the shares in Afghanistan's imports."""
    bars = counted(len(shares[ONE_WHOLE].drop_duplicates()), "bar")
    return Words(
        f"Where Afghanistan's {good} came from, as far as the figures go",
        _wholes(shares, view),
        f"Each state's share in Afghanistan's imports of {good}, {view.in_words()}: {bars}, one for each source, side and year.",
    )


def _wholes(shares: pd.DataFrame, view: View) -> str:
    """What the wholes are, as far as they occur."""
    sentences = [f"Per cent, {view.years_in_words()}, one bar for each source, side and full year"]
    if (shares[Share.basis] == "five").any():
        sentences.append("Of the states named: among those of the five that the source names, not of all imports")
    if shares[Share.lower_bound].any():
        sentences.append("FAOSTAT figures are minimums, and a state that is not named may have sent some")
    return ". ".join(sentences)


def exports_words(shares: pd.DataFrame, view: View, good: str) -> Words:
    """Title, subtitle and sentence of Afghanistan's shares in the states' exports."""
    goods = _EXPORTED.get(good, good)
    who = listed([name(code) for code in CODES if code in set(shares[Share.country])])
    return Words(
        f"Afghanistan's share in the exports of {goods}: {who}",
        f"Per cent of all exports of {goods} in the period that a source covers, {view.years_in_words()}. "
        "A line is as long as that period",
        f"Afghanistan's share in exports of {goods}, {view.in_words()}: {counted(len(shares), 'share')}, of {who}.",
    )


def no_share(known: pd.DataFrame, view: View, good: str, direction: str) -> str:
    """Say why no share is drawn, and where the nearest are: of other years, of other states, of other goods.

    Args:
        known: every known share of the direction.
        view: the filters.
        good: the chosen good.
        direction: imports or exports.
    """
    if direction == "imports":
        what = f"No share of these states in Afghanistan's imports of {good} is known"
    else:
        what = f"Afghanistan's share in the states' exports of {good} is not known"
    shares = known[known[Share.good] == good]
    of_states = shares[shares[Share.country].isin(view.countries)]
    if len(of_states):
        years = of_states[Share.start].dt.year
        return elsewhere(
            f"{what}, {view.in_words()}. Shares are known of {runs(years)}: move the years above.", view, years
        )
    if len(shares):
        states = listed([name(code) for code in CODES if code in set(shares[Share.country])])
        return f"{what}, {view.in_words()}. Shares are known of {states}: choose more countries above."
    others = listed(list(known[Share.good].unique()))
    near = f" Shares are known of {others}: choose another good above." if others else ""
    return f"{what}, of any year: {_why(good, direction, 'any of the five')}.{near}"


def _why(good: str, direction: str, who: str) -> str:
    if direction == "imports":
        return f"no source gives a full year of {good} from {who} together with all imports or with another state"
    return f"no source gives all exports of {good} of {who}, nor the share itself"


def unknown(known: pd.DataFrame, shown: pd.DataFrame, view: View, good: str) -> str:
    """Say of which chosen states no share is known in these years, and why or of which years it is.

    Args:
        known: every known share of a good in one direction.
        shown: those of the view.
        view: the filters.
        good: the good.
    """
    missing = [code for code in CODES if code in view.countries and code not in set(shown[Share.country])]
    never = [code for code in missing if code not in set(known[Share.country])]
    sentences = []
    if never:
        who = name(never[0]) if len(never) == 1 else "any of them"
        why = _why(good, shown[Share.direction].iloc[0], who)
        sentences.append(f"Not known of {listed([name(code) for code in never])}: {why}.")
    for code in (code for code in missing if code not in never):
        years = runs(known.loc[known[Share.country] == code, Share.start].dt.year)
        sentences.append(f"{name(code)}: not known in these years, but of {years}.")
    return " ".join(sentences)
