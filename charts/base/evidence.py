"""How the evidence for a figure looks, in bars, marks and legends.

Full is the country's own figure or the IMF's, pale another's, hollow a claim; stripes are a part of a year. Rows of
`analysis.trade.preferred` carry their class as `evidence`; this is the one place that knows what it looks like.
"""

from collections.abc import Iterable
from typing import Any, Final

from analysis.trade.preferred import EVIDENCE
from charts.base import frame
from data.rows import Row

# What each class is called in a legend, in its order.
NAMES: Final = dict(
    zip(
        EVIDENCE,
        (
            "own or IMF",
            "partner, press, preliminary",
            "claim",
            "part of a year",
            "Afghan solar year",
            "sum of both flows, ours",
        ),
        strict=True,
    )
)
HOLLOW: Final = ("preliminary", "estimate", "claim")  # the statuses of which a single report is hollow
PALE: Final = 0.45  # the opacity of another's figure
_OPACITY: Final = {"own": 1.0, "other": PALE, "claim": 0.0, "part": 0.0, "solar": 0.2, "sum": 1.0}
_PATTERN: Final = {"part": "/", "solar": "-", "sum": "."}
_SYMBOL: Final = {"own": "", "other": "-open-dot", "claim": "-open", "part": "-open", "solar": "-open-dot", "sum": ""}
_DOTS: Final = "rgba(255,255,255,0.85)"
_STRIPES: Final = {"claim": 0.3, "other": 0.55}  # the opacity of stripes, where the figure is not the country's own


def coarse(row: Row) -> str:
    """The class of a figure where there is no room for solar years and sums: own, other, claim or part."""
    return row["evidence"] if row["evidence"] not in {"solar", "sum"} else "own" if row["firm"] else "other"


def bar(kind: str, hue: str, *, source: str = "own") -> dict[str, Any]:
    """Fill, edge and stripes of a bar.

    Args:
        kind: one of `EVIDENCE`.
        hue: of the country; grey in a legend.
        source: own, other or claim: whose the figure is, which the stripes of a part of a year tell too.
    """
    opacity = PALE if (kind, source) == ("sum", "other") else _OPACITY[kind]
    dots = kind == "sum" and source == "own"
    return {
        "color": frame.faded(hue, opacity) if opacity else frame.CLEAR,
        "line": {"color": hue, "width": 1.1},
        "pattern": {
            "shape": _PATTERN.get(kind, ""),
            "size": 6,
            "solidity": 0.34,
            "fgcolor": _DOTS if dots else frame.faded(hue, _STRIPES.get(source, 1)),
            "fgopacity": 1,
            "fillmode": "overlay",
        },
    }


def looks(rows: Iterable[Row], hue: str) -> list[tuple[str, dict[str, Any], list[Row]]]:
    """Group figures that look the same: of several looks in one trace Plotly would choose the stripes itself.

    Returns:
        For each look its class, its marker and its rows, in the order of the legend.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["evidence"], _source(row)), []).append(row)
    order = sorted(groups, key=lambda it: (EVIDENCE.index(it[0]), EVIDENCE.index(it[1])))
    return [(kind, bar(kind, hue, source=source), groups[kind, source]) for kind, source in order]


def _source(row: Row) -> str:
    """Whose figure it is, whatever its period: own, other or claim."""
    return "own" if row["firm"] else "claim" if row["status"] == "claim" else "other"


def symbol(shape: str, kind: str) -> str:
    """The shape of a mark of a class, filled or hollow."""
    return f"{shape}{_SYMBOL[kind]}"


def hollow(shape: str, *, is_hollow: bool) -> str:
    """A shape, hollow for what is not a statistic, is a lower bound or an estimate."""
    return f"{shape}-open" if is_hollow else shape
