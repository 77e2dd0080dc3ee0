"""What is measured: four peers, one of them in two forms, and every page of ours."""

from pathlib import Path
from typing import Final

from benchmarks._load import Subject, Values
from benchmarks._server import ROOT
from data.vocabulary.places import CODES, PLACES
from pages._app.navigation import discover

APPS: Final = ROOT / "benchmarks" / "apps"
NAMES: Final = [PLACES[code].name for code in CODES]
EMPTY, LIMIT, CHART, NAIVE = "(a) empty page", "(b) empty page, no collection", "(c) one chart", "(d) naive Trade page"
FRAME: Final = "(c) of a Parquet file"  # what pandas and pyarrow alone cost, which (c) does not load


def peers(elsewhere: Path) -> list[Subject]:
    """What our pages are measured against; in a folder elsewhere they run with Streamlit's own settings."""
    naive = [{"country": [code]} for code in CODES] + [{"country": list(CODES)}]
    return [
        Subject(EMPTY, APPS / "empty.py", folder=elsewhere),
        Subject(LIMIT, APPS / "empty.py", ("--runner.postScriptGC=false",), elsewhere),
        Subject(CHART, APPS / "chart.py", folder=elsewhere),
        Subject(FRAME, APPS / "frame.py", folder=elsewhere),
        Subject(NAIVE, APPS / "naive.py", folder=elsewhere, turns=naive),
    ]


def pages() -> list[Subject]:
    """Every page; its readers choose countries (of the country page, the state) one after the other.

    A view that nobody has asked for is one of all countries and other years: of one country alone it costs half.
    """
    found = []
    for slug, module in discover().items():
        key = "country" if "countries" in module.PAGE.filters else "state"
        turns: list[Values] = [{key: [name]} for name in NAMES]
        chosen: Values = {"country": NAMES} if key == "country" else {}
        fresh: list[Values] = [{**chosen, "years": [float(2008 + at), 2026.0]} for at in range(12)]
        page = "" if module.PAGE.order == 0 else slug
        found.append(Subject(module.PAGE.title, ROOT / "dashboard.py", page=page, turns=turns, fresh=fresh))
    return found
