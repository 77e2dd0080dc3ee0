"""The benchmarks measure what they say: rows multiplied, results in their place, ratios to the peer of the same run."""

import argparse
import asyncio

import pytest

import data
from benchmarks import _arrivals, _browser, _data, _report, _wire, readers
from benchmarks._client import FailedError, Session
from benchmarks._load import Result, Subject, measure
from benchmarks._server import serve
from benchmarks._subjects import APPS, EMPTY, NAIVE, pages
from data.schema.tables import Aid, Events, FoodPrices, Trade
from data.store import SETTING
from pages._app.navigation import discover


def test_every_page_is_measured():
    assert [it.name for it in pages()] == [it.PAGE.title for it in discover().values()]


def test_multiplied_rows_are_as_many_and_each_is_another(tmp_path, monkeypatch):
    before = {table: data.read(table) for table in (Trade, Aid, FoodPrices, Events)}
    _data.write(10, tmp_path)
    monkeypatch.setenv(SETTING, str(tmp_path))
    for table in (Trade, Aid, FoodPrices):
        rows = data.read(table)
        assert len(rows) == 10 * len(before[table])
        assert not rows.duplicated(list(table.key)).any()
        assert rows.iloc[: len(before[table])].equals(before[table])
    assert data.read(Events).equals(before[Events])
    assert (data.read(Trade)["commodity"] == "total").sum() == (before[Trade]["commodity"] == "total").sum()


def test_a_server_is_measured_alone_and_with_others():
    found = measure(Subject(EMPTY, APPS / "empty.py"), (1, 2), 0.1)
    assert found.first_ms > 0
    assert set(found.rates) == {1, 2}
    assert found.charts == 0
    for peer in ("chart.py", "frame.py"):
        assert measure(Subject(peer, APPS / peer), (1,), 0.1).charts == 1


def test_readers_who_arrive_together_all_get_the_page():
    found = _arrivals.measure(Subject(EMPTY, APPS / "chart.py"), 3)
    assert found.readers == 3
    assert 0 < found.median_ms <= found.worst_ms


def test_a_slow_line_is_measured_in_a_browser():
    chart = Subject("chart", APPS / "chart.py")
    fast, slow = (_browser.look([chart], 1, line)[0] for line in (None, _browser.Line(40_000, 200)))
    assert slow.text_ms > fast.text_ms + 200
    assert slow.chart_ms > fast.chart_ms + 200
    assert slow.shift >= 0


def test_a_page_without_a_chart_is_measured_all_the_same():
    (seen,) = found = _browser.look([Subject("text", APPS / "empty.py")], 1)
    assert seen.app_ms >= seen.text_ms > 0
    assert "nan" not in _report.browser(found)


def test_both_clients_are_measured_on_the_wire_with_the_request_of_the_browser(tmp_path):
    script = tmp_path / "slow.py"  # says in the log what it was asked for
    script.write_text(
        "import time\nimport streamlit as st\nchosen = st.slider('x', 0, 9, 3, key='x')\n"
        "open('asked', 'a').write(f'{st.session_state.x} {st.context.locale}\\n')\ntime.sleep(0.2)\n",
        encoding="utf-8",
    )
    ours, theirs = _wire.reruns(Subject("slow", script, folder=tmp_path), 2)
    assert 200 < ours < 2_000
    assert 200 < theirs < 2_000
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert asked.count("3 en-US") == 5  # three of the browser, two of our client that say the same
    assert len(asked) == 6


def test_a_page_that_fails_ends_the_measuring(tmp_path):
    script = tmp_path / "broken.py"
    script.write_text("import streamlit as st\nst.error('no')\n", encoding="utf-8")
    with pytest.raises(FailedError, match="shows an error"):
        measure(Subject("broken", script), (1,), 0.1)


def test_readers_arrive_one_after_the_other_and_what_goes_wrong_is_noted(tmp_path):
    wanted = argparse.Namespace(readers=4, within=0.4, minutes=0.01, think=0.1)
    with serve(APPS / "empty.py") as server:
        stay = asyncio.run(readers._stayed(server, [Subject(EMPTY, APPS / "empty.py")], wanted))
        assert len(stay.waits) >= 4
        assert stay.errors == []
        kept = readers._settled(server, [Subject(EMPTY, APPS / "empty.py")], 0)
        assert kept.files > stay.looks[0].files > 0  # a session is kept for two minutes after its reader has left
    script = tmp_path / "broken.py"
    script.write_text("import streamlit as st\nst.error('no')\n", encoding="utf-8")
    with serve(script) as server:
        stay = asyncio.run(readers._stayed(server, [Subject("broken", script)], wanted))
    assert "broken: FailedError: the page shows an error" in stay.errors[0]


def test_a_server_gets_what_the_environment_has_besides(tmp_path):
    async def read(address: str) -> None:
        async with Session(address) as reader:
            await reader.run()

    script = tmp_path / "asks.py"
    script.write_text(
        f"import os, streamlit as st\nif not os.environ.get('{SETTING}'): st.error('no')\n", encoding="utf-8"
    )
    with serve(script, environ={SETTING: str(tmp_path)}) as server:
        asyncio.run(read(server.address))
    with serve(script) as server, pytest.raises(FailedError, match="shows an error"):
        asyncio.run(read(server.address))


def result(name: str, rate: float) -> Result:
    return Result(name, 70, 100, 80, 5, 0, 1, 0, {1: rate, 20: rate}, {1: 5, 20: 5}, {1: 9, 20: 9}, 0.1)


def test_ratios_are_to_the_peers_of_the_same_run():
    table = _report.server([result(EMPTY, 10), result(NAIVE, 2), result("Overview", 40)], (1, 20))
    assert table.splitlines()[0].endswith("| x (a) at 20 | x (d) at 20 |")
    assert table.splitlines()[-1].endswith("| 4.00 | 20.00 |")
    assert "x (a)" not in _report.server([result("Overview", 40)], (1, 20))


def test_results_stand_between_the_markers_and_nothing_else_changes(tmp_path):
    path = tmp_path / "speed.md"
    path.write_text(f"before\n{_report.BEGIN}\nold\n{_report.END}\nafter\n", encoding="utf-8")
    _report.put(path, "new")
    _report.put(path, "newer")
    assert path.read_text(encoding="utf-8") == f"before\n{_report.BEGIN}\nnewer\n{_report.END}\nafter\n"


@pytest.mark.parametrize(
    "text", ["none", _report.BEGIN, f"{_report.END} {_report.BEGIN}", _report.BEGIN * 2 + _report.END]
)
def test_a_document_without_a_place_for_results_is_left_as_it_is(text, tmp_path):
    path = tmp_path / "speed.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="each once"):
        _report.put(path, "new")
    assert path.read_text(encoding="utf-8") == text


def test_the_document_on_speed_has_its_place(root, tmp_path):
    copy = tmp_path / "speed.md"
    copy.write_text((root / "docs" / "speed.md").read_text(encoding="utf-8"), encoding="utf-8")
    _report.put(copy, "new")
