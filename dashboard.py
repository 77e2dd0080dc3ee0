"""Amu Ledger: run me with `streamlit run dashboard.py`.

Streamlit takes a folder `pages/` beside the script that it runs for its own old page system, so it runs `pages/_frame.py`.
"""

import streamlit as st
from starlette.middleware import Middleware

from pages._app import runtime

runtime.tune()
app = st.App("pages/_frame.py", middleware=[Middleware(runtime.Ahead)])
