"""Humanitarian funding to Afghanistan, flow by flow, and what its appeals asked for and received.

Publisher: OCHA, Financial Tracking Service (FTS), through the HPC API; no key. Coverage for us: usage years from 2010 on, all
donors: some hundred flows a year, few enough to keep, and the funding of the five states is read against all others'.
Cadence: daily; flows are edited and deleted, so whole years are read anew. Traps:

- Reporting is voluntary: most convoys of the five states never reach FTS. No flow is not no aid.
- A year holds flows into Afghanistan (incoming), within it (internal: the same money passed on) and out of it (outgoing).
  Only incoming ones are kept. Those that lie on the boundary alone (single) make the total that FTS states; those shared with
  other years or countries are whole in each and are never added. Each load adds up the flows by this rule and refuses a
  year in which the sum is not the stated one.
- A parent that was split into child flows keeps only the rest that was not split: with nothing left it is left out.
- At most 1,000 flows come at a time, whatever is asked for; some clients are refused as bots (HTTP 406).
- The sums of a plan in several countries cannot be told apart here: only plans of Afghanistan alone are read.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pandas as pd

from data.vocabulary.places import FIVE
from loaders import Get, LoaderError, Source, base_url
from loaders._http.json_fields import field, number, parsed, quoted, records, sized, source, year

SOURCE = Source(
    title="Financial Tracking Service",
    publisher="OCHA",
    url="https://fts.unocha.org/",
    licence="CC BY-IGO",
    cadence="daily, earlier years too",
)
FTS_URL: Final = base_url("FTS_URL", "https://api.hpc.tools")
FIRST: Final = 2010
KNOWN: Final = (
    2026  # the last year of which we know that it has flows and a plan; later ones are asked for until one is empty
)
_LIMIT: Final = 1000  # the service gives no more at a time
_PAGES: Final = 30
_TOTAL: Final = (1e7, 2e10)  # US dollars that Afghanistan receives in a year
_PLAN: Final = (1e8, 2e10)  # US dollars that the largest plan of a year asks for
_SIDES: Final = ("incoming", "outgoing", "internal")
_CODES: Final = {place.name: place.code for place in FIVE}
_TITLES: Final = {
    "Humanitarian response plan": "Humanitarian Response Plan",
    "Humanitarian needs and response plan": "Humanitarian Needs and Response Plan",
}
_FLOWS, _PLANS = "fts-nd-flows", "fts-nd-plans"

Record = dict[str, Any]


def flows(get: Get) -> pd.DataFrame:
    """One flow to Afghanistan in one usage year a row, of all donors, in US dollars of the day.

    Left out: flows within Afghanistan and out of it, and parents of which nothing is left after their split.

    Raises:
        LoaderError: a year is empty, cut off, foreign, in another unit, or does not add up to the total that FTS states.
    """
    years = _years("flows", lambda told: _flows_of(get, told))
    return pd.DataFrame([_flow(it, told, f"FTS, flows of {told}") for told, found in years for it in found])


def appeals(get: Get) -> pd.DataFrame:
    """The state of each plan of Afghanistan alone a row, in US dollars; FTS does not date it, so its day is unknown.

    Raises:
        LoaderError: a year has no plan, or one in another unit; or the answer is foreign.
    """
    years = _years("plans", lambda told: _plans_of(get, told))
    return pd.DataFrame([_appeal(it, told) for told, found in years for it in found])


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  FTS does not date its answers
    """The two lists that the rows of this loader cite."""
    return pd.DataFrame([
        source(_FLOWS, "OCHA Financial Tracking Service", "https://fts.unocha.org/countries/1/flows/2020",
               "Humanitarian funding flows to Afghanistan by usage year, CC BY-IGO; reporting is voluntary"),
        source(_PLANS, "OCHA Financial Tracking Service", "https://data.humdata.org/dataset/fts-requirements-and-funding-data-for-afghanistan",
               "Requirements and funding of humanitarian plans for Afghanistan, as they stood when read, CC BY-IGO"),
    ])  # fmt: skip


def _years(what: str, found_in: Callable[[int], list[Record]]) -> Iterator[tuple[int, list[Record]]]:
    """What each year holds, from the first on until a year that is not known to hold any holds none."""
    for told in range(FIRST, KNOWN + 20):
        found = found_in(told)
        if not found and told <= KNOWN:
            raise LoaderError(f"FTS has no {what} of Afghanistan for {told}, a year that is known to have some")
        if not found:
            return
        yield told, found


def _ask(get: Get, path: str, params: dict[str, str | int], who: str) -> Record:
    """An answer whose status is ok; FTS also sends its refusals as JSON."""
    answer = parsed(get(f"{FTS_URL}{path}", params), who)
    if not isinstance(answer, dict) or answer.get("status") != "ok":
        told = answer if not isinstance(answer, dict) else answer.get("error") or answer.get("message") or answer
        raise LoaderError(f"{who}: refused: {quoted(told)}")
    return answer


def _flows_of(get: Get, told: int) -> list[Record]:
    """The incoming flows of a usage year, held against the counts and totals that the answer states."""
    who = f"FTS, flows of {told}"
    found: list[Record] = []
    for page in range(1, _PAGES + 1):
        params: dict[str, str | int] = {"countryISO3": "AFG", "year": told, "limit": _LIMIT, "page": page}
        answer = _ask(get, "/v1/public/fts/flow", params, who)
        data, meta = field(answer, "data", dict, who), field(answer, "meta", dict, who)
        found += records(data, "flows", who)
        if not meta.get("nextLink"):
            break
    else:
        raise LoaderError(f"{who}: more than {_PAGES} pages of {_LIMIT:,}")
    _whole(found, data, field(meta, "count", int, who), who)
    incoming = [it for it in found if it["boundary"] == "incoming"]
    if incoming:
        _ours(incoming, told, who)
        _adds_up(incoming, field(data, "incoming", dict, who), who)
        if told <= KNOWN:
            sized(sum(map(_amount, filter(_counts, incoming))), *_TOTAL, f"{who}: their sum in US dollars")
    return [it for it in incoming if _amount(it) or not it.get("childFlowIds")]


def _whole(found: list[Record], data: Record, count: int, who: str) -> None:
    """Every flow that is counted is there, once, on a known side of the boundary."""
    ids = {field(it, "id", str, who) for it in found}
    if not len(ids) == len(found) == count:
        msg = f"{who}: {count:,} stated, {len(found):,} came, {len(ids):,} of them different: pages overlap or are missing"
        raise LoaderError(msg)
    sides = [field(it, "boundary", str, who) for it in found]
    stated = {side: field(field(data, side, dict, who), "flowCount", int, who) for side in _SIDES}
    came = {side: sides.count(side) for side in (*_SIDES, *sides)}
    if stated != came:
        raise LoaderError(f"{who}: by their side of the boundary {stated} are stated, {came} came")


def _ours(incoming: list[Record], told: int, who: str) -> None:
    """The flows go to Afghanistan in that year: an answer to another question has other places and years."""
    wanted = {("Location", "Afghanistan"), ("UsageYear", str(told))}
    ends = [records(it, "destinationObjects", who) for it in incoming]
    fit = sum(wanted <= {(at.get("type"), at.get("name")) for at in end} for end in ends)
    if fit < len(incoming) / 2:
        raise LoaderError(f"{who}: only {fit:,} of {len(incoming):,} go to Afghanistan in that year: a foreign answer")


def _adds_up(incoming: list[Record], stated: Record, who: str) -> None:
    """What lies on the boundary alone makes the totals that FTS states, funding and pledges apart."""
    single = [it for it in incoming if it.get("onBoundary") == "single"]
    for name, parts in {
        "fundingTotal": [it for it in single if _counts(it)],
        "pledgeTotal": [it for it in single if not _counts(it)],
    }.items():
        ours, theirs = sum(map(_amount, parts)), number(stated.get(name), f"{who}: {name}") or 0
        if abs(ours - theirs) > 1 + len(parts) / 2:  # each flow is rounded to a dollar
            raise LoaderError(f"{who}: {name} is stated as {theirs:,.0f}, the flows add up to {ours:,.0f}")


def _counts(flow: Record) -> bool:
    """Whether the flow is in the funding total of FTS."""
    return flow.get("onBoundary") == "single" and flow.get("status") != "pledge"


def _amount(flow: Record) -> float:
    who = f"FTS, flow {quoted(flow.get('id'))}: amountUSD"
    read = number(flow.get("amountUSD"), who)
    if read is None:
        raise LoaderError(f"{who} is missing")
    return read


def _flow(it: Record, told: int, who: str) -> Record:
    giver, taker = records(it, "sourceObjects", who), records(it, "destinationObjects", who)
    return {
        "flow_id": it["id"], **year(told), "country": _country(giver),
        "donor": _names(giver, "Organization") or "not named",
        "donor_kind": _listed(kind for at in giver for kind in at.get("organizationTypes") or []),
        "recipient": _names(taker, "Organization"), "plan": _names(taker, "Plan"),
        "description": it.get("description"), "status": it.get("status"), "kind": it.get("flowType"),
        "form": it.get("contributionType"), "new_money": field(it, "newMoney", bool, f"{who}, flow {it['id']}"),
        "on_boundary": it.get("onBoundary"), "counts": _counts(it),
        # goods that nobody valued are told as 0 dollars
        "value_usd": _amount(it) or (None if it.get("contributionType") == "in-kind" else 0),
        "original_amount": it.get("originalAmount"), "original_currency": it.get("originalCurrency"),
        "reported_on": _day(it.get("firstReportedDate")), "version": it.get("versionId"),
        "updated_on": _day(it.get("updatedAt")), "source_id": _FLOWS,
    }  # fmt: skip


def _country(giver: list[Record]) -> str | None:
    """The state of the five where the donor sits, or whose government it is."""
    places = {at.get("name") for at in giver if at.get("type") == "Location"}
    places |= {str(at.get("name")).removesuffix(", Government of") for at in giver if at.get("type") == "Organization"}
    return ";".join(code for name, code in _CODES.items() if name in places) or None


def _names(objects: list[Record], kind: str) -> str | None:
    return _listed(at.get("name") for at in objects if at.get("type") == kind)


def _listed(texts: Any) -> str | None:  # noqa: ANN401
    return "; ".join(dict.fromkeys(str(it) for it in texts if it)) or None


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _plans_of(get: Get, told: int) -> list[Record]:
    """The plans of a year that are for Afghanistan alone."""
    who = f"FTS, plans of {told}"
    answer = _ask(get, f"/v2/fts/flow/plan/overview/progress/{told}", {}, who)
    plans = records(field(answer, "data", dict, who), "plans", who)
    ours = [it for it in plans if [at.get("iso3") for at in records(it, "countries", who)] == ["AFG"]]
    if ours and told <= KNOWN:
        sized(max(_asked(it, who) or 0 for it in ours), *_PLAN, f"{who}: the largest requirement in US dollars")
    return ours


def _asked(plan: Record, who: str) -> float | None:
    """What the plan asks for after its last revision; nothing asked is a plan that is not costed."""
    return number((plan.get("requirements") or {}).get("revisedRequirements"), who) or None


def _appeal(plan: Record, told: int) -> Record:
    who = f"FTS, plans of {told}"
    kind = str(field(plan, "planType", dict, who).get("name"))
    return {
        "year": told, "plan": f"{_TITLES.get(kind, kind)} ({field(plan, 'name', str, who)}, in FTS)",
        "required_usd": _asked(plan, who), "funded_usd": number((plan.get("funding") or {}).get("totalFunding"), who),
        "start": None, "end": None, "precision": "unknown", "source_id": _PLANS,
    }  # fmt: skip
