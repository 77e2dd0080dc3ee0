"""How it looks: pure functions, rows in, a Plotly figure out; no file, no Streamlit, no change to the rows."""
