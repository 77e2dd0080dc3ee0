"""Each method has a page that tells its limits, is short, and names modules and codes that are there."""

import importlib
import re

import pytest

METHODS = {  # the page of each, and its module
    "claims": "claims/statement",
    "mirror": "mirror/pairs",
    "pipeline": "aid/pipeline",
    "goods_value": "aid/goods_value",
    "ladder": "recognition/ladder",
    "event_study": "study/event_study",
    "dependence": "mirror/dependence",
    "freshness": "record/freshness",
    "insights": "insights/insight",
    "editions": "base/editions",
    "preferred": "trade/preferred",
    "per_head_and_gdp": "trade/per_head_and_gdp",
    "constant_dollars": "trade/constant_dollars",
    "since_2021": "trade/since_2021",
    "unit_values": "trade/unit_values",
}


@pytest.mark.parametrize("method", METHODS)
def test_a_method_has_a_short_page_with_its_limits(method, root):
    text = (root / "docs" / "methods" / f"{method}.md").read_text(encoding="utf-8")
    assert f"`analysis/{METHODS[method]}.py`" in text
    assert "## Limits" in text
    assert len(text.splitlines()) < 60


def test_every_module_that_a_page_names_is_there(root):
    pages = list((root / "docs" / "methods").glob("*.md"))
    assert pages
    for page in pages:
        named = re.findall(r"`((?:data|loaders|analysis|charts|pages)/[\w/]+\.py)`", page.read_text(encoding="utf-8"))
        assert named
        for path in named:
            assert (root / path).exists(), f"{page.name} names {path}"


@pytest.mark.parametrize(
    ("method", "codes"),
    [
        ("mirror", "BANDS"), ("event_study", "LIMITS"), ("dependence", "BASES"), ("freshness", "CADENCES"),
        ("pipeline", "STATES"), ("claims", "KINDS"),
    ],
)  # fmt: skip
def test_a_page_tells_every_code_of_its_method(method, codes, root):
    text = (root / "docs" / "methods" / f"{method}.md").read_text(encoding="utf-8").lower()
    for code in getattr(importlib.import_module(f"analysis.{METHODS[method].replace('/', '.')}"), codes):
        assert code.replace("_", " ") in text.replace("_", " "), code


def test_the_numbers_on_the_pages_are_those_of_the_code(root):
    from analysis.aid.pipeline import TRACE_DAYS
    from analysis.mirror.pairs import FREIGHT
    from analysis.record.freshness import CADENCES
    from analysis.study.event_study import FEWEST

    said = {it.stem: it.read_text(encoding="utf-8") for it in (root / "docs" / "methods").glob("*.md")}
    assert f"fewer than {FEWEST} other dates" in said["event_study"]
    assert f"The {TRACE_DAYS} days" in said["pipeline"]
    assert "{:.0f} to {:.0f} %".format(*((it - 1) * 100 for it in FREIGHT)) in said["mirror"]
    for cadence in CADENCES.values():
        assert f"| {cadence.due_after} days | {cadence.overdue_after} days |" in said["freshness"]
