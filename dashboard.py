"""Amu Ledger: run me with `streamlit run dashboard.py`.

The frame stands in `pages/_frame.py` and not here, because Streamlit takes a folder `pages/` beside the script
that it runs for its own old page system: the first visitor of a fresh server would then see a page without frame.
"""

import sys
from pathlib import Path

import streamlit as st

# Streamlit puts the folder of the script that it runs first on the path unless it stands there already; first,
# `import data` would find the page of that name and not the package.
sys.path.append(str(Path(__file__).resolve().parent / "pages"))

# Each reader's run is a thread. Where many wait for a core, a longer turn wastes less of it on changing over; at 20
# milliseconds the line to other readers is still served while a new view is worked out.
sys.setswitchinterval(0.02)

app = st.App("pages/_frame.py")
