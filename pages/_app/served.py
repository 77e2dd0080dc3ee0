"""The page as the server sends it: its own title, description and preview, for links that are shared and for readers without scripts.

Streamlit sends the same empty page for each address, and its script fills it.
"""

import base64
import html
import re
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from charts.base.frame import NAME
from pages._app.compressed import best_form, in_form
from pages._app.navigation import PageModule, discover, question, tab_title

FOLDER: Final = Path(__file__).parent
# Streamlit writes a touched control into the address in place of the one before. As a new entry of the browser's history
# instead, Back leads to the view before the last choice. Not while the browser itself goes back, nor twice for one touch.
HISTORY: Final = (FOLDER / "history.js").read_text(encoding="utf-8")
PICTURE: Final = (FOLDER / "picture.js").read_text(
    encoding="utf-8"
)  # Streamlit's own button knows neither background nor sources
SCRIPTS: Final = (HISTORY, PICTURE)


class Served:
    """Writes title, description and preview of the asked page into each page that the server sends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked; hold back an answer that is a page until it is whole, and write into it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        form = best_form(Headers(scope=scope).get("accept-encoding", ""))
        # as plain text, which can be written into: Streamlit would compress a page
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        scope = {**scope, "headers": plain} if _asks_for_page(scope["path"]) else scope
        start: Message | None = None
        body = b""

        async def answer(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _asks_for_page(scope["path"]) and _is_page(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    page = written(body.decode(), Request(scope)).encode()
                    page = in_form(page, form) if form else page
                    _describe(start, form, len(page) if body else None)
                    await send(start)
                    await send({"type": "http.response.body", "body": page if body else b""})

        await self._app(scope, receive, answer)


def _asks_for_page(path: str) -> bool:
    return "/_stcore/" not in path and "." not in path.rpartition("/")[2]


def _is_page(message: Message) -> bool:
    headers = MutableHeaders(raw=message["headers"])
    return message["status"] == 200 and headers.get("content-type", "").startswith("text/html")


def _describe(start: Message, form: str, length: int | None) -> None:
    """Set form and length, and take away what says that the page is the file as Streamlit has it."""
    headers = MutableHeaders(raw=start["headers"])
    headers["vary"] = "accept-encoding"
    if form:
        headers["content-encoding"] = form
    for it in ("etag", "last-modified"):
        del headers[it]
    if length is not None:  # the answer to HEAD has no body
        headers["content-length"] = str(length)
    start["headers"] = headers.raw


def written(page: str, request: Request) -> str:
    """Write the head of the asked page into Streamlit's own, and what a reader without scripts is to find."""
    slug = request.url.path.rstrip("/").rpartition("/")[2]
    module = discover().get(slug) or next(iter(discover().values()))
    page = re.sub(r"<title>.*?</title>", lambda _: _head(module, str(request.url.replace(query=""))), page, count=1)
    page = page.replace('href="./favicon.png"', f'href="{_icon()}"', 1)
    return re.sub(r"<noscript>.*?</noscript>", lambda _: _without_scripts(module), page, count=1, flags=re.DOTALL)


def _head(module: PageModule, address: str) -> str:
    title, description = tab_title(module), f"{question(module)} {module.PAGE.description}"
    named = {"description": description, "twitter:card": "summary", "twitter:title": title}
    graph = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": title,
        "og:description": description,
        "og:url": address,
    }
    lines = [f"<title>{html.escape(title)}</title>", f'<link rel="canonical" href="{html.escape(address)}">']
    lines += [f'<meta name="{key}" content="{html.escape(value)}">' for key, value in named.items()]
    lines += [f'<meta property="{key}" content="{html.escape(value)}">' for key, value in graph.items()]
    return "\n    ".join([*lines, *(f"<script>{it}</script>" for it in SCRIPTS)])


def _without_scripts(module: PageModule) -> str:
    """The question of the page and the way to the others."""
    links = "".join(
        f'<li><a href="./{html.escape(slug)}">{html.escape(other.PAGE.title)}</a>: {html.escape(question(other))}</li>'
        for slug, other in discover().items()
    )
    return (
        f"<noscript><h1>{html.escape(question(module))}</h1><p>{html.escape(module.PAGE.description)}</p>"
        f"<p>The charts of this page need JavaScript.</p><ul>{links}</ul></noscript>"
    )


@cache
def _icon() -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode((FOLDER / 'mark.svg').read_bytes()).decode()}"
