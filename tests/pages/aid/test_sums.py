"""The sums of the Aid page: what is added up, which reports stand behind, and why there is none."""

import datetime as dt

import pytest

import data
from analysis.aid.consignments import consignments, totals
from data.schema.tables import Aid
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, name
from pages._app.view import View
from pages._parts.states.consignments import every
from pages.aid import period, wording
from pages.aid.period import KABUL
from pages.aid.sums import BY_DONOR, BY_KIND, BY_YEAR, Choice, in_cells, of_stages
from pages.country.aid import AID
from tests.support import frames
from tests.support.drawing import EVERY, drawn, figure, plain, said


def view(first: int, last: int, *codes: str) -> View:
    return View(codes or CODES, dt.date(first, 1, 1), dt.date(last, 12, 31), 4, known_to=data.known_to())


def drawing(fig, view: View, choice: Choice):
    made = fig.drawn(view, choice)
    assert not isinstance(made, str), made
    return made


@pytest.mark.parametrize("fig", [BY_YEAR, BY_DONOR, BY_KIND])
@pytest.mark.parametrize("earlier", [False, True])
def test_behind_the_sums_stand_the_reports_of_what_is_added_since_their_first_day(fig, earlier):
    added = of_stages(EVERY, ())
    added = added[added["counts"] & (added["start"] >= str(EVERY.first if earlier else KABUL))]
    choice = Choice(earlier=earlier)
    made = drawing(fig, EVERY, choice)
    assert set(made.behind[Aid]["shipment"]) == set(added["shipment"])
    assert len(made.behind[Aid]) == added["reports"].sum()
    assert f"{len(added)} consignments reported as delivered, dispatched and pledged" in made.words.alt


def legend(made) -> set[str]:
    return {it["name"] for it in made.spec["data"] if it.get("x") == [None]}


def test_the_legend_explains_donors_or_stages_and_the_subtitle_the_rest():
    several = drawing(BY_YEAR, EVERY, Choice())
    _, parts = BY_YEAR.rows(EVERY, Choice())
    assert legend(several) == {name(code) for code in parts["donor"]}
    assert "Pale: arrival not reported. Striped: only pledged" in several.words.subtitle
    assert legend(drawing(BY_YEAR, view(2016, 2026, "KAZ"), Choice())) == {
        "delivered",
        "arrival not reported",
        "only pledged",
    }
    assert legend(drawing(BY_DONOR, EVERY, Choice(stages=("delivered",)))) == {"delivered"}


@pytest.mark.parametrize(
    ("stages", "title"),
    [
        ((), "Kazakh aid to Afghanistan: most in 2023, at least 7,062 t"),
        (("delivered", "dispatched"), "Kazakh aid to Afghanistan: most in 2023, at least 7,062 t"),
        (("delivered",), "Delivered: most in 2023, at least 7,062 t"),
        (("pledged",), "Pledged, never reported as sent: 3 consignments, 1 with a reported weight (at least 2,000 t)"),
        (("dispatched",), "Dispatched, arrival not reported: most in 2021, at least 155 t"),
        (("dispatched", "pledged"), "Pledged or dispatched, arrival not reported: most in 2021, at least 155 t"),
    ],
)
def test_the_title_follows_the_chosen_stages(stages, title):
    assert drawing(BY_YEAR, view(2016, 2026, "KAZ"), Choice(stages=stages)).words.title == title


def test_a_sum_stands_centred_above_its_bar_with_a_rim_that_keeps_lines_of_milestones_off():
    sums = next(it for it in drawing(BY_YEAR, EVERY, Choice()).spec["data"] if it.get("mode") == "markers+text")
    assert [it for it in sums["text"] if it != it.strip()] == []
    assert sums["textfont"]["shadow"] == "auto"


def test_what_is_pledged_is_striped_and_what_is_delivered_is_full():
    view_ = view(2016, 2026, "KAZ")
    for stage, pattern in {"pledged": "/", "delivered": None}.items():
        bars = [it for it in drawing(BY_YEAR, view_, Choice(stages=(stage,))).spec["data"] if it["type"] == "bar"]
        assert bars
        assert {it["marker"].get("pattern", {}).get("shape") for it in bars} == {pattern}


def cells(view: View, choice: Choice, group: str = "year") -> dict[str, list[str]]:
    made = in_cells(view, choice, group).replace({r"\\|\*\*": "", "\u00a0": " "}, regex=True)
    return {line[0]: list(line[1:]) for line in made.itertuples(index=False)}


def test_the_table_counts_sent_and_pledged_consignments_once_by_year_and_in_all():
    lines = cells(view(2010, 2026, "KAZ"), Choice())
    assert lines["2023"] == ["5", "7,062 t", "2", "1"]
    assert lines["Since August 2021"] == ["17", "13,731 t", "4", "3"]
    years = [line for name_, line in lines.items() if name_.startswith("20")]
    for column in (0, 2, 3):
        assert sum(int(line[column]) for line in years) == int(lines["Since August 2021"][column])
    assert next(iter(lines)) == "2021, from Aug"
    assert list(lines)[-1] == "Earlier"


def test_the_table_of_pledges_alone_stands_where_no_pledge_is_weighed():
    app = drawn("aid", view(2023, 2024, "UZB", "TJK"), aid_stage="pledged")
    assert "No report gives a weight for the 4 consignments of these filters." in said(app)
    assert cells(view(2023, 2024, "UZB", "TJK"), Choice(stages=("pledged",)))["From 2023 to 2024"] == ["4", "–", "4"]
    assert any("Consignments" in it.value for it in app.table)


def test_with_what_is_earlier_the_lines_of_the_table_are_the_bars():
    lines = cells(EVERY, Choice(earlier=True), "kind")
    bars, _ = BY_KIND.rows(EVERY, Choice(earlier=True))
    sent = {it["kind"]: it["low"] - it["pledged"] for it in bars.to_dict("records") if it["low"] > it["pledged"]}
    shown = {line[0]: line[2] for line in in_cells(EVERY, Choice(earlier=True), "kind").itertuples(index=False)}
    for kind, low in sent.items():
        assert plain(shown[codes.start_upper(codes.AID_KINDS[kind])]).replace("\u00a0", " ") == formats.floor(
            low, "quantity_t"
        )
    whole = sum(int(line[0]) for it, line in lines.items() if it not in {"Since August 2021", "Earlier"})
    assert whole == int(lines["Since August 2021"][0]) + int(lines["Earlier"][0])
    assert "2021" in cells(EVERY, Choice(earlier=True))


def test_no_stage_chosen_is_every_stage():
    every_stage = Choice(stages=("delivered", "dispatched", "pledged"))
    assert BY_YEAR.rows(EVERY, Choice())[0].equals(BY_YEAR.rows(EVERY, every_stage)[0])


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (view(2010, 2026), "since August 2021"), (view(2010, 2023), "from August 2021 to 2023"), (view(2023, 2023), "in 2023"),
        (view(2022, 2024), "from 2022 to 2024"), (view(2010, 2019), "from 2010 to 2019"),
    ],
)  # fmt: skip
def test_one_period_is_said_of_all_counts(view, words):
    assert period.in_words(view) == words
    assert words in drawing(BY_DONOR, view, Choice()).words.subtitle
    assert words in said(drawn("aid", view)).split("\n")[0]


def test_the_findings_say_what_was_sent_what_arrived_and_what_was_only_pledged():
    reports = (
        {},
        {"shipment": "KAZ-2", "status": "dispatched"},
        {"shipment": "KAZ-3", "weight_t": None},
        {"shipment": "KAZ-4", "status": "pledged"},
    )
    found = totals(consignments(frames.aid(*reports)), ["stage"])
    assert wording.findings(found, view(2023, 2023, "KAZ")) == [
        "Kazakhstan is reported to have sent at least 20 t of aid in 3 consignments in 2023. 1 of them has no reported weight.",
        "2 of the 3 were reported delivered, at least 10 t; the other 10 t have no delivery report.",
        "1 more consignment was pledged and never reported as sent.",
    ]


@pytest.mark.parametrize(
    ("view", "choice", "why"),
    [
        (
            view(2022, 2022, "TJK"),
            Choice("value_usd"),
            "No report gives a value for the 1 consignment of these filters.",
        ),
        (
            view(2016, 2016, "TJK"),
            Choice(),
            "No consignment from Tajikistan is reported for 2016. There are some of ",
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
    why = "No consignment of these filters is dated since 15 August 2021: choose “Before August 2021 too”."
    assert BY_DONOR.drawn(short, Choice(stages=("pledged",))) == why


def test_without_a_consignment_the_page_shows_no_list():
    app = drawn("aid", view(2016, 2016, "TJK"))
    assert "No consignment from Tajikistan is reported for 2016" in said(app)
    assert not [it.label for it in app.expander if it.label.startswith(("From pledge to delivery", "The list"))]
    assert not app.table


def test_the_chosen_sum_stands_on_the_page():
    fig = figure(drawn("aid", aid_by="donor", aid_measure="US dollars"), "Aid by donor in US dollars")
    assert "most from Kazakhstan" not in fig["layout"]["meta"]["title"]
    assert "since August 2021" in fig["layout"]["meta"]["subtitle"]


def test_a_state_s_cumulative_claims_are_listed_and_not_drawn():
    claims = every()[every()["caveat"] == "cumulative"]
    for code in set(claims["donor"]):
        (rows,) = AID.rows(EVERY, code)
        assert "cumulative" not in set(rows["caveat"])
        made = AID.drawn(EVERY, code)
        assert not isinstance(made, str)
        assert not set(made.behind[Aid]["shipment"]) & set(claims["shipment"])
        assert sum(int(word) for word in made.words.alt.split(": ")[1].split() if word.isdigit()) == len(rows)
