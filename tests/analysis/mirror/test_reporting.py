"""Who reported in which year, and when last: worked out by hand."""

from analysis.mirror.reporting import LastReport, ReportingYear, last_reports, reporting_years
from data.schema.tables import Sources, Trade
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2025-01-01", b="2025-02-01", undated="")


def counts(*rows: frames.Row) -> list[tuple[object, ...]]:
    """State, side, year, reports and those of all goods."""
    columns = ["country", "side", "year", "reports", "totals"]
    return [tuple(row) for row in reporting_years(trade(*rows), SOURCES)[columns].to_numpy()]


def test_a_year_of_each_side_counts_its_reports_and_a_silent_side_has_none():
    assert counts({}, {"reported_by": "AFG", "source_id": "b"}, {"commodity": "wheat"}) == [
        ("UZB", "own", 2024, 2, 1),
        ("UZB", "AFG", 2024, 1, 1),
    ]


def test_reports_come_by_state_in_our_order_its_own_side_and_the_earlier_year_first():
    rows = [{"reported_by": "AFG"}, {}, year(2023), {"country": "KAZ", "reported_by": "KAZ"}]
    assert [it[:3] for it in counts(*rows)] == [
        ("KAZ", "own", 2024), ("UZB", "own", 2023), ("UZB", "own", 2024), ("UZB", "AFG", 2024)
    ]  # fmt: skip


def test_claims_joint_figures_empty_and_undated_ones_are_no_reports():
    assert not counts(
        {"status": "claim"}, {"country": "UZB;TKM"}, {"country": "CA5"}, {"value_usd": None},
        {"start": None, "end": None}, {"reported_by": "NEWS"},
    )  # fmt: skip


def test_a_run_of_months_over_two_years_reports_of_both():
    assert [it[2] for it in counts({"start": "2023-03-01", "end": "2024-03-31"})] == [2023, 2024]


def test_what_the_imf_passes_on_is_of_the_side_that_made_it():
    assert [it[1] for it in counts({"reported_by": "IMF", "made_by": "AFG", "flow": "export"})] == ["AFG"]


def test_a_year_names_each_kind_of_its_sources_once():
    kinds = SOURCES.assign(kind=["news", "dataset", "news"])
    rows = trade({}, {"source_id": "b"}, {"source_id": "undated"})
    assert reporting_years(rows, kinds)["kinds"].item() == "dataset;news"


def test_the_last_report_is_the_last_period_as_published_last():
    rows = trade({**year(2023)}, {"source_id": "a"}, {"source_id": "b"}, {"source_id": "undated"})
    last = last_reports(rows, SOURCES).iloc[0]
    assert (last["country"], last["side"], f"{last['end']:%Y}", last["source_id"], last["reports"]) == (
        "UZB", "own", "2024", "b", 4
    )  # fmt: skip
    assert set(last["behind"]) == set(rows["row_id"])


def test_the_last_report_of_some_goods_leaves_the_others_out():
    rows = trade({**year(2023)}, {"commodity": "wheat"})
    of_any, of_all = (last_reports(rows, SOURCES, goods).iloc[0] for goods in (None, "total"))
    assert (of_any["end"].year, of_all["end"].year, of_all["reports"]) == (2024, 2023, 1)


def test_no_reports_give_the_same_columns():
    for measure, table in ((reporting_years, ReportingYear), (last_reports, LastReport)):
        assert measure(trade(), SOURCES).dtypes.equals(measure(trade({}), SOURCES).dtypes)
        conforms(measure(trade({}), SOURCES), table, trade({}))


def test_on_the_record_rows_are_of_reported_rows():
    rows, sources = frames.curated(Trade), frames.curated(Sources)
    conforms(reporting_years(rows, sources), ReportingYear, rows)
    conforms(last_reports(rows, sources), LastReport, rows)


def test_on_the_record_turkmenistan_itself_is_silent_in_2021_and_2022():
    found = reporting_years(frames.curated(Trade), frames.curated(Sources))
    own = found[(found["side"] == "own") & (found["totals"] > 0)]
    years = {code: set(part["year"]) for code, part in own.groupby("country")}
    assert not {2021, 2022} & years["TKM"]
    assert 2023 in years["TKM"]
    assert 2022 in years["UZB"]
