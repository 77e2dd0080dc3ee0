"""Aid, the appeals of the United Nations, the funding that they receive, and goods in transit."""

import re

import pandas as pd

from data.schema.columns import Rule, Siblings, Table, column
from data.schema.tables import fields
from data.vocabulary import codes
from data.vocabulary.places import CODES


def _delivered_before_pledged(rows: pd.DataFrame) -> pd.Series:
    """The last delivery of a shipment ends before its first pledge: by more than a week, as pages also report late."""
    first = rows["start"].where(rows["status"] == "pledged").groupby(rows["shipment"]).transform("min")
    last = rows["end"].where(rows["status"] == "delivered").groupby(rows["shipment"]).transform("max")
    return (last + pd.Timedelta(days=7) < first) & (rows["status"] != "dispatched")


def _counted_and_not(rows: pd.DataFrame) -> pd.Series:
    """Goods are a gift that is added or one that never is, not both."""
    apart = rows["caveat"].isin(["cumulative", "discount"]).astype(float)
    return apart.groupby(rows["shipment"]).transform("nunique") > 1


def _of_another_time(rows: pd.DataFrame) -> pd.Series:
    """A key names the year of its goods: a report comes at most a year before, and five years after the last one named."""
    years = rows["shipment"].str.extract(r"-([12][0-9]{3})(?:-([12][0-9]{3}))?(?:-|$)").astype(float)
    first, last = years[0], years[1].fillna(years[0])
    return (rows["start"].dt.year < first - 1) | (rows["start"].dt.year > last + 5)


def _other_key(rows: pd.DataFrame) -> pd.Series:
    return pd.Series(
        [not re.fullmatch(rf"{donor}(-[a-z0-9]+)+", str(key)) for key, donor in zip(rows["shipment"], rows["donor"], strict=True)],
        index=rows.index, dtype=bool,
    )  # fmt: skip


class Aid(Table):
    """One report of one consignment or programme of aid; several reports of the same goods share a shipment."""

    name, heading = "aid", "Aid"
    shipment = column("text", "Shipment", "Our key of the goods: totals count a shipment once.", required=True,
                      recurs=True)  # fmt: skip
    donor = fields.country("Donor", "The giving state.", among=CODES)
    start, end, precision = fields.period("Date", "the date")
    status = column("text", "Stage", "pledged, dispatched or delivered, as this report has it.", required=True,
                    values=tuple(codes.STAGES))  # fmt: skip
    category = column("text", "Kind", "Kind of aid.", required=True, values=tuple(codes.AID_KINDS))
    items = column("text", "Goods", "What was given, as the report lists it.", required=True)
    weight_t = column("number", "Weight", "Weight; empty where the report gives none.", unit="t", low=0)
    value_usd = column("number", "Value", "Value in US dollars; empty where the report gives none.", unit="US$", low=0)
    channel = column("text", "Channel", "bilateral, or through whom.", required=True, recurs=True)
    area = column("text", "Area", "Where the aid went, as far as the report says.", recurs=True)
    occasion = column("text", "Occasion", "What the aid was given for, as far as the report says.", recurs=True)
    occasion_on = column(
        "date", "Date of the occasion", "Its first day, where it is dated and its name does not bear a year."
    )
    occasion_on_precision = fields.precision("the date of the occasion")
    caveat = column("text", "Caveat", "Why the report is not simply added to totals; empty where it is.",
                    values=tuple(codes.AID_CAVEATS))  # fmt: skip
    source_id, note = fields.source(), fields.note()
    key = ("shipment", "start", "end", "status", "source_id")
    rules = (
        fields.known("start"),
        Rule("shipment", "is no key like KAZ-2023-04-ramadan, with the code of its donor", _other_key),
        Rule("start", "is a report of another year than its shipment", _of_another_time),
        Rule("start", "has the goods delivered before they were pledged", _delivered_before_pledged),
        Rule("caveat", "is cumulative or a discount in one report of these goods and not in another", _counted_and_not),
        Rule("caveat", "arrived in part and is no report of a delivery",
             lambda rows: (rows["caveat"] == "partly") & (rows["status"] != "delivered"), live=True),
        Rule("occasion_on", "dates an occasion that it does not name",
             lambda rows: rows["occasion_on"].notna() & rows["occasion"].isna(), live=True),
        fields.same_in("shipment", "occasion", "is another occasion than in other reports of these goods"),
        *fields.whole("value_usd"),
    )  # fmt: skip
    siblings = (
        Siblings("weight_t", ("shipment",), times=5),
        Siblings("weight_t", ("donor",), times=3, larger=True),
        Siblings("value_usd", ("shipment",), times=5),
        Siblings("value_usd", (), times=1.5, larger=True),
        Siblings("value_usd", (), times=10),
    )
    facts = (
        ("donor", "start", "end", "status", "weight_t"),
        ("donor", "start", "end", "status", "value_usd"),
        ("donor", "start", "end", "items"),
    )


class ConsignmentGoods(Table):
    """What one report of a consignment says that one good in it weighs: goods that it names and weighs, no others."""

    name, heading = "consignment_goods", "Goods of consignments"
    shipment = column("text", "Shipment", "The consignment, by its key in the table of aid.", required=True)
    good = column(
        "text",
        "Good",
        "flour, wheat, rice or sugar, as the report names it.",
        required=True,
        values=codes.WEIGHED_GOODS,
    )
    tonnes_low = column(
        "number", "Lowest weight", "Weight of the good; with a range its lower end.", unit="t", required=True, low=0
    )
    tonnes_high = column(
        "number", "Highest weight", "Weight of the good; with a range its upper end.", unit="t", required=True, low=0
    )
    source_id = fields.source()
    key = ("shipment", "good", "source_id")
    rules = (Rule("tonnes_low", "is above the high weight", lambda rows: rows["tonnes_low"] > rows["tonnes_high"]),)
    siblings = tuple(
        Siblings(it, by, times)
        for it in ("tonnes_low", "tonnes_high")
        for by, times in ((("shipment", "good"), 5), ((), 3))
    )


class Appeals(Table):
    """One reading of a United Nations appeal for Afghanistan: asked and received, at a date."""

    name, heading = "appeals", "UN appeals"
    year = column("count", "Year", "The year of the plan.", required=True, low=2000, high=2100)
    plan = column("text", "Plan", "Which plan.", required=True)
    plan_kind = column("text", "Kind of plan", "The plan of the year, or another one that stands beside it.", required=True,
                       values=tuple(codes.PLAN_KINDS))  # fmt: skip
    required_usd = column("number", "Required", "What was asked for.", unit="US$", low=0)
    funded_usd = column("number", "Funded", "What had been received.", unit="US$", low=0)
    start, end, precision = fields.period("Reading", "the date of the reading")
    source_id = fields.source()
    key = ("year", "plan", "start", "end", "source_id")
    rules = (
        fields.known("start"),
        fields.a_figure("required_usd", "funded_usd"),
        *fields.whole("required_usd", "funded_usd"),
        Rule(
            "plan",
            "names another year than its own",
            lambda rows: (
                rows["plan"].str.extract(r"((?:19|20)[0-9]{2})")[0].astype("Int64").fillna(rows["year"]) != rows["year"]
            ),
        ),
        Rule("year", "is not near the year of its reading", lambda rows: rows["start"].dt.year < rows["year"] - 1),
        Rule(
            "funded_usd",
            "is more than twice of what was asked for",
            lambda rows: rows["funded_usd"] > 2 * rows["required_usd"],
        ),
    )
    siblings = (
        Siblings("required_usd", ("year", "plan"), times=2),
        Siblings("required_usd", ("plan_kind",), times=10),
        Siblings("funded_usd", ("plan_kind",), times=10),
        Siblings("funded_usd", (), times=1.05, over="required_usd", larger=True),
    )


class Flows(Table):
    """One flow of humanitarian funding to Afghanistan in one usage year, as the Financial Tracking Service has it.

    Reporting to the service is voluntary: most of what the five states send is not in it, so no flow is not no aid.
    """

    name, heading = "flows", "Humanitarian funding"
    flow_id = column("text", "Flow", "Key of the flow in the service; one shared by years stands in each of them.",
                     required=True, pattern=r"\d+")  # fmt: skip
    start, end, precision = fields.period("Usage year", "the usage year", ahead=True)
    country = column("text", "Country", "The Central Asian state that the donor belongs to; empty for all others.",
                     values=CODES, many=True)  # fmt: skip
    donor = column("text", "Donor", "The giving organisation, by the name that it has in the service.", required=True,
                   recurs=True, verbatim=True)  # fmt: skip
    donor_kind = column(
        "text", "Kind of donor", "Government, UN agency, pooled fund, ..., as the service has it.", recurs=True
    )
    recipient = column(
        "text", "Recipient", "The organisation that receives the money or goods.", recurs=True, verbatim=True
    )
    plan = column(
        "text", "Plan", "The appeal that the flow counts towards; empty where it counts towards none.", recurs=True
    )
    description = column("text", "Description", "What the flow is for, as reported to the service.", longest=1_000,
                         verbatim=True)  # fmt: skip
    status = column("text", "Stage", "pledge, commitment or paid.", required=True, values=tuple(codes.FUNDING))
    kind = column(
        "text", "Kind of flow", "Standard, Parked, Carryover or Pass through, as the service has it.", recurs=True
    )
    form = column("text", "Form", "financial or in kind, as the service has it.", recurs=True)
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
    source_id = fields.source()
    key = ("start", "flow_id", "source_id")
    rules = (
        Rule("counts", "is not what its status and boundary say: single, and no pledge",
             lambda rows: rows["counts"] != ((rows["on_boundary"] == "single") & (rows["status"] != "pledge")), live=True),
        Rule("start", "lies more than ten years after the first report",
             lambda rows: rows["start"].dt.year > rows["reported_on"].dt.year + 10),
        Rule("updated_on", "lies before the first report", lambda rows: rows["updated_on"] < rows["reported_on"]),
        Rule("original_currency", "is missing beside its amount",
             lambda rows: rows["original_amount"].notna() & rows["original_currency"].isna()),
        Rule("value_usd", "is another amount than that in dollars beside it",
             lambda rows: (rows["original_currency"] == "USD") & (rows["value_usd"] != rows["original_amount"])),
        Rule("donor", "is no state, or not the kind of donor beside it",
             lambda rows: ((rows["donor_kind"] == "Government") != rows["donor"].str.contains(", Government of"))
             | rows["donor"].isin(rows["donor_kind"])),
        fields.same_in("donor", "donor_kind", "is another kind than in other rows of this donor"),
        *fields.whole("value_usd", "original_amount"),
    )  # fmt: skip
    siblings = (
        Siblings("value_usd", ("original_currency",), times=1.2, over="original_amount"),
        Siblings("value_usd", (), times=1.5),
        Siblings("original_amount", (), times=10),
        Siblings("version", (), times=10, larger=True),
    )
    facts = (("start", "donor", "recipient", "plan", "description", "status", "value_usd"),)


class Transit(Table):
    """United Nations goods moved through a Central Asian hub; never a gift of the host."""

    name, heading = "transit", "UN transit"
    hub = column("text", "Hub", "Through where.", required=True, recurs=True)
    start, end, precision = fields.period()
    agency = column("text", "Agency", "Whose goods.", required=True, recurs=True, longest=60)
    measure = column("text", "Measure", "What was counted.", required=True, recurs=True, longest=80)
    quantity = column("number", "Quantity", "How much, in the unit beside it.", required=True, low=0)
    unit = column("text", "Unit", "tonnes, tonnes per day, wagons or trucks.", required=True,
                  values=("tonnes", "tonnes per day", "wagons", "trucks"))  # fmt: skip
    source_id, note = fields.source(), fields.note()
    key = ("hub", "start", "end", "agency", "measure", "source_id")
    rules = (fields.known("start"), *fields.whole("quantity"))
    siblings = (
        Siblings("quantity", ("unit",), times=10, a_day=True),
        Siblings("quantity", ("unit",), times=10, larger=True),
    )
