import gc

from pages import discover
from pages._navigation import entries


def test_what_is_loaded_is_no_longer_searched_for_garbage():
    gc.unfreeze()
    entries.cache_clear()
    made = entries()
    kept = gc.get_freeze_count()
    assert set(made) == set(discover())
    assert kept > 50_000  # the modules with pandas and Plotly
    assert entries() is made
    assert gc.get_freeze_count() == kept
