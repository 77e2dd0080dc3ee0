"""WFP: the median over the markets of what was seen, from either layout of the file, in one unit and one currency."""

import statistics

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.schema.check import FaultsError, check
from data.schema.tables import FoodPrices, Sources
from loaders import LoaderError, wfp
from tests.support.answering import Answering

URL = "https://data.humdata.org/dataset/a246/resource/03e6/download/wfp_food_prices_afg.csv"
NEW = ("date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,pricetype,"
       "currency,price,usdprice")  # fmt: skip
OLD = NEW.replace(",market_id", "").replace(",commodity_id", "")
TAGS = ("#date,#adm1+name,#adm2+name,#loc+market+name,#geo+lat,#geo+lon,#item+type,#item+name,#item+unit,#item+price+flag,"
        "#item+price+type,#currency,#value,#value+usd")  # fmt: skip
UNITS = {wfp._RATE: "USD/LCU", "Fuel (diesel)": "L"}


def line(commodity, price, *, market="Kabul", date="2024-05-15", usd=None, **more):
    """One price as a row of the new layout; the dollar price by hand at 70 afghani."""
    return {
        "date": date, "admin1": "Province", "admin2": "District", "market": market, "market_id": "1", "latitude": "34.5",
        "longitude": "69.2", "category": "cereals and tubers", "commodity": commodity, "commodity_id": "51",
        "unit": UNITS.get(commodity, "KG"), "priceflag": "aggregate", "pricetype": "Retail", "currency": "AFN",
        "price": str(price), "usdprice": str(price / 70 if usd is None else usd), **more,
    }  # fmt: skip


def others(*named):
    """A price of each commodity that a test does not speak of."""
    return [line(it, 70, usd=1) for it in wfp.COMMODITIES if it not in named]


def text(rows, header=NEW, tags=""):
    def cell(shown):
        return f'"{shown}"' if "," in shown else shown

    lines = [",".join(cell(row[name]) for name in header.split(",")) for row in rows]
    return "\n".join([header, *([tags] if tags else []), *lines]) + "\n"


@pytest.fixture
def prices(tmp_path):
    """A door that has the file with the rows that a test gives it."""

    def door(rows, *, header=NEW, tags="", package=None, raw=None):
        path = tmp_path / "prices.csv"
        path.write_bytes(text(rows, header, tags).encode() if raw is None else raw)
        shown = {
            "success": True,
            "result": {
                "dataset_date": "[2000-01-15T00:00:00 TO 2024-05-15T23:59:59]",
                "last_modified": "2024-06-23T09:04:32.451656",
                "resources": [{"url": URL}, {"url": URL.replace("afg.csv", "afg_qc.csv")}],
            },
        }

        def said(url, params):
            assert url == f"{wfp.WFP_URL}/api/3/action/package_show"
            assert params == {"id": "wfp-food-prices-for-afghanistan"}
            return shown if package is None else package

        return Answering(said, {URL: path})

    return door


def refused(get):
    with pytest.raises(LoaderError) as why:
        wfp.food_prices(get)
    assert str(why.value).startswith(("WFP prices on HDX", wfp._FILE))  # whose fault it is
    return str(why.value)


def of(get, commodity, month="2024-05-01"):
    """The one row of a commodity in a month."""
    rows = check(wfp.food_prices(get), FoodPrices, where="wfp")
    rows = rows[(rows["commodity"] == commodity) & (rows["start"] == month)]
    assert len(rows) == 1
    return rows.iloc[0]


def bread(*prices, **more):
    """Bread at these prices, each in a market of its own."""
    return [line("Bread", it, market=f"Market {at}", **more) for at, it in enumerate(prices)]


def test_the_rows_pass_the_checker_and_their_source_is_dated(prices):
    get = prices([*others(), *bread(50, date="2015-01-15")])
    sources = check(wfp.sources(get), Sources, where="wfp")
    rows = check(wfp.food_prices(get), FoodPrices, where="wfp", sources=set(sources["source_id"]))
    assert len(rows) == len(wfp.COMMODITIES) + 1
    assert str(sources.loc[0, "start"].date()) == "2024-06-23"
    assert sources.loc[0, "describes"] == "Prices of food, diesel and the dollar in Afghan markets, CC BY-IGO"
    row = rows[rows["commodity"] == "Fuel (diesel)"].iloc[0]
    assert (row["unit"], row["price_afn"], row["price_usd"], row["markets"]) == ("L", 70, 1, 1)
    assert (str(row["start"].date()), str(row["end"].date()), row["precision"]) == ("2024-05-01", "2024-05-31", "month")


def test_the_median_is_over_the_markets(prices):
    """By hand: of 40, 50, 56 and 90 the median is 53; the mean would be 59."""
    row = of(prices([*others("Bread"), *bread(90, 40, 56, 50)]), "Bread")
    assert (row["price_afn"], row["markets"]) == (53, 4)
    assert row["price_usd"] == pytest.approx(53 / 70)


def test_a_market_with_several_prices_in_a_month_counts_once(prices):
    """By hand: 10, 20 and 90 make 20 for the first market; with 40 of the second the median is 30."""
    rows = [*bread(40), *(line("Bread", it, market="Market 7", priceflag="actual") for it in (10, 20, 90))]
    row = of(prices([*others("Bread"), *rows]), "Bread")
    assert (row["price_afn"], row["markets"]) == (30, 2)


def test_markets_of_one_name_in_two_provinces_are_two(prices):
    rows = [line("Bread", it, admin1=where) for it, where in ((50, "Takhar"), (60, "Kunar"))]
    assert of(prices([*others("Bread"), *rows]), "Bread")["markets"] == 2


@given(st.lists(st.integers(5, 900), min_size=1, max_size=9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_median_of_any_prices_is_the_median(prices, shown):
    row = of(prices([*others("Bread"), *bread(*shown)]), "Bread")
    assert (row["price_afn"], row["markets"]) == (statistics.median(shown), len(shown))


def test_both_layouts_make_the_same_rows(prices):
    rows = [*others("Bread"), *bread(50, 60)]
    new = wfp.food_prices(prices(rows))
    assert wfp.food_prices(prices(rows, header=OLD, tags=TAGS)).equals(new)
    assert wfp.food_prices(prices(rows, header=OLD)).equals(new)


@pytest.mark.parametrize("flag", ["actual", "aggregate", "actual,aggregate"])
def test_what_was_seen_is_kept(prices, flag):
    assert of(prices([*others("Bread"), *bread(50, priceflag=flag)]), "Bread")["price_afn"] == 50


@pytest.mark.parametrize("flag", ["forecast", "aggregate,forecast"])
def test_forecasts_are_left_out(prices, flag):
    row = of(prices([*others("Bread"), *bread(50), line("Bread", 90, market="Ghazni", priceflag=flag)]), "Bread")
    assert (row["price_afn"], row["markets"]) == (50, 1)


@pytest.mark.parametrize(
    "change",
    [{"pricetype": "Wholesale"}, {"market": "National Average"}, {"price": ""}, {"commodity": "Salt"},
     {"date": "2014-12-15"}],
)  # fmt: skip
def test_what_is_no_retail_price_of_ours_in_a_market_is_left_out(prices, change):
    get = prices([*others("Bread"), *bread(50), line("Bread", 90, market="Ghazni") | change])
    assert len(wfp.food_prices(get)) == len(wfp.COMMODITIES)
    assert of(get, "Bread")["price_afn"] == 50


def test_the_two_qualities_of_flour_are_not_joined_to_the_old_one(prices):
    flours = {it for it in wfp.food_prices(prices(others()))["commodity"] if it.startswith("Wheat flour")}
    assert flours == {"Wheat flour", "Wheat flour (high quality)", "Wheat flour (low quality)"}


def test_units_are_kept_apart_and_one_that_we_do_not_know_is_a_fault(prices):
    rows = [*others("Oil (cooking)"), line("Oil (cooking)", 100), line("Oil (cooking)", 90, market="Ghazni", unit="L")]
    kept = check(wfp.food_prices(prices(rows)), FoodPrices, where="wfp")
    oil = kept[kept["commodity"] == "Oil (cooking)"].set_index("unit")
    assert dict(oil["price_afn"]) == {"KG": 100, "L": 90}
    with pytest.raises(FaultsError) as found:
        check(wfp.food_prices(prices([*others("Bread"), *bread(50, unit="Sack")])), FoodPrices, where="wfp")
    assert list(found.value.faults["value"]) == ["Sack"]


def test_a_dollar_price_that_is_missing_stays_missing(prices):
    row = of(prices([*others("Bread"), *bread(50, usdprice="")]), "Bread")
    assert row["price_afn"] == 50
    assert row["price_usd"] != row["price_usd"]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"priceflag": "guessed"}, "line 2: priceflag is 'guessed', which we do not know how to read"),
        ({"currency": "USD"}, "line 2: currency is 'USD'"),
        ({"price": "dear"}, "line 2: price is 'dear'"),
        ({"price": "-5"}, "line 2: price is '-5'"),
        ({"price": "inf"}, "line 2: price is 'inf'"),
        ({"usdprice": "0"}, "line 2: usdprice is '0'"),
        ({"date": "May 2024"}, "line 2: date is 'May 2024'"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_line(prices, change, shown):
    assert shown in refused(prices([line("Bread", 50) | change, *others()]))


def test_the_line_is_that_of_the_file_under_hxl_tags_too(prices):
    rows = [line("Bread", 50), line("Bread", "dear", market="Ghazni", usd=1), *others()]
    assert "line 4: price is 'dear'" in refused(prices(rows, header=OLD, tags=TAGS))


def test_the_price_of_a_sack_is_refused(prices):
    assert refused(prices([*others("Wheat"), line("Wheat", 3500)])) == (
        "wfp_food_prices_afg.csv: the median of Wheat (KG) in 2024-05 in afghani: 3,500 is outside 3 to 1,000. "
        "Is it in another unit?"
    )


def test_prices_in_dollars_and_a_rate_the_other_way_round_are_refused(prices):
    dollars = [*others("Wheat"), line("Wheat", 30, usd=30)]
    assert "in afghani for each dollar of its dollar price: 1 is outside 56 to 87.5" in refused(prices(dollars))
    rate = [*others(wfp._RATE), line(wfp._RATE, 1 / 70, usd=1)]
    assert "the median of Exchange rate in 2024-05 in afghani: 0.01429" in refused(prices(rate))


def test_dollar_prices_are_held_to_the_rate_of_their_own_month(prices):
    """By hand: 45 afghani for a dollar is a possible rate, but not where the market's is 63."""
    of_month = [line(wfp._RATE, 63, usd=1)]
    bounds = "in afghani for each dollar of its dollar price: 45 is outside 50.4 to 78.75"
    wrong = [line("Bread", 90, usd=2)]
    assert bounds in refused(prices([*others("Bread", wfp._RATE), *of_month, *wrong]))
    right = [line("Bread", 126, usd=2)]
    assert of(prices([*others("Bread", wfp._RATE), *of_month, *right]), "Bread")["price_usd"] == 2


def test_the_rate_of_dollar_prices_is_that_of_markets_that_have_both(prices):
    """A dear market without a dollar price says nothing of the rate of the others."""
    rows = [*bread(70, 70), line("Bread", 700, market="Ghazni", usdprice="")]
    assert of(prices([*others("Bread"), *rows]), "Bread")["price_usd"] == 1


def test_a_series_that_goes_on_under_another_name_is_told(prices):
    old = [line("Sugar", 70, usd=1, date="2023-10-15"), line("Sugar (local)", 70, usd=1, date="2023-11-15")]
    new = [line("Sugar (local)", 70, usd=1)]
    assert refused(prices([*others("Sugar"), *old, *new])) == (
        "wfp_food_prices_afg.csv: Sugar ends in 2023-10, the file in 2024-05; Sugar (local) begins there. "
        "Does it go on under another name?"
    )
    assert "Sugar ends in 2023-10, the file in 2024-05. Does" in refused(prices([*others("Sugar"), old[0]]))


def test_a_series_may_rest_for_half_a_year_and_one_that_is_known_to_end_may_end(prices):
    rows = [line("Sugar", 70, usd=1, date="2023-11-15"), line("Wheat flour", 70, usd=1, date="2021-01-15")]
    assert len(wfp.food_prices(prices([*others("Sugar", "Wheat flour"), *rows]))) == len(wfp.COMMODITIES)


def test_the_old_afghani_before_2015_is_not_read(prices):
    get = prices([*others(), line("Fuel (diesel)", 50_000, date="2000-03-15", usd=1057.9771)])
    assert of(get, "Fuel (diesel)")["price_afn"] == 70


def test_a_commodity_that_is_gone_is_named(prices):
    assert refused(prices(others("Sugar", "Wheat"))) == (
        "wfp_food_prices_afg.csv has no retail price of Sugar, Wheat since 2015-01"
    )


def test_a_file_that_is_cut_off_is_refused(prices):
    whole = text([*others(), *bread(50)])
    for lost in (1, 5, 30, 60):
        assert "line 14 is not a whole line: cut off" in refused(prices([], raw=whole[:-lost].encode()))
    hole = whole.replace(",AFN,70,", ",", 1)  # the first price, in line 2
    assert "line 2 is not a whole line: cut off" in refused(prices([], raw=hole.encode()))
    early = [it | {"date": "2024-03-15"} for it in others()]
    assert refused(prices(early)) == ("wfp_food_prices_afg.csv ends in 2024-03, where HDX states 2024-05: cut off")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"", "wfp_food_prices_afg.csv is empty"),
        (NEW.encode() + b"\n", "wfp_food_prices_afg.csv is empty, where HDX states"),
        (f"{OLD}\n{TAGS}\n".encode(), "wfp_food_prices_afg.csv is empty, where HDX states"),
        (b"<html><body>Not here</body></html>\n", "has no column date, admin1"),
        (NEW.encode() + b"\n\xff\xfe\n", "codec can't decode"),
        (f'{NEW}\n2024-05-15,"Province\n'.encode(), "unexpected end of data"),
        (b"date,price\n2024-05-15,50\n", "has no column admin1, market, commodity"),
    ],
)
def test_an_empty_or_foreign_file_is_refused(prices, raw, shown):
    said = refused(prices([], raw=raw))
    assert said.startswith("wfp_food_prices_afg.csv")
    assert shown in said


def test_a_file_that_is_not_there_is_named(prices, tmp_path):
    get = prices(others())
    (tmp_path / "prices.csv").unlink()
    assert "No such file" in refused(get)


@pytest.mark.parametrize(
    ("package", "shown"),
    [
        ({"success": False, "error": {"message": "Not found"}}, "refused: {'message': 'Not found'}"),
        ([], "refused: []"),
        ({"success": True}, "result is missing, where an object is expected"),
        ({"success": True, "result": {}}, "resources is missing, where a list is expected"),
        ({"success": True, "result": {"resources": []}}, "0 files are named wfp_food_prices_afg.csv"),
        ({"success": True, "result": {"resources": [{"url": URL}, {"url": f"{URL[:-4]}/wfp_food_prices_afg.csv"}]}},
         "2 files are named wfp_food_prices_afg.csv"),
        ({"success": True, "result": {"resources": [{"url": "file:///etc/wfp_food_prices_afg.csv"}]}}, "0 files"),
        (b"<html>", "the answer is not JSON"),
    ],
)  # fmt: skip
def test_an_exchange_that_does_not_name_the_file_is_refused(prices, package, shown):
    assert shown in refused(prices(others(), package=package))
