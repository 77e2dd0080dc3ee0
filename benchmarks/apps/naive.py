"""The Trade page as it is often written: everything read, filtered and drawn by plotly.express on each run, no cache."""

from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

PARQUET = Path(__file__).parents[2] / "data" / "parquet"
FIVE = ["KAZ", "UZB", "TKM", "KGZ", "TJK"]

st.set_page_config(layout="wide")
trade = pd.read_parquet(PARQUET / "trade")
sources = pd.read_parquet(PARQUET / "sources")
events = pd.read_parquet(PARQUET / "events")
countries = st.multiselect("Countries", FIVE, default=FIVE, key="country")
years = st.slider("Years", 2008, 2026, (2016, 2026), key="years")
trade = trade.merge(sources[["source_id", "publisher", "url"]], on="source_id")
trade["start"] = pd.to_datetime(trade["start"])
chosen = trade[trade["country"].isin(countries) & trade["start"].dt.year.between(*years)]
totals = chosen[(chosen["commodity"] == "total") & chosen["value_usd"].notna()]
st.plotly_chart(px.bar(totals, x="start", y="value_usd", color="country", barmode="group"), key="by-year")
st.plotly_chart(px.scatter(totals, x="start", y="value_usd", color="reported_by", symbol="status"), key="who")
goods = chosen[(chosen["commodity"] != "total") & (chosen["flow"] == "export")]
st.plotly_chart(
    px.treemap(goods.dropna(subset=["value_usd"]), path=["country", "commodity"], values="value_usd"), key="goods"
)
events["start"] = pd.to_datetime(events["start"])
st.plotly_chart(px.scatter(events, x="start", y="countries", color="category", hover_name="title"), key="events")
st.dataframe(chosen)
