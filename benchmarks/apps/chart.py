"""A Streamlit page with one Plotly chart of fixed figures: the least that a dashboard does."""

import plotly.graph_objects as go
import streamlit as st

figure = go.Figure({"data": [{"type": "bar", "x": [2021, 2022, 2023, 2024], "y": [653, 760, 868, 1130]}]})
st.plotly_chart(figure, key="chart")
