"""The chapters of the Harmonised System in words."""

from typing import Final

# The chapters of the Harmonised System, in our own short words. 77 is kept free for later.
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

# Where our goods stand in the Harmonised System: the beginnings of their codes. All goods together have none.
_GOODS: Final = {
    "total": (), "agricultural_total": (), "wheat": ("1001",), "flour": ("1101", "1102"),
    "grain_mill_products": ("11", "17", "19"), "rice": ("1006",), "maize": ("1005",), "barley": ("1003",),
    "vegetables": ("07",), "potatoes": ("0701",), "fruit_nuts": ("08",), "pulses": ("0713",), "oilseeds": ("12",),
    "vegetable_oil": tuple(str(it) for it in range(1507, 1517)), "palm_oil": ("1511",),
    "oils_fats_preserves": ("15", "16", "20"), "sugar": ("17",), "dairy": ("04",), "eggs_poultry": ("01", "02", "04"),
    "livestock_meat": ("01", "02"), "beverages": ("22",), "spices_tea": ("09",), "tobacco": ("24",),
    "fibres_fodder": ("12", "14", "23", "50", "51", "52", "53"), "hides_wool": ("41", "43", "51"), "cotton": ("52",),
    "textiles": tuple(str(it) for it in range(50, 64)), "electricity": ("2716",), "petroleum_products": ("2710",),
    "lpg": ("2711",), "minerals_coal": ("25", "26", "27"), "cement": ("2523",), "iron_steel": ("72", "73"),
    "fertiliser": ("31",), "nitrogen_fertiliser": ("3102",), "chemicals": ("28", "29", "38", "39"), "medicines": ("30",),
    "cars": ("8703",), "cereals": ("10",), "grain": ("10",), "grain_equivalent": ("10", "11"), "fruit_and_vegetables": ("07", "08"),
    "duty_free_oil_products": ("2710",), "motor_petrol": ("2710",), "diesel": ("2710",), "duty_free_diesel": ("2710",),
    "duty_free_aviation_kerosene": ("2710",), "electricity_transit": ("2716",),
}  # fmt: skip


def fits(hs: str, goods: str) -> bool:
    """Decide whether a code stands in a chapter that there is, and in one of these goods where we know theirs."""
    if hs[:2] not in CHAPTERS:
        return False
    return goods not in _GOODS or any(hs.startswith(it) or it.startswith(hs) for it in _GOODS[goods])
