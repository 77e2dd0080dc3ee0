"""Sentences: worked out by hand on small tables, and held against random choices of the real rows."""

import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from analysis.insights.aid_and_recognition import Insight, of_aid, of_country, of_recognition, of_trade
from analysis.trade.comparison import partial
from data.schema.columns import Table
from data.schema.tables import Aid, Recognition, Sources, Trade
from data.vocabulary import periods
from data.vocabulary.places import CODES, name
from tests.support import frames
from tests.support.frames import aid, recognition, trade, year

KNOWN_TO = dt.date(2026, 3, 16)
PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))
LOWER = {"flow": "export", "source_id": "faostat-x", "bound": "at_least"}
NEVER_SAID = ("because", "due to", "caused", "led to", "thanks to", "result", "after the", "now", "currently", "today",
              "latest", "last year", "this year", "nan", "none", "<na>")  # fmt: skip
SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "": 1.0}


def said(insights: list[Insight], kind: str) -> list[str]:
    return [it.sentence for it in insights if it.kind == kind]


def changes(*rows: frames.Row) -> list[str]:
    return said(of_trade(trade(*rows), PUBLISHED), "change")


def test_a_rise_and_a_fall_name_their_years_and_whose_figures_they_are():
    assert changes({**year(2023), "value_usd": 4.87e8}, {"value_usd": 7.51e8}) == [
        "Uzbekistan's turnover with Afghanistan rose from $487 m to $751 m between 2023 and 2024, by its own figures."
    ]
    wheat = {"flow": "export", "commodity": "wheat", "reported_by": "AFG"}
    assert changes({**wheat, **year(2021)}, {**wheat, "value_usd": 5e8}) == [
        "Uzbekistan's exports of wheat to Afghanistan fell from $1 bn to $500 m between 2021 and 2024, by Afghan figures."
    ]
    assert changes({**year(2023), "flow": "import"}, {"flow": "import"}) == [
        "Uzbekistan's imports from Afghanistan were $1 bn in both 2023 and 2024, by its own figures."
    ]


def test_the_last_two_years_of_the_same_reporter_are_compared():
    rows = [{**year(2022), "value_usd": 3e9}, {**year(2023), "value_usd": 1e9}, {"value_usd": 2e9},
            {**year(2025), "reported_by": "AFG", "value_usd": 1e8}]  # fmt: skip
    assert [it.split(" rose ")[1] for it in changes(*rows)] == [
        "from $1 bn to $2 bn between 2023 and 2024, by its own figures."
    ]


def test_reports_that_differ_are_told_as_a_range_and_those_that_overlap_tell_no_change():
    apart = changes({**year(2023), "value_usd": 1e9}, {"value_usd": 1.6e9}, {"value_usd": 1.7e9, "source_id": "b"})
    assert "rose from $1 bn to $1.6-1.7 bn" in apart[0]
    assert not changes({**year(2023), "value_usd": 1e9}, {"value_usd": 9e8}, {"value_usd": 1.7e9, "source_id": "b"})


def test_what_reads_the_same_is_no_rise():
    assert not changes({**year(2023), "value_usd": 1.0001e9}, {"value_usd": 1.0002e9})


@pytest.mark.parametrize(
    "other", [{"status": "claim"}, {"status": "preliminary"}, {"status": "target"}, {"country": "CA5"},
              {"start": "2024-01-01", "end": "2024-06-30"}, LOWER, {"value_usd": None}, {"start": None, "end": None}],
)  # fmt: skip
def test_claims_part_years_lower_bounds_and_joint_figures_tell_no_change(other):
    flow = {"flow": other.get("flow", "turnover")}
    assert not changes({**year(2023), "value_usd": 1e8, **flow}, other)


def test_a_figure_that_we_doubt_tells_no_change():
    doubted = {**year(2023), "value_usd": 1e9, "doubted": "another page has the same sum for 2024"}
    rows = [{**year(2022), "value_usd": 3e9}, doubted, {"value_usd": 1e9}]
    assert changes(*rows) == [
        "Uzbekistan's turnover with Afghanistan fell from $3 bn to $1 bn between 2022 and 2024, by its own figures."
    ]


@pytest.mark.parametrize("joint", ["CA5", "UZB;TKM"])
def test_nothing_is_said_of_several_states_together(joint):
    assert not of_trade(trade({"country": joint, **year(2023), "value_usd": 1e8}, {"country": joint}), PUBLISHED)


def test_own_figures_of_all_goods_come_first():
    wheat = {"flow": "export", "commodity": "wheat", "value_usd": 9e9}
    rows = [wheat, {**wheat, **year(2023), "value_usd": 1e9}, {"reported_by": "AFG", "value_usd": 5e9},
            {"reported_by": "AFG", **year(2023)}, {**year(2023), "value_usd": 5e8}, {}]  # fmt: skip
    assert [it.split(" rose ")[0] for it in changes(*rows)][:2] == [
        "Uzbekistan's turnover with Afghanistan", "Uzbekistan's exports of wheat to Afghanistan",
    ]  # fmt: skip


def test_both_sides_of_the_pair_furthest_apart_stand_in_one_sentence():
    rows = [{}, {"reported_by": "AFG", "value_usd": 2.5e8}, {"country": "KAZ", "reported_by": "KAZ"},
            {"country": "KAZ", "reported_by": "AFG", "value_usd": 9e8},
            *({**year(2019), "reported_by": by, "value_usd": value} for by, value in (("UZB", 1e9), ("AFG", 1e6)))]  # fmt: skip
    assert said(of_trade(trade(*rows), PUBLISHED), "both_sides") == [
        "For 2024 the figures of Uzbekistan put its turnover with Afghanistan at $1 bn, the Afghan ones at $250 m."
    ]


def test_lower_bounds_are_added_up_and_said_to_be_at_least():
    rows = [{**LOWER, "commodity": "wheat", "value_usd": 4_289_999.0}, {**LOWER, "commodity": "pulses", "value_usd": 1e6},
            {**LOWER, **year(2022), "commodity": "wheat", "value_usd": 2e6}]  # fmt: skip
    found = of_trade(trade(*rows), PUBLISHED)
    assert [it.sentence for it in found] == [
        (
            "By its own figures Uzbekistan's exports of farm goods to Afghanistan came to at least $2 m in 2022 and $5.28 m "
            "in 2024, added up over the goods shown here."
        )
    ]
    assert found[0].facts["bounds"] == (2e6, 5_289_999)
    alone = of_trade(trade(rows[0]), PUBLISHED)[0].sentence
    assert alone == "By its own figures Uzbekistan's exports of wheat to Afghanistan came to at least $4.28 m in 2024."


def test_nothing_is_said_of_no_rows():
    assert of_trade(trade(), PUBLISHED) == []
    assert of_aid(aid()) == []
    assert of_recognition(recognition(), PUBLISHED, KNOWN_TO) == []
    assert of_country("KAZ", trade(), aid(), recognition(), PUBLISHED, KNOWN_TO) == []
    assert of_recognition(recognition({"country": "RUS"}), PUBLISHED, KNOWN_TO) == []


def test_aid_is_counted_by_consignment_and_weighed_at_least():
    rows = aid(
        {"shipment": "1", "weight_t": 1200.9}, {"shipment": "1", "weight_t": 1300.0}, {"shipment": "2", "weight_t": None},
        {"shipment": "3", "status": "pledged", "weight_t": 50.0}, {"shipment": "4", "caveat": "cumulative", "weight_t": 9e5},
    )  # fmt: skip
    found = of_aid(rows)
    assert [it.sentence for it in found] == [
        "Of the 3 consignments from Kazakhstan shown here 2 are reported as delivered and 1 as pledged.",
        "The one weighed of those delivered comes to at least 1,200 t; 1 more bears no weight.",
    ]
    assert set(found[0].rows["shipment"]) == {"1", "2", "3"}
    assert set(found[1].rows["shipment"]) == {"1", "2"}
    assert len(of_aid(aid({"weight_t": None}))) == 1


@pytest.mark.parametrize(
    ("shipments", "sentence"),
    [
        ([("1", "delivered")], "The one consignment from Kazakhstan shown here is reported as delivered."),
        ([("1", "pledged"), ("2", "pledged")], "Both consignments from Kazakhstan shown here are reported as pledged."),
        (
            [(f"{it}", "delivered") for it in range(6)],
            "All 6 consignments from Kazakhstan shown here are reported as delivered.",
        ),
        (
            [("1", "delivered"), ("2", "dispatched")],
            "Of the 2 consignments from Kazakhstan shown here 1 is reported as delivered and 1 as dispatched.",
        ),
    ],
)
def test_how_far_aid_came_is_told_in_the_right_number(shipments, sentence):
    assert of_aid(aid(*({"shipment": it, "status": status} for it, status in shipments)))[0].sentence == sentence


def test_recognition_names_who_has_and_who_has_not_and_when_that_was_last_confirmed():
    rows = recognition(
        {"last_seen": "2026-02-17"}, {"country": "KAZ", "last_seen": "2025-11-14"},
        {"country": "TJK", "value": "none", "until": "2025-05-01"},
        {"country": "TJK", "value": "recognised", "start": "2025-05-01"},
        {"country": "TKM", "value": "recognised", "start": "2030-01-01"},
    )  # fmt: skip
    assert said(of_recognition(rows, PUBLISHED, KNOWN_TO), "recognised") == [
        "Tajikistan has recognised the Taliban authorities, as last confirmed in May 2025.",
        "Kazakhstan and Uzbekistan have not recognised the Taliban authorities, as last confirmed between Nov 2025 and Feb 2026.",
    ]


def test_what_is_confirmed_to_a_past_day_is_told_as_of_that_day():
    rows = recognition({"last_seen": "2026-02-17"}, {"country": "KAZ", "last_seen": "2025-11-14"})
    assert said(of_recognition(rows, PUBLISHED, dt.date(2023, 12, 31)), "recognised") == [
        "Kazakhstan and Uzbekistan had not recognised the Taliban authorities by 31 Dec 2023."
    ]


def test_a_position_that_has_ended_is_not_told_as_held():
    assert not of_recognition(recognition({"until": "2025-05-01"}), PUBLISHED, KNOWN_TO)


def test_readings_of_recognition_that_differ_are_told():
    rows = recognition({"last_seen": "2026-02-17"}, {"value": "recognised", "start": "2025-07-01", "preferred": False})
    assert of_recognition(rows, PUBLISHED, KNOWN_TO)[0].sentence == (
        "Uzbekistan has not recognised the Taliban authorities, as last confirmed in Feb 2026; other readings differ."
    )


def mission(value: str, start: str, until: str | None = None, **more: object) -> dict[str, object]:
    return {"dimension": "mission_in_kabul", "value": value, "start": start, "until": until, **more}


def test_the_last_change_of_position_is_told_from_and_to():
    rows = recognition(mission("closed", "2021-08-15", "2024-02-02"), mission("open_charge", "2024-02-02"))
    assert said(of_recognition(rows, PUBLISHED, KNOWN_TO), "change_of_position") == [
        (
            "The last change of position shown here: Uzbekistan (Embassy in Kabul), from “closed” to “open, chargé "
            "d'affaires”, 2 Feb 2024."
        )
    ]


def test_a_change_that_may_not_be_the_last_is_one_among_them():
    later = {"country": "KAZ", "start_precision": "month"}
    rows = recognition(
        mission("closed", "2021-08-15", "2024-02-10"), mission("open_charge", "2024-02-10"),
        mission("closed", "2021-08-15", "2024-02-01", country="KAZ"), mission("open_charge", "2024-02-01", **later),
    )  # fmt: skip
    found = said(of_recognition(rows, PUBLISHED, KNOWN_TO), "change_of_position")
    assert found[0].startswith("Among the last changes of position shown here: Uzbekistan")


@pytest.mark.parametrize(("before", "after"), [("open_unclear", "open_charge"), ("open_charge", "open_unclear")])
def test_to_learn_or_lose_the_rank_of_an_envoy_is_no_change_of_position(before, after):
    rows = recognition(mission(before, "2021-08-15", "2024-02-02"), mission(after, "2024-02-02"))
    assert not said(of_recognition(rows, PUBLISHED, KNOWN_TO), "change_of_position")


def test_readings_that_differ_are_told():
    rows = recognition(
        {"dimension": "afghan_mission", "value": "republic_appointee", "until": "2024-02-02"},
        {"dimension": "afghan_mission", "value": "taliban_charge", "start": "2024-02-02", "last_seen": "2026-01-01"},
        {"dimension": "afghan_mission", "value": "taliban_ambassador", "start": "2025-01-01", "preferred": False},
    )
    assert of_recognition(rows, PUBLISHED, KNOWN_TO)[0].sentence.endswith("2 Feb 2024; other readings differ.")


def test_a_country_gets_the_first_sentence_of_each():
    found = of_country(
        "UZB",
        trade({**year(2023), "value_usd": 5e8}, {}, {"country": "KAZ"}),
        aid({}),
        recognition({}),
        PUBLISHED,
        KNOWN_TO,
    )
    assert [it.kind for it in found] == ["change", "recognised"]


# --- against random choices of the real rows ---

EXAMPLES = min(60, settings().max_examples)
REAL: dict[type[Table], pd.DataFrame] = {table: data.read(table) for table in (Trade, Aid, Recognition)}
REAL_PUBLISHED = data.read(Sources).set_index("source_id")["start"]
CHOICES = given(st.floats(0.02, 1), st.integers(0, 10**6), st.sets(st.sampled_from(CODES), min_size=1))


def choose(table: type[Table], share: float, seed: int, countries: set[str], by: str) -> pd.DataFrame:
    rows = REAL[table]
    return rows[rows[by].isin(countries)].sample(frac=share, random_state=seed)


def told(sentence: str) -> list[float]:
    """The dollars that a sentence names; of a range both ends."""
    found = re.findall(r"\$([\d.,]+)(?:-([\d.,]+))? ?(k|m|bn)?\b", sentence)
    return [float(it.replace(",", "")) * SCALES[scale] for *ends, scale in found for it in ends if it]


def holds(found: list[Insight], rows: pd.DataFrame) -> None:
    """What is true of every sentence: it names rows that were given, and says neither why nor when it is read."""
    assert len(found) <= 3
    for it in found:
        assert len(it.rows)
        pd.testing.assert_frame_equal(it.rows, rows.loc[it.rows.index])
        assert it.sentence.endswith(".")
        words = re.findall(r"<na>|[a-z]+", it.sentence.lower())
        assert not [bad for bad in NEVER_SAID if re.search(rf"(?<![a-z]){re.escape(bad)}(?![a-z])", " ".join(words))]


def series(rows: pd.DataFrame, facts: dict) -> pd.DataFrame:
    for column in ("country", "flow", "commodity", "reported_by"):
        rows = rows[rows[column] == facts[column]]
    rows = rows[(rows["status"] == "statistic") & rows["value_usd"].notna() & rows["start"].notna()]
    rows = rows[rows["doubted"].isna()]
    return rows[periods.is_calendar_year(rows) & ~partial(rows)]


@settings(deadline=None, max_examples=EXAMPLES)
@CHOICES
def test_no_sentence_on_trade_contradicts_the_rows(share, seed, countries):
    rows = choose(Trade, share, seed, countries, "country")
    found = of_trade(rows, REAL_PUBLISHED)
    holds(found, rows)
    for it in found:
        {"change": check_change, "both_sides": check_sides, "at_least": check_bounds}[it.kind](it, rows)


def check_change(it: Insight, rows: pd.DataFrame) -> None:
    same = series(rows, it.facts)
    years = same["start"].dt.year
    assert tuple(sorted(set(years))[-2:]) == it.facts["years"]
    first, last = (same.loc[years == number, "value_usd"] for number in it.facts["years"])
    assert {"rose": last.min() > first.max(), "fell": last.max() < first.min(),
            "stayed": len({*first, *last}) == 1}[it.facts["moved"]]  # fmt: skip
    for number in it.facts["years"]:
        assert f"{number}" in it.sentence
    ends = {round(float(value), -1) for value in (*first, *last)}
    for value in told(it.sentence):
        assert any(abs(value - end) <= 0.006 * end + 10 for end in ends), it.sentence


def check_sides(it: Insight, rows: pd.DataFrame) -> None:
    facts = it.facts
    same = rows[
        (rows["country"] == facts["country"]) & (rows["flow"] == facts["flow"]) & (rows["commodity"] == "total")
    ]
    same = same[same["start"].dt.year == facts["year"]]
    assert facts["own"] in set(same.loc[same["reported_by"].isin([facts["country"], "IMF"]), "value_usd"])
    assert facts["afghan"] in set(same.loc[same["reported_by"].isin(["AFG", "IMF"]), "value_usd"])
    assert told(it.sentence) == pytest.approx([facts["own"], facts["afghan"]], rel=0.001)


def check_bounds(it: Insight, rows: pd.DataFrame) -> None:
    own = rows[(rows["country"] == it.facts["country"]) & (rows["reported_by"] == it.facts["country"])]
    own = own[(own["flow"] == "export") & (own["source_id"] == it.facts["source_id"])]
    sums = [own.loc[own["start"].dt.year == number, "value_usd"].sum() for number in it.facts["years"]]
    assert list(it.facts["bounds"]) == pytest.approx(sums)
    assert "at least" in it.sentence
    assert all(value <= bound * (1 + 1e-8) for value, bound in zip(told(it.sentence), sums, strict=True))


@settings(deadline=None, max_examples=EXAMPLES)
@CHOICES
def test_no_sentence_on_aid_contradicts_the_rows(share, seed, countries):
    rows = choose(Aid, share, seed, countries, "donor")
    found = of_aid(rows)
    holds(found, rows)
    for it in found:
        facts = it.facts
        if it.kind == "stages":
            assert facts["consignments"] == it.rows["shipment"].nunique() <= rows["shipment"].nunique()
            assert facts["consignments"] == sum(facts[stage] for stage in ("pledged", "dispatched", "delivered"))
            reached = it.rows[it.rows["status"] == "delivered"]["shipment"].nunique()
            assert reached - 1 <= facts["delivered"] <= reached  # of one only a part is known to have arrived
            assert {name(donor) for donor in it.rows["donor"]} == {
                name(code) for code in CODES if name(code) in it.sentence
            }
        else:
            most = it.rows.groupby("shipment")["weight_t"].max()
            shown = float(it.sentence.split("at least ")[1].split(" t")[0].replace(",", ""))
            assert shown <= facts["low_t"] <= most.sum() + 1e-6
            assert facts["weighed"] == most.notna().sum()


@settings(deadline=None, max_examples=EXAMPLES)
@CHOICES
def test_no_sentence_on_recognition_contradicts_the_rows(share, seed, countries):
    rows = choose(Recognition, share, seed, countries, "country")
    found = of_recognition(rows, REAL_PUBLISHED, KNOWN_TO)
    holds(found, rows)
    drawn = rows[rows["preferred"]]
    for it in found:
        if it.kind == "recognised":
            formal = drawn[drawn["dimension"] == "de_jure_recognition"].sort_values("start")
            last = formal.drop_duplicates("country", keep="last").set_index("country")["value"]
            assert {last[code] for code in it.facts["countries"]} == {it.facts["value"]}
            assert ("not recognised" in it.sentence) == (it.facts["value"] == "none")
            assert pd.Timestamp(KNOWN_TO) >= it.facts["seen"][1]
        else:
            same = drawn[(drawn["country"] == it.facts["country"]) & (drawn["dimension"] == it.facts["dimension"])]
            assert ((same["start"] == it.facts["start"]) & (same["value"] == it.facts["value"])).any()
            assert (same["until"] == it.facts["start"]).any()


@pytest.mark.parametrize("code", CODES)
def test_every_state_gets_sentences_from_the_whole_record(code):
    trade_rows, aid_rows, positions = (REAL[it] for it in (Trade, Aid, Recognition))
    found = of_country(code, trade_rows, aid_rows, positions, REAL_PUBLISHED, KNOWN_TO)
    assert len(found) == 3
    assert all(name(code) in it.sentence for it in found)


def test_on_the_curated_record_sentences_worked_out_by_hand():
    published = frames.curated(Sources).set_index("source_id")["start"]
    rows = frames.curated(Trade)
    uzbek = [it.sentence for it in of_trade(rows[rows["country"] == "UZB"], published)]
    assert uzbek[0] == (
        "Uzbekistan's turnover with Afghanistan rose from $1.1-1.13 bn to $1.6-1.7 bn between 2024 and 2025, by its own figures."
    )
    # grain mill products, pulses, wheat, eggs, dairy, oilseeds of 2023 come to 487.16 m, ten goods of 2024 to 751.25 m
    assert uzbek[2] == (
        "By its own figures Uzbekistan's exports of farm goods to Afghanistan came to at least $487 m in 2023 and $751 m in "
        "2024, added up over the goods shown here."
    )
