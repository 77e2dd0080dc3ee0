"""BACI from small zips written after the contract: what is kept, what each figure becomes, what is refused."""

import io
import zipfile

import pandas as pd
import pytest

from data.schema.check import FaultsError, check
from data.schema.tables import Sources, Trade
from data.vocabulary import codes
from loaders import LoaderError, baci
from loaders._http import zipped_csv
from tests.support.bulk import Door, cut_off, spoilt, zipped

VERSION = "202201"
ZIP = f"BACI_HS92_V{VERSION}.zip"
HEADER = "t,i,j,k,v,q\n"
NEW = """country_code,country_name,country_iso2,country_iso3
4,Afghanistan,AF,AFG
398,Kazakhstan,KZ,KAZ
417,Kyrgyzstan,KG,KGZ
490,"Asia, not elsewhere specified",N/A,
699,India,IN,IND
762,Tajikistan,TJ,TJK
792,Türkiye,TR,TUR
795,Turkmenistan,TM,TKM
860,Uzbekistan,UZ,UZB
"""
OLD = """country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha
4,Afghanistan,Afghanistan,AF,AFG
384,Côte d'Ivoire,Côte d'Ivoire,CI,CIV
398,Kazakhstan,Kazakhstan,KZ,KAZ
417,Kyrgyzstan,Kyrgyzstan,KG,KGZ
762,Tajikistan,Tajikistan,TJ,TJK
795,Turkmenistan,Turkmenistan,TM,TKM
860,Uzbekistan,Uzbekistan,UZ,UZB
"""
PRODUCTS = """code,description
010121,"Horses, live: pure-bred breeding animals"
080620,"Fruit, edible: grapes, dried"
100190,Cereals: wheat and meslin
110100,Wheat or meslin flour
271600,Electrical energy
"""
Y2019 = """2019,398,4,110100,300000.5,1000.25
2019,398,4,010121,12.5,
2019,4,860,080620,1234.567,NA
2019,860,4,271600,90000,5
2019,699,4,100190,77,7
2019,398,860,100190,88,8
"""
Y2020 = """2020,398,4,110100,  400000.000,    2000.500
2020,4,762,080620,       0.412,           NA
2020,795,4,100190,       1.001,
"""


def members(**changed):
    """The members of a good zip; a changed one by the beginning of its name, None to leave it out."""
    good = {
        f"BACI_HS92_Y2019_V{VERSION}.csv": HEADER + Y2019,
        f"BACI_HS92_Y2020_V{VERSION}.csv": HEADER + Y2020,
        f"country_codes_V{VERSION}.csv": NEW,
        f"product_codes_HS92_V{VERSION}.csv": PRODUCTS,
        "Readme.txt": "BACI",
    }
    short = {"y2019": "BACI_HS92_Y2019", "y2020": "BACI_HS92_Y2020", "countries": "country", "products": "product"}
    for key, body in changed.items():
        name = next(it for it in good if it.startswith(short[key]))
        good[name] = body
    return {name: body for name, body in good.items() if body is not None}


@pytest.fixture(autouse=True)
def _two_years(monkeypatch):
    """A zip of a version of 2022 ends in 2020; ours begin in 2019, so that they stay small."""
    monkeypatch.setattr(baci, "VERSIONS", (VERSION,))
    monkeypatch.setattr(baci, "FIRST_YEAR", 2019)


@pytest.fixture
def load(tmp_path):
    def loaded(content=None, **changed):
        path = zipped(tmp_path / ZIP, members(**changed) if content is None else content)
        return baci.trade(Door({ZIP: path}))

    return loaded


def figure(rows, start, hs, country):
    found = rows[(rows["start"] == start) & (rows["hs"] == hs) & (rows["country"] == country)]
    assert len(found) == 1
    return found.iloc[0]


def test_only_flows_between_afghanistan_and_the_five_are_kept(load):
    rows = load()
    shown = sorted(zip(rows["country"], rows["flow"], rows["hs"], rows["start"], strict=True))
    assert shown == [
        ("KAZ", "export", "010121", "2019-01-01"),
        ("KAZ", "export", "110100", "2019-01-01"),
        ("KAZ", "export", "110100", "2020-01-01"),
        ("TJK", "import", "080620", "2020-01-01"),
        ("TKM", "export", "100190", "2020-01-01"),
        ("UZB", "export", "271600", "2019-01-01"),
        ("UZB", "import", "080620", "2019-01-01"),
    ]


def test_thousands_of_dollars_become_dollars_without_a_crumb(load):
    rows = load()
    assert figure(rows, "2019-01-01", "110100", "KAZ")["value_usd"] == 300_000_500
    assert figure(rows, "2019-01-01", "080620", "UZB")["value_usd"] == 1_234_567
    assert figure(rows, "2020-01-01", "080620", "TJK")["value_usd"] == 412
    assert figure(rows, "2020-01-01", "100190", "TKM")["value_usd"] == 1_001  # 1.001 * 1000 is a little less


def test_padded_numbers_are_read_and_a_missing_quantity_is_missing_however_it_is_told(load):
    rows = load()
    assert figure(rows, "2019-01-01", "110100", "KAZ")["quantity_t"] == 1000.25
    assert figure(rows, "2020-01-01", "110100", "KAZ")["quantity_t"] == 2000.5
    for start, hs, country in [
        ("2019-01-01", "010121", "KAZ"),  # nothing
        ("2019-01-01", "080620", "UZB"),  # NA
        ("2020-01-01", "080620", "TJK"),  # NA after blanks
        ("2020-01-01", "100190", "TKM"),  # blanks
    ]:
        assert pd.isna(figure(rows, start, hs, country)["quantity_t"])


def test_electricity_has_no_weight(load):
    row = figure(load(), "2019-01-01", "271600", "UZB")
    assert (row["commodity"], row["value_usd"]) == ("electricity", 90_000_000)
    assert pd.isna(row["quantity_t"])
    assert "tonnes given for electricity are left out" in row["note"]


def test_a_whole_heading_has_our_code_and_every_other_product_a_name_of_its_own(load):
    rows = load().drop_duplicates("hs").set_index("hs")
    assert rows["commodity"].to_dict() == {
        "010121": "hs92_010121",
        "080620": "hs92_080620",
        "100190": "hs92_100190",
        "110100": "flour",
        "271600": "electricity",
    }
    assert rows["commodity_name"].dropna().to_dict() == {
        "010121": "Horses, live: pure-bred breeding animals",
        "080620": "Fruit, edible: grapes, dried",
        "100190": "Cereals: wheat and meslin",
    }
    assert rows.loc["110100", "note"].startswith("Wheat or meslin flour; BACI 202201, HS 1992")


def test_a_product_that_the_list_does_not_name_keeps_its_code(load):
    rows = load(products="code,description\n110100,Flour\n")
    (row,) = rows[rows["hs"] == "010121"].to_dict("records")
    assert (row["commodity"], codes.goods(row)) == ("hs92_010121", "a product without a name (HS 010121)")


@pytest.mark.parametrize("code", ["10121", "80620", "", "HS0101", "0101211"])
def test_a_list_of_products_that_lost_its_leading_zeros_is_refused(load, code):
    """Or all goods of chapters 01 to 09 would lose their names."""
    with pytest.raises(LoaderError, match=f"the list of products has '{code}', which is not a product of six digits"):
        load(products=PRODUCTS + f"{code},Horses\n")


def test_each_row_says_that_cepii_reconciled_it_and_the_last_year_is_provisional(load):
    rows = load()
    assert set(rows["reported_by"]) == {"CEPII"}
    assert set(rows["valuation"]) == {"FOB"}
    assert set(rows["source_id"]) == {"cepii-baci-202201"}
    assert rows.groupby("start")["status"].agg(set).to_dict() == {
        "2019-01-01": {"statistic"},
        "2020-01-01": {"preliminary"},
    }
    assert (rows["note"].str.contains("provisional") == (rows["start"] == "2020-01-01")).all()


def test_the_rows_and_their_source_pass_the_check(tmp_path):
    get = Door({ZIP: zipped(tmp_path / ZIP, members())})
    source = check(baci.sources(get), Sources, where="baci")
    rows = check(baci.trade(get), Trade, where="baci", sources=set(source["source_id"]))
    assert len(rows) == 7
    assert (source.loc[0, "start"], source.loc[0, "precision"]) == (pd.Timestamp("2022-01-01"), "month")
    with pytest.raises(FaultsError):
        check(baci.trade(get), Trade, where="baci", sources={"cepii-baci-202101"})


def test_the_older_layout_of_the_list_of_countries_says_the_same(load):
    pd.testing.assert_frame_equal(load(countries=OLD.encode("latin-1")), load())


def test_marks_of_byte_order_and_blank_lines_say_nothing(load):
    mark = "\ufeff"
    shown = load(y2019=mark + HEADER + "\n" + Y2019 + "\n\n", countries=mark + NEW, products=mark + PRODUCTS)
    pd.testing.assert_frame_equal(shown, load())


def test_a_block_of_blank_lines_is_no_end(load, monkeypatch):
    whole = load()
    monkeypatch.setattr(zipped_csv, "_BLOCK", 4)
    pd.testing.assert_frame_equal(load(y2019=HEADER + "\n" * 9 + Y2019), whole)


def test_a_last_line_that_does_not_end_is_read(load):
    pd.testing.assert_frame_equal(load(y2020=HEADER + Y2020.rstrip("\n")), load())


@pytest.mark.parametrize("block", [40, 64, 101])
def test_where_a_block_is_cut_makes_no_difference(load, monkeypatch, block):
    whole = load()
    monkeypatch.setattr(zipped_csv, "_BLOCK", block)
    pd.testing.assert_frame_equal(load(), whole)


def test_a_zip_that_unpacks_to_far_more_than_trade_data_do_is_refused_before_it_is_read(tmp_path, monkeypatch):
    lines = "2020,699,842,010121,1,1\n" * 3_000_000  # 72 MB of other states' trade, packed to a three-hundredth
    path = zipped(tmp_path / ZIP, members(y2020=HEADER + Y2020 + lines))
    monkeypatch.setattr(zipped_csv, "scan", None)
    for table in (baci.trade, baci.sources):
        with pytest.raises(
            LoaderError, match=r"unpacks to 72,\d+,\d+ bytes, where 67,108,864 are the most for its size"
        ):
            table(Door({ZIP: path}))


def test_a_large_zip_may_unpack_to_sixty_times_its_size(load, monkeypatch):
    monkeypatch.setattr(zipped_csv, "_LARGEST_UNPACKED", 1)
    assert len(load()) == 7
    monkeypatch.setattr(zipped_csv, "_MOST_TIMES", 0.1)
    with pytest.raises(LoaderError, match="are the most for its size"):
        load()


def test_more_rows_than_six_states_can_trade_are_refused_whatever_member_they_are_in(load, monkeypatch):
    monkeypatch.setattr(zipped_csv, "_MOST_KEPT", 7)  # four of 2019, three of 2020
    assert len(load()) == 7
    monkeypatch.setattr(zipped_csv, "_MOST_KEPT", 6)
    with pytest.raises(LoaderError, match=r"BACI_HS92_Y2020_V202201\.csv has more than 6 rows for us"):
        load()


def test_a_list_that_is_too_large_to_be_one_is_refused(load, monkeypatch):
    monkeypatch.setattr(zipped_csv, "_LARGEST_LIST", 100)
    with pytest.raises(LoaderError, match="too large for a list of codes"):
        load()


def test_a_list_may_be_as_large_as_the_limit(monkeypatch):
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("codes.csv", "a\n1\n")
        monkeypatch.setattr(zipped_csv, "_LARGEST_LIST", 4)
        assert zipped_csv.listing(archive, "codes.csv", "x") == [{"a": "1"}]
        monkeypatch.setattr(zipped_csv, "_LARGEST_LIST", 3)
        with pytest.raises(LoaderError, match="too large"):
            zipped_csv.listing(archive, "codes.csv", "x")


def test_countries_go_by_iso3_and_not_by_their_number(load):
    moved = NEW.replace("398,Kazakhstan", "399,Kazakhstan")
    years = {key: (HEADER + it).replace(",398,", ",399,") for key, it in [("y2019", Y2019), ("y2020", Y2020)]}
    pd.testing.assert_frame_equal(load(countries=moved, **years), load())


@pytest.mark.parametrize(
    ("countries", "says"),
    [
        ("code,name\n4,Afghanistan\n", "neither of its known layouts"),
        ("", "neither of its known layouts"),
        (NEW.replace("UZB", "UZK"), "no number for UZB"),
        (NEW + "5,Old Afghanistan,AF,AFG\n", "['4', '5'] for AFG"),
        (NEW.replace("860,", "eight,"), "['eight'] for UZB"),
    ],
)
def test_a_foreign_list_of_countries_is_refused(load, countries, says):
    with pytest.raises(LoaderError, match="list of countries") as why:
        load(countries=countries)
    assert str(why.value).startswith(f"BACI {VERSION}: the list of countries")
    assert says in str(why.value)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"y2019": None}, "lacks BACI_HS92_Y2019_V202201.csv"),
        ({"y2020": None}, "lacks BACI_HS92_Y2020_V202201.csv"),
        ({"y2020": ""}, "Y2020_V202201.csv is empty"),
        ({"y2020": HEADER + "x" * 20_000}, "Y2020_V202201.csv cannot be read: a line is longer"),
        ({"y2020": HEADER}, "Y2020_V202201.csv holds no row"),
        ({"countries": None}, "lacks country_codes_V202201.csv"),
        ({"products": None}, "lacks product_codes_HS92_V202201.csv"),
        ({"products": "hs,text\n110100,Flour\n"}, "list of products"),
        ({"products": ""}, "list of products"),
        ({"y2020": "year,exporter,importer,k,v,q\n" + Y2020}, "Y2020_V202201.csv lacks the columns t, i, j"),
        ({"y2020": "<!DOCTYPE html>\n<html>503</html>\n"}, "Y2020_V202201.csv lacks the columns t, i, j"),
        ({"y2020": HEADER + "2020,398,4,110100,1,1\n2020,398\n"}, "Y2020_V202201.csv cannot be read: .*columns"),
        ({"y2020": HEADER + "2020,x,4,110100,1,1\n"}, "Y2020_V202201.csv cannot be read: .*int32"),
        ({"y2020": HEADER + "2020,,4,110100,1,1\n"}, "Y2020_V202201.csv cannot be read: .*int32"),
        ({"y2020": HEADER + Y2019}, "holds another year than 2020"),
        ({"y2020": HEADER + "2020,398,4,10121,1,1\n"}, "'10121' from KAZ to AFG in 2020 is not a product of six digits"),
        ({"y2020": HEADER + "2020,398,4,110100,NA,1\n"}, "'110100' from KAZ to AFG in 2020 has no value"),
        ({"y2020": HEADER + "2020,398,4,110100,1_0,1\n"}, "column v holds '1_0', which is not a number"),
        ({"y2020": HEADER + "2020,398,4,110100,1,inf\n"}, "column q holds 'inf', which is not a number"),
        ({"y2020": HEADER + "2020,398,4,110100,1,1\n2020,398,4,110100,1,1\n"}, "is there twice"),
        ({"y2020": HEADER + "2020,398,4,110100,1,1\n2020,398,4,110100,2,2\n"}, "is there twice"),
    ],
)  # fmt: skip
def test_what_is_missing_empty_foreign_or_double_is_refused(load, changed, says):
    with pytest.raises(LoaderError, match=f"^BACI {VERSION}: .*{says}"):
        load(**changed)


def test_a_hole_between_the_years_is_refused(load):
    content = members(y2020=None) | {f"BACI_HS92_Y2021_V{VERSION}.csv": HEADER + "2021,398,4,110100,1,1\n"}
    with pytest.raises(LoaderError, match=r"lacks BACI_HS92_Y2020_V202201\.csv"):
        load(content)


@pytest.mark.parametrize("name", ["BACI_HS92_Y2021_V202101.csv", "BACI_HS17_Y2021_V202201.csv"])
def test_versions_and_editions_are_never_mixed(load, name):
    with pytest.raises(LoaderError, match=f"{name} is of another edition or version"):
        load(members() | {name: HEADER})


def test_a_zip_without_a_year_is_refused(load):
    with pytest.raises(LoaderError, match="lacks BACI_HS92_Y2019"):
        load(members(y2019=None, y2020=None))


def test_a_zip_that_reaches_further_than_it_must_is_taken_whole(load):
    content = members() | {f"BACI_HS92_Y2021_V{VERSION}.csv": HEADER + "2021,398,4,110100,1,1\n"}
    rows = load(content)
    assert len(rows) == 8
    assert set(rows.loc[rows["status"] == "preliminary", "start"]) == {"2021-01-01"}


@pytest.mark.parametrize("factor", [1000, 0.001])
def test_values_in_another_unit_are_refused(load, factor):
    shown = pd.DataFrame([it.split(",") for it in Y2019.split()], columns=list("tijkvq"))
    shown["v"] = shown["v"].astype(float) * factor
    with pytest.raises(LoaderError, match="not thousands of dollars"):
        load(y2019=shown.to_csv(index=False, lineterminator="\n"))


def test_a_zip_without_the_trade_that_proves_its_unit_is_refused(load):
    nothing = {f"y{it}": HEADER + f"{it},699,4,110100,300000,1\n" for it in (2019, 2020)}
    with pytest.raises(LoaderError, match="no trade in 2019 or 2020, so its unit cannot be proved"):
        load(**nothing)


def test_a_zip_that_lost_the_largest_pair_is_refused(load):
    with pytest.raises(LoaderError, match="add up to 0 dollars where the IMF has 399,400,000"):
        load(y2019=HEADER + "2019,860,4,110100,300000,1\n")


def test_a_zip_that_was_cut_off_is_refused(tmp_path):
    path = zipped(tmp_path / ZIP, members())
    cut_off(path)
    with pytest.raises(LoaderError, match=f"{ZIP} cannot be read"):
        baci.trade(Door({ZIP: path}))


@pytest.mark.parametrize("where", [0, 0.5, 0.9])
def test_a_damaged_member_is_refused_by_its_name(tmp_path, where):
    more = "".join(f"2020,{it % 200 + 1},{it % 190 + 300},{it * 37 % 900000:06d},{it}.5,{it}\n" for it in range(20_000))
    path = zipped(tmp_path / ZIP, members(y2020=HEADER + Y2020 + more))
    assert len(baci.trade(Door({ZIP: path}))) >= 7
    spoilt(path, f"BACI_HS92_Y2020_V{VERSION}.csv", where)
    with pytest.raises(LoaderError, match=r"BACI_HS92_Y2020_V202201\.csv cannot be read"):
        baci.trade(Door({ZIP: path}))


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / ZIP).write_text("<html>Not found</html>")
    for table in (baci.trade, baci.sources):
        with pytest.raises(LoaderError, match=f"{ZIP} cannot be read"):
            table(Door({ZIP: tmp_path / ZIP}))


def test_a_member_is_never_read_whole(tmp_path, monkeypatch):
    lines = "".join(f"2020,{it % 200 + 5},699,{it * 37 % 900000:06d},1.5,2\n" for it in range(600_000))
    path = zipped(tmp_path / ZIP, members(y2020=HEADER + Y2020 + lines))
    read, sizes = zipfile.ZipExtFile.read, []

    def bounded(self, n=-1):
        assert n is not None, "the member is read whole"
        assert 0 <= n <= 8 << 20, "the member is read whole"
        sizes.append(n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", bounded)
    assert len(baci.trade(Door({ZIP: path}))) == 7
    assert len([it for it in sizes if it > 1 << 20]) > 2  # several blocks to a member


def test_the_newest_version_that_is_there_is_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(baci, "VERSIONS", ("202301", "202201", "202101"))
    get = Door({ZIP: zipped(tmp_path / ZIP, members())})
    assert set(baci.trade(get)["source_id"]) == {"cepii-baci-202201"}
    assert get.asked == ["BACI_HS92_V202301.zip", ZIP]


def test_no_version_at_all_is_told_with_what_was_tried_and_the_tries_are_bounded(monkeypatch):
    monkeypatch.setattr(baci, "VERSIONS", tuple(f"{year}01" for year in range(2060, 2000, -1)))
    get = Door()
    with pytest.raises(LoaderError, match=r"no version is available: 206001: BACI_HS92_V206001\.zip is not there"):
        baci.sources(get)
    assert len(get.asked) == 12


def test_a_newer_version_that_is_not_to_be_had_for_now_never_gives_way_to_an_older_one(tmp_path, monkeypatch):
    monkeypatch.setattr(baci, "VERSIONS", ("202301", "202201"))
    get = Door({ZIP: zipped(tmp_path / ZIP, members()), "BACI_HS92_V202301.zip": LoaderError("it answered 503")})
    with pytest.raises(LoaderError, match="it answered 503"):
        baci.trade(get)


def test_what_is_no_version_is_refused_before_it_becomes_an_address(monkeypatch):
    monkeypatch.setattr(baci, "VERSIONS", ("../202201",))
    get = Door()
    with pytest.raises(LoaderError, match="is not a version like"):
        baci.trade(get)
    assert get.asked == []


def test_the_environment_names_mirror_and_version(root):
    import os
    import subprocess
    import sys

    code = "from loaders import baci; print(baci.BACI_URL, baci.VERSIONS)"
    env = {**os.environ, "BACI_URL": "http://127.0.0.1:9/x", "BACI_VERSIONS": "202501 202401b"}
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=env, check=True, capture_output=True, text=True)
    assert done.stdout.split(maxsplit=1) == ["http://127.0.0.1:9/x", "('202501', '202401b')\n"]
