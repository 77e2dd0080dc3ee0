"""A reader without a browser: one session over Streamlit's own WebSocket protocol."""

import asyncio
import time
from collections.abc import Mapping
from typing import NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

TIMEOUT = 120  # seconds for one run
Value = list[str] | list[float]


class Run(NamedTuple):
    """One run of the script as a session saw it."""

    seconds: float
    sent: int  # bytes that the server sent
    charts: int  # on the page, whether sent anew or named as one that the browser holds


class FailedError(Exception):
    """The page showed an error, or the run did not end well."""


class Session:
    """One reader: opens a page, then changes filters.

    Args:
        address: host:port of the server.
        page: the slug of the page; empty for the first.
        cookie: what a browser would send along.
    """

    def __init__(self, address: str, page: str = "", cookie: str = "") -> None:
        self._address, self._page = address, page
        self._headers = {"Cookie": cookie} if cookie else {}
        self._ids: dict[str, str] = {}  # the widgets by their key in the script
        self._kept: dict[str, bool] = {}  # what a browser keeps and need not be sent again; whether it is a chart
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Connect."""
        self._socket = await connect(
            f"ws://{self._address}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            additional_headers=self._headers,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave."""
        if self._socket:
            await self._socket.close()

    async def run(self, values: Mapping[str, Value] | None = None) -> Run:
        """Ask for a run with the values of some widgets, and wait until it has ended.

        Raises:
            FailedError: an exception or error box is on the page, or the run failed.
        """
        if self._socket is None:
            msg = "the session is not connected"
            raise FailedError(msg)
        ask = BackMsg()
        ask.rerun_script.page_name = self._page
        ask.rerun_script.widget_states.widgets.extend(
            _state(self._ids[key], value) for key, value in (values or {}).items() if key in self._ids
        )
        ask.rerun_script.cached_message_hashes.extend(self._kept)
        begin = time.perf_counter()
        await self._socket.send(ask.SerializeToString())
        sent = charts = 0
        async with asyncio.timeout(TIMEOUT):
            while True:
                body = await self._socket.recv(decode=False)
                sent += len(body)
                message = ForwardMsg.FromString(body)
                kind = message.WhichOneof("type")
                if kind == "delta":
                    charts += (chart := self._seen(message))
                    if message.metadata.cacheable:
                        self._kept[message.hash] = chart
                elif kind == "ref_hash":
                    charts += self._kept[message.ref_hash]
                elif kind == "script_finished":
                    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        msg = f"the run ended as {message.script_finished}"
                        raise FailedError(msg)
                    return Run(time.perf_counter() - begin, sent, charts)

    def _seen(self, message: ForwardMsg) -> bool:
        """Note the widgets of an element, and whether it is a chart."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            msg = f"the page shows an error: {str(element)[:200]}"
            raise FailedError(msg)
        if kind in {"button_group", "slider", "multiselect", "selectbox"}:
            found = getattr(element, kind).id
            self._ids[found.split("-", 2)[-1]] = found
        return kind == "plotly_chart"


def _state(widget_id: str, value: Value) -> WidgetState:
    state = WidgetState(id=widget_id)
    if value and isinstance(value[0], str):
        state.string_array_value.data.extend(map(str, value))
    else:
        state.double_array_value.data.extend(map(float, value))
    return state
