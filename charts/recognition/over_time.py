"""Positions over time as bars, and votes as marks; the latest positions as a grid come from `charts.recognition.matrix`.

The strength of a fill tells the rung within one dimension; it is no score. What no later source confirms is striped,
and a reading that contradicts the one drawn is a thin outlined bar below it.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from charts.base import frame
from charts.base.frame import Spec
from charts.recognition.matrix import DIFFERS, brief, ink, lasting, matrix, matrix_table, shade, world
from data.rows import records
from data.vocabulary import codes, periods
from data.vocabulary.places import ORDER, name

__all__ = ["bars", "matrix", "matrix_table", "votes", "world"]

_ROW: Final = 30  # pixels of one row of bars
_BAR: Final = 0.64  # of a row
_THIN: Final = 0.2
_PITCH: Final = 0.29
_WIDE: Final = 880  # pixels of the axis for which words are placed in bars; narrow screens hide them
_CHARACTER: Final = 6.3
_DAY_MS: Final = 86_400_000  # milliseconds, in which Plotly measures a bar on a time axis
VOTE_SHAPES: Final = {"yes": "circle", "no": "x", "abstain": "circle-open", "absent": "line-ew-open"}
Row = dict[str, Any]  # a row of `analysis.recognition.positions.spells`, with its `label` in the index
BODIES: Final = {"UNGA": "UN General Assembly", "UNHRC": "UN Human Rights Council"}


def bars(
    spells: pd.DataFrame, countries: Sequence[str], dimensions: Sequence[str], first: object, last: object, *,
    title: str, subtitle: str = "", foot: str = "",
) -> Spec:  # fmt: skip
    """Positions as bars from their beginning to their end, one lane for each country and dimension.

    Args:
        spells: rows of `analysis.recognition.positions.spells`; a column `who` (publisher and date) is told on hover.
        countries: codes, top to bottom.
        dimensions: top to bottom; with several countries each gets a heading, with one country they name the lanes.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    begin, end = pd.to_datetime([str(first), str(last)])
    inside = (spells["start"] <= end) & (spells["shown_until"] >= begin)
    rows = spells[inside & spells["country"].isin(countries) & spells["dimension"].isin(dimensions)]
    if rows.empty:
        return frame.empty("No position of these states is on record for these years.", title)
    placed, lanes, headings, depth = _placed(rows, countries, dimensions)
    drawn, others = placed[placed["preferred"]], placed[~placed["preferred"]]
    traces = [
        *(trace for code, of in drawn.groupby("country", sort=False) for trace in _lane_bars(of, str(code), spells)),
        *(_thin_bars(of, str(code)) for code, of in others.groupby("country", sort=False)),
        _labels(drawn, begin, end),
    ]
    axis = {
        "type": "linear", "range": [depth, -0.15], "showgrid": False, "tickmode": "array",
        "tickvals": [at for at, _ in lanes], "ticktext": [frame.wrapped(it, 18) for _, it in lanes],
    }  # fmt: skip
    return frame.figure(
        traces, title, subtitle, foot=foot, inner=depth * _ROW, barmode="overlay", annotations=headings, shapes=[frame.kabul_line(label=False)],
        xaxis=frame.time_axis(first, last), yaxis=axis,
    )  # fmt: skip


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
    return {
        "text": ink(f"<b>{text}</b>" if bold else text), "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": at,
        "yanchor": "middle", "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _span(rows: pd.DataFrame, begin: str, end: str) -> dict[str, Any]:
    """Where bars lie on a time axis: from `begin`, so many milliseconds long."""
    return {
        "type": "bar", "orientation": "h", "base": list(rows[begin].dt.strftime("%Y-%m-%d")), "y": list(rows["at"]),
        "x": list((rows[end] - rows[begin]).dt.days * _DAY_MS), "hoverinfo": "text", "showlegend": False,
    }  # fmt: skip


def _lane_bars(rows: pd.DataFrame, code: str, spells: pd.DataFrame) -> list[dict[str, Any]]:
    """The positions that we draw of one country: confirmed, then without a later reading, and a mark at each beginning."""
    hue = frame.colour(code)
    others = spells.loc[sorted({label for found in rows["conflicts"] for label in found})].to_dict("index")
    hover = pd.Series([_hover(row, others) for row in records(rows)], index=rows.index)
    fill = pd.Series([shade(*it) for it in zip(rows["country"], rows["dimension"], rows["rung"], strict=True)],
                     index=rows.index)  # fmt: skip
    sure = rows[rows["confirmed_until"] > rows["start"]]
    unsure = rows[rows["shown_until"] > rows["confirmed_until"]]
    return [
        {**_span(sure, "start", "confirmed_until"), "name": name(code), "width": _BAR, "hovertext": list(hover[sure.index]),
         "marker": {"color": list(fill[sure.index]), "line": {"color": hue, "width": 1}}},
        {**_span(unsure, "confirmed_until", "shown_until"), "name": name(code), "width": _BAR,
         "hovertext": list(hover[unsure.index]), "marker": _striped(hue)},
        {"type": "scatter", "mode": "markers", "x": list(rows["start"].dt.strftime("%Y-%m-%d")), "y": list(rows["at"]),
         "hovertext": list(hover), "hoverinfo": "text", "showlegend": False, "name": name(code),
         "marker": {"symbol": "line-ns", "size": _BAR * _ROW / 2 - 1, "line": {"color": hue, "width": 3}}},
    ]  # fmt: skip


def _striped(hue: str) -> dict[str, Any]:
    """The fill of what no later source confirms."""
    return {"color": frame.CLEAR, "line": {"color": frame.faded(hue, 0.35), "width": 1},
            "pattern": {"shape": "/", "fgcolor": frame.faded(hue, 0.45), "size": 7, "solidity": 0.14}}  # fmt: skip


def _thin_bars(rows: pd.DataFrame, code: str) -> dict[str, Any]:
    """Readings that contradict those drawn: outlined, as long as a source tells them, at least a month to be seen."""
    shown = rows.assign(end=rows[["confirmed_until"]].max(axis=1).clip(lower=rows["start"] + pd.Timedelta(days=30)))
    return {
        **_span(shown, "start", "end"), "name": name(code), "width": _THIN,
        "hovertext": [_hover(row, None) for row in records(rows)],
        "marker": {"color": frame.CLEAR, "line": {"color": frame.colour(code), "width": 1.4}},
    }  # fmt: skip


def _labels(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """The position in words where its bar has room for them."""
    scale = _WIDE / max((last - first).days, 1)
    begin, end = rows["start"].clip(lower=first), rows["shown_until"].clip(upper=last)
    room = (end - begin).dt.days * scale / _CHARACTER - 2
    texts = []
    for row, width in zip(records(rows), room, strict=True):
        wordings = [codes.say(row["value"]), brief(row), *([row["place"]] if isinstance(row["place"], str) else [])]
        texts.append(next((ink(frame.plain(it)) for it in wordings if len(it) <= width), ""))
    return {
        "type": "scatter", "mode": "text", "x": list((begin + pd.Timedelta(days=4 / scale)).dt.strftime("%Y-%m-%d")),
        "y": list(rows["at"]), "text": texts, "textposition": "middle right", "textfont": {"size": 11.5},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _hover(row: dict[str, Any], others: dict[Any, Row] | None) -> str:
    """A position, since when, how far confirmed, who says so, and who says otherwise."""
    lines = [
        f"<b>{frame.wrapped(frame.plain(codes.say(row['value'])), 56)}</b>",
        f"{name(row['country'])} · {codes.say(row['dimension'])}",
        lasting(row),
    ]
    if isinstance(row.get("who"), str):
        lines.append(f"reported by: {frame.plain(row['who'])}")
    if isinstance(row["note"], str):
        lines.append(frame.wrapped(frame.plain(row["note"]), 62))
    if others is None:
        lines.append("a reading that differs from the one drawn")
    else:
        differ = [others[label] for label in row["conflicts"]]
        lines += [f"{DIFFERS} {frame.plain(codes.say(it['value']))}, {lasting(it)}" for it in differ]
    return "<br>".join(lines)


def votes(rows: pd.DataFrame, *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Who voted how: a row for each state, a column for each resolution, a symbol and a word for each vote.

    Args:
        rows: rows of `Votes`.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    if rows.empty:
        return frame.empty("No vote of these states is on record for these years.", title)
    states = sorted(rows["country"].unique(), key=ORDER.__getitem__)
    columns = rows.sort_values("start").drop_duplicates("resolution")
    across = {it: at for at, it in enumerate(columns["resolution"])}
    x, y = rows["resolution"].map(across), rows["country"].map(states.index)
    trace = {
        "type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "hoverinfo": "text", "showlegend": False,
        "hovertext": [_vote_hover(row) for row in records(rows)],
        "marker": {"symbol": [VOTE_SHAPES[it] for it in rows["vote"]], "size": 11, "line": {"width": [0 if it in {"yes", "no"} else 2.4 for it in rows["vote"]],
                            "color": [frame.colour(it) for it in rows["country"]]},
                   "color": [frame.colour(it) for it in rows["country"]]},
    }  # fmt: skip
    said = [
        {"text": ink(codes.VOTES[vote]), "x": at, "y": line, "xanchor": "left", "xshift": 10, "showarrow": False,
         "font": {"size": 12}}
        for vote, at, line in zip(rows["vote"], x, y, strict=True)
    ]  # fmt: skip
    heads = [
        {"text": f"<b>{body}</b><br>{frame.plain(symbol)}<br>{periods.label(start, end, precision)}", "x": across[symbol],
         "xanchor": "left", "xshift": -8, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "align": "left",
         "font": {"size": 11.5}}
        for body, symbol, start, end, precision in columns[["body", "resolution", "start", "end", "precision"]].to_numpy()
    ]  # fmt: skip
    return frame.figure(
        [trace], title, subtitle, foot=foot, inner=27 * len(states), head=50, annotations=[*said, *heads],
        xaxis={"range": [-0.2, len(across)], "showticklabels": False, "showgrid": False},
        yaxis={"showgrid": False, "range": [len(states) - 0.4, -0.6], "tickvals": list(range(len(states))), "ticktext": [name(it) for it in states]},
    )  # fmt: skip


def _vote_hover(row: dict[str, Any]) -> str:
    lines = [
        f"<b>{name(row['country'])}: {codes.VOTES[row['vote']]}</b>",
        f"{BODIES.get(row['body'], row['body'])}, {frame.plain(row['resolution'])}",
    ]
    return "<br>".join(
        [*lines, *([frame.wrapped(frame.plain(row["note"]), 60)] if isinstance(row["note"], str) else [])]
    )
