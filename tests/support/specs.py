"""Specs of figures, as Plotly judges them."""

import plotly.graph_objects as go

from charts.base.frame import Spec


def valid(spec: Spec) -> go.Figure:
    """Make a figure of a spec; a property that Plotly does not know, or a value that it does not take, is an error."""
    return go.Figure(spec, skip_invalid=False)
