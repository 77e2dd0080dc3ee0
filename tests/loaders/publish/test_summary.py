"""The summary for reviewers: plain text stays plain whatever a source says, and never too long."""

import re

import pandas as pd

from data.schema.tables import Changes, Loads
from loaders._publish import summary
from loaders._publish.summary import markdown

LOAD = {"loader": "imts", "table": "trade", "origin": "https://example.org/", "loaded_at": "2026-11-24 06:00",
        "row_count": 1234, "fingerprint": "0" * 16, "state": "good", "reason": None}  # fmt: skip
CHANGE = {"loader": "imts", "table": "trade", "kind": "changed", "row": "Kazakhstan, export", "column_name": "value_usd",
          "before": "1 US$", "after": "2 US$", "loaded_at": "2026-11-24 06:00"}  # fmt: skip


def loads(*rows):
    return pd.DataFrame([LOAD | it for it in rows], columns=[str(it) for it in Loads.columns])


def changes(*rows):
    return pd.DataFrame([CHANGE | it for it in rows], columns=[str(it) for it in Changes.columns])


def test_only_what_has_changed_since_a_time_is_told():
    report = markdown(loads({}, {"table": "aid", "loaded_at": "2026-11-17 06:00"}), changes({}), "2026-11-24 05:59")
    assert report.count("###") == 1
    assert "1,234 rows; 1 changed." in report
    assert markdown(loads({}), changes({}), "2026-11-24 06:01") == "No figure has changed.\n"


def test_the_summary_is_of_the_logs_as_they_stand(monkeypatch):
    logs = {Loads: loads({}), Changes: changes({})}
    monkeypatch.setattr(summary.data, "read", logs.__getitem__)
    assert summary.summary() == summary.summary("2026-11-24 06:00") == markdown(loads({}), changes({}))
    assert summary.summary("2026-11-24 06:01") == "No figure has changed.\n"


def test_a_first_load_says_that_there_is_nothing_to_compare_with():
    assert "1,234 rows; no previous load to compare with." in markdown(loads({}), changes())


def test_all_changes_are_counted_also_those_that_are_not_kept():
    more = {
        "kind": "more",
        "row": "8 more; in all 1 lost, 9 changed",
        "column_name": None,
        "before": None,
        "after": None,
    }
    assert "1,234 rows; 1 lost, 9 changed." in markdown(loads({}), changes({}, more))
    assert "more" not in markdown(loads({}), changes({}, more)).partition("|---")[2]


def test_a_source_that_failed_is_told_once_and_always():
    report = markdown(
        loads(*[{"state": "failed", "reason": "it broke", "table": it} for it in ("trade", "aid")]), changes()
    )
    assert report == "**imts failed**: it broke. Its rows are those of the previous load.\n"


def test_text_from_data_stays_text():
    wild = "a|b <img src=x> [here](https://evil.example) @everyone #1 `code` **bold**\nnext www.evil.example"
    report = markdown(
        loads({"state": "failed", "reason": wild}, {"table": "aid"}), changes({"table": "aid", "row": wild})
    )
    for live in ("https://", "@everyone", " #1", "www.evil", "www\\.evil", "`code`", "[here](", "**bold**"):
        assert live not in report
    assert not re.search(r"(?<!\\)<", report)
    row = next(line for line in report.splitlines() if line.startswith("| changed"))
    assert row.replace("\\|", "").count("|") == 6


def test_it_never_outgrows_a_pull_request(monkeypatch):
    monkeypatch.setattr(summary, "_LONGEST", 2000)
    many = changes(*[{"row": f"row {at}"} for at in range(200)])
    report = markdown(loads(*[{"loader": f"source {at}"} for at in range(50)]), many)
    assert len(report) < 2100
    assert report.endswith("The rest is on the Data page.\n")


def test_where_there_is_too_much_fewer_rows_are_listed_and_every_load_is_named(monkeypatch):
    monkeypatch.setattr(summary, "_LONGEST", 4000)
    many = [{"loader": f"source{at}", "row": f"row {row}"} for at in range(20) for row in range(30)]
    report = markdown(loads(*[{"loader": f"source{at}"} for at in range(20)]), changes(*many))
    assert len(report) <= 4001
    assert [report.count(f"### source{at}: trade\n\n1,234 rows; 30 changed.") for at in (0, 19)] == [1, 1]
    assert "The rest" not in report


def test_of_one_table_the_first_thirty_changes_are_shown_and_all_are_counted():
    report = markdown(loads({}), changes(*[{"row": f"row {at}"} for at in range(200)]))
    assert report.count("\n| changed |") == 30
    assert "200 changed" in report
