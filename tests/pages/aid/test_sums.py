"""The sums of the Aid page: what is added up, which reports stand behind, and why there is none."""

import datetime as dt

import pytest

import data
from data.schema.tables import Aid
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.states.consignments import every
from pages.aid.sums import BY_DONOR, BY_KIND, BY_YEAR, KABUL, Choice, of_stages
from pages.country.aid import AID
from tests.support.drawing import EVERY, drawn, figure, said


def view(first: int, last: int, *codes: str) -> View:
    return View(codes or CODES, dt.date(first, 1, 1), dt.date(last, 12, 31), 4, known_to=data.known_to())


def drawing(fig, view: View, choice: Choice):
    made = fig.drawn(view, choice)
    assert not isinstance(made, str), made
    return made


@pytest.mark.parametrize(("fig", "since"), [(BY_YEAR, EVERY.first), (BY_DONOR, KABUL), (BY_KIND, KABUL)])
def test_behind_the_sums_stand_the_reports_of_what_is_added_since_their_first_day(fig, since):
    added = of_stages(EVERY, Choice().stages)
    added = added[added["counts"] & (added["start"] >= str(since))]
    made = drawing(fig, EVERY, Choice())
    assert set(made.behind[Aid]["shipment"]) == set(added["shipment"])
    assert len(made.behind[Aid]) == added["reports"].sum()
    assert f"{len(added)} consignments reported as delivered, dispatched and pledged" in made.words.alt


def test_only_the_stages_and_states_of_the_drawn_parts_stand_in_the_legend():
    bars, parts = BY_YEAR.rows(EVERY, Choice("value_usd"))
    made = drawing(BY_YEAR, EVERY, Choice("value_usd"))
    names = {it["name"] for it in made.spec["data"] if it.get("x") == [None]}
    assert len(names) == parts["donor"].nunique() + parts["stage"].nunique()
    assert bars["without"].sum() > 0


@pytest.mark.parametrize(
    ("view", "choice", "why"),
    [
        (EVERY, Choice(stages=()), "No stage is chosen. Choose delivered, dispatched or pledged above."),
        (
            view(2022, 2022, "TJK"),
            Choice("value_usd"),
            "No report gives a value in US dollars for the 1 consignment on record here.",
        ),
        (
            view(2016, 2016, "TJK"),
            Choice(),
            "No consignment from Tajikistan is on record for 2016, delivered, dispatched and pledged. There are some of ",
        ),
    ],
)
def test_why_there_is_no_sum(view, choice, why):
    assert str(BY_YEAR.drawn(view, choice)).startswith(why)


def test_sums_since_the_takeover_say_where_earlier_consignments_are():
    years = view(2016, 2026, "TKM")
    earlier = of_stages(years, ("pledged",))
    last = earlier.loc[earlier["start"] < str(KABUL), "start"].max().year
    short = View(("TKM",), dt.date(last, 1, 1), KABUL, 4, known_to=data.known_to())
    why = "No consignment of these filters is dated since 15 August 2021: choose the sums by year."
    assert BY_DONOR.drawn(short, Choice(stages=("pledged",))) == why


def test_without_a_consignment_the_page_shows_no_list():
    app = drawn("aid", view(2016, 2016, "TJK"))
    assert "No consignment from Tajikistan is on record for 2016" in said(app)
    assert "From pledge to delivery" not in said(app)


def test_the_chosen_sum_stands_on_the_page():
    fig = figure(drawn("aid", aid_by="donor", aid_measure="US dollars"), "Aid by donor in US dollars")
    assert "delivered, 15 August 2021 to 2026" in fig["layout"]["meta"]["title"]


def test_a_state_s_cumulative_claims_are_listed_and_not_drawn():
    claims = every()[every()["caveat"] == "cumulative"]
    for code in set(claims["donor"]):
        (rows,) = AID.rows(EVERY, code)
        assert "cumulative" not in set(rows["caveat"])
        made = AID.drawn(EVERY, code)
        assert not isinstance(made, str)
        assert not set(made.behind[Aid]["shipment"]) & set(claims["shipment"])
        assert sum(int(word) for word in made.words.alt.split(": ")[1].split() if word.isdigit()) == len(rows)
