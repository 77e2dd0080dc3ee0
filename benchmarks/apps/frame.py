"""The same chart of a table in a Parquet file: the least that a dashboard over data does."""

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

PARQUET = Path(__file__).parents[2] / "data" / "parquet"
trade = pd.read_parquet(PARQUET / "trade")
years = trade.groupby(pd.to_datetime(trade["start"]).dt.year)["value_usd"].max().tail(4)
figure = go.Figure({"data": [{"type": "bar", "x": list(years.index), "y": list(years)}]})
st.plotly_chart(figure, key="chart")
