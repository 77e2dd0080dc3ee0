"""The page as the server sends it: its own title, description, preview and first text; and what search engines ask for.

Streamlit sends the same empty page for each address, and its script fills it.
"""

import base64
import html
import logging
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from charts.base.frame import NAME
from pages._app.filters import NAMES
from pages._app.navigation import PageModule, discover, question, tab_title
from pages._app.server.compressed import best_form, in_form
from pages._app.server.first_text import SCRIPT, first_text, styles
from pages._app.view import Query

FOLDER: Final = Path(__file__).parent
# Streamlit writes a touched control into the address in place of the one before. As a new entry of the browser's history
# instead, Back leads to the view before the last choice. Not while the browser itself goes back, nor twice for one touch.
# What a link asks for and the app puts right is no choice: Back does not lead to it.
HISTORY: Final = (FOLDER / "history.js").read_text(encoding="utf-8")
PICTURE: Final = (FOLDER / "picture.js").read_text(
    encoding="utf-8"
)  # Streamlit's own button knows neither background nor sources
# files of `pages._parts.service` that a program finds by the page
_DATA: Final = (
    ("atom+xml", "feed.atom", "New and changed rows"),
    ("feed+json", "feed.json", "New and changed rows"),
    ("json", "datapackage.json", "All tables"),
)
# A browser that translates puts elements in the place of texts. Streamlit goes on changing the texts that are gone: old words
# would stand beside a new chart, and a page would break where one is taken away. So a text returns before it is changed.
TRANSLATED: Final = (FOLDER / "translated.js").read_text(encoding="utf-8")
FIRST_CHART: Final = (FOLDER / "first_chart.js").read_text(encoding="utf-8")
SCRIPTS: Final = (HISTORY, PICTURE, TRANSLATED, SCRIPT, FIRST_CHART)
_SHEET: Final = re.compile(r'\s*<link rel="stylesheet"[^>]*>')
log = logging.getLogger("amu_ledger")


class Preview(NamedTuple):
    """What a preview of a link shows.

    Attributes:
        title: what the link shows.
        description: the same in a sentence or two.
        picture: its picture, among the files of `pages._parts.service`.
        address: what names it below the address of the dashboard, without a reader's filters.
    """

    title: str
    description: str
    picture: str
    address: str


def _no_figure(query: Query) -> Preview | None:  # noqa: ARG001
    return None


class Served:
    """Writes title, description, preview and first text of the asked page into each page that the server sends.

    It answers itself for the files by which search engines find the pages.
    """

    def __init__(self, app: ASGIApp, of_figure: Callable[[Query], Preview | None] = _no_figure) -> None:
        self._app, self._of_figure = app, of_figure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked; hold back an answer that is a page until it is whole, and write into it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if (of_engines := _FOR_ENGINES.get(scope["path"].rpartition("/")[2])) and "/static/" not in scope["path"]:
            await of_engines(str(Request(scope).url.replace(path=scope["path"].rpartition("/")[0], query="")))(
                scope, receive, send
            )
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
                    # beside the event loop, in which all other readers are served
                    page = await anyio.to_thread.run_sync(self._whole, body, Request(scope), form) if body else b""
                    _describe(start, form, len(page) if body else None)
                    await send(start)
                    await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, answer)

    def _whole(self, body: bytes, request: Request, form: str) -> bytes:
        page = written(body.decode(), request, self._of_figure).encode()
        return in_form(page, form) if form else page


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


def written(page: str, request: Request, of_figure: Callable[[Query], Preview | None] = _no_figure) -> str:
    """Write head and first text of the asked page into Streamlit's own; in the page of somebody else without scripts alone.

    Args:
        page: Streamlit's own.
        request: what is asked for.
        of_figure: returns the preview of the figure that an address asks for; None where it asks for none.
    """
    slug = request.url.path.rstrip("/").rpartition("/")[2]
    module = discover().get(slug) or next(iter(discover().values()))
    text = _first_text(module, request)
    is_embedded = any(it.lower() == "true" for it in request.query_params.getlist("embed"))
    text = f"<noscript>{re.sub('</?noscript>', '', text)}</noscript>" if is_embedded else text
    # what no first text needs comes after it, since a browser draws nothing that follows a style sheet before it is there
    sheets = "".join(_SHEET.findall(page))
    page = re.sub(r"<noscript>.*?</noscript>", lambda _: text + sheets, _SHEET.sub("", page), count=1, flags=re.DOTALL)
    page = re.sub(
        r"<title>.*?</title>", lambda _: _head(_preview(module, request, of_figure), request) + styles(), page, count=1
    )
    return page.replace('href="./favicon.png"', f'href="{_icon()}"', 1)


def _first_text(module: PageModule, request: Request) -> str:
    """The first text of a page; a failure leaves the page without it."""
    try:
        return first_text(module, {key: request.query_params.getlist(key) for key in request.query_params})
    except Exception:  # the boundary
        log.exception("no first text of %s at %s", module.__name__, dict(request.query_params))
        return ""


def _preview(module: PageModule, request: Request, of_figure: Callable[[Query], Preview | None]) -> Preview:
    """The preview of the figure that an address asks for, or of its page under the usual filters and with its state."""
    try:
        if found := of_figure({key: request.query_params.getlist(key) for key in request.query_params}):
            return found
    except Exception:  # the boundary
        log.exception("no preview of a figure at %s", dict(request.query_params))
    address, state = request.url.path.rpartition("/")[2], request.query_params.get("state", "")
    if "state" in module.PAGE.filters and state in NAMES.values():
        address += f"?{urlencode({'state': state})}"
    slug = next(slug for slug, it in discover().items() if it is module)
    return Preview(tab_title(module), f"{question(module)} {module.PAGE.description}", f"pictures/{slug}.png", address)


def _head(preview: Preview, request: Request) -> str:
    title, description = preview.title, preview.description
    base = str(request.url.replace(query="")).rpartition("/")[0]
    address, picture = f"{base}/{preview.address}", f"{base}/data/{preview.picture}"
    named = {"description": description, "twitter:card": "summary_large_image", "twitter:title": title}
    named |= {"twitter:description": description, "twitter:image": picture, "twitter:image:alt": description}
    graph = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:locale": "en_GB",
        "og:image": picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": description,
    }
    lines = [f"<title>{html.escape(title)}</title>", f'<link rel="canonical" href="{html.escape(address)}">']
    lines += [
        f'<link rel="alternate" type="application/{kind}" title="{words}" href="{html.escape(base)}/data/{path}">'
        for kind, path, words in _DATA
    ]
    lines += [f'<meta name="{key}" content="{html.escape(value)}">' for key, value in named.items()]
    lines += [f'<meta property="{key}" content="{html.escape(value)}">' for key, value in graph.items()]
    return "\n    ".join([*lines, *(f"<script>{it}</script>" for it in SCRIPTS)])


def _robots(base: str) -> Response:
    return Response(f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n", media_type="text/plain")


def _sitemap(base: str) -> Response:
    """Name every page, and the one of each state."""
    states = [f"country?{urlencode({'state': name})}" for name in NAMES.values()]
    places = "".join(f"<url><loc>{html.escape(f'{base}/{it}')}</loc></url>" for it in [*discover(), *states])
    sitemap = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAPS}">{places}</urlset>\n'
    return Response(sitemap, media_type="application/xml")


_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FOR_ENGINES: Final = {"robots.txt": _robots, "sitemap.xml": _sitemap}


@cache
def _icon() -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode((FOLDER.parent / 'mark.svg').read_bytes()).decode()}"
