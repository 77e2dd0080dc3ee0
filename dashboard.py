"""Amu Ledger: run me with `streamlit run dashboard.py`."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages import _frame
from pages._parts.service.start import started

# not this script: Streamlit takes a folder `pages/` beside the script that it runs for its own old page system
app = st.App("pages/_frame.py", middleware=started())
if get_script_run_ctx() is not None:  # a host that looks for no app runs this: all but what the server adds
    _frame.main()
