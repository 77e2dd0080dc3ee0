"""What the server sends before a script runs: title, description, preview, and the way for readers without scripts."""

import gzip
import html
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

import data
from benchmarks._server import ROOT, serve
from data.schema.tables import Sources
from pages._app import filters, navigation
from pages._app.navigation import discover, question
from pages._app.server import compressed, icons, served
from pages._app.server.first_text import WITHOUT_SCRIPTS, Html, first_text, in_html
from pages._parts.citation import text


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with serve(ROOT / "dashboard.py", environ={"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}) as server:
        yield f"http://{server.address}"


def sent(address: str) -> str:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # as every browser does
    with urllib.request.urlopen(asked) as answer:
        body = answer.read()
        assert answer.headers["Content-Length"] == str(len(body))
        assert answer.headers["ETag"] is None
        return gzip.decompress(body).decode()


def test_each_page_has_its_own_title_and_description(address):
    titles = {slug: re.findall(r"<title>(.*)</title>", sent(f"{address}/{slug}")) for slug in discover()}
    assert titles["overview"] == ["Amu Ledger"]
    assert titles["trade"] == ["Trade · Amu Ledger"]
    assert len({tuple(it) for it in titles.values()}) == len(discover())
    trade = sent(f"{address}/trade?country=Uzbekistan")
    assert f'<meta property="og:description" content="{question(discover()["trade"])} ' in trade
    assert f'<link rel="canonical" href="{address}/trade">' in trade
    assert "Streamlit</title>" not in trade
    state = sent(f"{address}/country?state=Uzbekistan&years=2020&years=2024")
    assert f'<link rel="canonical" href="{address}/country?state=Uzbekistan">' in state
    assert f'<link rel="canonical" href="{address}/country">' in sent(f"{address}/country?state=%22%3E")


def test_each_page_has_a_picture_and_names_the_files_of_the_data(address):
    pictures = {}
    for slug in discover():
        page = sent(f"{address}/{slug}")
        (pictures[slug],) = re.findall(r'<meta property="og:image" content="(.*?)">', page)
        assert f'<meta name="twitter:image" content="{pictures[slug]}">' in page
        assert '<html lang="en">' in page
        files = re.findall(r'<link rel="alternate" type="[a-z+/]+" title="[A-Za-z ]+" href="(.*?)">', page)
        assert files == [f"{address}/data/{it}" for it in ("feed.atom", "feed.json", "datapackage.json")]
    assert pictures == {slug: f"{address}/data/pictures/{slug}.png" for slug in discover()}
    for place in (pictures["data"], f"{address}/data/index.json"):
        with urllib.request.urlopen(place) as answer:
            assert answer.status == 200
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def preview(page: str) -> dict[str, str]:
    """Title, canonical address and what previews show of a page, unescaped."""
    named = re.findall(r'<meta (?:name|property)="((?:og|twitter):[a-z:]+|description)" content="(.*?)">', page)
    (title,), (canonical,) = (re.findall(it, page) for it in ("<title>(.*)</title>", r'rel="canonical" href="(.*?)"'))
    return {key: html.unescape(it) for key, it in [*named, ("title", title), ("canonical", canonical)]}


@pytest.mark.parametrize(
    ("asked", "title", "said", "canonical", "picture"),
    [
        ("aid?figure=aid-by-year&years=2010&years=2026", "Aid by year", "Aid by year in tonnes, all five states, ", "aid?figure=aid-by-year", "aid-by-year"),
        ("aid?figure=aid-by-year&country=Uzbekistan", "Aid by year", "Aid by year: Uzbekistan, 2010 to ", "aid?figure=aid-by-year", "aid-by-year"),
        ("trade?figure=trade-by-year&trade_flow=Imports", "Trade by year", "Trade by year: all five", "trade?figure=trade-by-year", "trade-by-year"),
        ("country?figure=country-trade&state=Uzbekistan", "Trade of Uzbekistan by year", "Uzbekistan's trade with ", "country?figure=country-trade&state=Uzbekistan", "country-trade-uzb"),
        ("together?figure=together-tjk", "Trade, aid, events and positions of Tajikistan", "Trade, aid sent and positions of Tajikistan", "together?figure=together-tjk", "together-tjk"),
    ],
)  # fmt: skip
def test_a_link_to_one_figure_previews_the_figure(address, asked, title, said, canonical, picture):
    shown = preview(sent(f"{address}/{asked}"))
    assert {shown[it] for it in ("title", "og:title", "twitter:title")} == {f"{title} · Amu Ledger"}
    assert shown["og:description"].startswith(said)
    assert shown["og:description"] == shown["description"] == shown["twitter:description"] == shown["og:image:alt"]
    assert shown["canonical"] == shown["og:url"] == f"{address}/{canonical}"  # previews are made of what stands there
    assert shown["og:image"] == shown["twitter:image"] == f"{address}/data/figures/{picture}.png"
    with urllib.request.urlopen(shown["og:image"]) as answer:
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.read(8) == b"\x89PNG\r\n\x1a\n"


def test_an_address_of_no_figure_previews_the_page(address):
    plain = sent(f"{address}/aid")
    assert preview(sent(f"{address}/aid?figure=%22%3E%3Cscript%3Ealert(1)")) == preview(plain)
    named = sent(f"{address}/aid?figure=aid-by-year-%22%3E%3Cscript%3Ealert(1)&country=%3Cscript%3Ealert(1)")
    assert preview(named)["title"] == "Aid by year · Amu Ledger"
    assert "alert(1)" not in named.partition("<main")[0]


def test_the_address_of_an_unknown_page_is_no_html(address):
    with urllib.request.urlopen(f"{address}/%22%3E%3Cscript%3Ealert(1)%3C/script%3E") as answer:
        assert b"<script>alert(1)" not in answer.read()


def test_a_reader_without_scripts_finds_question_and_pages(address):
    page = sent(f"{address}/aid")
    shown_first = first(page)
    assert f"<h1>{question(discover()['aid'])} " in shown_first
    assert {f'href="./{slug}"' for slug in discover()} <= set(re.findall(r'href="[^"]*"', shown_first))
    assert re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL) == [
        "<style>#first-text{position:static}</style>",
        f"<p>{WITHOUT_SCRIPTS}</p>",
    ]


def first(page: str) -> str:
    """The first text in a page."""
    (text,) = re.findall(r'<main id="first-text">.*</main>', page, re.DOTALL)
    return text


def words(text: str) -> str:
    """HTML or Markdown of Streamlit's as a reader sees it, without a blank: its marks parted by nothing."""
    text = re.sub(r"\]\(<[^>]*>\)", "", text)  # the address of a link
    text = re.sub(r"<[^>]+>|:[a-z]+\[|\\(?=\W)|\*\*|(?<!\w)[\[#-](?!\w*\d)", "", html.unescape(text))
    return re.sub(r"[^\w$%.,;:?]", "", text)


ADDRESSES = [
    {},
    {"country": ["Kyrgyzstan", "Tajikistan"], "state": ["Tajikistan"], "years": ["2020", "2015"]},
    {"country": "Uzbekistan", "state": "Uzbekistan", "years": "2023", "events": "All events",
     "trade_flow": "Exports", "trade_unit": "tonnes", "timeline_kinds": "Trade and aid", "study_window": "12"},
    {"country": "Kyrgyzstan", "state": "nobody", "years": ["2008", "2009"], "timeline_words": "railway"},
    {"country": ["Kazakhstan", "nobody"], "events": "none of them", "trade_measure": "tonnes"},
]  # fmt: skip


@pytest.mark.parametrize("query", ADDRESSES, ids=str)
@pytest.mark.parametrize("slug", discover())
def test_the_first_text_is_what_the_page_says_for_the_same_address(root, monkeypatch, slug, query):
    module = discover()[slug]
    # AppTest opens the first page alone
    monkeypatch.setattr(navigation.st, "navigation", lambda *_, **__: navigation.entries()[slug])
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=90)
    app.session_state["page"] = slug
    for key, value in query.items():
        app.query_params[key] = value
    asked = {key: [value] if isinstance(value, str) else value for key, value in query.items()}
    app.run()
    assert not app.exception
    every = [*app.title, *app.markdown, *app.caption, *app.info, *app.header, *app.subheader]
    seen = words("\n".join([*(it.value for it in every), *(it.proto.body for it in app.get("html"))]))
    view = filters.of_address(asked, module.PAGE, data.known_to())
    parts = [it for it in module.first_text(view, asked) if it]
    assert parts or slug == "aid"  # which has no finding where nothing was sent
    for part in parts:
        for line in part.splitlines():
            assert words(line if isinstance(part, Html) else in_html(line)) in seen, line


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("slug", discover())
def test_what_an_address_says_is_no_html(slug):
    keys = (
        "country",
        "state",
        "years",
        "events",
        "category",
        "timeline_words",
        "study_event",
        "study_series",
        "trade_goods",
    )
    text = first_text(discover()[slug], {key: [HOSTILE, "9" * 30, '"><svg onload=alert(1)>'] for key in keys})
    assert not re.search(r"<(?:script|svg|img src=x)", text)
    plain = first_text(discover()[slug], {})
    assert re.findall(r"<h1>.*?</h1>", text) == re.findall(r"<h1>.*?</h1>", plain)


def test_markdown_from_data_becomes_no_html_and_no_script():
    assert in_html(text(HOSTILE)) == f"<p>{html.escape(HOSTILE)}</p>\n"
    assert "<a" not in in_html("[a](javascript:alert(1)) [b](data:text/html,x)")
    assert in_html(text("see http://a.b and x@y.z")) == "<p>see http://a.b and x@y.z</p>\n"
    assert in_html(HOSTILE) == f"<p>{html.escape(HOSTILE)}</p>\n"


def test_directives_are_unwrapped_with_what_stands_in_them():
    wrapped = r"a :small[:gray[b \] [c](http://d.e)]] :color[f] : g:h [i]"
    assert in_html(wrapped) == '<p>a <small>b ] <a href="http://d.e">c</a></small> f : g:h [i]</p>\n'
    assert in_html(":small[open") == "<p>:small[open</p>\n"


def test_a_publisher_with_marks_of_html_stands_as_text(folder):
    rows = pq.read_table(folder.path / "sources" / "curated.parquet")
    column = pa.array([HOSTILE] * len(rows), rows.schema.field("publisher").type)
    folder.write(Sources, "curated", rows.set_column(rows.schema.get_field_index("publisher"), "publisher", column))
    for slug, module in discover().items():
        assert not re.search(r"<(?:script|img src=x)", first_text(module, {})), slug
    assert html.escape(HOSTILE) in first_text(discover()["overview"], {})


def test_in_the_page_of_somebody_else_it_is_for_readers_without_scripts(address):
    page = sent(f"{address}/trade?embed=true")
    assert 'id="first-text"' not in re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
    assert question(discover()["trade"]) in re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert 'id="first-text"' in sent(f"{address}/trade?embed=false")


def test_a_failure_leaves_the_page_without_a_first_text(monkeypatch, caplog):
    monkeypatch.setattr(discover()["trade"], "first_text", None)
    scope = {"type": "http", "path": "/trade", "query_string": b"", "headers": [(b"host", b"a.b")], "scheme": "http"}
    page = served.written("<title>x</title><noscript>y</noscript><div></div>", Request(scope))
    assert "<title>Trade" in page
    assert "<main" not in page
    assert "no first text of pages.trade.page" in caplog.text


def test_a_failure_leaves_the_preview_of_the_page(caplog):
    def broken(query):
        raise KeyError(query["figure"][0])

    scope = {
        "type": "http",
        "path": "/aid",
        "query_string": b"figure=x",
        "headers": [(b"host", b"a.b")],
        "scheme": "http",
    }
    page = served.written("<title>x</title><noscript>y</noscript>", Request(scope), broken)
    assert preview(page)["og:title"] == "Aid · Amu Ledger"
    assert "no preview of a figure" in caplog.text


def test_who_asks_for_the_head_alone_gets_no_body(address):
    with urllib.request.urlopen(urllib.request.Request(f"{address}/trade", method="HEAD")) as answer:
        assert answer.status == 200
        assert answer.read() == b""


def test_search_engines_find_every_page(address):
    with urllib.request.urlopen(f"{address}/robots.txt") as answer:
        assert answer.read().decode().splitlines() == ["User-agent: *", "Allow: /", f"Sitemap: {address}/sitemap.xml"]
    with urllib.request.urlopen(f"{address}/sitemap.xml") as answer:
        places = re.findall(r"<loc>(.*?)</loc>", answer.read().decode())
    assert places[: len(discover())] == [f"{address}/{slug}" for slug in discover()]
    assert f"{address}/country?state=Uzbekistan" in places
    for place in places:
        assert 'id="first-text"' in sent(place)


def test_scripts_and_health_are_sent_as_they_are(address):
    with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
        assert answer.read() == b"ok"


@pytest.mark.parametrize("form", ["br", "gzip"])
def test_scripts_are_sent_compressed_and_kept(address, form):
    page = sent(address)
    script = re.findall(r'<script type="module" crossorigin src="\./([^"]+)"', page)[0]
    plain = asked(f"{address}/{script}")
    packed = asked(f"{address}/{script}", form)
    assert packed.headers["Content-Encoding"] == form
    assert "immutable" in packed.headers["Cache-Control"]
    unpack = brotli.decompress if form == "br" else gzip.decompress
    body, whole = packed.read(), plain.read()
    assert unpack(body) == whole
    assert len(body) < len(whole) / 3
    assert packed.headers["Content-Type"].split(";")[0] == plain.headers["Content-Type"].split(";")[0]
    assert asked(f"{address}/trade", form).headers["Content-Encoding"] == form


def test_the_smallest_form_comes_when_it_has_been_made(address):
    script = next(
        it for it in compressed.FOLDER.glob("js/react-dom.*.js") if it.stat().st_size > compressed.SMALLEST_FROM
    )
    place = f"{address}/static/js/{script.name}"
    first = asked(place, "br").read()
    deadline = time.monotonic() + 60
    while (later := asked(place, "br").read()) == first and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(later) < 0.95 * len(first)
    assert brotli.decompress(later) == brotli.decompress(first) == script.read_bytes()


def test_the_smallest_form_is_kept_and_read_only_while_it_is_whole_and_of_the_same_content(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compressed._kept("js/a.js", b"let a = 1;") is None
    compressed._keep("js/a.js", small := brotli.compress(b"let a = 1;"))
    assert compressed._kept("js/a.js", b"let a = 1;") == small
    assert compressed._kept("js/a.js", b"let a = 2;") is None
    (kept,) = (tmp_path / "amu-ledger").iterdir()
    kept.write_bytes(small[:-1])
    assert compressed._kept("js/a.js", b"let a = 1;") is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))  # no folder
    compressed._keep("js/a.js", small)


def test_a_browser_gets_the_icons_in_use_alone(address):
    font = asked(f"{address}/static/{icons.FONT}", "br, gzip")
    assert font.headers["Content-Type"] == "font/woff2"
    assert font.headers["Content-Encoding"] is None
    assert font.read() == icons.FEWER.read_bytes()
    assert icons.FEWER.stat().st_size < 30_000


def test_a_browser_that_takes_no_form_gets_the_script_as_it_is(address):
    script = re.findall(r'<script type="module" crossorigin src="\./([^"]+)"', sent(address))[0]
    assert asked(f"{address}/{script}", "br;q=0, identity").headers["Content-Encoding"] is None


@pytest.mark.parametrize("name", ["../../../../pyproject.toml", "js/none.js", "media/../index.html"])
def test_no_other_file_is_sent(address, name):
    try:
        body = asked(f"{address}/static/{name}", "gzip").read()
    except urllib.error.HTTPError:
        return
    assert b"<title>" in (
        gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    )  # the page that stands for every address


def asked(address: str, form: str = ""):
    return urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": form} if form else {}))
