"""A brief as one HTML file: nothing is loaded from elsewhere, no script, made for the screen and for A4."""

import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from analysis.brief import Bar, Brief, Line, Reference, Said, Section
from analysis.brief.citations import marks
from charts.base import frame
from charts.base.frame import NAME

WIDE, HIGH, FOOT, HEAD = 700.0, 136.0, 28.0, 16.0  # of the chart, in its own units
KEY: Final = (
    "Filled: the country's own figure or the IMF's; outlined: another's; dashed: a part of a year; no figure: none is on "
    "record, which is not zero. Current US dollars."
)
NOTE: Final = (
    "Reported figures are never averaged: where reports differ, all stay. What we work out says that it is derived. Numbers "
    "in brackets lead to the sources."
)
_UNIT: Final = re.compile(r"(?<=\d) (?=(?:m|bn|k|t|GWh|%)(?!\w))")
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~-._"
_CSS: Final = """
@page { size: A4; margin: 14mm 15mm }
:root { color-scheme: light }
.brief { font-size: 14px; line-height: 1.42; overflow-wrap: anywhere }
.brief .name { font-size: 23px; font-weight: 600; line-height: 1.2 }
.brief .part { font-size: 16px; font-weight: 600; margin: 12px 0 3px; border-bottom: 1px solid #8888; break-after: avoid }
.brief p { margin: 2px 0 } .brief .small { font-size: 12px; opacity: .8 }
.brief ol, .brief ul { margin: 2px 0; padding-left: 20px } .brief li { margin: 1px 0 }
.brief .list { columns: 2; column-gap: 22px; font-size: 11px; line-height: 1.3 } .brief .list li { break-inside: avoid }
.brief .list a { word-break: break-all }
.brief a { color: inherit; text-decoration-color: #8888 } .brief .mark { font-size: .82em; white-space: nowrap }
.brief svg { width: 100%; height: auto; display: block; margin: 6px 0 2px } .brief .figure { break-inside: avoid }
@media (max-width: 640px) { .brief .list { columns: 1 } }
"""
_PAGE_CSS: Final = """
body { font-family: "Source Sans 3", "Source Sans Pro", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
margin: 24px auto; max-width: 760px; padding: 0 16px; background: #fff; color: #111 }
@media print { body { margin: 0; padding: 0; max-width: none } .brief { font-size: 8.4pt; line-height: 1.26 }
.brief .name { font-size: 16pt } .brief .part { font-size: 10.5pt; margin: 5pt 0 1pt } .brief .small { font-size: 7.4pt }
.brief ul { break-inside: avoid } .brief li { margin: 0 } .brief .list { columns: 2; font-size: 5.9pt; line-height: 1.2 } .brief a { text-decoration: none } .brief svg { width: 88% } }
"""


def document(brief: Brief) -> str:
    """The whole file."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(brief.title)} - {NAME}</title><style>{_CSS}{_PAGE_CSS}</style></head>"
        f"<body>{_body(brief, 'h1', 'h2', _chart(brief))}</body></html>\n"
    )


def preview(brief: Brief) -> str:
    """The same for a place within a page, whose headings it leaves alone.

    Streamlit takes drawings out of HTML: what the chart tells stands there in words, each value with its citation.
    """
    return f"<style>{_CSS}</style>{_body(brief, 'div', 'div', _chart_in_words(brief))}"


def _body(brief: Brief, name: str, part: str, chart: str) -> str:
    return (
        f'<article class="brief"><{name} class="name">{_text(brief.title)}</{name}>'
        f'<p class="small">{NAME}. {_text(brief.stand)} {NOTE}</p>{chart}'
        f"{''.join(_section(it, brief.numbers, part) for it in brief.sections)}"
        f'<{part} class="part">Sources</{part}><ol class="list">{"".join(map(_reference, brief.references))}</ol></article>'
    )


def _section(section: Section, numbers: dict[str, int], part: str) -> str:
    lines = [_line(it, numbers) for it in section.lines]
    return f'<{part} class="part">{_text(section.heading)}</{part}><ul>{"".join(f"<li>{it}</li>" for it in lines)}</ul>'


def _line(line: Line, numbers: dict[str, int]) -> str:
    label = f"<b>{_text(line.label)}:</b> " if line.label else ""
    return label + "; ".join(_said(it, numbers) for it in line.parts)


def _said(it: Said, numbers: dict[str, int]) -> str:
    """A few words with their citation; that nothing is on record of a year has none."""
    mark = f"&nbsp;{_mark(it, numbers)}" if it.sources else ""
    return f"{_text(tight(it.text))}{mark}"


def tight(text: str) -> str:
    """The text with its numbers and their units kept on one line."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)


def _mark(it: Said, numbers: dict[str, int]) -> str:
    pieces = marks(numbers[source_id] for source_id in it.sources)
    linked = "".join(f'<a href="#brief-{to}">{piece}</a>' if to else piece for piece, to in pieces)
    return f'<span class="mark">{linked}</span>'


def _reference(it: Reference) -> str:
    said = f"{_text(it.publisher)}, {_text(it.date)}"
    url = address(it.url)
    link = f'. <a href="{html.escape(url)}" rel="noopener noreferrer">{_text(url)}</a>' if url else ""
    return f'<li id="brief-{it.number}">{said}{link}</li>'


def address(url: str) -> str:
    """An http address in the characters that every reader and printer knows, percent-encoded; of any other nothing."""
    return quote(url, safe=_SAFE) if re.fullmatch(r"https?://[^\s<>]+", url) else ""


def columns(bars: Iterable[Bar], wide: float, high: float) -> list[tuple[float, float, float]]:
    """Left edge, width and height of each bar in a plot of some size; the highest is as high as the plot."""
    values = [it.value for it in bars]
    step = wide / max(len(values), 1)
    width = min(step * 0.55, wide / 12)
    return [
        (step * (at + 0.5) - width / 2, width, high * value / (max(values) or 1)) for at, value in enumerate(values)
    ]


def in_lines(label: str) -> list[str]:
    """The period of a bar in one line, or in two where it is more than a year: Jan-Aug, 2025."""
    first, dash, last = label.partition("-")
    return [f"{first}{dash}", last] if label.count(" ") > 1 else label.rsplit(" ", 1)


def value_of(bar: Bar, numbers: dict[str, int]) -> str:
    """What stands above a bar: its value and its citation."""
    mark = "".join(piece for piece, _ in marks(numbers[it] for it in bar.said.sources)) if bar.said.sources else ""
    return f"{bar.said.text} {mark}".strip()


def _chart(brief: Brief) -> str:
    """Turnover by year as bars, each with its value, its citation and its period."""
    if not brief.bars:
        return ""
    colour, floor = frame.colour(brief.code), HIGH - FOOT
    placed = zip(brief.bars, columns(brief.bars, WIDE, floor - HEAD), strict=True)
    drawn = "".join(_column(bar, place, floor, colour, brief.numbers) for bar, place in placed)
    said = f"Turnover with Afghanistan by year: {', '.join(f'{it.label} {it.said.text}' for it in brief.bars)}"
    return (
        f'<div class="figure"><svg viewBox="0 0 {WIDE:g} {HIGH:g}" role="img" aria-label="{html.escape(said)}">{drawn}'
        f'<line x1="0" x2="{WIDE:g}" y1="{floor:g}" y2="{floor:g}" stroke="#888" stroke-width="0.7"/></svg>'
        f'<p class="small">Turnover with Afghanistan. {KEY}</p></div>'
    )


def _chart_in_words(brief: Brief) -> str:
    """The values of the chart, each with its citation."""
    told = [f"{it.label}: {_said(it.said, brief.numbers)}" for it in brief.bars]
    return f'<p class="small"><b>Turnover with Afghanistan:</b> {"; ".join(told)}.</p>' if told else ""


def _column(bar: Bar, place: tuple[float, float, float], floor: float, colour: str, numbers: dict[str, int]) -> str:
    left, width, height = place
    look = {
        "firm": f'fill="{colour}"', "other": f'fill="none" stroke="{colour}" stroke-width="1.2"',
        "none": 'fill="none"', "part": f'fill="none" stroke="{colour}" stroke-width="1.2" stroke-dasharray="3 2"',
    }[bar.kind]  # fmt: skip
    text = f'x="{left + width / 2:.1f}" text-anchor="middle" fill="currentColor" font-size="9.5"'
    periods = [
        f"<text {text} y='{floor + 11 * at:.1f}'>{_text(it)}</text>" for at, it in enumerate(in_lines(bar.label), 1)
    ]
    return (
        f'<rect x="{left:.1f}" y="{floor - height:.1f}" width="{width:.1f}" height="{height:.1f}" {look}/>'
        f'<text {text} y="{floor - height - 4:.1f}">{_text(value_of(bar, numbers))}</text>'
        f"{''.join(periods)}"
    )


def _text(value: str) -> str:
    return html.escape(value)
