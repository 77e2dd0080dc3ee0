"""How much the record holds is counted as it is told."""

import pandas as pd

import data
from analysis.record import coverage
from charts.record.coverage import strips
from data.schema.tables import TABLES, Aid, Crossings, Events, Loads, Sources, Trade, Votes
from pages._app.record import citations
from tests.support.specs import valid


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
    fig = valid(strips(counts, {"trade": "Trade <b>", "votes": "Votes"}, by="table", title=""))
    bar = fig.data[0]
    assert list(bar.x) == [2022, 2023, 2023]
    strength = [float(it.rsplit(",", 1)[1].rstrip(")")) for it in bar.marker.color]
    assert strength[0] < strength[2] < strength[1]
    assert "1,000" in bar.text[1]
    assert fig.layout.yaxis.ticktext == ("Trade &lt;b&gt;", "Votes")
    assert bar.hovertext[0] == "<b>Trade &lt;b&gt;, 2022</b><br>1 row"


def test_strips_without_rows_say_so():
    fig = valid(
        strips(counts := pd.DataFrame(columns=["table", "year", "rows"]), {"trade": "Trade"}, by="table", title="x")
    )
    assert counts.empty
    assert "No row of the record bears a date" in fig.layout.annotations[-1].text
