"""Corrections in a load: applied, noted, and refused where they no longer fit."""

import datetime as dt

import pandas as pd

from data.schema.tables import Trade
from tests.loaders.publish.conftest import ROWS, read
from tests.support.harvest import CITED


def correct(place, line):
    with (place / "corrections.csv").open("a") as file:
        file.write(line + "\n")


def test_a_correction_is_applied_and_stands_in_the_note(load, place):
    correct(place, f"harvest,trade,country=KAZ;start=1996-01-01,value_usd,1234,1996000,a slip of the pen,,{CITED}")
    assert load(*ROWS)
    row = read(Trade).set_index(["country", "start"]).loc[("KAZ", pd.Timestamp(1996, 1, 1))]
    assert row["value_usd"] == 1234
    assert row["note"] == f"value_usd corrected from 1996000 to 1234: a slip of the pen ({CITED})"


def test_a_correction_that_no_longer_fits_stops_the_load(load, place, capsys):
    correct(place, f"harvest,trade,country=KAZ;start=1996-01-01,value_usd,1234,1995000,a slip of the pen,,{CITED}")
    assert load(*ROWS) is False
    shown = capsys.readouterr().err
    assert "data/corrections.csv, line 2: harvest/trade where country=KAZ;start=1996-01-01" in shown
    assert "no longer has value_usd = 1995000 but 1996000.0" in shown


def test_a_correction_is_looked_at_again_on_its_day_but_never_fails_a_build(load, place, capsys):
    correct(place, f"harvest,trade,country=KAZ;start=1996-01-01,value_usd,1234,1996000,a slip,2026-11-23,{CITED}")
    assert load(*ROWS, today=dt.date(2026, 11, 23))
    assert load(*ROWS, today=dt.date(2026, 11, 24)) is False
    assert "line 2: it was due for review by 2026-11-23" in capsys.readouterr().err
    assert load(*ROWS, today=None)
