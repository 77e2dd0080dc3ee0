"""Dates for which something was announced, and what a later report says of it: read by hand, each with its words.

Nothing is read out of the rows by a program: a summary is free text. Each entry quotes the words of a row of `Projects`
(of the same project, by its source) or of an event (by its id), so that a test finds them there. A duration ("within five
months") is counted from the date of the row, and says so. What we hold no later report of stays open.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a row: of a project's row with this source, or of the event with this id."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Announced:
    """One announced date.

    Attributes:
        project: its name in `Projects`.
        what: what is to be there by then; the same words, the same thing.
        said: who announced it.
        due: the period named, as `data.vocabulary.periods.parse` reads it: 2027, 2027-01/2027-03.
        counted: whether the words name a duration, from which we counted the period.
        met: the report that it was there; None: we hold none.
    """

    project: str
    what: str
    said: Quote
    due: str
    counted: bool = False
    met: Quote | None = None


_TRANS_AFGHAN: Final = "Trans-Afghan railway (Termez-Naibabad-Logar-Kharlachi)"
_SURKHAN: Final = "Surkhan-Puli-Khumri (Dasht-e-Alwan) 500 kV line and three more power works"
_TAPI: Final = "TAPI Serhetabat-Herat section"

ANNOUNCED: Final = (
    Announced(_TRANS_AFGHAN, "the railway",
              Quote("pakistantoday-2023-07-19-rail-protocol", "end-2027 target"), "2027-12"),
    Announced(_TRANS_AFGHAN, "the study of Russian and Uzbek specialists",
              Quote("2025-05-16-uzb-overchuk-study", "feasibility study due in early 2026"), "2026-01/2026-03"),
    Announced(_TRANS_AFGHAN, "the study under the three-country agreement",
              Quote("sputnikuz-2026-02-07-teo-agreement", "study six months"), "2026-08", counted=True),
    Announced("Hairatan-Mazar-i-Sharif railway repair", "the repair",
              Quote("cuu-2024-02-24-hairatan-repair", "Three months of work planned"), "2024-05", counted=True),
    Announced("Torghundi-Herat railway", "the railway",
              Quote("report-2025-09-09-kazakh-2028", "ready by 2028"), "2028"),
    Announced("Aqina-Andkhoy railway", "the last 800 metres",
              Quote("2022-06-05-tkm-aqina-andkhoy-crews", "the last 800 metres were due within a month"), "2022-07",
              counted=True),
    Announced(_TAPI, "the section to Herat",
              Quote("2025-10-23-tkm-tapi-end-2026", "finish Herat section by end 2026"), "2026-12"),
    Announced(_TAPI, "the section to Herat", Quote("ariana-2026-01-26-tapi-91km", "end-2026 target"), "2026-12"),
    Announced("Toti Maidan gas block", "100 MW of power",
              Quote("kunuz-2024-10-11-totimaidan", "100 MW power in two years"), "2026-10", counted=True),
    Announced("Toti Maidan gas block", "100 MW of power",
              Quote("nca-2025-09-17-totimaidan-25-year", "100 MW power in two years"), "2027-09", counted=True),
    Announced(_SURKHAN, "the power works",
              Quote("nca-2025-08-19-243m-energy", "first quarter 2027"), "2027-01/2027-03"),
    Announced(_SURKHAN, "the power works",
              Quote("interfax-2025-11-18-uzbek-contract", "finish by 1 April 2027"), "2027-04-01"),
    Announced("CASA-1000", "works again in Afghanistan",
              Quote("2024-03-08-casa-restart-signed", "works due in April"), "2024-04",
              met=Quote("2025-07-casa-works-resume", "works resume in Afghanistan")),
    Announced("CASA-1000", "supply over the whole line",
              Quote("2024-06-03-kgz-casa-plan", "1.7bn kWh in 2026"), "2026"),
    Announced("CASA-1000", "supply over the whole line",
              Quote("2025-03-31-casa-datka-sughd", "the full project is expected in 2027"), "2027"),
    Announced("Qosh Tepa canal", "the second phase",
              Quote("ariana-2025-09-05-canal", "Phase two to be finished in five months"), "2026-02", counted=True),
    Announced("Herat logistics hub", "the draft accord",
              Quote("kursivkz-2024-05-03-herat-hub", "Draft accord was due in two months"), "2024-06", counted=True),
)  # fmt: skip
