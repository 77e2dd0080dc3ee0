"""What stops a load until somebody has looked: rows that are lost, values out of proportion, and new rows far off the others."""

from dataclasses import replace

import pandas as pd
import pytest

from data.schema.check import check
from data.schema.columns import Siblings, Table, column
from data.schema.tables import Trade, Votes
from loaders._publish import guard
from loaders._publish.diff import as_rows, compare
from tests.loaders.publish.test_diff import rows


def objections(old, new, table=Trade):
    return guard.objections(old, new, compare(old, new, table))


def test_a_source_may_lose_two_rows_in_a_hundred():
    many = [{"commodity": f"goods_{it}"} for it in range(200)]
    assert objections(rows(*many), rows(*many[4:])) == []
    assert objections(rows(*many), rows(*many[5:])) == ["trade: 5 of 200 rows lost"]


def test_what_has_moved_to_another_identity_is_lost_too():
    old = rows({"commodity": "a"}, {"commodity": "b"})
    assert objections(old, rows({"commodity": "c"}, {"commodity": "d"})) == ["trade: 2 of 2 rows lost"]


def test_a_zero_that_becomes_a_figure_is_in_order_but_not_the_other_way_round():
    assert objections(rows({"value_usd": 0}), rows({"value_usd": 5})) == []
    assert len(objections(rows({"value_usd": 5}), rows({"value_usd": 0}))) == 1


def test_a_value_out_of_proportion_is_named_with_its_row():
    (reason,) = objections(rows({}), rows({"value_usd": 1001}))
    assert reason == (
        "trade: a value changed more than tenfold, the most from 100 US$ to 1,001 US$ "
        "(Kazakhstan, export, Jan 2024, total, International Monetary Fund, statistic, imf-nd-imts)"
    )


def test_several_values_out_of_proportion_are_counted():
    old = rows({}, {"commodity": "a"})
    (reason,) = objections(old, rows({"value_usd": 1001}, {"commodity": "a", "value_usd": 2000}))
    assert reason.startswith("trade: 2 values changed more than tenfold, the most from 100 US$ to 2,000 US$")


def test_a_country_among_several_in_one_cell_counts_as_there():
    old = rows({"country": "KAZ;UZB"}, {"country": "UZB", "commodity": "a"})
    assert objections(old, rows({"country": "KAZ;UZB"})) == []
    assert objections(old, rows({"country": "UZB", "commodity": "a"})) == [
        "trade: Kazakhstan no longer in the column Country"
    ]


def test_votes_have_no_numbers_and_are_compared_all_the_same():
    row = {
        "body": "UNGA", "resolution": "A/RES/79/317", "start": "2025-07-07", "end": "2025-07-07", "precision": "day",
        "country": "KAZ", "vote": "yes", "source_id": "x-nd", "note": "",
    }  # fmt: skip
    old, new = (check(pd.DataFrame([row | it]), Votes, where="x") for it in ({}, {"vote": "no"}))
    assert objections(old, new, Votes) == []
    assert as_rows(compare(old, new, Votes), "curated", "x")[["before", "after"]].to_numpy().tolist() == [["yes", "no"]]


class Amounts(Table):
    """An amount, for these tests."""

    name, heading, key = "amounts", "Amounts", ("label",)
    label = column("text", "Label", "Its name.", required=True)
    kind, place = column("text", "Kind", "What is alike."), column("text", "Place", "What else is alike.")
    amount = column("number", "Amount", "How much.", unit="US$")
    tonnes = column("number", "Weight", "Of how much.", unit="t")
    start, end = column("date", "From", "The first day."), column("date", "To", "The last day.")
    state = column("text", "State", "How it stands.", values=("open", "shut"))
    code = column("text", "Code", "A code.", pattern="[a-z]+")
    source, donor = (
        column("text", "Source", "Where it stands.", cites=True),
        column("text", "Donor", "A name.", recurs=True),
    )


def amounts(*changes):
    """Rows of `Amounts`: 10 dollars for a tonne, and what is said of each."""
    day = pd.Timestamp("2024-01-01")
    row = {"kind": "a", "place": "b", "amount": 10.0, "tonnes": 1.0, "start": day, "end": day, "state": "open",
           "code": "a", "source": "a", "donor": "a"}  # fmt: skip
    return pd.DataFrame([{"label": f"x{at}", **row, **it} for at, it in enumerate(changes)])


def off(siblings, known, added, **cells):
    """The amounts among those added that are said to be far off; `cells` are those of all rows, or of each."""
    new = amounts(*({"amount": it} for it in (*known, *added))).assign(**cells)
    old = new.iloc[: len(known)]
    Amounts.siblings = (siblings,)
    return guard.objections(old, new, compare(old, new, Amounts), by_hand=True)


def far(value, label, of="those of the same kind"):
    return f"amounts: Amount {value:,} US$ is far off {of} ({label})"


KIND = Siblings("amount", ("kind",), times=3)
MORE = replace(KIND, larger=True)


@pytest.mark.parametrize(
    ("siblings", "known", "value", "is_off"),
    [
        # the second largest is 30, the second smallest 20
        (KIND, [10, 20, 30, 40], 90, False), (KIND, [10, 20, 30, 40], 91, True), (KIND, [10, 20, 30, 40, 50], 120, False),
        (KIND, [11, 21, 30, 40], 7, False), (KIND, [11, 21, 30, 40], 6, True), (MORE, [11, 21, 30, 40], 6, False),
        (MORE, [11, 21, 30, 40], 91, True),
        # of up to three the largest and the smallest
        (KIND, [10, 20, 30], 90, False), (KIND, [10, 20, 30], 91, True), (KIND, [9, 20], 3, False), (KIND, [9, 20], 2, True), (KIND, [0.5, 0.6], 1.7, False), (KIND, [0.5, 0.6], 1.9, True),
        (KIND, [0.5, 0.6, 0.7, 0.8], 2.2, True), (KIND, [], 5, False), (KIND, [0], 5, False),
        # nought, where less than one in twenty is
        (KIND, [], 0, True), (KIND, [1] * 3, 0, True), (KIND, [0, *[1] * 19], 0, False), (KIND, [0, *[1] * 20], 0, True),
        (KIND, [0, 0, 0, 10], 31, True), (KIND, [0, 0, 0, 10], 30, False),
    ],
)  # fmt: skip
def test_a_new_number_is_held_against_the_second_largest_and_smallest_of_the_others(siblings, known, value, is_off):
    assert off(siblings, known, [value]) == ([far(value, f"x{len(known)}")] if is_off else [])


def test_new_numbers_do_not_hide_each_other_behind_few_known_ones():
    assert off(KIND, [10, 20], [61, 62]) == [far(61, "x2"), far(62, "x3")]
    assert off(KIND, [0.5], [3, 4]) == [far(3, "x1"), far(4, "x2")]
    assert off(KIND, [], [10, 31]) == [far(10, "x0"), far(31, "x1")]
    assert off(KIND, [10, 20, 30], [float("nan"), 91]) == [far(91, "x4")]


def test_a_number_is_held_against_rows_that_are_alike_in_all_columns():
    assert off(KIND, [10, 20, 500], [61], kind=["a", "a", "c", "a"]) == [far(61, "x3")]
    assert off(KIND, [10, 20, 500], [61], kind=["c", "c", "a", "a"]) == [far(61, "x3")]
    both, none = replace(KIND, by=("kind", "place")), replace(KIND, by=())
    assert off(both, [10, 500], [61], place=["b", "c", "b"]) == [far(61, "x2", "those of the same kind, place")]
    assert off(none, [10, 20], [61], kind=["a", "c", "d"]) == [far(61, "x2", "all others")]


def test_a_number_is_compared_for_each_of_another_or_for_each_day():
    each = replace(KIND, over="tonnes")
    assert off(each, [10, 20], [610], tonnes=[1, 1, 10]) == [
        far(610, "x2", "those of the same kind, for each tonnes")
    ]  # fmt: skip
    assert off(each, [10, 20], [610], tonnes=[1, 1, 11]) == []
    days = pd.to_datetime(["2024-01-01", "2024-01-01", "2024-01-10"])
    assert off(replace(KIND, a_day=True), [10, 20], [601], end=days) == [far(601, "x2")]
    assert off(replace(KIND, a_day=True), [10, 20], [600], end=days) == []


def test_what_is_not_kept_by_hand_is_held_against_no_siblings():
    old = rows({})
    new = rows({}, {"flow": "import", "value_usd": 1e9})
    assert objections(old, new) == []
    assert len(guard.objections(old, new, compare(old, new, Trade), by_hand=True)) == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([{}, {}], []),
        ([{}, {"kind": "put better"}], []),
        ([{}, {"kind": None}], ["1 known row has another Kind: a -> empty (x1)"]),
        ([{"kind": "c"}, {"kind": "d"}], ["2 known rows have another Kind: a -> c (x0)"]),
        ([{}, {"kind": "c", "amount": 11.0}],
         ["1 known row has another Kind: a -> c (x1)", "1 known row has another Amount: 10 US$ -> 11 US$ (x1)"]),
        ([{}, {"amount": 11.0}], ["1 known row has another Amount: 10 US$ -> 11 US$ (x1)"]),
        ([{}, {"amount": None}], ["1 known row has another Amount: 10 US$ -> empty (x1)"]),
        ([{"state": "shut"}, {}], ["1 known row has another State: open -> shut (x0)"]),
        *(([{name: "b"}, {}], [f"1 known row has another {name.capitalize()}: a -> b (x0)"]) for name in ("code", "source", "donor")),
        ([{"end": pd.Timestamp("2024-01-02")}, {}], ["1 known row has another To: 2024-01-01 -> 2024-01-02 (x0)"]),
        ([{}], ["1 of 2 rows lost"]),
        ([{}, {"label": "y"}], ["1 of 2 rows lost"]),
    ],
)  # fmt: skip
def test_what_is_kept_by_hand_may_be_put_better_in_one_text_and_changes_no_fact_unseen(changes, said):
    Amounts.siblings = ()
    old, new = amounts({}, {}), amounts(*changes)
    assert guard.objections(old, new, compare(old, new, Amounts), by_hand=True) == [f"amounts: {it}" for it in said]


def test_a_new_row_that_says_what_another_says_is_named(monkeypatch):
    monkeypatch.setattr(Amounts, "siblings", ())
    old, new = amounts({}, {}), amounts({}, {}, {}, {"amount": 11.0})
    assert guard.objections(old, new, compare(old, new, Amounts), by_hand=True) == []
    monkeypatch.setattr(Amounts, "facts", (("kind", "amount"),))
    assert guard.objections(old, new, compare(old, new, Amounts), by_hand=True) == [
        "amounts: the same stands under another label (x2)"
    ]
    later = new.iloc[[2, 0]]  # the new one stands before the other
    assert guard.objections(later[1:], later, compare(later[1:], later, Amounts), by_hand=True) == [
        "amounts: the same stands under another label (x2)"
    ]
