"""How Python, pandas, Arrow and Streamlit are set for many readers of one process.

Each setting stands here with its reason, its gain and when to delete it. None changes what a reader sees.
"""

import gc
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util


def tune() -> None:
    """Set what holds for the whole process, before anything is read (`pages/_parts/service/start.py`).

    - Turns of threads. Each reader's run is a thread. Where many wait for a core, a longer turn wastes less of it on
      changing over; at 20 milliseconds the line to other readers is still served while a new view is worked out.
      Delete it with a Python without a global lock.
    - Texts of pandas. Pages take one value after the other out of small frames: from Python's own texts that is several
      times as fast as from Arrow's, and a view that is not known yet takes a quarter less time. Delete it when pages
      no longer go through rows one by one.
    - Memory of Arrow. Its own allocator keeps what it has asked for once: 20 MB of a small machine for data of ten.
      Delete it when Arrow gives memory back.
    - Address of the machine. When a page of another site asks for a session, Streamlit asks a host on the net for its own
      address outside, and all readers wait for the answer: 20 seconds where a name server is silent. No page is served
      at that address alone, so no host is asked. Delete it when Streamlit has a setting for it.
    """
    sys.setswitchinterval(0.02)
    pd.options.mode.string_storage = "python"
    pa.set_memory_pool(pa.system_memory_pool())
    net_util.get_external_ip = lambda: None  # ty: ignore[invalid-assignment]


def keep_loaded() -> None:
    """Take what is loaded out of Python's search for garbage, at which all readers wait: it stays as long as the process.

    With pandas and Plotly a search took some 90 milliseconds, now and then in a view that nobody had asked for. Delete it
    when Python searches beside the program or the search takes less than a millisecond.
    """
    gc.collect()
    gc.freeze()


class Ahead:
    """Tells a browser with the page itself which script will draw the figures: it is more than half of what is loaded.

    Streamlit asks for it when the first figure has come. A prefetch has the lowest priority, so that the text still comes
    first; on a line of 40 Mbit a second the first figure stands a sixth earlier. Delete it when Streamlit names the
    script in its page.
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
