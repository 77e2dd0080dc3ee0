"""What the process does before the first reader comes, and what stands between a reader and Streamlit."""

from starlette.middleware import Middleware

from pages._app.navigation import discover
from pages._app.runtime import Ahead, tune
from pages._app.server.compressed import Compressed
from pages._app.server.newer_code import watch
from pages._app.server.protection import Protection
from pages._app.server.served import Served
from pages._parts.service.figures import preview
from pages._parts.service.middleware import Service


def started() -> list[Middleware]:
    """Prepare the process and list the middleware, the outermost first.

    Every page is loaded here: the first readers would load them side by side.
    """
    tune()
    watch()
    discover()
    plain = [Middleware(it) for it in (Protection, Compressed, Ahead)]
    return [*plain, Middleware(Served, of_figure=preview), Middleware(Service)]
