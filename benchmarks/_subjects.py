"""List the subjects of the measurements: four peers, one of them in two forms, and every page of the app."""

from pathlib import Path
from typing import Final

from benchmarks._load import Subject, Values
from benchmarks._server import ROOT
from data.vocabulary.places import CODES, PLACES
from pages._app.navigation import discover

APPS: Final = ROOT / "benchmarks" / "apps"
NAMES: Final = [PLACES[code].name for code in CODES]
EMPTY, LIMIT, CHART, NAIVE = "(a) empty page", "(b) empty page, no collection", "(c) one chart", "(d) naive Trade page"
FRAME: Final = "(c) of a Parquet file"  # adds the cost of pandas and pyarrow, which (c) does not load


def peers(elsewhere: Path) -> list[Subject]:
    """List the peers; in the folder `elsewhere` they run with Streamlit's own settings."""
    naive = [{"country": [code]} for code in CODES] + [{"country": list(CODES)}]
    return [
        Subject(EMPTY, APPS / "empty.py", folder=elsewhere),
        Subject(LIMIT, APPS / "empty.py", ("--runner.postScriptGC=false",), elsewhere),
        Subject(CHART, APPS / "chart.py", folder=elsewhere),
        Subject(FRAME, APPS / "frame.py", folder=elsewhere),
        Subject(NAIVE, APPS / "naive.py", folder=elsewhere, turns=naive),
    ]


def pages() -> list[Subject]:
    """List every page; its readers choose one country after the other (on the country page, one state).

    A new view has all countries and other years: it costs twice as much as one of a single country.
    """
    subjects = []
    for slug, module in discover().items():
        key = "country" if "countries" in module.PAGE.filters else "state"
        turns: list[Values] = [{key: [name]} for name in NAMES]
        chosen: Values = {"country": NAMES} if key == "country" else {}
        fresh: list[Values] = [{**chosen, "years": [float(first), 2026.0]} for first in range(2008, 2020)]
        page = "" if module.PAGE.order == 0 else slug
        subjects.append(Subject(module.PAGE.title, ROOT / "dashboard.py", page=page, turns=turns, fresh=fresh))
    return subjects
