"""Shares of imports and exports: by which whole, and when it is not known; worked out by hand."""

import pandas as pd
import pytest

from analysis.mirror.dependence import Share, of_exports, of_imports, whole_bars
from data.schema.tables import Sources, Trade
from data.vocabulary.mirror import share_of_whole
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2025-01-01", b="2025-02-01")


def flour(country: str, tonnes: float | None, **more: object) -> dict[str, object]:
    """Flour sent to Afghanistan in 2024 as the Afghan side counts it."""
    return {"country": country, "flow": "export", "commodity": "flour", "value_usd": None, "quantity_t": tonnes,
            "reported_by": "AFG", **more}  # fmt: skip


def shares(*rows: frames.Row) -> pd.DataFrame:
    found = of_imports(trade(*rows), SOURCES)
    return found.assign(words=list(map(share_of_whole, found.to_dict("records")))).set_index("country")


def test_the_whole_is_all_imports_where_the_same_source_tells_them():
    found = shares(flour("KAZ", 60.0), flour("UZB", 30.0), flour("GLOBAL", 120.0))
    assert found["share_percent"].to_dict() == {"KAZ": 50, "UZB": 25}
    assert set(found["basis"]) == {"world"}
    assert found.loc["KAZ", "words"] == "50 % of all imports of flour"


def test_without_a_whole_the_share_is_one_among_the_five_and_says_so():
    found = shares(flour("KAZ", 60.0), flour("UZB", 20.0))
    assert found["share_percent"].to_dict() == {"KAZ": 75, "UZB": 25}
    assert (set(found["basis"]), set(found["whole"]), set(found["among"])) == ({"five"}, {80}, {"KAZ;UZB"})
    assert found.loc["UZB", "words"] == (
        "25 % of what Kazakhstan and Uzbekistan together sent of flour; imports from elsewhere are not in it"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"reported_by": "NEWS"}, {"source_id": "b"}, {"commodity": "grain_mill_products"}, year(2023),
        {"quantity_t": None, "value_usd": 5.0}, {"flow": "import"}, {"status": "claim"}, {"country": "CA5"},
        {"start": "2024-01-01", "end": "2024-06-30", "precision": "month"},
    ],
)  # fmt: skip
def test_a_whole_of_another_reporter_source_commodity_year_measure_or_flow_is_never_taken(other):
    assert shares(flour("KAZ", 60.0), {**flour("GLOBAL", 120.0), **other}).empty
    assert shares(flour("KAZ", 60.0), {**flour("UZB", 20.0), **other}).empty


def test_each_measure_of_a_source_is_divided_by_itself():
    rows = trade(
        flour("KAZ", 60.0, value_usd=10.0), flour("UZB", 20.0, value_usd=30.0), flour("TJK", 20.0, **year(2023))
    )
    found = of_imports(rows, SOURCES)
    assert found[["measure", "country", "value", "whole", "share_percent"]].to_numpy().tolist() == [
        ["quantity_t", "KAZ", 60, 80, 75], ["quantity_t", "UZB", 20, 80, 25],
        ["value_usd", "KAZ", 10, 40, 25], ["value_usd", "UZB", 30, 40, 75],
    ]  # fmt: skip


def test_shares_are_ordered_by_good_commodity_year_reporter_source_and_measure():
    """The same two states in each bar; the last year of a commodity comes first, fuel after flour as in `GOODS`."""
    bars = [
        {"commodity": "petroleum_products"}, {"commodity": "grain_mill_products"}, {"source_id": "b"}, {"reported_by": "NEWS"},
        year(2023), {},
    ]  # fmt: skip
    found = of_imports(trade(*(flour(it, 9.0) | more for more in bars for it in ("TJK", "KAZ"))), SOURCES)
    first = found[found["country"] == "KAZ"]
    assert list(found["country"]) == ["KAZ", "TJK"] * 6
    assert [(it["commodity"], it["start"].year, it["reported_by"], it["source_id"]) for it in first.to_dict("records")] == [
        ("flour", 2024, "AFG", "a"), ("flour", 2024, "AFG", "b"), ("flour", 2024, "NEWS", "a"), ("flour", 2023, "AFG", "a"),
        ("grain_mill_products", 2024, "AFG", "a"), ("petroleum_products", 2024, "AFG", "a"),
    ]  # fmt: skip


def test_each_exporter_for_itself_in_one_source_makes_a_whole():
    found = shares(flour("KAZ", 60.0, reported_by="KAZ"), flour("UZB", 20.0, reported_by="UZB"))
    assert set(found["reported_by"]) == {"own"}
    assert list(found["share_percent"]) == [75, 25]


def test_a_part_never_reads_as_the_whole_and_minimums_are_named():
    bound = {"source_id": "faostat-x", "bound": "at_least"}
    found = shares(flour("KAZ", 999.0, **bound), flour("UZB", 1.0, **bound))
    assert found.loc["KAZ", "words"].startswith("over 99.5 % of")
    assert found["lower_bound"].all()
    assert found["words"].str.endswith("; minimums, and a state that is not named may have sent some").all()


def test_a_share_that_the_source_gives_stands_as_given():
    found = shares(flour("KAZ", 60.0, share_percent=61.0, whole="afghan_imports"))
    assert (found["basis"].item(), found["share_percent"].item()) == ("given", 61)
    assert found["words"].item() == "61 % of Afghanistan's imports, as the source gives it"


def test_nothing_is_divided_by_zero():
    assert shares(flour("KAZ", 0.0), flour("UZB", 0.0)).empty


def test_behind_a_share_stand_the_figures_of_its_whole_and_no_others():
    rows = trade(
        flour("KAZ", 60.0), flour("UZB", 20.0), flour("UZB", 20.0, source_id="b"), flour("KAZ", 9.0, **year(2023)),
        flour("KAZ", 5.0, commodity="wheat"),
    )  # fmt: skip
    found = of_imports(rows, SOURCES)
    assert [set(behind) for behind in found["behind"]] == [set(rows["row_id"][:2])] * 2
    world = trade(flour("KAZ", 60.0), flour("UZB", 20.0), flour("GLOBAL", 120.0))
    found = of_imports(world, SOURCES)
    assert [set(behind) for behind in found["behind"]] == [set(world["row_id"][[0, 2]]), set(world["row_id"][[1, 2]])]


def test_a_share_names_the_publisher_of_its_source():
    found = of_imports(trade(flour("KAZ", 60.0), flour("UZB", 20.0)), SOURCES.assign(publisher=["Mills", "Other"]))
    assert set(found["publisher"]) == {"Mills"}


def test_the_latest_year_comes_first_and_of_a_bar_the_states_in_our_order():
    found = of_imports(trade(*(flour(it, 9.0, **year(by)) for by in (2022, 2023) for it in ("TJK", "KAZ"))), SOURCES)
    assert [(it["start"].year, it["country"]) for it in found.to_dict("records")] == [
        (2023, "KAZ"), (2023, "TJK"), (2022, "KAZ"), (2022, "TJK")
    ]  # fmt: skip


def test_a_bar_is_kept_whole_where_a_country_has_a_share_in_it():
    rows = trade(flour("KAZ", 6.0), flour("UZB", 2.0), flour("KAZ", 6.0, **year(2023)), flour("TJK", 2.0, **year(2023)))
    kept = whole_bars(of_imports(rows, SOURCES), ["UZB"])
    assert [(it["start"].year, it["country"]) for it in kept.to_dict("records")] == [(2024, "KAZ"), (2024, "UZB")]
    assert whole_bars(of_imports(rows, SOURCES), ["TKM"]).empty
    assert whole_bars(of_imports(trade(), SOURCES), ["TKM"]).empty


def test_a_state_without_a_share_has_no_row():
    assert of_imports(trade(flour("KAZ", 60.0)), SOURCES).empty


def exports(**more: object) -> pd.DataFrame:
    rows = trade({**flour("KAZ", 600.0, reported_by="KAZ"), **more})
    found = of_exports(rows, SOURCES)
    conforms(found, Share, rows)
    return found.assign(words=list(map(share_of_whole, found.to_dict("records"))))


def test_a_share_of_exports_that_the_source_gives_stands_as_given():
    found = exports(share_percent=64.5, whole="own_exports").iloc[0]
    assert (found["basis"], found["share_percent"], pd.isna(found["whole"])) == ("given", 64.5, True)


def test_a_share_of_exports_is_worked_out_by_the_whole_of_the_same_source():
    found = exports(whole="own_exports", whole_t=1500.0).iloc[0]
    assert (found["basis"], found["whole"], found["share_percent"]) == ("total", 1500, 40)


@pytest.mark.parametrize(
    "more",
    [{}, {"share_percent": 58.3, "whole": "exports_to_afghanistan"}, {"share_percent": 61.0, "whole": "afghan_imports"},
     {"whole": "own_exports", "whole_gwh": 9.0}, {"whole": "own_exports", "whole_t": 0.0}],
)  # fmt: skip
def test_without_a_whole_of_the_same_goods_there_is_no_share(more):
    assert exports(**more).empty


def test_a_claim_gives_no_share():
    assert exports(share_percent=70.0, whole="own_exports", status="claim").empty


def test_a_share_of_power_is_of_gwh():
    power = {"commodity": "electricity", "quantity_t": None, "quantity_gwh": 504.0, "whole_gwh": 546.0}
    found = exports(**power, whole="own_exports").iloc[0]
    assert (found["good"], found["whole"]) == ("power", 546)
    assert found["words"] == "92 % of its exports: 504 GWh of 546 GWh"


def test_no_rows_give_the_same_columns():
    rows = trade(flour("KAZ", 1.0), flour("UZB", 1.0))
    full = of_imports(rows, SOURCES)
    conforms(full, Share, rows)
    assert of_imports(trade(), SOURCES).dtypes.equals(full.dtypes)
    assert of_exports(trade(), SOURCES).dtypes.equals(full.dtypes)


def on_record() -> pd.DataFrame:
    rows = frames.curated(Trade)
    found = of_imports(rows, frames.curated(Sources))
    conforms(found, Share, rows)
    return found


@pytest.mark.parametrize(
    ("country", "commodity", "by", "year", "share"),
    [
        ("UZB", "electricity", "AFG", 2022, 94 / (94 + 96 + 47) * 100),
        ("TKM", "wheat", "AFG", 2017, 38.646 / (71.145 + 51.287 + 38.646) * 100),
        ("UZB", "grain_mill_products", "own", 2023, 449.45 / (370.058 + 449.45 + 3.027 + 3.743) * 100),
        ("KAZ", "flour", "NEWS", 2024, 1.1 / 2.3 * 100),
    ],
)
def test_on_the_record_shares_worked_out_by_hand(country, commodity, by, year, share):
    found = on_record()
    asked = found["country"].eq(country) & found["commodity"].eq(commodity) & found["reported_by"].eq(by)
    row = found[asked & found["start"].dt.year.eq(year)]
    assert (row["basis"].item(), row["share_percent"].item()) == ("five", pytest.approx(share))


def test_on_the_record_shares_of_one_whole_add_up_to_it_and_none_is_estimated():
    found = on_record()
    five = found[found["basis"] == "five"].groupby(["source_id", "reported_by", "commodity", "measure", "start"])
    assert five["share_percent"].sum().to_numpy() == pytest.approx(100)
    assert "fuel" not in set(found["good"])


def test_on_the_record_kazakh_flour_is_known_and_that_of_the_others_is_not():
    known = of_exports(frames.curated(Trade), frames.curated(Sources))
    known = known[known["good"] == "flour"]
    assert set(known["country"]) == {"KAZ"}
    by_source = known.set_index(["source_id", "end"])["share_percent"]
    # 912,500 of 1.5 m, 1.07 of 1.66 m and 621,900 of 880,000 tonnes
    assert by_source.loc["agrosektor-nd-flour-season"].to_list() == pytest.approx([60.8333, 64.4578, 70.6705], abs=1e-3)
    given = known[known["basis"] == "given"].set_index("source_id")["share_percent"].to_dict()
    assert given == {
        "blackseagrain-nd-flour": 50, "qazaqstantv-nd-flour-grain-union": 60, "asiatoday-nd-pledge": 70,
        "caspianpost-nd-200m-contracts": 70, "dairynews-nd-triple-turnover": 70,
    }  # fmt: skip
