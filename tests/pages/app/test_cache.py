"""Work done once: kept for the same arguments and data, done anew for new ones, never shared between different ones."""

import datetime as dt
import os

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import Events
from data.vocabulary.places import CODES
from pages._app import cache
from pages._app.rows import rows
from pages._app.view import View


def test_a_function_runs_once_for_equal_arguments_and_anew_for_others():
    ran = []

    @cache.once
    def drawn(view: View, log: bool) -> str:
        ran.append((view, log))
        return f"{view.countries} {log}"

    first = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2020, 1, 1))
    same = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2020, 1, 1))
    assert drawn(first, True) == drawn(same, True)
    assert drawn(first, False).endswith("False")
    assert drawn(View(("KAZ",), first.first, first.last), True) == "('KAZ',) True"
    assert len(ran) == 3


def test_a_frame_that_is_written_to_stays_as_it_was_for_all_others():
    @cache.once
    def frame(code: str) -> pd.DataFrame:
        return pd.DataFrame({"country": [code], "value": [1.0]})

    first = frame("KAZ")
    first.loc[0, "value"] = 2.0
    first["more"] = 3
    pd.testing.assert_frame_equal(frame("KAZ"), pd.DataFrame({"country": ["KAZ"], "value": [1.0]}))


def test_arguments_are_taken_by_their_place_only():
    @cache.once
    def drawn(code: str) -> str:
        return code

    with pytest.raises(TypeError, match="by their place"):
        drawn(code="KAZ")


def test_new_data_on_disk_are_seen_without_a_restart(folder):
    assert len(rows(Events)) > 10
    part = folder.path / "events" / "curated.parquet"
    folder.write(Events, "curated", data.by_part(Events)["curated"].slice(0, 10))
    os.utime(part, (1, 1))  # even if the clock of the file runs backwards
    assert len(rows(Events)) == 10


def test_what_is_replayed_is_what_was_written_and_each_view_has_its_own():
    def script() -> None:
        import streamlit as st

        from pages._app import cache

        @cache.replayed
        def told(code: str) -> None:
            st.session_state["ran"] = st.session_state.get("ran", 0) + 1
            with st.container():
                st.markdown(f"about {code}")

        for code in ("KAZ", "UZB", "KAZ"):
            told(code)

    app = AppTest.from_function(script).run()
    assert [it.value for it in app.markdown] == ["about KAZ", "about UZB", "about KAZ"]
    app.run()
    assert [it.value for it in app.markdown] == ["about KAZ", "about UZB", "about KAZ"]
    assert app.session_state["ran"] <= 2
