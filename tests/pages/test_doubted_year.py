"""The 545.2 million that one page gives for 2023: behind no figure, and in no sentence of a page or brief."""

import re
from dataclasses import replace

import pytest

from analysis.brief import brief
from data.schema.tables import Trade
from pages._app.behind import rows_behind
from pages._app.rows import rows
from pages._parts.figure_list import discover
from pages.country.brief import wording as brief_wording
from tests.support.briefs import by_hand
from tests.support.drawing import EVERY, cells, drawn, figures, said

pytestmark = pytest.mark.usefixtures("curated_alone")
KAZAKHSTAN = replace(EVERY, countries=("KAZ",))
OF_2023 = re.compile(r"\$545(\.2)? m[^.;|$]{0,20}(?<!between )\b2023\b|\b2023: (\S+ )?\$545|\b2023\b[^.;|$]{0,9}\$545")
BOTH_YEARS = "in 2023 and $545.2 m in 2024"  # the bureau's figures of two years in one sentence


def doubted() -> int:
    reported = rows(Trade)
    (row_id,) = reported.loc[reported["value_usd"].eq(545.2e6) & reported["start"].eq("2023-01-01"), "row_id"]
    return row_id


def test_the_pattern_finds_what_it_looks_for():
    for sentence in (
        "$545.2 m in 2023",
        "2023: $545 m",
        "in 2023 $545.2 m",
        "$545 m; in 2023, $545.2 m",
        "$545 m, 2023",
    ):
        assert OF_2023.search(sentence), sentence
    for sentence in ("$636.5 m in 2023; $545.2 m in 2024", "fell from $637 m to $545 m between 2023 and 2024"):
        assert not OF_2023.search(sentence), sentence


@pytest.mark.parametrize(
    "figure",
    [it for it in discover().values() if any(getattr(table, "of", table) is Trade for table in it.tables)],
    ids=lambda it: it.key,
)
def test_it_stands_behind_no_figure(figure):
    for choice in figure.choices():
        behind = rows_behind(figure.rows(KAZAKHSTAN, choice), figure.tables)
        assert doubted() not in set(behind[Trade]["row_id"] if Trade in behind else ())


@pytest.mark.parametrize("slug", ["overview", "country", "trade", "claims", "mirror", "together"])
def test_no_page_says_it(slug):
    app = drawn(slug, KAZAKHSTAN)
    drawings = [it for fig in figures(app).values() for it in (*fig["data"], fig["layout"])]
    words = [str(text) for it in drawings for key in ("hovertext", "text", "title") for text in listed(it.get(key))]
    words += [it.proto.body for it in app.get("html")]
    words += "\n".join([*figures(app), said(app), cells(app)]).replace(BOTH_YEARS, "").split("\n")
    assert not [it for it in words if OF_2023.search(re.sub(r"<[^>]+>", " ", it))]


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def test_no_brief_says_it():
    words = [
        brief_wording.clause(statement)
        for section in brief(by_hand(), "KAZ").sections
        for line in section.lines
        for statement in line.statements
    ]
    assert any("$636.5 m" in it for it in words)
    assert not [it for it in words if OF_2023.search(it)]
