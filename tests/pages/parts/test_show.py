"""The block of a figure: its words, its credit line, its milestones, and what is made when a part of it is opened."""

import codecs
import csv
import datetime as dt
import html
import io
import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.columns import Derived
from data.schema.tables import Events, Sources, Trade
from pages._app.behind import latest, reported
from pages._app.record import edition
from pages._app.rows import sources
from pages._app.view import View
from pages._parts.figure import Drawing
from pages._parts.figure_list import discover
from pages._parts.methods import short_and_rest
from pages._parts.show import workbook
from pages._parts.show.files import files
from pages._parts.show.words import credit, milestones
from pages.study.choice import DEFAULT
from tests.support import drawing
from tests.support.drawing import EVERY, plain, run
from tests.support.frames import trade
from tests.support.timed import POSITIONS, TRADE

EVENTFUL = replace(EVERY, weight=2)
PARTS = ["Table", "Sources", "Download", "Link and cite", "How measured"]
MADE = ("table", "download_button", "code")  # what parts are made of
ADDRESS = "http://ledger.example/?figure=overview-trade"


def drawn(figure=TRADE, view: View = EVENTFUL, *, choice: object = "own") -> Drawing:
    it = figure.drawn(view, choice)
    assert isinstance(it, Drawing)
    return it


def shown(part: str | None = None, view: View = EVENTFUL) -> AppTest:
    """The figure of trade on the Overview alone, with one part of it opened."""

    def script(view):
        from pages._parts.show import show
        from tests.support.timed import TRADE

        show(TRADE, view, "own")

    app = AppTest.from_function(script, kwargs={"view": view}, default_timeout=drawing.SECONDS)
    if part:
        app.session_state["overview-trade-part"] = part
    return run(app)


def numbers(spec) -> list[str]:
    texts = [re.sub("<[^>]*>", "", it["text"]) for it in spec["layout"]["annotations"][1:]]
    return [it for it in texts if it.isdigit()]


def test_the_finding_is_a_heading_with_an_address_above_what_is_measured():
    (head,) = shown().header
    assert head.proto.anchor == "overview-trade"
    title, _, subtitle = plain(head.value).split("\n")
    assert title == drawn().words.title
    assert drawn().words.subtitle in subtitle


def test_nothing_of_the_parts_is_made_until_one_is_opened():
    app = shown()
    (control,) = app.get("button_group")
    assert [it.content for it in control.proto.options][:5] == ["Table", f"Sources ({len(drawn().cited)})", *PARTS[2:]]
    assert not [kind for kind in MADE if app.get(kind)]
    assert len(app.get("plotly_chart")) == 1
    assert not app.caption
    for part in PARTS:
        opened = shown(part)
        others = {"Table": "table", "Sources": "table", "Download": "download_button", "Link and cite": "code"}
        assert (
            {kind for kind in MADE if opened.get(kind)} == {others[part]} if part in others else not opened.get("code")
        )


def test_the_table_has_the_drawn_values_a_page_at_a_time():
    (table,) = shown("Table").table
    rows = drawn().rows[0][1]
    assert len(table.value) == 25 < len(rows)
    assert "Figure" in table.value.columns
    assert "Source" not in table.value.columns
    assert table.value["Country"].iloc[0] == "Kazakhstan"


def test_the_sources_are_exactly_those_of_the_rows_behind():
    app = shown("Sources")
    links = re.findall(r"\]\(<([^>]+)>\)", app.markdown[0].value)
    assert links == [sources().loc[it, Sources.url] for it in drawn().cited]
    assert sum(len(it.value) for it in app.table) == sum(map(len, drawn().behind.values()))


@pytest.mark.parametrize(("figure", "choice"), [(TRADE, "own"), (POSITIONS, None)])
def test_the_files_have_the_drawn_values_and_the_rows_behind(figure, choice):
    made = drawn(figure, choice=choice)
    _, values, behind = files(made, ADDRESS)
    assert [re.sub(r".*-(values|rows)\.csv", r"\1", it.name) for it in (values, behind)] == ["values", "rows"]
    for file, rows in ((values, made.rows[0][1]), (behind, next(iter(made.behind.values())))):
        content = file.make()
        assert content.startswith(codecs.BOM_UTF8)
        lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert len(lines) == len(rows)
        assert lines[0]["country"] == rows["country"].iloc[0]
        assert "behind" not in lines[0]


def test_the_workbook_has_numbers_dates_sources_and_the_citation():
    made = drawn()
    book = openpyxl.load_workbook(io.BytesIO(files(made, ADDRESS)[0].make()))
    assert book.sheetnames == ["Values", "Rows", "Sources", "Notes"]
    values = [[cell.value for cell in row] for row in book["Values"].iter_rows()]
    assert len(values) == 1 + len(made.rows[0][1])
    figure = values[0].index("Figure")
    assert all(isinstance(row[figure], int | float) for row in values[1:])
    rows = [[cell.value for cell in row] for row in book["Rows"].iter_rows()]
    first = next(at for at, heading in enumerate(rows[0]) if str(heading).endswith("from"))
    assert all(isinstance(row[first], dt.datetime) for row in rows[1:])
    assert book["Rows"].freeze_panes == "A2"
    assert book["Sources"].max_row == 1 + len(made.cited)
    notes = [row[0].value for row in book["Notes"].iter_rows()]
    assert notes[0] == made.words.title
    assert any(ADDRESS in it for it in notes)
    assert any("CC BY 4.0" in it for it in notes)


def test_a_formula_in_the_data_is_a_text_in_the_workbook():
    made = drawn()
    spoilt = {of: rows.assign(note='=HYPERLINK("http://x")') for of, rows in made.behind.items()}
    book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(replace(made, behind=spoilt), ADDRESS)))
    cells = [cell for row in book["Rows"].iter_rows(min_row=2) for cell in row if "HYPERLINK" in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(str(cell.value).startswith("=") for cell in cells)


def test_a_file_is_named_by_figure_filters_and_data_version():
    names = [it.name for it in files(drawn(), ADDRESS)]
    assert len(set(names)) == len(names)
    assert all(it.startswith(f"amu-ledger-overview-trade-{drawn().filters}-{edition()}") for it in names)


def test_a_figure_of_reported_rows_offers_them_once():
    view = replace(EVENTFUL, countries=("KAZ",))
    from pages.timeline.page import TIMELINE
    from pages.timeline.rows import Choice

    made = drawn(TIMELINE, view, choice=Choice())
    assert not issubclass(made.rows[0][0], Derived)
    assert [it.label for it in files(made, ADDRESS)] == ["Everything (XLSX)", "Rows behind (CSV)"]


def test_the_link_leads_to_the_figure_and_the_citation_names_it():
    link, frame, citation, bibtex, ris, csl = (it.value for it in shown("Link and cite").code)
    assert link.endswith("?figure=overview-trade")
    assert frame.startswith(f'<iframe src="{link}&amp;embed=true"')
    assert f"“{drawn().words.title}”. Amu Ledger. Data version" in citation
    assert all(link in it for it in (citation, bibtex, ris, csl))


def test_the_method_comes_in_short_then_what_the_figure_contains_then_the_whole():
    (said,) = (" ".join(plain(it.value).split()) for it in shown("How measured").markdown)
    assert said.startswith("**Which of several reports is drawn.** Where several sources report the same country")
    at = [said.index(it) for it in ("Nothing is averaged", drawn().words.alt, "The order of preference", "**Limits**")]
    assert at == sorted(at)


@pytest.mark.parametrize("name", sorted({it.method for it in discover().values() if it.method}))
def test_a_method_names_no_file_or_module_and_is_short_at_its_head(name):
    short, rest = short_and_rest(name)
    assert len(re.findall(r"[.](?=\s|$)", short.split("** ", 1)[1])) <= 4
    assert len(short) < 420
    assert "`" not in short + rest
    assert not re.search(r"\b(analysis|pages|charts|positions|consignments)[./]\w|\.py\b", short + rest)


def test_all_events_stand_in_lanes_on_demand_alone():
    assert all("yaxis9" not in it["layout"] for it in drawing.specs(shown()))
    lanes = drawing.specs(shown("All events"))[1]
    marks = [it for trace in lanes["data"] for it in trace.get("customdata", [])]
    assert len(set(marks)) > 100
    chart = drawing.specs(shown())[0]
    assert lanes["layout"]["xaxis"]["range"] == chart["layout"]["xaxis"]["range"]
    assert "All events" not in {it.content for it in shown(view=EVERY).get("button_group")[0].proto.options}


@pytest.mark.parametrize("slug", ["overview", "trade", "aid", "recognition", "country", "mirror", "claims", "together"])
def test_no_lanes_of_events_stand_on_a_page_by_default(slug):
    for spec in drawing.specs(drawing.drawn(slug, EVENTFUL)):
        assert "yaxis9" not in spec["layout"], spec["layout"]["meta"]
        assert not any("customdata" in trace for trace in spec["data"])


def test_the_signs_of_events_are_explained_below_the_lanes():
    below = next(it.proto.body for it in drawing.drawn("timeline", EVENTFUL).get("html") if "credit" in it.proto.body)
    assert "★ recognition" in below
    assert "<ol" not in below


def test_lanes_stand_where_a_click_on_them_is_the_choice():
    specs = drawing.specs(drawing.drawn("study", EVENTFUL, study_event=DEFAULT))
    assert any("yaxis9" in it["layout"] for it in specs)


@pytest.mark.parametrize("countries", [EVENTFUL.countries, ("TKM",), ("KAZ", "TJK")])
def test_the_numbers_of_the_list_are_those_of_the_flags(countries):
    made = drawn(view=replace(EVENTFUL, countries=countries))
    listed = re.findall(r"<summary><b>(\d+)</b> ([^<]+)</summary>", milestones(made))
    assert [number for number, _ in listed] == numbers(made.spec)
    assert made.milestones is not None
    assert 0 < len(listed) <= 12
    for (_, said), label in zip(listed, made.milestones[Events.label], strict=True):
        assert html.escape(label) in said


def test_a_milestone_opens_its_text_and_its_sources_in_place():
    made = drawn(view=replace(EVENTFUL, countries=("KAZ",)))
    assert made.milestones is not None
    entries = milestones(made).split("<li>")[1:]
    for entry, (summary, cited) in zip(
        entries, made.milestones[[Events.summary, Events.source_ids]].itertuples(index=False), strict=True
    ):
        assert entry.startswith("<details")
        assert html.escape(summary) in entry
        assert entry.count("<a href=") == len(cited.split(";"))


def test_where_two_states_have_the_same_label_the_list_says_whose_it_is():
    said = milestones(drawn())
    assert "Kazakhstan: Delisted, 29 Dec 2023" in said
    alone = milestones(drawn(view=replace(EVENTFUL, countries=("KAZ",))))
    assert "</b> Delisted, 29 Dec 2023" in alone


def test_who_wants_no_events_gets_no_flags():
    made = drawn(view=EVERY)
    assert milestones(made) == ""
    assert numbers(made.spec) == []


@pytest.mark.parametrize(("figure", "choice"), [(TRADE, "own"), (POSITIONS, None)])
def test_the_credit_line_names_two_publishers_that_the_rows_behind_cite_most(figure, choice):
    made = drawn(figure, choice=choice)
    counts: Counter[str] = Counter()
    for rows in made.behind.values():
        for column in ("source_id", "source_ids"):
            for cell in rows.get(column, ()):
                counts.update(sources().loc[it, Sources.publisher] for it in cell.split(";"))
    names, _, until = credit(made).partition(" · ")
    named, _, more = names.removesuffix(" more").rpartition("; ")
    assert int(more) == len(counts) - 2
    ranked = sorted(counts.values(), reverse=True)
    first, second = next((a, b) for a in counts for b in counts if f"{a}, {b}" == named)
    assert [counts[first], counts[second]] == ranked[:2]
    assert until == f"Data to {made.latest}"


def test_data_reach_as_far_as_the_latest_row_behind_and_never_beyond_the_last_day():
    def reach(*rows: dict) -> str:
        behind = trade(*rows)
        from data.schema.tables import Trade

        return latest({Trade: behind}, dt.date(2026, 3, 16))

    year = {"start": pd.Timestamp("2025-01-01"), "end": pd.Timestamp("2025-12-31"), "precision": "year"}
    months = {"start": pd.Timestamp("2025-01-01"), "end": pd.Timestamp("2026-01-31"), "precision": "month"}
    aim = {"start": pd.Timestamp("2030-01-01"), "end": pd.Timestamp("2030-12-31"), "precision": "year"}
    assert reach(year) == "2025"
    assert reach(year, months) == "Jan 2026"
    assert reach(year, aim) == "16 Mar 2026"
    assert latest({}, None) == ""


def test_rows_are_looked_up_in_the_order_of_their_table_and_one_that_is_not_there_is_an_error():
    every = data.read(Trade)
    ids = every["row_id"].tolist()
    assert reported(Trade, [ids[9], ids[2]]).equals(every.iloc[[2, 9]])
    assert reported(Trade, []).empty
    with pytest.raises(KeyError):
        reported(Trade, [ids[2], -1])


def test_a_caveat_stands_below_the_chart_and_text_from_the_data_is_text():
    from pages._parts.show.words import foot

    made = drawn()
    odd = replace(made, words=made.words._replace(caveat="<b>Not</b> a price."))

    def script(odd, foot):
        foot(odd)

    app = run(AppTest.from_function(script, kwargs={"odd": odd, "foot": foot}))
    (body,) = (it.proto.body for it in app.get("html"))
    assert "&lt;b&gt;Not&lt;/b&gt; a price." in body
