"""Both sides of the same trade: worked out by hand."""

import pandas as pd
import pytest

from analysis.base.in_use import in_use
from analysis.mirror import pairs as measures
from analysis.mirror.pairs import FREIGHT, NamedPair, Pair, order, pairs
from data.schema.tables import Sources, Trade
from data.vocabulary.mirror import BANDS, distance, role, times, valuation
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2025-01-01", b="2025-02-01", undated="")
PUBLISHED = SOURCES.set_index("source_id")["start"]
EXPORT = {"flow": "export"}


def pair(own: float, afghan: float, flow: str = "export", **more: object) -> pd.Series:
    fob, cif = ("FOB", "CIF") if flow == "export" else ("CIF", "FOB")
    mine = {"flow": flow, "value_usd": own, "valuation": fob, **more}
    found = pairs(trade(mine, {**mine, "value_usd": afghan, "reported_by": "AFG", "valuation": cif}), PUBLISHED)
    assert len(found) == 1
    return found.assign(words=distance(found.iloc[0].to_dict())).iloc[0]


@pytest.mark.parametrize(
    ("fob", "cif", "band", "words"),
    [
        (100.0, 99.0, "below", "reports 1 % less than Uzbekistan (exporter), where freight of 6 to 12 % would set it above"),
        (100.0, 100.0, "short", "reports as much as Uzbekistan (exporter), less than freight of 6 to 12 %"),
        (100.0, 105.9, "short", "reports 5.9 % more than Uzbekistan (exporter), less than freight of 6 to 12 %"),
        (100.0, 106.0, "within", "reports 6 % more than Uzbekistan (exporter), as freight of 6 to 12 % would have it"),
        (100.0, 112.0, "within", "reports 12 % more than Uzbekistan (exporter), as freight of 6 to 12 % would have it"),
        (100.0, 112.1, "above", "reports 12 % more than Uzbekistan (exporter), more than freight of 6 to 12 %"),
    ],
)  # fmt: skip
def test_the_importer_over_the_exporter_is_laid_against_freight(fob, cif, band, words):
    found = pair(fob, cif)
    assert (found["exporter"], found["importer"], found["valued"]) == ("own", "AFG", "given")
    assert found["cif_over_fob"] == cif / fob
    assert (found["band"], found["words"]) == (band, f"Afghanistan (importer) {words}")


def test_of_an_import_the_central_asian_state_is_the_importer():
    found = pair(108.0, 100.0, "import")
    assert (found["exporter"], found["importer"], found["cif_over_fob"], found["band"]) == (
        "AFG",
        "own",
        1.08,
        "within",
    )
    assert found["words"].startswith("Uzbekistan (importer) reports 8 % more than Afghanistan (exporter)")
    assert found["ratio"] == 1.08


def test_the_words_say_the_band_that_the_constants_hold():
    low, high = (f"{(it - 1) * 100:.0f}" for it in FREIGHT)
    assert f"freight of {low} to {high} %" in pair(100.0, 108.0)["words"]


def test_a_turnover_holds_both_flows_and_gets_no_band():
    found = pair(300.0, 100.0, "turnover")
    assert (found["band"], found["exporter"], pd.isna(found["cif_over_fob"])) == ("none", "", True)
    assert found["words"] == "Uzbekistan reports 200 % more than Afghanistan"


def test_figures_valued_alike_and_quantities_get_no_band():
    alike = pairs(
        trade({**EXPORT, "valuation": "FOB"}, {**EXPORT, "valuation": "FOB", "reported_by": "AFG"}), PUBLISHED
    )
    assert list(alike["valued"] + " " + alike["band"]) == ["other none"]
    tonnes = {**EXPORT, "value_usd": None, "quantity_t": 10.0}
    found = pairs(trade(tonnes, {**tonnes, "reported_by": "AFG"}), PUBLISHED, "quantity_t")
    assert (found["band"].item(), distance(found.iloc[0].to_dict())) == (
        "none",
        "Uzbekistan reports as much as Afghanistan",
    )


@pytest.mark.parametrize("mine", [{}, {"valuation": "FOB"}])
def test_a_valuation_that_is_not_told_by_both_is_assumed_and_said_so(mine):
    found = pairs(trade({**EXPORT, **mine}, {**EXPORT, "reported_by": "AFG", "value_usd": 1.1e9}), PUBLISHED).iloc[0]
    assert (found["valued"], found["band"]) == ("assumed", "within")


def test_a_figure_below_one_is_divided_by_too():
    assert pair(0.25, 0.5)["cif_over_fob"] == 2


def test_a_zero_is_never_divided_by():
    found = pair(0.0, 50.0)
    assert (found["band"], pd.isna(found["cif_over_fob"])) == ("none", True)
    assert found["words"] == "Uzbekistan reports 100 % less than Afghanistan"
    assert (
        pair(50.0, 0.0, "import")["words"]
        == "Uzbekistan reports a figure that cannot be divided by that of Afghanistan"
    )


def test_lower_bounds_and_claims_are_told():
    bound = pair(100.0, 150.0, bound="at_least", source_id="faostat-x")
    assert bound["lower_bound"]
    assert bound["words"].endswith("; one figure is only a minimum, so the gap is not known")
    one_side = {**EXPORT, "reported_by": "AFG", "bound": "at_least", "source_id": "faostat-x"}
    assert pairs(trade(EXPORT, one_side), PUBLISHED)["lower_bound"].all()
    claimed = pair(100.0, 150.0, status="claim")
    assert (claimed["claimed"], claimed["words"].endswith("; one of the two is a claim")) == (True, True)


def test_a_series_runs_through_its_years():
    rows = [{**EXPORT, **year(it), "reported_by": by} for it in (2023, 2021, 2022) for by in ("UZB", "AFG")]
    assert list(pairs(trade(*rows), PUBLISHED)["year"]) == [2021, 2022, 2023]


def test_the_rows_stay_as_they_were():
    rows = trade(EXPORT, {**EXPORT, "reported_by": "AFG"})
    before = rows.copy(deep=True)
    pairs(rows, PUBLISHED)
    pd.testing.assert_frame_equal(rows, before)


def test_no_pairs_give_the_same_columns():
    empty, full = pairs(trade(EXPORT), PUBLISHED), pairs(trade(EXPORT, {**EXPORT, "reported_by": "AFG"}), PUBLISHED)
    assert empty.empty
    assert list(empty) == list(full)


def test_of_each_side_the_preferred_figure_is_paired_and_none_is_averaged():
    rows = trade(
        {"value_usd": 30}, {"value_usd": 40, "status": "claim"}, {"value_usd": 10, "reported_by": "AFG"},
        {"value_usd": 20, "reported_by": "AFG", "status": "preliminary"},
    )  # fmt: skip
    found = pairs(rows, PUBLISHED).iloc[0]
    assert (found["value_own"], found["value_afghan"], found["high_own"], found["ratio"]) == (30, 10, 40, 3)


def test_both_sides_are_paired_for_the_same_state_flow_goods_and_period_only():
    rows = trade(
        {"value_usd": 30}, {"value_usd": 10, "reported_by": "AFG", "source_id": "b"},
        {"value_usd": 7, "reported_by": "AFG", **year(2023)}, {"value_usd": 8, "flow": "import", "reported_by": "AFG"},
        {"value_usd": 9, "commodity": "wheat", "reported_by": "AFG"}, {"value_usd": 6, "country": "KAZ", "reported_by": "AFG"},
    )  # fmt: skip
    found = pairs(rows, PUBLISHED)
    assert found[["value_own", "value_afghan", "source_id_afghan"]].to_numpy().tolist() == [[30, 10, "b"]]


def test_behind_a_pair_stand_the_reports_of_both_sides_and_no_other():
    rows = trade(
        {"value_usd": 30}, {"value_usd": 40, "status": "claim"}, {"value_usd": 10, "reported_by": "AFG"},
        {"value_usd": 20, "reported_by": "NEWS"}, {"value_usd": None, "quantity_t": 5}, {"value_usd": 50, "status": "target"},
        {"value_usd": 60, **year(2023)},
    )  # fmt: skip
    found = pairs(rows, PUBLISHED)
    assert set(found["behind"].item()) == set(rows["row_id"][:3])
    conforms(found, Pair, rows)


def test_pairs_are_of_one_measure():
    rows = trade({"quantity_t": 30}, {"value_usd": None, "quantity_t": 10, "reported_by": "AFG"})
    assert pairs(rows, PUBLISHED).empty
    assert pairs(rows, PUBLISHED, "quantity_t")["ratio"].item() == 3


def test_the_gap_is_the_ratio_that_has_a_place_on_a_logarithmic_axis():
    assert pair(100.0, 150.0)["gap"] == 1.5
    assert pair(100.0, 150.0, "import")["gap"] == pair(100.0, 150.0, "turnover")["gap"] == 100 / 150
    assert all(pd.isna(it["gap"]) for it in (pair(0.0, 5.0), pair(5.0, 0.0), pair(0.0, 5.0, "turnover")))


def several(*figures: tuple[int, float, float, frames.Row]) -> pd.DataFrame:
    """Pairs of Uzbek exports of wheat, each by its year and both figures."""
    base = {"flow": "export", "commodity": "wheat"}
    both = [
        {**base, **year(number), "value_usd": value, "reported_by": by, **more}
        for number, own, afghan, more in figures
        for by, value in (("UZB", own), ("AFG", afghan))
    ]
    return pairs(trade(*both), PUBLISHED)


def test_the_furthest_pair_leaves_lower_bounds_and_zeros_out():
    bound = {"bound": "at_least"}
    found = several((2024, 1, 50, bound), (2022, 1, 3, {}), (2021, 4, 1, {}), (2020, 0, 9, {}))
    widest = measures.furthest(found)
    assert widest is not None
    assert widest["year"] == 2021
    assert measures.furthest(found[found["lower_bound"]]) is None
    assert measures.furthest(found[found["year"] == 2020]) is None
    assert measures.furthest(found.iloc[:0]) is None


def test_the_latest_pairs_are_kept_and_of_equally_late_ones_the_larger():
    found = several((2020, 1, 1, {}), (2021, 2, 1, {}), (2021, 3, 1, {"commodity": "rice"}), (2022, 1, 1, {}))
    assert measures.latest(found, 2)[["commodity", "year"]].to_numpy().tolist() == [["rice", 2021], ["wheat", 2022]]


def test_an_import_that_both_sides_value_is_valued_by_both():
    assert pair(108.0, 100.0, "import")["valued"] == "given"
    assert pair(108.0, 100.0, "import", valuation="FOB")["valued"] == "other"


def test_the_latest_pairs_stand_in_our_order_of_states_then_by_goods_and_period():
    rows = [
        {**EXPORT, "commodity": goods, "country": code, "reported_by": by, **year(number)}
        for code in ("UZB", "KGZ", "KAZ")
        for goods, number in (("wheat", 2023), ("rice", 2024), ("rice", 2023))
        for by in (code, "AFG")
    ]
    found = measures.latest(pairs(trade(*rows), PUBLISHED), 100)
    assert found[["country", "commodity", "year"]].to_numpy().tolist() == [
        [code, goods, number]
        for code in ("KAZ", "UZB", "KGZ")
        for goods, number in (("rice", 2023), ("rice", 2024), ("wheat", 2023))
    ]


def test_a_valuation_stands_for_all_pairs_where_it_is_the_same_of_all():
    same = {"valuation": "FOB"}
    assert measures.one_valuation(several((2020, 1, 1, same), (2021, 1, 1, same))) == ("FOB", "FOB")
    assert measures.one_valuation(several((2020, 1, 1, same), (2021, 1, 1, {}))) is None
    assert measures.one_valuation(several((2020, 1, 1, {}))) is None


def test_one_side_of_a_pair_reads_as_a_figure_of_its_own():
    found = several((2020, 1, 2, {}), (2021, 1, 2, {"bound": "at_least"}))
    sides = [measures.side_of(row, "afghan") for row in found.to_dict("records")]
    assert [(it["value"], it["reported_by"], it["lower"], it["year"]) for it in sides] == [
        (2, "AFG", False, 2020),
        (2, "AFG", True, 2021),
    ]


def test_pairs_get_the_publishers_of_both_figures():
    rows = trade({}, {"reported_by": "AFG", "source_id": "b"})
    sources = SOURCES.assign(publisher=["Stat Office", "Ministry", "Nobody"])
    found = measures.with_publishers(pairs(rows, PUBLISHED), sources)
    assert (found["publisher_own"].item(), found["publisher_afghan"].item()) == ("Stat Office", "Ministry")
    conforms(found, NamedPair, rows)


def test_on_the_record_pairs_worked_out_by_hand():
    found = pairs(frames.curated(Trade), frames.curated(Sources).set_index("source_id")["start"])
    found = found.set_index(["country", "flow", "commodity", "year"])
    wheat = found.loc[("KAZ", "export", "wheat", 2019)]  # 60.416 m CIF over 56.971 m FOB
    assert (round(wheat["cif_over_fob"], 4), wheat["band"], wheat["lower_bound"]) == (1.0605, "within", True)
    pulses = found.loc[("UZB", "export", "pulses", 2017)]  # 7.358 m CIF over 37.951 m FOB
    assert (round(pulses["cif_over_fob"], 4), pulses["band"]) == (0.1939, "below")
    both = found.loc[("TKM", "turnover", "total", 2023)]  # 457 m and 481 m
    assert both["ratio"] == 457 / 481
    far = found.loc[("UZB", "turnover", "total", 2023)]
    assert (far["value_own"], far["value_afghan"]) == (867_500_000, 266_000_000)
    assert set(found["band"]) <= set(BANDS)


@pytest.mark.parametrize(
    ("country", "flow", "of_year", "own", "afghan", "band"),
    [
        ("KAZ", "export", 2016, 486_885_804, 621_624_666, "above"),  # the importer 28 % above the exporter
        ("KAZ", "import", 2011, 3_833_021, 1_118_900, "above"),
        ("UZB", "export", 2016, 517_261_300, 399_144_420, "below"),
        ("KGZ", "export", 2015, 9_000_032, 2_982_244, "below"),
        ("TJK", "export", 2016, 74_970_000, 79_680_632, "within"),  # 6.3 %
        ("TKM", "turnover", 2023, 457_000_000, 481_000_000, "none"),  # of both flows together
    ],
)
def test_on_the_record_each_of_the_five_has_pairs_of_all_goods(country, flow, of_year, own, afghan, band):
    rows, sources = frames.curated(Trade), frames.curated(Sources)
    found = pairs(in_use(rows, sources, Trade), sources.set_index("source_id")["start"])
    row = found.set_index(["country", "flow", "commodity", "year"]).loc[(country, flow, "total", of_year)]
    assert (row["value_own"], row["value_afghan"], row["band"], row["lower_bound"]) == (own, afghan, band, False)


def test_on_the_record_pairs_are_of_reported_rows():
    rows = frames.curated(Trade)
    conforms(pairs(rows, frames.curated(Sources).set_index("source_id")["start"]), Pair, rows)


def test_the_exporter_stands_first():
    assert [order({Pair.flow: it}) for it in ("export", "import", "turnover")] == [
        ("own", "afghan"), ("afghan", "own"), ("own", "afghan"),
    ]  # fmt: skip


def test_a_ratio_is_said_the_larger_way_round_and_a_valuation_where_it_is_stated():
    assert [times(it) for it in (3.26, 0.25, 1, 12.4)] == ["3.3 times", "4 times", "1 times", "12 times"]
    assert [valuation(it) for it in ("FOB", None, float("nan"))] == ["FOB", *["valuation not stated"] * 2]


def test_a_side_is_named_as_exporter_or_importer_and_of_a_turnover_as_neither():
    said = {
        flow: [role({"country": "KAZ", "flow": flow}, it) for it in ("own", "afghan")]
        for flow in ("export", "import", "turnover")
    }
    assert said == {
        "export": ["Kazakhstan (exporter)", "Afghanistan (importer)"],
        "import": ["Kazakhstan (importer)", "Afghanistan (exporter)"],
        "turnover": ["Kazakhstan", "Afghanistan"],
    }
