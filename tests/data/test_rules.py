"""What the curated tables may not say: each kind of slip that was once accepted is refused, and named as the file has it."""

import csv
import io

import pytest

from data.vocabulary import hs_chapters, text
from tests.mutations.load import bench

pytestmark = pytest.mark.long

HERAT = "KAZ-2023-04-ramadan"


@pytest.fixture(scope="module")
def on():
    with bench() as found:
        yield found


def lines(on, table):
    return list(csv.reader(io.StringIO(on.files[table].decode(), newline="")))


def written(rows):
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue().encode()


def spoilt(on, table, where, change):
    """Change the first row with these cells; return the file and the number of its line."""
    header, *rows = lines(on, table)
    at = next(
        place for place, row in enumerate(rows)
        if all((cell := row[header.index(name)]) == value or (value == "*" and cell) for name, value in where.items())
    )  # fmt: skip
    for name, value in change.items():
        rows[at][header.index(name)] = value
    return written([header, *rows]), at


@pytest.mark.parametrize(
    ("table", "where", "change", "rule", "column"),
    [
        ("trade", {"unit": "tonnes"}, {"unit": ""}, "is not a number", "quantity"),
        ("trade", {"unit": "tonnes"}, {"unit": "GWh"}, "is in tonnes for electricity, or in GWh for goods", "quantity"),
        ("trade", {"status": "statistic"}, {"period": "2023-00-01"}, "is not a date", "period"),
        ("trade", {"status": "statistic"}, {"period": "20230415"}, "is not a date", "period"),
        ("trade", {"status": "statistic"}, {"period": "1402"}, "is no year of the Afghan solar calendar, as this is", "period"),
        ("trade", {"status": "statistic"}, {"period": "2999"}, "lies between 1990 and 2060", "period"),
        ("trade", {"status": "statistic"}, {"period": "2027"}, "ends after its source was published", "period"),
        ("trade", {"value_usd": "*", "quantity": "", "whole": ""}, {"value_usd": ""}, "has no figure", "value_usd"),
        ("trade", {"country": "KAZ"}, {"country": "IMF"}, "is one of KAZ", "country"),
        ("trade", {"hs": "0701"}, {"hs": "701"}, "of two, four or six digits", "hs"),
        ("trade", {"commodity": "wheat", "hs": "1001"}, {"hs": "7010"}, "is no code of the Harmonised System", "hs"),
        ("trade", {"commodity": "wheat", "hs": "1001"}, {"hs": "7701"}, "is no code of the Harmonised System", "hs"),
        ("trade", {"value_usd": "*"}, {"value_usd": "inf"}, "is not a number", "value_usd"),
        ("trade", {"value_usd": "*"}, {"value_usd": "9223372036854775809"}, "is not a number", "value_usd"),
        ("trade", {"commodity": "wheat"}, {"commodity": "wheet"}, "is no code of data/vocabulary/codes.py", "commodity"),
        ("trade", {"commodity": "total"}, {"commodity": "total "}, "has the form", "commodity"),
        ("trade", {"country": "UZB;TKM;TJK"}, {"country": "UZB;TKM;UZB"}, "has each of its parts once", "country"),
        ("trade", {"note": "*"}, {"note": "wheаt"}, "has only letters of Latin script", "note"),  # noqa: RUF001
        ("trade", {"note": "*"}, {"note": "  "}, "has no blank at its ends", "note"),
        ("trade", {"note": "*"}, {"note": "Ã©lan"}, "has only letters of Latin script", "note"),
        ("trade", {"country": "KAZ", "reported_by": "KAZ"}, {"reported_by": "UZB"}, "no party to this trade", "reported_by"),
        ("aid", {"shipment": HERAT}, {"donor": "UZB"}, "with the code of its donor", "shipment"),
        ("aid", {"shipment": HERAT}, {"shipment": "KAZ-2023-04-ramadam"}, f"differs from {HERAT} by a letter", "shipment"),
        ("aid", {"shipment": HERAT}, {"caveat": "cumulative"}, "in one report of these goods and not in another", "caveat"),
        ("aid", {"date_precision": "day"}, {"date_precision": "month"}, "is not a date", "date"),
        ("aid", {"shipment": HERAT, "status": "pledged"}, {"date": "2023-06-02"}, "delivered before they were pledged", "date"),
        ("recognition", {"until": "*"}, {"until": "2001-01-01"}, "does not come after start", "until"),
        ("recognition", {"last_seen": "*"}, {"last_seen": "2001-01-01"}, "lies before from", "last_seen"),
        ("events", {"significance": "3"}, {"label": ""}, "is missing from a milestone", "label"),
        ("events", {"significance": "3"}, {"label": "a b c d e f"}, "has more than four words", "label"),
        ("crossings", {"country": "UZB"}, {"lat": "39.65"}, "lies more than 25 km from the border", "lat"),
        ("food_prices", {"commodity": "Wheat"}, {"median_usd": "9"}, "at the rate of its month", "median_usd"),
        ("sources", {"source_id": "dawat-2026-03-03-ca-trade"}, {"published": "2027-03-03"}, "is not after today", "published"),
        ("sources", {"language": "en"}, {"url": "https://example.org/a page"}, "of a web address", "url"),
        ("sources", {"language": "en"}, {"url": "https://example.org/page)"}, "has a sign too many at its end", "url"),
        ("sources", {"language": "en"}, {"url": "https://www.google.com/url?q=a"}, "is not the address of the page itself", "url"),
        ("sources", {"describes": "*"}, {"describes": "**Trade** of a year"}, "has no mark of Markdown", "describes"),
        ("sources", {"describes": "*"}, {"describes": "Trade of a year[1]"}, "no footnote", "describes"),
        ("events", {"summary": "*"}, {"summary": "a" * 255}, "is not cut at 255 characters", "summary"),
        ("aid", {"value_usd": "*"}, {"value_usd": "1250.5"}, "is no whole number", "value_usd"),
        ("crossings", {"country": "UZB"}, {"afghan_side": "Termez", "other_side": "Hairatan, Balkh"}, "is no place in an Afghan province", "afghan_side"),
        ("flows", {"counts": "True"}, {"status": "pledge"}, "is not what its status and boundary say", "counts"),
        ("flows", {"reported_on": "*"}, {"updated_on": "2001-01-01"}, "lies before the first report", "updated_on"),
        ("flows", {"original_currency": "EUR", "original_amount": "*"}, {"original_currency": ""}, "is missing beside its amount", "original_currency"),
        ("flows", {"original_currency": "USD"}, {"value_usd": "5"}, "is another amount than that in dollars", "value_usd"),
        ("flows", {"donor_kind": "Government"}, {"donor": "World Food Programme"}, "is no state, or not the kind of donor", "donor"),
        ("trade", {"note": "*"}, {"note": "KAZAKHSTAN AND AFGHANISTAN"}, "typed with the capitals locked", "note"),
        ("trade", {"note": "*"}, {"note": "tHE EXPORTS OF KAZAKHSTAN"}, "typed with the capitals locked", "note"),
        ("trade", {"note": "*"}, {"note": "Afghan imports Afghan imports"}, "says nothing twice", "note"),
        ("trade", {"note": "*"}, {"note": "Afghan imports (of a year"}, "closes its brackets and quotes", "note"),
        ("trade", {"note": "*"}, {"note": "Afghan imports..."}, "does not break off", "note"),
        ("trade", {"note": "*"}, {"note": "wheat_x000D_"}, "has no trace of a program", "note"),
        ("trade", {"note": "*"}, {"note": "see above"}, "says something", "note"),
        ("trade", {"source_id": "ariana-2026-01-30-trade-2025", "flow": "turnover", "period": "2025"}, {"value_usd": "700000000"}, "does not fit the turnover", "value_usd"),
        ("trade", {"unit": "tonnes", "share_percent": "", "whole": ""}, {"whole": "own_exports", "whole_t": "1"}, "is more than the whole beside it", "quantity"),
        ("trade", {"status": "statistic", "commodity": "total", "period": "2024"}, {"period": "2004/2024"}, "covers more than two years", "period"),
        ("events", {"countries": "UZB;AFG"}, {"countries": "TKM;AFG"}, "leaves out a state that the key of the event names", "countries"),
        ("appeals", {"year": "2010", "plan_kind": "yearly_plan"}, {"plan": "Humanitarian Action Plan 2011"}, "names another year than its own", "plan"),
        ("food_prices", {"commodity": "Wheat"}, {"unit": "L"}, "is another unit than in other rows of this commodity", "unit"),
        ("towns", {"town": "Herat"}, {"lat": "37.22", "lon": "67.28"}, "is the place of another row", "lat"),
        ("flows", {"reported_on": "*"}, {"year": "2040"}, "lies more than ten years after the first report", "year"),
        ("trade", {"flow": "turnover", "reported_by": "NEWS"}, {"valuation": "FOB"}, "turnover neither", "valuation"),
        ("announced_dates", {"goal": "herat_section"}, {"goal": "12345"}, "has the form", "goal"),
        ("us_prices", {"year": "2025"}, {"year": ""}, "is not given to the year", "year"),
        ("sources", {"kind": "news"}, {"url": "https://kun.uz/a_x000D_"}, "is not the address of the page itself", "url"),
        ("flows", {"donor": "Sweden, Government of"}, {"donor": "Sweeden, Government of"}, "by a letter", "donor"),
        ("sources", {"publisher": "News.az"}, {"publisher": "News.AZ"}, "is spelt otherwise in most other rows", "publisher"),
        ("sources", {"publisher": "The Astana Times"}, {"publisher": "Astana Times"}, "is spelt otherwise in most other rows", "publisher"),
        ("sources", {"kind": "news"}, {"url": "https://kun.uz/"}, "is the front page of a site", "url"),
        ("sources", {"kind": "news"}, {"url": "https://bit.ly/3Abc12"}, "is not the address of the page itself", "url"),
        ("sources", {"kind": "news"}, {"url": "http://192.168.1.20/a"}, "is not the address of the page itself", "url"),
        ("sources", {"kind": "news"}, {"url": "https://example.com/a"}, "is not the address of the page itself", "url"),
        ("sources", {"kind": "news"}, {"url": "https://kun.uz/a?utm_source=chatgpt.com"}, "is not the address of the page itself", "url"),
        ("sources", {"kind": "news"}, {"url": "https://kun.uz/a[1]"}, "of a web address", "url"),
        ("sources", {"kind": "news"}, {"url": "https://kun.uz/a\u2122"}, "of a web address", "url"),
        ("routes", {"towns": "*"}, {"towns": "Herat;Atlantis"}, "towns.csv has no town Atlantis", "towns"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_with_file_row_column_and_rule(on, table, where, change, rule, column):
    file, at = spoilt(on, table, where, change)
    outcome, said = on.outcome({table: file}, {table: {at}})
    assert outcome == "refused"
    named = [line for line in said.splitlines() if f"curated/{table}.csv" in line and rule in line]
    assert [line for line in named if f" {column} " in line and f" {at + 2} " in line], said


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda file: b"\xef\xbb\xbf" + file, "it begins with a byte order mark"),
        (lambda file: file.replace(b"\n", b"\r"), "line 1 has a stray line end or zero byte"),
        (lambda file: file.replace(b"\n", b"\n<<<<<<< HEAD\n", 1), "line 2 has the mark of a merge conflict"),
        (lambda file: file.replace(b"source_id", b"id", 1), "the column source_id is missing; there is no column 'id'"),
        (lambda file: file.replace(b"body,resolution", b"resolution,body", 1), "each once and in this order"),
        (lambda file: file.replace(b",yes,", b",yes,,", 1), "has 7 cells"),
        (lambda file: file.split(b"\n")[0] + b"\n", "is there"),
    ],
)
def test_a_file_that_is_spoilt_as_such_is_named_in_a_sentence(on, change, why):
    outcome, said = on.outcome({"votes": change(on.files["votes"])})
    assert outcome == "refused"
    assert why in said


def test_sources_without_their_keys_are_named_in_a_sentence(on):
    outcome, said = on.outcome({"sources": on.files["sources"].replace(b"source_id,", b"", 1)})
    assert outcome == "refused"
    assert "data/curated/sources.csv: the column source_id is missing" in said


ADDITIONS = {
    "trade": "KAZ,export,2025-12,wheat,,1001,21000000,90000,tonnes,exact,FOB,KAZ,,statistic,,,,,,dawat-2026-03-03-ca-trade,as the page gives it",
    "aid": "KAZ-2026-02-winter,KAZ,2026-02-11,day,delivered,food,flour,500,,bilateral,Herat (Torghundi),,,,dawat-2026-03-03-ca-trade,",
    "recognition": 'KAZ,official_position,"Trade without recognition, said again",,,2026-03-01,,dawat-2026-03-03-ca-trade,,no,',
    "events": "2026-03-01-kaz-new-talks,2026-03-01,day,KAZ;AFG,trade,Kazakh and Afghan ministers talk on wheat,,They spoke of prices and of the railway.,1,dawat-2026-03-03-ca-trade",
    "votes": "UNGA,A/RES/79/317,2025-07-07,ARE,yes,un-library-4084801,",
    "appeals": "2026,Humanitarian Response Plan,yearly_plan,1710000000,250000000,2026-02-28,dawat-2026-03-03-ca-trade",
    "transit": "Termez,2026-02,WFP,wheat flour delivered,900,tonnes,dawat-2026-03-03-ca-trade,",
    "projects": "CASA-1000,power_line,KGZ;TJK;AFG;PAK,under_construction,2026-02,,1200000000,,Work goes on,dawat-2026-03-03-ca-trade",
    "announced_dates": "CASA-1000,whole_line,supply over the whole line,2026-02-20,2028,no,to be ready in 2028,dawat-2026-03-03-ca-trade,,",
    "routes": "Torghundi dry port expansion,Torghundi;Herat,,dawat-2026-03-03-ca-trade",
    "towns": "Kunduz,36.73,68.86",
    "crossings": 'Ai Khanum-Farkhor,TJK,"Ai Khanum, Takhar","Farkhor, Khatlon",road,37.17,69.40,,dawat-2026-03-03-ca-trade',
    "refugees": "KAZ,1992,1800,0,,unhcr-2026-06-population",
    "consignment_goods": "KAZ-2020-06-covid-food-train,bestnews-nd-46-wagons,sugar,40,40",
    "indicators": "KAZ,1999,16870817460.5,14928374,,world-bank-2026-07-wdi",
    "us_prices": "1999,166.6,12,us-bls-2026-09-cpi-u",
    "flows": '999999,2020,,"Sweden, Government of",Government,UN Women,,Support of women,paid,Standard,financial,True,single,True,1100000.0,10000000,SEK,2020-03-31,1,2020-05-09,fts-2021-03-flows-2020',
    "food_prices": "Bread,2024-10,KG,54.0,0.80,34,wfp-2024-10-food-prices",
    "sources": 'dawat-2026-03-04-more-trade,Dawat Media,2026-03-04,https://kun.uz/en/2026/03/more-trade,news,en,"Trade in February, by state"',
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(ADDITIONS))
def test_an_honest_new_row_passes_without_consent(on, table):
    outcome, said = on.outcome({table: on.files[table] + ADDITIONS[table].encode() + b"\n"})
    assert outcome == "accepted", said


def test_the_tables_as_they_stand_pass(on):
    outcome, said = on.outcome(on.files)
    assert outcome == "harmless", said


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("KAZ-2023-04-ramadan", "KAZ-2023-04-ramadam", True), ("CASA-1000", "CASA 1000", True), ("Herat", "Heart", True),
     ("KAZ-2023-04-flour", "KAZ-2023-05-flour", False), ("Wheat", "Wheat flour", False), ("Balkh", "balkh", True)],
)  # fmt: skip
def test_names_that_differ_by_a_letter_are_alike_and_by_a_digit_are_not(one, other, alike):
    assert text.nearly_alike(one, other) is alike


@pytest.mark.parametrize(
    ("hs", "goods", "fits"),
    [("1001", "wheat", True), ("10", "wheat", True), ("100199", "wheat", True), ("1006", "wheat", False), ("77", "fuels", False),
     ("2710", "fuels", True), ("10", "total", False)],
)  # fmt: skip
def test_a_code_of_the_harmonised_system_fits_its_goods(hs, goods, fits):
    assert hs_chapters.fits(hs, goods) is fits


def test_a_known_figure_changes_by_consent_and_a_new_one_may_not_be_far_off_its_siblings(on):
    file, at = spoilt(
        on, "trade", {"country": "UZB", "commodity": "total", "value_usd": "*", "period": "2023"}, {"value_usd": "1"}
    )
    assert on.outcome({"trade": file})[0] == "asked"
    outcome, said = on.outcome({"trade": file}, {"trade": {at}})
    assert outcome == "asked"
    assert "Value 1 US$ is far off those of the same country, flow, commodity" in said


@pytest.mark.parametrize(
    ("table", "where", "change", "why"),
    [
        ("transit", {"quantity": "42000"}, {"quantity": "42"}, "Quantity 42 is far off those of the same unit"),
        ("transit", {"quantity": "7000"}, {"quantity": "7"}, "Quantity 7 is far off those of the same unit"),
        ("aid", {"tonnes": "120"}, {"tonnes": "0"}, "Weight 0 t is far off"),
        ("aid", {"value_usd": "80000000"}, {"value_usd": "80"}, "Value 80 US$ is far off all others"),
        ("projects", {"cost_usd": "5000000000"}, {"cost_usd": "5000"}, "Cost 5,000 US$ is far off all others"),
        ("trade", {"share_percent": "64"}, {"share_percent": "0.64"}, "Share 0.64 % is far off all others"),
        ("us_prices", {"year": "2020"}, {"price_index": "2.9"}, "is far off all others"),
        ("consignment_goods", {"tonnes_low": "*"}, {"tonnes_high": "49999"}, "Highest weight 49,999 t is far off"),
        ("flows", {"original_currency": "JPY", "original_amount": "*"}, {"value_usd": "35000000"}, "is far off those of the same original_currency"),
        ("appeals", {"plan_kind": "yearly_plan", "year": "2024"}, {"required_usd": "1500000000", "funded_usd": "2900000000"}, "for each required_usd"),
    ],
)  # fmt: skip
def test_a_new_figure_far_off_the_others_asks_for_a_look(on, table, where, change, why):
    file, at = spoilt(on, table, where, change)
    outcome, said = on.outcome({table: file}, {table: {at}})
    assert outcome == "asked"
    assert why in said


@pytest.mark.parametrize(
    ("table", "key"), [("aid", "shipment"), ("events", "event_id"), ("flows", "flow_id")]
)  # fmt: skip
def test_what_is_there_under_another_key_asks_for_a_look(on, table, key):
    header, *rows = lines(on, table)
    again = list(rows[0])
    again[header.index(key)] += "9" if again[header.index(key)].isdigit() else "-again"
    outcome, said = on.outcome({table: written([header, *rows, again])}, {table: {len(rows)}})
    assert outcome == "asked"
    assert f"{table}: the same stands under another" in said


def test_figures_of_a_source_fit_each_other(on):
    header, *rows = lines(on, "trade")
    total = next(it for it in rows if it[1:4] == ["export", "2024", "total"] and it[6])

    def said(**cells):
        row = list(total)
        for name, value in cells.items():
            row[header.index(name)] = value
        outcome, why = on.outcome({"trade": written([header, *rows, row])}, {"trade": {len(rows)}})
        return why if outcome == "refused" else outcome

    more = f"{float(total[6]) * 2:.0f}"
    assert "is more than all goods of this source" in said(commodity="cement", value_usd=more)
    assert "has more in a part of a period" in said(period="2024-01/2024-06", value_usd=more)
    assert "is more than all goods" not in said(commodity="cement", value_usd="1000000")


def test_the_same_goods_by_another_source_ask_for_a_look(on):
    header, *rows = lines(on, "aid")
    row = dict(zip(header, next(it for it in rows if it[header.index("tonnes")]), strict=True))
    row |= {
        "shipment": f"{row['shipment']}-ii",
        "items": "as another page lists them",
        "source_id": "dawat-2026-03-03-ca-trade",
    }
    outcome, said = on.outcome({"aid": written([header, *rows, list(row.values())])}, {"aid": {len(rows)}})
    assert (outcome, "the same stands under another shipment" in said) == ("asked", True)


def test_one_text_of_a_known_row_may_be_put_better_and_two_ask(on):
    row = {"note": "*", "country": "KAZ"}
    one, _ = spoilt(on, "trade", row, {"note": "said in other words"})
    assert on.outcome({"trade": one})[0] == "accepted"
    header, *rows = lines(on, "trade")
    noted = [at for at, it in enumerate(rows) if it[header.index("note")]][:2]
    for at in noted:
        rows[at][header.index("note")] = "said in other words"
    outcome, said = on.outcome({"trade": written([header, *rows])})
    assert outcome == "asked"
    assert "2 known rows have another Note" in said
