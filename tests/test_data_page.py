"""The Data page: the record is told in full, found by words, and taken away as it stands."""

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis import coverage
from charts.coverage import strips
from data import words
from data.check import check
from data.columns import Table
from data.places import CODES
from data.tables import BY_NAME, TABLES, Aid, Crossings, Events, Loads, Recognition, Refugees, Sources, Trade, Votes
from pages import View
from pages._downloads import everything, parquet, whole_csv
from pages._record import citations, free
from pages._search import elsewhere, matching
from pages._show import csv, listed
from pages._table import dictionary, may_hold, of_countries

ALL = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to())
names = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of all parts, which a test may spoil."""
    copy = tmp_path / "parquet"
    shutil.copytree(data.PARQUET, copy)
    monkeypatch.setattr(data, "PARQUET", copy)
    return copy


def a_part(folder: Path, table: type[Table], name: str, rows: pa.Table, **metadata: str) -> None:
    """Write a part as a loader does, with what it says of itself."""
    path = folder / table.name / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows.replace_schema_metadata({**(table.schema().metadata or {}), **metadata}), path)


def drawn(**query: str) -> AppTest:
    """The page by itself, at an address."""

    def script(view):
        import importlib

        importlib.import_module("pages.data").render(view)

    app = AppTest.from_function(script, kwargs={"view": ALL}, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    """All sentences of the page as a reader sees them."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.subheader]
    return unmarked("\n".join(it.value for it in parts))


def unmarked(cell: str) -> str:
    """A cell as a reader sees it: without the marks that keep text plain in Markdown."""
    return cell.replace("\\", "")


def cells(app: AppTest) -> str:
    """All cells of all tables of the page, as they are sent."""
    return "\n".join(" | ".join(map(str, row)) for table in app.table for row in table.value.itertuples())


def test_a_fresh_server_finds_the_package_of_data_and_not_the_page(root):
    code = (
        "import dashboard; from streamlit.testing.v1 import AppTest;"
        "app = AppTest.from_file('pages/_frame.py', default_timeout=60).run(); assert not app.exception, app.exception"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr


@names
def test_a_table_tells_what_a_row_is_how_many_there_are_and_what_each_column_means(table):
    app = drawn(data_table=table.heading)
    assert table.is_a_row() in said(app)
    assert f"{len(data.read(table)):,} rows" in said(app)
    told = next(it.value for it in app.table if "In the file" in it.value)
    assert list(told["In the file"]) == [f"`{it}`" for it in table.columns]
    assert told["What it may hold"].str.len().gt(0).all()
    assert set(told.loc[told["Part of the key"] == "yes", "In the file"]) == {f"`{it}`" for it in table.key}


def test_the_first_sentence_counts_the_record():
    facts = [data.read(table) for table in TABLES if any(it.spec.cites for it in table.columns)]
    first = unmarked(drawn().markdown[0].value)
    assert f"holds {sum(map(len, facts)):,} rows in {len(facts)} tables" in first
    assert f"to {data.known_to():%-d %B %Y}" in first
    assert data.edition() in first


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
    kept = matching(Trade, "WHEAT kazakhstan 2024")
    assert len(mine) <= kept.sum() < len(trade)
    assert kept[mine.index].all()
    assert len(trade[matching(Trade, "987,900,000")]) == len(trade[matching(Trade, "987900000")]) > 0
    assert matching(Trade, "").all()
    assert not matching(Trade, ".*").any()  # plain text, no pattern
    published = data.read(Sources).set_index("source_id")["publisher"]
    by_publisher = trade.loc[matching(Trade, "caspian policy center"), "source_id"]
    assert len(by_publisher)
    assert published[by_publisher].str.startswith("Caspian Policy Center").all()
    assert set(data.read(Recognition)[matching(Recognition, "chargé d'affaires of")]["value"]) == {"taliban_charge"}


def test_the_search_and_the_countries_of_an_address_choose_the_rows():
    app = drawn(data_table="Events", data_find="hairatan rail", data_country="Uzbekistan")
    events = data.read(Events)
    wanted = events[matching(Events, "hairatan rail") & events["countries"].str.contains("UZB")]
    assert 0 < len(wanted) < matching(Events, "hairatan rail").sum()
    assert f"of {len(wanted)} found, {len(events)} in all" in said(app)
    shown = next(it.value for it in app.table if "Title" in it.value)
    assert [unmarked(it) for it in shown["Event"]] == list(wanted["event_id"].head(25))


def test_a_country_is_found_in_cells_that_name_several():
    trade = data.read(Trade)
    kept = trade[of_countries(Trade, ["TJK"])]
    assert kept["country"].str.contains(";").any()
    assert kept["country"].str.contains("TJK").all()
    assert of_countries(Trade, []).all()


def test_words_that_a_table_does_not_hold_are_told_with_the_tables_that_do():
    app = drawn(data_table="Votes", data_find="hairatan")
    counts = elsewhere("hairatan", Votes)
    assert counts["Events"] > 0
    assert f"None of the {len(data.read(Votes))} rows of Votes is one with the words “hairatan”" in said(app)
    assert f"Events {counts['Events']}" in said(app)


def test_no_table_is_longer_than_a_reader_can_wait_for():
    app = drawn(data_table="Sources")
    assert max(len(it.value) for it in app.table) <= 50


@names
def test_the_csv_reads_back_to_the_same_rows(table):
    read = pd.read_csv(io.BytesIO(whole_csv(table)), dtype=str, keep_default_na=False)
    every = data.read(table)
    pd.testing.assert_frame_equal(
        check(read[list(table.columns)], table, where="file"), check(every, table, where="record")
    )


@names
def test_the_parquet_reads_back_to_the_same_rows_and_says_what_they_mean(table):
    read = pq.read_table(io.BytesIO(parquet(table)))
    kept = read.select(list(table.columns))
    assert kept.cast(table.schema()).equals(data.whole(data.by_part(table), table))
    assert kept.schema.remove_metadata().equals(table.schema().remove_metadata())
    for it in table.columns:
        metadata = {
            key: read.schema.field(it).metadata[key.encode()].decode() for key in ("heading", "unit", "description")
        }
        assert metadata == {"heading": it.spec.heading, "unit": it.spec.unit, "description": it.spec.description}
    assert read.schema.metadata[b"row"].decode() == table.is_a_row()
    assert read.schema.metadata[b"data_version"].decode() == data.edition()


@pytest.mark.parametrize("table", data.FACTS, ids=[table.name for table in data.FACTS])
def test_every_row_of_a_file_bears_its_publisher_and_address(table):
    read = pq.read_table(io.BytesIO(parquet(table))).to_pandas()
    known = data.read(Sources).set_index("source_id")
    column = coverage.cited_column(table)
    first = read[column].str.split(";").str[0]
    assert list(read["url"]) == list(known.loc[first, "url"])
    assert list(read["publisher"]) == list(pd.read_csv(io.BytesIO(whole_csv(table)))["publisher"])


def test_the_archive_holds_every_table_its_dictionary_and_the_terms():
    with zipfile.ZipFile(io.BytesIO(everything())) as archive:
        assert set(archive.namelist()) == {"README.txt", "dictionary.csv", *(f"{table.name}.csv" for table in TABLES)}
        columns = pd.read_csv(archive.open("dictionary.csv"))
        assert len(columns) == sum(len(table.columns) for table in TABLES)
        assert len(pd.read_csv(archive.open("votes.csv"))) == len(data.read(Votes))
        terms = archive.read("README.txt").decode()
    assert "creativecommons.org/licenses/by/4.0" in terms
    assert data.edition() in terms


def test_a_part_that_may_not_be_passed_on_is_named_with_its_reason(folder):
    rows = data.by_part(Trade)["curated"].slice(0, 3)
    assert data.withheld(Trade) == {}
    a_part(folder, Trade, "closed", rows, republish="no", republish_reason="terms of use, section 4")
    a_part(folder, Trade, "mute", rows, republish="no")
    a_part(folder, Trade, "open", rows, republish="yes")
    assert data.withheld(Trade) == {
        "closed": "terms of use, section 4",
        "mute": "its publisher does not let others pass it on as a whole",
    }


def test_a_part_that_may_not_be_passed_on_is_shown_and_stands_in_no_file(folder):
    rows = data.by_part(Votes)["curated"]
    a_part(folder, Votes, "closed", rows.slice(0, 5), republish="no", republish_reason="terms of use, section 4")
    app = drawn(data_table="Votes")
    assert f"{len(rows) + 5} rows" in said(app)
    assert "The part closed is shown but stands in no file from here: terms of use, section 4." in said(app)
    assert list(free(Votes)) == [False] * 5 + [True] * len(rows)
    assert len(pd.read_csv(io.BytesIO(whole_csv(Votes)))) == len(rows)
    assert pq.read_table(io.BytesIO(parquet(Votes))).num_rows == len(rows)
    with zipfile.ZipFile(io.BytesIO(everything())) as archive:
        assert len(pd.read_csv(archive.open("votes.csv"))) == len(rows)
        assert "Left out of votes.csv: closed, terms of use, section 4." in archive.read("README.txt").decode()


def test_a_table_all_of_which_is_withheld_offers_no_file(folder):
    assert any("Whole table" in it.proto.label for it in drawn(data_table="Votes").get("download_button"))
    a_part(folder, Votes, "curated", data.by_part(Votes)["curated"], republish="no")
    labels = [it.proto.label for it in drawn(data_table="Votes").get("download_button")]
    assert not any("Whole table" in it for it in labels)


def test_the_edition_follows_the_rows_and_not_the_clock(folder):
    before, key = data.edition(), data.version()
    os.utime(folder / "votes" / "curated.parquet", (1, 1))
    assert data.version() != key
    assert data.edition() == before
    a_part(folder, Votes, "curated", data.by_part(Votes)["curated"].slice(1))
    assert data.edition() != before


def test_a_truncated_part_is_told_in_a_sentence_and_the_other_tables_stay(folder):
    part = folder / "aid" / "curated.parquet"
    part.write_bytes(part.read_bytes()[:1000])
    app = drawn(data_table="Aid")
    assert "data/parquet/aid/curated.parquet cannot be read" in said(app)
    assert "The table Aid has no rows" in said(app)
    assert f"{len(data.read(Trade))} rows" in said(drawn(data_table="Trade"))


def test_a_record_without_any_part_still_says_so(folder):
    shutil.rmtree(folder)
    app = drawn()
    assert "holds no file" in said(app)
    assert "No load is on record" in said(app)


def test_a_failed_load_is_shown_first_with_its_reason(folder):
    assert not drawn().error
    loads = data.by_part(Loads)["curated"].to_pandas()
    loads.loc[loads["table"] == "food_prices", ["state", "reason"]] = ["failed", "the answer of <b>WFP</b> was cut off"]
    a_part(folder, Loads, "curated", pa.Table.from_pandas(loads, schema=Loads.schema(), preserve_index=False))
    app = drawn()
    told = app.error[0].value
    assert "The last load of Food prices from curated failed: the answer of <b>WFP</b> was cut off." in unmarked(told)
    assert r"\<b\>WFP" in told
    assert "1 of them failed" in said(app)


def test_untrusted_text_is_shown_as_text(folder):
    wicked = "<script>alert(1)</script> **bold** [here](javascript:alert(1)) $x$ | :red[ink]"
    events = data.by_part(Events)["curated"].slice(0, 1).to_pandas(date_as_object=False)
    events = events.assign(title=wicked, summary=wicked, source_ids="<b>none</b>")
    a_part(folder, Events, "curated", pa.Table.from_pandas(events, schema=Events.schema(), preserve_index=False))
    known = data.by_part(Sources)["curated"].slice(0, 1).to_pandas(date_as_object=False)
    known = known.assign(publisher=wicked, describes=wicked, url="javascript:alert(1)")
    a_part(folder, Sources, "curated", pa.Table.from_pandas(known, schema=Sources.schema(), preserve_index=False))
    for app in (
        drawn(data_table="Events"),
        drawn(data_table="Sources"),
        drawn(data_table="Events", data_find=wicked[:60] + "x"),
    ):
        shown = cells(app) + "\n".join(it.value for it in [*app.markdown, *app.caption, *app.info])
        for mark in ("<script", "<b>", "**bold", "[here]", "$x", ":red"):
            assert not re.search(rf"(?<!\\){re.escape(mark)}", shown), mark
        assert "(<javascript" not in shown
        assert "<script>alert(1)</script> **bold** [here]" in unmarked(shown)


def test_a_listing_tells_each_day_as_exactly_as_its_source_and_codes_in_words():
    positions = data.read(Recognition)
    told = listed(positions, Recognition)
    assert "Told by" not in told
    vague = positions.index[positions["start_precision"] == "month"]
    assert set(told.loc[vague, "From"]) <= {f"{it:%b %Y}" for it in positions.loc[vague, "start"]}
    assert {"chargé d'affaires of the Taliban authorities"} < set(told["Position"].map(unmarked))
    assert set(listed(data.read(Votes), Votes)["Vote"]) <= set(words.VOTES.values())
    assert set(listed(data.read(Sources), Sources)["Language"]) <= set(words.LANGUAGES.values())


def test_a_file_bears_numbers_as_they_are():
    rows = pd.DataFrame({"country": ["KAZ"], "count": [7.0], "share": [0.1], "none": [None]})
    assert "\nKAZ,7,0.1,\n" in csv(rows).decode()
    assert ".0," not in csv(data.read(Refugees)).decode()


def test_rows_are_counted_in_the_year_in_which_they_begin():
    counts = coverage.by_table([(table, data.read(table)) for table in TABLES])
    trade = data.read(Trade)
    mine = counts[counts["table"] == "trade"].set_index("year")["rows"]
    assert mine.sum() == trade["start"].notna().sum() < len(trade)
    assert mine[2023] == (trade["start"].dt.year == 2023).sum()
    assert Crossings.name not in set(counts["table"])


def test_a_row_that_names_several_states_counts_for_each():
    votes = data.read(Votes).head(1).assign(country="KAZ;UZB;AFG")
    counts = coverage.by_state([(Votes, votes), (Sources, data.read(Sources))])
    assert list(counts["country"]) == ["KAZ", "UZB"]
    assert list(counts["rows"]) == [1, 1]


def test_a_source_is_cited_by_every_row_that_names_it():
    aid, events = data.read(Aid), data.read(Events)
    counts = coverage.citations([(Aid, aid), (Events, events), (Loads, data.read(Loads))])
    one = counts["events"].idxmax()
    assert counts.loc[one, "events"] == events["source_ids"].str.split(";").map(lambda ids: one in ids).sum()
    assert counts["aid"].sum() == len(aid)
    assert set(counts) == {"aid", "events"}
    assert citations()["all"].is_monotonic_decreasing


def test_the_strips_show_each_count_stronger_where_there_are_more():
    counts = pd.DataFrame({"table": ["trade", "trade", "votes"], "year": [2022, 2023, 2023], "rows": [1, 1000, 30]})
    fig = strips(counts, {"trade": "Trade <b>", "votes": "Votes"}, by="table")
    bar = fig.data[0]
    assert list(bar.x) == [2022, 2023, 2023]
    strength = [float(it.rsplit(",", 1)[1].rstrip(")")) for it in bar.marker.color]
    assert strength[0] < strength[2] < strength[1]
    assert "1,000" in bar.text[1]
    assert fig.layout.yaxis.ticktext == ("Trade &lt;b&gt;", "Votes")
    assert bar.hovertext[0] == "<b>Trade &lt;b&gt;, 2022</b><br>1 row"


def test_strips_without_rows_say_so():
    fig = strips(counts := pd.DataFrame(columns=["table", "year", "rows"]), {"trade": "Trade"}, by="table", title="x")
    assert counts.empty
    assert "No row of the record bears a date" in fig.layout.annotations[-1].text


def test_the_record_can_be_cited_with_its_version():
    shown = [it.value for it in drawn().code]
    assert any(f"Data version {data.edition()}, known to {data.known_to():%-d %B %Y}" in it for it in shown)
    assert any(it.startswith("@misc{") for it in shown)


def test_every_order_of_preference_and_status_is_told():
    from analysis.headline import RANKS
    from pages._reading import STAGES, STATUSES

    told = said(drawn())
    assert all(it in told for it in RANKS.values())
    assert set(STATUSES) == set(words.FIGURE_STATUS)
    assert set(STAGES) == set(words.STAGES)


def test_the_pages_name_of_a_table_is_unique():
    assert len({table.heading for table in BY_NAME.values()}) == len(BY_NAME)
