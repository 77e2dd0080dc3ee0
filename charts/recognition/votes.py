"""Votes in the United Nations as marks."""

from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.tables import Votes
from data.vocabulary import codes
from data.vocabulary.places import ORDER, name

SHAPES: Final = {"yes": "circle", "no": "x", "abstain": "circle-open", "absent": "line-ew-open"}
_LONG: Final = 12  # letters of a number that a phone has no room for in a line
BODIES: Final = {"UNGA": "UN General Assembly", "UNHRC": "UN Human Rights Council"}


def votes(rows: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw who voted how: a row for each state, a column for each resolution, a symbol and a word for each vote.

    Args:
        rows: rows of `Votes`.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty("No vote of these states is known for these years.", caption["title"])
    states = sorted(rows[Votes.country].unique(), key=ORDER.__getitem__)
    resolutions = records(rows.sort_values(Votes.start).drop_duplicates(Votes.resolution))
    across = {row[Votes.resolution]: at for at, row in enumerate(resolutions)}
    x, y = rows[Votes.resolution].map(across), rows[Votes.country].map(states.index)
    hues, vote = [frame.colour(code) for code in rows[Votes.country]], rows[Votes.vote]
    edges = {"color": hues, "width": [0 if it in {"yes", "no"} else 2.4 for it in vote]}
    mark = {"symbol": list(vote.map(SHAPES)), "size": 11, "color": hues, "line": edges}
    said = [
        traces.note(frame.ink(codes.VOTES[it]), at, line, xanchor="left", xshift=10, size=12)
        for it, at, line in zip(vote, x, y, strict=True)
    ]
    return frame.figure(
        [traces.points(x, y, mark, [_hover(row) for row in records(rows)])],
        inner=27 * len(states),
        head=66,
        annotations=[*said, *(_head(row, at) for at, row in enumerate(resolutions))],
        xaxis={"range": [-0.2, len(across)], "showticklabels": False, "showgrid": False},
        yaxis=traces.rows_axis([name(code) for code in states], range=[len(states) - 0.4, -0.6]),
        **caption,
    )


def _head(row: Row, at: int) -> Trace:
    """Body, number and day of a resolution above its column."""
    number = frame.plain(row[Votes.resolution])
    if len(number) > _LONG:
        number = number.replace("RES/", "<br>RES/")
    lines = [f"<b>{row[Votes.body]}</b>", number, hover.period(row)]
    place = {"xanchor": "left", "xshift": -8, "yref": "paper", "yanchor": "bottom", "align": "left"}
    return traces.note("<br>".join(lines), at, 1, size=12, **place)


def _hover(row: Row) -> str:
    body, note = row[Votes.body], row[Votes.note]
    return hover.lines(
        f"<b>{name(row[Votes.country])}: {codes.VOTES[row[Votes.vote]]}</b>",
        f"{BODIES.get(body, body)}, {row[Votes.resolution]}",
        note if isinstance(note, str) else "",
    )
