"""What a brief says of a state's trade with Afghanistan: turnover, flows, both sides, goods, electricity, targets."""

from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.brief.citations import RECORD, Line, Record, Said, Section, said
from analysis.claims.comparison import statements
from analysis.claims.statistics import statistics_beside
from analysis.mirror.pairs import pairs
from analysis.trade import commodities, comparison, mirrored
from analysis.trade.preferred import RANKS, headline, latest_year, turnover
from data.rows import records
from data.vocabulary import codes, formats, periods
from data.vocabulary.mirror import distance
from data.vocabulary.places import PLACES, name
from data.vocabulary.statements import standing

FIRST: Final = 2021  # the year from which on a brief tells how trade went
CHARTED: Final = 2017  # the year from which on it draws it
GOODS: Final = {"export": 5, "import": 3}
RECENT: Final = 3  # years that tell of goods, among which the busiest is told, as on the page of the state
POWER_YEARS: Final = 3
TARGETS: Final = 4
_WAYS: Final = {"export": "exports to", "import": "imports from", "turnover": "trade with"}


class Bar(NamedTuple):
    """The turnover of a year for the chart.

    `kind` is firm, other (not the country's own, nor the IMF's), part (of a year), or none (nothing on record).
    """

    label: str
    value: float
    kind: str
    said: Said


@dataclass(frozen=True, eq=False)
class Figures:
    """The trade of one state in all goods, worked out once for all that is said of it."""

    record: Record
    code: str

    @cached_property
    def total(self) -> pd.DataFrame:
        """The reported rows of all goods."""
        rows = self.record.trade
        return rows[(rows["country"] == self.code) & (rows["commodity"] == "total")]

    @cached_property
    def turnover(self) -> pd.DataFrame:
        """The preferred turnover of every period."""
        return turnover(self.total, self.record.published)

    @cached_property
    def yearly(self) -> pd.DataFrame:
        """One turnover a year, at times a part of the year beside it."""
        return comparison.yearly(self.turnover)

    def latest(self, flow: str) -> pd.DataFrame:
        """The last full year of exports or imports: one row, or none."""
        rows = self.total[self.total["flow"] == flow]
        return latest_year(headline(rows, self.record.published))

    def reports(self, it: dict[str, Any]) -> list[str]:
        """The sources of all reports that tell of the same as a figure, the preferred one first."""
        behind = comparison.behind(self.total, pd.DataFrame([it]))
        return [it["source_id"], *behind.loc[behind["value_usd"].notna(), "source_id"]]


def trade(figures: Figures) -> Section:
    """Turnover, exports, imports, both sides, goods and electricity, and what is aimed at."""
    record, code = figures.record, figures.code
    lines = (_latest(figures), _years(figures), *_flows(figures), _both_sides(figures), *_goods(record, code),
             _power(record, code), _targets(record, code))  # fmt: skip
    return Section("Trade", lines)


def bars(figures: Figures) -> tuple[Bar, ...]:
    """The turnover by year, as the text has it, from `CHARTED` on; a year of which nothing is on record stands empty."""
    found = figures.yearly[figures.yearly["year"] >= CHARTED]
    told = [(int(it["year"]), _bar(it)) for it in records(found)]
    silent = set(range(CHARTED, figures.record.known_to.year)) - {year for year, _ in told}
    told += [(year, Bar(str(year), 0.0, "none", Said("no figure", ()))) for year in silent]
    return tuple(bar for _, bar in sorted(told, key=itemgetter(0)))


def missing_years(figures: Figures) -> list[int]:
    """The years from `FIRST` on, up to the last that was over, of which no full year's turnover is on record."""
    told = set(figures.yearly.loc[figures.yearly["span"] != "part", "year"])
    return [year for year in range(FIRST, figures.record.known_to.year) if year not in told]


def silent_flows(figures: Figures) -> list[str]:
    """The flows of which no full year since `FIRST` is on record."""
    found = {flow: figures.latest(flow) for flow in ("export", "import")}
    return [flow for flow, years in found.items() if years.empty or years["start"].dt.year.max() < FIRST]


def _label(it: dict[str, Any]) -> str:
    return periods.label(it["start"], it["end"], it["precision"])


def _whose(it: dict[str, Any]) -> str:
    """Who reports a figure, and what kind of figure it is."""
    who = RANKS[int(it["rank"])]
    return f"{who}, sum of both flows, derived" if it["derived"] else who


def _figure(figures: Figures, it: dict[str, Any]) -> list[Said]:
    """A preferred figure with its period, and the spread where others report otherwise."""
    told = [said(f"{formats.usd(it['value'], 4)} in {_label(it)}, {_whose(it)}", [it["source_id"]])]
    if it["reports"] > 1 and it["low"] < it["high"]:
        spread = f"{it['reports']:.0f} reports run from {formats.usd(it['low'], 4)} to {formats.usd(it['high'], 4)}"
        told.append(said(spread, figures.reports(it)))
    return told


def _latest(figures: Figures) -> Line:
    found = latest_year(figures.turnover)
    parts = [said("no yearly figure is on record", [RECORD])]
    if len(found):
        parts = _figure(figures, found.iloc[0].to_dict())
    return Line("Turnover, latest year", tuple(parts))


def _years(figures: Figures) -> Line:
    """The years since `FIRST`; what is no full year, or not the country's own, says so."""
    found = figures.yearly
    parts = [_of_year(figures, it) for it in records(found[found["year"] >= FIRST])]
    return Line("Turnover by year", tuple(parts) or (said("no later figure is on record", [RECORD]),))


def _of_year(figures: Figures, it: dict[str, Any]) -> Said:
    hints = ["part of a year"] if it["span"] == "part" else []
    if not it["firm"] or it["derived"]:
        hints.append(_whose(it))
    sources = [it["source_id"]]
    if it["reports"] > 1 and it["low"] < it["high"]:
        hints.append(f"reports from {formats.usd(it['low'], 4)} to {formats.usd(it['high'], 4)}")
        sources = figures.reports(it)
    more = f" ({'; '.join(hints)})" if hints else ""
    return said(f"{_label(it)}: {formats.usd(it['value'], 4)}{more}", sources)


def _bar(it: dict[str, Any]) -> Bar:
    kind = "part" if it["evidence"] == "part" else "firm" if it["firm"] else "other"
    return Bar(_label(it), float(it["value"]), kind, said(formats.usd(it["value"], 3), [it["source_id"]]))


def _flows(figures: Figures) -> list[Line]:
    """The latest full year of each flow."""
    lines = []
    for flow in ("export", "import"):
        found = figures.latest(flow)
        parts = [said("no yearly figure is on record", [RECORD])]
        if len(found):
            parts = _figure(figures, found.iloc[0].to_dict())
        lines.append(Line(codes.FLOWS[flow], tuple(parts)))
    return lines


def _both_sides(figures: Figures) -> Line:
    """The last year of each flow that both sides report, in all goods."""
    found = pairs(figures.total, figures.record.published)
    found = found.drop_duplicates("flow", keep="last")
    parts = [_pair(it) for it in records(found)]
    return Line("Both sides of the border", tuple(parts) or (said("no period is reported by both", [RECORD]),))


def _pair(it: dict[str, Any]) -> Said:
    mine, theirs = formats.usd(it["value_own"], 4), formats.usd(it["value_afghan"], 4)
    period = periods.label(it["start"], it["end"], it["precision"])
    what = f"{_WAYS[it['flow']]} Afghanistan in {period}: {mine} by {name(it['country'])}'s figures, {theirs} by Afghan ones"
    return said(f"{what} (derived: {distance(it)})", [it["source_id_own"], it["source_id_afghan"]])


def _goods(record: Record, code: str) -> list[Line]:
    """The largest goods of each flow in the busiest of the last years, by the country's figures or else by Afghan ones."""
    rows = record.trade[record.trade["country"] == code]
    lines = []
    for flow, most in GOODS.items():
        told = ((by, commodities.single_goods(rows, flow=flow, by=by)) for by in (mirrored.OWN, mirrored.AFGHAN))
        by, found = next(((by, found) for by, found in told if len(found)), (mirrored.OWN, rows.iloc[:0]))
        label = "Main goods exported" if flow == "export" else "Main goods imported"
        parts = _largest(record, found, most, by) if len(found) else [said("no single good is on record", [RECORD])]
        lines.append(Line(label, tuple(parts)))
    return lines


def _largest(record: Record, found: pd.DataFrame, most: int, by: str) -> list[Said]:
    years = sorted(set(found["start"].dt.year))[-RECENT:]
    year = commodities.busiest_year(found[found["start"].dt.year.isin(years)])
    chosen = headline(found[found["start"].dt.year == year], record.published).nlargest(most, "value")
    bounds = comparison.partial(chosen)
    whose = "its own" if by == mirrored.OWN else "Afghan"
    parts = []
    for it, bound in zip(records(chosen), bounds, strict=True):
        lead = f"in {year}, by {whose} figures: " if not parts else ""
        value = f"at least {formats.floor(it['value'], 'value_usd')}" if bound else formats.usd(it["value"])
        parts.append(said(f"{lead}{codes.goods(it)} {value}", [it["source_id"]]))
    return parts


def _power(record: Record, code: str) -> Line:
    """The last full years of electricity sold to Afghanistan."""
    rows = record.trade[(record.trade["country"] == code) & (record.trade["commodity"] == "electricity")]
    found = headline(rows[rows["flow"] == "export"], record.published, "quantity_gwh")
    found = found[found["span"] != "part"].sort_values("start").tail(POWER_YEARS)
    parts = [
        said(f"{_label(it)}: {formats.amount(it['value'], 'quantity_gwh')}, {_whose(it)}", [it["source_id"]])
        for it in records(found)
    ]
    return Line("Electricity to Afghanistan", tuple(parts) or (said("no yearly figure is on record", [RECORD]),))


def _targets(record: Record, code: str) -> Line:
    """The last targets, each once, with the way from the last statistic."""
    rows = record.trade[record.trade["country"] == code]
    beside = statistics_beside(rows, rows, record.sources)
    found = statements(rows, beside, record.sources, record.known_to)
    found = found[found["status"] == "target"].sort_values("said_on", na_position="first", kind="stable")
    same = ["flow", "commodity", "measure", "value", "start", "end"]
    sources = found.groupby(same, dropna=False)["source_id"].agg(lambda ids: tuple(dict.fromkeys(ids)))
    found = found.drop_duplicates(same, keep="last")
    found = found[found["said_on"].isna() | (found["said_on"].dt.year >= FIRST)].tail(TARGETS)
    parts = [_target(it, sources.loc[[tuple(it[key] for key in same)]].iloc[0]) for it in records(found)]
    return Line("Targets", tuple(reversed(parts)) or (said("none is on record", [RECORD]),))


def _target(it: dict[str, Any], sources: tuple[str, ...]) -> Said:
    what = "turnover" if it["flow"] == "turnover" else f"{it['flow']}s"
    goods = "" if it["commodity"] == "total" else f" of {codes.goods(it)}"
    by = PLACES[it["reported_by"]].adjective if it["reported_by"] in PLACES else it["reported_by"]
    when = ""
    if pd.notna(it["said_on"]):
        when = f", {periods.label(it['said_on'], it['said_to'], it['said_precision'])}"
    text = f"{what}{goods} of {formats.amount(it['value'], it['measure'])} (last said by the {by} side{when}): {standing(it)}"
    return said(text, [it["source_id"], *sources, *([it["last_source_id"]] if pd.notna(it["last_source_id"]) else [])])
