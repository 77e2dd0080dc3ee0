"""The long series of all goods: how many cells hold a figure, figures looked up by hand, and the doubted year of Kazakhstan."""

import pandas as pd
import pytest

from analysis.base.in_use import in_use
from analysis.record.freshness import availability
from data.schema.tables import Sources, Trade
from data.vocabulary import periods
from data.vocabulary.codes import TRADED
from data.vocabulary.places import CODES
from tests.support.frames import curated

BUREAU = "Bureau of National Statistics of Kazakhstan"
# By publisher: state, flow, year and reporter, and the dollars that the published table has.
BY_HAND = {
    "World Bank WITS (UN Comtrade)": {
        "KAZ export 2002 KAZ": 31_130_200, "KAZ export 2008 KAZ": 617_120_596, "KAZ import 2005 KAZ": 158_122,
        "KAZ export 2010 AFG": 207_982_552, "KAZ import 2011 AFG": 1_118_900, "KGZ export 2016 AFG": 84_290,
        "TJK export 2020 TJK": 69_400_000, "TKM export 2000 TKM": 38_023_497, "TKM export 2019 AFG": 690_210_000,
        "UZB import 2016 AFG": 411_764,
    },
    BUREAU: {
        "KAZ export 2019 KAZ": 399_016_027, "KAZ export 2020 KAZ": 620_716_366, "KAZ export 2022 KAZ": 978_002_617,
        "KAZ export 2023 KAZ": 615_131_012, "KAZ import 2018 KAZ": 4_174_400, "KAZ import 2022 KAZ": 9_262_826,
        "KAZ import 2023 KAZ": 21_379_407, "KAZ turnover 2021 KAZ": 474_334_752, "KAZ export 2025 KAZ": 518_889_925,
        "KAZ import 2025 KAZ": 22_746_562,
    },
    "National Statistical Committee of the Kyrgyz Republic": {
        "KGZ export 2001 KGZ": 1_592_267, "KGZ export 2006 KGZ": 74_752_100, "KGZ export 2010 KGZ": 9_009_117,
        "KGZ export 2012 KGZ": 25_780_005, "KGZ export 2016 KGZ": 8_192_478, "KGZ export 2019 KGZ": 1_881_164,
        "KGZ export 2023 KGZ": 14_873_124, "KGZ import 2018 KGZ": 6_128, "KGZ import 2022 KGZ": 5_322_298,
        "KGZ import 2023 KGZ": 4_252_072,
    },
    "National Statistics Committee of Uzbekistan": {
        "UZB export 2012 UZB": 747_716_600, "UZB export 2017 UZB": 615_606_600, "UZB export 2019 UZB": 616_959_900,
        "UZB export 2020 UZB": 776_737_500, "UZB export 2021 UZB": 667_484_300, "UZB export 2022 UZB": 756_281_600,
        "UZB import 2012 UZB": 724_400, "UZB import 2016 UZB": 2_459_740, "UZB import 2019 UZB": 2_981_450,
        "UZB import 2022 UZB": 9_345_080,
    },
    "UNCTAD": {
        "KAZ export 2005 UNCTAD": 163_914_679, "KAZ import 2005 UNCTAD": 234_018, "KGZ export 2005 UNCTAD": 11_550_993,
        "KGZ import 2005 UNCTAD": 264_785, "TJK export 2005 UNCTAD": 10_628_327, "TJK import 2005 UNCTAD": 5_371_271,
        "TKM export 2005 UNCTAD": 130_805_843,
    },
    "United Nations Statistics Division": {
        "UZB import 2022 UZB": 122_722, "UZB import 2023 UZB": 45_289, "UZB import 2024 UZB": 164_830,
    },
    "nm.tj": {"TJK turnover 2012 TJK": 188_600_000},
    "afg.addnt.ru": {"TJK turnover 2017 TJK": 35_000_000},
    "Ariana News": {"TJK turnover 2017 NEWS": 75_000_000},
    "Muslim.uz (UzA)": {"UZB turnover 2025 UZB": 60_000_000},
}  # fmt: skip


def yearly() -> pd.DataFrame:
    """All goods of single states in calendar years and dollars, whatever kind of figure."""
    rows = in_use(curated(Trade), curated(Sources), Trade)
    rows = rows[rows["commodity"].eq("total") & rows["value_usd"].notna() & rows["start"].notna()]
    rows = rows[rows["country"].isin(CODES) & rows["status"].isin(TRADED) & periods.is_calendar_year(rows)]
    return rows.assign(year=rows["start"].dt.year)


def cells(first: int, last: int) -> dict[str, int]:
    """By the best kind of figure: how many pairs of state and flow, export or import, have one of a year."""
    rows = yearly()
    rows = rows[rows["flow"].isin(["export", "import"]) & rows["year"].between(first, last)]
    best = rows["status"].map(TRADED.index).groupby([rows["country"], rows["flow"], rows["year"]]).min()
    return {TRADED[kind]: int(count) for kind, count in best.value_counts().items()}


def test_of_the_160_cells_since_2010_118_hold_a_statistic():
    # preliminary: Kyrgyz imports of 2023; the claim: Turkmen exports of 2023, by Afghan officials
    assert cells(2010, 2025) == {"statistic": 117, "preliminary": 1, "claim": 1}


def test_of_the_100_cells_before_2010_51_hold_a_figure():
    assert cells(2000, 2009) == {"statistic": 48, "estimate": 3}


@pytest.mark.parametrize("publisher", BY_HAND)
def test_figures_looked_up_by_hand(publisher):
    rows, sources = curated(Trade), curated(Sources)
    rows = rows[rows["source_id"].isin(sources.loc[sources["publisher"] == publisher, "source_id"])]
    words = [rows["country"], rows["flow"], rows["start"].dt.strftime("%Y"), rows["reported_by"]]
    keys = words[0].str.cat(words[1:], sep=" ")
    for key, dollars in BY_HAND[publisher].items():
        assert dollars in set(rows.loc[keys == key, "value_usd"]), key


def test_the_weight_that_a_share_of_all_grain_was_given_for():
    rows = curated(Trade)
    row = rows[rows["source_id"] == "turkishnewsworld-nd-kazakh-grain"].iloc[0]
    assert (row["quantity_t"], row["whole_t"], row["whole"]) == (322_000, 3_880_000, "own_exports")


def test_the_year_of_one_page_is_doubted_and_no_measure_reads_it():
    rows, sources = curated(Trade), curated(Sources)
    of_2023 = rows[rows["value_usd"].eq(545_200_000) & rows["start"].eq("2023-01-01")]
    assert of_2023["source_id"].tolist() == ["khaama-nd-shymkent-trade"]
    assert sources.set_index("source_id").loc["khaama-nd-shymkent-trade", "url"].startswith("https://m.smi24.net/")
    assert "636.5 million for 2023 and 545.2 million for 2024" in of_2023["doubted"].iloc[0]
    assert "Zhumangarin's own statement for 2023" in of_2023["note"].iloc[0]
    assert not set(of_2023["row_id"]) & set(in_use(rows, sources, Trade)["row_id"])


def test_uzbek_figures_are_a_third_above_those_that_the_imf_compiles():
    """The pages say so in a line, and `docs/methods/preferred.md` in per cent."""
    rows = yearly()
    rows = rows[rows["country"].eq("UZB") & rows["flow"].eq("export") & rows["year"].isin([2019, 2020])]
    own = rows[rows["source_id"] == "siat-uzb-trade-by-country"].set_index("year")["value_usd"]
    imf = rows[(rows["reported_by"] == "IMF") & (rows["made_by"] == "UZB")].set_index("year")["value_usd"]
    assert (100 * (own / imf - 1)).round().to_dict() == {2019: 36, 2020: 36}


def test_the_matrix_knows_the_series_of_the_statistics_offices_and_nothing_more():
    known = availability([(Trade, curated(Trade))], curated(Sources))
    known = known[known["kind"].isin(["official_statistics", "dataset"]) & (known["year"] >= 2010)]
    years = {code: sorted(known.loc[known["country"] == code, "year"]) for code in ("KAZ", "UZB", "KGZ", "TKM")}
    assert set(years["KAZ"]) >= {*range(2018, 2026)}
    assert set(years["UZB"]) >= {*range(2010, 2024)}
    assert set(years["KGZ"]) >= {*range(2010, 2024)}
    offices = known[known["kind"] == "official_statistics"]
    assert sorted(offices.loc[offices["country"] == "KAZ", "year"]) == [*range(2018, 2026)]
    assert sorted(offices.loc[offices["country"] == "KGZ", "year"]) == [*range(2010, 2024)]
    assert offices.loc[offices["country"] == "TKM", "year"].empty


def test_what_neither_side_reports_stays_unknown():
    rows = yearly()
    known = rows[rows["flow"].isin(["export", "import"]) & rows["status"].isin(["statistic", "preliminary"])]
    years = {code: set(known.loc[known["country"] == code, "year"]) for code in ("TJK", "TKM")}
    assert not years["TJK"] & {2012, 2013, 2014, 2021, 2022, 2023, 2024}
    assert not years["TKM"] & {2012, 2013, 2014, 2017, 2018, 2021, 2022, 2023, 2024, 2025}
