"""What is not known: worked out by hand."""

import pandas as pd

from analysis.record.gaps import GAPS, Gap, gaps
from data.schema.tables import Aid, Recognition, Sources, Trade
from tests.support import frames
from tests.support.frames import aid, recognition, trade, year

SOURCES = frames.sources(a="2025-01-01", b="2025-06-01").assign(kind=["news", "dataset"])


def missing(trade_rows: pd.DataFrame, aid_rows: pd.DataFrame, positions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The parts of each gap, by country and what is missing."""
    rows = gaps(trade_rows, aid_rows, positions, SOURCES, range(2021, 2025))
    return dict(zip(zip(rows[Gap.country], rows[Gap.what], strict=True), rows[Gap.parts], strict=True))


def test_years_without_a_statistic_of_the_own_side_are_named():
    parts = missing(
        trade({}, {**year(2022), "reported_by": "AFG"}, {**year(2023), "status": "claim"}), aid(), recognition()
    )
    assert parts[("UZB", "years")] == "2021;2022;2023"
    assert parts[("TKM", "years")] == "2021;2022;2023;2024"


def test_consignments_without_a_weight_and_positions_not_established_are_named():
    positions = recognition(
        {}, {"dimension": "afghan_mission", "value": "unclear"}, {"dimension": "mission_in_kabul", "value": "closed"},
        {"dimension": "terrorist_listing", "value": "listed", "start": "2001-01-01"},
        {"dimension": "terrorist_listing", "value": "unclear"},
        {"dimension": "mission_in_kabul", "value": "unclear", "preferred": False, "start": "2022-01-01"},
    )  # fmt: skip
    given = aid({"weight_t": None}, {"shipment": "2", "weight_t": None}, {"shipment": "3"})
    rows = gaps(trade(), given, positions, SOURCES, []).set_index([Gap.country, Gap.what])
    assert tuple(rows.loc[("KAZ", "weights"), [Gap.count, Gap.parts]]) == (2, "")
    assert ("UZB", "weights") not in rows.index
    assert rows.loc[("UZB", "positions"), Gap.parts] == "afghan_mission;terrorist_listing"
    assert rows.loc[("TKM", "positions"), Gap.count] == 4


def test_a_state_that_reports_to_no_data_set_is_named_with_who_reports_its_trade_there():
    told = trade(
        {}, {"reported_by": "AFG"}, {"source_id": "b", **year(2023)},
        {"country": "TKM", **year(2021), "reported_by": "IMF", "source_id": "b"},
    )  # fmt: skip
    parts = missing(told, aid(), recognition())
    assert parts[("TKM", "data_sets")] == "IMF"
    assert ("UZB", "data_sets") not in parts
    assert missing(trade({}), aid(), recognition())[("UZB", "data_sets")] == ""
    both = trade({"source_id": "b"}, {"source_id": "b", "reported_by": "AFG"})
    assert ("UZB", "data_sets") not in missing(both, aid(), recognition())


def test_the_rows_have_the_declared_columns_in_order_of_what_is_missing():
    tables = [frames.curated(it) for it in (Trade, Aid, Recognition, Sources)]
    for rows in (gaps(*tables, range(2021, 2024)), gaps(trade(), aid(), recognition(), SOURCES, [])):
        assert list(rows) == [str(it) for it in Gap.columns]
        assert rows[Gap.count].dtype == "int64"
        assert list(rows[Gap.what].drop_duplicates()) == [it for it in GAPS if it in set(rows[Gap.what])]


def test_in_the_data_turkmenistans_silent_years_are_named():
    tables = (frames.curated(it) for it in (Trade, Aid, Recognition, Sources))
    rows = gaps(*tables, range(2021, 2024)).set_index([Gap.country, Gap.what])
    assert rows.loc[("TKM", "years"), Gap.parts] == "2021;2022"
    assert rows.loc[("TKM", "positions"), Gap.parts] == "terrorist_listing"
    assert ("KAZ", "positions") not in rows.index
