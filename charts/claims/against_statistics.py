"""Claims against the statistics: a bar for the statistic, a ring for what was said, and the difference written.

Only claims that a statistic can be set beside are drawn. Claims of the same amount share a line, whoever made them.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.claims.comparison import same
from analysis.claims.statement import Statement
from charts.base import frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.claims.marks import MARKS, first_said, speakers
from data.rows import Row
from data.schema.tables import Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import adjective
from data.vocabulary.statements import standing
from data.vocabulary.text import share

_ROW: Final = 62  # pixels of one claim, its two lines of words included
_ROOM: Final = 1.16  # of the longest bar: the difference stands behind it
_EQUAL: Final = 0.05  # per cent
_STRENGTH: Final = 0.3  # of the fill of a bar, upon which rings stand


def against(claims: pd.DataFrame, *, measure: str = Trade.value_usd, **caption: Unpack[Caption]) -> Spec:
    """Draw claims of one flow and kind of goods beside their statistics, all on one scale.

    Args:
        claims: rows of `Statement`, as `compared` picks and orders them.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    if claims.empty:
        return frame.empty("No claim of these years can be compared with a statistic.", caption["title"])
    alike = same(claims)
    rows, hovers = [group[0] for group in alike], [_hover(group) for group in alike]
    high = max(max(_ends(row)) for row in rows)
    lines = {"type": "linear", "range": [len(rows) - 0.4, -0.66], "showgrid": False, "showticklabels": False}
    return frame.figure(
        [_bars(rows, hovers), *_gaps(rows), _rings(rows, hovers), _differences(rows), *_legend()],
        inner=_ROW * len(rows),
        annotations=[note for at, group in enumerate(alike) for note in _words(group, at)],
        xaxis={**frame.value_axis(high, measure), "range": [0, high * _ROOM]},
        yaxis=lines | {"automargin": False},
        barmode="overlay",
        **caption,
    )


def _ends(row: Row) -> tuple[float, float]:
    return row[Statement.beside_value], row[Statement.value]


def _bars(rows: list[Row], hovers: list[str]) -> Row:
    values, marker = [row[Statement.beside_value] for row in rows], _fill([_hue(row) for row in rows])
    return traces.bars(values, range(len(rows)), marker, hovers, lying=True, width=0.22, called="statistic")


def _hue(row: Row) -> str:
    return frame.colour(row[Statement.country])


def _fill(hues: list[str]) -> Row:
    """Bars pale enough for a ring upon them, with an edge that is seen on any ground."""
    return {"color": [frame.faded(hue, _STRENGTH) for hue in hues], "line": {"color": hues, "width": 1.2}}


def _gaps(rows: list[Row]) -> list[Row]:
    """The way from the statistic to what was said; dotted where the statistic is that of an earlier year."""
    return [
        traces.lines(
            _ends(row),
            [at, at],
            frame.GREY,
            1.4,
            dash="solid" if row[Statement.against] == "same" else "dot",
            called="difference",
        )
        for at, row in enumerate(rows)
    ]


def _rings(rows: list[Row], hovers: list[str]) -> Row:
    marker = traces.mark(MARKS["claim"], 12, [_hue(row) for row in rows], 2.6)
    values = [row[Statement.value] for row in rows]
    return traces.points(values, range(len(rows)), marker, hovers, cliponaxis=False, called="claim")


def _differences(rows: list[Row]) -> Row:
    texts = [f"\u2003<b>{difference(row)}</b>" for row in rows]
    return traces.texts([max(_ends(row)) for row in rows], range(len(rows)), texts, "middle right", cliponaxis=False)


def difference(row: Row) -> str:
    """Write the difference in per cent with its sign: "+1.3 %"; "equal" where it rounds to nothing."""
    distance, percent = row[Statement.distance], row[Statement.distance_percent]
    if abs(percent) < _EQUAL:  # a missing one is not: the statistic is zero
        return "equal"
    size = share(percent) if pd.notna(percent) else formats.amount(abs(distance), row[Statement.measure])
    return f"{'+' if distance > 0 else '−'}{size}"  # noqa: RUF001  a minus


def _words(alike: list[Row], at: int) -> list[Row]:
    """What was claimed, of when and by whom, above the bar; both amounts below it."""
    about = f"<b>{hover.who(alike[0][Statement.country])} {period(alike[0])}</b>"
    return [
        traces.at_left(f"{about} · {first_said(alike)}", at, align="left", yanchor="bottom", yshift=8, size=12),
        traces.at_left(amounts(alike[0]), at, align="left", yanchor="top", yshift=-8, color=frame.GREY),
    ]


def period(row: Row) -> str:
    """Write the period that a claim is about."""
    return periods.label(row[Statement.start], row[Statement.end], row[Statement.precision], unknown="(no year)")


def amounts(row: Row) -> str:
    """Write both amounts: "$1 bn said; $987.3 m by the Kazakh statistic", and the year where it is another."""
    said, known = (
        formats.amount(row[it], row[Statement.measure], 4) for it in (Statement.value, Statement.beside_value)
    )
    kind = "preliminary figure" if row[Statement.beside_status] == "preliminary" else "statistic"
    other = "" if row[Statement.against] == "same" else f" of {row[Statement.beside_start].year}"
    return f"{said} said; {known} by the {adjective(row[Statement.beside_reported_by])} {kind}{other}"


def _hover(alike: list[Row]) -> str:
    row = alike[0]
    amount = formats.amount(row[Statement.value], row[Statement.measure], 4)
    notes = dict.fromkeys(row[Statement.note] for row in alike if isinstance(row[Statement.note], str))
    return hover.lines(
        f"<b>{amount}</b> · claim, {hover.who(row[Statement.country])}, {period(row)}",
        *speakers(alike),
        f"{codes.start_upper(standing(row))}.",
        *list(notes)[:1],
    )


def _legend() -> list[Row]:
    ring = traces.mark(MARKS["claim"], 12, frame.GREY, 2.6)
    return [*legend.fills([("statistic", _fill([frame.GREY]))]), *legend.symbols([("what was said", ring)])]
