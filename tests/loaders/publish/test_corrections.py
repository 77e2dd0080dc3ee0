"""The file of corrections: each line is understood, or named with the rule that it breaks."""

import pandas as pd
import pytest

from data.schema.columns import Table
from data.schema.tables import Recognition, Trade
from loaders import LoaderError, discover
from loaders._publish import corrections as correcting

HEADER = "source,table,where,column,value,expect,reason,until,source_id"
LINE = "curated,trade,country=KAZ;UZB;flow=export,value_usd,5,7,a slip,2027-01-31,x-nd"


@pytest.fixture
def read(tmp_path):
    def now(*lines, header=HEADER):
        path = tmp_path / "corrections.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return correcting.read(path)

    return now


def rows(*changes):
    return pd.DataFrame(
        [{"country": "KAZ;UZB", "flow": "export", "value_usd": 7.0, "note": None} | it for it in changes]
    )


def apply(corrections, shown, table: type[Table] = Trade):
    return correcting.apply(shown, table, corrections, cited={"x-nd"}, today=None)


def test_those_of_the_project_are_in_order():
    correcting.check_loaders(discover())


def test_a_condition_may_hold_several_codes(read):
    (found,) = read(LINE)
    assert found.where == {"country": "KAZ;UZB", "flow": "export"}
    done = apply([found], rows({}, {"flow": "import"}))
    assert list(done["value_usd"]) == ["5", 7.0]


def test_rows_are_found_by_what_they_say_whatever_their_line(read):
    shown = rows({"flow": "import"}, {}).set_axis([7, 9])
    assert list(apply(read(LINE), shown)["value_usd"]) == [7.0, "5"]


def test_a_note_that_is_there_stays(read):
    done = apply(read(LINE), rows({"note": "FOB"}))
    assert done["note"].iloc[0] == "FOB; value_usd corrected from 7 to 5: a slip (x-nd)"


def test_a_cell_may_be_emptied_and_an_empty_one_filled(read):
    emptied = apply(read(LINE.replace(",5,7,", ",,7,")), rows({}))
    assert emptied["value_usd"].isna().all()
    assert "value_usd corrected from 7 to empty: " in emptied["note"].iloc[0]
    filled = apply(read(LINE.replace(",5,7,", ",5,,")), rows({"value_usd": None}))
    assert list(filled["value_usd"]) == ["5"]
    assert "value_usd corrected from empty to 5: " in filled["note"].iloc[0]


def test_days_and_flags_are_compared_as_what_they_are(read):
    shown = pd.DataFrame({"country": ["KAZ"], "start": [pd.Timestamp(2021, 8, 15)], "preferred": [True]})
    line = "curated,recognition,start=2021-08-15,preferred,no,yes,read amiss,,x-nd"
    assert list(apply(read(line), shown, Recognition)["preferred"]) == ["no"]


def test_another_table_is_left_alone(read):
    shown = rows({})
    assert apply(read(LINE), shown, Recognition) is shown


@pytest.mark.parametrize(
    ("shown", "rule"),
    [
        ([], "there is no row of curated/trade where country=KAZ;UZB;flow=export, not one"),
        ([{"flow": "import"}], "there is no row of curated/trade"),
        ([{}, {}], "2 rows of curated/trade"),
        ([{"value_usd": 8}], "no longer has value_usd = 7 but 8; remove the line if the source has corrected itself"),
        ([{"value_usd": None}], "no longer has value_usd = 7 but empty"),
    ],
)
def test_a_correction_that_fits_nothing_is_an_error(read, shown, rule):
    with pytest.raises(LoaderError) as why:
        apply(read("", LINE), rows(*shown) if shown else rows({}).head(0))
    assert str(why.value).startswith("data/corrections.csv, line 3: ")
    assert rule in str(why.value)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (LINE.replace("curated,trade", "curated,nothing"), "there is no table nothing"),
        (LINE.replace("country=", "colour="), "the table trade has no column colour"),
        (LINE.replace(",value_usd,", ",value_eur,"), "the table trade has no column value_eur"),
        (LINE.replace("2027-01-31", "soon"), "until is soon, not a day like 2027-01-31"),
        (LINE.replace("a slip", ""), "reason is empty"),
        (LINE.replace("x-nd", ""), "source_id is empty"),
        (LINE + ",more", "it does not have 9 cells"),
        (LINE.rpartition(",")[0], "it does not have 9 cells"),
    ],
)
def test_a_line_that_is_no_correction_is_named(read, line, rule):
    with pytest.raises(LoaderError, match=f"^data/corrections.csv, line 2: {rule}$"):
        read(line)


def test_a_source_that_does_not_exist_or_does_not_cite_is_named(read, monkeypatch, tmp_path):
    read(LINE.replace("curated,", "nowhere,"))
    monkeypatch.setattr(correcting, "PATH", tmp_path / "corrections.csv")
    with pytest.raises(LoaderError, match="line 2: there is no loader nowhere"):
        correcting.check_loaders(["curated"])
    with pytest.raises(LoaderError, match="line 2: curated fills no table trade"):
        correcting.check_tables(read(LINE), [Recognition])
    with pytest.raises(LoaderError, match="line 2: it cites nobody-2020, which is no source"):
        apply(read(LINE.replace("x-nd", "nobody-2020")), rows({}))


def test_another_header_is_named(read):
    with pytest.raises(LoaderError, match="line 1: the header is a,b, not source,table"):
        read(header="a,b")


def test_a_byte_order_mark_a_reason_of_blanks_and_two_lines_of_one_cell_are_named_in_a_sentence(read):
    with pytest.raises(LoaderError, match=r"line 1: it begins with a byte order mark"):
        read(LINE, header="\ufeff" + HEADER)
    with pytest.raises(LoaderError, match=r"line 2: reason is empty"):
        read(LINE.replace("a slip", "   "))
    with pytest.raises(LoaderError, match=r"line 3: it corrects the same cell as line 2"):
        read(LINE, LINE.replace(",5,7,", ",6,7,"))
