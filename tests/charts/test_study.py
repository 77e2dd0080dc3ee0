"""The charts of a study: windows, band and other dates, worked out by hand on short series."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from analysis.study.event_study import Study, study
from charts.study import other_dates
from charts.study import windows as chart
from tests.support.specs import valid
from tests.support.studies import months

SHORT = months(1, 2, 9, 100, 4, 3, 80)


def windows(series: pd.DataFrame, date: str, window: int, **more: Any) -> Any:
    found = study(series, date, window=window)
    return valid(
        chart.windows(found.windows, found.change, date=dt.date.fromisoformat(date), window=window, title="t", **more)
    )


def others(found: Study) -> Any:
    return valid(other_dates.others(found.others, found.change, title="t"))


def named(fig, name: str):
    return next(it for it in fig.data if it.name == name)


def test_both_sides_and_the_month_of_the_date_have_marks_of_their_own():
    fig = windows(SHORT, "2015-04-15", 3)
    assert list(named(fig, "months before").y) == [1, 2, 9]
    assert list(named(fig, "the month of the date").y) == [100]
    assert list(named(fig, "months after").y) == [4, 3, 80]
    symbols = {named(fig, it).marker.symbol for it in ("months before", "the month of the date", "months after")}
    assert len(symbols) == 3


def test_the_middle_values_are_levels_over_their_own_months():
    fig = windows(SHORT, "2015-04-15", 3)
    levels = [it for it in fig.data if it.name == "middle value of each side"]
    assert [(list(it.x), it.y[0]) for it in levels] == [
        (["2015-01-01", "2015-03-31"], 2), (["2015-05-01", "2015-07-31"], 4),
    ]  # fmt: skip


def test_the_date_is_a_line_with_its_name_as_text():
    fig = windows(SHORT, "2015-04-15", 3, mark="<b>x")
    line = fig.layout.shapes[0]
    assert (line.x0, line.x1, line.label.text) == ("2015-04-15", "2015-04-15", "&lt;b&gt;x")


def test_the_band_is_the_same_months_of_the_years_before():
    series = months(*range(1, 49))  # January 2015 is 1, January 2016 is 13 ...
    fig = windows(series, "2017-06-15", 2)
    high = named(fig, "same months of the years before")
    low = next(it for it in fig.data if it.mode == "lines" and it.line.width == 0 and it.fill is None)
    assert (list(low.y), list(high.y)) == ([4, 5, 6, 7, 8], [16, 17, 18, 19, 20])


def test_without_a_change_no_level_is_drawn():
    fig = windows(SHORT, "2015-06-15", 3)
    assert not [it for it in fig.data if it.name == "middle value of each side"]
    assert list(named(fig, "months before").y) == [9, 100, 4]


def test_months_without_a_value_give_an_explained_empty_figure():
    fig = windows(SHORT, "2030-01-01", 3)
    assert not fig.data
    assert "no value in these months" in str(fig.layout.annotations)


def test_every_other_date_is_counted_once_and_has_a_stroke():
    series = months(*[10.0] * 30, *[20.0] * 30)
    found = study(series, "2017-07-15", window=1)
    fig = others(found)
    apart, shared = named(fig, "other dates"), named(fig, "sharing months with the chosen one")
    assert sum(apart.y) + sum(shared.y) == len(found.others) == 57
    assert sum(shared.y) == found.others["shares"].sum()
    strokes = next(it for it in fig.data if it.type == "scatter")
    assert len(strokes.x) == 57
    assert "Jul 2017" not in [it[:8] for it in strokes.hovertext]


def test_the_chosen_change_is_a_line_at_its_size():
    found = study(months(1, 5, 2, 7, 6, 3), "2015-02-10", window=1)
    line = others(found).layout.shapes[0]
    assert (line.x0, line.label.text) == (100, "chosen date: +100 %")


def test_without_a_change_or_another_date_there_is_an_explained_empty_figure():
    for found in (study(SHORT, "2015-06-15", window=3), study(months(1, 2, 3), "2015-02-01", window=1)):
        fig = others(found)
        assert not fig.data
        assert "no" in str(fig.layout.annotations).lower()


def test_a_series_that_never_moves_is_one_bar():
    fig = others(study(months(*[5.0] * 40), "2016-06-01", window=1))
    assert sum(sum(it.y) for it in fig.data if it.type == "bar") == 37


@pytest.mark.parametrize(("change", "said"), [(36.2, "+36 %"), (-8.1, "−8.1 %"), (0, "less than 0.1 %")])  # noqa: RUF001
def test_a_change_has_a_sign(change, said):
    assert other_dates.signed(change) == said


def whole(series: pd.DataFrame) -> Any:
    date, first, last = dt.date(2015, 6, 15), dt.date(2015, 1, 1), dt.date(2015, 12, 31)
    return valid(chart.whole(series, date=date, window=2, first=first, last=last, title="t"))


def test_the_whole_series_keeps_its_gaps_and_shades_both_windows():
    fig = whole(months(1, None, 3, 4, 5, 6, 7, 8).dropna())
    assert list(fig.data[0].x)[:3] == ["2015-01-01", "2015-02-01", "2015-03-01"]
    assert pd.isna(fig.data[0].y[1])
    shades = [(it.x0, it.x1) for it in fig.layout.shapes if it.type == "rect"]
    assert shades == [("2015-04-01", "2015-05-31"), ("2015-07-01", "2015-08-31")]
    assert not whole(months()).data


def test_a_month_without_a_value_breaks_the_line_of_the_windows():
    fig = windows(months(1, 2, None, 4, 5, 6, 7), "2015-04-15", 3)
    run = next(it for it in fig.data if it.mode == "lines" and it.line.width == 1.4)
    assert (len(run.x), pd.isna(run.y[2]), run.connectgaps) == (7, True, False)


def test_what_is_handed_in_stays_as_it_was():
    series = months(*range(1, 49))
    found = study(series, "2017-06-15", window=2)
    before = [frame.copy(deep=True) for frame in (series, found.windows, found.change, found.others)]
    whole(series)
    others(found)
    valid(chart.windows(found.windows, found.change, date=dt.date(2017, 6, 15), window=2, title="t"))
    for frame, kept in zip((series, found.windows, found.change, found.others), before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
