"""A crossing stands on the map where both of its coordinates are known."""

import pandas as pd

from analysis.corridors.crossings import placed


def test_a_crossing_without_both_coordinates_has_no_place():
    rows = pd.DataFrame({"lat": [37.2, 37.2, None, None], "lon": [67.4, None, 67.4, None]})
    assert list(placed(rows).index) == [0]
