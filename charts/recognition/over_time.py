"""Positions over time as bars, and votes as marks; the latest positions as a grid come from `charts.recognition.matrix`.

The strength of a fill tells the rung within one dimension; it is no score. What no later source confirms is striped,
and a reading that contradicts the one drawn is a thin outlined bar below it.
"""

from collections.abc import Sequence
from typing import Any, Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.dates import DAY, pixels_a_day
from charts.base.frame import Caption, Spec
from charts.base.labels import fitting
from charts.recognition.matrix import DIFFERS, brief, lasting, matrix, matrix_table, position_hover, shade, world
from data.rows import records
from data.vocabulary import codes, periods
from data.vocabulary.places import ORDER, name

__all__ = ["bars", "matrix", "matrix_table", "votes", "world"]

_ROW: Final = 30  # pixels of one row of bars
_BAR: Final = 0.64  # of a row
_THIN: Final = 0.2
_PITCH: Final = 0.29
_WIDE: Final = 880  # pixels of the axis for which words are placed in bars; narrow screens hide them
_SIZE: Final = 11.5  # pixels of the words in a bar
_BESIDE: Final = 12  # pixels that words leave free in their bar
VOTE_SHAPES: Final = {"yes": "circle", "no": "x", "abstain": "circle-open", "absent": "line-ew-open"}
Row = dict[str, Any]  # a row of `analysis.recognition.positions.spells`, with its `label` in the index
_DATED: Final = ("start", "end", "precision")
BODIES: Final = {"UNGA": "UN General Assembly", "UNHRC": "UN Human Rights Council"}


def bars(
    spells: pd.DataFrame,
    countries: Sequence[str],
    dimensions: Sequence[str],
    first: object,
    last: object,
    **caption: Unpack[Caption],
) -> Spec:
    """Draw positions as bars from their beginning to their end, one lane for each country and dimension.

    Args:
        spells: rows of `analysis.recognition.positions.spells`; a column `who` (publisher and date) is told on hover.
        countries: codes, top to bottom.
        dimensions: top to bottom; with several countries each gets a heading, with one country they name the lanes.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    begin, end = pd.to_datetime([str(first), str(last)])
    inside = (spells["start"] <= end) & (spells["shown_until"] >= begin)
    rows = spells[inside & spells["country"].isin(countries) & spells["dimension"].isin(dimensions)]
    if rows.empty:
        return frame.empty("No position of these states is on record for these years.", caption["title"])
    placed, lanes, headings, depth = _placed(rows, countries, dimensions)
    drawn, others = placed[placed["preferred"]], placed[~placed["preferred"]]
    shown = [
        *(trace for code, of in drawn.groupby("country", sort=False) for trace in _lane_bars(of, str(code), spells)),
        *(_thin_bars(of, str(code)) for code, of in others.groupby("country", sort=False)),
        _labels(drawn, begin, end),
    ]
    axis = {
        "type": "linear", "range": [depth, -0.15], "showgrid": False, "tickmode": "array",
        "tickvals": [at for at, _ in lanes], "ticktext": [frame.wrapped(it, 18) for _, it in lanes],
    }  # fmt: skip
    return frame.figure(
        shown,
        inner=depth * _ROW,
        barmode="overlay",
        annotations=headings,
        shapes=[frame.kabul_line(label=False)],
        xaxis=frame.time_axis(first, last),
        yaxis=axis,
        **caption,
    )


def _placed(
    rows: pd.DataFrame, countries: Sequence[str], dimensions: Sequence[str]
) -> tuple[pd.DataFrame, list[tuple[float, str]], list[dict[str, Any]], float]:
    """The rows with the height `at` of their bars; lanes by height; headings; the depth of all."""
    at: dict[Any, float] = {}
    lanes: list[tuple[float, str]] = []
    headings: list[dict[str, Any]] = []
    of: dict[tuple[str, str], list[Row]] = {}
    for label, row in zip(rows.index, records(rows), strict=True):
        of.setdefault((row["dimension"], row["country"]), []).append({**row, "label": label})
    top = 0.0
    for dimension in dimensions:
        some = any(of.get((dimension, code)) for code in countries)
        if len(countries) > 1 and len(dimensions) > 1 and some:
            headings.append(_heading(codes.say(dimension), top + 0.45))
            top += 0.9
        for code in countries:
            lane = of.get((dimension, code), [])
            if not lane and (len(dimensions) > 1 or not some):
                continue  # among many lanes an empty one is only length; the page says what is not known
            lanes.append((top + _BAR / 2, name(code) if len(countries) > 1 else codes.say(dimension)))
            if not lane:
                headings.append(_heading("not known", top + _BAR / 2, bold=False))
            heights, top = _tracks(lane, top)
            at |= heights
    return rows.assign(at=[at[label] for label in rows.index]), lanes, headings, top


def _tracks(lane: list[Row], top: float) -> tuple[dict[Any, float], float]:
    """The height of each bar of one lane, places under each other, and where the next lane begins."""
    at: dict[Any, float] = {}
    where = [it["place"] if isinstance(it["place"], str) else "" for it in lane]
    for spot in dict.fromkeys(where) or [""]:
        here = [it for it, of in zip(lane, where, strict=True) if of == spot]
        tracks = _side_by_side([it for it in here if it["preferred"]])
        at |= {label: top + _BAR / 2 + track * 0.8 for label, track in tracks.items()}
        top += 0.8 * max(max(tracks.values(), default=0) + 1, 1)
        thin = _side_by_side([it for it in here if not it["preferred"]])
        at |= {label: top - 0.04 + track * _PITCH for label, track in thin.items()}
        top += _PITCH * (max(thin.values()) + 1) if thin else 0
    return at, top + 0.28


def _side_by_side(rows: list[Row]) -> dict[Any, int]:
    """The track of each row, the first that is free: those that overlap in time stand under each other."""
    free: list[pd.Timestamp] = []
    tracks = {}
    for it in sorted(rows, key=lambda row: row["start"]):
        track = next((at for at, until in enumerate(free) if until <= it["start"]), len(free))
        free[track : track + 1] = [it["shown_until"]]
        tracks[it["label"]] = track
    return tracks


def _heading(text: str, at: float, *, bold: bool = True) -> dict[str, Any]:
    """Words at the left edge of the plot."""
    return traces.at_left(frame.ink(f"<b>{text}</b>" if bold else text), at, yref="y", yanchor="middle", size=12)


def _span(
    rows: pd.DataFrame, begin: str, end: str, width: float, marker: dict[str, Any], hover: Sequence[str]
) -> dict[str, Any]:
    """Bars on a time axis from the day `begin` of each row to its day `end`."""
    long, base = (rows[end] - rows[begin]).dt.days * DAY, list(rows[begin].dt.strftime("%Y-%m-%d"))
    return traces.bars(long, rows["at"], marker, hover, lying=True, base=base, width=width)


def _lane_bars(rows: pd.DataFrame, code: str, spells: pd.DataFrame) -> list[dict[str, Any]]:
    """The positions that we draw of one country: confirmed, then without a later reading, and a mark at each beginning."""
    hue = frame.colour(code)
    others = spells.loc[sorted({label for found in rows["conflicts"] for label in found})].to_dict("index")
    said = pd.Series([_hover(row, others) for row in records(rows)], index=rows.index)
    fills = [shade(*it) for it in zip(rows["country"], rows["dimension"], rows["rung"], strict=True)]
    fill = pd.Series(fills, index=rows.index)
    sure = rows[rows["confirmed_until"] > rows["start"]]
    unsure = rows[rows["shown_until"] > rows["confirmed_until"]]
    filled = {"color": list(fill[sure.index]), "line": {"color": hue, "width": 1}}
    begun = {"symbol": "line-ns", "size": _BAR * _ROW / 2 - 1, "line": {"color": hue, "width": 3}}
    return [
        _span(sure, "start", "confirmed_until", _BAR, filled, said[sure.index]),
        _span(unsure, "confirmed_until", "shown_until", _BAR, frame.unconfirmed(hue), said[unsure.index]),
        traces.points(rows["start"].dt.strftime("%Y-%m-%d"), rows["at"], begun, said),
    ]


def _thin_bars(rows: pd.DataFrame, code: str) -> dict[str, Any]:
    """Readings that contradict those drawn: outlined, as long as a source tells them, at least a month to be seen."""
    shown = rows.assign(end=rows[["confirmed_until"]].max(axis=1).clip(lower=rows["start"] + pd.Timedelta(days=30)))
    outline = {"color": frame.CLEAR, "line": {"color": frame.colour(code), "width": 1.4}}
    return _span(shown, "start", "end", _THIN, outline, [_hover(row, None) for row in records(rows)])


def _labels(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """The position in words where its bar has room for them."""
    pixels = pixels_a_day(first, last, _WIDE)
    begin, end = rows["start"].clip(lower=first), rows["shown_until"].clip(upper=last)
    texts = []
    for row, room in zip(records(rows), (end - begin).dt.days * pixels - _BESIDE, strict=True):
        wordings = [codes.say(row["value"]), brief(row), *([row["place"]] if isinstance(row["place"], str) else [])]
        texts.append(fitting([frame.ink(frame.plain(it)) for it in wordings], room, _SIZE))
    days = (begin + pd.Timedelta(days=4 / pixels)).dt.strftime("%Y-%m-%d")
    return traces.texts(days, rows["at"], texts, "middle right", size=_SIZE)


def _hover(row: dict[str, Any], others: dict[Any, Row] | None) -> str:
    """A position, since when, how far confirmed, who says so, and who says otherwise."""
    if others is None:
        return position_hover(row, lasting(row), "a reading that differs from the one drawn")
    differ = [others[label] for label in row["conflicts"]]
    return position_hover(row, lasting(row), *(f"{DIFFERS} {codes.say(it['value'])}, {lasting(it)}" for it in differ))


def votes(rows: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw who voted how: a row for each state, a column for each resolution, a symbol and a word for each vote.

    Args:
        rows: rows of `Votes`.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty("No vote of these states is on record for these years.", caption["title"])
    states = sorted(rows["country"].unique(), key=ORDER.__getitem__)
    columns = records(rows.sort_values("start").drop_duplicates("resolution"))
    across = {it["resolution"]: at for at, it in enumerate(columns)}
    x, y = rows["resolution"].map(across), rows["country"].map(states.index)
    hues = [frame.colour(it) for it in rows["country"]]
    edges = {"color": hues, "width": [0 if it in {"yes", "no"} else 2.4 for it in rows["vote"]]}
    mark = {"symbol": [VOTE_SHAPES[it] for it in rows["vote"]], "size": 11, "color": hues, "line": edges}
    said = [
        traces.note(frame.ink(codes.VOTES[vote]), at, line, xanchor="left", xshift=10, size=12)
        for vote, at, line in zip(rows["vote"], x, y, strict=True)
    ]
    return frame.figure(
        [traces.points(x, y, mark, [_vote_hover(row) for row in records(rows)])],
        inner=27 * len(states),
        head=50,
        annotations=[*said, *(_vote_head(it, across[it["resolution"]]) for it in columns)],
        xaxis={"range": [-0.2, len(across)], "showticklabels": False, "showgrid": False},
        yaxis=traces.rows_axis([name(it) for it in states], range=[len(states) - 0.4, -0.6]),
        **caption,
    )


def _vote_head(vote: Row, at: int) -> dict[str, Any]:
    """Body, number and day of a resolution above its column."""
    lines = [f"<b>{vote['body']}</b>", frame.plain(vote["resolution"]), periods.label(*(vote[it] for it in _DATED))]
    place = {"xanchor": "left", "xshift": -8, "yref": "paper", "yanchor": "bottom", "align": "left"}
    return traces.note("<br>".join(lines), at, 1, size=11.5, **place)


def _vote_hover(row: dict[str, Any]) -> str:
    return hover.lines(
        f"<b>{name(row['country'])}: {codes.VOTES[row['vote']]}</b>",
        f"{BODIES.get(row['body'], row['body'])}, {row['resolution']}",
        row["note"] if isinstance(row["note"], str) else "",
    )
