"""How do trade, aid and recognition move together in each state?

One figure for each state: turnover, aid and positions in thin panels on one time axis, its events below them. What
stands beside each other in time is shown, and nothing is said of why.
"""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES, totals
from analysis.recognition.ladder import ladder, rungs
from analysis.recognition.positions import RUNGS
from analysis.trade.preferred import RANKS
from analysis.trade.years_of_state import years_and_parts
from charts.together import panels as chart
from data.rows import Row, in_order, records
from data.schema.tables import Aid, Events, Recognition, Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import CODES, name
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.rows import published, rows
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.layout import link_to
from pages._parts.show import Drawn, show
from pages._parts.states.consignments import every
from pages._parts.states.positions import readings, reported
from pages._parts.states.summary import all_turnover
from pages.together.rows import Told, in_words, told
from pages.together.within_years import Dated, dated, reaching

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
    whole = _whole(view.known_to, code)
    turnover, rungs = reaching(whole.turnover, view), reaching(whole.rungs, view, "until")
    return chart.State(code, turnover, _sums(view, code, whole.sent), rungs)


@once
def _whole(known_to: dt.date | None, code: str) -> chart.State:
    """What is drawn of one state in all years: which bars a year gets is asked of that year alone."""
    bars, held = years_and_parts(all_turnover()[all_turnover()["country"] == code]), _ladder(known_to)
    return chart.state(code, bars, totals(_sent_by(code).rows, ["year"]), held[held["country"] == code])


@once
def _sent_by(code: str) -> Dated:
    """What a state has sent."""
    return dated(every()[(every()["donor"] == code) & every()["stage"].isin(STAGES[1:])])


def _sums(view: View, code: str, of_all: Sequence[Row]) -> Sequence[Row]:
    """What a state has sent by year: each year's sum is that of all years, but for a year of which a part is chosen."""
    sent = _sent_by(code)
    inside, years = sent.reaches(view), sent.rows["year"].to_numpy()
    chosen = set(years[inside].tolist())
    if chosen.isdisjoint(years[~inside].tolist()):
        return [it for it in of_all if it["year"] in chosen]
    return records(totals(sent.rows[inside], ["year"]))


@once
def _ladder(known_to: dt.date | None) -> pd.DataFrame:
    return ladder(rows(Recognition), published(), known_to)


@once
def _behind(view: View, code: str) -> pd.DataFrame:
    """The reported rows behind a state's figure."""
    return _reported(view.known_to, code).within(view).reset_index(drop=True)


@once
def _reported(known_to: dt.date | None, code: str) -> Dated:
    """All rows of trade, aid and positions that may stand behind a state's figure, in words.

    A report of a consignment is shown in the years of its consignment, which is what is drawn.
    """
    goods, aid, found, sent = rows(Trade), rows(Aid), readings(known_to), _sent_by(code)
    traded = goods["status"].isin(codes.TRADED) & (goods["commodity"] == "total") & goods["value_usd"].notna()
    trade, given = goods[traded & (goods["country"] == code)], aid[aid["shipment"].isin(sent.rows["shipment"])]
    mine = found[(found["country"] == code) & found["dimension"].isin(RUNGS)]
    days = [pd.Series(it, index=sent.rows["shipment"]) for it in (sent.first, sent.last)]
    first, last = (given["shipment"].map(it) for it in days)
    return told(
        in_words("trade", trade).assign(shown_from=trade["start"], shown_until=trade["end"].fillna(trade["start"])),
        in_words("aid", given).assign(shown_from=first, shown_until=last),
        in_words("position", reported(mine)).assign(shown_from=mine["start"], shown_until=mine["shown_until"]),
    )


@once
def _events(code: str, weight: int, categories: tuple[str, ...]) -> Dated:
    """The events of a state that the reader wants to see, of all years: another period does not look through all others."""
    return dated(View((code,), dt.date.min, dt.date.max, weight, categories).events(rows(Events)))


@once
def _figure(view: View, code: str, same: bool) -> Drawn | str:
    """The panels of one state with its events, or the sentence that nothing is on record."""
    state, behind = _state(view, code), _behind(view, code)
    if behind.empty:
        return f"No trade, aid or position of {name(code)} is on record for {view.years_in_words()}."
    chosen = view.countries if same else (code,)
    whose = "the same scale for all states" if same else "each state on a scale of its own"
    seen = _events(code, view.weight, view.categories).within(view)
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


def _traded(turnover: Sequence[Row]) -> str:
    years = in_order([it for it in turnover if it["span"] != "part"], "end")
    if not years:
        return "no yearly turnover on record"
    ends = [years[0], years[-1]][: len(years)]
    return f"turnover {', '.join(map(_figure_of, ends))}"


def _figure_of(it: Row) -> str:
    when = periods.label(it["start"], it["end"], it["precision"])
    return (
        f"{text(formats.usd(it['value']))} in {text(when)} ({text(RANKS[int(it['rank'])])}, {cited(it['source_id'])})"
    )


def _sent(sums: Sequence[Row], when: str) -> str:
    if not sums:
        return "no consignment on record"
    weights = [it["low"] for it in sums if pd.notna(it["low"])]
    said = f"at least {text(formats.floor(math.fsum(weights), 'quantity_t'))}" if weights else "an unknown weight"
    count, unweighed = sum(it["consignments"] for it in sums), sum(it["without"] for it in sums)
    told = f", {unweighed} of them not weighed" if unweighed else ""
    return f"{said} of aid sent, {when}, in {count} consignment{'s' * (count != 1)}{told}"


def _embassy(held: Sequence[Row]) -> str:
    steps = [it for it in held if it["dimension"] == "afghan_mission"]
    if not steps:
        return "who runs the Afghan embassy is not on record"
    said = [
        f"{text(it['words'])} (from {text(periods.label(it['start'], it['start'], it['start_precision']))}, "
        f"{cited(it['source_ids'].split(';')[0])})"
        for it in steps
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
            "Dimension": listed["dimension"].map(codes.say),
            "Rung": [f"{it} of {of}" for it, of in zip(listed["rung"], listed["rungs"], strict=True)],
            "Position": listed["words"],
        })  # fmt: skip
        st.table(table, hide_index=True)
