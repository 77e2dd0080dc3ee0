"""What was said against the statistics: worked out by hand on small tables, and the seed's own claim on the record."""

import datetime as dt
import functools

import pandas as pd
import pytest

from analysis.claims.claims import KINDS, SEED, arranged, claims
from data.schema.tables import Sources, Trade
from tests.support import frames
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2025-06-01", b="2025-03-15", undated="", **{SEED: "2023-05-02"})


def claim(value: float, period: frames.Row, **more: object) -> dict[str, object]:
    return {"status": "claim", "value_usd": value, "source_id": "b", **period, **more}


def only(*rows: frames.Row) -> pd.Series:
    found = claims(trade(*rows), SOURCES)
    assert len(found) == 1
    return found.iloc[0]


def test_a_claim_is_laid_against_the_statistic_of_its_year_with_sign_and_in_words():
    above = only(claim(1.2e9, year(2024)), {"value_usd": 1e9}, {"value_usd": 1.05e9, "reported_by": "AFG"})
    assert (above["same_value"], above["same_low"], above["same_high"], above["same_reports"]) == (1e9, 1e9, 1.05e9, 2)
    assert (above["against"], above["distance"]) == ("same", 2e8)
    assert above["distance_percent"] == pytest.approx(20)
    assert above["words"] == "20 % above the statistic of 2024"
    below = only(claim(9.5e8, year(2024)), {})
    assert (below["distance"], below["words"]) == (-5e7, "5 % below the statistic of 2024")
    assert only(claim(1e9, year(2024)), {})["words"] == "equal to the statistic of 2024"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1_012_250_000, "1.2 %"),
        (1_000_100_000, "less than 0.1 %"),
        (1_099_600_000, "10 %"),
        (13_400_000_000, "1,240 %"),
    ],
)
def test_a_distance_is_told_as_exactly_as_it_deserves(value, said):
    assert only(claim(value, year(2024)), {})["words"] == f"{said} above the statistic of 2024"


def test_the_words_tell_whose_statistic_it_is_and_whether_we_added_it():
    rows = [claim(2e9, year(2024)), {"flow": "export", "value_usd": 9e8, "reported_by": "IMF"},
            {"flow": "import", "value_usd": 1e8, "reported_by": "IMF"}]  # fmt: skip
    assert only(*rows)["words"] == "100 % above the IMF statistic of 2024 (both flows added)"
    preliminary = only(claim(2e9, year(2024)), {"status": "preliminary", "reported_by": "AFG"})
    assert preliminary["words"] == "100 % above the Afghan preliminary figure of 2024"


def test_a_claim_of_a_year_that_is_over_stands_with_the_years_after_it_and_none_before():
    found = only(claim(1e9, year(2022)), *({**year(it), "value_usd": it * 1e6} for it in range(2020, 2026)))
    assert (found["same_value"], found["next1_year"], found["next1_value"]) == (2022e6, 2023, 2023e6)
    assert (found["next2_year"], found["next2_value"]) == (2024, 2024e6)
    assert pd.isna(found["before_year"])


def test_a_claim_of_the_current_year_has_the_last_full_year_beside_it():
    late = only(claim(1.5e9, year(2025)), {**year(2023), "value_usd": 8e8}, {"value_usd": 1e9})
    assert (late["before_year"], late["before_value"], late["against"]) == (2024, 1e9, "before")
    assert late["words"] == "50 % above the statistic of 2024, the last full year before it was said"
    known = only(claim(1.5e9, year(2025)), {"value_usd": 1e9}, {**year(2025), "value_usd": 1.2e9})
    assert (known["against"], known["distance"], known["before_value"]) == ("same", pytest.approx(3e8), 1e9)


def test_a_claim_without_a_year_is_laid_against_the_last_full_year_before_it_was_said():
    nothing = {"start": None, "end": None, "precision": "unknown"}
    found = only(claim(1.1e9, nothing), {}, {**year(2026), "value_usd": 5e9}, {**year(2025), "value_usd": 2e9})
    assert (found["before_year"], found["words"]) == (
        2024,
        "10 % above the statistic of 2024, the last full year before it was said",
    )
    assert (found["next1_value"], found["next2_value"]) == (2e9, 5e9)
    never = only(claim(1.1e9, nothing, source_id="undated"), {})
    assert (never["against"], never["said_basis"]) == ("", "")


def test_a_part_of_a_year_is_laid_only_against_the_same_part():
    part = {"start": "2024-01-01", "end": "2024-03-31", "precision": "month"}
    assert only(claim(4e7, part), {}, {**year(2023)})["against"] == ""
    same = only(claim(4e7, part), {}, {**part, "value_usd": 5e7})
    assert same["words"] == "20 % below the statistic of Jan-Mar 2024"


def test_a_claim_is_never_measured_by_another_claim_nor_by_another_flow_commodity_or_measure():
    others = [{"flow": "export"}, {"commodity": "flour"}, {"country": "KAZ"}, {"value_usd": None, "quantity_t": 7.0}]
    found = claims(trade(claim(1e9, year(2024)), claim(2e9, year(2024)), *others), SOURCES)
    assert found["same_value"].isna().all()
    assert set(found["words"]) == {"no statistic of 2024 on record to lay it against"}


def test_contracts_and_potentials_stand_beside_a_statistic_and_are_not_compared():
    rows = [{**claim(3e8, year(2024)), "status": it} for it in ("contract", "potential")]
    found = claims(trade(*rows, {}), SOURCES).set_index("kind")
    assert found["same_value"].eq(1e9).all()
    assert found[["distance", "distance_percent"]].isna().all(axis=None)
    assert (
        found.loc["contract", "words"]
        == "contracts signed, not trade of a year; beside it the statistic of 2024: $1 bn"
    )
    assert found.loc["potential", "words"] == "a potential, not trade; beside it the statistic of 2024: $1 bn"


def test_when_it_was_said_is_the_publication_and_of_an_undated_contract_its_period():
    rows = [claim(1e9, year(2024)), claim(1e9, year(2024), source_id="undated"),
            {**claim(1e8, year(2024), source_id="undated"), "status": "contract"}]  # fmt: skip
    found = claims(trade(*rows), SOURCES).sort_values("row")
    assert list(found["said_basis"]) == ["published", "", "period"]
    assert [None if pd.isna(it) else f"{it:%Y-%m-%d}" for it in found["said_on"]] == ["2025-03-15", None, "2024-01-01"]
    assert list(found["said_precision"]) == ["day", "unknown", "year"]


def test_each_measure_of_a_reported_row_is_a_row_and_repeats_are_counted():
    said = {"status": "claim", "value_usd": 1e8, "quantity_gwh": 2000.0, "commodity": "electricity", "flow": "export"}
    found = claims(trade(said, {**said, "source_id": "b", "quantity_gwh": None}), SOURCES)
    told = {(it["row"], it["measure"]): it["repeats"] for it in found.to_dict("records")}
    assert told == {(0, "value_usd"): 2, (0, "quantity_gwh"): 1, (1, "value_usd"): 2}


def test_the_order_is_the_seed_then_the_kind_then_the_farthest():
    rows = [claim(1.1e9, year(2024)), claim(5e8, year(2024)), {**claim(9e9, year(2024)), "status": "contract"},
            claim(1.01e9, year(2024), source_id=SEED), {}]  # fmt: skip
    assert list(claims(trade(*rows), SOURCES)["value"]) == [1.01e9, 5e8, 1.1e9, 9e9]


def test_claims_are_sorted_by_speaker_country_and_distance():
    rows = [claim(1.1e9, year(2024), country="TJK", reported_by="AFG"), claim(5e8, year(2024), country="KAZ"),
            claim(3e9, year(2024)), {"country": "TJK"}, {"country": "KAZ"}, {}]  # fmt: skip
    found = claims(trade(*rows), SOURCES)
    assert list(arranged(found, "speaker")["reported_by"]) == ["UZB", "UZB", "AFG"]
    assert list(arranged(found, "country")["country"]) == ["KAZ", "UZB", "TJK"]
    assert list(arranged(found, "distance")["value"]) == [3e9, 5e8, 1.1e9]
    with pytest.raises(ValueError, match="speaker, country, distance"):
        arranged(found, "colour")


def test_nothing_said_gives_the_same_columns_and_no_row():
    empty = claims(trade({}), SOURCES)
    assert empty.empty
    full = claims(trade(claim(1e9, year(2024)), {}), SOURCES)
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_what_was_reported_stays_as_it_was():
    rows = trade(claim(1e9, year(2024)), {}, {"reported_by": "AFG", "value_usd": 2e8})
    before = rows.copy(deep=True)
    claims(rows, SOURCES, dt.date(2026, 3, 1))
    pd.testing.assert_frame_equal(rows, before)


@functools.cache
def on_record() -> pd.DataFrame:
    return claims(frames.curated(Trade), frames.curated(Sources), dt.date(2026, 3, 16))


def test_on_the_record_the_seeds_billion_comes_first_beside_987_9_million_and_what_came_after():
    first = on_record().iloc[0]
    assert (first["source_id"], first["kind"], first["country"], first["flow"]) == (SEED, "claim", "KAZ", "turnover")
    assert (first["value"], first["same_value"], first["same_reported_by"]) == (1e9, 987_900_000, "KAZ")
    assert first["distance"] == 12_100_000
    assert first["words"] == "1.2 % above the statistic of 2022"
    assert (first["next1_year"], first["next1_value"]) == (2023, 545_200_000)
    assert (first["next2_year"], first["next2_value"]) == (2024, 545_200_000)
    assert f"{first['said_on']:%Y-%m-%d}" == "2023-05-02"


def test_on_the_record_every_figure_that_was_said_is_there_as_it_was_told():
    trade_rows, found = frames.curated(Trade), on_record()
    said = trade_rows[trade_rows["status"].isin(KINDS)]
    assert set(found["row"]) == set(said.index[said[["value_usd", "quantity_t", "quantity_gwh"]].notna().any(axis=1)])
    told = [trade_rows.loc[row, measure] for row, measure in zip(found["row"], found["measure"], strict=True)]
    assert list(found["value"]) == told
    assert not found.loc[found["kind"] != "claim", "distance"].notna().any()
    assert not found.loc[found["kind"] != "target", "target_state"].notna().any()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("anewz-nd-kazakh-food-deal", "138 % above the statistic of 2024"),  # 1,300 m against 545.2 m
        ("wadsam-2018-07-03-transit-hub", "2.8 % below the statistic of 2017"),  # 600 m against 617.1 m
        ("centralasia-media-2026-02-09-muhriddin-turnover", "8.3 % below the statistic of 2025"),  # 110 m, 120 m
        ("informburo-nd-vasilenko", "83 % above the statistic of 2023"),  # 1,000 m against 545.2 m
    ],
)
def test_on_the_record_distances_worked_out_by_hand(source, words):
    found = on_record()
    row = found[(found["source_id"] == source) & (found["flow"] == "turnover")].iloc[0]
    assert row["words"] == words
