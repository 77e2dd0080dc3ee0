"""The Data page: the record is told in full and found by words; what is wrong with it is told too."""

import datetime as dt
import re
import shutil
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import BY_NAME, TABLES, Changes, Events, Loads, Recognition, Sources, Trade, Votes
from data.vocabulary import codes
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.lists.listing import listed
from pages._parts.lists.search import elsewhere, search_table
from pages.record.one_table import dictionary, may_hold, of_countries
from tests.support import broken, drawing, live_parts
from tests.support.drawing import cells, plain

ALL = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to())
names = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


def page(**query: str) -> AppTest:
    """The page by itself, at an address."""
    return drawing.drawn("data", ALL, **query)


def said(app: AppTest) -> str:
    """All sentences of the page as a reader sees them."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return plain("\n".join(it.value for it in parts))


def test_a_fresh_server_draws_the_first_page(root):
    code = (
        "import dashboard; from streamlit.testing.v1 import AppTest;"
        "app = AppTest.from_file('pages/_frame.py', default_timeout=60).run(); assert not app.exception, app.exception"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr


@names
def test_a_table_tells_what_a_row_is_how_many_there_are_and_what_each_column_means(table):
    app = page(data_table=table.heading, data_tab="Dictionary")
    assert table.is_a_row() in said(app)
    assert f"{len(data.read(table)):,} rows" in said(app)
    text_shown = next(it.value for it in app.table if "In the file" in it.value)
    assert list(text_shown["In the file"]) == [f"`{it}`" for it in table.columns]
    assert text_shown["What it may hold"].str.len().gt(0).all()
    assert set(text_shown.loc[text_shown["Part of the key"] == "yes", "In the file"]) == {f"`{it}`" for it in table.key}


def test_the_first_lines_count_the_data():
    facts = [data.read(table) for table in TABLES if any(it.spec.cites for it in table.columns)]
    first = plain(page().markdown[0].value)
    filled = [found for found in facts if len(found)]
    assert f"- {sum(map(len, filled)):,} rows in {len(filled)} tables" in first
    assert f"to {data.known_to():%-d %B %Y}" in first
    assert data.edition() in first


def test_each_table_with_rows_stands_in_one_line_with_its_rows_years_and_address():
    lines = page().table[0].value.set_index("Table")
    there = [table for table in TABLES if len(data.read(table)) and table not in (Loads, Changes)]
    assert list(lines.index) == [f"**[{it.heading}](?data_table={it.heading.replace(' ', '+')})**" for it in there]
    line = lines.loc["**[Trade](?data_table=Trade)**"]
    trade = data.read(Trade)
    years = trade["start"].dt.year
    assert list(line[["Rows", "Years"]]) == [f"{len(trade):,}", f"{years.min():.0f} to {years.max():.0f}"]
    assert line["Sources"] == f"{trade['source_id'].nunique()}"
    assert lines.loc["**[Towns](?data_table=Towns)**", ["Sources", "Years", "Newest"]].tolist() == ["", "", "no dates"]


def test_a_table_without_rows_is_named_and_not_listed(folder):
    votes = data.by_part(Votes)["curated"]
    folder.write(Votes, "curated", votes.slice(0, 0))
    app = page()
    assert not any("Votes" in it for it in app.table[0].value["Table"])
    assert "No rows are loaded: Votes." in said(app)


def test_sources_without_a_date_are_counted(folder):
    known = data.by_part(Sources)["curated"].slice(0, 3).to_pandas(date_as_object=False)
    known.loc[:1, ["start", "end", "precision"]] = [None, None, "unknown"]
    known.loc[2, ["start", "end", "precision"]] = [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-31"), "month"]
    folder.write(Sources, "curated", pa.Table.from_pandas(known, schema=Sources.schema(), preserve_index=False))
    shown = said(page(section="Sources"))
    assert "- 3 sources of " in shown.replace("\\", "")
    assert "cited in the tables; 2 have no date." in shown


def test_sources_that_cannot_be_read_are_said_to_be_unread_and_not_to_be_none(folder):
    broken.missing(folder, Sources)
    shown = said(page(section="Sources"))
    assert shown.count("The sources cannot be read") == 2
    assert "0 sources" not in shown.replace("\\", "")


def test_a_table_that_cannot_be_read_in_full_is_offered_as_no_whole_file(folder):
    broken.infinite(folder, Trade)
    shown = page(data_table="Trade")
    assert "numbers without end" in said(shown)
    assert not [it.proto.label for it in shown.get("download_button") if "rows, CSV" not in it.proto.label]


def test_a_dictionary_tells_values_bounds_and_sources():
    assert may_hold(Trade.flow).startswith("one of `export` Exports to Afghanistan")
    assert may_hold(Events.significance) == "a whole number from 1 to 3"
    assert may_hold(Trade.value_usd) == "a number of at least 0"
    assert may_hold(Events.source_ids) == "several joined by `;`, each a source of the table Sources"
    assert "`data/" not in " ".join(dictionary(Loads)["What it means"])
    assert dictionary(Trade).set_index("In the file").loc["`hs`", "May be empty"] == "yes"


def test_words_are_looked_for_in_every_column_raw_and_in_words():
    trade = data.read(Trade)
    mine = trade[(trade["country"] == "KAZ") & (trade["commodity"] == "wheat") & (trade["start"].dt.year == 2024)]
    kept = search_table(Trade, "WHEAT kazakhstan 2024")
    assert len(mine) <= kept.sum() < len(trade)
    assert kept[mine.index].all()
    assert len(trade[search_table(Trade, "987,900,000")]) == len(trade[search_table(Trade, "987900000")]) > 0
    assert search_table(Trade, "").all()
    assert not search_table(Trade, ".*").any()  # plain text, no pattern
    published = data.read(Sources).set_index("source_id")["publisher"]
    by_publisher = trade.loc[search_table(Trade, "caspian policy center"), "source_id"]
    assert len(by_publisher)
    assert published[by_publisher].str.startswith("Caspian Policy Center").all()
    assert set(data.read(Recognition)[search_table(Recognition, "chargé d'affaires of")]["value"]) == {"taliban_charge"}


def test_the_search_and_the_countries_of_an_address_choose_the_rows():
    app = page(data_table="Events", data_find="hairatan rail", data_country="Uzbekistan")
    events = data.read(Events)
    wanted = events[search_table(Events, "hairatan rail") & events["countries"].str.contains("UZB")]
    assert 0 < len(wanted) < search_table(Events, "hairatan rail").sum()
    assert f"of {len(wanted)} found, {len(events)} in all" in said(app)
    shown = next(it.value for it in app.table if "Title" in it.value)
    assert [plain(it) for it in shown["Event"]] == list(wanted["event_id"].head(25))


def test_a_country_is_found_in_cells_that_name_several():
    trade = data.read(Trade)
    kept = trade[of_countries(Trade, ["TJK"])]
    assert kept["country"].str.contains(";").any()
    assert kept["country"].str.contains("TJK").all()
    assert of_countries(Trade, []).all()


def test_words_that_a_table_does_not_hold_are_told_with_the_tables_that_do():
    app = page(data_table="Votes", data_find="hairatan")
    counts = elsewhere("hairatan", Votes)
    assert counts["Events"] > 0
    assert f"None of the {len(data.read(Votes))} rows of Votes is one with the words “hairatan”" in said(app)
    assert f"Events {counts['Events']}" in said(app)


def test_no_table_is_longer_than_a_reader_can_wait_for():
    for app in (page(data_table="Sources"), page(section="Sources"), page(section="Loads")):
        assert 10 < max(len(it.value) for it in app.table) <= 50


def test_rows_that_are_found_are_given_away_as_far_as_they_may_be(folder):
    found = [it.proto.label for it in page(data_table="Votes", data_find="situation").get("download_button")]
    rows = data.by_part(Votes)["curated"]
    mine = int(search_table(Votes, "situation").sum())
    assert f"These {mine} rows, CSV" in found
    folder.write(Votes, "closed", rows, republish="no")
    found = [it.proto.label for it in page(data_table="Votes", data_find="situation").get("download_button")]
    assert f"{mine} of these {2 * mine} rows, CSV" in found


def test_a_table_all_of_which_is_withheld_offers_no_file(folder):
    assert any("Whole table" in it.proto.label for it in page(data_table="Votes").get("download_button"))
    folder.write(Votes, "curated", data.by_part(Votes)["curated"], republish="no")
    labels = [it.proto.label for it in page(data_table="Votes").get("download_button")]
    assert not any("Whole table" in it for it in labels)


def test_a_truncated_part_is_told_in_a_sentence_and_the_other_tables_stay(folder):
    part = folder.path / "aid" / "curated.parquet"
    part.write_bytes(part.read_bytes()[:1000])
    app = page(data_table="Aid")
    assert "data/parquet/aid/curated.parquet cannot be read" in said(app)
    assert str(folder.path) not in said(app)  # where the server keeps its files is nobody's business
    assert "The table Aid has no rows" in said(app)
    assert f"{len(data.read(Trade)):,} rows" in said(page(data_table="Trade"))


def test_a_record_without_any_part_still_says_so(folder):
    shutil.rmtree(folder.path)
    assert "holds no file" in said(page())
    assert "Nothing has been loaded yet." in said(page(section="Loads"))


def test_a_failed_load_is_shown_first_with_its_reason(folder):
    assert not page().error
    loads = data.by_part(Loads)["curated"].to_pandas()
    loads.loc[loads["table"] == "food_prices", ["state", "reason"]] = ["failed", "the answer of <b>WFP</b> was cut off"]
    folder.write(Loads, "curated", pa.Table.from_pandas(loads, schema=Loads.schema(), preserve_index=False))
    app = page()
    text_shown = app.error[0].value
    assert (
        "The last load of Food prices from our own collection failed: the answer of <b>WFP</b> was cut off."
        in plain(text_shown)
    )
    assert r"\<b\>WFP" in text_shown
    assert f"Its {len(data.read(BY_NAME['food_prices']))} rows are those of the load before" in plain(text_shown)
    assert "1 of them failed" in said(page(section="Loads"))


def test_untrusted_text_is_shown_as_text(folder):
    wicked = "<script>alert(1)</script> **bold** [here](javascript:alert(1)) $x$ | :red[ink]"
    events = data.by_part(Events)["curated"].slice(0, 1).to_pandas(date_as_object=False)
    events = events.assign(title=wicked, summary=wicked, source_ids="<b>none</b>")
    folder.write(Events, "curated", pa.Table.from_pandas(events, schema=Events.schema(), preserve_index=False))
    known = data.by_part(Sources)["curated"].slice(0, 1).to_pandas(date_as_object=False)
    known = known.assign(publisher=wicked, describes=wicked, url="javascript:alert(1)")
    folder.write(Sources, "curated", pa.Table.from_pandas(known, schema=Sources.schema(), preserve_index=False))
    for app in (
        page(data_table="Events"),
        page(data_table="Sources"),
        page(section="Sources"),
        page(data_table="Events", data_find=wicked[:60] + "x"),
    ):
        shown = cells(app) + "\n".join(it.value for it in [*app.markdown, *app.caption, *app.info])
        for mark in ("<script", "<b>", "**bold", "[here]", "$x", ":red"):
            assert not re.search(rf"(?<!\\){re.escape(mark)}", shown), mark
        assert "(<javascript" not in shown
        assert "<script>alert(1)</script> **bold** [here]" in plain(shown)


def test_a_listing_tells_each_day_as_exactly_as_its_source_and_codes_in_words():
    positions = data.read(Recognition)
    text_shown = listed(positions, Recognition)
    assert "Exact to" not in text_shown
    vague = positions.index[positions["start_precision"] == "month"]
    assert set(text_shown.loc[vague, "From"]) <= {f"{it:%b %Y}" for it in positions.loc[vague, "start"]}
    assert {"chargé d'affaires of the Taliban authorities"} < set(text_shown["Position"].map(plain))
    assert set(listed(data.read(Votes), Votes)["Vote"]) <= set(codes.VOTES.values())
    assert set(listed(data.read(Sources), Sources)["Language"]) <= set(codes.LANGUAGES.values())


def test_the_record_can_be_cited_with_its_version():
    shown = [it.value for it in page(section="Citing").code]
    assert any(f"Data version {data.edition()}, data to {data.known_to():%-d %B %Y}" in it for it in shown)
    assert any(it.startswith("@misc{") for it in shown)


def test_the_pages_name_of_a_table_is_unique():
    assert len({table.heading for table in BY_NAME.values()}) == len(BY_NAME)


def test_a_part_that_may_not_be_passed_on_is_shown_and_named(folder):
    rows = data.by_part(Votes)["curated"]
    folder.write(Votes, "closed", rows.slice(0, 5), republish="no", republish_reason="terms of use, section 4")
    app = page(data_table="Votes")
    assert f"{len(rows) + 5} rows" in said(app)
    assert "What comes from closed is shown but stands in no file from here: terms of use, section 4." in said(app)


def test_what_a_load_changed_is_listed_with_the_names_of_tables_and_columns(folder):
    change = {"loader": "curated", "table": "food_prices", "kind": "changed", "row": "Bread, Jan 2024", "before": "60 AFN",
              "column_name": "price_afn", "after": "61 AFN", "loaded_at": "2026-03-01 06:00"}  # fmt: skip
    live_parts.write(folder, Changes, "curated", [change])
    app = page(section="Loads")
    assert "What the last loads changed: 1 difference." in said(app).replace("**", "")
    assert "Our own collection, Food prices, 1 Mar 2026: 1 value changed." in said(app)
    assert "our own collection | Food prices | changed | Bread, Jan 2024 | Price in afghani | 60 AFN | 61 AFN" in plain(
        cells(app)
    )
