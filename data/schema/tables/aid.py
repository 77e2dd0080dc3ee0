"""Aid, the appeals of the United Nations, the funding that they receive, and goods in transit."""

import pandas as pd

from data.schema.columns import Table, column
from data.schema.tables import fields
from data.vocabulary import codes
from data.vocabulary.places import CODES


def _part_of_no_delivery(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """That a part had arrived is said of a delivery."""
    wrong = (rows["caveat"] == "partly") & (rows["status"] != "delivered")
    return (rows.index[wrong], "arrived in part and is no report of a delivery") if wrong.any() else None


def _date_of_no_occasion(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """A date of an occasion needs the occasion."""
    wrong = rows["occasion_on"].notna() & rows["occasion"].isna()
    return (rows.index[wrong], "dates an occasion that it does not name") if wrong.any() else None


class Aid(Table):
    """One report of one consignment or programme of aid; several reports of the same goods share a shipment."""

    name, heading = "aid", "Aid"
    shipment = column("text", "Shipment", "Our key of the goods: totals count a shipment once.", required=True)
    donor = fields.country("Donor", "The giving state.")
    start, end, precision = fields.period("Date", "the date")
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
    occasion_on_precision = fields.precision("the date of the occasion")
    caveat = column("text", "Caveat", "Why the report is not simply added to totals; empty where it is.",
                    values=tuple(codes.AID_CAVEATS))  # fmt: skip
    source_id, note = fields.source(), fields.note()
    key = ("shipment", "start", "end", "status", "source_id")
    rules = (_part_of_no_delivery, _date_of_no_occasion)


def _low_above_high(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """A range runs from its lower to its upper end."""
    wrong = rows["tonnes_low"] > rows["tonnes_high"]
    return (rows.index[wrong], "has a low weight above its high one") if wrong.any() else None


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
    rules = (_low_above_high,)


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


class Flows(Table):
    """One flow of humanitarian funding to Afghanistan in one usage year, as the Financial Tracking Service has it.

    Reporting to the service is voluntary: most of what the five states send is not in it, so no flow is not no aid.
    """

    name, heading = "flows", "Humanitarian funding"
    flow_id = column("text", "Flow", "Key of the flow in the service; one shared by years stands in each of them.",
                     required=True, pattern=r"\d+")  # fmt: skip
    start, end, precision = fields.period("Usage year", "the usage year")
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
    source_id = fields.source()
    key = ("start", "flow_id", "source_id")


class Transit(Table):
    """United Nations goods moved through a Central Asian hub; never a gift of the host."""

    name, heading = "transit", "UN transit"
    hub = column("text", "Hub", "Through where.", required=True)
    start, end, precision = fields.period()
    agency = column("text", "Agency", "Whose goods.", required=True)
    measure = column("text", "Measure", "What was counted.", required=True)
    quantity = column("number", "Quantity", "How much, in the unit beside it.", required=True, low=0)
    unit = column("text", "Unit", "tonnes, tonnes per day, wagons or trucks.", required=True)
    source_id, note = fields.source(), fields.note()
    key = ("hub", "start", "end", "agency", "measure", "source_id")
