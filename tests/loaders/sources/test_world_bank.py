"""World Bank: gaps stay gaps, pages are whole, and an error or another unit under success is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from data.schema.check import check
from data.schema.tables import Indicators, Sources
from data.vocabulary.places import AFG, CODES
from loaders import LoaderError, world_bank
from tests.support.answering import Answering, stored

SIX = (*CODES, AFG.code)
TITLES = {
    "NY.GDP.MKTP.CD": "GDP (current US$)",
    "SP.POP.TOTL": "Population, total",
    "PA.NUS.GDP.PLI": "Price level index (GDP)",
}
# 2022: 1,600 dollars a head in each state; Afghanistan's output of 2023 is not estimated, and no price level of 2023 is.
VALUES = {
    "NY.GDP.MKTP.CD": {"2022": 16_000_000_000, "2023": 17_000_000_000},
    "SP.POP.TOTL": {"2022": 10_000_000, "2023": 10_200_000},
    "PA.NUS.GDP.PLI": {"2022": 24.5, "2023": None},
}


def figure(indicator, code, date, value, **more):
    return {
        "indicator": {"id": indicator, "value": TITLES[indicator]}, "country": {"id": code[:2], "value": code},
        "countryiso3code": code, "date": date, "value": value, "unit": "", "obs_status": "", "decimal": 0, **more,
    }  # fmt: skip


def figures():
    told = [
        figure(indicator, code, date, value)
        for indicator, years in VALUES.items()
        for code in SIX
        for date, value in years.items()
    ]
    late = next(it for it in told if (it["countryiso3code"], it["date"]) == ("AFG", "2023"))
    late["value"] = None
    return told


def service(told=None, *, size=1000, texts=False, spoil=None):
    """The service in pages of `size`; `texts` has it tell its numbers of pages as texts."""
    told = figures() if told is None else told

    def said(url, params):
        codes, names = ";".join(SIX), ";".join(TITLES)
        assert url == f"{world_bank.WORLD_BANK_URL}/en/country/{codes}/indicator/{names}"
        assert (params["format"], params["source"]) == ("json", 2)
        page, pages = params["page"], -(-len(told) // size)
        head = {"page": page, "pages": pages, "per_page": params["per_page"], "total": len(told)}
        head = {name: str(it) for name, it in head.items()} if texts else head
        answer = [{**head, "sourceid": "2", "lastupdated": "2026-07-01"}, told[(page - 1) * size : page * size] or None]
        return spoil(answer, page) if spoil else answer

    return Answering(said)


def refused(get):
    with pytest.raises(LoaderError) as why:
        world_bank.indicators(get)
    assert str(why.value).startswith("World Bank")  # whose fault it is
    return str(why.value)


def refused_with(**changes):
    """What the loader says where the first figure is another."""
    told = figures()
    told[0] |= changes
    return refused(service(told))


def test_the_rows_pass_the_checker_and_their_source_is_dated():
    get = service()
    sources = check(world_bank.sources(get), Sources, where="world_bank")
    rows = check(world_bank.indicators(get), Indicators, where="world_bank", sources=set(sources["source_id"]))
    assert len(rows) == 12
    assert str(sources.loc[0, "start"].date()) == "2026-07-01"
    row = rows[(rows["country"] == "UZB") & (rows["start"] == "2022-01-01")].iloc[0]
    assert (row["gdp_usd"], row["population"], row["price_level"]) == (16e9, 10_000_000, 24.5)
    assert row["gdp_usd"] / row["population"] == 1600
    assert (str(row["end"].date()), row["precision"]) == ("2022-12-31", "year")


def test_the_rows_are_the_same_after_they_were_written(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)
    rows = check(world_bank.indicators(service()), Indicators, where="world_bank")
    read = check(stored(rows, Indicators, tmp_path), Indicators, where="world_bank")
    pd.testing.assert_frame_equal(read, rows)


def test_a_year_that_nobody_estimated_stays_missing():
    rows = check(world_bank.indicators(service()), Indicators, where="world_bank")
    late = rows[(rows["country"] == "AFG") & (rows["start"] == "2023-01-01")].iloc[0]
    assert late[["gdp_usd", "price_level"]].isna().all()
    assert late["population"] == 10_200_000


def test_a_year_without_any_figure_is_no_row():
    told = [*figures(), *(figure(indicator, "TKM", "2024", None) for indicator in TITLES)]
    assert not (world_bank.indicators(service(told))["start"].map(lambda it: it.year) == 2024).any()


@pytest.mark.parametrize("texts", [False, True], ids=["numbers", "texts"])
@pytest.mark.parametrize("size", [5, 36, 1000])
def test_pages_of_any_size_make_the_same_rows(size, texts):
    get = service(size=size, texts=texts)
    assert world_bank.indicators(get).equals(world_bank.indicators(service()))
    assert [params["page"] for _, params in get.asked] == list(range(1, -(-36 // size) + 1))


@given(st.permutations(figures()))
@settings(deadline=None)
def test_the_order_of_the_figures_does_not_matter(told):
    def checked(get):
        return check(world_bank.indicators(get), Indicators, where="world_bank")

    assert checked(service(told)).equals(checked(service()))


def test_a_missing_page_is_refused():
    def one_page(answer, page):
        del page
        answer[0]["pages"] = 1
        return answer

    assert refused(service(size=20, spoil=one_page)) == "World Bank: 36 figures stated, 20 received: cut off"


def test_another_page_than_the_one_asked_for_is_refused():
    def first(answer, page):
        del page
        answer[0]["page"] = 1
        return answer

    assert refused(service(size=20, spoil=first)) == "World Bank: page 2 was asked for, page 1 was received"


def test_pages_that_overlap_are_refused():
    told = figures()
    told[1] = dict(told[0])
    assert "is there twice: pages overlap" in refused(service(told))


def test_pages_without_end_are_refused():
    def endless(answer, page):
        answer[0]["pages"] = page + 1
        return answer

    get = service(spoil=endless)
    assert refused(get) == "World Bank: more than 50 pages of 1,000"
    assert len(get.asked) == 50


def test_no_figures_come_as_null_and_are_refused():
    assert refused(service([])) == "World Bank: the answer has no figure"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ([{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}]}],
         "The provided parameter value is not valid"),
        ({"message": "service unavailable"}, "service unavailable"),
        ([], "refused: []"),
        (b"<wb:error>XML</wb:error>", "the answer is not JSON: <wb:error>"),
        ([{"page": 1, "pages": 1, "total": 1}, {"figures": 1}], "where a list is expected"),
        ([{"page": 1, "pages": 1, "total": 1}, [7]], "holds 7"),
        ([{"page": "one", "pages": 1, "total": 1}, None], "page: one is not a number"),
    ],
)  # fmt: skip
def test_an_error_under_success_is_refused_in_its_own_words(body, told):
    said = refused(service(spoil=lambda answer, page: body))  # noqa: ARG005
    assert said.startswith("World Bank")
    assert told in said


@pytest.mark.parametrize(
    "changes",
    [{"countryiso3code": "ECS"}, {"countryiso3code": ""}, {"date": "2022Q1"},
     {"indicator": {"id": "NY.GDP.PCAP.CD", "value": "GDP per capita (current US$)"}}],
)  # fmt: skip
def test_regions_and_figures_that_nobody_asked_for_are_refused(changes):
    assert "was not asked for: an answer to another request" in refused_with(**changes)


def test_another_unit_in_the_title_is_refused():
    said = refused_with(indicator={"id": "NY.GDP.MKTP.CD", "value": "GDP (constant 2015 US$)"})
    assert (
        said == "World Bank: NY.GDP.MKTP.CD of KAZ for 2022 is GDP (constant 2015 US$), where current US$ is expected"
    )


@pytest.mark.parametrize("value", ["much", True, [1], float("inf"), "nan"])
def test_what_is_no_number_is_named(value):
    assert "NY.GDP.MKTP.CD of KAZ for 2022" in refused_with(value=value)
    assert "is not a number" in refused_with(value=value)


def test_output_in_thousands_or_millions_is_refused():
    assert refused_with(value=16_000_000) == (
        "World Bank: of KAZ in 2022, GDP in US dollars per head: 1.6 is outside 30 to 200,000. Is it in another unit?"
    )
    assert "GDP in US dollars per head: 0.0016" in refused_with(value=16_000)


def test_the_withdrawn_ratio_is_refused_as_a_price_level():
    told = figures()
    next(it for it in told if it["indicator"]["id"] == "PA.NUS.GDP.PLI")["value"] = 0.245
    assert "the price level with the United States at 100: 0.245 is outside 2 to 300" in refused(service(told))


def test_a_country_or_an_indicator_without_any_figure_is_refused():
    told = [it for it in figures() if it["countryiso3code"] != "TJK"]
    assert refused(service(told)) == "World Bank: no figure at all of TJK"
    told = [it | {"value": None} if it["indicator"]["id"] == "SP.POP.TOTL" else it for it in figures()]
    assert refused(service(told)) == "World Bank: no figure at all of population"
