"""Amu Ledger: run me with `streamlit run dashboard.py`.

The frame stands in `pages/_frame.py` and not here, because Streamlit takes a folder `pages/` beside the script
that it runs for its own old page system: the first visitor of a fresh server would then see a page without frame.
"""

import streamlit as st

app = st.App("pages/_frame.py")
