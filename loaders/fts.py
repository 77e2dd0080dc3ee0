"""Read humanitarian funding to Afghanistan, flow by flow, and the requirements and funding of its appeals.

Publisher: OCHA, Financial Tracking Service (FTS), through the HPC API; no key. Coverage for us: usage years from 2010 on, all
donors: some hundred flows a year, few enough to keep, so that the five states' funding can be compared with all other
funding. Cadence: daily; flows are edited and deleted, so whole years are read again. Traps:

- Reporting is voluntary: most convoys of the five states are never reported to FTS. No flow does not mean no aid.
- A year has flows into Afghanistan (incoming), within it (internal: the same money passed on) and out of it (outgoing).
  Only incoming ones are kept. Those on the boundary of one country and year (single) make the total that FTS states;
  those shared with other years or countries are listed whole in each and are never added. Each load adds up the flows by
  this rule and refuses a year in which the sum is not the stated one.
- A parent that was split into child flows keeps only the amount that was not split: if that is zero it is left out.
- One answer has at most 1,000 flows, whatever is requested; some clients are refused as bots (HTTP 406).
- For a plan in several countries FTS gives no sums for each: only plans for Afghanistan alone are read.
- Goods without a reported value have 0 dollars; their `contributionType` is "in kind", with a blank.
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
KNOWN: Final = 2026  # the last year known to have flows and a plan; later years are requested until one is empty
_LIMIT: Final = 1000  # the most flows in one answer
_PAGES: Final = 30
_TOTAL: Final = (1e7, 2e10)  # US dollars that Afghanistan receives in a year
_PLAN: Final = (1e8, 2e10)  # US dollars that the largest plan of a year asks for
_SIDES: Final = ("incoming", "outgoing", "internal")
_CODES: Final = {place.name: place.code for place in FIVE}
_TITLES: Final = {
    "Humanitarian response plan": "Humanitarian Response Plan",
    "Humanitarian needs and response plan": "Humanitarian Needs and Response Plan",
}
_PLAN_KINDS: Final = {**dict.fromkeys(_TITLES, "yearly_plan"), "Flash appeal": "flash_appeal"}
_FLOWS, _PLANS = "fts-nd-flows", "fts-nd-plans"

Record = dict[str, Any]


def flows(get: Get) -> pd.DataFrame:
    """Read the incoming flows of all donors: one flow in one usage year a row, in current US dollars.

    Left out: flows within Afghanistan and out of it, and parents with no amount left after their split.

    Raises:
        LoaderError: a year is empty, cut off, foreign, in another unit, or does not add up to the total that FTS states.
    """
    years = _years("flows", lambda calendar_year: _flows_of(get, calendar_year))
    return pd.DataFrame(
        [_flow(it, calendar_year, f"FTS, flows of {calendar_year}") for calendar_year, listed in years for it in listed]
    )


def appeals(get: Get) -> pd.DataFrame:
    """Read the plans for Afghanistan alone: one plan a row, in US dollars, undated as FTS does not date its sums.

    Raises:
        LoaderError: a year has no plan, or one in another unit; or the answer is to another request.
    """
    years = _years("plans", lambda calendar_year: _plans_of(get, calendar_year))
    return pd.DataFrame([_appeal(it, calendar_year) for calendar_year, listed in years for it in listed])


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  FTS does not date its answers
    """Describe the two lists that the rows of this loader cite."""
    return pd.DataFrame(
        [
            source(
                _FLOWS,
                "OCHA Financial Tracking Service",
                "https://fts.unocha.org/countries/1/flows/2020",
                "Humanitarian funding flows to Afghanistan by usage year, CC BY-IGO; reporting is voluntary",
            ),
            source(
                _PLANS,
                "OCHA Financial Tracking Service",
                "https://data.humdata.org/dataset/fts-requirements-and-funding-data-for-afghanistan",
                "Requirements and funding of humanitarian plans for Afghanistan, as they stood when read, CC BY-IGO",
            ),
        ]
    )


def _years(what: str, read: Callable[[int], list[Record]]) -> Iterator[tuple[int, list[Record]]]:
    """Read year after year from the first on; stop at an empty year after the last one known to have records."""
    for calendar_year in range(FIRST, KNOWN + 20):
        listed = read(calendar_year)
        if not listed and calendar_year <= KNOWN:
            raise LoaderError(
                f"FTS has no {what} of Afghanistan for {calendar_year}, a year that is known to have some"
            )
        if not listed:
            return
        yield calendar_year, listed


def _ask(get: Get, path: str, params: dict[str, str | int], where: str) -> Record:
    """Request an answer with status ok; FTS also sends its refusals as JSON."""
    answer = parsed(get(f"{FTS_URL}{path}", params), where)
    if not isinstance(answer, dict) or answer.get("status") != "ok":
        refusal = answer if not isinstance(answer, dict) else answer.get("error") or answer.get("message") or answer
        raise LoaderError(f"{where}: refused: {quoted(refusal)}")
    return answer


def _flows_of(get: Get, calendar_year: int) -> list[Record]:
    """Read the incoming flows of a usage year, checked against the counts and totals that the answer states."""
    where = f"FTS, flows of {calendar_year}"
    listed: list[Record] = []
    for page in range(1, _PAGES + 1):
        params: dict[str, str | int] = {"countryISO3": "AFG", "year": calendar_year, "limit": _LIMIT, "page": page}
        answer = _ask(get, "/v1/public/fts/flow", params, where)
        data, meta = field(answer, "data", dict, where), field(answer, "meta", dict, where)
        listed += records(data, "flows", where)
        if not meta.get("nextLink"):
            break
    else:
        raise LoaderError(f"{where}: more than {_PAGES} pages of {_LIMIT:,}")
    _must_be_complete(listed, data, field(meta, "count", int, where), where)
    incoming = [it for it in listed if it["boundary"] == "incoming"]
    if incoming:
        _must_be_of_afghanistan(incoming, calendar_year, where)
        _must_add_up(incoming, field(data, "incoming", dict, where), where)
        if calendar_year <= KNOWN:
            sized(sum(map(_amount, filter(_counts, incoming))), *_TOTAL, f"{where}: their sum in US dollars")
    return [it for it in incoming if _amount(it) or not it.get("childFlowIds")]


def _must_be_complete(listed: list[Record], data: Record, count: int, where: str) -> None:
    """Refuse an answer in which a stated flow is missing, doubled, or on an unknown side of the boundary."""
    ids = {field(it, "id", str, where) for it in listed}
    if not len(ids) == len(listed) == count:
        raise LoaderError(
            f"{where}: {count:,} stated, {len(listed):,} received, {len(ids):,} of them different: pages overlap or are missing"
        )
    sides = [field(it, "boundary", str, where) for it in listed]
    stated = {side: field(field(data, side, dict, where), "flowCount", int, where) for side in _SIDES}
    received = {side: sides.count(side) for side in (*_SIDES, *sides)}
    if stated != received:
        raise LoaderError(f"{where}: by their side of the boundary {stated} are stated, {received} were received")


def _must_be_of_afghanistan(incoming: list[Record], calendar_year: int, where: str) -> None:
    """Refuse an answer of which most flows go to other places or years."""
    expected = {("Location", "Afghanistan"), ("UsageYear", str(calendar_year))}
    destinations = [records(it, "destinationObjects", where) for it in incoming]
    fit = sum(expected <= {(part.get("type"), part.get("name")) for part in parts} for parts in destinations)
    if fit < len(incoming) / 2:
        raise LoaderError(
            f"{where}: only {fit:,} of {len(incoming):,} go to Afghanistan in that year: an answer to another request"
        )


def _must_add_up(incoming: list[Record], stated: Record, where: str) -> None:
    """Refuse flows whose sums are not the totals that FTS states, of funding and of pledges."""
    single = [it for it in incoming if it.get("onBoundary") == "single"]
    for name, parts in {
        "fundingTotal": [it for it in single if _counts(it)],
        "pledgeTotal": [it for it in single if not _counts(it)],
    }.items():
        added, total = sum(map(_amount, parts)), number(stated.get(name), f"{where}: {name}") or 0
        if abs(added - total) > 1 + len(parts) / 2:  # each flow is rounded to a dollar
            raise LoaderError(f"{where}: {name} is stated as {total:,.0f}, the flows add up to {added:,.0f}")


def _counts(flow: Record) -> bool:
    """Return whether the flow is in the funding total of FTS."""
    return flow.get("onBoundary") == "single" and flow.get("status") != "pledge"


def _amount(flow: Record) -> float:
    where = f"FTS, flow {quoted(flow.get('id'))}: amountUSD"
    amount = number(flow.get("amountUSD"), where)
    if amount is None:
        raise LoaderError(f"{where} is missing")
    return amount


def _is_in_kind(flow: Record) -> bool:
    """Return whether goods or services were given: "in kind", also in the spelling with a hyphen."""
    return str(flow.get("contributionType")).casefold().replace("-", " ").strip() == "in kind"


def _flow(flow: Record, calendar_year: int, where: str) -> Record:
    """Build the row of one flow."""
    donor, recipient = records(flow, "sourceObjects", where), records(flow, "destinationObjects", where)
    return {
        "flow_id": flow["id"],
        **year(calendar_year),
        "country": _country(donor),
        "donor": _names(donor, "Organization") or "not named",
        "donor_kind": _listed(kind for it in donor for kind in it.get("organizationTypes") or []),
        "recipient": _names(recipient, "Organization"),
        "plan": _names(recipient, "Plan"),
        "description": flow.get("description"),
        "status": flow.get("status"),
        "kind": flow.get("flowType"),
        "form": flow.get("contributionType"),
        "new_money": field(flow, "newMoney", bool, f"{where}, flow {flow['id']}"),
        "on_boundary": flow.get("onBoundary"),
        "counts": _counts(flow),
        "value_usd": _amount(flow) or (None if _is_in_kind(flow) else 0),
        "original_amount": flow.get("originalAmount"),
        "original_currency": flow.get("originalCurrency"),
        "reported_on": _day(flow.get("firstReportedDate")),
        "version": flow.get("versionId"),
        "updated_on": _day(flow.get("updatedAt")),
        "source_id": _FLOWS,
    }


def _country(donor: list[Record]) -> str | None:
    """Return the codes of the five states where the donor is based, or whose government it is."""
    places = {it.get("name") for it in donor if it.get("type") == "Location"}
    places |= {str(it.get("name")).removesuffix(", Government of") for it in donor if it.get("type") == "Organization"}
    return ";".join(code for name, code in _CODES.items() if name in places) or None


def _names(objects: list[Record], kind: str) -> str | None:
    return _listed(it.get("name") for it in objects if it.get("type") == kind)


def _listed(texts: Any) -> str | None:  # noqa: ANN401
    return "; ".join(dict.fromkeys(str(it) for it in texts if it)) or None


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _plans_of(get: Get, calendar_year: int) -> list[Record]:
    """Read the plans of a year that are for Afghanistan alone."""
    where = f"FTS, plans of {calendar_year}"
    answer = _ask(get, f"/v2/fts/flow/plan/overview/progress/{calendar_year}", {}, where)
    plans = records(field(answer, "data", dict, where), "plans", where)
    afghan = [it for it in plans if [country.get("iso3") for country in records(it, "countries", where)] == ["AFG"]]
    if afghan and calendar_year <= KNOWN:
        largest = max(_requirement(it, where) or 0 for it in afghan)
        sized(largest, *_PLAN, f"{where}: the largest requirement in US dollars")
    return afghan


def _requirement(plan: Record, where: str) -> float | None:
    """Return the requirement after the last revision in US dollars; 0 stands for a plan that is not costed."""
    return number((plan.get("requirements") or {}).get("revisedRequirements"), where) or None


def _appeal(plan: Record, calendar_year: int) -> Record:
    """Build the row of one plan."""
    where = f"FTS, plans of {calendar_year}"
    kind = str(field(plan, "planType", dict, where).get("name"))
    return {
        "year": calendar_year,
        "plan": f"{_TITLES.get(kind, kind)} ({field(plan, 'name', str, where)}, in FTS)",
        "plan_kind": _PLAN_KINDS.get(kind, "other_plan"),
        "required_usd": _requirement(plan, where),
        "funded_usd": number((plan.get("funding") or {}).get("totalFunding"), where),
        "start": None,
        "end": None,
        "precision": "unknown",
        "source_id": _PLANS,
    }
