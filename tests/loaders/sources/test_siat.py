"""SIAT: what Uzbekistan's statistics committee has of Afghanistan, from lines of a real file and from broken copies."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import data
from analysis.base.in_use import in_use
from analysis.trade.preferred import Preferred, turnover
from data.schema.check import check
from data.schema.tables import Sources, Trade
from loaders import LoaderError, siat
from tests.support.answering import Answering
from tests.support.frames import table_of, trade, year

# Lines of table 1105 as it was in November 2024, byte for byte: Afghanistan, its neighbours, large partners, and odd ones.
REAL = (Path(__file__).parent / "siat_1105.csv").read_bytes()
# Afghanistan's line of both tables in dollars, as the curated copy has it.
EXPORTS = {
    2010: 655_561_500,
    2011: 797_732_400,
    2012: 747_716_600,
    2013: 669_327_700,
    2014: 601_029_100,
    2015: 444_466_900,
    2016: 517_261_300,
    2017: 615_606_600,
    2018: 602_503_100,
    2019: 616_959_900,
    2020: 776_737_500,
    2021: 667_484_300,
    2022: 756_281_600,
    2023: 857_236_500,
}
IMPORTS = {
    2010: 236_720,
    2011: 1_029_090,
    2012: 724_400,
    2013: 4_374_860,
    2014: 804_330,
    2015: 595_680,
    2016: 2_459_740,
    2017: 2_201_560,
    2018: 2_098_960,
    2019: 2_981_450,
    2020: 2_318_850,
    2021: 6_191_900,
    2022: 9_345_080,
    2023: 10_307_300,
}
BY_FLOW = {"export": EXPORTS, "import": IMPORTS}
COPY = "siat-uzb-trade-by-country"  # the source of the curated copy
LINE = 4  # of Afghanistan in the files below
Cells = list[list[str]]


def cells(flow="export") -> Cells:
    """A whole table, line by line: the real lines, and so many more of nothing that no country seems to be missing.

    Of table 1176 Afghanistan's line alone is known: the others have its columns and no imports.
    """
    header, *lines = csv.reader(io.StringIO(REAL.decode("utf-8-sig")))
    if flow == "import":
        lines = [[*it[:4], *["0.0"] * 14] for it in lines]
        lines[LINE - 2][4:] = [f"{dollars / 1000}" for dollars in IMPORTS.values()]
    more = [
        [str(code), f"Davlat {code}", f"Страна {code}", f"Country {code}", *["0.0"] * 14] for code in range(800, 960)
    ]
    return [header, *lines, *more]


def body(table: Cells, quoting=csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=quoting, lineterminator="\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def service(exports: bytes | None = None, imports: bytes | None = None) -> Answering:
    answers = {
        f"{siat.SIAT_URL}/sdmx_data_1105.csv": body(cells()) if exports is None else exports,
        f"{siat.SIAT_URL}/sdmx_data_1176.csv": body(cells("import")) if imports is None else imports,
    }
    return Answering(lambda url, params: answers[url])  # noqa: ARG005


def loaded(get: Answering) -> pd.DataFrame:
    return check(siat.trade(get), Trade, where="siat")


def values(rows: pd.DataFrame, flow="export") -> dict[int, float]:
    of_flow = rows[rows[Trade.flow] == flow]
    return dict(zip(of_flow[Trade.start].dt.year, of_flow[Trade.value_usd], strict=True))


def refused(get: Answering) -> str:
    with pytest.raises(LoaderError) as why:
        siat.trade(get)
    assert str(why.value).startswith("SIAT")  # whose fault it is
    return str(why.value)


def changed(column: str, value: str, code="004", flow="export") -> bytes:
    """A table with another cell in the line of one country."""
    table = cells(flow)
    next(it for it in table if it[0] == code)[table[0].index(column)] = value
    return body(table)


def renamed(old: str, new: str) -> bytes:
    """The exports with another name of a column."""
    table = cells()
    table[0][table[0].index(old)] = new
    return body(table)


def without(column: str) -> bytes:
    table = cells()
    at = table[0].index(column)
    return body([[*line[:at], *line[at + 1 :]] for line in table])


def with_columns(flow: str, **figures: str) -> bytes:
    """A table with more years: the figure of Afghanistan, and nothing of the other countries."""
    table = cells(flow)
    for name, figure in figures.items():
        for line in table:
            line.append("0.0")
        table[0][-1], table[LINE - 1][-1] = name.removeprefix("y"), figure
    return body(table)


def test_the_file_begins_as_the_real_one_and_afghanistan_stands_where_the_tests_say():
    assert body(cells()).startswith(REAL)
    assert REAL.startswith(b"\xef\xbb\xbfCode,")
    assert cells()[LINE - 1][:4] == ["004", "Afg'oniston", "Афганистан", "Afghanistan"]


def test_the_rows_are_the_curated_figures_in_dollars_exactly():
    get = service()
    known = check(siat.sources(get), Sources, where="siat")
    assert list(known[Sources.describes]) == [
        "Exports (table 1105) and imports (table 1176) of Uzbekistan by country and year, thousand US dollars"
    ]
    rows = check(siat.trade(get), Trade, where="siat", sources=set(known[Sources.source_id]))
    assert values(rows) == EXPORTS
    assert values(rows, "import") == IMPORTS
    assert len(rows) == 28
    assert [url.rpartition("/")[2] for url, _ in get.asked] == ["sdmx_data_1105.csv", "sdmx_data_1176.csv"]


def test_a_row_says_whose_figure_it_is_and_of_what_year():
    row = loaded(service()).iloc[0]
    said = [row[it] for it in (Trade.country, Trade.flow, Trade.commodity, Trade.bound, Trade.status, Trade.precision)]
    assert said == ["UZB", "export", "total", "exact", "statistic", "year"]
    assert [row[Trade.reported_by], row[Trade.made_by]] == ["UZB", "UZB"]
    assert [str(row[it].date()) for it in (Trade.start, Trade.end)] == ["2010-01-01", "2010-12-31"]
    assert pd.isna(row[Trade.valuation])  # the file says neither FOB nor CIF
    assert row[Trade.note] == (
        "SIAT table 1105, in thousand US dollars; the national series of foreign trade, which may have services and trade "
        "at the border in it"
    )


def test_quotes_around_cells_and_other_orders_make_the_same_rows():
    rows = loaded(service())
    assert loaded(service(body(cells(), csv.QUOTE_ALL))).equals(rows)
    header, *lines = cells()
    assert loaded(service(body([header, *reversed(lines)]))).equals(rows)
    assert loaded(service(body([line[:4] + line[:3:-1] for line in cells()]))).equals(rows)


def test_a_new_year_is_read_from_whichever_table_has_it():
    rows = loaded(service(with_columns("export", y2024="1080000.5", y2025="1500000.0")))
    assert values(rows) == EXPORTS | {2024: 1_080_000_500, 2025: 1_500_000_000}
    assert values(rows, "import") == IMPORTS
    rows = loaded(service(imports=with_columns("import", y2024="33000.0")))
    assert values(rows, "import") == IMPORTS | {2024: 33_000_000}
    assert values(rows) == EXPORTS


def test_an_earlier_year_is_read_too():
    assert values(loaded(service(with_columns("export", y2009="400000.0")))) == {2009: 400_000_000} | EXPORTS


@pytest.mark.parametrize("nothing", ["0.0", "0", "0.00", "", "-"])
def test_a_zero_of_afghanistan_is_no_figure_since_the_table_has_no_empty_cell(nothing):
    """In the real file 0.0 stands for Sudan in 2022, after 1,170 thousand the year before, and no cell is empty."""
    assert values(loaded(service(with_columns("export", y2024=nothing)))) == EXPORTS
    rest = {in_year: value for in_year, value in EXPORTS.items() if in_year != 2021}
    assert values(loaded(service(changed("2021", nothing)))) == rest


@pytest.mark.parametrize("strange", ["-5.0", "n/a", "1 000,0", ""])
def test_cells_of_other_countries_are_not_read(strange):
    assert values(loaded(service(changed("2021", strange, code="398")))) == EXPORTS


@pytest.mark.parametrize(
    ("broken", "shown"),
    [
        (b"", " is empty"),
        (
            b"<!DOCTYPE html>\n<html><body>Back soon</body></html>\n",
            " has no column Code, Klassifikator, Klassifikator_ru, Klassifikator_en: its header is <!DOCTYPE html>",
        ),
        (REAL.splitlines(keepends=True)[0], " has 0 countries, where at least 150 are expected: cut off"),
        (body(cells()).replace(b"Afg", b"\xff"), " cannot be read: 'utf-8' codec can't decode byte 0xff"),
        (without("2015"), ", line 1: no column 2015, where every year from 2010 to 2023 has one"),
        (without("2010"), ", line 1: no column 2010, where every year from 2010 to 2023 has one"),
        (without("2023"), ", line 1: no column 2023, where every year from 2010 to 2023 has one"),
        (
            with_columns("export", y2025="1500000.0"),
            ", line 1: no column 2024, where every year from 2010 to 2025 has one",
        ),
        (
            without("Klassifikator_en"),
            " has no column Klassifikator_en: its header is Code,Klassifikator,Klassifikator_ru,2010",
        ),
        (renamed("2020", "2019"), ", line 1: the column 2019 is there twice"),
        (renamed("2020", "2020-M12"), ", line 1: the column 2020-M12 is not a year in four digits"),
        (
            renamed("2020", "2020-\u041c12"),
            ", line 1: the column 2020-\u041c12 (with CYRILLIC CAPITAL LETTER EM) is not a year in four digits",
        ),
        (
            renamed("2020", "2\u041e20"),
            ", line 1: the column 2\u041e20 (with CYRILLIC CAPITAL LETTER O) is not a year in four digits",
        ),
        (renamed("2020", "2020*"), ", line 1: the column 2020* is not a year in four digits"),
        (renamed("Code", "\u0421ode"), "(with CYRILLIC CAPITAL LETTER ES)"),
        (changed("2021", "667 484.3"), ", line 4, column 2021: 667 484.3 is not a number"),
        (changed("2021", "667\u00a0484.3"), ", line 4, column 2021: 667 484.3 is not a number"),
        (changed("2021", "667,484.3"), ", line 4, column 2021: 667,484.3 is not a number"),
        (changed("2021", "667484,3"), ", line 4, column 2021: 667484,3 is not a number"),
        (body(cells()).replace(b"667484.3", b"667,484.3"), ", line 4 is not a whole line: cut off"),
        (
            changed("2021", "-667484.3"),
            ", line 4, column 2021: -667,484.3 is below zero, which no trade of Afghanistan can be",
        ),
        (changed("2021", "much"), ", line 4, column 2021: much is not a number"),
        (changed("2021", "nan"), ", line 4, column 2021: nan is not a number"),
        (changed("2019", "0.0"), ", line 4, column 2019: Afghanistan has no figure, so the unit cannot be proved"),
        (
            changed("Klassifikator_en", "Albania"),
            ", line 4, column Klassifikator_en: 'Albania', where 'Afghanistan' is expected",
        ),
        (
            changed("Klassifikator_ru", "Албания"),
            ", line 4, column Klassifikator_ru: 'Албания', where 'Афганистан' is expected",
        ),
        (changed("Code", "4"), ", line 4, column Code: '4' is no number of a country"),
        (changed("Code", "007"), ", column Code: no line is 004, Afghanistan"),
        (changed("Code", "004", code="398"), ", line 5, column Code: '004' is there twice"),
        (
            body([cells()[0], ["", "", "", "Unit: million US dollars", *[""] * 14], *cells()[1:]]),
            ", line 2, column Code: '' is no number of a country",
        ),
    ],
)
def test_a_broken_copy_is_refused_with_its_place_and_the_rule(broken, shown):
    said = refused(service(broken))
    assert said.startswith("SIAT, sdmx_data_1105.csv")
    assert shown in said


def test_the_table_of_imports_is_named_where_it_is_the_broken_one():
    assert refused(service(imports=changed("2021", "6 191.9", flow="import"))) == (
        "SIAT, sdmx_data_1176.csv, line 4, column 2021: 6 191.9 is not a number"
    )


@pytest.mark.parametrize("flow", BY_FLOW)
@pytest.mark.parametrize("factor", [1000, 0.001])
def test_figures_in_another_unit_are_refused(flow, factor):
    table = cells(flow)
    table[LINE - 1][4:] = [f"{float(it) * factor:.4f}" for it in table[LINE - 1][4:]]
    answers = {"export": (body(table), None), "import": (None, body(table))}
    said = refused(service(*answers[flow]))
    assert "line 4, column 2019, in thousand US dollars: " in said
    assert said.endswith("Is it in another unit?")


@pytest.mark.parametrize("figure", ["756281600.0", "756.3"])
def test_one_year_in_another_unit_is_refused(figure):
    assert "line 4, column 2022, in thousand US dollars, beside 2021: " in refused(service(changed("2022", figure)))


def test_a_new_year_in_another_unit_is_refused():
    said = refused(service(imports=with_columns("import", y2024="33.0")))
    assert said == (
        "SIAT, sdmx_data_1176.csv, line 4, column 2024, in thousand US dollars, beside 2023: "
        "33 is outside 343.6 to 309,219. Is it in another unit?"
    )


def test_exports_under_the_number_of_imports_are_refused():
    assert "sdmx_data_1176.csv, line 4, column 2019" in refused(service(imports=body(cells())))


@pytest.mark.parametrize("lost", [1, 5, 40, 4010])
def test_a_file_that_ends_within_a_line_is_refused(lost):
    assert refused(service(body(cells())[:-lost])).endswith(" is not a whole line: cut off")


def test_half_of_the_lines_are_refused_though_each_is_whole():
    half = body(cells()[: len(cells()) // 2])
    assert refused(service(half)) == (
        "SIAT, sdmx_data_1105.csv has 87 countries, where at least 150 are expected: cut off"
    )


# beside the curated copy


def beside_the_curated_copy(live: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a load and those of the curated copy of 2024, each a million higher, with their sources."""
    figures = [(flow, it, value + 1e6) for flow, known in BY_FLOW.items() for it, value in known.items()]
    copy = trade(*({"flow": flow, **year(it), "value_usd": value, "source_id": COPY} for flow, it, value in figures))
    running = siat.sources(service()).to_dict("records")[0]
    dated = {
        "source_id": COPY,
        "publisher": "National Statistics Committee of Uzbekistan",
        "kind": "dataset",
        **year(2024),
    }
    known = table_of(Sources, {}, (dated, running))
    fresh = table_of(Trade, {}, tuple(live.to_dict("records")))
    return pd.concat([copy, fresh], ignore_index=True), known


def test_no_figure_counts_twice_where_the_curated_copy_and_a_load_both_have_it():
    rows, known = beside_the_curated_copy(loaded(service()))
    assert len(rows) == 56
    used = in_use(rows, known, Trade)
    assert values(used) == EXPORTS
    assert values(used, "import") == IMPORTS
    assert set(used[Trade.source_id]) == {"siat-nd-trade-by-country"}
    sums = turnover(used, known.set_index(Sources.source_id)[Sources.start])
    assert sums[Preferred.value].to_list() == [EXPORTS[it] + IMPORTS[it] for it in EXPORTS]
    assert set(sums[Preferred.reports]) == {1}


def test_the_curated_figure_of_a_year_counts_where_a_load_has_none():
    rows, known = beside_the_curated_copy(loaded(service(changed("2021", "0.0"))))
    used = in_use(rows, known, Trade)
    assert values(used) == EXPORTS | {2021: EXPORTS[2021] + 1_000_000}
    assert len(used) == 28


def test_the_curated_copy_is_a_data_set_of_the_same_publisher():
    """Otherwise both would count: see `analysis.base.editions`."""
    known = data.read(Sources)
    copies = known[known[Sources.url].str.startswith(siat.SOURCE.url.rpartition("/")[0])]
    assert set(copies[Sources.publisher]) <= {siat.SOURCE.publisher}
    assert set(copies[Sources.kind]) <= {"dataset"}
