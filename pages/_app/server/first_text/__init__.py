"""The first text of a page as HTML, which the server sends with it: a reader on a slow line reads before the app has come.

It is made of the same sentences as the page. Search engines and readers without scripts find it too.
"""

import datetime as dt
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from charts.base import frame
from data.vocabulary.codes import start_upper
from pages._app import filters
from pages._app.navigation import PageModule, discover, question
from pages._app.record import nothing_later, today
from pages._app.rows import known_to
from pages._app.view import Query

FOLDER: Final = Path(__file__).parent
STYLE: Final = (FOLDER.parents[1] / "style.css").read_text(encoding="utf-8")
SCRIPT: Final = (FOLDER / "script.js").read_text(encoding="utf-8")  # takes the first text away when the app stands
WITHOUT_SCRIPTS: Final = (
    'The charts of this page need JavaScript. The data do not: <a href="./data/index.json">all files</a>, '
    '<a href="./data/amu-ledger.zip">all tables in one archive</a>.'
)
_OWN_STYLE: Final = (FOLDER / "style.css").read_text(encoding="utf-8")
_DIRECTIVE: Final = re.compile(r":([a-z]+)(?:-[a-z]+)?\[")  # of Streamlit: :small[...], :gray[...], :gray-badge[...]


class Html(str):
    """Our own HTML, in which all text from data is escaped; any other first text is Markdown."""

    __slots__ = ()


def head(title: str, below: str, reach: dt.date | None) -> str:
    """Write the first lines of a page, of which the first is its title."""
    until = f" :small[:gray[Data to {reach:%-d %b %Y}]]" if reach else ""
    return f"{title}{until}\n\n{below}".strip()


def credit(reach: dt.date | None) -> str:
    """Write how far the data reach, and the rules of reading."""
    until = f"{reach:%-d %B %Y}" if reach else "no date"
    return (
        f"**{frame.NAME}** · Data to {until}; nothing is shown as present beyond that day. "
        "Every figure names who reported it; conflicting figures stay side by side. We describe positions and take none."
    )


def first_text(module: PageModule, query: Query) -> str:
    """Write what a page says first, for what an address asks for, as HTML.

    Args:
        module: the page.
        query: what the address asks for; that of one figure gets what its page is about, as does one for which there is nothing to say.
    """
    reach = known_to()
    view = filters.of_address(query, module.PAGE, reach)
    heading = module.PAGE.heading
    title = head(question(module), "", reach) if heading is None else head(heading(view), question(module), reach)
    parts = [] if "figure" in query else [it for it in module.first_text(view, query) if it]
    shape = "chosen of-one" if "state" in module.PAGE.filters else "chosen"
    chosen = f'<p class="{shape}">{start_upper(html.escape(view.in_words()))}</p>' if module.PAGE.filters else ""
    note = nothing_later(reach, today())
    return "".join([
        '<main id="first-text">',
        in_html(f"# {title}"),
        f'<p class="note">{html.escape(note)}</p>' if note else "",
        chosen,
        *(_part(it) for it in parts or [module.PAGE.description]),
        f"<noscript><p>{WITHOUT_SCRIPTS}</p></noscript>",
        f'<footer>{in_html(credit(reach))}</footer><nav aria-label="Pages"><ul>{_links(query)}</ul></nav></main>',
    ])  # fmt: skip


def styles() -> str:
    """Return the styles of the first text, and of the app, which it shares."""
    plain = "#first-text{position:static}"  # without scripts no app follows
    return f"<style>{STYLE}{_OWN_STYLE}</style><noscript><style>{plain}</style></noscript>"


def _part(part: str) -> str:
    # The buttons of a table are no group with those of the same table in the app: a form is a group of its own.
    return f'<form class="stHtml">{part}</form>' if isinstance(part, Html) else f"<section>{in_html(part)}</section>"


def _links(query: Mapping[str, Sequence[str]]) -> str:
    kept = {key: list(values) for key, values in query.items() if key in {"country", "years", "events", "state"}}
    filters = f"?{urlencode(kept, doseq=True)}" if kept else ""
    return "".join(
        f'<li><a href="./{html.escape(slug + filters)}">{html.escape(module.PAGE.title)}</a>: {html.escape(question(module))}</li>'
        for slug, module in discover().items()
    )


def in_html(markdown: str) -> str:
    """Make HTML of Markdown as Streamlit shows it; HTML in it stays text, and a link leads to no script."""
    return _MARKDOWN.render(markdown)


def _directive(state: StateInline, silent: bool) -> bool:
    """Take what stands in a directive of Streamlit's without it; small letters stay small."""
    found = _DIRECTIVE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    end = state.md.helpers.parseLinkLabel(state, found.end() - 1)
    if end < 0:
        return False
    if not silent:
        until = state.posMax
        if found[1] == "small":
            state.push("small_open", "small", 1)
        state.pos, state.posMax = found.end(), end
        state.md.inline.tokenize(state)
        state.posMax = until
        if found[1] == "small":
            state.push("small_close", "small", -1)
    state.pos = end + 1
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False})
    # where plain text ends: a colon begins a directive
    reader.inline.ruler.before("link", "directive", _directive)
    return reader


_MARKDOWN: Final = _reader()
