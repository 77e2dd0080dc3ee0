"""What holds of every figure that is declared: drawn with all its rows, with one, and with none."""

import json
import re
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from data.schema.columns import Derived
from pages._app.behind import ids_behind
from pages._app.rows import rows
from pages._parts.figure import Drawing, Plotted
from pages._parts.figure_list import as_markdown, discover
from tests.conftest import read_from
from tests.support import drawing
from tests.support.specs import valid

EVERY = replace(drawing.EVERY, weight=2)  # with the events that a figure may draw
SAMPLE = 8  # rows of a frame that are left out, one at a time
CASES = [
    pytest.param(figure, choice, id=f"{key}-{number}")
    for key, figure in discover().items()
    for number, choice in enumerate(figure.choices())
]
UNSAID = re.compile(r"\b(nan|NaT|None(?! of )|inf)\b|[{}]|\.\.|^$")
every_figure = pytest.mark.parametrize(("figure", "choice"), CASES)


@pytest.fixture(scope="module", autouse=True)
def _live(all_parts):
    """All tables, those of live sources too: each figure has rows."""
    with pytest.MonkeyPatch.context() as patch:
        read_from(all_parts, patch)
        yield


def frames_of(figure, choice):
    frames = figure.rows(EVERY, choice)
    assert len(frames) == len(figure.tables)
    assert not frames[0].empty, "no row of this figure in the data of the tests"
    return frames


def spec(figure, choice, frames, words=None):
    """The drawing of some frames; by default with their own words."""
    return valid(figure.spec(EVERY, choice, frames, words or figure.words(EVERY, choice, *frames)))


def text(drawing):
    return json.dumps(drawing, default=str, sort_keys=True)


@every_figure
def test_a_figure_reads_declared_columns_alone_and_changes_no_row(figure, choice):
    frames = frames_of(figure, choice)
    before = [frame.copy(deep=True) for frame in frames]
    words = figure.words(EVERY, choice, *frames)
    whole = spec(figure, choice, frames, words)
    for frame, kept in zip(frames, before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
    narrow = []
    for frame, table in zip(frames, figure.tables, strict=True):
        missing = [column for column in table.columns if column not in frame]
        assert not missing, f"{table.name} declares {missing}, which the rows do not have"
        narrow.append(frame[[*map(str, table.columns), *([table.row_id] if table.row_id in frame else [])]])
    assert figure.words(EVERY, choice, *narrow) == words
    assert text(spec(figure, choice, tuple(narrow), words)) == text(whole)


@every_figure
def test_each_row_of_a_figure_is_drawn(figure, choice):
    frames = frames_of(figure, choice)
    words = figure.words(EVERY, choice, *frames)
    whole = text(figure.spec(EVERY, choice, frames, words))
    for at, frame in enumerate(frames):
        for row in frame.index[:: max(1, len(frame) // SAMPLE)]:
            fewer = (*frames[:at], frame.drop(index=row), *frames[at + 1 :])
            assert text(figure.spec(EVERY, choice, fewer, words)) != whole, frame.loc[row].to_dict()


@every_figure
def test_reported_rows_stand_behind_each_row_of_a_figure(figure, choice):
    frames = frames_of(figure, choice)
    for frame, table in zip(frames, figure.tables, strict=True):
        assert not frame.index.has_duplicates
        if issubclass(table, Derived):
            assert frame[table.behind].map(len).gt(0).all()
        for of, ids in ids_behind(frame, table).items():
            assert set(ids) <= set(rows(of)[of.row_id])
    drawing = figure.drawn(EVERY, choice)
    assert isinstance(drawing, Drawing)
    listed = {row for behind in drawing.behind.values() for row in behind["row_id"]}
    ids = [ids_behind(frame, table) for frame, table in zip(frames, figure.tables, strict=True)]
    assert listed == {row for of in ids for part in of.values() for row in part}


@every_figure
def test_a_figure_of_one_row_and_of_none_stands(figure, choice):
    frames = frames_of(figure, choice)
    spec(figure, choice, tuple(frame.head(1) for frame in frames))
    words = figure.words(EVERY, choice, *frames)
    spec(figure, choice, tuple(frame.head(0) for frame in frames), words)
    assert re.fullmatch(r"[A-Z].+[.]", figure.empty(EVERY, choice), re.DOTALL)


@every_figure
def test_the_words_of_a_figure_are_words(figure, choice):
    words = figure.words(EVERY, choice, *frames_of(figure, choice))
    for said in (words.title, words.subtitle, words.alt):
        assert not UNSAID.search(said), said
    assert words.alt.endswith(".")
    assert not words.title.endswith(".")
    assert not UNSAID.search(words.note or "x")
    assert len(words.caveat.split()) <= 20
    assert "\n" not in words.caveat


@every_figure
def test_a_figure_is_sent_as_plotly_would_send_it(figure, choice):
    drawn = figure.drawn(EVERY, choice)
    assert text(Plotted(drawn.spec).to_dict()) == text(go.Figure(drawn.spec, _validate=False).to_dict())


@every_figure
def test_no_type_in_a_figure_is_smaller_than_twelve_pixels(figure, choice):
    drawn = figure.drawn(EVERY, choice)
    assert isinstance(drawn, Drawing)
    assert min(sizes(drawn.spec)) >= 12


def sizes(spec):
    """The sizes of all type in a spec."""
    if isinstance(spec, list | tuple):
        return [size for part in spec for size in sizes(part)]
    if not isinstance(spec, dict):
        return []
    own = [
        spec[it]["size"]
        for it in ("font", "textfont", "tickfont")
        if isinstance(spec.get(it), dict) and "size" in spec[it]
    ]
    return own + [size for part in spec.values() for size in sizes(part)]


def test_the_list_of_figures_is_fresh(root):
    assert (root / "docs" / "figures.md").read_text(encoding="utf-8") == as_markdown(), (
        "run: python -m pages._parts.figure_list"
    )


@pytest.mark.parametrize("key", discover())
def test_a_figure_names_a_method_that_is_there(key, root):
    method = discover()[key].method
    assert not method or (root / "docs" / "methods" / f"{method}.md").is_file()


def test_every_figure_has_a_plain_name_of_its_own():
    names = [figure.name for figure in discover().values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Z].{4,69}[^.]", name) for name in names), names
