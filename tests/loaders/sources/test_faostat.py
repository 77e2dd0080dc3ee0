"""FAOSTAT's trade matrix from small zips written after the contract: what is kept, what each figure becomes, what is refused."""

import csv
import io
import json
import zipfile

import pandas as pd
import pytest

from data.schema.check import check
from data.schema.tables import Sources, Trade
from loaders import LoaderError, faostat
from tests.support.bulk import Door, cut_off, spoilt, zipped

HEADER = [
    "Reporter Country Code", "Reporter Country Code (M49)", "Reporter Countries", "Partner Country Code",
    "Partner Country Code (M49)", "Partner Countries", "Item Code", "Item Code (CPC)", "Item", "Element Code",
    "Element", "Year Code", "Year", "Unit", "Value", "Flag",
]  # fmt: skip
STATES = {
    "AFG": ("2", "'004", "Afghanistan"), "KAZ": ("108", "'398", "Kazakhstan"), "UZB": ("235", "'860", "Uzbekistan"),
    "TJK": ("208", "'762", "Tajikistan"), "IND": ("100", "'356", "India"), "CIV": ("107", "'384", "Côte d'Ivoire"),
}  # fmt: skip
ITEMS = {
    "15": ("'0111", "Wheat"), "16": ("'23110", "Wheat and meslin flour"), "116": ("'01510", "Potatoes"),
    "162": ("'2351f", "Raw cane or beet sugar (centrifugal only)"), "977": ("'02122", "Sheep"),
    "671": ("'01630", "Maté leaves"), "30": ("'0113", "Rice, paddy (rice milled equivalent)"),
}  # fmt: skip
ELEMENTS = {"XQ": "Export quantity", "XV": "Export value", "MQ": "Import quantity", "MV": "Import value"}
LIST = {"Datasets": {"Dataset": [{"DatasetCode": "QCL", "DateUpdate": "2026-01-05"},
                                 {"DatasetCode": "TM", "DateUpdate": "2025-12-23"}]}}  # fmt: skip
GOOD = [
    ("KAZ", "AFG", "16", "XQ", "2022", "t", "1234.500000", "A"),
    ("KAZ", "AFG", "16", "XV", "2022", "1000 USD", "456.789000", "A"),
    ("AFG", "KAZ", "16", "MQ", "2022", "t", "1200.000000", "I"),
    ("AFG", "KAZ", "16", "MV", "2022", "1000 USD", "511.000000", "I"),
    ("AFG", "UZB", "162", "XV", "2019", "1000 USD", "3.000000", "X"),
    ("TJK", "AFG", "977", "MQ", "2019", "An", "1250.000000", "A"),
    ("TJK", "AFG", "977", "MV", "2019", "1000 USD", "80.000000", "A"),
    ("IND", "AFG", "15", "XV", "2022", "1000 USD", "9.000000", "A"),
    ("KAZ", "UZB", "15", "XV", "2022", "1000 USD", "8.000000", "A"),
    ("AFG", "AFG", "15", "XV", "2022", "1000 USD", "7.000000", "A"),
    ("CIV", "IND", "15", "XV", "2022", "1000 USD", "6.000000", "A"),
]


def body(rows=GOOD, header=HEADER, quoting=csv.QUOTE_ALL, **spelt):
    """The CSV of a zip; `spelt` replaces parts of its cells."""
    text = io.StringIO()
    write = csv.writer(text, quoting=quoting, lineterminator="\r\n")
    write.writerow(header)
    for reporter, partner, item, element, year, unit, value, flag in rows:
        row = [
            *STATES[reporter],
            *STATES[partner],
            item,
            *ITEMS[item],
            "5000",
            ELEMENTS[element],
            year,
            year,
            unit,
            value,
            flag,
        ]
        write.writerow([spelt.get(it, it) for it in row])
    return text.getvalue()


def door(tmp_path, told=None, listed=None, **others):
    members = {
        faostat.MEMBER: body() if told is None else told,
        "Trade_DetailedTradeMatrix_E_Flags.csv": "Flag,Description\n",
    }
    path = zipped(tmp_path / "matrix.zip", {**members, **others})
    return Door({faostat.ARCHIVE: path, faostat.LIST: json.dumps(LIST if listed is None else listed).encode()})


@pytest.fixture
def load(tmp_path):
    return lambda told=None: faostat.trade(door(tmp_path, told))


def changed(**cells):
    """The good rows with the first one changed."""
    names = ("reporter", "partner", "item", "element", "year", "unit", "value", "flag")
    return [tuple({**dict(zip(names, GOOD[0], strict=True)), **cells}.values()), *GOOD[1:]]


def figure(rows, **wanted):
    found = rows[(rows[list(wanted)] == pd.Series(wanted)).all(axis="columns")]
    assert len(found) == 1
    return found.iloc[0]


def test_only_afghanistan_with_the_five_is_kept_as_both_sides_report_it(load):
    rows = load()
    told = sorted(
        zip(rows["country"], rows["flow"], rows["reported_by"], rows["valuation"], rows["start"], strict=True)
    )
    assert told == [
        ("KAZ", "export", "FAO", "CIF", "2022-01-01"),  # imputed for Afghanistan
        ("KAZ", "export", "KAZ", "FOB", "2022-01-01"),
        ("TJK", "import", "TJK", "CIF", "2019-01-01"),
        ("UZB", "import", "AFG", "FOB", "2019-01-01"),
    ]


def test_value_and_quantity_of_one_figure_share_a_row_in_dollars_and_tonnes(load):
    row = figure(load(), country="KAZ", reported_by="KAZ")
    assert (row["value_usd"], row["quantity_t"]) == (456_789, 1234.5)
    assert (row["commodity"], row["hs"]) == ("flour", "1101")
    assert row["note"] == "FAO item 16, Wheat and meslin flour; official (A)"


def test_what_the_fao_imputes_is_never_called_the_side_s_own_figure(load):
    row = figure(load(), reported_by="FAO")
    assert (row["value_usd"], row["quantity_t"]) == (511_000, 1200)
    assert row["note"].endswith("imputed (I); in place of a report by Afghanistan")


def test_an_official_value_with_an_estimated_quantity_are_two_rows_by_two_reporters(load):
    rows = load(body(changed(flag="E")))
    own = figure(rows, country="KAZ", reported_by="KAZ")
    assert (own["value_usd"], pd.isna(own["quantity_t"])) == (456_789, True)
    fao = figure(rows, reported_by="FAO", valuation="FOB")
    assert (pd.isna(fao["value_usd"]), fao["quantity_t"]) == (True, 1234.5)


def test_flags_that_differ_are_told_for_each_measure(load):
    row = figure(load(body(changed(flag="X"))), country="KAZ", reported_by="KAZ")
    assert row["note"].endswith("value official (A), quantity from an international organisation (X)")


def test_animals_are_counted_in_the_note_and_never_as_tonnes(load):
    row = figure(load(), country="TJK")
    assert (row["value_usd"], pd.isna(row["quantity_t"])) == (80_000, True)
    assert row["note"].endswith("; 1,250 animals")
    thousands = [*GOOD[:5], ("TJK", "AFG", "977", "MQ", "2019", "1000 An", "1.25", "A"), *GOOD[6:]]
    assert figure(load(body(thousands)), country="TJK")["note"].endswith("; 1,250 animals")


def test_an_item_that_is_finer_than_our_codes_keeps_the_name_that_fao_gives(load):
    row = figure(load(), country="UZB")
    assert (row["commodity"], row["commodity_name"]) == ("fao_162", "Raw cane or beet sugar (centrifugal only)")
    assert pd.isna(row["hs"])


@pytest.mark.parametrize(
    ("item", "commodity", "hs"),
    [("15", "wheat", "1001"), ("30", "rice", "1006"), ("116", "potatoes", "0701")],
)
def test_an_item_that_is_one_of_ours_has_our_code(load, item, commodity, hs):
    row = figure(load(body(changed(item=item))), country="KAZ", commodity=commodity)
    assert (row["hs"], row["quantity_t"]) == (hs, 1234.5)


def test_an_item_that_changed_its_meaning_is_refused(load):
    with pytest.raises(LoaderError, match="item 16 is 'Bran of rye', where flour is expected"):
        load(body(**{"Wheat and meslin flour": "Bran of rye"}))


def test_a_reported_zero_is_zero_and_a_missing_value_is_missing(load):
    zero = figure(load(body(changed(value="0.000000"))), country="KAZ", reported_by="KAZ")
    assert zero["quantity_t"] == 0
    none = figure(load(body(changed(value="", flag="M"))), country="KAZ", reported_by="KAZ")
    assert pd.isna(none["quantity_t"])
    assert none["value_usd"] == 456_789
    assert none["note"].endswith("; official (A)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_names_are_read_in_either_encoding(load, encoding):
    rows = load(body(changed(item="671")).encode(encoding))
    assert "Maté leaves" in set(rows["commodity_name"])


def test_older_spellings_say_the_same(load):
    older = {"Export value": "Export Value", "Import quantity": "Import Quantity", "1000 USD": "1000 US$", "t": "tonnes",
             "'004": "004", "'398": "398"}  # fmt: skip
    pd.testing.assert_frame_equal(load(body(quoting=csv.QUOTE_MINIMAL, **older)), load())


def test_the_columns_may_come_in_another_order_with_others_between_them(load):
    frame = pd.read_csv(io.StringIO(body()), dtype=str, keep_default_na=False)
    turned = frame[frame.columns[::-1]].assign(Note="x").to_csv(index=False)
    pd.testing.assert_frame_equal(load(turned), load())


def test_the_rows_and_their_source_pass_the_check(tmp_path):
    get = door(tmp_path)
    source = check(faostat.sources(get), Sources, where="faostat")
    rows = check(faostat.trade(get), Trade, where="faostat", sources=set(source["source_id"]))
    assert len(rows) == 4
    assert list(source["source_id"]) == ["fao-trade-matrix-2025-12"]
    assert (source.loc[0, "start"], source.loc[0, "precision"]) == (pd.Timestamp("2025-12-23"), "day")


def test_its_source_is_another_than_that_of_the_curated_cut(tmp_path):
    import data
    from loaders import curated

    known = set(data.read(Sources)["source_id"]) | set(curated.sources(Door())["source_id"])
    assert not known & set(faostat.sources(door(tmp_path))["source_id"])


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("", "is empty"),
        (body([]), r"\(Normalized\)\.csv holds no row"),
        (body(GOOD[7:]), "has no row between Afghanistan and the five states"),
        (body(header=["Area" if it == "Item" else it for it in HEADER]), "lacks the columns Item"),
        ("<!DOCTYPE html>\n<html>503</html>\n", "lacks the columns"),
        (body() + '"2","\'004"\r\n', "cannot be read: .*columns"),
        (body(changed(unit="kg")), "the unit .*kg.* is not known to the loader"),
        (body(changed(unit="1000 USD")), "the unit .*quantity.*1000 USD.* is not known to the loader"),
        (body(**{"1000 USD": "1000000 USD"}), "the unit .*1000000 USD.* is not known to the loader"),
        (body(**{"Export quantity": "Export index"}), "the element 'export index' is not known to the loader"),
        (body(changed(flag="Z")), "the flag 'Z' is not known to the loader"),
        (body(changed(value="1,5")), "column Value holds '1,5', which is not a number"),
        (
            body([GOOD[0], *GOOD]),
            "the export quantity of 'Wheat and meslin flour', KAZ with AFG in 2022, is there twice",
        ),
        (body([*changed(value="7", flag="E")[:1], *GOOD]), "is there twice"),
    ],
)
def test_what_is_empty_foreign_or_double_is_refused(load, told, says):
    with pytest.raises(LoaderError, match=says):
        load(told)


def test_the_wide_matrix_is_refused_by_the_names_of_its_members(tmp_path):
    path = zipped(tmp_path / "wide.zip", {"Trade_DetailedTradeMatrix_E_All_Data.csv": body()})
    get = Door({faostat.ARCHIVE: path, faostat.LIST: json.dumps(LIST).encode()})
    with pytest.raises(
        LoaderError, match=r"the zip lacks .*Normalized.*; it has Trade_DetailedTradeMatrix_E_All_Data\.csv"
    ):
        faostat.trade(get)


@pytest.mark.parametrize(
    "listed",
    [
        {}, [], {"Datasets": {"Dataset": []}}, {"Datasets": {"Dataset": [{"DatasetCode": "TM"}]}},
        {"Datasets": {"Dataset": [{"DatasetCode": "TM", "DateUpdate": "soon"}]}},
        {"Datasets": {"Dataset": [{"DatasetCode": "TM", "DateUpdate": None}]}},
    ],
)  # fmt: skip
def test_a_list_that_does_not_date_the_matrix_is_refused(tmp_path, listed):
    with pytest.raises(LoaderError, match="does not say when the trade matrix"):
        faostat.sources(door(tmp_path, listed=listed))


def test_a_list_that_is_no_json_is_refused():
    with pytest.raises(LoaderError, match="does not say when the trade matrix"):
        faostat.sources(Door({faostat.LIST: b"<html>503</html>"}))


def test_a_zip_that_was_cut_off_is_refused(tmp_path):
    get = door(tmp_path)
    cut_off(get.known[faostat.ARCHIVE])
    with pytest.raises(LoaderError, match=r"matrix\.zip cannot be read"):
        faostat.trade(get)


@pytest.mark.parametrize("where", [0, 0.5, 0.9])
def test_a_damaged_member_is_refused_by_its_name(tmp_path, where):
    more = [("CIV", "IND", "15", "XV", str(1900 + it % 100), "1000 USD", f"{it}", "A") for it in range(20_000)]
    get = door(tmp_path, body(GOOD + more))
    assert len(faostat.trade(get)) == 4
    spoilt(get.known[faostat.ARCHIVE], faostat.MEMBER, where)
    with pytest.raises(LoaderError, match=r"\(Normalized\)\.csv cannot be read"):
        faostat.trade(get)


def test_a_way_of_packing_that_python_cannot_read_is_told(tmp_path, monkeypatch):
    get = door(tmp_path)

    def unpacked(*_, **__):
        raise NotImplementedError("compression type 9 (deflate64)")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    with pytest.raises(LoaderError, match="cannot be read: compression type 9"):
        faostat.trade(get)


def test_the_member_is_never_read_whole(tmp_path, monkeypatch):
    more = [("CIV", "IND", "15", "XV", str(1900 + it % 100), "1000 USD", f"{it}", "A") for it in range(100_000)]
    get = door(tmp_path, body(GOOD + more))
    read = zipfile.ZipExtFile.read

    def bounded(self, n=-1):
        assert n is not None, "the member is read whole"
        assert 0 <= n <= 8 << 20, "the member is read whole"
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", bounded)
    assert len(faostat.trade(get)) == 4
