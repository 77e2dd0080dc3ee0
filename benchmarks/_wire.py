"""Stand between a client and the server, and note when a request and the end of its run are on the wire.

What a browser notes itself it notes when its one thread comes to it: after drawing what came before. Both clients are
measured here instead, with the same request. They get the answers when the run has ended, or drawing the first ones would
take the server's core from the rest.
"""

import asyncio
import contextlib
import statistics
import threading
import time
from collections.abc import Generator
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection
from websockets.asyncio.server import serve as listen
from websockets.typing import Origin, Subprotocol

from benchmarks._browser import chromium
from benchmarks._client import Session
from benchmarks._load import Subject
from benchmarks._server import serve

PATH: Final = "/_stcore/stream"
REST: Final = 0.3  # seconds between two reruns, in which a browser draws
# The browser connects to the relay, and asks the server for all else.
THROUGH: Final = """
window.WebSocket = class extends WebSocket {
  constructor(address, ...rest) { super(Object.assign(new URL(address), {host: "%s"}), ...rest); }
};
"""


class Wire:
    """What passed a relay.

    Attributes:
        address: host:port of the relay.
        request: the last request of a run, as it was sent.
        seconds: from the last request to the message that its run has ended; None while it runs.
    """

    def __init__(self, server: str) -> None:
        self.address, self.request = "", b""
        self.seconds: float | None = None
        self._server, self._begin = server, 0.0

    async def relay(self, client: ServerConnection) -> None:
        """Pass on what a client and the server send each other."""
        headers = client.request.headers if client.request else {}
        asked = [Subprotocol(it.strip()) for it in headers.get("Sec-WebSocket-Protocol", "streamlit").split(",")]
        origin = Origin(headers["Origin"]) if "Origin" in headers else None
        cookie = {"Cookie": headers["Cookie"]} if "Cookie" in headers else {}
        async with connect(
            f"ws://{self._server}{PATH}", subprotocols=asked, origin=origin, additional_headers=cookie,
            max_size=None, compression=None,
        ) as server:  # fmt: skip
            back = asyncio.create_task(self._answers(client, server))
            async for data in client:
                body = data if isinstance(data, bytes) else data.encode()
                if BackMsg.FromString(body).WhichOneof("type") == "rerun_script":
                    self.request, self.seconds, self._begin = body, None, time.perf_counter()
                await server.send(body)
            back.cancel()

    async def _answers(self, client: ServerConnection, server: ClientConnection) -> None:
        held: list[bytes] = []
        async for data in server:
            now = time.perf_counter()
            held.append(data if isinstance(data, bytes) else data.encode())
            is_end = ForwardMsg.FromString(held[-1]).WhichOneof("type") == "script_finished"
            if is_end:
                self.seconds = now - self._begin
            if is_end or self.seconds is not None:
                for body in held:
                    await client.send(body)
                held.clear()


def reruns(subject: Subject, times: int) -> tuple[float, float]:
    """Measure an empty rerun by our client and by Streamlit's own front end, in the same way and with the same request.

    Returns:
        The medians of both, in milliseconds from the request to the message that the run has ended.
    """
    with serve(subject.script, *subject.options, folder=subject.folder) as server, between(server.address) as wire:
        theirs = _by_browser(wire, f"http://{server.address}/{subject.page}", times)
        ours = asyncio.run(_by_us(wire, subject.page, times))
    return statistics.median(ours) * 1000, statistics.median(theirs) * 1000


def _by_browser(wire: Wire, address: str, times: int) -> list[float]:
    with chromium() as browser, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(THROUGH % wire.address)
        page.goto(address)
        ready = page.locator("[data-testid=stApp][data-test-script-state=notRunning] .stMain")
        ready.wait_for()
        page.wait_for_load_state("networkidle")
        seconds = []
        for _ in range(times):
            page.wait_for_timeout(REST * 1000)
            ready.wait_for()  # the front end asks for no run while it draws one
            wire.seconds = None
            page.keyboard.press("r")
            while wire.seconds is None:
                page.wait_for_timeout(20)
            seconds.append(wire.seconds)
        return seconds


async def _by_us(wire: Wire, page: str, times: int) -> list[float]:
    request, seconds = wire.request, []
    async with Session(wire.address, page) as reader:
        await reader.run()
        for _ in range(times):
            await asyncio.sleep(REST)
            await reader.run(request=request)
            seconds.append(wire.seconds or 0.0)
    return seconds


@contextlib.contextmanager
def between(server: str) -> Generator[Wire]:
    """Relay to a server until the block ends, in a thread of its own."""
    wire, loop, ready = Wire(server), asyncio.new_event_loop(), threading.Event()
    ended = asyncio.Event()

    async def run() -> None:
        protocols = [Subprotocol("streamlit")]
        async with listen(wire.relay, "127.0.0.1", 0, subprotocols=protocols, max_size=None, compression=None) as relay:
            wire.address = f"127.0.0.1:{next(iter(relay.sockets)).getsockname()[1]}"
            ready.set()
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    ready.wait()
    try:
        yield wire
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()
