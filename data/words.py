"""The coded values of our tables in words. Their order is the order in which pages list them."""

from typing import Final

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

# The chapters of the Harmonised System, in short words of ours. 77 is kept free for later.
CHAPTERS: Final = {
    "01": "live animals", "02": "meat", "03": "fish", "04": "dairy, eggs and honey", "05": "other animal products",
    "06": "live plants and flowers", "07": "vegetables", "08": "fruit and nuts", "09": "coffee, tea and spices",
    "10": "cereals", "11": "flour, malt and starch", "12": "oilseeds and medicinal plants", "13": "gums and resins",
    "14": "plaiting materials", "15": "fats and oils", "16": "prepared meat and fish", "17": "sugar and sweets",
    "18": "cocoa", "19": "bakery goods and pasta", "20": "prepared vegetables and fruit", "21": "other prepared food",
    "22": "beverages", "23": "fodder and food residues", "24": "tobacco", "25": "salt, stone and cement",
    "26": "ores", "27": "fuels and electricity", "28": "inorganic chemicals", "29": "organic chemicals",
    "30": "pharmaceuticals", "31": "fertilisers", "32": "paints and dyes", "33": "cosmetics", "34": "soap and wax",
    "35": "starches and glues", "36": "explosives and matches", "37": "photographic goods", "38": "other chemical products",
    "39": "plastics", "40": "rubber", "41": "hides and leather", "42": "leather goods", "43": "furs", "44": "wood",
    "45": "cork", "46": "basketware", "47": "pulp and waste paper", "48": "paper", "49": "printed matter", "50": "silk",
    "51": "wool", "52": "cotton", "53": "other plant fibres", "54": "man-made filaments", "55": "man-made staple fibres",
    "56": "felt, rope and twine", "57": "carpets", "58": "special woven fabrics", "59": "coated textiles",
    "60": "knitted fabrics", "61": "knitted clothing", "62": "woven clothing", "63": "other made-up textiles",
    "64": "footwear", "65": "headgear", "66": "umbrellas and sticks", "67": "feathers and artificial flowers",
    "68": "stone and plaster goods", "69": "ceramics", "70": "glass", "71": "precious stones and metals",
    "72": "iron and steel", "73": "iron and steel goods", "74": "copper", "75": "nickel", "76": "aluminium", "78": "lead",
    "79": "zinc", "80": "tin", "81": "other base metals", "82": "tools and cutlery", "83": "other metal goods",
    "84": "machinery", "85": "electrical equipment", "86": "railway stock", "87": "road vehicles", "88": "aircraft",
    "89": "ships", "90": "instruments", "91": "clocks and watches", "92": "musical instruments", "93": "arms",
    "94": "furniture and lamps", "95": "toys and sports goods", "96": "other manufactures", "97": "works of art",
    "98": "special national entries", "99": "goods not specified",
}  # fmt: skip

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
    **FIGURE_STATUS, **STAGES, **AID_KINDS, **POSITIONS, **EVENT_CATEGORIES, **PROJECT_KINDS, **SOURCE_KINDS,
    **FLOWS, **COMMODITIES, **DIMENSIONS,
}  # fmt: skip


def say(code: str) -> str:
    """A code in words; `other:potatoes` says "potatoes", what is no code stays as it is."""
    return _ALL.get(code, code.removeprefix("other:").replace("_", " "))


def start_upper(text: str) -> str:
    """The text with its first letter in upper case and nothing else changed."""
    return text[:1].upper() + text[1:]
