"""What a brief states of a state's trade with Afghanistan: turnover, flows, both sides, goods, electricity, targets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

import pandas as pd

from analysis.brief.statements import Section, Statement, Tables, line, state
from analysis.claims.comparison import statements
from analysis.claims.statistics import statistics_beside
from analysis.mirror.pairs import pairs
from analysis.trade import commodities, comparison, mirrored
from analysis.trade.preferred import Preferred, headline, latest_year, of_years, turnover
from data.rows import Row, records
from data.schema.tables import Trade

FIRST: Final = 2021  # the year from which on a brief states how trade went
CHARTED: Final = 2017  # the year from which on it draws it
GOODS: Final = {"export": 5, "import": 3}  # how many
RECENT: Final = 3  # years with goods, among which the busiest is chosen, as on the page of the state
POWER_YEARS: Final = 3
TARGETS: Final = 4
_SAME_TARGET: Final = ["flow", "commodity", "measure", "value", "start", "end"]


class Bar(NamedTuple):
    """The turnover of a year for the chart, in US dollars.

    `kind` is firm, other (not the country's own, nor the IMF's), part (of a year), or none (there is no figure).
    """

    kind: str
    value: float
    statement: Statement


@dataclass(frozen=True, eq=False)
class Figures:
    """The trade of one state in all goods, worked out once for all that is stated of it."""

    tables: Tables
    code: str

    @cached_property
    def of_state(self) -> pd.DataFrame:
        """The reported rows of the state."""
        return self.tables.trade[self.tables.trade[Trade.country] == self.code]

    @cached_property
    def total(self) -> pd.DataFrame:
        """The reported rows of all goods."""
        return self.of_state[self.of_state[Trade.commodity] == "total"]

    @cached_property
    def turnover(self) -> pd.DataFrame:
        """The preferred turnover of every period: rows of `Preferred`."""
        return turnover(self.total, self.tables.published)

    @cached_property
    def yearly(self) -> pd.DataFrame:
        """One turnover a year, at times a part of the year beside it."""
        return comparison.yearly(self.turnover)

    def latest(self, flow: str) -> pd.DataFrame:
        """Choose the last full year of exports or imports: one row of `Preferred`, or none."""
        rows = self.total[self.total[Trade.flow] == flow]
        return latest_year(headline(rows, self.tables.published))

    def reports(self, row: Row) -> list[str]:
        """List the sources of all reports behind a row of `Preferred`, the preferred one first."""
        ids = self.total.loc[self.total[Trade.row_id].isin(row[Preferred.behind]), Trade.source_id]
        return [row[Preferred.source_id], *ids]


def trade(figures: Figures) -> Section:
    """State turnover, exports, imports, both sides, goods and electricity, and what is aimed at."""
    years = figures.yearly[figures.yearly["year"] >= FIRST]
    lines = (
        line("turnover", _latest(figures, latest_year(figures.turnover))),
        line("years", (_of_year(figures, row) for row in records(years))),
        *(line(flow, _latest(figures, figures.latest(flow))) for flow in ("export", "import")),
        line("both_sides", _both_sides(figures)),
        *(line(f"goods_{flow}", _goods(figures, flow)) for flow in GOODS),
        line("electricity", _power(figures)),
        line("targets", _targets(figures)),
    )
    return Section("trade", lines)


def bars(figures: Figures) -> tuple[Bar, ...]:
    """List the turnover by year, as the text has it, from `CHARTED` on; a year without a figure stands empty."""
    years = figures.yearly[figures.yearly["year"] >= CHARTED]
    drawn = [(int(row["year"]), _bar(row)) for row in records(years)]
    silent = set(range(CHARTED, figures.tables.known_to.year)) - {year for year, _ in drawn}
    drawn += [(year, Bar("none", 0.0, state("no_bar", {"year": year}, []))) for year in silent]
    return tuple(bar for _, bar in sorted(drawn, key=itemgetter(0)))


def _bar(row: Row) -> Bar:
    kind = "firm" if row[Preferred.firm] else "other"
    kind = "part" if row[Preferred.evidence] == "part" else kind
    return Bar(kind, float(row[Preferred.value]), state("bar", row, [row[Preferred.source_id]]))


def missing_years(figures: Figures) -> list[int]:
    """Find the years from `FIRST` on, up to the last that was over, without the turnover of a full year."""
    full = set(of_years(figures.yearly)["year"])
    return [year for year in range(FIRST, figures.tables.known_to.year) if year not in full]


def silent_flows(figures: Figures) -> list[str]:
    """Find the flows without a figure of a full year since `FIRST`."""
    latest = {flow: figures.latest(flow) for flow in ("export", "import")}
    return [flow for flow, years in latest.items() if years.empty or years[Preferred.start].dt.year.max() < FIRST]


def _latest(figures: Figures, latest: pd.DataFrame) -> Iterator[Statement]:
    """State a preferred figure, and the spread where others report otherwise."""
    for row in records(latest):
        yield state("figure", row, [row[Preferred.source_id]])
        if _differ(row):
            yield state("spread", row, figures.reports(row))


def _of_year(figures: Figures, row: Row) -> Statement:
    """State the figure of a year, with the reports that differ from it."""
    return state("year", row, figures.reports(row) if _differ(row) else [row[Preferred.source_id]])


def _differ(row: Row) -> bool:
    return row[Preferred.low] < row[Preferred.high]


def _both_sides(figures: Figures) -> Iterator[Statement]:
    """State the last period of each flow that both sides report, in all goods."""
    latest = pairs(figures.total, figures.tables.published).drop_duplicates("flow", keep="last")
    for row in records(latest):
        yield state("pair", row, [row["source_id_own"], row["source_id_afghan"]])


def _goods(figures: Figures, flow: str) -> Iterator[Statement]:
    """State the largest goods of a flow in the busiest of the last years, by the country's figures or else by Afghan ones."""
    for by in (mirrored.OWN, mirrored.AFGHAN):
        reported = commodities.single_goods(figures.of_state, flow=flow, by=by)
        if len(reported):
            break
    else:
        return
    years = reported[Trade.start].dt.year
    year = commodities.busiest_year(years[years.isin(sorted(set(years))[-RECENT:])])
    largest = headline(reported[years == year], figures.tables.published).nlargest(GOODS[flow], Preferred.value)
    for at, row in enumerate(records(largest)):
        yield state("goods", {**row, "year": year, "by": by, "first": at == 0}, [row[Preferred.source_id]])


def _power(figures: Figures) -> Iterator[Statement]:
    """State the last full years of electricity sold to Afghanistan."""
    rows = figures.of_state
    sold = rows[(rows[Trade.commodity] == "electricity") & (rows[Trade.flow] == "export")]
    years = of_years(headline(sold, figures.tables.published, Trade.quantity_gwh))
    for row in records(years.sort_values(Preferred.start).tail(POWER_YEARS)):
        yield state("electricity", row, [row[Preferred.source_id]])


def _targets(figures: Figures) -> Iterator[Statement]:
    """State the last targets, each once, the newest first, with the way from the last statistic."""
    tables = figures.tables
    beside = statistics_beside(figures.of_state, figures.of_state, tables.sources)
    spoken = statements(figures.of_state, beside, tables.sources, tables.known_to)
    spoken = spoken[spoken["status"] == "target"].sort_values("said_on", na_position="first", kind="stable")
    repeats = spoken.groupby(_SAME_TARGET, dropna=False)["source_id"].transform(
        lambda ids: ";".join(dict.fromkeys(ids))
    )
    targets = spoken.assign(repeats_in=repeats).drop_duplicates(_SAME_TARGET, keep="last")
    targets = targets[targets["said_on"].isna() | (targets["said_on"].dt.year >= FIRST)].tail(TARGETS)
    for row in records(targets[::-1]):
        last = [row["last_source_id"]] if pd.notna(row["last_source_id"]) else []
        yield state("target", row, [row["source_id"], *row["repeats_in"].split(";"), *last])
