"""How to cite the data, and on what terms they may be used."""

import streamlit as st

from pages._app.cache import replayed
from pages._app.record import edition
from pages._parts.cite import Citation
from pages._parts.downloads import LICENCES, everything
from pages._parts.show.parts import formats


def citing() -> None:
    """Show the words of a citation and the terms, and offer everything in one file."""
    _cited(str(st.context.url or ""))
    st.download_button(
        "The whole record in one archive", everything, f"amu-ledger-{edition()}.zip", "application/zip", key="data-all",
        on_click="ignore", icon=":material/folder_zip:",
    )  # fmt: skip


@replayed
def _cited(address: str) -> None:
    whole = Citation(address=address)
    st.code(whole.text(), language=None, wrap_lines=True)
    st.markdown(
        f"Cite the original source beside it: every row names one, and every file carries its publisher and address. {LICENCES}"
    )
    formats(whole)
