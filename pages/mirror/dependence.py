"""Shares both ways for the Mirror page: of each state in Afghan imports, and of Afghanistan in a state's exports."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from analysis.mirror.dependence import GOODS, of_exports, of_imports
from charts.base import hover
from charts.mirror import dependence
from charts.mirror.dependence import ONE_BAR
from data.rows import Row, grouped, records
from data.schema.tables import Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed, runs
from pages._app.cache import once, replayed
from pages._app.rows import published, rows, sources
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.show import Drawn, show

_GOODS: Final = {it: start_upper(it) for it in GOODS}
_EXPORTED: Final = {"fuel": "single fuels"}  # the shares on record are of gasoline alone, as their notes say
_SAID: Final = ("flour", "wheat", "power")  # goods of which a share is one of the whole good
_WAYS: Final = {"imports": "Afghanistan's imports of {}", "exports": "the states' exports of {}"}


def both_ways(view: View) -> None:
    """The choice of a good, and its shares in both directions."""
    st.subheader("Who depends on whom?", anchor="dependence")
    st.caption(
        "A share needs a whole. It is only ever one that the same source tells; where none is told, the share is one among those of "
        "the five states that the source names. A share does not say what would happen without it."
    )
    good = str(st.segmented_control(
        "Good", list(_GOODS), default="flour", format_func=_GOODS.__getitem__, key="mirror_good", bind="query-params",
        persist_state="session", required=True,
    ))  # fmt: skip
    show(_imports(view, good))
    _unknown(view, good, "imports")
    show(_exports(view, good))
    _told(view, good)
    _unknown(view, good, "exports")


def answer(view: View) -> str:
    """How large Afghanistan's share in the states' exports is, as far as any source tells."""
    told_of = ((grouped(records(inside(view, it, "exports")), ["country"]), it) for it in _SAID)
    found = [(sorted(parts, key=lambda it: CODES.index(it[0]["country"])), good) for parts, good in told_of]
    said = [_ranged(part, good) for parts, good in found for part in parts]
    if not said:
        return "No source on record tells Afghanistan's share in the exports of flour, wheat or power of the chosen states and years."
    return f"Afghanistan's share, as far as sources tell it: {'; '.join(said)}."


def _ranged(found: Sequence[Row], good: str) -> str:
    """The shares of one state in one good."""
    low, high = (dependence.percent(pick(it["share_percent"] for it in found)) for pick in (min, max))
    size = low if low == high else f"{low.removesuffix(' %')} to {high}"
    periods_ = "a period" if len({(it["start"], it["end"]) for it in found}) == 1 else "periods"
    return f"{size} of {name(found[0]['country'])}'s exports of {good} in {periods_} that began in {runs(it['start'].year for it in found)}"


@once
def shares(good: str, way: str) -> pd.DataFrame:
    """All shares of a good in one direction, with the publishers; states without one are rows of basis none."""
    found = of_imports(rows(Trade), published()) if way == "imports" else of_exports(rows(Trade), good)
    found = found[found["good"] == good]
    return found.assign(publisher=found["source_id"].map(sources()["publisher"]))


@once
def _known(good: str, way: str) -> pd.DataFrame:
    """Those of them that are known."""
    found = shares(good, way)
    return found[found["basis"] != "none"]


@once
def inside(view: View, good: str, way: str) -> pd.DataFrame:
    """The shares of the chosen years: of imports whole bars that hold a chosen state, of exports chosen states alone."""
    kept = view.keep(_known(good, way), None)
    mine = kept["country"].isin(view.countries)
    if way == "exports":
        return kept[mine]
    bars = _bar(good).loc[kept.index]
    return kept[bars.isin(bars[mine])]


@once
def _bar(good: str) -> pd.Series:
    """In which bar each known share of imports stands, as a number."""
    return _known(good, "imports").groupby(ONE_BAR, sort=False, dropna=False).ngroup()


def behind(shown: pd.DataFrame) -> pd.DataFrame:
    """The reported rows that shares are worked out of, or whose notes tell them."""
    exported, places = _exported()
    wholes = shown[shown["basis"] == "world"].assign(country="GLOBAL")
    found = {at for it in (shown, wholes) for key in _keys(it) for at in places.get(key, ())}
    return exported.iloc[sorted(found)]


@once
def _exported() -> tuple[pd.DataFrame, dict[tuple, list[int]]]:
    """The reported exports, and at which places those of one state, good, period and source stand."""
    trade = rows(Trade)
    trade = trade[trade["flow"] == "export"]
    places: dict[tuple, list[int]] = {}
    for at, key in enumerate(_keys(trade)):
        places.setdefault(key, []).append(at)
    return trade, places


def _keys(found: pd.DataFrame) -> Iterable[tuple]:
    return zip(*(found[it].to_list() for it in ("country", "commodity", "start", "end", "source_id")), strict=True)


@once
def _imports(view: View, good: str) -> Drawn | str:
    shown = inside(view, good, "imports")
    if shown.empty:
        return nothing(view, good, "imports")
    reported = behind(shown)
    fig = dependence.imports(
        shown, view.countries, foot=foot(reported), title=f"Where Afghanistan's {good} came from, as far as the figures tell",
        subtitle=subtitle(shown, view),
    )  # fmt: skip
    says = f"Each state's share in Afghanistan's imports of {good}, {view.in_words()}: {_bars(shown, good)}, one for each source, side and year."
    return Drawn(fig, says, reported, Trade, "mirror-imports")


def _bars(shown: pd.DataFrame, good: str) -> str:
    count = _bar(good).loc[shown.index].nunique()
    return f"{count} bar{'s' * (count != 1)}"


def subtitle(shown: pd.DataFrame, view: View) -> str:
    """What the wholes are, as far as they occur."""
    said = [f"Per cent, {view.years_in_words()}, one bar for each source, side and full year"]
    if (shown["basis"] == "five").any():
        said.append("Of the states named: the share among those of the five that the source names, not of all imports; Pakistan, Iran, Russia and others are not in it")  # fmt: skip
    if shown["lower_bound"].any():
        said.append("FAOSTAT figures are lower bounds, and a state that is not named may have sent some")
    return ". ".join(said)


@once
def _exports(view: View, good: str) -> Drawn | str:
    shown = inside(view, good, "exports")
    if shown.empty:
        return nothing(view, good, "exports")
    reported = behind(shown)
    who, what = listed([name(it) for it in CODES if it in set(shown["country"])]), _EXPORTED.get(good, good)
    fig = dependence.exports(
        shown, view.first, view.last, foot=foot(reported), title=f"Afghanistan's share in the exports of {what}: {who}",
        subtitle=f"Per cent of all exports of {what} in the period that a source tells of, {view.years_in_words()}. A line is as long as that period",
    )  # fmt: skip
    says = f"Afghanistan's share in exports of {what}, {view.in_words()}: {len(shown)} share{'s' * (len(shown) != 1)} on record, of {who}."
    return Drawn(fig, says, reported, Trade, "mirror-exports")


def nothing(view: View, good: str, way: str) -> str:
    """Why there is no share, and the nearest that there is: other years, then other goods."""
    said = f"No share of these states in {_WAYS['imports'].format(good)} is known" if way == "imports" else f"Afghanistan's share in {_WAYS['exports'].format(good)} is not known"  # fmt: skip
    known = _known(good, way)
    mine = known[known["country"].isin(view.countries)]
    if len(mine):
        return f"{said}, {view.in_words()}. Shares are known of {runs(mine['start'].dt.year)}: move the years above."
    if len(known):
        states = listed([name(it) for it in CODES if it in set(known["country"])])
        return f"{said}, {view.in_words()}. Shares are known of {states}: choose more countries above."
    others = [it for it in GOODS if len(_known(it, way))]
    why = f"{said}, of any year: {_why(way, good, 'any of the five')}."
    return f"{why} Shares are known of {listed(others)}: choose another good above." if others else why


def _why(way: str, good: str, who: str) -> str:
    """Why no share can be told."""
    if way == "imports":
        return f"no source on record tells a full year of {good} from {who} together with all imports or with another state"
    return f"no source on record tells all exports of {good} of {who}, nor the share itself"


@replayed
def _unknown(view: View, good: str, way: str) -> None:
    if len(inside(view, good, way)) and (said := unknown(view, good, way)):
        st.caption(text(said))


def unknown(view: View, good: str, way: str) -> str:
    """Of which chosen states no share is known in these years, and why or of which years it is."""
    known, there = shares(good, way), set(inside(view, good, way)["country"])
    missing = [it for it in CODES if it in view.countries and it not in there]
    never = [it for it in missing if (known.loc[known["country"] == it, "basis"] == "none").all()]
    said = [f"Not known of {listed([name(it) for it in never])}: {_why(way, good, _any_of(never))}."] if never else []
    for code in [it for it in missing if it not in never]:
        years = runs(known.loc[(known["country"] == code), "start"].dt.year)
        said.append(f"{name(code)}: not known in these years, but of {years}.")
    return " ".join(said)


def _any_of(codes: list[str]) -> str:
    return name(codes[0]) if len(codes) == 1 else "any of them"


@replayed
def _told(view: View, good: str) -> None:
    if len(shown := inside(view, good, "exports")):
        st.table(told_table(shown), hide_index=True)


def told_table(shown: pd.DataFrame) -> pd.DataFrame:
    """Each share of exports with what its source notes, in Markdown: "about" and single products stand there alone."""
    lines = records(shown)
    return pd.DataFrame({
        "State": [name(it["country"]) for it in lines],
        "Period": [text(hover.period(it)) for it in lines],
        "Share": [text(it["words"]) for it in lines],
        "As noted": [text(it["note"]) if isinstance(it["note"], str) else "" for it in lines],
        "Source": [cited(it["source_id"]) for it in lines],
    })  # fmt: skip
