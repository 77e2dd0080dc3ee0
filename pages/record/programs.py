"""The data for programs: addresses of files, and how to read them."""

from pathlib import Path
from typing import Final

import streamlit as st

from pages._app.cache import replayed

_PAGE: Final = Path(__file__).parents[2] / "docs" / "data_service.md"
_EXAMPLE: Final = "https://ledger.example"  # the address of the dashboard on that page
_FOR_READERS: Final = "\n## An older version\n"  # ends what does not need the repository


def for_programs() -> None:
    """Show the page of the docs, with the address of this dashboard."""
    _page(str(st.context.url or "").rpartition("/")[0])


@replayed
def _page(site: str) -> None:
    text = _PAGE.read_text(encoding="utf-8").partition("\n")[2].partition(_FOR_READERS)[0]
    st.markdown(text.replace(_EXAMPLE, site) if site else text)
