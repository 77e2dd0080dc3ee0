"""Votes in the United Nations as a grid: a row for each state, a column for each resolution, the vote in words."""

from itertools import product
from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.labels import broken
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.tables import Votes
from data.vocabulary import codes
from data.vocabulary.places import ORDER, name

BODIES: Final = {"UNGA": "UN General Assembly", "UNHRC": "UN Human Rights Council"}
NOT_KNOWN: Final = "\u2013"  # a dash
FILLS: Final = {"yes": frame.faded(frame.NEUTRAL, 0.5), "abstain": frame.faded(frame.NEUTRAL, 0.2)}
_ROW: Final = 28  # pixels
_HEAD: Final = 64  # pixels of the names of columns: four lines on a phone
_NARROW: Final = 84  # pixels of a column on a phone
_SIZE: Final = 12


def votes(rows: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw who voted how, the latest resolution first; a dash where no vote is known.

    Args:
        rows: rows of `Votes`.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty("No vote of these states is known for these years.", caption["title"])
    resolutions = records(rows.sort_values(Votes.start, ascending=False).drop_duplicates(Votes.resolution))
    across = {row[Votes.resolution]: at for at, row in enumerate(resolutions)}
    down = {code: at * _ROW for at, code in enumerate(sorted(rows[Votes.country].unique(), key=ORDER.__getitem__))}
    cells = {(across[row[Votes.resolution]], down[row[Votes.country]]): row for row in records(rows)}
    places = list(product(across.values(), down.values()))
    said = [frame.ink(codes.VOTES[cells[it][Votes.vote]] if it in cells else NOT_KNOWN) for it in places]
    return frame.figure(
        [
            _boxes(cells),
            traces.texts(*zip(*places, strict=True), said, "middle center", size=_SIZE),
            *(_heads(resolutions, only) for only in traces.SCREENS),
        ],
        inner=_HEAD + _ROW * len(down),
        shapes=[traces.across(at - _ROW / 2) for at in down.values()],
        xaxis={"range": [-0.5, len(across) - 0.5], "showticklabels": False, "showgrid": False},
        yaxis=traces.rows_axis(
            list(map(name, down)), tickvals=list(down.values()), range=[_ROW * (len(down) - 0.5), -_HEAD - _ROW / 2]
        ),
        **caption,
    )


def _boxes(cells: dict[tuple[int, int], Row]) -> Trace:
    """The fills of the votes that are known: darker in favour, plain ground for against and for no part in it."""
    at, tops = [column for column, _ in cells], [down - _ROW / 2 + 1 for _, down in cells]
    look = {"color": [FILLS.get(row[Votes.vote], frame.CLEAR) for row in cells.values()], "line": {"width": 0}}
    return traces.bars(at, [_ROW - 2] * len(at), look, map(_hover, cells.values()), width=0.94, base=tops)


def _heads(resolutions: list[Row], only: str) -> Trace:
    """Body, day and number of each resolution above its column, for one kind of screen."""
    named = [[BODIES.get(row[Votes.body], row[Votes.body]), hover.period(row)] for row in resolutions]
    lines = [
        [", ".join(it)] if only == "wide" else [*broken(it[0], _NARROW, _SIZE), it[1]]
        for it in named
    ]  # fmt: skip
    texts = [
        "<br>".join(map(frame.ink, [*map(frame.plain, said), frame.plain(row[Votes.resolution])]))
        for said, row in zip(lines, resolutions, strict=True)
    ]
    foot = [-_ROW / 2] * len(texts)
    return traces.texts(range(len(texts)), foot, texts, "top center", size=_SIZE, only=only)


def _hover(row: Row) -> str:
    body, note = row[Votes.body], row[Votes.note]
    return hover.lines(
        f"<b>{name(row[Votes.country])}: {codes.VOTES[row[Votes.vote]]}</b>",
        f"{BODIES.get(body, body)}, {row[Votes.resolution]}",
        note if isinstance(note, str) else "",
    )
