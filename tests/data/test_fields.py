"""The rules that several tables share: which rows break them, what is said of it, and who is held to them."""

import pandas as pd
import pytest

from data.schema.tables import fields

DAY = pd.Timestamp("2024-05-01")
CASES = {
    "one of two without the other": (
        fields.both_or_neither("lat", "lon"), {"lat": [1.0, None, 1.0, None], "lon": [1.0, None, None, 1.0]},
        [False, False, True, True], ("lon", "has one of lat and lon without the other", True),
    ),
    "later than its source": (
        fields.known("start"), {"start": [DAY, DAY, None], "known_on": [DAY, DAY - pd.Timedelta(days=1), DAY]},
        [False, True, False], ("start", "lies after its source was published", False),
    ),
    "not to the month": (
        fields.exact("month", "year"), {"precision": ["month", "year", "day"]},
        [False, False, True], ("start", "is not given to the month or year", False),
    ),
    "no figure": (
        fields.a_figure("a", "b"), {"a": [1.0, None, None], "b": [None, 1.0, None]},
        [False, False, True], ("a", "has no figure: one of a, b", False),
    ),
    "two at one place": (
        fields.nowhere_else("lat", "lon"), {"lat": [1.0, 1.0, 2.0, None, None, 3.0, 3.0], "lon": [5.0, 5.0, 5.0, 5.0, 5.0, None, None]},
        [True, True, False, False, False, False, False], ("lat", "is the place of another row", False),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "rows", "broken", "said"), CASES.values(), ids=CASES)
def test_a_rule_finds_the_rows_that_break_it_and_says_so_in_words(rule, rows, broken, said):
    assert rule.broken(pd.DataFrame(rows)).tolist() == broken
    assert (rule.column, rule.fault, rule.live) == said
