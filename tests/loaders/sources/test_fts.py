"""FTS: the flows make the total that the service states, and whatever else it answers is refused in a sentence."""

import copy

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from data.schema.check import check
from data.schema.tables import Appeals, Flows, Sources
from loaders import LoaderError, fts
from tests.support.answering import Answering, stored


@pytest.fixture(autouse=True)
def two_years(monkeypatch):
    """The service is known to hold 2020 and 2021 here."""
    monkeypatch.setattr(fts, "FIRST", 2020)
    monkeypatch.setattr(fts, "KNOWN", 2021)


def flow(key, usd, donor="Germany", *, year=2020, boundary="incoming", on="single", status="paid", **more):
    """One flow as the service writes it; `originalAmount` and `refCode` are absent where there is none."""
    return {
        "id": str(key), "versionId": 2, "amountUSD": usd, "exchangeRate": None, "date": "2020-03-31T00:00:00Z",
        "decisionDate": None, "firstReportedDate": "2020-04-02T00:00:00Z", "createdAt": "2020-04-02T08:00:00.000Z",
        "updatedAt": "2020-05-09T14:49:37.282Z", "budgetYear": None, "description": "Flour for the north",
        "status": status, "flowType": "Standard", "contributionType": "financial", "method": "Traditional aid",
        "newMoney": True, "keywords": None, "parentFlowId": None, "childFlowIds": None, "boundary": boundary,
        "onBoundary": on, "reportDetails": [],
        "sourceObjects": [
            {"type": "Organization", "id": "1", "name": f"{donor}, Government of", "behavior": "single",
             "organizationTypes": ["Government"]},
            {"type": "Location", "id": "2", "name": donor, "behavior": "single"},
            {"type": "UsageYear", "id": "3", "name": str(year - 1), "behavior": "single"},
        ],
        "destinationObjects": [
            {"type": "Plan", "id": "929", "name": f"Afghanistan {year}", "behavior": "single"},
            {"type": "Organization", "id": "4", "name": "World Food Programme", "behavior": "single",
             "organizationTypes": ["UN agency"]},
            {"type": "Location", "id": "1", "name": "Afghanistan", "behavior": "single"},
            {"type": "UsageYear", "id": "41", "name": str(year), "behavior": "single"},
        ],
        **more,
    }  # fmt: skip


# By hand: 600,000,000 + 125,541,299 + 50,000 = 725,591,299 lie on the boundary alone and are no pledge.
YEAR_2020 = [
    flow(1, 600_000_000),
    flow(2, 125_541_299, "United States of America", status="commitment", flowType="Carryover", newMoney=False),
    flow(3, 50_000, "Kazakhstan", originalAmount=20_650_000, originalCurrency="KZT", exchangeRate=413.0),
    flow(4, 2_000_000, "Japan", status="pledge"),
    flow(5, 9_000_000, on="shared"),
    flow(6, 0, on="shared", flowType="Parked", childFlowIds=[1]),
    flow(7, 5_000_000, "Afghanistan", boundary="internal"),
    flow(8, 1_000, "Afghanistan", boundary="outgoing"),
]
YEAR_2021 = [flow(5, 9_000_000, year=2021, on="shared"), flow(9, 30_000_000, year=2021)]


def answered(flows, page=1, limit=1000):
    """The answer to one page, with the totals that the service would state."""
    single = [it for it in flows if (it["boundary"], it["onBoundary"]) == ("incoming", "single")]
    sides = {side: {"flowCount": sum(it["boundary"] == side for it in flows)} for side in fts._SIDES}
    sides["incoming"] |= {
        "fundingTotal": sum(it["amountUSD"] for it in single if it["status"] != "pledge"),
        "pledgeTotal": sum(it["amountUSD"] for it in single if it["status"] == "pledge"),
    }
    meta = {"language": "en", "count": len(flows)}
    if page * limit < len(flows):
        meta["nextLink"] = f"https://elsewhere.example/v1/public/fts/flow?page={page + 1}"
    part = flows[(page - 1) * limit : page * limit]
    return {"status": "ok", "data": {**sides, "flows": copy.deepcopy(part)}, "meta": meta}


def service(years=None, *, limit=1000, spoil=None):
    """The service with the flows of some years; `spoil` may change or replace an answer."""
    years = {2020: YEAR_2020, 2021: YEAR_2021} if years is None else years

    def said(url, params):
        assert url == f"{fts.FTS_URL}/v1/public/fts/flow"
        assert params["countryISO3"] == "AFG"
        shown = params["year"]
        answer = answered(years.get(shown, []), params["page"], min(limit, params["limit"]))
        return spoil(answer, params) if spoil and shown == 2020 else answer

    return Answering(said)


def refused(get, load=fts.flows):
    with pytest.raises(LoaderError) as why:
        load(get)
    assert str(why.value).startswith(("FTS", "https://"))  # whose fault it is
    return str(why.value)


def spoilt(change):
    """What the loader says where `change` was done to the answer for 2020."""

    def spoil(answer, params):
        del params
        said = change(answer)
        return answer if said is None else said

    return refused(service(spoil=spoil))


def test_the_rows_pass_the_checker_and_their_sources_exist():
    get = service()
    sources = check(fts.sources(get), Sources, where="fts")
    rows = check(fts.flows(get), Flows, where="fts", sources=set(sources["source_id"]))
    assert list(zip(rows["flow_id"], rows["start"].dt.year, strict=True)) == [
        ("1", 2020), ("2", 2020), ("3", 2020), ("4", 2020), ("5", 2020), ("5", 2021), ("9", 2021),
    ]  # fmt: skip


def test_the_rows_are_the_same_after_they_were_written(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)
    rows = check(fts.flows(service()), Flows, where="fts")
    read = check(stored(rows, Flows, tmp_path), Flows, where="fts")
    pd.testing.assert_frame_equal(read, rows)


def test_what_counts_makes_the_total_that_the_service_states():
    rows = fts.flows(service())
    rows = rows[rows["start"].map(lambda it: it.year) == 2020].set_index("flow_id")
    assert rows.loc[rows["counts"], "value_usd"].sum() == 725_591_299
    assert list(rows.index[~rows["counts"]]) == ["4", "5"]  # the pledge, and what other years share
    assert list(rows["on_boundary"]) == ["single"] * 4 + ["shared"]


def test_money_within_and_out_of_afghanistan_and_split_parents_are_left_out():
    assert not {"6", "7", "8"} & set(fts.flows(service())["flow_id"])


def test_a_flow_of_one_of_the_five_keeps_what_was_reported():
    row = fts.flows(service()).set_index("flow_id").loc["3"]
    assert (row["country"], row["donor"], row["donor_kind"]) == ("KAZ", "Kazakhstan, Government of", "Government")
    assert (row["recipient"], row["plan"], row["status"]) == ("World Food Programme", "Afghanistan 2020", "paid")
    assert (row["value_usd"], row["original_amount"], row["original_currency"]) == (50_000, 20_650_000, "KZT")
    assert (str(row["start"]), str(row["end"]), row["precision"]) == ("2020-01-01", "2020-12-31", "year")
    assert (row["reported_on"], row["updated_on"], row["version"]) == ("2020-04-02", "2020-05-09", 2)


def test_carried_over_money_is_told_from_new_money():
    rows = fts.flows(service()).set_index("flow_id")
    assert (rows.loc["2", "new_money"], rows.loc["2", "kind"]) == (False, "Carryover")
    assert (rows.loc["1", "new_money"], rows.loc["1", "kind"]) == (True, "Standard")


@pytest.mark.parametrize(
    ("objects", "country"),
    [
        ([("Organization", "Uzbekistan, Government of")], "UZB"),
        ([("Organization", "Private (individuals)"), ("Location", "Tajikistan")], "TJK"),
        ([("Location", "Kyrgyzstan"), ("Location", "Turkmenistan")], "TKM;KGZ"),
        ([("Organization", "Central Emergency Response Fund")], None),
        ([("Plan", "Kazakhstan")], None),
    ],
)
def test_a_donor_belongs_to_a_state_by_its_place_or_as_its_government(objects, country):
    giver = [{"type": kind, "name": name} for kind, name in objects]
    assert fts._country(giver) == country


@pytest.mark.parametrize("spelling", ["in kind", "In kind", "in-kind"])
def test_goods_that_nobody_valued_have_no_value_and_a_reported_zero_stays(spelling):
    """The service writes "in kind", with a blank."""
    years = {2020: [*YEAR_2020, flow(10, 0, "Turkmenistan", contributionType=spelling), flow(11, 0)], 2021: YEAR_2021}
    rows = check(fts.flows(service(years)), Flows, where="fts").set_index("flow_id")
    assert rows.loc["10", "value_usd"] != rows.loc["10", "value_usd"]
    assert rows.loc["11", "value_usd"] == 0


def test_pages_are_asked_for_one_by_one_and_never_at_another_host():
    get = service(limit=3)
    assert len(fts.flows(get)) == len(fts.flows(service()))
    assert [params["page"] for _, params in get.asked if params["year"] == 2020] == [1, 2, 3]


def test_years_are_read_until_one_beyond_the_known_is_empty():
    get = service({2020: YEAR_2020, 2021: YEAR_2021, 2022: [flow(12, 5, year=2022)]})
    assert "12" in set(fts.flows(get)["flow_id"])
    assert [params["year"] for _, params in get.asked] == [2020, 2021, 2022, 2023]


def test_a_known_year_without_flows_is_refused():
    assert refused(service({2020: YEAR_2020})) == (
        "FTS has no flows of Afghanistan for 2021, a year that is known to have some"
    )


def test_a_missing_page_is_refused():
    def first_page_only(answer, params):
        del params
        answer["meta"].pop("nextLink", None)
        return answer

    assert "8 stated, 3 received" in refused(service(limit=3, spoil=first_page_only))


def test_a_page_that_comes_twice_is_refused():
    def always_the_first(answer, params):
        return {**answer, "data": answered(YEAR_2020, 1, 4)["data"]} if params["page"] == 2 else answer

    assert "8 stated, 8 received, 4 of them different" in refused(service(limit=4, spoil=always_the_first))


def test_pages_without_end_are_refused():
    def endless(answer, params):
        answer["meta"]["nextLink"] = f"?page={params['page'] + 1}"
        return answer

    get = service(spoil=endless)
    assert "more than 30 pages" in refused(get)
    assert len(get.asked) == 30


def test_a_total_that_the_flows_do_not_make_is_refused():
    said = spoilt(lambda answer: answer["data"]["incoming"].update(fundingTotal=734_591_299))
    assert said == "FTS, flows of 2020: fundingTotal is stated as 734,591,299, the flows add up to 725,591,299"
    assert "pledgeTotal is stated as 0" in spoilt(lambda answer: answer["data"]["incoming"].update(pledgeTotal=0))


def test_a_total_that_differs_by_rounding_is_accepted():
    def rounded(answer, params):
        del params
        answer["data"]["incoming"]["fundingTotal"] += 2
        return answer

    assert len(fts.flows(service(spoil=rounded)))


def test_sides_of_the_boundary_that_are_not_those_stated_are_refused():
    assert "are stated" in spoilt(lambda answer: answer["data"]["flows"][6].update(boundary="incoming"))
    assert "elsewhere" in spoilt(lambda answer: answer["data"]["flows"][6].update(boundary="elsewhere"))


SIDES, STATUSES = st.sampled_from(fts._SIDES), st.sampled_from(["pledge", "commitment", "paid"])
FLOWS = st.lists(st.tuples(st.integers(0, 10**8), SIDES, st.sampled_from(["single", "shared"]), STATUSES), max_size=12)


@given(FLOWS, st.integers(100, 10**9))
@settings(deadline=None)
def test_whatever_flows_a_year_has_the_kept_ones_make_its_total(shown, more):
    some = [flow(20 + at, usd, boundary=side, on=on, status=status) for at, (usd, side, on, status) in enumerate(shown)]
    years = {2020: [*some, flow(1, 10**7)], 2021: YEAR_2021}
    rows = fts.flows(service(years))
    rows = rows[rows["start"].map(lambda it: it.year) == 2020]
    stated = answered(years[2020])["data"]["incoming"]
    assert rows.loc[rows["counts"], "value_usd"].sum() == stated["fundingTotal"]
    assert len(rows) == stated["flowCount"]

    def another(answer, params):
        del params
        answer["data"]["incoming"]["fundingTotal"] += more
        return answer

    assert "fundingTotal" in refused(service(years, spoil=another))


def test_amounts_in_thousands_are_refused():
    thousands = [{**it, "amountUSD": it["amountUSD"] // 1000} for it in YEAR_2020]
    assert refused(service({2020: thousands, 2021: YEAR_2021})) == (
        "FTS, flows of 2020: their sum in US dollars: 725,591 is outside 10,000,000 to 20,000,000,000. "
        "Is it in another unit?"
    )


@pytest.mark.parametrize("place", [2, 3], ids=["another country", "another year"])
def test_an_answer_to_another_question_is_refused(place):
    def foreign(answer):
        for it in answer["data"]["flows"]:
            it["destinationObjects"][place]["name"] = "Yemen" if place == 2 else "2019"

    assert "only 0 of 6 go to Afghanistan in that year" in spoilt(foreign)


def test_a_flow_that_names_its_place_and_year_alone_is_taken():
    def bare(answer, params):
        del params
        for it in answer["data"]["flows"]:
            it["destinationObjects"] = it["destinationObjects"][2:]
        return answer

    assert len(fts.flows(service(spoil=bare))) == len(fts.flows(service()))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"error": "Blocked due to bot activity."}, "refused: Blocked due to bot activity."),
        ({"code": "ResourceNotFound", "message": "/v1/public/fts/flow does not exist"}, "refused: /v1/public/fts/flow"),
        ({"status": "error", "message": "Invalid parameter"}, "refused: Invalid parameter"),
        ([], "refused: []"),
        (b"<html>Just a moment</html>", "the answer is not JSON: <html>Just a moment</html>"),
        (b"", "the answer is not JSON"),
        ({"status": "ok"}, "data is missing, where an object is expected"),
        ({"status": "ok", "data": {"flows": {}}, "meta": {"count": 0}}, "flows is {}, where a list is expected"),
        ({"status": "ok", "data": {"flows": [7]}, "meta": {"count": 1}}, "flows holds 7, where an object is expected"),
    ],
)
def test_an_error_under_success_is_refused_in_its_own_words(body, shown):
    said = spoilt(lambda _: body)
    assert said.startswith("FTS, flows of 2020")
    assert shown in said


def test_what_the_door_refuses_stays_its_own_error():
    get = Answering(lambda url, _: LoaderError(f"{url}: HTTP 406, Blocked due to bot activity."))
    assert "HTTP 406" in refused(get)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"amountUSD": None}, "flow 1: amountUSD is missing"),
        ({"amountUSD": "much"}, "flow 1: amountUSD: much is not a number"),
        ({"newMoney": None}, "newMoney is missing, where true or false is expected"),
        ({"sourceObjects": None}, "sourceObjects is missing, where a list is expected"),
    ],
)
def test_a_flow_of_another_shape_is_named(change, shown):
    assert shown in spoilt(lambda answer: answer["data"]["flows"][0].update(change))


def plan(key, name, asked, received, *, kind="Humanitarian response plan", countries=("AFG",)):
    """One plan as the service writes it; `funding` is absent where nothing was received."""
    return {
        "id": key, "name": name, "updatedAt": "2021-01-15T05:45:32.642Z", "code": f"H{key}",
        "startDate": "2020-01-01", "endDate": "2020-12-31",
        "countries": [{"id": at, "iso3": code, "name": code} for at, code in enumerate(countries)],
        "planType": {"id": 4, "name": kind, "includeTotals": True}, "usageYears": [{"id": 41, "year": "2020"}],
        "requirements": {"origRequirements": 732_600_000, "revisedRequirements": asked},
        **({} if received is None else {"funding": {"totalFunding": received, "sharedFunding": 0, "progress": 49.91}}),
    }  # fmt: skip


PLANS = {
    2020: [
        plan(929, "Afghanistan 2020", 1_131_050_820, 564_467_765),
        plan(930, "Afghanistan earthquake 2020", 0, None, kind="Flash appeal"),
        plan(943, "Regional plan 2020", 5_995_975_760, 2_219_513_358, countries=("AFG", "PAK")),
        plan(832, "Yemen 2020", 3_000_000_000, 1_000_000_000, countries=("YEM",)),
    ],
    2021: [plan(1000, "Afghanistan 2021", 869_000_000, 730_000_000, kind="Humanitarian needs and response plan")],
}


def planned(plans=None, status="ok"):
    plans = PLANS if plans is None else plans

    def said(url, params):
        assert not params
        at = f"{fts.FTS_URL}/v2/fts/flow/plan/overview/progress/"
        assert url.startswith(at)
        return {"status": status, "data": {"totals": {}, "plans": plans.get(int(url.removeprefix(at)), [])}}

    return Answering(said)


def test_plans_of_afghanistan_alone_become_readings_without_a_day():
    rows = check(fts.appeals(planned()), Appeals, where="fts", sources={"fts-nd-plans"}).set_index("plan")
    assert list(rows.index) == [
        "Flash appeal (Afghanistan earthquake 2020, in FTS)",
        "Humanitarian Response Plan (Afghanistan 2020, in FTS)",
        "Humanitarian Needs and Response Plan (Afghanistan 2021, in FTS)",
    ]
    row = rows.loc["Humanitarian Response Plan (Afghanistan 2020, in FTS)"]
    assert (row["year"], row["required_usd"], row["funded_usd"]) == (2020, 1_131_050_820, 564_467_765)
    assert list(rows["plan_kind"]) == ["flash_appeal", "yearly_plan", "yearly_plan"]
    assert rows["start"].isna().all()
    assert set(rows["precision"]) == {"unknown"}


def test_a_plan_without_costs_or_funding_has_neither():
    row = check(fts.appeals(planned()), Appeals, where="fts").iloc[0]
    assert row[["required_usd", "funded_usd"]].isna().all()


def test_requirements_in_thousands_are_refused():
    thousands = {**PLANS, 2020: [plan(929, "Afghanistan 2020", 1_131_051, 564_468)]}
    assert refused(planned(thousands), fts.appeals) == (
        "FTS, plans of 2020: the largest requirement in US dollars: 1,131,051 is outside 100,000,000 to 20,000,000,000. "
        "Is it in another unit?"
    )


def test_a_known_year_in_which_no_plan_is_costed_is_refused():
    none = {**PLANS, 2020: [plan(929, "Afghanistan 2020", None, 564_468_000)]}
    assert "the largest requirement in US dollars: 0 is outside" in refused(planned(none), fts.appeals)


def test_a_known_year_without_a_plan_and_an_error_under_success_are_refused():
    assert "no plans of Afghanistan for 2021" in refused(planned({2020: PLANS[2020]}), fts.appeals)
    assert "refused" in refused(planned(status="error"), fts.appeals)


@pytest.mark.parametrize(
    "change",
    [
        {"requirements": {"revisedRequirements": "much"}},
        {"funding": {"totalFunding": "some"}},
        {"planType": None},
        {"name": None},
    ],
)
def test_a_plan_of_another_shape_is_named_with_its_year(change):
    words = {**PLANS, 2020: [plan(929, "Afghanistan 2020", 1_131_050_820, 564_467_765) | change]}
    assert refused(planned(words), fts.appeals).startswith("FTS, plans of 2020: ")
    later = {**PLANS, 2022: [plan(929, "Afghanistan 2022", 1, 1) | change]}
    assert refused(planned(later), fts.appeals).startswith("FTS, plans of 2022: ")
