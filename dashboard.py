"""Amu Ledger: run me with `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware

from pages._app import navigation, protection, runtime

runtime.tune()
navigation.discover()  # loads every page before the first readers come, who would load them side by side
# not this script: Streamlit takes a folder `pages/` beside the script that it runs for its own old page system
most_readers = protection.readers(protection.allow_open_files())
app = st.App("pages/_frame.py", middleware=[Middleware(protection.Protection, most_readers), Middleware(runtime.Ahead)])
