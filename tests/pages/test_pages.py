"""Every page through AppTest: with data, with one country, with none, and with foreign words in the address."""

import datetime as dt
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.recognition.positions import Standing
from data.schema.tables import BY_NAME
from data.vocabulary.places import CODES
from data.vocabulary.text import listed, markdown
from pages._app.navigation import discover, question
from pages._app.view import View
from pages._parts.citation import letters, link, text
from pages.recognition.in_words import table_in_words
from tests.support.drawing import drawn

PAGES = discover()
ALL = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to())


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.header, *app.subheader]
    return "\n".join(it.value for it in parts)


@pytest.mark.parametrize("slug", [it for it in PAGES if it not in {"about", "data"}])  # of words and tables
@pytest.mark.parametrize("codes", [CODES, ("KGZ",), ("TKM", "TJK")], ids="-".join)
def test_a_page_draws_figures_with_sources(slug, codes):
    section = {"section": "Coverage"} if slug == "data" else {}
    app = drawn(slug, View(tuple(codes), ALL.first, ALL.last, 2, known_to=ALL.known_to), **section)
    charts = app.get("plotly_chart")
    assert charts or app.info, "neither a figure nor a word on why there is none"
    for chart in charts:
        assert chart.proto.alt, "a figure without words for those who cannot see it"
    credited = [it for it in app.get("html") if re.search(r'class="figure-line credit">\S', it.proto.body)]
    assert len(credited) == len(charts)  # each names its sources


@pytest.mark.parametrize("slug", [it for it in PAGES if it not in {"about", "data"}])
def test_a_page_without_rows_says_so(slug):
    app = drawn(slug, View(("KGZ",), dt.date(2008, 1, 1), dt.date(2008, 12, 31), 3, known_to=ALL.known_to))
    figures = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert re.search(r"\b(no|not|nobody|nothing|none)\b", (said(app) + " ".join(figures)).lower())


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_is_a_question(slug):
    assert question(PAGES[slug]).endswith("?")
    assert len(question(PAGES[slug])) <= 60  # one line of a desk's screen
    assert PAGES[slug].PAGE.title


def test_no_two_controls_share_a_name(root):
    keys: dict[str, str] = {}
    for path in sorted((root / "pages").rglob("*.py")):
        for key in re.findall(r'\bkey="([a-z_]+)"', path.read_text(encoding="utf-8")):
            assert keys.setdefault(key, str(path)) == str(path), key
    assert {"country", "years", "data_table"} <= set(keys)


def test_the_frame_draws_the_first_page(root):
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=60).run()
    assert not app.exception
    assert app.title[0].value.startswith(f"{question(next(iter(PAGES.values())))} :small[:gray[Data to 16 Mar 2026]]")
    assert "Data to 16 March 2026" in said(app)


@pytest.mark.parametrize(
    ("today", "note"),
    [(dt.date(2026, 6, 14), []), (dt.date(2026, 6, 15), ["No data after 16 March 2026 have been loaded."])],
)  # 90 days after 16 March 2026 is 14 June
def test_data_of_more_than_90_days_ago_are_said_to_be_old(root, today, note, monkeypatch):
    monkeypatch.setattr("pages._app.record.today", lambda: today)
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=60).run()
    assert not app.exception
    assert [it.value for it in app.caption if it.value.startswith("No data after")] == note


def test_foreign_words_in_the_address_are_shown_as_text(root):
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=60)
    app.query_params["country"] = "<img src=x> **Atlantis**"
    app.run()
    assert app.warning[0].value.startswith(
        "The address asks for img src x Atlantis, which is none of the five states: "
    )


@pytest.mark.parametrize("asked", ["https://evil.example", "12$a$", "`x`", "<b>", "a" * 500, "call 0800-123"])
def test_a_warning_repeats_letters_and_blanks_alone(asked):
    assert re.fullmatch(r"[a-z ]{1,60}", letters(asked))


@pytest.mark.parametrize(
    ("shown", "sent"),
    [
        ("see https://evil.example/a", r"see https:color[\:]//evil\.example/a"),
        ("HTTP://x.y", r"HTTP:color[\:]//x\.y"),
        ("www.evil.example", r"www:color[\.]evil\.example"),
        ("me@evil.example", r"me:color[@]evil\.example"),
        ("a $x$ :red[b] **c**", r"a \$x\$ \:red\[b\] \*\*c\*\*"),
    ],
)
def test_a_bare_address_in_a_text_is_parted_so_that_it_stays_text(shown, sent):
    """Streamlit makes a link of it after it has taken the backslashes away; one of our links keeps its words."""
    assert text(shown) == sent
    assert link(shown, "https://example.org/") == f"[{markdown(shown)}](<https://example.org/>)"


def test_positions_in_words_are_text_letter_by_letter():
    day = {it: pd.Timestamp(2024, 1, 1) for it in (Standing.since, Standing.confirmed_until)}
    exact = dict.fromkeys((f"{Standing.since}_precision", Standing.confirmed_precision), "day")
    position = {
        Standing.country: "KAZ",
        Standing.dimension: "afghan_mission",
        Standing.value: "**x** $y$ www.z.example",
    }
    words = pd.DataFrame([{**position, **day, **exact, Standing.basis: "ended"}])
    (cell,) = table_in_words(words, ["KAZ"], ["afghan_mission"])["Kazakhstan"]
    assert cell == r"\*\*x\*\* \$y\$ www:color[\.]z\.example\: 1 Jan 2024 to 1 Jan 2024"


def test_words_are_listed_as_in_a_sentence():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert ALL.in_words() == "all five states, 2016 to 2026"


def test_a_view_keeps_rows_that_touch_its_years_and_countries():
    rows = data.read(BY_NAME["trade"])
    kept = View(("TJK",), dt.date(2022, 1, 1), dt.date(2022, 12, 31)).keep(rows)
    assert kept["country"].str.split(";").map(lambda it: "TJK" in it).all()
    assert kept["country"].str.contains(";").any()  # a figure for several states is one of Tajikistan's too
    assert ((kept["start"].dt.year <= 2022) & (kept["end"].dt.year >= 2022)).all()
    assert kept["start"].notna().all()
