"""From pledge to delivery: how far each consignment came, how long it took, and what has no later report."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.aid.pipeline import STATES, pipeline, totals
from charts.aid.pipeline import READ, ways
from data.schema.tables import Aid
from data.vocabulary import codes, formats
from pages._app.cache import once, replayed
from pages._app.rows import rows, sources
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.layout import section
from pages._parts.show import Drawn, show
from pages._parts.states.consignments import every

AT_ONCE: Final = 20
NAMED: Final = 4
ORDERS: Final = {"newest": "Newest first", "largest": "Largest first"}
OPEN: Final = ("untraced", "undated", "pledged")
_STEPS: Final = {"pledged_to_delivered": "pledge to delivery", "dispatched_to_delivered": "dispatch to delivery"}


def on_the_way(view: View) -> None:
    """Consignments from pledge to delivery, whatever stages are chosen above."""
    section("From pledge to delivery", "pipeline", _days(view), quiet=False)
    if not _count(view):
        show("No consignment with a pledge or dispatch on record is in these years and states.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        order = st.segmented_control(
            "Order", list(ORDERS), default="newest", format_func=ORDERS.__getitem__, key="aid_order",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        whole = _count(view) > AT_ONCE and st.toggle(
            f"More than {AT_ONCE}", key="aid_all", bind="query-params", persist_state="session"
        )
    show(_ways(view, order, whole))
    _by_state(view)


@once
def counted(view: View) -> pd.DataFrame:
    """The consignments of the filters with their way, without cumulative claims and discounts."""
    known = every()
    shown = view.keep(known[view.of_countries(known["donor"])], None)
    return pipeline(shown[shown["counts"]], view.known_to or view.last)


@once
def on_road(view: View) -> pd.DataFrame:
    """Those of which more than a delivery is told."""
    found = counted(view)
    earlier = found["pledged_on"].notna() | found["dispatched_on"].notna()
    return found[earlier | (found["state"] != "delivered")]


@once
def _count(view: View) -> int:
    """How many these are."""
    return len(on_road(view))


@once
def _days(view: View) -> str:
    return text(days_said(counted(view))) if _count(view) else ""


def days_said(found: pd.DataFrame) -> str:
    """How many days the ways took that are told to the day, and what that does not say.

    Args:
        found: rows of `analysis.aid.pipeline.pipeline`.
    """
    exact = {step: found.loc[found[f"{step}_exact"], f"{step}_low"] for step in _STEPS}
    took = [f"{_range(days)} from {_STEPS[step]} ({_counted(len(days))})" for step, days in exact.items() if len(days)]
    others = len(found) - len(set().union(*(days.index for days in exact.values())))
    if took:
        lead = f"Where both are told to the day, it took {' and '.join(took)}. "
        lead += f"Of {_counted(others)} no such days can be told, so these are no fair sample. " if others else ""
    else:
        lead = f"Of {_counted(others)} no days from pledge or dispatch to delivery can be told. "
    return f"{lead}Where no later report is on record, the goods may still have come: unreported, or in another consignment."


def _range(days: pd.Series) -> str:
    low, high = int(days.min()), int(days.max())
    return f"{high} day{'s' * (high != 1)}" if low == high else f"{low} to {high} days"


def _counted(count: int) -> str:
    return f"{count} consignment{'s' * (count != 1)}"


@once
def _ways(view: View, order: str, whole: bool) -> Drawn:
    """The dumbbells, and the reports behind them."""
    found = ordered(on_road(view), order)
    drawn = found if whole else found.head(AT_ONCE)
    drawn = drawn.assign(publishers=drawn["source_ids"].map(_publishers))
    reported = rows(Aid)
    behind = reported[reported["shipment"].isin(drawn["shipment"])]
    fig = ways(
        drawn, view.first, view.last, view.known_to or view.last, title=title(found), foot=foot(behind), subtitle=READ
    )
    return Drawn(fig, _says(view, drawn, found, order), behind, Aid, "aid-pipeline")


def ordered(found: pd.DataFrame, order: str) -> pd.DataFrame:
    """The newest or the heaviest first; what nobody weighed comes last of the heaviest."""
    by = ["weight_high_t", "start"] if order == "largest" else ["start", "weight_high_t"]
    return found.sort_values(by, ascending=False, na_position="last", kind="stable")


def _publishers(ids: str) -> str:
    """Who reports a consignment, in a few names."""
    known = sources()["publisher"]
    names = list(dict.fromkeys(str(known.get(it, it)) for it in ids.split(";")))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def title(found: pd.DataFrame) -> str:
    """How many pledges have no later report.

    Args:
        found: rows of `analysis.aid.pipeline.pipeline`.
    """
    waiting = int(found["state"].isin(OPEN).sum())
    pledges = int((found["pledged_on"].notna() | found["state"].isin(OPEN)).sum())
    if not pledges:
        return "Aid from dispatch to delivery, by consignment"
    on_record = f"{pledges} pledge{'s' * (pledges != 1)} of aid on record"
    if not waiting:
        return f"Each of {on_record} has a later report"
    return f"{waiting} of {on_record} {'has' if waiting == 1 else 'have'} no later report"


def _says(view: View, drawn: pd.DataFrame, found: pd.DataFrame, order: str) -> str:
    """What is drawn, and what is left out."""
    alone = len(counted(view)) - len(found)
    which = f"The {order} {len(drawn)} of {len(found)}" if len(drawn) < len(found) else f"All {len(found)}"
    left = f" Left out: {alone} of which only a delivery is reported, cumulative claims and discounts." if alone else ""
    return f"{which} consignments with a pledge or a dispatch on record, at every stage, {view.in_words()}.{left}"


@replayed
def _by_state(view: View) -> None:
    st.markdown(
        "**Where they stand at the end of the record**  \n:small[:gray[Sums of ours over every consignment of the filters, each "
        "counted once: the lowest and the highest reports added up. Tonnes and dollars tell of different consignments and "
        "are never added.]]"
    )
    st.table(by_state(counted(view)), hide_index=True)


def by_state(found: pd.DataFrame) -> pd.DataFrame:
    """The totals by state in words: a line each, tonnes and dollars as ranges.

    Args:
        found: rows of `analysis.aid.pipeline.pipeline`.
    """
    added = {measure: of.set_index("state") for measure, of in totals(found).groupby("measure")}
    weights, values = added["quantity_t"], added["value_usd"]
    return pd.DataFrame([
        {
            "How far it came": text(codes.start_upper(STATES[state])),
            "Consignments": f"{weights.loc[state, 'consignments']:,}",
            "Weight": text(_sum(weights.loc[state], "quantity_t")),
            "Value": text(_sum(values.loc[state], "value_usd")),
        }
        for state in STATES
        if state in weights.index
    ])  # fmt: skip


def _sum(it: pd.Series, measure: str) -> str:
    """A range and how many consignments it does not speak of."""
    if pd.isna(it["high"]):
        return "not reported"
    low = 0.0 if pd.isna(it["low"]) else float(it["low"])
    without = f"; {it['without']} without a figure" if it["without"] else ""
    return f"at least {formats.bounds(low, float(it['high']), measure)}{without}"
