"""A Streamlit page with one line: what Streamlit itself costs."""

import streamlit as st

st.write("Hello")
