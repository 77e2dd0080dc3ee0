"""Amu Ledger: run me with `streamlit run dashboard.py`.

The frame stands in `pages/_frame.py` and not here, because Streamlit takes a folder `pages/` beside the script
that it runs for its own old page system: the first visitor of a fresh server would then see a page without frame.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Each reader's run is a thread. Where many wait for a core, a longer turn wastes less of it on changing over; at 20
# milliseconds the line to other readers is still served while a new view is worked out.
sys.setswitchinterval(0.02)


class Ahead:
    """Tells a browser with the page itself which script will draw the figures: it is more than half of what is loaded.

    Streamlit asks for it when the first figure has come. A prefetch has the lowest priority, so that the text still comes
    first; on a line of 40 Mbit a second the first figure stands a sixth earlier.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        scripts = Path(st.__file__).parent.glob("static/static/js/PlotlyChart.*.js")
        self._link = ", ".join(
            f"<./static/js/{it.name}>; rel=prefetch; as=script; crossorigin" for it in scripts
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked, and name the script in the answer where that is a page."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message = {**message, "headers": [*message["headers"], (b"link", self._link)]}
            await send(message)

        await self._app(scope, receive, answer if scope["type"] == "http" and self._link else send)


def _is_page(message: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


app = st.App("pages/_frame.py", middleware=[Middleware(Ahead)])
