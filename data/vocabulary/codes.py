"""The coded values of our tables in words. Their order is the order in which pages list them."""

from collections.abc import Mapping
from typing import Any, Final

FLOWS: Final = {
    "export": "Exports to Afghanistan",
    "import": "Imports from Afghanistan",
    "turnover": "Turnover",
}

FIGURE_STATUS: Final = {
    "statistic": "statistic",
    "preliminary": "preliminary",
    "estimate": "estimate",
    "claim": "claim in a speech",
    "target": "target",
    "potential": "potential",
    "contract": "contracts signed",
}
BOUNDS: Final = {"exact": "as stated", "at_least": "at least", "at_most": "at most"}
# What a share that a source tells is a share of.
WHOLES: Final = {
    "afghan_imports": "Afghanistan's imports of the same goods",
    "own_exports": "the state's exports of the same goods to all countries",
    "own_trade": "the state's trade with all countries",
    "own_goods_and_services": "the state's exports of goods and services to all countries",
    "exports_to_afghanistan": "the state's exports of all goods to Afghanistan",
}
# What has been traded; targets, potentials and contracts speak of what may be.
TRADED: Final = ("statistic", "preliminary", "estimate", "claim")

STAGES: Final = {"pledged": "pledged", "dispatched": "dispatched", "delivered": "delivered"}

AID_KINDS: Final = {
    "food": "food",
    "mixed": "mixed goods",
    "medicine": "medicine",
    "shelter": "shelter",
    "fuel": "fuel",
    "energy": "energy",
    "education": "education",
    "other": "other",
}

# Goods of a consignment that are kept by weight: named, of one kind, and with a price of their month.
WEIGHED_GOODS: Final = ("flour", "wheat", "rice", "sugar")

# What an amount of aid may be besides a gift that is simply added.
AID_CAVEATS: Final = {
    "cumulative": "a cumulative claim: shown, never added",
    "discount": "a discount, not a gift: shown, never added",
    "joint": "a joint gift, this donor's share is not given: adds nothing to the low sum",
    "overlap": "may be part of another consignment: adds nothing to the low sum",
    "partly": "only a part is known to have arrived, so counted as dispatched",
}

PLAN_KINDS: Final = {
    "yearly_plan": "plan of the year",
    "flash_appeal": "flash appeal",
    "part_of_plan": "part of a plan",
    "several_plans": "several plans together",
    "other_plan": "another plan",
}

FUNDING: Final = {"pledge": "pledged", "commitment": "committed", "paid": "paid"}

COMMODITIES: Final = {
    "total": "all goods",
    "wheat": "wheat",
    "flour": "flour",
    "grain_mill_products": "flour, starch, sugar and bakery goods",
    "rice": "rice",
    "maize": "maize",
    "barley": "barley",
    "agricultural_total": "food and agriculture",
    "vegetables": "vegetables",
    "potatoes": "potatoes",
    "fruit_nuts": "fruit and nuts",
    "pulses": "pulses",
    "oilseeds": "oilseeds",
    "vegetable_oil": "vegetable oil",
    "palm_oil": "palm oil",
    "oils_fats_preserves": "vegetable oil, meat, fish and preserves",
    "sugar": "sugar",
    "dairy": "dairy",
    "eggs_poultry": "eggs and poultry",
    "livestock_meat": "livestock and meat",
    "beverages": "beverages",
    "spices_tea": "spices and tea",
    "tobacco": "tobacco",
    "fibres_fodder": "fibres and fodder",
    "hides_wool": "hides and wool",
    "cotton": "cotton",
    "textiles": "textiles",
    "electricity": "electricity",
    "petroleum_products": "petroleum products",
    "lpg": "liquefied petroleum gas",
    "minerals_coal": "coal and minerals",
    "cement": "cement",
    "iron_steel": "iron and steel",
    "fertiliser": "fertiliser",
    "nitrogen_fertiliser": "nitrogen fertiliser",
    "chemicals": "chemicals",
    "medicines": "medicines",
    "cars": "passenger cars",
}

# Goods that a source names and that we have no code of our own for: a short code and the name, as its rows have it.
OTHER_GOODS: Final = {
    "cereals": "cereals",
    "grain": "grain",
    "grain_equivalent": "grain and flour in grain equivalent",
    "fruit_and_vegetables": "fruit and vegetables",
    "duty_free_oil_products": "duty-free oil products",
    "fuels_and_polymers": "fuels and polymers",
    "motor_petrol": "motor petrol",
    "diesel": "diesel",
    "duty_free_diesel": "duty-free diesel",
    "duty_free_aviation_kerosene": "duty-free aviation kerosene",
    "airitom_free_zone_sales": "Airitom free zone sales",
    "airitom_free_zone_exports": "Airitom free zone exports",
    "electricity_transit": "electricity transit",
    "surkhandarya_only": "Surkhandarya region only",
}

DIMENSIONS: Final = {
    "de_jure_recognition": "Recognition",
    "afghan_mission": "Afghan embassy, run by",
    "mission_in_kabul": "Embassy in Kabul",
    "terrorist_listing": "Terrorist listing of the Taliban",
    "special_envoy": "Special envoy",
    "consulates": "Consulates",
    "trade_office": "Trade offices",
    "official_position": "Position in words",
}

OFFICES: Final = ("consulates", "trade_office")  # dimensions with several positions at a time, one for each place
OFFICE_STATUS: Final = {
    "open": "open",
    "planned": "planned",
    "announced": "announced",
    "proposed": "proposed",
    "unclear": "not established",
    "closed": "closed",
}

POSITIONS: Final = {
    "none": "not recognised",
    "recognised": "recognised",
    "republic_appointee": "appointee of the former republic",
    "taliban_diplomats_accredited": "diplomats of the Taliban authorities",
    "taliban_charge": "chargé d'affaires of the Taliban authorities",
    "taliban_ambassador": "ambassador of the Taliban authorities",
    "open_ambassador": "open, ambassador",
    "open_charge": "open, chargé d'affaires",
    "open_unclear": "open, rank of its head not known",
    "closed": "closed",
    "listed": "listed",
    "delisted": "taken off the list",
    "unclear": "not established",
}

# The dimensions whose positions are codes: which of POSITIONS each may have.
LADDERS: Final = {
    "de_jure_recognition": ("none", "recognised", "unclear"),
    "afghan_mission": ("republic_appointee", "taliban_diplomats_accredited", "taliban_charge", "taliban_ambassador", "closed",
                       "unclear"),
    "mission_in_kabul": ("open_ambassador", "open_charge", "open_unclear", "closed", "unclear"),
    "terrorist_listing": ("listed", "delisted", "unclear"),
}  # fmt: skip

VOTES: Final = {"yes": "in favour", "no": "against", "abstain": "abstained", "absent": "did not vote"}

EVENT_CATEGORIES: Final = {
    "recognition": "recognition",
    "diplomacy": "diplomacy",
    "trade": "trade",
    "aid": "aid",
    "connectivity": "transport links",
    "energy": "energy",
    "water": "water",
    "security": "security",
    "multilateral": "multilateral",
    "migration": "migration",
}

PROJECT_KINDS: Final = {
    "rail": "railway",
    "power_line": "power line",
    "pipeline": "gas and pipelines",
    "canal": "canal",
    "market": "market",
    "logistics": "logistics",
}

# From a thought to a thing in use; what comes of the many words of sources for a status.
PROJECT_STAGES: Final = {
    "planned": "planned or discussed",
    "studied": "survey or study",
    "agreed": "agreed or signed",
    "contracted": "contract",
    "works": "works",
    "operating": "operating",
    "halted": "suspended",
    "other": "another status",
}

# What came of an announced date.
DEADLINE_STATES: Final = {
    "reached": "both dates are known",
    "moved": "a later report names another date",
    "repeated": "a later report names the same date",
    "open": "the date is still to come",
    "not_known": "the date has passed; no report says whether it was kept",
}

FRESHNESS: Final = {
    "fresh": "no newer period is due",
    "due": "a newer period is due",
    "overdue": "a newer period is overdue",
    "irregular": "follows what happens: nothing is ever due",
}

SOURCE_KINDS: Final = {
    "official_statistics": "official statistics",
    "government_statement": "government statement",
    "international_organisation": "international organisation",
    "dataset": "data set",
    "analysis": "analysis",
    "news": "news",
}

LANGUAGES: Final = {
    "en": "English",
    "ru": "Russian",
    "fa": "Persian",
    "prs": "Dari",
    "ps": "Pashto",
    "kk": "Kazakh",
    "uz": "Uzbek",
    "tk": "Turkmen",
    "ky": "Kyrgyz",
    "tg": "Tajik",
    "ar": "Arabic",
    "bn": "Bengali",
    "bs": "Bosnian",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "id": "Indonesian",
    "it": "Italian",
    "pl": "Polish",
    "pt": "Portuguese",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "zh": "Chinese",
}

_ALL: Final = {
    **FIGURE_STATUS, **BOUNDS, **WHOLES, **STAGES, **AID_KINDS, **POSITIONS, **EVENT_CATEGORIES, **PROJECT_KINDS,
    **SOURCE_KINDS, **FLOWS, **COMMODITIES, **DIMENSIONS, **AID_CAVEATS, **PLAN_KINDS, **OFFICE_STATUS,
}  # fmt: skip


def say(code: str) -> str:
    """A code in words; what is no code stays as it is."""
    return _ALL.get(code, code.replace("_", " "))


def goods(row: Mapping[str, Any]) -> str:
    """What a row of `Trade` is about: our word for it, else the name in its source with the HS code that it is named by."""
    if not isinstance(row["commodity_name"], str):
        return say(row["commodity"])
    hs = named_by(row)
    return f"{row['commodity_name']} (HS {hs})" if hs else row["commodity_name"]


def named_by(row: Mapping[str, Any]) -> str:
    """The HS code of goods beyond our list that are a chapter (two digits) or product (six) of it; empty for others.

    A heading (four digits) beside the name of a source only says where such goods belong.
    """
    hs = row["hs"]
    return hs if isinstance(row["commodity_name"], str) and isinstance(hs, str) and len(hs) in {2, 6} else ""


def start_upper(text: str) -> str:
    """The text with its first letter in upper case and nothing else changed."""
    return text[:1].upper() + text[1:]
