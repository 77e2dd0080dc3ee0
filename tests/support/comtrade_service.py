"""UN Comtrade for tests: records as it tells them, and a door behind which it answers, cut off at its longest answer."""

import pytest

from data.schema.check import check
from data.schema.tables import Trade
from loaders import LoaderError, comtrade
from loaders.comtrade import api
from tests.support.answering import Answering

AFG, KAZ, KGZ, TJK, UZB = 4, 398, 417, 762, 860


def record(reporter, period, flow="X", code="TOTAL", value=1_000_000.0, partner=AFG, **other):
    """A record as the service tells it, with a few of its 47 fields."""
    period = str(period)
    return {
        "typeCode": "C", "freqCode": "A" if len(period) == 4 else "M", "refYear": int(period[:4]), "refMonth": 52,
        "period": period, "reporterCode": reporter, "reporterISO": None, "flowCode": flow, "partnerCode": partner,
        "partner2Code": 0, "classificationCode": "H6", "isOriginalClassification": True, "cmdCode": code,
        "customsCode": "C00", "mosCode": "0", "motCode": 0, "qtyUnitCode": -1, "qty": 0, "isQtyEstimated": False,
        "netWgt": 0, "isNetWgtEstimated": False, "cifvalue": None, "fobvalue": value, "primaryValue": value,
        "legacyEstimationFlag": 0, "isReported": False, "isAggregate": True, **other,
    }  # fmt: skip


def wheat(value=200e6, kilograms=800e6, **other):
    return record(KAZ, 2023, code="1001", value=value, netWgt=kilograms, qtyUnitCode=8, qty=kilograms, **other)


RECORDS = [
    record(KAZ, 2022, value=500e6), record(KAZ, 2023, value=600e6), record(KAZ, 2023, "M", value=2e6),
    wheat(), record(KAZ, 2023, code="10", value=210e6, netWgt=810e6),
    record(UZB, 2023, value=400e6), record(KGZ, 2023), record(TJK, 2023),
    record(TJK, 2023, code="2716", value=50e6, qtyUnitCode=3, qty=1_000_000, isReported=True, isAggregate=False),
    record(AFG, 2022, "M", value=530e6, partner=KAZ), record(AFG, 2022, "X", value=9e6, partner=UZB),
    record(KAZ, 202401, value=45e6), record(KGZ, 202401), record(KAZ, 202402, value=46e6),
]  # fmt: skip


def releases_of(records, day="2024-06-01T10:00:00.5"):
    told = sorted({(it["freqCode"], it["reporterCode"], it["period"]) for it in records})
    return [{"datasetCode": 1, "typeCode": "C", "freqCode": freq, "period": int(period), "reporterCode": reporter,
             "classificationCode": "H6", "classificationSearchCode": "HS", "totalRecords": 9, "firstReleased": None,
             "lastReleased": day} for freq, reporter, period in told]  # fmt: skip


class Service(Answering):
    """Answers as UN Comtrade does, as far as it tells that an answer is cut off: by its length."""

    def __init__(self, records=RECORDS, *, releases=None, spoil=None, cap=500, keyed=False):
        super().__init__(self._answer)
        self.records, self.spoil, self.cap, self.keyed = records, spoil, cap, keyed
        self.releases = releases_of(records) if releases is None else releases
        self.headers = []

    def __call__(self, url, params=None, *, headers=None):
        self.headers.append(headers)
        return super().__call__(url, params, headers=headers)

    def questions(self, place="preview"):
        return [params for url, params in self.asked if f"/{place}/" in url]

    def _answer(self, url, params):
        place = url.removeprefix(f"{api.COMTRADE_URL}/{'data' if self.keyed else 'public'}/v1/")
        name, kind, freq, classification = place.split("/")
        assert (kind, classification) == ("C", "HS")
        if name == "getDa":
            told = [it for it in self.releases if it["freqCode"] == freq and among(it, params, "reporterCode")]
        else:
            assert name == ("get" if self.keyed else "preview")
            assert (params["partner2Code"], params["customsCode"], params["motCode"]) == (0, "C00", 0)
            assert params["maxRecords"] == (100_000 if self.keyed else 500)
            if len(params["period"].split(",")) > (12 if self.keyed else 1):
                return LoaderError("comtradeapi.un.org answered 400")
            asked = ("reporterCode", "partnerCode", "period", "cmdCode", "flowCode")
            told = [
                it for it in self.records if it["freqCode"] == freq and all(among(it, params, name) for name in asked)
            ]
        told = told[: self.cap]
        answer = {"elapsedTime": "0.2 secs", "count": len(told), "data": told, "error": ""}
        return self.spoil(name, params, answer) if self.spoil else answer


def among(it, params, name):
    return str(it[name]) in params[name].split(",")


def checked(get):
    return check(comtrade.trade(get), Trade, where="comtrade", sources=set(comtrade.sources(get)["source_id"]))


def refused(get, load=comtrade.trade):
    with pytest.raises(LoaderError) as why:
        load(get)
    return str(why.value)


def only(rows, **wanted):
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def answers(change):
    """Change the answers about trade, and leave what is published as it is."""
    return lambda name, params, answer: answer if name == "getDa" else change(params, answer)
