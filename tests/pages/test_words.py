"""Each of our texts on every page and in every brief is in plain words: no private terms, no names of files, no long sentence.

What the data say in their own words (titles of events, notes, quotes, names of sources) is theirs and left out.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import TABLES, Sources
from data.vocabulary.places import CODES
from pages._app.navigation import discover
from pages._app.view import View
from pages.country.brief import of_state
from pages.country.brief.document import preview
from tests.support.drawing import drawn, plain

# What is not said, with what is said in its place.
PRIVATE = {
    r"tells?|told|telling": "report, say, show, give",
    r"bears?|bearing": "have",
    r"holds?|held": "have, contain; a meeting takes place",
    r"of ours": "our",
    r"so many": "how many",
    r"(?:on|this|the|whole) record": "data, database",
    r"who says so": "sources",
    r"take(?:s|n)? away": "download",
    r"not to be had": "not available",
    r"comes? on top": "is not included",
    r"part-year": "the months: Jan-Aug",
    r"known to (?=\d|the|March)": "data to",
    r"nobody weighed": "no reported weight",
    r"the door|a fold|standing in for": "a plain word",
    r"lower bound": "at least, minimum",
}
TECHNICAL = {
    r"`[^`]+`": "code",
    r"\b[\w./-]+\.(?:py|parquet|md|toml|csv)\b": "the name of a file",
    r"\bpython -m\b|\bstreamlit run\b|\bpip install\b": "a command",
    r"\b(?:analysis|charts|loaders|pages|data)\.[a-z_]+\b": "the name of a module",
}
RANGES = r"[\d.,]+[-–]\$?[\d.,]+[^.;:]{0,12} to \$?[\d.,]+[-–]\$?[\d.,]+"
LONGEST = 30  # words of a sentence
LINKS = 2  # in one sentence
FIRST, LAST = dt.date(2010, 1, 1), dt.date(2026, 5, 15)
VIEWS = {
    "all five": (tuple(CODES), FIRST, LAST),
    **{code: ((code,), FIRST, LAST) for code in CODES},
    "two": (("KAZ", "TJK"), dt.date(2019, 1, 1), dt.date(2022, 12, 31)),
    "one year": (("UZB",), dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
    "nothing": (("TKM",), dt.date(2003, 1, 1), dt.date(2003, 12, 31)),
    "all years": (tuple(CODES), dt.date(2000, 1, 1), LAST),
}
LINK = re.compile(r"(?<!\\)\[((?:[^\]\\]|\\.)*)\]\(([^)]*)\)")
TEXTS = {"title", "text", "hovertext", "hovertemplate", "name", "label", "body", "help", "placeholder", "alt"}


@cache
def of_the_data() -> tuple[str, ...]:
    """The texts of the data, the longest first: what contains another goes before it."""
    found = set()
    for table in TABLES:
        rows = data.read(table)
        for column in rows.select_dtypes(["object", "string"]):
            found |= {" ".join(str(it).split()) for it in rows[column].dropna().unique() if len(str(it)) > 15}
    found |= set(data.read(Sources)["publisher"].dropna())
    return tuple(sorted(found, key=len, reverse=True))


def ours(text: str) -> str:
    """A text without what the data say in it, also where a tooltip breaks that into lines."""
    text = plain(text)
    flat = text.replace("\n", " ")
    for it in of_the_data():
        start = flat.find(it)
        while start >= 0:
            flat = flat[:start] + "\0" * len(it) + flat[start + len(it) :]
            start = flat.find(it)
    text = "".join("\0" if there == "\0" else here for here, there in zip(text, flat, strict=True))
    return re.sub(r"https?://\S+", "", re.sub("\0+", "…", text))


def texts(app: AppTest) -> Iterator[str]:
    """Every text that a reader sees: sentences, headings, controls, and the words in figures."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success", "code")
    for kind in kinds:
        for element in app.get(kind):
            yield getattr(element, "value", "")
    for kind in (
        "selectbox",
        "multiselect",
        "button_group",
        "toggle",
        "radio",
        "checkbox",
        "text_input",
        "slider",
        "button",
    ):
        for element in app.get(kind):
            yield getattr(element, "label", "")
            yield getattr(element, "help", "") or ""
            yield from (str(it) for it in getattr(element, "options", ()))
    for element in app.get("expander"):
        yield getattr(element, "label", "")
    for chart in app.get("plotly_chart"):
        yield chart.proto.alt
        yield from figure_texts(json.loads(chart.proto.spec))


def figure_texts(spec: Any, key: str = "") -> Iterator[str]:
    """The words in a figure: titles, labels, legends, tooltips."""
    if isinstance(spec, dict):
        for name, it in spec.items():
            yield from figure_texts(it, name)
    elif isinstance(spec, list):
        for it in spec:
            yield from figure_texts(it, key)
    elif isinstance(spec, str) and key in TEXTS:
        yield re.sub(r"<[^>]+>", "", spec.replace("<br>", "\n"))


def sentences(text: str) -> list[str]:
    """The sentences of a text: a line, a point of a list and a cell end one too."""
    text = re.sub(r"(?m)^\s*(?:[-*>#]+|\d+\.)\s+", "", text)
    return [it for it in re.split(r"(?<=[.!?])\s+|\n+|\s\|\s|;\s|:\s", text) if it.strip()]


def too_many_links(line: str) -> bool:
    """Whether a line of words has more than two links; a list of sources has nothing but links."""
    words = re.findall(r"[^\W\d_]{3,}", LINK.sub("", line))
    return len(LINK.findall(line)) > LINKS and len(words) > LINKS


@cache
def faults(text: str) -> list[str]:
    """What is wrong with one of our texts."""
    found = []
    shown = ours(LINK.sub(lambda link: link[1], text))
    for pattern, better in {**{rf"(?i)\b(?:{it})\b": why for it, why in PRIVATE.items()}, **TECHNICAL}.items():
        found += [
            f"{hit[0]!r} ({better}): {shown[max(0, hit.start() - 60) : hit.end() + 40]!r}"
            for hit in re.finditer(pattern, shown)
        ]
    found += [f"a range in a range: {hit[0]!r}" for hit in re.finditer(RANGES, shown)]
    found += [f"{len(it.split())} words: {it!r}" for it in sentences(shown) if len(it.split()) > LONGEST]
    found += [
        f"{len(LINK.findall(it))} links: {it[:120]!r}" for it in re.split(r"\n", text) if len(LINK.findall(it)) > LINKS
    ]
    return found


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("slug", discover())
def test_a_page_is_in_plain_words(slug, view):
    codes, first, last = VIEWS[view]
    app = drawn(slug, View(codes, first, last, 2, known_to=data.known_to()))
    wrong = sorted({fault for text in texts(app) if text for fault in faults(text)})
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("code", CODES)
def test_a_brief_is_in_plain_words(code):
    lines = re.sub(r"</?(?:p|li|h\d|td|th|tr|figcaption|div)\b[^>]*>", "\n", preview(of_state(code)))
    shown = unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", lines, flags=re.DOTALL))
    wrong = sorted(set(faults(shown)))
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Uzbekistan tells of 5 t", "'tells'"),
        ("So many rows of the record", "'the record'"),
        ("see trade.csv", "'trade.csv'"),
        ("run `make`", "'`make`'"),
        ("rose from $1.1–1.13 bn to $1.6–1.7 bn", "a range in a range"),
        (" ".join(["word"] * 31), "31 words"),
        ("reported by [a](x), [b](y) and also [c](z)", "3 links"),
    ],
)
def test_a_fault_is_found(text, fault):
    assert any(it.startswith(fault) for it in faults(text)), faults(text)


def test_plain_words_have_no_fault():
    assert faults("Uzbekistan's trade with Afghanistan rose from $1.1 bn (2024) to $1.7 bn (2025).") == []
