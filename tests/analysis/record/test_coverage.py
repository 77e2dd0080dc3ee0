"""How many rows there are is counted as the rows say."""

import pandas as pd

import data
from analysis.record import coverage
from analysis.record.coverage import Coverage
from charts.base.traces import SCREENS
from charts.record.coverage import strips
from data.schema.tables import TABLES, Aid, Crossings, Events, Loads, Sources, Trade, Votes
from pages._app.record import citations
from tests.support.derived import conforms
from tests.support.specs import valid

SOURCES = data.read(Sources)


def test_rows_are_counted_in_the_year_in_which_they_begin():
    counts = coverage.by_table([(table, data.read(table)) for table in TABLES], SOURCES)
    trade = data.read(Trade)
    of_trade = counts[counts["table"] == "trade"].set_index("year")["rows"]
    assert of_trade.sum() == trade["start"].notna().sum() < len(trade)
    assert of_trade[2023] == (trade["start"].dt.year == 2023).sum()
    assert Crossings.name not in set(counts["table"])


def test_a_row_that_names_several_states_counts_for_each():
    votes = data.read(Votes).head(1).assign(country="KAZ;UZB;AFG")
    counts = coverage.by_state([(Votes, votes), (Sources, SOURCES)], SOURCES)
    assert list(counts["country"]) == ["KAZ", "UZB"]
    assert list(counts["rows"]) == [1, 1]


def test_the_rows_are_those_of_the_declared_table_with_the_sources_that_they_cite():
    tables = [(table, data.read(table)) for table in data.FACTS]
    conforms(coverage.by_table([*tables, (Sources, SOURCES)], SOURCES), Coverage, SOURCES)
    conforms(coverage.by_state(tables, SOURCES), Coverage, SOURCES)
    conforms(coverage.by_table([], SOURCES), Coverage)
    events = data.read(Events).head(1)
    (cell,) = coverage.by_table([(Events, events)], SOURCES)[Coverage.behind]
    cited = events["source_ids"].iloc[0].split(";")
    assert set(cell) == set(SOURCES.loc[SOURCES["source_id"].isin(cited), "row_id"])


def test_behind_a_source_that_is_counted_is_itself():
    counts = coverage.by_table([(Sources, SOURCES)], SOURCES)
    behind = {row_id for cell in counts[Coverage.behind] for row_id in cell}
    assert behind == set(SOURCES.loc[SOURCES["start"].notna(), "row_id"])


def test_a_source_is_cited_by_every_row_that_names_it():
    aid, events = data.read(Aid), data.read(Events)
    counts = coverage.citations([(Aid, aid), (Events, events), (Loads, data.read(Loads))])
    one = counts["events"].idxmax()
    assert counts.loc[one, "events"] == events["source_ids"].str.split(";").map(lambda ids: one in ids).sum()
    assert counts["aid"].sum() == len(aid)
    assert set(counts) == {"aid", "events"}
    assert citations()["all"].is_monotonic_decreasing


def test_a_row_with_several_sources_counts_for_each():
    events = data.read(Events).head(2).assign(source_ids=["a;b", "b"])
    assert coverage.citations([(Events, events)])["events"].to_dict() == {"a": 1, "b": 2}


def counted(**columns):
    return pd.DataFrame({"country": None, "behind": [(1,)] * len(columns["rows"]), **columns})


def test_the_strips_show_each_count_stronger_where_there_are_more():
    counts = counted(table=["trade", "trade", "votes"], year=[2022, 2023, 2023], rows=[1, 1000, 30])
    fig = valid(strips(counts, by="table", title=""))
    bar = fig.data[0]
    assert list(bar.x) == [2022, 2023, 2023]
    strength = [float(it.rsplit(",", 1)[1].rstrip(")")) for it in bar.marker.color]
    assert strength[0] < strength[2] < strength[1]
    assert "1,000" in bar.text[1]
    assert bar.textfont.weight == SCREENS["wide"]  # hidden on a phone, where it would shrink
    assert fig.layout.yaxis.ticktext == ("Trade", "Votes")
    assert bar.hovertext[0] == "<b>Trade, 2022</b><br>1 row"


def test_the_cells_of_a_state_add_its_tables_which_the_hover_lists():
    counts = counted(table=["aid", "trade"], year=[2022, 2022], rows=[2, 5]).assign(country="TKM")
    fig = valid(strips(counts, by="country", title=""))
    assert len(fig.layout.yaxis.ticktext) == 5  # a state without rows has a strip, too
    assert list(fig.data[0].hovertext) == ["<b>Turkmenistan, 2022</b><br>7 rows<br>5 Trade<br>2 Aid"]


def test_strips_without_rows_say_so():
    fig = valid(strips(counted(table=[], year=[], rows=[]), by="table", title="x"))
    assert "No row of the data has a date" in fig.layout.annotations[-1].text
