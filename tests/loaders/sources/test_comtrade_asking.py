"""UN Comtrade: every published period is asked for, in as few and small questions as its answers allow, and none is lost."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.vocabulary.hs_chapters import CHAPTERS
from loaders import LoaderError, comtrade
from loaders.comtrade import api
from tests.support.answering import Answering
from tests.support.comtrade_service import (
    AFG,
    KAZ,
    KGZ,
    RECORDS,
    TJK,
    UZB,
    Service,
    among,
    answers,
    checked,
    record,
    refused,
    releases_of,
    wheat,
)

KEY = "a-key-of-ours"


@pytest.fixture(autouse=True)
def _no_key(monkeypatch):
    monkeypatch.delenv("COMTRADE_KEY", raising=False)


def test_just_what_is_published_is_asked_for():
    get = Service()
    comtrade.trade(get)
    assert get.questions("getDa") == [{"reporterCode": "4,398,417,762,795,860"}] * 2
    assert [(it["period"], it["reporterCode"], it["partnerCode"]) for it in get.questions()] == [
        ("2022", "398", "4"), ("2023", "398,417,762,860", "4"), ("2022", "4", "398,417,762,795,860"),
        ("202401", "398,417", "4"), ("202402", "398", "4"),
    ]  # fmt: skip
    assert {it["flowCode"] for it in get.questions()} == {"X,M"}  # re-exports are in the exports
    assert get.headers == [None] * len(get.headers)


def test_a_state_that_has_published_nothing_is_no_error():
    rows = checked(Service([it for it in RECORDS if it["reporterCode"] != AFG]))
    assert set(rows["reported_by"]) == {"KAZ", "KGZ", "TJK", "UZB"}


def test_without_a_key_only_the_last_months_are_asked_for():
    months = [f"{year}{month:02d}" for year in (2020, 2021, 2022) for month in range(1, 13)]
    get = Service([*RECORDS[:11], *(record(KAZ, it, value=4e7) for it in months)])
    rows = checked(get)
    assert rows.loc[rows["precision"] == "month", "start"].min() == pd.Timestamp("2021-01-01")
    assert sum(len(it["period"]) == 6 for it in get.questions()) == 24


def test_years_before_the_first_are_not_asked_for():
    get = Service([*RECORDS, record(KAZ, 2014, value=5)])
    assert 5 not in set(checked(get)["value_usd"])
    assert "2014" not in [it["period"] for it in get.questions()]


def test_with_a_key_all_months_are_asked_for_a_year_at_a_time_and_the_key_is_in_the_header_alone(monkeypatch):
    monkeypatch.setenv("COMTRADE_KEY", KEY)
    months = [f"{year}{month:02d}" for year in (2021, 2022, 2023) for month in range(1, 13)]
    get = Service([*RECORDS[:11], *(record(KAZ, it, value=4e7) for it in months)], keyed=True)
    rows = checked(get)
    assert (rows["precision"] == "month").sum() == 36
    assert [it["period"].count(",") + 1 for it in get.questions("get") if len(it["period"]) > 14] == [12, 12, 12]
    assert get.headers == [{"Ocp-Apim-Subscription-Key": KEY}] * len(get.headers)
    assert KEY not in repr(get.asked)


def test_a_key_never_stands_in_an_error(monkeypatch):
    monkeypatch.setenv("COMTRADE_KEY", KEY)

    def denied(name, params, answer):
        del name, params, answer
        return {"statusCode": 401, "message": "Access denied due to invalid subscription key."}

    told = refused(Service(keyed=True, spoil=denied))
    assert "refused: Access denied due to invalid subscription key." in told
    assert KEY not in told


# Answers that are cut off


def full_year():
    """888 records and more of 2021: every code, flow and state."""
    codes = ["TOTAL", *CHAPTERS, *comtrade._HEADINGS]
    return [record(it, 2021, flow, code, value=2e8) for it in (KAZ, KGZ, TJK, UZB) for flow in "XM" for code in codes]


def test_an_answer_of_just_500_is_cut_off_and_the_question_is_halved_by_reporters():
    get = Service([*RECORDS, *full_year()])
    rows = checked(get)
    assert (rows["start"] == "2021-01-01").sum() == len(full_year()) == 4 * 2 * 113
    asked = [it["reporterCode"] for it in get.questions() if it["period"] == "2021"]
    assert asked == ["398,417,762,860", "398,417", "762,860"]


def test_a_question_is_halved_by_period_then_reporter_then_flow_then_commodity(monkeypatch):
    monkeypatch.setenv("COMTRADE_KEY", KEY)
    monkeypatch.setattr(api.Comtrade, "longest", 2)
    records = [record(it, period, flow, code) for it in (KAZ, UZB) for period in (2021, 2022) for flow in "XM"
               for code in ("10", "1001")]  # fmt: skip
    get = Answering(lambda _url, params: told_by(records, params, 2))
    question = api.Question("A", ("2021", "2022"), (KAZ, UZB), (AFG,), ("10", "1001"))
    found = api.Comtrade(get).answer(question)
    assert len(found) == len(records)
    asked = [tuple(params[it] for it in ("period", "reporterCode", "flowCode", "cmdCode")) for _, params in get.asked]
    assert asked[:5] == [
        ("2021,2022", "398,860", "X,M", "10,1001"), ("2021", "398,860", "X,M", "10,1001"), ("2021", "398", "X,M", "10,1001"),
        ("2021", "398", "X", "10,1001"), ("2021", "398", "X", "10"),
    ]  # fmt: skip


def told_by(records, params, cap):
    asked = ("reporterCode", "partnerCode", "period", "cmdCode", "flowCode")
    told = [it for it in records if all(among(it, params, name) for name in asked)][:cap]
    return {"count": len(told), "data": told, "error": ""}


@settings(deadline=None)
@given(st.integers(2, 40), st.integers(0, 60))
def test_however_short_answers_are_nothing_is_lost_or_doubled(cap, many):
    codes = [f"{code:04d}" for code in range(many)]
    records = [record(KAZ, 2021, flow, code) for code in codes for flow in "XM"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api.Comtrade, "longest", cap)
        get = Answering(lambda _url, params: told_by(records, params, cap))
        found = api.Comtrade(get).answer(api.Question("A", ("2021",), (KAZ,), (AFG,), tuple(codes)))
    keys = sorted((it["flowcode"], it["cmdcode"]) for it in found)
    assert keys == sorted((it["flowCode"], it["cmdCode"]) for it in records)


def test_a_single_figure_that_is_still_cut_off_is_refused(monkeypatch):
    monkeypatch.setattr(api.Comtrade, "longest", 1)
    question = api.Question("A", ("2023",), (KAZ,), (AFG,), ("TOTAL",), ("X",))
    with pytest.raises(
        LoaderError, match=r"398 with 4 in 2023: 1 rows: cut off, and the request cannot be made smaller"
    ):
        api.Comtrade(Answering(lambda _url, params: told_by(RECORDS, params, 1))).answer(question)


def test_a_list_of_publications_of_just_500_is_asked_for_state_by_state():
    months = [f"{year}{month:02d}" for year in range(1990, 2025) for month in range(1, 13)]
    records = [record(reporter, it, value=4e7) for reporter in (KAZ, KGZ) for it in months]
    get = Service([*RECORDS[:11], *records])
    comtrade.trade(get)
    assert [it["reporterCode"] for it in get.questions("getDa")][1:] == [
        "4,398,417,762,795,860", "4", "398", "417", "762", "795", "860",
    ]  # fmt: skip


def test_a_list_of_publications_that_cannot_be_asked_for_in_parts_is_refused():
    months = [f"{year}{month:02d}" for year in range(1975, 2025) for month in range(1, 13)]
    get = Service([*RECORDS[:11], *(record(KAZ, it, value=4e7) for it in months)])
    assert "what 398 published (M): 500 rows: cut off" in refused(get)


def test_calls_have_an_end(monkeypatch):
    monkeypatch.setattr(api, "_CALLS", 3)
    assert "this would be call 4 of one load" in refused(Service())


def test_a_count_that_is_not_the_number_of_rows_is_refused():
    told = refused(Service(spoil=answers(lambda _, answer: {**answer, "count": answer["count"] + 1})))
    assert "398 with 4 in 2022: 1 rows where 2 are announced: cut off" in told


# Answers that lack what is published


def hollow(period, times, reporter="398"):
    """Answers nothing under success for one period and reporter, so many times: a limit that nobody announced."""
    left = [times]

    def change(params, answer):
        if params["period"] == period and reporter in params["reporterCode"] and left[0]:
            left[0] -= 1
            return {**answer, "count": 0, "data": []}
        return answer

    return answers(change)


def test_what_is_published_and_not_answered_is_asked_for_once_more():
    get = Service(spoil=hollow("2022", 1))
    assert checked(get).equals(checked(Service()))
    assert [it["reporterCode"] for it in get.questions() if it["period"] == "2022"][:3] == ["398", "4", "398"]


def test_a_year_that_is_published_and_never_answered_is_refused():
    assert refused(Service(spoil=hollow("2022", 9))) == (
        "UN Comtrade: Kazakhstan has published 2022, but the answers have no record of it"
    )


def test_of_several_states_the_one_that_is_lost_is_named():
    def forgetful(_params, answer):
        kept = [it for it in answer["data"] if it["reporterCode"] != TJK]
        return {**answer, "count": len(kept), "data": kept}

    assert "Tajikistan has published 2023" in refused(Service(spoil=answers(forgetful)))


def test_a_state_may_trade_nothing_in_a_month_but_not_in_all():
    quiet = releases_of([*RECORDS, record(KGZ, 202402)])
    assert len(checked(Service(releases=quiet))) == len(RECORDS)
    silent = releases_of([*RECORDS, record(UZB, 202402)])
    assert "Uzbekistan has published 202402, but the answers have no record of it" in refused(Service(releases=silent))


# Answers that are none


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"All calls are rejected by policy.", "not JSON: All calls are rejected by policy."),
        ("All calls are rejected by policy.", "refused: All calls are rejected by policy."),
        ({"message": "All calls are rejected by policy."}, "refused: All calls are rejected by policy."),
        ({"statusCode": 403, "message": "Out of call volume quota."}, "refused: Out of call volume quota."),
        ({"errorObject": {"errorMessage": "Bad"}}, "refused: {'errorMessage': 'Bad'}"),
        ({"count": 0, "data": [], "error": "ASYNCH"}, "refused: ASYNCH"),
        (LoaderError("comtradeapi.un.org answered 403 to /public/v1/getDa"), "answered 403 to /public/v1/getDa"),
        ([], "refused: []"),
        ({"error": ""}, "data is missing, where a list is expected"),
        ({"count": 0, "data": [], "error": ""}, "what 4,398,417,762,795,860 published (A): the answer is empty"),
        ({"data": [], "error": ""}, "count is missing, where a whole number is expected"),
    ],
)
@pytest.mark.parametrize("load", [comtrade.trade, comtrade.sources])
def test_a_refusal_under_any_guise_is_refused(body, told, load):
    said = body if isinstance(body, bytes | Exception) else json.dumps(body).encode()
    assert told in refused(Service(spoil=lambda *_: said), load)


def test_a_closed_preview_says_what_helps():
    told = refused(Service(spoil=lambda *_: LoaderError("comtradeapi.un.org answered 403")))
    assert told.endswith(
        "The preview without a key may be closed for now; COMTRADE_KEY in the environment opens the service"
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reporterCode": 643}, "reportercode 643 is not what was asked for"),
        ({"partnerCode": 0}, "partnercode 0 is not what was asked for"),
        ({"period": "2019"}, "period 2019 is not what was asked for"),
        ({"flowCode": "RX"}, "flowcode RX is not what was asked for"),
        ({"cmdCode": 10}, "cmdcode 10 is not what was asked for"),  # a number has lost its leading zeros
        ({"motCode": 2100}, "motcode 2100 is not what was asked for"),
        ({"customsCode": "C04"}, "customscode C04 is not what was asked for"),
        ({"partner2Code": 156}, "partner2code 156 is not what was asked for"),
        ({"isAggregate": False, "isReported": False}, "TOTAL is neither reported nor added up from reports"),
        ({"primaryValue": "a lot"}, "UN Comtrade, TOTAL of KAZ in 2022: a lot is not a number"),
    ],
)
def test_a_record_that_is_not_what_was_asked_for_is_refused(change, told):
    def spoil(_params, answer):
        return {**answer, "data": [{**it, **change} if it["primaryValue"] == 500e6 else it for it in answer["data"]]}

    assert told in refused(Service(spoil=answers(spoil)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"freqCode": "M"}, "freqcode M is not what was asked for"),
        ({"reporterCode": 643}, "reportercode 643 is not what was asked for"),
        ({"period": 20231}, "period 20231 is not what was asked for"),
    ],
)
def test_a_list_of_publications_of_something_else_is_refused(change, told):
    def spoil(name, params, answer):
        del params
        return {**answer, "data": [{**it, **change} for it in answer["data"]]} if name == "getDa" else answer

    assert told in refused(Service(spoil=spoil))


def test_a_figure_that_is_there_twice_is_refused():
    assert "398 4 X 2023 1001 (reporter, partner, flow, period, goods) is there twice" in refused(
        Service([*RECORDS, wheat()])
    )
