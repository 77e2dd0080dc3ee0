"""The row ids behind derived rows."""

import pandas as pd

from analysis.base.behind import of_groups, united


def test_each_row_has_the_ids_of_its_group_where_missing_values_agree():
    rows = pd.DataFrame(
        {"row_id": [5, 6, 7, 8], "by": ["a", None, "b", None], "of": [None, "x", None, "x"]}, [3, 1, 0, 2]
    )
    assert of_groups(rows, ["by", "of"]).to_dict() == {3: (5,), 1: (6, 8), 0: (7,), 2: (6, 8)}
    assert of_groups(rows, ["of"]).to_dict() == {3: (5, 7), 1: (6, 8), 0: (5, 7), 2: (6, 8)}


def test_ids_are_united_once_each_in_their_order():
    assert united([(3, 1), (), (1, 2)]) == (3, 1, 2)
