"""Amu Ledger: run me with `streamlit run dashboard.py`."""

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages import _frame  # what readers run is loaded before the first of them comes
from pages._app.navigation import discover
from pages._app.runtime import Ahead, tune
from pages._app.server.compressed import Compressed
from pages._app.server.newer_code import watch
from pages._app.server.protection import Protection
from pages._app.server.served import Served
from pages._parts.service.figures import preview
from pages._parts.service.middleware import Service

tune()
watch()
discover()  # loads every page before the first readers come, who would load them side by side
# not this script: Streamlit takes a folder `pages/` beside the script that it runs for its own old page system
app = st.App("pages/_frame.py", middleware=[
    *(Middleware(it) for it in (Protection, Compressed, Ahead)), Middleware(Served, of_figure=preview), Middleware(Service),
])  # fmt: skip
if get_script_run_ctx() is not None:  # a host that looks for no app runs this: all but what the server adds
    _frame.main()
