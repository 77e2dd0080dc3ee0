"""Insights and their sentences, worked out by hand on small tables."""

import datetime as dt

import pandas as pd
import pytest

from analysis.base.in_use import in_use
from analysis.insights.aid import of_aid
from analysis.insights.insight import Insight
from analysis.insights.recognition import of_recognition
from analysis.insights.trade import of_trade, since_takeover
from analysis.trade.series import DEFAULT
from analysis.trade.since_2021 import since_2021
from data.schema.tables import Aid, Sources, Trade
from pages._parts.states.wording import sentence
from tests.support import frames
from tests.support.frames import aid, recognition, trade, year

KNOWN_TO = dt.date(2026, 3, 16)
PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))
LOWER = {"flow": "export", "source_id": "faostat-x", "bound": "at_least"}


def said(insights: list[Insight], kind: str) -> list[str]:
    return [sentence(it) for it in insights if it.kind == kind]


def changes(*rows: frames.Row) -> list[str]:
    return said(of_trade(trade(*rows), PUBLISHED), "change")


def test_a_rise_and_a_fall_name_their_years_and_whose_figures_they_are():
    assert changes({**year(2023), "value_usd": 4.87e8}, {"value_usd": 7.51e8}) == [
        "Uzbekistan's trade with Afghanistan rose from $487 m (2023) to $751 m (2024), by its own figures."
    ]
    wheat = {"flow": "export", "commodity": "wheat", "reported_by": "AFG"}
    assert changes({**wheat, **year(2021)}, {**wheat, "value_usd": 5e8}) == [
        "Uzbekistan's exports of wheat to Afghanistan fell from $1 bn (2021) to $500 m (2024), by Afghan figures."
    ]
    assert changes({**year(2023), "flow": "import"}, {"flow": "import"}) == [
        "Uzbekistan's imports from Afghanistan were $1 bn in both 2023 and 2024, by its own figures."
    ]


def test_the_last_two_years_of_the_same_reporter_are_compared():
    rows = [{**year(2022), "value_usd": 3e9}, {**year(2023), "value_usd": 1e9}, {"value_usd": 2e9},
            {**year(2025), "reported_by": "AFG", "value_usd": 1e8}]  # fmt: skip
    assert [it.split(" rose ")[1] for it in changes(*rows)] == [
        "from $1 bn (2023) to $2 bn (2024), by its own figures."
    ]


def test_of_reports_that_differ_the_preferred_is_named_and_those_that_overlap_show_no_change():
    # both have two digits: the one published last goes before the other
    apart = changes({**year(2023), "value_usd": 1e9}, {"value_usd": 1.6e9}, {"value_usd": 1.7e9, "source_id": "b"})
    assert "rose from $1 bn (2023) to $1.7 bn (2024)" in apart[0]
    assert not changes({**year(2023), "value_usd": 1e9}, {"value_usd": 9e8}, {"value_usd": 1.7e9, "source_id": "b"})


def test_since_the_takeover_one_series_is_compared_and_the_state_that_trades_most_is_named():
    own = {"source_id": "trend-2026-01-13"}
    rows = [{**own, **year(2021), "value_usd": 5e8}, {**own, **year(2024), "value_usd": 8e8},
            {**own, **year(2025), "value_usd": 7e8, "status": "preliminary"},
            {**own, **year(2021), "country": "KAZ", "reported_by": "KAZ", "value_usd": 1e8},
            {**own, **year(2025), "country": "KAZ", "reported_by": "KAZ", "value_usd": 6e8}]  # fmt: skip
    known = frames.curated(Sources)
    found = since_takeover(since_2021(trade(*rows), known, DEFAULT))
    assert [sentence(it) for it in found] == [
        "Uzbekistan's trade with Afghanistan rose from $500 m (2021) to $700 m (2025), by its own figures (the last preliminary)."
    ]
    assert len(found[0].behind) == 2
    assert since_takeover(since_2021(trade(rows[1]), known, DEFAULT)) == []


def test_consignments_counted_from_a_day_say_so():
    assert sentence(of_aid(aid({"shipment": "1"}), since=dt.date(2021, 8, 15))[0]) == (
        "The one consignment of aid from Kazakhstan since August 2021 was reported delivered."
    )


def test_what_reads_the_same_is_no_rise():
    assert not changes({**year(2023), "value_usd": 1.0001e9}, {"value_usd": 1.0002e9})


@pytest.mark.parametrize(
    "other", [{"status": "claim"}, {"status": "preliminary"}, {"status": "target"}, {"country": "CA5"},
              {"start": "2024-01-01", "end": "2024-06-30"}, LOWER, {"value_usd": None}, {"start": None, "end": None}],
)  # fmt: skip
def test_claims_part_years_lower_bounds_and_joint_figures_tell_no_change(other):
    flow = {"flow": other.get("flow", "turnover")}
    assert not changes({**year(2023), "value_usd": 1e8, **flow}, other)


def test_a_figure_that_we_doubt_is_not_in_use_and_tells_no_change():
    doubted = {**year(2023), "value_usd": 1e9, "doubted": "another page has the same sum for 2024"}
    rows = in_use(trade({**year(2022), "value_usd": 3e9}, doubted, {"value_usd": 1e9}), frames.curated(Sources), Trade)
    assert said(of_trade(rows, PUBLISHED), "change") == [
        "Uzbekistan's trade with Afghanistan fell from $3 bn (2022) to $1 bn (2024), by its own figures."
    ]


@pytest.mark.parametrize("joint", ["CA5", "UZB;TKM"])
def test_nothing_is_said_of_several_states_together(joint):
    assert not of_trade(trade({"country": joint, **year(2023), "value_usd": 1e8}, {"country": joint}), PUBLISHED)


def test_own_figures_of_all_goods_come_first():
    wheat = {"flow": "export", "commodity": "wheat", "value_usd": 9e9}
    rows = [wheat, {**wheat, **year(2023), "value_usd": 1e9}, {"reported_by": "AFG", "value_usd": 5e9},
            {"reported_by": "AFG", **year(2023)}, {**year(2023), "value_usd": 5e8}, {}]  # fmt: skip
    assert [it.split(" rose ")[0] for it in changes(*rows)][:2] == [
        "Uzbekistan's trade with Afghanistan", "Uzbekistan's exports of wheat to Afghanistan",
    ]  # fmt: skip


def test_both_sides_of_the_pair_furthest_apart_stand_in_one_sentence():
    rows = [{}, {"reported_by": "AFG", "value_usd": 2.5e8}, {"country": "KAZ", "reported_by": "KAZ"},
            {"country": "KAZ", "reported_by": "AFG", "value_usd": 9e8},
            *({**year(2019), "reported_by": by, "value_usd": value} for by, value in (("UZB", 1e9), ("AFG", 1e6)))]  # fmt: skip
    assert said(of_trade(trade(*rows), PUBLISHED), "both_sides") == [
        "For 2024 Uzbekistan reports $1 bn for its trade with Afghanistan, the Afghan side $250 m."
    ]


def test_ranges_that_touch_or_overlap_show_no_change():
    def of(first, last):
        rows = [{**year(2023), "value_usd": it, "source_id": key} for it, key in zip(first, "ab", strict=True)]
        return changes(*rows, *({"value_usd": it, "source_id": key} for it, key in zip(last, "ab", strict=True)))

    assert of((1e9, 2e9), (2e9, 3e9)) == []
    assert of((2e9, 3e9), (1e9, 2e9)) == []
    assert of((1e9, 3e9), (1.5e9, 2e9)) == []
    assert "rose" in of((1e9, 2e9), (2.1e9, 3e9))[0]
    assert "fell" in of((2.1e9, 3e9), (1e9, 2e9))[0]


def test_a_change_keeps_its_room_beside_what_else_there_is_to_say():
    rows = [{**year(2023), "value_usd": 4e8}, {}, {"reported_by": "AFG", "value_usd": 5e8},
            {**LOWER, "commodity": "wheat", "value_usd": 4e6}]  # fmt: skip
    kinds = {most: [it.kind for it in of_trade(trade(*rows), PUBLISHED, most)] for most in (1, 2, 3)}
    assert kinds == {1: ["change"], 2: ["change", "both_sides"], 3: ["change", "both_sides", "at_least"]}


def test_a_pair_below_one_is_as_far_apart_as_the_other_way_round():
    rows = [{}, {"reported_by": "AFG", "value_usd": 6e8}, {"country": "KAZ", "reported_by": "KAZ", "value_usd": 2e8},
            {"country": "KAZ", "reported_by": "AFG", "value_usd": 1e8}]  # fmt: skip
    assert "Kazakhstan reports $200 m" in said(of_trade(trade(*rows), PUBLISHED), "both_sides")[0]


def test_lower_bounds_are_added_up_and_said_to_be_at_least():
    rows = [{**LOWER, "commodity": "wheat", "value_usd": 4_289_999.0}, {**LOWER, "commodity": "pulses", "value_usd": 1e6},
            {**LOWER, **year(2022), "commodity": "wheat", "value_usd": 2e6}]  # fmt: skip
    found = of_trade(trade(*rows), PUBLISHED)
    assert [sentence(it) for it in found] == [
        (
            "Uzbekistan's exports of farm goods to Afghanistan came to at least $2 m in 2022 and $5.28 m in 2024, by its "
            "own figures, the sum of the goods shown here."
        )
    ]
    assert found[0].facts["bounds"] == (2e6, 5_289_999)
    assert found[0].behind == tuple(trade(*rows)["row_id"])
    alone = sentence(of_trade(trade(rows[0]), PUBLISHED)[0])
    assert alone == "Uzbekistan's exports of wheat to Afghanistan came to at least $4.28 m in 2024, by its own figures."


def test_nothing_is_said_of_no_rows():
    assert of_trade(trade(), PUBLISHED) == []
    assert of_aid(aid()) == []
    assert of_recognition(recognition(), PUBLISHED, KNOWN_TO) == []
    assert of_recognition(recognition({"country": "RUS"}), PUBLISHED, KNOWN_TO) == []


def test_aid_is_counted_by_consignment_and_weighed_at_least():
    rows = aid(
        {"shipment": "1", "weight_t": 1200.9}, {"shipment": "1", "weight_t": 1300.0}, {"shipment": "2", "weight_t": None},
        {"shipment": "3", "status": "pledged", "weight_t": 50.0}, {"shipment": "4", "caveat": "cumulative", "weight_t": 9e5},
    )  # fmt: skip
    found = of_aid(rows)
    assert [sentence(it) for it in found] == [
        "2 of 3 consignments of aid from Kazakhstan in these years were reported delivered and 1 only pledged.",
        "The one delivered consignment with a reported weight comes to at least 1,200 t; 1 more has no reported weight.",
    ]
    shipments = rows.set_index(Aid.row_id)[Aid.shipment]
    assert set(shipments.loc[list(found[0].behind)]) == {"1", "2", "3"}
    assert set(shipments.loc[list(found[1].behind)]) == {"1", "2"}
    assert len(of_aid(aid({"weight_t": None}))) == 1


@pytest.mark.parametrize(
    ("shipments", "words"),
    [
        ([("1", "delivered")], "The one consignment of aid from Kazakhstan in these years was reported delivered."),
        (
            [("1", "pledged"), ("2", "pledged")],
            "Both consignments of aid from Kazakhstan in these years were reported pledged.",
        ),
        (
            [(f"{it}", "delivered") for it in range(6)],
            "All 6 consignments of aid from Kazakhstan in these years were reported delivered.",
        ),
        (
            [("1", "delivered"), ("2", "dispatched")],
            "1 of 2 consignments of aid from Kazakhstan in these years was reported delivered and 1 only dispatched.",
        ),
    ],
)
def test_how_far_aid_came_is_told_in_the_right_number(shipments, words):
    assert sentence(of_aid(aid(*({"shipment": it, "status": status} for it, status in shipments)))[0]) == words


def test_states_are_named_in_our_order():
    rows = recognition({"country": "KGZ", "last_seen": "2026-02-17"}, {"last_seen": "2026-02-17"})
    assert said(of_recognition(rows, PUBLISHED, KNOWN_TO), "recognised") == [
        "Uzbekistan and Kyrgyzstan have not recognised the Taliban authorities, as last confirmed in Feb 2026."
    ]


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
    assert sentence(of_recognition(rows, PUBLISHED, KNOWN_TO)[0]) == (
        "Uzbekistan has not recognised the Taliban authorities, as last confirmed in Feb 2026; other sources differ."
    )


def mission(value: str, start: str, until: str | None = None, **more: object) -> dict[str, object]:
    return {"dimension": "mission_in_kabul", "value": value, "start": start, "until": until, **more}


def test_the_last_change_of_position_is_told_from_and_to():
    rows = recognition(mission("closed", "2021-08-15", "2024-02-02"), mission("open_charge", "2024-02-02"))
    assert said(of_recognition(rows, PUBLISHED, KNOWN_TO), "change_of_position") == [
        (
            "Last change of position: Uzbekistan (Embassy in Kabul), from “closed” to “open, chargé "
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
    assert found[0].startswith("Among the last changes of position: Uzbekistan")


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
    assert sentence(of_recognition(rows, PUBLISHED, KNOWN_TO)[0]).endswith("2 Feb 2024; other sources differ.")


def test_on_the_curated_record_sentences_worked_out_by_hand():
    published = frames.curated(Sources).set_index("source_id")["start"]
    rows = in_use(frames.curated(Trade), frames.curated(Sources), Trade)
    uzbek = [sentence(it) for it in of_trade(rows[rows[Trade.country] == "UZB"], published)]
    assert uzbek[0] == (
        "Uzbekistan's trade with Afghanistan rose from $1.13 bn (2024) to $1.7 bn (2025), by its own figures."
    )
    # grain mill products, pulses, wheat, eggs, dairy, oilseeds of 2023 come to 487.16 m, ten goods of 2024 to 751.25 m
    assert uzbek[2] == (
        "Uzbekistan's exports of farm goods to Afghanistan came to at least $487 m in 2023 and $751 m in 2024, by its own "
        "figures, the sum of the goods shown here."
    )
