"""Run a page without a browser: one session over Streamlit's own WebSocket protocol."""

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
    """One run of the script, measured by its session."""

    seconds: float
    sent: int  # bytes sent by the server
    charts: int  # on the page, sent again or taken from the browser's cache


class FailedError(Exception):
    """The page showed an error, or the run did not end well."""


class Session:
    """One reader, who opens a page and then changes filters.

    Args:
        address: host:port of the server.
        page: the slug of the page; empty for the first.
        cookie: the cookie that a browser would send along.
    """

    def __init__(self, address: str, page: str = "", cookie: str = "") -> None:
        self._address, self._page = address, page
        self._headers = {"Cookie": cookie} if cookie else {}
        self._ids: dict[str, str] = {}  # the ids of widgets, by their key in the script
        self._cached: dict[str, bool] = {}  # messages that a browser would cache, by hash; whether it is a chart
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
        """Disconnect."""
        if self._socket:
            await self._socket.close()

    async def run(self, values: Mapping[str, Value] | None = None, request: bytes = b"") -> Run:
        """Request a run with the values of some widgets, by their keys, and wait until it has ended.

        Args:
            values: the values.
            request: a request as a browser has sent it, to be sent instead.

        Raises:
            FailedError: an exception or error box is on the page, or the run failed.
        """
        if self._socket is None:
            msg = "the session is not connected"
            raise FailedError(msg)
        body = request or self._request(values or {}).SerializeToString()
        begin = time.perf_counter()
        await self._socket.send(body)
        sent = charts = 0
        async with asyncio.timeout(TIMEOUT):
            while True:
                body = await self._socket.recv(decode=False)
                sent += len(body)
                message = ForwardMsg.FromString(body)
                kind = message.WhichOneof("type")
                if kind == "delta":
                    charts += (chart := self._receive(message))
                    if message.metadata.cacheable:
                        self._cached[message.hash] = chart
                elif kind == "ref_hash":
                    charts += self._cached[message.ref_hash]
                elif kind == "script_finished":
                    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        msg = f"the run ended as {message.script_finished}"
                        raise FailedError(msg)
                    return Run(time.perf_counter() - begin, sent, charts)

    def _request(self, values: Mapping[str, Value]) -> BackMsg:
        request = BackMsg()
        request.rerun_script.page_name = self._page
        request.rerun_script.widget_states.widgets.extend(
            _state(self._ids[key], value) for key, value in values.items() if key in self._ids
        )
        request.rerun_script.cached_message_hashes.extend(self._cached)
        return request

    def _receive(self, message: ForwardMsg) -> bool:
        """Note the widget of an element; return whether the element is a chart."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            msg = f"the page shows an error: {str(element)[:200]}"
            raise FailedError(msg)
        if kind in {"button_group", "slider", "multiselect", "selectbox"}:
            widget_id = getattr(element, kind).id
            self._ids[widget_id.split("-", 2)[-1]] = widget_id
        return kind == "plotly_chart"


def _state(widget_id: str, value: Value) -> WidgetState:
    state = WidgetState(id=widget_id)
    if value and isinstance(value[0], str):
        state.string_array_value.data.extend(map(str, value))
    else:
        state.double_array_value.data.extend(map(float, value))
    return state
