"""The five states in one table: trade, aid since August 2021, standing and latest milestone, each value with its source.

A phone shows one state at a time, chosen by buttons that need no script.
"""

import html
from typing import Final, NamedTuple
from urllib.parse import urlencode

import pandas as pd

from analysis.recognition.positions import RUNGS, Standing
from analysis.trade.preferred import Preferred, of_years, unbroken
from analysis.trade.series import DEFAULT
from analysis.trade.since_2021 import BASE, Since
from charts.base import frame, hover
from charts.base.sparkline import line
from charts.recognition.matrix import DIFFERS, short
from data.rows import records
from data.schema.tables import Aid, Events, Recognition, Sources, Trade
from data.vocabulary import formats, periods
from data.vocabulary.places import CODES, name
from data.vocabulary.text import share
from pages._app.cache import once
from pages._app.filters import DEFAULT_FROM
from pages._app.record import parts
from pages._app.rows import changes_since_2021, in_use, sources
from pages._parts.citation import ADDRESS
from pages._parts.empty import unless_unread
from pages._parts.states import in_words
from pages._parts.states.consignments import every
from pages._parts.states.summary import KABUL, all_turnover, given, positions_of, trade_of

UNCONFIRMED: Final = "°"
NOT_SETTLED: Final = "?"
_STANDING: Final = {
    "de_jure_recognition": "Recognition",
    "afghan_mission": "Afghan embassy run by",
    "mission_in_kabul": "Its embassy in Kabul",
    "terrorist_listing": "Taliban on its terrorist list",
    "special_envoy": "Special envoy",
}
_SIGNS: Final = {
    DIFFERS: "sources differ",
    UNCONFIRMED: "no source has confirmed it for a year",
    NOT_SETTLED: "no source settles it",
}


class Cell(NamedTuple):
    """One value of one state.

    Attributes:
        value: in words.
        more: the period, since when or by whom; the words of the link to the source.
        source_id: the source that it is from; empty for none.
        sign: one of the signs that are explained below the table.
        shade: how close the dealings are within the row, from 0 to 1.
        picture: the address of a picture below the value.
        page: the address of a page that says more, where several sources stand behind it.
    """

    value: str
    more: str = ""
    source_id: str = ""
    sign: str = ""
    shade: float = 0
    picture: str = ""
    page: str = ""


@once
def table(countries: tuple[str, ...]) -> str:
    """Write what is known of each state as HTML.

    Args:
        countries: codes of the chosen states.
    """
    codes = [code for code in CODES if code in countries]
    groups = {
        "Trade with Afghanistan": {
            "Exports plus imports, latest year": _trade,
            f"Change since {BASE}": _change,
        },
        "Aid since August 2021": {"Reported as sent": _aid, "Last consignment": _last_consignment},
        "Standing towards the Taliban authorities": {
            asked: lambda code, of=dimension: _standing(code, of) for dimension, asked in _STANDING.items()
        },
        "Latest milestone": {"Event": _milestone},
    }
    body, signs = [], set()
    for group, asked in groups.items():
        body.append(f'<tbody><tr class="group"><th colspan="{len(codes) + 1}" scope="rowgroup">{group}</th></tr>')
        for label, of in asked.items():
            cells = {code: of(code) for code in codes}
            signs |= {sign for cell in cells.values() for sign in cell.sign.split()}
            drawn = "".join(_cell(code, cell) for code, cell in cells.items())
            body.append(f'<tr><th scope="row">{html.escape(label)}</th>{drawn}</tr>')
        body.append("</tbody>")
    heads = "".join(
        f'<th scope="col" class="{code}" style="border-color:{frame.colour(code)}">'
        f'<a href="country?{urlencode({"state": name(code)})}">{name(code)}</a></th>'
        for code in codes
    )
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    return f'<div class="states">{_switch(codes)}<table>{head}{"".join(body)}</table></div>{_key(signs)}'


def _switch(codes: list[str]) -> str:
    """Buttons of which a phone shows one state each; nothing for one state."""
    if len(codes) < 2:
        return ""
    return "".join(
        f'<input type="radio" name="state-shown" id="shown-{code}" class="{code}"{" checked" * (not number)}>'
        f'<label for="shown-{code}">{name(code)}</label>'
        for number, code in enumerate(codes)
    )


def _key(signs: set[str]) -> str:
    """Explain the shade and each sign that stands in the table, and say where a touch leads."""
    said = [f"{sign} {words}" for sign, words in _SIGNS.items() if sign in signs]
    sentences = [
        "Darker: closer dealings within its row",
        *said,
        "A date opens its source, a name the country",
    ]
    return f'<p class="figure-line">{". ".join(sentences)}. <a href="recognition">All positions</a></p>'


def _cell(code: str, cell: Cell) -> str:
    """Lay out one value, below it its period as a link to its source."""
    known = sources()
    more = html.escape(cell.more)
    if cell.source_id in known.index and ADDRESS.fullmatch(url := str(known.loc[cell.source_id, Sources.url])):
        by = html.escape(f"Source: {known.loc[cell.source_id, Sources.publisher]}")
        more = f'<a href="{html.escape(url)}" target="_blank" title="{by}">{more}</a>'
    if cell.page:
        more = f'<a href="{html.escape(cell.page)}">{more}</a>'
    sign = "".join(f' <abbr title="{_SIGNS[it]}">{it}</abbr>' for it in cell.sign.split())
    picture = f'<img alt="" src="{cell.picture}">' if cell.picture else ""
    shade = f' style="--shade:{cell.shade:.2f}"' if cell.shade else ""
    return f'<td class="{code}"{shade}><b>{html.escape(cell.value)}</b>{sign}{picture}<small>{more}</small></td>'


def _trade(code: str) -> Cell:
    row = trade_of(code)
    if row is None:
        return Cell(unless_unread(Trade, "not reported"))
    figure = in_words.figure(row)
    own = hover.reporter(row) == "own" and row[Preferred.status] == "statistic"
    return Cell(
        figure.amount, f"{hover.short_period(row)}, {'own statistics' if own else hover.says(row)}", row[Preferred.source_id],
        sign=DIFFERS if figure.others else "", picture=_sparkline(code),
    )  # fmt: skip


def _sparkline(code: str) -> str:
    """Draw the yearly turnover by own and IMF figures in dollars since 2010, broken as on the chart below."""
    every_year = of_years(all_turnover())
    years = every_year[(every_year[Preferred.country] == code) & every_year[Preferred.firm]]
    years = years[years[Preferred.start].dt.year >= DEFAULT_FROM]
    parts = unbroken(records(years.sort_values(Preferred.end)))
    pairs = [[(row[Preferred.start].year, row[Preferred.value]) for row in part] for part in parts]
    last = int(every_year[Preferred.start].dt.year.max())
    return line(pairs, frame.colour(code), DEFAULT_FROM, last, BASE + 0.12) if sum(map(len, pairs)) > 2 else ""


def _change(code: str) -> Cell:
    changes = changes_since_2021(DEFAULT)
    found = records(changes[changes[Since.country] == code])
    if not found:
        return Cell(unless_unread(Trade, "not known"), "" if parts(Trade).unreadable else f"no series from {BASE} on")
    (row,) = found
    change = row[Since.change_percent]
    if pd.isna(change):
        return Cell(formats.usd(row[Since.last]), f"{row[Since.year]}; none in {BASE}", row[Since.source_id])
    first, last = formats.usd(row[Since.first]), formats.usd(row[Since.last])
    sign = "+" if change > 0 else "−"  # noqa: RUF001  a minus as wide as the plus
    preliminary = ", preliminary" if row[Since.status] == "preliminary" else ""
    return Cell(f"{sign}{share(change)}", f"{first} to {last} ({row[Since.year]}{preliminary})", row[Since.source_id])


def _aid(code: str) -> Cell:
    row = given(code)
    if row is None:
        return Cell(unless_unread(Aid, "none in our data"))
    count = in_words.consignments(int(row["sent_count"]), int(row["sent_unweighed"]))
    return Cell(in_words.least_weight(row["sent_low_t"]), count, page=f"aid?{urlencode({'country': name(code)})}")


def _last_consignment(code: str) -> Cell:
    of_state = every()[(every()["donor"] == code) & every()["counts"] & (every()["start"] >= pd.Timestamp(KABUL))]
    of_state = of_state[of_state["stage"] != "pledged"].sort_values("start", kind="stable")
    found = records(of_state.tail(1))
    if not found:
        return Cell(unless_unread(Aid, "none in our data"))
    (row,) = found
    when = periods.label(row["start"], row["end"], row["precision"])
    return Cell(when, row["stage"], row["source_ids"].split(";")[0])


def _standing(code: str, dimension: str) -> Cell:
    latest = positions_of(code, dimension)
    if not latest:
        return Cell(unless_unread(Recognition, "none known" if dimension == "special_envoy" else "not known"))
    row = latest[-1]
    if row[Standing.value] == "unclear":
        return Cell("not established", "what is reported", row[Standing.source_id], sign=NOT_SETTLED)
    ladder = RUNGS.get(dimension, ())
    rung = (row[Standing.rung] - 1) / (len(ladder) - 1) if ladder and pd.notna(row[Standing.rung]) else 0
    since = in_words.day_of(row, "since")
    dates = f"{since} to {in_words.day_of(row, 'until')}" if row["over"] else f"since {since}"
    signs = [DIFFERS] * bool(row[Standing.conflicts]) + [UNCONFIRMED] * (not row["confirmed"] and not row["over"])
    return Cell(short(row[Standing.value]), dates, row[Standing.source_id], " ".join(signs), rung)


def _milestone(code: str) -> Cell:
    """Find the last milestone of the state alone."""
    events = in_use(Events)
    mine = events[Events.countries].map(lambda it: [one for one in it.split(";") if one in CODES] == [code])
    events = events[mine.astype(bool) & (events[Events.significance] == 3)].sort_values(Events.start, kind="stable")
    for row in records(events.tail(1)):
        return Cell(row[Events.label], hover.period(row), row[Events.source_ids].split(";")[0])
    return Cell(unless_unread(Events, "none in our data"))
