"""What the Trade and the Aid page send: few elements, headings with their address."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.drawing import EVERY, drawn, plain

MOST = 33  # elements of a page: with those of its frame it then sends fifty messages
VIEWS = [
    ("trade", {}),
    ("trade", {"trade_flow": "Exports", "trade_side": "Afghan", "trade_aims": "true"}),
    ("aid", {}),
    ("aid", {"aid_by": "donor", "aid_find": "flour"}),
]


def elements(app: AppTest) -> list[Any]:
    """All that a page sends, containers included."""
    return [it for it in app._tree if type(it).__name__ not in {"ElementTree", "SpecialBlock"}]


@pytest.mark.parametrize("slug", ["trade", "aid"])
def test_it_sends_few_elements_and_no_container_without_any(slug):
    sent = elements(drawn(slug))
    assert len(sent) <= MOST
    assert not [it for it in sent if type(it).__name__ == "Block" and not it.children]


@pytest.mark.parametrize(("slug", "query"), VIEWS)
def test_headings_keep_their_address_and_what_is_said_below_is_no_part_of_them(slug, query):
    anchors = {it.proto.anchor: it.value.split("\n") for it in drawn(slug, **query).header}
    assert set(anchors) >= ({"reports", "mirror", "goods", "aims"} if slug == "trade" else {"consignments", "context"})
    assert all(lines[1:2] in ([], [""]) for lines in anchors.values())
    shown = anchors["aims" if slug == "trade" else f"aid-by-{query.get('aid_by', 'year')}"]
    assert "none of it is counted as trade" in shown[2] or "Tonnes reported since August 2021" in shown[2]


def test_what_must_be_known_besides_stands_with_the_method_and_not_in_the_words_of_the_picture():
    app = drawn("mirror", EVERY, {"mirror-gap-part": "How measured"})
    (said,) = [it.value for it in app.markdown if "that both sides report for the same period" in it.value]
    assert "\n\nAn importer usually counts freight and insurance (CIF)" in plain(said)
    assert not any("An importer usually" in it.proto.alt for it in app.get("plotly_chart"))
    assert not any("An importer usually" in it.value for it in [*drawn("mirror").markdown, *drawn("mirror").caption])
