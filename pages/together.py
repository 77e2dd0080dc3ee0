"""How do trade, aid and recognition move together in each state?

One figure for each state: turnover, aid and positions in thin panels on one time axis, its events below them. What
stands beside each other in time is shown, and nothing is said of why.
"""

import datetime as dt
from typing import Final

import pandas as pd
import streamlit as st

from analysis.consignments import STAGES, totals
from analysis.headline import RANKS, of_years
from analysis.ladder import ladder, rungs
from analysis.positions import RUNGS
from charts import ladder as chart
from charts import one_state
from data import numbers, periods, words
from data.places import CODES, name
from data.records import records
from data.tables import Aid, Events, Recognition, Trade
from pages import Page, View
from pages._cite import cited, foot, text
from pages._consignments import every
from pages._once import once, replayed
from pages._positions import readings, reported
from pages._rows import published, rows
from pages._show import Drawn, link_to, show
from pages._state import all_turnover, period_of
from pages._together_rows import Told, in_words, told

PAGE = Page("Side by side", ":material/stacked_line_chart:", 46, section="Compare")

READ: Final = (
    "Turnover: full bar an own or IMF figure, pale another's or a preliminary one, hollow a claim, hatched a part of a "
    "year; whisker: from the lowest to the highest report; cross: no figure on record. Aid: what is reported as dispatched or "
    "delivered, the sum of the lowest reports, whisker to the highest; cross: sent, and no weight reported. Strips: a stronger "
    "fill is a further rung, striped means that no later reading was found, an empty stretch that nothing is on record."
)


def render(view: View) -> None:
    """What is on record of each state in a line, then a figure for each."""
    _answer(view)
    same = st.toggle("Same scale for all", key="together_scale", bind="query-params", persist_state="session")
    _reading()
    for code in (it for it in CODES if it in view.countries):
        show(_figure(view, code, same))
    _order()
    link_to("study", "What the figures did before and after one event")


@once
def _state(view: View, code: str) -> chart.State:
    """What is drawn of one state in the chosen years."""
    sums = totals(view.keep(_sent_by(code), None), ["year"])
    # which bars a year gets is asked of that year alone
    return chart.State(code, view.keep(_bars(code), None), sums, _inside(_rungs(view.known_to, code), view))


@once
def _bars(code: str) -> pd.DataFrame:
    """The turnover of a state that gets a bar, of all years."""
    return one_state.drawn(all_turnover()[all_turnover()["country"] == code])


@once
def _sent_by(code: str) -> pd.DataFrame:
    """What a state has sent."""
    return every()[(every()["donor"] == code) & every()["stage"].isin(STAGES[1:])]


@once
def _ladder(known_to: dt.date | None) -> pd.DataFrame:
    return ladder(rows(Recognition), published(), known_to)


@once
def _rungs(known_to: dt.date | None, code: str) -> pd.DataFrame:
    held = _ladder(known_to)
    return held[held["country"] == code]


def _inside(held: pd.DataFrame, view: View, until: str = "until") -> pd.DataFrame:
    """Positions that reach into the chosen years."""
    return held[(held["start"] <= pd.Timestamp(view.last)) & (held[until] >= pd.Timestamp(view.first))]


@once
def _behind(view: View, code: str) -> pd.DataFrame:
    """The reported rows behind a state's figure."""
    traded, given, held = _reported(view.known_to, code)
    shipments = view.keep(_sent_by(code), None)["shipment"]
    return told(view.keep(traded, None), given[given["shipment"].isin(shipments)], _inside(held, view, "shown_until"))


@once
def _reported(known_to: dt.date | None, code: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """All rows of trade, aid and positions that may stand behind a state's figure, in words."""
    goods, aid, found = rows(Trade), rows(Aid), readings(known_to)
    traded = goods["status"].isin(words.TRADED) & (goods["commodity"] == "total") & goods["value_usd"].notna()
    mine = found[(found["country"] == code) & found["dimension"].isin(RUNGS)]
    held = in_words("position", reported(mine)).assign(shown_until=mine["shown_until"])
    sent = aid[aid["shipment"].isin(_sent_by(code)["shipment"])]
    return in_words("trade", goods[traded & (goods["country"] == code)]), in_words("aid", sent), held


@once
def _figure(view: View, code: str, same: bool) -> Drawn | str:
    """The panels of one state with its events, or the sentence that nothing is on record."""
    state, behind = _state(view, code), _behind(view, code)
    if behind.empty:
        return f"No trade, aid or position of {name(code)} is on record for {view.years_in_words()}."
    chosen = view.countries if same else (code,)
    whose = "the same scale for all states" if same else "each state on a scale of its own"
    seen = view.of(code).events(rows(Events))
    fig = chart.panels(
        state, view.first, view.last, chart.tops([_state(view, it) for it in chosen]), events=seen,
        title=f"{name(code)}: trade, aid and positions on one time axis", foot=foot(behind),
        subtitle=f"Current US dollars and tonnes, {whose}; positions by rung, no score. Line: 15 Aug 2021",
    )  # fmt: skip
    says = f"Turnover, aid sent and positions of {view.of(code).in_words()}, as reported; {whose}."
    return Drawn(fig, says, behind, Told, f"together-{code.lower()}", seen)


@replayed
def _answer(view: View) -> None:
    """What is on record of each state at both ends of the years."""
    lines = [f"- **{name(code)}**: {_line(view, code)}" for code in CODES if code in view.countries]
    st.markdown("\n".join(lines))


def _line(view: View, code: str) -> str:
    """Turnover of the first and last year, aid sent, and the Afghan embassy step by step."""
    state = _state(view, code)
    return "; ".join([_traded(state.turnover), _sent(state.sent, view.years_in_words()), _embassy(state.rungs)]) + "."


def _traded(turnover: pd.DataFrame) -> str:
    years = of_years(turnover).sort_values("end")
    if years.empty:
        return "no yearly turnover on record"
    ends = [years.iloc[0], years.iloc[-1]][: len(years)]
    said = [
        f"{text(numbers.usd(it['value']))} in {text(period_of(it))} ({text(RANKS[int(it['rank'])])}, {cited(it['source_id'])})"
        for it in ends
    ]
    return f"turnover {', '.join(said)}"


def _sent(sums: pd.DataFrame, when: str) -> str:
    if sums.empty:
        return "no consignment on record"
    weight = sums["low"].sum(min_count=1)
    said = "an unknown weight" if pd.isna(weight) else f"at least {text(numbers.floor(weight, 'quantity_t'))}"
    count, unweighed = int(sums["consignments"].sum()), int(sums["without"].sum())
    told = f", {unweighed} of them not weighed" if unweighed else ""
    return f"{said} of aid sent, {when}, in {count} consignment{'s' * (count != 1)}{told}"


def _embassy(held: pd.DataFrame) -> str:
    steps = held[held["dimension"] == "afghan_mission"]
    if steps.empty:
        return "who runs the Afghan embassy is not on record"
    said = [
        f"{text(it['words'])} (from {text(periods.label(it['start'], it['start'], it['start_precision']))}, "
        f"{cited(it['source_ids'].split(';')[0])})"
        for it in records(steps)
    ]
    return f"Afghan embassy: {', then '.join(said)}"


@replayed
def _reading() -> None:
    st.caption(text(READ))


@replayed
def _order() -> None:
    """The order of the rungs, and what it is not."""
    with st.expander("What the rungs mean, and in which order they stand"):
        st.markdown(
            "A rung is a place in an order of how formal the dealing is, within one dimension; 1 is the lowest. It is no "
            "score: it does not say that a step is right, nor how far one rung is from the next. Rungs are never added up, "
            "over dimensions or over states. “Not established” has no rung. The order is ours; others would place “open, rank "
            "of its head not known” elsewhere: it stands below the known ranks since nothing more is known of it."
        )
        listed = rungs()
        table = pd.DataFrame({
            "Dimension": listed["dimension"].map(words.say),
            "Rung": [f"{it} of {of}" for it, of in zip(listed["rung"], listed["rungs"], strict=True)],
            "Position": listed["words"],
        })  # fmt: skip
        st.table(table, hide_index=True)
