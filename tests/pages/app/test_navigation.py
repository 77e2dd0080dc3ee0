import gc

from streamlit.testing.v1 import AppTest

from pages._app.navigation import entries, sections


def test_what_is_loaded_is_no_longer_searched_for_garbage(root):
    gc.unfreeze()
    entries.cache_clear()
    sections.cache_clear()
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=60).run()
    assert not app.exception
    kept = gc.get_freeze_count()
    assert kept > 50_000  # the modules with pandas and Plotly
    app.run()
    assert gc.get_freeze_count() <= kept  # once; what is no longer used still goes
