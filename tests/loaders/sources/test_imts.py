"""IMTS: both sides of all pairs in plain dollars, with the IMF's marks; what is not just that is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.schema.check import check
from data.schema.tables import Sources, Trade
from data.vocabulary.places import CODES
from loaders import LoaderError, imts
from loaders.imts import api
from tests.support.answering import Answering

HEADER = ("STRUCTURE[;],STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,"
          "PRECISION,DECIMALS_DISPLAYED,TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS")  # fmt: skip
EXPORTS, IMPORTS = "XG_FOB_USD", "MG_CIF_USD"
MONTHS = [f"2023-M{month:02d}" for month in range(1, 13)]


def line(reporter, indicator, partner, period, value, mark="M", status="", **other):
    cells = {"id": "IMF.STA:IMTS(1.0.0)", "frequency": "M" if "-" in period else "A", "unit": "USD", **other}
    return (f"dataflow,{cells['id']},I,{reporter},{indicator},{partner},{cells['frequency']},{period},{value},6,,,"
            f",{'FOB' if indicator == EXPORTS else 'CIF'},{cells['unit']},{mark},OL,{status}")  # fmt: skip


def world():
    """2023, whole and by months: Kazakhstan sells for 50 million a month; all else is small, and no side is the other's."""
    lines = []
    for code in CODES:
        sold = 50_000_000 if code == "KAZ" else 1_000_000
        for reporter, indicator, partner, value in (
            (code, EXPORTS, "AFG", sold), (code, IMPORTS, "AFG", 30_000),
            ("AFG", IMPORTS, code, sold + 7_000_000), ("AFG", EXPORTS, code, 20_000),
        ):  # fmt: skip
            lines += [line(reporter, indicator, partner, month, value) for month in MONTHS]
            lines.append(line(reporter, indicator, partner, "2023", 12 * value))
    return lines


def csv(lines):
    return ("\r\n".join([HEADER, *lines]) + "\r\n").encode()


def belongs(shown, reporters, partners, frequency):
    cells = shown.split(",")
    return cells[3] in reporters and cells[5] in partners and cells[6] == frequency


def service(*more, lines=None, spoil=None):
    shown = [*(world() if lines is None else lines), *more]

    def said(url, params):
        base, key = url.rsplit("/", 1)
        assert base == f"{api.IMTS_URL}/data/dataflow/IMF.STA/IMTS/+"
        reporters, indicators, partners, frequency = key.split(".")
        assert indicators == f"{EXPORTS}+{IMPORTS}"
        assert params["c[TIME_PERIOD]"] == {"M": "ge:2010-M01", "A": "ge:2010"}[frequency]
        mine = [it for it in shown if belongs(it, reporters.split("+"), partners.split("+"), frequency)]
        return spoil(mine) if spoil else csv(mine)

    return Answering(said)


def checked(get):
    return check(imts.trade(get), Trade, where="imts", sources=set(imts.sources(get)["source_id"]))


def only(rows, **wanted):
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, rows
    return rows.iloc[0]


def refused(get):
    with pytest.raises(LoaderError) as why:
        imts.trade(get)
    return str(why.value)


def replaced(before, after, lines=None):
    lines = world() if lines is None else lines
    found = [it.replace(before, after) for it in lines]
    assert found != lines
    return found


def test_the_rows_pass_the_checker_and_their_source_exists():
    check(imts.sources(service()), Sources, where="imts")
    rows = checked(service())
    assert len(rows) == 5 * 4 * 13  # pairs, sides and flows, months and the year
    assert set(rows["commodity"]) == {"total"}


def test_all_is_asked_for_in_four_questions():
    get = service()
    imts.trade(get)
    assert {it["dimensionAtObservation"] for _, it in get.asked} == {"TIME_PERIOD"}
    keys = [url.rsplit("/", 1)[1] for url, _ in get.asked]
    assert keys == [
        "KAZ+UZB+TKM+KGZ+TJK.XG_FOB_USD+MG_CIF_USD.AFG.M", "AFG.XG_FOB_USD+MG_CIF_USD.KAZ+UZB+TKM+KGZ+TJK.M",
        "KAZ+UZB+TKM+KGZ+TJK.XG_FOB_USD+MG_CIF_USD.AFG.A", "AFG.XG_FOB_USD+MG_CIF_USD.KAZ+UZB+TKM+KGZ+TJK.A",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reporter", "indicator", "partner", "flow", "valuation", "side"),
    [
        ("UZB", EXPORTS, "AFG", "export", "FOB", "exporter's side (Uzbekistan)"),
        ("UZB", IMPORTS, "AFG", "import", "CIF", "importer's side (Uzbekistan)"),
        ("AFG", EXPORTS, "UZB", "import", "FOB", "exporter's side (Afghanistan)"),
        ("AFG", IMPORTS, "UZB", "export", "CIF", "importer's side (Afghanistan)"),
    ],
)
def test_each_side_and_flow_finds_its_place(reporter, indicator, partner, flow, valuation, side):
    rows = checked(service(line(reporter, indicator, partner, "2022", 123_456)))
    row = only(rows, start=pd.Timestamp("2022-01-01"))
    assert (row["country"], row["flow"], row["valuation"]) == ("UZB", flow, valuation)
    assert (row["value_usd"], row["precision"]) == (123_456, "year")
    assert row["note"] == f"{side} as compiled by the IMF; IMF mark of derivation: M, mixed"


def test_a_year_is_the_imfs_own_and_stands_beside_its_months():
    shown = [*replaced(",2023,600000000,", ",2023,600000001,")]
    rows = checked(service(lines=shown))
    mine = rows[(rows["country"] == "KAZ") & (rows["flow"] == "export") & (rows["valuation"] == "FOB")]
    assert only(mine, precision="year")["value_usd"] == 600_000_001
    assert list(mine.loc[mine["precision"] == "month", "value_usd"]) == [50_000_000] * 12


def test_a_year_whose_months_are_not_all_there_is_left_out():
    rows = checked(service(line("KAZ", EXPORTS, "AFG", "2024", 1), line("KAZ", EXPORTS, "AFG", "2024-M11", 1)))
    assert set(rows.loc[rows["start"].dt.year == 2024, "precision"]) == {"month"}
    whole = checked(service(line("KAZ", EXPORTS, "AFG", "2024", 2e8), line("AFG", EXPORTS, "TJK", "2024-M12", 1)))
    assert set(whole.loc[whole["start"].dt.year == 2024, "precision"]) == {"month", "year"}


def test_years_before_the_first_that_was_asked_for_are_left_out():
    rows = checked(service(line("KAZ", EXPORTS, "AFG", "2009", 1), line("KAZ", EXPORTS, "AFG", "2009-M12", 1)))
    assert rows["start"].dt.year.min() == 2023


@settings(deadline=None)
@given(st.integers(2010, 2022), st.integers(1, 12), st.sampled_from(["-M", "-"]))
def test_a_month_is_read_in_either_spelling(year, month, dash):
    shown = f"{year}{dash}{month:02d}"
    row = only(imts.trade(service(line("TJK", EXPORTS, "AFG", shown, 5))), value_usd=5)
    assert row["start"].isoformat() == f"{year}-{month:02d}-01"
    assert pd.Timestamp(row["end"]) == pd.Timestamp(row["start"]) + pd.offsets.MonthEnd()
    assert row["precision"] == "month"


@pytest.mark.parametrize("shown", ["2024-M13", "2024-Q1", "2024-M1", "24-M01", "2024-01-01", "2024-01/2024-02"])
def test_what_is_no_month_is_refused(shown):
    assert f"{shown} is not a month" in refused(service(line("KAZ", EXPORTS, "AFG", shown, 1)))


def test_a_year_among_months_is_refused():
    assert "2024 is not a month" in refused(service(line("KAZ", EXPORTS, "AFG", "2024", 1, frequency="M")))


def test_a_series_without_a_value_is_no_row_and_a_zero_is_zero():
    get = service(line("KGZ", EXPORTS, "AFG", "2022", ""), line("KGZ", IMPORTS, "AFG", "2022", "0"),
                  ",IMF.STA:IMTS(1.0.0),I,KGZ,XG_FOB_USD,AFG,A,,,6,,,,,,,,")  # fmt: skip
    rows = checked(get)
    assert only(rows, start=pd.Timestamp("2022-01-01"))["value_usd"] == 0


def test_the_older_layout_of_the_file_is_read_too():
    older = HEADER.replace("STRUCTURE[;],STRUCTURE_ID,ACTION", "DATAFLOW")

    def spoil(lines):
        return ("﻿" + "\n".join([older, *(it.replace("dataflow,", "").replace(",I,", ",", 1) for it in lines)])).encode()

    assert checked(service(spoil=spoil)).equals(checked(service()))


# The unit


def scaled(factor, *, only_months=False):
    lines = []
    for it in world():
        cells = it.split(",")
        if not only_months or "-" in cells[7]:
            cells[8] = f"{float(cells[8]) * factor:.6f}"
        lines.append(",".join(cells))
    return lines


def test_values_are_dollars_in_spite_of_the_scale():
    rows = checked(service())
    assert rows["value_usd"].max() == 12 * 57_000_000  # and not 684 millions of millions


def test_an_answer_in_millions_is_refused_and_the_reading_is_named():
    shown = refused(service(lines=scaled(1e-6)))
    assert "Kazakhstan's exports to Afghanistan in 2023 are 600," in shown
    assert "less than 100,000,000: it must be scaled down, to the millions of its SCALE" in shown


def test_an_answer_multiplied_by_its_scale_is_refused_and_the_reading_is_named():
    shown = refused(service(lines=scaled(1e6)))
    assert "are 600,000,000,000,000, in plain dollars more than 2,000,000,000" in shown
    assert "it must be scaled up, multiplied by its SCALE" in shown


def test_months_in_another_unit_than_the_years_are_refused():
    assert "are in months that add up to 600," in refused(service(lines=scaled(1e-6, only_months=True)))


@settings(deadline=None)
@given(st.one_of(st.floats(1, 1e16), st.floats(5e7, 4e9), st.sampled_from([1e8, 2e9])))
def test_just_what_lies_within_the_bounds_is_taken(value):
    lines = [it for it in world() if not it.startswith("dataflow,IMF.STA:IMTS(1.0.0),I,KAZ,XG_FOB_USD,AFG,A,")]
    get = service(line("KAZ", EXPORTS, "AFG", "2023", repr(value)), lines=lines)
    if 1e8 <= value <= 2e9:
        assert only(imts.trade(get), value_usd=value)["country"] == "KAZ"
    else:
        assert ("scaled down" if value < 1e8 else "scaled up") in refused(get)


def test_without_a_full_year_the_unit_cannot_be_proved():
    lines = [it for it in world() if ",KAZ,XG_FOB_USD,AFG,M,2023-M07," not in it]
    assert "no full year of Kazakhstan's exports to Afghanistan, so the unit cannot be proved" in refused(
        service(lines=lines)
    )


def test_another_unit_that_says_so_is_refused():
    shown = refused(service(line("KAZ", EXPORTS, "AFG", "2022", 1, unit="EUR")))
    assert "UNIT EUR is not what was asked for" in shown


# The marks


@pytest.mark.parametrize(
    ("reporter", "mark", "status", "reported_by", "made_by", "kind", "note"),
    [
        ("KGZ", "O", "", "KGZ", "KGZ", "statistic",
         "exporter's side (Kyrgyzstan) as compiled by the IMF; IMF mark of derivation: O, reported official data"),
        ("AFG", "OU", "A", "AFG", "AFG", "statistic",
         "exporter's side (Afghanistan) as compiled by the IMF; IMF mark of derivation: OU, official data converted to US dollars; IMF mark of status: A"),
        ("KGZ", "M", "", "IMF", "KGZ", "statistic", "exporter's side (Kyrgyzstan) as compiled by the IMF; IMF mark of derivation: M, mixed"),
        ("KGZ", "", "", "IMF", "KGZ", "statistic", "exporter's side (Kyrgyzstan) as compiled by the IMF; IMF mark of derivation: not stated"),
        ("UZB", "SE", "", "IMF", "IMF", "estimate", "IMF estimate of the exporter's side (Uzbekistan); IMF mark of derivation: SE, staff estimate"),
        ("UZB", "O", "E", "IMF", "IMF", "estimate",
         "IMF estimate of the exporter's side (Uzbekistan); IMF mark of derivation: O, reported official data; IMF mark of status: E, estimated"),
        ("UZB", "O", "P", "UZB", "UZB", "preliminary",
         "exporter's side (Uzbekistan) as compiled by the IMF; IMF mark of derivation: O, reported official data; IMF mark of status: P, provisional"),
        ("TKM", "M", "", "IMF", "IMF", "estimate",
         "IMF estimate of the exporter's side (Turkmenistan): Turkmenistan does not report; IMF mark of derivation: M, mixed"),
        ("TKM", "O", "", "TKM", "TKM", "statistic",
         "exporter's side (Turkmenistan) as compiled by the IMF; IMF mark of derivation: O, reported official data"),
    ],
)  # fmt: skip
def test_a_mark_tells_whose_figure_it_is(reporter, mark, status, reported_by, made_by, kind, note):
    partner = "TJK" if reporter == "AFG" else "AFG"
    row = only(checked(service(line(reporter, EXPORTS, partner, "2022", 77, mark, status))), value_usd=77)
    assert (row["reported_by"], row["made_by"], row["status"], row["note"]) == (reported_by, made_by, kind, note)


def test_a_mark_that_we_do_not_know_is_refused():
    assert "DERIVATION_TYPE QQ of KGZ is none that we know" in refused(
        service(line("KGZ", EXPORTS, "AFG", "2022", 7, "QQ"))
    )


def pair(exports, imports, mark="M"):
    return (line("UZB", EXPORTS, "AFG", "2022", exports), line("AFG", IMPORTS, "UZB", "2022", imports, mark))


@pytest.mark.parametrize(
    ("exports", "imports"),
    [(571_100_000, 605_366_000), (100_000_001, 106_000_002), (20_000, 22_000), (600_000_000, 636_000_007)],
)
def test_of_two_sides_that_differ_by_just_the_imfs_freight_one_is_said_to_be_an_estimate(exports, imports):
    rows = checked(service(*pair(exports, imports)))
    rows = rows[rows["start"] == "2022-01-01"]
    assert len(rows) == 2
    assert rows["note"].str.startswith("IMF estimate of this side or the other").all()
    assert set(rows["reported_by"]) == set(rows["made_by"]) == {"IMF"}


def test_the_afghan_side_of_what_turkmenistan_does_not_report_is_doubtful_too():
    rows = checked(
        service(line("TKM", EXPORTS, "AFG", "2022", 424_900_000), line("AFG", IMPORTS, "TKM", "2022", 450_394_000))
    )
    notes = rows[rows["start"] == "2022-01-01"].set_index("valuation")
    assert notes.loc["FOB", "note"].startswith(
        "IMF estimate of the exporter's side (Turkmenistan): Turkmenistan does not report"
    )
    assert notes.loc["CIF", "note"].startswith("IMF estimate of this side or the other")
    assert notes["status"].to_dict() == {"FOB": "estimate", "CIF": "statistic"}
    assert notes["made_by"].to_dict() == {"FOB": "IMF", "CIF": "IMF"}


@pytest.mark.parametrize(
    ("exports", "imports", "mark"),
    [(571_100_000, 605_300_000, "M"), (571_100_000, 605_366_000, "O"), (100, 106, "M")],
)
def test_two_sides_that_differ_otherwise_or_are_marked_or_tiny_stay_what_they_are(exports, imports, mark):
    rows = checked(service(*pair(exports, imports, mark)))
    rows = rows[rows["start"] == "2022-01-01"].set_index("valuation")
    assert not rows["note"].str.contains("IMF estimate").any()
    assert rows["made_by"].to_dict() == {"FOB": "UZB", "CIF": "AFG"}


@pytest.mark.parametrize("mark", ["", "NaN"])
def test_a_month_that_the_imf_marks_as_missing_is_missing_and_all_others_are_there(mark):
    lines = replaced(",UZB,XG_FOB_USD,AFG,M,2023-M05,1000000,", f",UZB,XG_FOB_USD,AFG,M,2023-M05,{mark},")
    rows = checked(service(lines=lines))
    of_series = rows[(rows["country"] == "UZB") & (rows["made_by"] == "UZB") & (rows["flow"] == "export")]
    assert "2023-05-01" not in set(of_series["start"].astype("str"))
    assert len(rows) == 5 * 4 * 13 - 1


# Answers that are none


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (HEADER.encode(), "no figure at all"),
        (
            b"",
            "no column COUNTRY, INDICATOR, COUNTERPART_COUNTRY, FREQUENCY, TIME_PERIOD, OBS_VALUE in the answer: nothing",
        ),
        (
            b'{"status":404,"message":"No such dataflow found"}',
            '{"status":404,"message":"No such dataflow',
        ),
        (b"<html>busy</html>", "<html>busy</html>"),
        (b"\xff\xfe", "no column COUNTRY"),
        (csv(world()).replace(b"TIME_PERIOD", b"TIME"), "no column TIME_PERIOD"),
    ],
)
def test_empty_answers_and_other_bodies_are_refused(body, shown):
    assert shown in refused(service(spoil=lambda _: body))


def test_an_answer_that_breaks_off_is_refused():
    def cut(lines):
        return csv(lines)[:-20]

    assert "more or fewer cells than the header: the answer is cut off" in refused(service(spoil=cut))
    assert "cut off or not a CSV" in refused(service(spoil=lambda lines: csv([*lines, '"dataflow,IMF'])))


@pytest.mark.parametrize(
    ("begins", "lost"),
    [
        ("dataflow,IMF.STA:IMTS(1.0.0),I,TJK,", "no figure of TJK"),
        ("dataflow,IMF.STA:IMTS(1.0.0),I,AFG,", "no figure at all"),
    ],
)
def test_a_pair_that_is_lost_is_named(begins, lost):
    assert lost in refused(service(lines=[it for it in world() if not it.startswith(begins)]))


def test_a_flow_that_is_lost_is_named():
    assert "no figure of MG_CIF_USD" in refused(service(lines=[it for it in world() if IMPORTS not in it]))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("IMF.STA:IMTS(1.0.0)", "IMF.STA:CPI(5.0.0)", "the data set IMF.STA:CPI(5.0.0) is not what was asked for"),
        (",KAZ,XG_FOB_USD,AFG,", ",USA,XG_FOB_USD,AFG,", "COUNTRY USA is not what was asked for"),
        (",KAZ,XG_FOB_USD,AFG,", ",KAZ,XG_FOB_USD,G001,", "COUNTERPART_COUNTRY G001 is not what was asked for"),
        (",KAZ,XG_FOB_USD,AFG,", ",KAZ,TBG_USD,AFG,", "INDICATOR TBG_USD is not what was asked for"),
        (",AFG,M,2023-M", ",AFG,Q,2023-M", "FREQUENCY Q is not what was asked for"),
        (",2023-M05,50000000,", ",2023-M05,much,", "KAZ XG_FOB_USD AFG 2023-M05: much is not a number"),
    ],
)
def test_an_answer_to_another_question_is_refused(before, after, shown):
    def spoil(lines):
        return csv(replaced(before, after, lines)) if any(before in it for it in lines) else csv(lines)

    assert shown in refused(service(spoil=spoil))


def test_a_series_that_is_there_twice_is_refused():
    shown = refused(service(line("TJK", EXPORTS, "AFG", "2023-01", 1_000_000)))
    assert "XG_FOB_USD of TJK with AFG for Jan 2023 is there twice" in shown
