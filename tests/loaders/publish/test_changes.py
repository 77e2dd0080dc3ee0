"""What a load changes: kept value by value, by consent where it is kept by hand, and not too much at once."""

from dataclasses import replace

import pandas as pd
import pytest

from data.schema.tables import Loads, Trade
from loaders._publish import parts as part_store
from loaders._publish.run import Options, run
from tests.loaders.publish.conftest import ROWS, changes, loader, parts, read, says, states
from tests.support import harvest
from tests.support.answering import Answering
from tests.support.harvest import CITED
from tests.support.server import right

pytestmark = pytest.mark.long


def test_changes_are_kept_value_by_value(load):
    load(*ROWS)
    assert load(("KAZ", 1996, 5.0e6), *ROWS[1:], ("UZB", 2026, 7.0))
    shown = changes().set_index("kind")
    assert len(shown) == 2
    assert shown.loc["changed", ["table", "row", "column_name", "before", "after"]].tolist() == [
        "trade",
        f"Kazakhstan, export, 1996, total, Kazakhstan, statistic, {CITED}",
        "value_usd",
        "1,996,000 US$",
        "5,000,000 US$",
    ]
    assert shown.loc["added", "row"] == f"Uzbekistan, export, 2026, total, Uzbekistan, statistic, {CITED}"
    assert shown.loc["added", "after"] == "Value: 7 US$; Bound: exact; Made by: Uzbekistan"


def test_a_load_that_changes_nothing_keeps_the_changes_of_the_one_before(load):
    load(*ROWS)
    load(*ROWS, ("UZB", 2026, 7.0))
    before = changes()
    load(*ROWS, ("UZB", 2026, 7.0))
    pd.testing.assert_frame_equal(changes(), before)
    assert len(before) == 1


def test_the_log_has_each_table_with_its_rows_as_of_the_load_that_changed_them(place, server, capsys):
    more = [*ROWS, ("UZB", 2026, 7.0)]
    module = loader(server.plays("/trade", *(right(says(*it)) for it in (ROWS, more, more))).removesuffix("/trade"))
    for day in ("24", "25", "26"):
        capsys.readouterr()
        assert run("harvest", module, Options(fetch=True, now=f"2026-11-{day} 06:00"))
        said = capsys.readouterr().out.splitlines()
        if day == "25":
            assert said == [
                "harvest: Harvest",
                "  trade            61 rows  written",
                "  sources           1 rows  as before",
            ]
    logged = read(Loads).set_index("table")
    assert logged["loaded_at"].to_dict() == {"trade": "2026-11-25 06:00", "sources": "2026-11-24 06:00"}
    assert logged["row_count"].to_dict() == {"trade": 61, "sources": 1}
    assert set(logged["origin"]) == {"https://example.org/"}
    for table, kept in logged["fingerprint"].items():
        assert kept == part_store.fingerprint(place / "parquet" / str(table) / "harvest.parquet")
    assert changes()[["kind", "table", "loaded_at"]].to_numpy().tolist() == [["added", "trade", "2026-11-25 06:00"]]


@pytest.mark.usefixtures("place")
def test_what_is_kept_by_hand_changes_by_consent_alone(capsys):
    def by_hand(rows):
        answering = Answering(lambda *_: rows)
        by = loader("", trade=lambda get: harvest.trade(answering if get else get))
        by.SOURCE = replace(by.SOURCE, url="data/curated/")
        return by

    changed, options = [("KAZ", 1996, 1997000.0), *ROWS[1:]], Options(now="2026-11-24 06:00")
    assert run("harvest", by_hand(ROWS), options)
    assert run("harvest", by_hand(changed), options) is False
    assert "trade: 1 known row has another Value: 1,996,000 US$ -> 1,997,000 US$" in capsys.readouterr().err
    assert run("harvest", by_hand(ROWS[1:]), options) is False
    assert "trade: 1 of 60 rows lost" in capsys.readouterr().err
    assert run("harvest", by_hand(changed), replace(options, accept=True))
    assert len(changes()) == 1


def test_one_row_may_go_but_not_many(load, place, capsys):
    load(*ROWS)
    assert load(*ROWS[1:])
    assert list(changes()["kind"]) == ["lost"]
    before = parts(place)
    assert load(*ROWS[3:]) is False
    shown = capsys.readouterr().err
    assert "trade: 2 of 59 rows lost. If that is right, load again with --accept" in shown
    assert "Kazakhstan, export, 1997" in shown
    assert {path: it for path, it in parts(place).items() if "loads" not in str(path)} == {
        path: it for path, it in before.items() if "loads" not in str(path)
    }
    assert states()["trade"][0] == "failed"
    assert load(*ROWS[3:], accept=True)
    assert len(read(Trade)) == 57


def test_a_country_may_not_go(load, capsys):
    load(*ROWS, ("TJK", 2020, 5.0))
    assert load(*ROWS) is False
    assert "trade: Tajikistan no longer in the column Country" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "good"), [(19_960_000.0, True), (19_960_001.0, False), (199_600.0, True), (0.0, False)]
)
def test_a_value_may_change_up_to_tenfold(load, capsys, value, good):
    load(*ROWS)
    assert load(("KAZ", 1996, value), *ROWS[1:]) is good
    assert ("more than tenfold" in capsys.readouterr().err) is not good


def test_figures_may_not_become_empty(load, capsys):
    load(*ROWS)
    assert load(*[(country, year, None) for country, year, _ in ROWS[:2]], *ROWS[2:]) is False
    assert "trade: 2 figures of Value have become empty" in capsys.readouterr().err
