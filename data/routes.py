"""Which towns a project joins, as its rows in `Projects` name them, and where these towns lie.

Schematic: straight lines between named towns, not the real alignment. Coordinates are approximate, of the town, in
degrees; those of crossings are in `Crossings`. A project is left out, with the reason, where its rows name no two places,
or a place of which we do not know where it lies.
"""

from dataclasses import dataclass
from typing import Final

TOWNS: Final[dict[str, tuple[float, float]]] = {  # north, east
    "Termez": (37.22, 67.28),
    "Hairatan": (37.23, 67.43),
    "Mazar-i-Sharif": (36.71, 67.11),
    "Maidanshahr": (34.40, 68.87),
    "Logar (Pul-i-Alam)": (33.99, 69.02),
    "Herat": (34.34, 62.20),
    "Torghundi": (35.26, 62.28),
    "Serhetabat": (35.28, 62.35),
    "Kandahar": (31.61, 65.71),
    "Spin Boldak": (31.01, 66.40),
    "Aqina": (37.23, 65.26),
    "Andkhoy": (36.95, 65.12),
    "Sheberghan": (36.67, 65.75),
    "Jaloliddin Balkhi": (37.59, 68.66),
    "Panji Poyon": (37.20, 68.60),
    "Mary": (37.60, 61.83),
    "Quetta": (30.18, 67.00),
    "Kashgar": (39.47, 75.99),
    "Osh": (40.53, 72.80),
}


@dataclass(frozen=True, slots=True)
class Route:
    """The towns that a project joins, in order, as the words of its rows or of an event have them.

    Attributes:
        project: its name in `Projects`.
        towns: keys of `TOWNS`, from one end to the other.
        beyond: what of it is not drawn, and why; empty where all is.
    """

    project: str
    towns: tuple[str, ...]
    beyond: str = ""


ROUTES: Final = (
    # the framework agreement of July 2025: Termez, Naibabad, Maidanshahr, Logar, Kharlachi
    Route("Trans-Afghan railway (Termez-Naibabad-Logar-Kharlachi)",
          ("Termez", "Hairatan", "Mazar-i-Sharif", "Maidanshahr", "Logar (Pul-i-Alam)"),
          "from Logar to Kharlachi: we do not hold the place of Kharlachi"),
    Route("Hairatan-Mazar-i-Sharif railway", ("Hairatan", "Mazar-i-Sharif")),
    Route("Hairatan-Mazar-i-Sharif railway repair", ("Hairatan", "Mazar-i-Sharif")),
    Route("Mazar-i-Sharif-Herat railway", ("Mazar-i-Sharif", "Herat")),
    Route("Hairatan-Spin Boldak railway", ("Hairatan", "Spin Boldak")),
    Route("Serhetabat-Torghundi rail bridge", ("Serhetabat", "Torghundi")),
    Route("Torghundi-Herat railway", ("Torghundi", "Herat")),
    Route("Torghundi-Herat-Kandahar-Spin Boldak railway", ("Torghundi", "Herat", "Kandahar", "Spin Boldak")),
    Route("Aqina-Andkhoy railway", ("Aqina", "Andkhoy")),
    Route("Andkhoy-Sheberghan railway", ("Andkhoy", "Sheberghan")),
    Route("Jaloliddin Balkhi-Panji Poyon railway", ("Jaloliddin Balkhi", "Panji Poyon")),
    # Kashgar to Osh by road, then by rail to Hairatan
    Route("China-Kyrgyzstan-Uzbekistan-Afghanistan multimodal route", ("Kashgar", "Osh", "Hairatan")),
    Route("TAPI Serhetabat-Herat section", ("Serhetabat", "Herat")),
    # stage one Mary to Herat, stage two to Quetta
    Route("TAP power line (Turkmenistan-Afghanistan-Pakistan)", ("Mary", "Herat", "Quetta")),
    # Turkmen power from Serhetabat to Herat
    Route("Nur-ul-Jihad substation (TAP first stage)", ("Serhetabat", "Herat")),
)  # fmt: skip

_NO_TOWNS: Final = "the rows name no two towns"
NOT_DRAWN: Final = {
    "Torghundi-Sanabar railway": "we do not hold the place of Sanabar",
    "Five Nations Railway (China-Kyrgyzstan-Tajikistan-Afghanistan-Iran)": _NO_TOWNS,
    "TAPI gas pipeline (whole)": _NO_TOWNS,
    "Surkhan-Puli-Khumri 500 kV line": "we do not hold the place of Surkhan substation",
    "Surkhan-Puli-Khumri (Dasht-e-Alwan) 500 kV line and three more power works": "we do not hold the place of Surkhan substation",
    "CASA-1000": _NO_TOWNS,
    "CASA-1000 Datka-Sughd section": "we do not hold the place of Datka",
    "Qosh Tepa canal": _NO_TOWNS,
}
