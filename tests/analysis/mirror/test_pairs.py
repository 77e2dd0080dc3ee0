"""Both sides of the same trade, and who reported when last: worked out by hand."""

import pandas as pd
import pytest

from analysis.mirror.pairs import BANDS, FREIGHT, last_reports, pairs, strip
from data.schema.tables import Sources, Trade
from data.vocabulary.places import CODES
from tests.support import frames
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2025-01-01", b="2025-02-01", undated="")
PUBLISHED = SOURCES.set_index("source_id")["start"]
EXPORT = {"flow": "export"}


def pair(own: float, afghan: float, flow: str = "export", **more: object) -> pd.Series:
    fob, cif = ("FOB", "CIF") if flow == "export" else ("CIF", "FOB")
    mine = {"flow": flow, "value_usd": own, "valuation": fob, **more}
    found = pairs(trade(mine, {**mine, "value_usd": afghan, "reported_by": "AFG", "valuation": cif}), PUBLISHED)
    assert len(found) == 1
    return found.iloc[0]


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
    assert (found["exporter"], found["importer"], found["valued"]) == ("own", "AFG", "told")
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
    assert list(found["band"] + "; " + found["words"]) == ["none; Uzbekistan reports as much as Afghanistan"]


@pytest.mark.parametrize("mine", [{}, {"valuation": "FOB"}])
def test_a_valuation_that_is_not_told_by_both_is_assumed_and_said_so(mine):
    found = pairs(trade({**EXPORT, **mine}, {**EXPORT, "reported_by": "AFG", "value_usd": 1.1e9}), PUBLISHED).iloc[0]
    assert (found["valued"], found["band"]) == ("assumed", "within")


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
    assert bound["words"].endswith("; a lower bound is among the two, so the distance is not known")
    one_side = {**EXPORT, "reported_by": "AFG", "bound": "at_least", "source_id": "faostat-x"}
    assert pairs(trade(EXPORT, one_side), PUBLISHED)["lower_bound"].all()
    claimed = pair(100.0, 150.0, status="claim")
    assert (claimed["claimed"], claimed["words"].endswith("; a claim is among the two")) == (True, True)


def test_a_series_runs_through_its_years():
    rows = [{**EXPORT, **year(it), "reported_by": by} for it in (2023, 2021, 2022) for by in ("UZB", "AFG")]
    assert list(pairs(trade(*rows), PUBLISHED)["year"]) == [2021, 2022, 2023]


def test_no_pairs_give_the_same_columns():
    empty, full = pairs(trade(EXPORT), PUBLISHED), pairs(trade(EXPORT, {**EXPORT, "reported_by": "AFG"}), PUBLISHED)
    assert empty.empty
    assert list(empty) == list(full)


def test_a_silent_side_is_a_row_with_no_report():
    found = strip(trade({}, {"reported_by": "AFG", "source_id": "b"}), SOURCES, [2023, 2024])
    assert len(found) == len(CODES) * 2 * 2
    told = found[found["told"]]
    assert [tuple(it) for it in told[["country", "side", "year", "reports", "source_ids", "kinds"]].to_numpy()] == [
        ("UZB", "own", 2024, 1, "a", "news"),
        ("UZB", "AFG", 2024, 1, "b", "news"),
    ]
    silent = found[(found["country"] == "TKM") & (found["side"] == "own")]
    assert list(silent["reports"]) == [0, 0]


def test_claims_joint_figures_empty_ones_and_other_goods_are_no_reports():
    rows = trade({"status": "claim"}, {"country": "UZB;TKM"}, {"country": "CA5"}, {"value_usd": None},
                 {"commodity": "flour"}, {"start": None, "end": None})  # fmt: skip
    assert not strip(rows, SOURCES, [2024])["told"].any()
    assert strip(rows, SOURCES, [2024], commodity=None)["reports"].sum() == 1
    assert set(last_reports(rows, SOURCES)["state"]) == {"no report"}


def test_a_run_of_months_over_two_years_reports_of_both():
    rows = trade({"start": "2023-03-01", "end": "2024-03-31"})
    assert list(strip(rows, SOURCES, [2022, 2023, 2024, 2025]).query("told")["year"]) == [2023, 2024]


def test_what_the_imf_passes_on_is_of_the_side_that_made_it():
    rows = trade({**EXPORT, "reported_by": "IMF", "made_by": "AFG", "valuation": "CIF"})
    assert list(strip(rows, SOURCES, [2024]).query("told")["side"]) == ["AFG"]


def test_the_last_report_is_the_last_period_as_published_last():
    rows = trade({**year(2023)}, {"source_id": "a"}, {"source_id": "b"}, {"source_id": "undated"})
    found = last_reports(rows, SOURCES).set_index(["country", "side"])
    last = found.loc[("UZB", "own")]
    assert (f"{last['end']:%Y}", last["source_id"], last["reports"], last["state"]) == ("2024", "b", 4, "reported")
    none = found.loc[("TKM", "own")]
    assert (none["reports"], none["state"], pd.isna(none["end"])) == (0, "no report", True)
    assert len(found) == len(CODES) * 2


def test_on_the_record_pairs_worked_out_by_hand():
    found = pairs(frames.curated(Trade), frames.curated(Sources).set_index("source_id")["start"])
    found = found.set_index(["country", "flow", "commodity", "year"])
    wheat = found.loc[("KAZ", "export", "wheat", 2019)]  # 60.416 m CIF over 56.971 m FOB
    assert (round(wheat["cif_over_fob"], 4), wheat["band"], wheat["lower_bound"]) == (1.0605, "within", True)
    pulses = found.loc[("UZB", "export", "pulses", 2017)]  # 7.358 m CIF over 37.951 m FOB
    assert (round(pulses["cif_over_fob"], 4), pulses["band"]) == (0.1939, "below")
    both = found.loc[("TKM", "turnover", "total", 2023)]  # 457 m and 481 m
    assert both["words"] == "Turkmenistan reports 5 % less than Afghanistan"
    assert set(found["band"]) <= set(BANDS)


def test_on_the_record_turkmenistans_silence_of_2021_and_2022_is_a_row():
    found = strip(frames.curated(Trade), frames.curated(Sources), range(2021, 2024)).set_index(
        ["country", "side", "year"]
    )
    assert [found.loc[("TKM", "own", it), "reports"] for it in (2021, 2022, 2023)] == [0, 0, 1]
    assert found.loc[("UZB", "own", 2022), "told"]
