"""The page of recognition: what is told in words is opened by a tab or by the address, and the matrix by a fold."""

from html import unescape

import pytest

from pages.recognition.in_words import TABS
from tests.support.drawing import EVERY, cells, drawn

TOLD = {
    "Official positions": "Dialogue conditional on inclusive government",
    "Offices, consulates, envoys": "trade liaison office (planned)",
    "Missions, listings, recognition": "Terrorist listing",
    "Events of recognition": "Kazakhstan says it has not recognised the Taliban",
}


@pytest.mark.parametrize("opened", TOLD)
def test_the_address_opens_one_tab_and_the_others_are_not_worked_out(opened):
    app = drawn("recognition", recognition_words=opened)
    assert list(TOLD) == list(TABS)
    words = {it.label: unescape("\n".join(one.proto.body for one in it.get("html"))) for it in app.tabs}
    assert {label for label, shown in words.items() if shown} == {opened}
    assert TOLD[opened] in words[opened]


def test_the_matrix_stands_in_words_in_its_fold():
    shut, opened = drawn("recognition"), drawn("recognition", EVERY, {"recognition-matrix": True})
    assert "not recognised" not in cells(shut)
    assert "not recognised" in cells(opened)
