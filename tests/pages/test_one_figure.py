"""One sum has one figure: whatever page, figure or file tells it, the sum of a state's aid reads the same."""

import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.aid.sums import stacked
from analysis.insights.aid import of_aid
from charts.aid.totals import by_donor
from data.schema.tables import Aid
from data.vocabulary.places import CODES
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.states.consignments import every
from pages._parts.states.wording import sentence
from pages.aid.pipeline import by_state, ways_of
from pages.country.brief import of_state
from pages.country.brief.wording import clause
from pages.together.page import STATE, State
from tests.support.specs import valid

KABUL, LAST = dt.date(2021, 8, 15), dt.date(2026, 5, 15)
AT_LEAST = re.compile(r"at least ([\d,]+)(?:[-–][\d,]+)? t\b")


def of(*codes: str) -> View:
    """What began since the takeover, of some states: the span of all sums that choose their own."""
    return View(codes, KABUL, LAST, 2, known_to=data.known_to())


def page(slug: str, view: View, **query: str) -> str:
    """All that a page says, without the marks that keep it plain."""

    def script(slug, view) -> None:
        from pages._app.navigation import discover

        discover()[slug].render(view)

    app = AppTest.from_function(script, kwargs={"slug": slug, "view": view}, default_timeout=90)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    figures = "\n".join(it.proto.body for it in app.get("html"))
    return re.sub(r"\\", "", "\n".join([*(it.value for it in [*app.markdown, *app.header]), figures]))


def shown(text: str, before: str = "", after: str = "") -> str:
    """The one weight that stands as a lower bound between some words."""
    found = set(re.findall(f"{before}{AT_LEAST.pattern}{after}", text, re.DOTALL))
    assert len(found) == 1, (before, after, found)
    return found.pop()


def brief_line(code: str, about: str) -> str:
    lines = [line for section in of_state(code).sections for line in section.lines if line.about == about]
    return " ".join(map(clause, lines[0].statements))


def title_of(code: str) -> str:
    """The title of a state's figure on Side by side."""
    drawn = STATE.drawn(of(code), State(code, ()))
    assert not isinstance(drawn, str), drawn
    return drawn.words.title


@pytest.mark.parametrize("code", CODES)
def test_what_a_state_has_sent_reads_the_same_on_every_page_and_in_the_brief(code):
    aid = page("aid", of(code))
    given = every()[(every()["donor"] == code) & (every()["start"] >= str(KABUL))]
    ends = valid(by_donor(*stacked(given, "donor", "quantity_t"), measure="quantity_t", title="")).data
    labels = [text for it in ends if it.type == "scatter" for text in it.text or ()]
    assert {
        "brief": shown(brief_line(code, "sent")),
        "overview": shown(page("overview", of(code)), r"Reported as sent</th><td[^>]*><b>"),
        "country": shown(page("country", of(code)), "Aid sent</a></dt><dd><b>"),
        "aid": shown(aid, "reported to have sent "),
        "together": shown(title_of(code), "", " of aid in "),
        "chart": labels[0].split()[0],
    } == dict.fromkeys(
        ("brief", "overview", "country", "aid", "together", "chart"), shown(aid, "reported to have sent ")
    )


@pytest.mark.parametrize("code", CODES)
def test_what_has_been_delivered_reads_the_same_in_titles_tables_sentences_and_the_brief(code):
    of_state_ = by_state(ways_of(of(code))).set_index("How far it came")["Weight"]
    shipments = every().loc[(every()["donor"] == code) & (every()["start"] >= str(KABUL)), "shipment"]
    sentences = " ".join(sentence(it) for it in of_aid(rows(Aid)[rows(Aid)["shipment"].isin(shipments)]))
    finding = shown(page("aid", of(code)), "reported delivered, ")
    assert {
        "pipeline": shown(of_state_["Delivered"].replace("\\", "")),
        "sentence": shown(sentences),
        "brief": shown(brief_line(code, "delivered")),
    } == dict.fromkeys(("pipeline", "sentence", "brief"), finding)


def test_what_all_five_have_sent_is_made_up_of_what_is_told_of_each_stage():
    text = page("aid", of(*CODES))
    sent = int(shown(text, "reported to have sent ").replace(",", ""))
    arrived = int(shown(text, "reported delivered, ").replace(",", ""))
    missing = int(re.findall(r"the other ([\d,]+) t have no delivery report", text)[0].replace(",", ""))
    of_stage = by_state(ways_of(of(*CODES))).set_index("How far it came")["Weight"]
    assert shown(of_stage["Delivered"].replace("\\", "")) == f"{arrived:,}"
    dispatched = next(text for at, text in of_stage.items() if at.startswith("Dispatched"))
    assert shown(dispatched.replace("\\", "")) == f"{missing:,}"
    assert 0 <= sent - arrived - missing <= 1  # each is rounded down by itself
