"""Every table of the project, declared once: what a row is, its columns with heading and unit, its rules, its key."""

from typing import Final

import pandas as pd

from data.schema.columns import Column, Table, TableRule, column
from data.vocabulary import codes
from data.vocabulary.periods import PRECISIONS
from data.vocabulary.places import CODES, PLACES

_CODES: Final = tuple(PLACES)


def _start(of: str = "Period") -> Column:
    return column("date", f"{of} from", f"First day of the {of.lower()}; empty where the source names none.")


def _end(of: str = "Period") -> Column:
    return column("date", f"{of} to", f"Last day of the {of.lower()}, inclusive.")


def _precision(of: str = "the period") -> Column:
    return column("text", "Told by", f"How exactly the source tells {of}.", required=True, values=PRECISIONS)


def _country(heading: str, description: str, *, many: bool = False) -> Column:
    return column("text", heading, description, required=True, values=_CODES, many=many)


def _source(*, many: bool = False) -> Column:
    return column(
        "text", "Sources" if many else "Source", "Who says so: `source_id` in the table of sources.",
        required=True, cites=True, many=many,
    )  # fmt: skip


def _together(one: str, other: str) -> TableRule:
    """Require that of two columns a row has both or neither."""

    def rule(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
        alone = rows[one].isna() != rows[other].isna()
        return (rows.index[alone], f"has one of {one} and {other} without the other") if alone.any() else None

    return rule


def _note() -> Column:
    return column("text", "Note", "What else must be known to read the row.")


def _preferred_overlap(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """Preferred positions of a country on one dimension must follow each other; places may stand side by side."""
    drawn = rows[rows["preferred"].astype(bool) & ~rows["dimension"].isin(codes.OFFICES)]
    drawn = drawn.sort_values(["country", "dimension", "start"])
    before = drawn.groupby(["country", "dimension"]).shift()
    overlaps = before["start"].notna() & ~(before["until"] <= drawn["start"])
    if not overlaps.any():
        return None
    return drawn.index[overlaps], "begins before the preferred position before it has ended"


def _office_without_place(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """Consulates and trade offices have a place, and nothing else has."""
    office = rows["dimension"].isin(codes.OFFICES)
    wrong = office != rows["place"].notna()
    return (rows.index[wrong], "has a place and is no office, or is one without a place") if wrong.any() else None


def _part_of_no_delivery(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """That a part had arrived is said of a delivery."""
    wrong = (rows["caveat"] == "partly") & (rows["status"] != "delivered")
    return (rows.index[wrong], "arrived in part and is no report of a delivery") if wrong.any() else None


def _date_of_no_occasion(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """A date of an occasion needs the occasion."""
    wrong = rows["occasion_on"].notna() & rows["occasion"].isna()
    return (rows.index[wrong], "dates an occasion that it does not name") if wrong.any() else None


def _without_route_or_reason(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """A project that is not drawn says why."""
    wrong = rows["towns"].isna() & rows["left_out"].isna()
    return (rows.index[wrong], "has no towns and does not say why") if wrong.any() else None


def _share_without_whole(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """A share, or an amount of the whole, says of what; and nothing else does."""
    told = rows[["share_percent", "whole_t", "whole_gwh"]].notna().any(axis=1)
    apart = told != rows["whole"].notna()
    return (
        (rows.index[apart], "has a share without its whole, or a whole without a share or amount")
        if apart.any()
        else None
    )


def _goods_without_name(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """Goods have a name where their code is none of ours, and only there."""
    apart = rows["commodity"].isin(list(codes.COMMODITIES)) == rows["commodity_name"].notna()
    return (
        (rows.index[apart], "names goods that have a code of ours, or has a code that is none without a name")
        if apart.any()
        else None
    )


class Trade(Table):
    """One trade figure between a Central Asian state and Afghanistan, as one side or source tells it."""

    name, heading = "trade", "Trade"
    country = _country("Country", "The Central Asian state; several codes where one figure covers them.", many=True)
    flow = column("text", "Flow", "export (to Afghanistan), import (from Afghanistan) or turnover (both).",
                  required=True, values=tuple(codes.FLOWS))  # fmt: skip
    start, end, precision = _start(), _end(), _precision()
    commodity = column("text", "Commodity", "Code of what was traded: one of ours (`total` is all goods), else one that stands for "
                       "`commodity_name`.", required=True, pattern="[a-z0-9_]+")  # fmt: skip
    commodity_name = column(
        "text", "Name of the commodity", "What the source calls goods that we have no code of our own for."
    )
    hs = column("text", "HS code", "Code of the Harmonised System, where the goods fit one.", pattern=r"\d{2,6}")
    value_usd = column("number", "Value", "Value in current US dollars.", unit="US$", low=0)
    quantity_t = column("number", "Quantity", "Quantity in tonnes.", unit="t", low=0)
    quantity_gwh = column("number", "Electricity", "Electrical energy.", unit="GWh", low=0)
    bound = column("text", "Bound", "exact: the figure as its source gives it, be it rounded; at_least or at_most: a bound, since part "
                   "of what it counts is left out or added.", required=True, values=tuple(codes.BOUNDS))  # fmt: skip
    valuation = column("text", "Valuation", "FOB (at the exporter's border) or CIF (with freight), where known.",
                       values=("FOB", "CIF"))  # fmt: skip
    reported_by = _country("Reported by", "Whose statistics or officials; NEWS where the press does not say.")
    made_by = _country(
        "Made by",
        "Whose statistics or estimate the number is: whoever reports it, or the state whose figure the IMF passes on.",
    )
    status = column("text", "Status", "What kind of figure: statistic, preliminary, estimate, claim, target, potential, contract.",
                    required=True, values=tuple(codes.FIGURE_STATUS))  # fmt: skip
    doubted = column(
        "text", "Doubted", "Why we doubt the figure: no sentence on a rise or fall rests on it. Empty where we do not."
    )
    share_percent = column(
        "number", "Share", "Share that the source itself tells, of `whole`.", unit="%", low=0, high=100
    )
    whole = column("text", "Share of", "What `share_percent` is a share of, or what `whole_t` and `whole_gwh` are the amount of.",
                   values=tuple(codes.WHOLES))  # fmt: skip
    whole_t = column("number", "Whole, weight", "The whole as the same source tells it.", unit="t", low=0)
    whole_gwh = column("number", "Whole, electricity", "The whole as the same source tells it.", unit="GWh", low=0)
    source_id, note = _source(), _note()
    key = (
        "country", "flow", "start", "end", "commodity", "hs", "value_usd", "quantity_t", "quantity_gwh", "valuation",
        "reported_by", "made_by", "status", "source_id",
    )  # fmt: skip
    identity = (
        "country", "flow", "start", "end", "commodity", "commodity_name", "hs", "valuation", "reported_by", "status",
        "source_id",
    )  # fmt: skip
    rules = (_share_without_whole, _goods_without_name)


class Aid(Table):
    """One report of one consignment or programme of aid; several reports of the same goods share a shipment."""

    name, heading = "aid", "Aid"
    shipment = column("text", "Shipment", "Our key of the goods: totals count a shipment once.", required=True)
    donor = _country("Donor", "The giving state.")
    start, end, precision = _start("Date"), _end("Date"), _precision("the date")
    status = column("text", "Stage", "pledged, dispatched or delivered, as this report has it.", required=True,
                    values=tuple(codes.STAGES))  # fmt: skip
    category = column("text", "Kind", "Kind of aid.", required=True, values=tuple(codes.AID_KINDS))
    items = column("text", "Goods", "What was given, as the report lists it.", required=True)
    weight_t = column("number", "Weight", "Weight; empty where the report gives none.", unit="t", low=0)
    value_usd = column("number", "Value", "Value in US dollars; empty where the report gives none.", unit="US$", low=0)
    channel = column("text", "Channel", "bilateral, or through whom.", required=True)
    area = column("text", "Area", "Where the aid went, as far as the report says.")
    occasion = column("text", "Occasion", "What the aid was given for, as far as the report says.")
    occasion_on = column(
        "date", "Date of the occasion", "Its first day, where it is dated and its name does not bear a year."
    )
    occasion_on_precision = _precision("the date of the occasion")
    caveat = column("text", "Caveat", "Why the report is not simply added to totals; empty where it is.",
                    values=tuple(codes.AID_CAVEATS))  # fmt: skip
    source_id, note = _source(), _note()
    key = ("shipment", "start", "end", "status", "source_id")
    rules = (_part_of_no_delivery, _date_of_no_occasion)


class Recognition(Table):
    """A state's position on one dimension of dealing with the Afghan authorities, from a date on."""

    name, heading = "recognition", "Recognition"
    country = _country("Country", "The state whose position it is.")
    dimension = column("text", "Dimension", "Which kind of dealing.", required=True, values=tuple(codes.DIMENSIONS))
    value = column("text", "Position", "A code on the ladder dimensions, words on the others.", required=True)
    place = column("text", "Place", "Town of a consulate or trade office: several stand side by side.")
    place_status = column("text", "State of the office", "Whether the office at the place is more than a plan.",
                          values=tuple(codes.OFFICE_STATUS))  # fmt: skip
    start = column("date", "From", "First day of the position; of a month or year its first day.", required=True)
    start_precision = _precision("the beginning")
    until = column("date", "Until", "The day on which another position took over; empty while none is known.")
    until_precision = _precision("the end")
    last_seen = column("date", "Last seen", "Until when an open row is confirmed; of a month its first day.")
    last_seen_precision = _precision("the last confirmation")
    preferred = column("flag", "Preferred", "Whether we draw this reading; the others stay beside it as conflicts.",
                       required=True)  # fmt: skip
    source_id, note = _source(), _note()
    key = ("country", "dimension", "value", "start", "source_id")
    identity = ("country", "dimension", "start", "source_id")
    rules = (_preferred_overlap, _office_without_place, _together("place", "place_status"))


class Events(Table):
    """One event between Central Asia, Afghanistan and the world."""

    name, heading = "events", "Events"
    event_id = column("text", "Event", "Our key of the event.", required=True, pattern=r"[a-z0-9-]+")
    start, end, precision = _start("Date"), _end("Date"), _precision("the date")
    countries = _country("Countries", "Who took part or was concerned.", many=True)
    category = column(
        "text", "Category", "What the event was about.", required=True, values=tuple(codes.EVENT_CATEGORIES)
    )
    title = column("text", "Title", "What happened, in one line.", required=True)
    label = column("text", "Label", "Two or three words for a chart; milestones only.")
    summary = column("text", "Summary", "What happened, in a sentence or two.", required=True)
    significance = column("count", "Weight", "3 a milestone, 2 notable, 1 detail.", required=True, low=1, high=3)
    source_ids = _source(many=True)
    key = ("event_id",)


class Votes(Table):
    """How one state voted on one resolution about Afghanistan."""

    name, heading = "votes", "Votes"
    body = column("text", "Body", "General Assembly (UNGA) or Human Rights Council (UNHRC).", required=True)
    resolution = column("text", "Resolution", "Its symbol.", required=True)
    start, end, precision = _start("Date"), _end("Date"), _precision("the date")
    country = _country("Country", "Who voted.")
    vote = column("text", "Vote", "yes, no, abstain or absent.", required=True, values=tuple(codes.VOTES))
    source_id, note = _source(), _note()
    key = ("resolution", "country")


class Appeals(Table):
    """One reading of a United Nations appeal for Afghanistan: asked and received, at a date."""

    name, heading = "appeals", "UN appeals"
    year = column("count", "Year", "The year of the plan.", required=True, low=2000, high=2100)
    plan = column("text", "Plan", "Which plan.", required=True)
    plan_kind = column("text", "Kind of plan", "The plan of the year, or another one that stands beside it.", required=True,
                       values=tuple(codes.PLAN_KINDS))  # fmt: skip
    required_usd = column("number", "Required", "What was asked for.", unit="US$", low=0)
    funded_usd = column("number", "Funded", "What had been received.", unit="US$", low=0)
    start, end, precision = _start("Reading"), _end("Reading"), _precision("the date of the reading")
    source_id = _source()
    key = ("year", "plan", "start", "end", "source_id")


class Flows(Table):
    """One flow of humanitarian funding to Afghanistan in one usage year, as the Financial Tracking Service has it.

    Reporting to the service is voluntary: most of what the five states send is not in it, so no flow is not no aid.
    """

    name, heading, live = "flows", "Humanitarian funding", True
    flow_id = column("text", "Flow", "Key of the flow in the service; one shared by years stands in each of them.",
                     required=True, pattern=r"\d+")  # fmt: skip
    start, end, precision = _start("Usage year"), _end("Usage year"), _precision("the usage year")
    country = column("text", "Country", "The Central Asian state that the donor belongs to; empty for all others.",
                     values=CODES, many=True)  # fmt: skip
    donor = column("text", "Donor", "The giving organisation, by the name that it has in the service.", required=True)
    donor_kind = column("text", "Kind of donor", "Government, UN agency, pooled fund, ..., as the service has it.")
    recipient = column("text", "Recipient", "The organisation that receives the money or goods.")
    plan = column("text", "Plan", "The appeal that the flow counts towards; empty where it counts towards none.")
    description = column("text", "Description", "What the flow is for, as reported to the service.")
    status = column("text", "Stage", "pledge, commitment or paid.", required=True, values=tuple(codes.FUNDING))
    kind = column("text", "Kind of flow", "Standard, Parked, Carryover or Pass through, as the service has it.")
    form = column("text", "Form", "financial or in-kind, as the service has it.")
    new_money = column("flag", "New money", "Whether the money is new, not passed on or carried over.",
                       required=True)  # fmt: skip
    on_boundary = column("text", "On the boundary", "single, or shared with other countries or years and then whole in each.",
                         required=True, values=("single", "shared"))  # fmt: skip
    counts = column("flag", "Counts", "Whether the flow is in the funding total of the service: single, and no pledge.",
                    required=True)  # fmt: skip
    value_usd = column("number", "Value", "Value in US dollars of the day; empty where goods are not valued.",
                       unit="US$", low=0)  # fmt: skip
    original_amount = column("number", "Amount as given", "In the currency beside it.", low=0)
    original_currency = column("text", "Currency", "ISO 4217 code of the amount as given.", pattern="[A-Z]{3}")
    reported_on = column("date", "First reported", "The day on which the flow was first reported.")
    version = column("count", "Version", "Version of the flow in the service; flows are edited and deleted.", low=1)
    updated_on = column("date", "Last edited", "The day of the last edit in the service.")
    source_id = _source()
    key = ("start", "flow_id", "source_id")


class Indicators(Table):
    """One year of a Central Asian state or Afghanistan: output, people and price level, to set other figures against."""

    name, heading, live = "indicators", "Indicators", True
    country = _country("Country", "Whose year it is.")
    start, end, precision = _start("Year"), _end("Year"), _precision("the year")
    gdp_usd = column("number", "GDP", "Gross domestic product in current US dollars.", unit="US$", low=0)
    population = column("count", "Population", "People at mid-year.", unit="people", low=1)
    price_level = column("number", "Price level", "Price level of the gross domestic product; the United States are 100.",
                         unit="US = 100", low=0)  # fmt: skip
    source_id = _source()
    key = ("country", "start", "source_id")


class Transit(Table):
    """United Nations goods moved through a Central Asian hub; never a gift of the host."""

    name, heading = "transit", "UN transit"
    hub = column("text", "Hub", "Through where.", required=True)
    start, end, precision = _start(), _end(), _precision()
    agency = column("text", "Agency", "Whose goods.", required=True)
    measure = column("text", "Measure", "What was counted.", required=True)
    quantity = column("number", "Quantity", "How much, in the unit beside it.", required=True, low=0)
    unit = column("text", "Unit", "tonnes, tonnes per day, wagons or trucks.", required=True)
    source_id, note = _source(), _note()
    key = ("hub", "start", "end", "agency", "measure", "source_id")


class Projects(Table):
    """One dated status of a rail, power, gas, water or market project."""

    name, heading = "projects", "Projects"
    project = column("text", "Project", "Its name, the same on all its rows.", required=True)
    kind = column("text", "Kind", "Kind of work.", required=True, values=tuple(codes.PROJECT_KINDS))
    countries = _country("Countries", "Who takes part.", many=True)
    status = column("text", "Status", "How far it had come.", required=True)
    start, end, precision = _start("Date"), _end("Date"), _precision("the date")
    capacity = column("text", "Capacity", "Planned capacity, in the source's own terms.")
    cost_usd = column("number", "Cost", "Planned cost.", unit="US$", low=0)
    length_km = column("number", "Length", "Length.", unit="km", low=0)
    summary = column("text", "Summary", "What the source says.", required=True)
    source_id = _source()
    key = ("project", "status", "start", "end", "source_id")


class AnnouncedDates(Table):
    """A date announced for a project, and the report that it was reached, where there is one: read by hand, with its words."""

    name, heading = "announced_dates", "Announced dates"
    project = column("text", "Project", "Its name in the table of projects.", required=True)
    goal = column("text", "Goal", "Our key of what is to be there by then: the same key, the same thing.", required=True,
                  pattern=r"[a-z0-9_]+")  # fmt: skip
    what = column("text", "Goal in words", "What is to be there by then.", required=True)
    start, end, precision = _start("Announced"), _end("Announced"), _precision("the day of the announcement")
    due_start, due_end = _start("Due"), _end("Due")
    due_precision = _precision("the date announced")
    counted = column(
        "flag", "Counted", "Whether the words name a duration, from which we counted the date.", required=True
    )
    quote = column("text", "Quote", "The words from which the date is taken, as our rows have them.", required=True)
    source_ids = _source(many=True)
    met_start, met_end = _start("Reached"), _end("Reached")
    met_precision = _precision("the day of the report that it was reached")
    met_source_ids = column("text", "Sources of the report that it was reached", "Empty where no such report is on record.",
                            cites=True, many=True)  # fmt: skip
    key = ("project", "start", "goal")
    rules = (_together("met_start", "met_source_ids"),)


class Routes(Table):
    """The towns that a project joins, from one end to the other, as the cited reports name them."""

    name, heading = "routes", "Routes"
    project = column("text", "Project", "Its name in the table of projects.", required=True)
    towns = column("text", "Towns", "In order; empty where the project is not drawn.", many=True)
    left_out = column("text", "Not drawn", "What of the project is not drawn, and why; empty where all is.")
    source_ids = _source(many=True)
    key = ("project",)
    rules = (_without_route_or_reason,)


class Towns(Table):
    """A town that routes join. Coordinates are approximate, of the town, and cite no page; `crossings` has its own."""

    name, heading = "towns", "Towns"
    town = column("text", "Town", "Its name, as routes have it.", required=True)
    lat = column("number", "Latitude", "North.", unit="°", required=True, low=25, high=50)
    lon = column("number", "Longitude", "East.", unit="°", required=True, low=50, high=85)
    key = ("town",)


class Crossings(Table):
    """One border crossing between a Central Asian state and Afghanistan."""

    name, heading = "crossings", "Crossings"
    crossing = column("text", "Crossing", "Its name, both sides.", required=True)
    country = _country("Country", "The Central Asian side.")
    afghan_side = column("text", "Afghan side", "Place on the Afghan side.", required=True)
    other_side = column("text", "Other side", "Place on the Central Asian side.", required=True)
    modes = column("text", "Modes", "How it is crossed.", required=True, many=True,
                   values=("road", "rail", "bridge", "river"))  # fmt: skip
    lat = column("number", "Latitude", "North; approximate ones say so in the note.", unit="°", low=34, high=40)
    lon = column("number", "Longitude", "East.", unit="°", low=59, high=76)
    source_id, note = _source(), _note()
    key = ("crossing",)


class Refugees(Table):
    """Afghans in a Central Asian state at the end of a year."""

    name, heading = "refugees", "Refugees"
    country = _country("Country", "The host state.")
    start, end, precision = _start("Year"), _end("Year"), _precision("the year")
    refugees = column(
        "count",
        "Refugees",
        "Recognised refugees and people in a refugee-like situation.",
        unit="people",
        low=0,
    )
    asylum_seekers = column("count", "Asylum seekers", "Waiting for a decision.", unit="people", low=0)
    other_in_need = column("count", "Others in need", "Others of concern to UNHCR; in 2025 some moved here from refugees.",
                           unit="people", low=0)  # fmt: skip
    source_id = _source()
    key = ("country", "start", "source_id")


class FoodPrices(Table):
    """The median retail price of a commodity over the markets of Afghanistan in a month: derived, the method is ours."""

    name, heading = "food_prices", "Food prices"
    commodity = column(
        "text", "Commodity", "What was priced; `Exchange rate` is afghani for a US dollar.", required=True
    )
    start, end, precision = _start("Month"), _end("Month"), _precision("the month")
    unit = column("text", "Unit", "What the price is for: kilogram, litre or dollar.", required=True,
                  values=("KG", "L", "USD/LCU"))  # fmt: skip
    price_afn = column("number", "Price in afghani", "Derived: median over the markets.", unit="AFN", low=0)
    price_usd = column("number", "Price in dollars", "Derived: median over the markets.", unit="US$", low=0)
    markets = column("count", "Markets", "How many markets were seen.", low=1)
    source_id = _source()
    key = ("commodity", "start", "unit", "source_id")


class Sources(Table):
    """One page, report or data set that rows of the other tables cite."""

    name, heading = "sources", "Sources"
    source_id = column("text", "Source", "Our key of the source; `nd` in it: the page bears no date.", required=True,
                       pattern=r"[A-Za-z0-9._-]+")  # fmt: skip
    publisher = column("text", "Publisher", "Who published it.", required=True)
    start, end, precision = _start("Published"), _end("Published"), _precision("the date of publication")
    url = column("text", "Address", "Where it stands.", required=True, pattern=r"https?://\S+")
    kind = column("text", "Kind", "Kind of source.", required=True, values=tuple(codes.SOURCE_KINDS))
    language = column("text", "Language", "ISO 639 code.", required=True, pattern=r"[a-z]{2,3}")
    describes = column("text", "What it tells", "What we took from it, in our words.", required=True)
    key = ("source_id",)


class Loads(Table):
    """The last load of one table from one loader."""

    name, heading = "loads", "Loads"
    loader = column("text", "Loader", "The module in `loaders/`.", required=True)
    table = column("text", "Table", "The table that it filled.", required=True)
    origin = column("text", "From", "File or address that was read.", required=True)
    loaded_at = column(
        "text", "Loaded at", "When the rows last changed, in universal time; empty while none ever came."
    )
    row_count = column("count", "Rows", "How many rows stand in the part.", required=True, low=0)
    fingerprint = column("text", "Fingerprint", "Of the part as it was written: another one tells of a load cut short.",
                         pattern=r"[0-9a-f]{16}")  # fmt: skip
    state = column("text", "State", "good, or failed: the rows then are those of the load before.", required=True,
                   values=("good", "failed"))  # fmt: skip
    reason = column("text", "Reason", "Why the load failed.")
    key = ("loader", "table")


class Changes(Table):
    """One difference between the last two loads of a table from one loader; the first load has none."""

    name, heading = "changes", "Changes"
    loader = column("text", "Loader", "The module in `loaders/`.", required=True)
    table = column("text", "Table", "The table that it fills.", required=True)
    kind = column("text", "Kind", "A row added, a row lost, a value changed; or how many more there were.",
                  required=True, values=("added", "lost", "changed", "more"))  # fmt: skip
    row = column("text", "Row", "Which row, in words.", required=True)
    column_name = column("text", "Column", "Which value changed; empty for a whole row.")
    before = column("text", "Before", "What stood there; of a lost row its values.")
    after = column("text", "After", "What stands there now; of an added row its values.")
    loaded_at = column("text", "Loaded at", "When it changed, in universal time.", required=True)
    key = ("loader", "table", "kind", "row", "column_name", "before", "after")


TABLES: Final[tuple[type[Table], ...]] = (
    Trade, Aid, Recognition, Events, Votes, Appeals, Flows, Transit, Projects, AnnouncedDates, Routes, Towns, Crossings, Refugees, FoodPrices,
    Indicators, Sources, Loads, Changes,
)  # fmt: skip
BY_NAME: Final = {table.name: table for table in TABLES}
