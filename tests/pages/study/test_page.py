"""The page of a series before and after an event: choice, a study worked out by hand, limits, and no word of a cause."""

import datetime as dt
import re

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import Events, FoodPrices, Trade
from data.vocabulary.places import CODES
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.figure import Drawing
from pages.study import choice
from pages.study.figures import PRICE_SERIES, PRICE_WINDOWS
from pages.study.series import Asked, Series, event, observations, on_offer
from tests.support.drawing import drawn, plain, specs

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2026, 5, 15)
ALL = View(tuple(CODES), FIRST, LAST, 2, known_to=data.known_to())
CAUSE = r"\b(because|effects?|impacts?|due to|caused?|causes|causal|led to|thanks to|owing|consequences?)\b"
WHEAT = Series("price", "Wheat", "price_afn")


def page(codes: tuple[str, ...] = tuple(CODES), first: dt.date = FIRST, last: dt.date = LAST, **query: str) -> AppTest:
    return drawn("study", View(codes, first, last, 2, known_to=data.known_to()), **query)


def said(app: AppTest) -> str:
    """All words of the page as a reader sees them, titles and labels of figures too."""
    parts = [it.value for it in (*app.markdown, *app.caption, *app.info, *app.warning)]
    layouts = [it["layout"] for it in specs(app)]
    heads = [f"{it['meta']['title']} {it['meta']['subtitle']}" for it in layouts]
    names = [str(it.get("name")) for spec in specs(app) for it in spec["data"] if not it.get("customdata")]
    alts = [it.proto.alt for it in app.get("plotly_chart")]
    return plain("\n".join([*parts, *heads, *names, *alts]))


def spec(app: AppTest, words: str) -> dict:
    return next(it for it in specs(app) if words in it["layout"]["meta"]["title"])


@pytest.fixture(scope="module")
def taken() -> AppTest:
    return page()


def test_by_default_the_price_of_wheat_over_the_fall_of_kabul_as_worked_out_by_hand(taken):
    # 30.75 30.50 30.63 30.74 30.00 30.26 before, 32.72 36.97 37.63 42.13 44.69 42.00 after
    shown = said(taken)
    assert "The middle value of the 6 months after Aug 2021 is 30 % above that of the 6 months before." in shown
    assert "Middle values: 30.56 before, 39.81 after, afghani per kg." in shown
    assert "At 7 of 104 other dates the change is as large or larger: rank 8 of 105." in shown
    marks = {
        it.get("name"): it
        for it in spec(taken, "Wheat: price in Afghanistan, 30 % higher in the 6 months after 15 Aug 2021")["data"]
    }
    assert marks["months before"]["y"] == [30.75, 30.5, 30.63, 30.74, 30.0, 30.26]
    assert marks["months after"]["y"] == [32.72, 36.97, 37.63, 42.13, 44.69, 42.0]


def test_the_chosen_change_is_marked_among_all_others(taken):
    figure = spec(taken, "A change as large is found at 7 of 104 other dates")
    bars = [it for it in figure["data"] if it["type"] == "bar"]
    assert sum(sum(it["y"]) for it in bars) == 104
    assert figure["layout"]["shapes"][0]["label"]["text"] == "chosen date: +30 %"


def test_the_title_of_the_whole_series_names_the_years_that_it_has_and_not_those_chosen():
    view = View(tuple(CODES), dt.date(1990, 1, 1), LAST, 2, known_to=data.known_to())
    drawing = PRICE_SERIES.drawn(view, Asked("2021-08-15-world-taliban-take-kabul", WHEAT, 6))
    assert isinstance(drawing, Drawing)
    assert drawing.words.title == "Wheat: price in Afghanistan, 2015 to 2026"


def test_the_months_without_prices_are_a_gap_and_no_line(taken):
    run = next(
        it for it in spec(taken, "Wheat: price in Afghanistan, 2016 to 2026")["data"] if it.get("mode") == "lines"
    )
    prices = dict(zip(run["x"], run["y"], strict=True))
    months = [str(it)[:10] for it in pd.date_range("2024-10-01", "2025-12-01", freq="MS")]
    assert [prices[it] for it in months] == [None] * 15
    assert (prices["2024-09-01"], prices["2026-01-01"]) == (24.0, 27.0)
    assert not run.get("connectgaps")


def test_the_address_chooses_event_series_and_window():
    app = page(
        study_event="2022-07-26-tashkent-conference", study_series="Fuel (diesel): price in Afghanistan, afghani per litre",
        study_window="3",
    )  # fmt: skip
    assert "The middle value of the 3 months after Jul 2022" in said(app)
    assert "in the 3 months after 26 Jul 2022" in spec(app, "Fuel (diesel): price")["layout"]["meta"]["title"]


def test_a_control_chooses_and_the_address_follows():
    app = page()
    assert choice.EVENT not in app.query_params
    app.selectbox(key=choice.EVENT).select("2022-07-26-tashkent-conference").run()
    assert app.query_params[choice.EVENT] == "2022-07-26-tashkent-conference"
    assert "26 Jul 2022" in said(app)
    app.selectbox(key=choice.EVENT).select(choice.DEFAULT).run()
    assert app.query_params[choice.EVENT] == choice.DEFAULT


def test_milestones_are_offered_first_and_all_by_the_filters():
    offers = choice.offered(ALL)
    weights = [event(it)["significance"] for it in offers]
    first_other = next(at for at, it in enumerate(weights) if it < 3)
    assert first_other > 20
    assert all(it == 3 for it in weights[:first_other])
    assert all(it < 3 for it in weights[first_other:])
    kyrgyz = choice.offered(ALL.of("KGZ"))
    assert 0 < len(kyrgyz) < len(offers)
    assert "2023-04-15-kaz-zhumangarin-kabul" not in kyrgyz
    by_year = rows(Events).loc[rows(Events)["precision"] == "year", "event_id"]
    assert not set(by_year) & set(offers)


def test_an_event_of_the_address_stays_outside_the_filters_and_a_foreign_one_gets_a_sentence():
    app = page(("KGZ",), study_event="2023-04-15-kaz-zhumangarin-kabul")
    assert "15 Apr 2023" in said(app)
    app = page(study_event="<b>nowhere")
    assert "The address asks for the event b nowhere, which is not in the data" in said(app)
    assert "Taliban take Kabul" in said(app)


def test_a_date_in_the_gap_of_prices_gets_a_sentence_and_no_rank():
    app = page(study_event="2025-11-26-tjk-khatlon-drone-attack")
    shown = said(app)
    assert "No change can be given: a value in the two windows is missing" in shown
    assert "rank" not in shown.replace("ranks high", "")


def test_too_few_other_dates_give_no_rank(folder):
    kept = data.read(FoodPrices)
    kept = kept[(kept["commodity"] == "Wheat") & kept["start"].between("2020-09-01", "2022-08-31")]
    folder.write(FoodPrices, "curated", pa.Table.from_pandas(kept, schema=FoodPrices.schema(), preserve_index=False))
    shown = said(page())
    assert "Only 11 other dates can be compared; a rank needs at least 20." in shown
    assert "Only 11 other dates: too few for a rank" in shown
    assert ": rank " not in shown


def test_a_price_that_never_moves_is_the_same_on_both_sides(folder):
    kept = data.read(FoodPrices)
    kept = kept[kept["commodity"] == "Wheat"].assign(price_afn=20.0)
    folder.write(FoodPrices, "curated", pa.Table.from_pandas(kept, schema=FoodPrices.schema(), preserve_index=False))
    assert "The middle value of the 6 months after Aug 2021 is the same as that of the 6 months before." in said(page())


def test_no_series_on_record_is_said(folder):
    empty = data.read(FoodPrices).head(0)
    folder.write(FoodPrices, "curated", pa.Table.from_pandas(empty, schema=FoodPrices.schema(), preserve_index=False))
    assert "The data have no monthly series" in said(page())


def test_monthly_trade_is_offered_once_it_is_long_enough(folder):

    assert not [it for it in on_offer(tuple(CODES)) if it.kind == "trade"]
    starts = pd.date_range("2020-01-01", periods=40, freq="MS")
    months = pd.DataFrame({"start": starts, "end": starts + pd.offsets.MonthEnd(0)}).assign(
        country="KGZ", flow="export", precision="month", commodity="total", bound="exact", reported_by="KGZ", made_by="KGZ",
        status="statistic", source_id="imf-dots-2022-vintage", value_usd=[1e6] * 20 + [2e6] * 20,
    )  # fmt: skip
    frame = months.reindex(columns=[str(it) for it in Trade.columns])
    folder.write(Trade, "monthly", pa.Table.from_pandas(frame, schema=Trade.schema(), preserve_index=False))
    label = "Kyrgyz exports to Afghanistan by month, current US dollars"
    app = page(("KGZ",), study_series=label)
    shown = said(app)
    assert "Middle values: $1 m before, $2 m after." in shown
    assert "is 100 % above that of the 6 months before" in shown
    assert not [it for it in on_offer(("UZB",)) if it.kind == "trade"]


@pytest.mark.parametrize("codes", [tuple(CODES), ("KGZ",)], ids="-".join)
def test_the_words_of_the_page_tell_of_no_cause(codes):
    app = page(codes)
    chosen = event(str(app.selectbox(key=choice.EVENT).value))
    shown = said(app).replace(chosen["title"], "").replace(chosen["summary"], "")
    assert "This does not show a cause." in shown
    found = re.findall(CAUSE, shown.replace("This does not show a cause.", ""), re.IGNORECASE)
    assert found == []


def test_limits_are_told_in_words(taken):
    shown = said(taken)
    assert "Here the months before and after are different ones, so a change may be the season." in shown
    assert "Here neighbouring dates share months, so the other dates are not independent." in shown
    assert "This is a description and not a test" in shown


def test_no_event_in_the_filters_is_said():
    app = page(("KGZ",), dt.date(2008, 1, 1), dt.date(2008, 12, 31))
    assert "The data have no event of these kinds and weights" in said(app)


def test_the_rows_behind_are_those_that_give_the_values():
    asked = Asked(choice.DEFAULT, WHEAT, 6)
    whole = PRICE_SERIES.drawn(View(tuple(CODES), dt.date(2000, 1, 1), LAST), asked)
    assert isinstance(whole, Drawing)
    (behind,) = whole.behind.values()
    assert len(behind) == len(observations(WHEAT)) == 119
    assert set(behind["commodity"]) == {"Wheat"}


def test_behind_the_windows_are_their_months_and_the_same_months_of_the_years_before():
    drawing = PRICE_WINDOWS.drawn(ALL, Asked(choice.DEFAULT, WHEAT, 6))
    assert isinstance(drawing, Drawing)
    starts = set(drawing.behind[FoodPrices]["start"])
    assert set(pd.date_range("2021-02-01", "2022-02-01", freq="MS")) < starts
    assert starts == set(pd.date_range("2015-01-01", "2022-02-01", freq="MS"))


def test_a_click_on_a_lane_chooses_its_event_and_does_not_undo_a_later_choice():
    def script(clicked) -> None:
        import datetime as dt

        import streamlit as st

        from pages._app.view import View
        from pages.study import choice

        if clicked:
            st.session_state[choice.FIGURE] = clicked
        st.markdown(
            choice.of_event(View(("KAZ", "UZB", "TKM", "KGZ", "TJK"), dt.date(2016, 1, 1), dt.date(2026, 5, 15), 2))
        )

    class Chosen:
        def __init__(self, event_id) -> None:
            self.selection = type("S", (), {"points": [{"customdata": event_id}]})()

    app = AppTest.from_function(script, kwargs={"clicked": Chosen("2022-07-26-tashkent-conference")}).run()
    assert app.markdown[0].value == "2022-07-26-tashkent-conference"
    app.selectbox(key=choice.EVENT).select("2023-12-29-kaz-delisting").run()
    assert app.markdown[0].value == "2023-12-29-kaz-delisting"
