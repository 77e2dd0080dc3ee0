"""The files for programs: made of the tables and nothing else, the same in each run, valid, and served in parts and whole."""

import csv
import datetime as dt
import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import anyio
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from PIL import Image

import data
from data.schema.tables import TABLES, Changes, Sources, Trade, Votes
from pages._app.navigation import discover
from pages._parts import figure_list
from pages._parts.service import feeds, figures, pictures
from pages._parts.service.catalogue import ARCHIVE, FORMS, catalogue, made, mime
from pages._parts.service.middleware import Service
from tests.support import broken

SITE = "https://ledger.example"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(path: str):
    return json.loads(made(path, SITE))


def atom_feed() -> ET.Element:
    return ET.fromstring(made(feeds.ATOM, SITE))  # noqa: S314  our own


def plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_table_is_the_same_in_all_forms(table):
    parquet = pq.read_table(io.BytesIO(made(f"{table.name}.parquet", SITE)))
    rows = [
        {name: plain(value) for name, value in row.items()} for row in parquet.select(list(table.columns)).to_pylist()
    ]
    assert rows == read(f"{table.name}.json")
    lines = csv.reader(io.StringIO(made(f"{table.name}.csv", SITE).decode()))
    assert len(rows) == len(data.read(table)) == len(list(lines)) - 1


def test_the_list_names_every_file_and_each_has_a_kind():
    index = read("index.json")
    assert {it["path"] for it in index["files"]} == set(catalogue())
    assert index["data_version"] == data.edition()
    assert {f"{table.name}.{form}" for table in TABLES for form in FORMS} < set(catalogue())
    assert all(mime(path) for path in catalogue())


def test_every_figure_has_a_file_that_names_its_page():
    every = figures.every()
    assert {it.figure.key for it in every} == set(figure_list.discover())
    assert len({it.name for it in every}) == len(every)
    assert {it.slug for it in every} <= set(discover())
    assert {it.query["state"] for it in every if it.figure.key == "country-aid"} == {
        "Kazakhstan", "Uzbekistan", "Turkmenistan", "Kyrgyzstan", "Tajikistan",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["overview-trade", "country-aid-uzb", "country-goods-tkm", "together-kaz"])
def test_the_file_of_a_figure_has_its_words_values_and_sources(name):
    shown = next(it for it in figures.every() if it.name == name)
    drawn, file = shown.figure.drawn(shown.view, shown.choice), read(f"figures/{name}.json")
    assert file["data_version"] == data.edition()
    address = urlsplit(file["address"])
    assert address.path == f"/{shown.slug}"
    assert figure_list.named(parse_qs(address.query)["figure"][0]) is shown.figure
    if isinstance(drawn, str):
        assert (name, file["empty"], file["values"]) == ("country-goods-tkm", drawn, [])
        return
    assert (file["title"], file["description"]) == (drawn.words.title, drawn.words.alt)
    assert [len(it["rows"]) for it in file["values"]] == [len(frame) for _, frame in drawn.rows]
    assert [it["source_id"] for it in file["sources"]] == drawn.cited
    assert {it["name"] for it in file["values"][0]["columns"]} == set(file["values"][0]["rows"][0])
    assert "Uzbekistan" in file["title"] or "uzb" not in name


def test_the_archive_is_a_valid_data_package(tmp_path):
    with zipfile.ZipFile(io.BytesIO(made(ARCHIVE, SITE))) as archive:
        archive.extractall(tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    assert {task.name for task in report.tasks} == {table.name.replace("_", "-") for table in TABLES}
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["version"] == data.edition()
    assert all((tmp_path / path).exists() for it in package["resources"] for path in it["formats"].values())
    trade = (tmp_path / "trade.csv").read_text(encoding="utf-8")
    (tmp_path / "trade.csv").write_text(trade.replace(",export,", ",sold,", 1), encoding="utf-8")
    assert not validate(str(tmp_path / "datapackage.json")).valid  # the flow is one of three


def test_the_atom_feed_has_what_readers_of_feeds_need():
    feed = atom_feed()
    for of, required in ((feed, ("id", "title", "updated", "author")), *((it, ("id", "title", "updated")) for it in feed.iter(f"{ATOM}entry"))):  # fmt: skip
        assert all(len(of.findall(f"{ATOM}{name}")) == 1 for name in required)
        assert dt.datetime.fromisoformat(of.findtext(f"{ATOM}updated", "")).tzinfo
    ids = [it.text or "" for it in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) > 1
    assert all(it.startswith("urn:uuid:") for it in ids)
    assert {it.get("href") for it in feed.findall(f"{ATOM}link")} == {
        f"{SITE}/data/feed.atom",
        f"{SITE}/data?section=Loads",
    }
    changed = data.read(Changes)
    titles = {it.findtext(f"{ATOM}title", "").partition(", ")[2] for it in feed.iter(f"{ATOM}entry")}
    assert titles <= set(changed[Changes.row])


def test_the_json_feed_says_the_same():
    feed = read(feeds.JSON)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    atom = atom_feed()
    assert [it["id"] for it in feed["items"]] == [it.findtext(f"{ATOM}id", "") for it in atom.iter(f"{ATOM}entry")]
    assert [it["content_text"] for it in feed["items"]] == [
        it.findtext(f"{ATOM}content", "") for it in atom.iter(f"{ATOM}entry")
    ]
    assert all(it["content_text"] and it["date_published"].endswith("Z") for it in feed["items"])


@pytest.mark.parametrize("slug", ["trade", "country"])
def test_a_page_has_a_picture_for_previews(slug):
    made_once = made(f"pictures/{slug}.png", SITE)
    with Image.open(io.BytesIO(made_once)) as picture:
        assert picture.size == pictures.SIZE == (1200, 630)
        assert picture.convert("RGB").getcolors(256)
    assert len(made_once) < 60_000
    assert pictures.answer("trade", 1056).startswith("Turnover with Afghanistan since the takeover")
    assert pictures.answer("country", 1056) == discover()["country"].PAGE.description


def test_a_figure_has_a_picture_that_says_its_finding(monkeypatch):
    said = []
    monkeypatch.setattr(pictures, "_picture", lambda *words: said.append(words) or b"")
    shown = next(it for it in figures.every() if it.name == "country-trade-uzb")
    drawn = shown.figure.drawn(shown.view, shown.choice)
    assert isinstance(drawn, figures.Drawing)
    pictures.of_figure(shown)
    assert said == [("Trade of Uzbekistan by year", f"{drawn.words.title}\n{drawn.words.subtitle}")]


SAMPLE = (
    "trade.parquet",
    "datapackage.json",
    "figures/corridors-map.json",
    "feed.atom",
    "pictures/data.png",
    "figures/aid-by-year.png",
    ARCHIVE,
)


def test_another_process_makes_the_same_bytes(root):
    code = (
        "import sys; from pages._parts.service.catalogue import made; from hashlib import sha256; "
        f"print(*(sha256(made(it, {SITE!r})).hexdigest() for it in {SAMPLE!r}))"
    )
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tashkent"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environ, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.split() == [sha256(made(it, SITE)).hexdigest() for it in SAMPLE]


def test_rows_that_may_not_be_passed_on_stand_in_no_file_and_it_says_so(folder):
    rows = data.by_part(Votes)["curated"]
    folder.write(Votes, "closed", rows.slice(0, 5), republish="no", republish_reason="terms of use, section 4")
    changes = data.by_part(Changes)["curated"]
    folder.write(Changes, "closed", changes.slice(0, 3), republish="no", republish_reason="terms of use, section 4")
    assert len(read("votes.json")) == len(rows)
    package = read("datapackage.json")
    votes = next(it for it in package["resources"] if it["name"] == "votes")
    assert votes["description"].endswith("Rows of closed are left out: terms of use, section 4.")
    assert len(read("changes.json")) == len(changes)
    trade = data.by_part(Trade)["curated"]
    (folder.path / "trade" / "curated.parquet").unlink()
    folder.write(Trade, "closed", trade, republish="no")
    assert not any(path.startswith("trade.") for path in catalogue())


def ask(path: str, method: str = "GET", **headers: str):
    """Status, headers and body of an answer; what is passed on is answered 418."""
    found: list[dict] = []

    async def elsewhere(scope, receive, send):  # noqa: ARG001
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        found.append(message)

    raw = [(b"host", b"ledger.example")] + [
        (key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()
    ]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": raw, "scheme": "https"}
    anyio.run(Service(elsewhere), scope, None, send)
    body = b"".join(bytes(it["body"]) for it in found[1:])
    return found[0]["status"], {k.decode(): v.decode() for k, v in found[0]["headers"]}, body


def test_a_file_is_sent_whole_in_parts_and_only_when_it_is_new():
    whole = made("votes.parquet", SITE)
    status, headers, body = ask("/data/votes.parquet")
    assert (status, body, headers["content-length"]) == (200, whole, str(len(whole)))
    assert headers["access-control-allow-origin"] == "*"
    assert ask("/data/votes.parquet", "HEAD")[2] == b""
    assert ask("/data/votes.parquet", "HEAD")[1]["content-length"] == str(len(whole))
    assert ask("/data/votes.parquet", if_none_match=headers["etag"])[0] == 304
    for asked, part in (("bytes=0-3", whole[:4]), ("bytes=-8", whole[-8:]), ("bytes=10-", whole[10:])):
        status, headers, body = ask("/data/votes.parquet", range=asked)
        assert (status, body) == (206, part)
        assert headers["content-range"].endswith(f"/{len(whole)}")
    for asked in ("bytes=", "bytes=-", "bytes=9-3", "bytes=999999999-", "bytes=0-1,4-5"):
        assert ask("/data/votes.parquet", range=asked)[2] == whole
    status, headers, body = ask("/data/votes.csv", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == made("votes.csv", SITE)
    assert ask("/data/votes.csv", accept_encoding="gzip", if_none_match=headers["etag"])[0] == 304


def test_a_file_leads_to_the_address_at_which_it_is_served():
    assert json.loads(ask("/under/this/data/feed.json")[2])["feed_url"] == f"{SITE}/under/this/data/feed.json"


def test_a_slow_reader_keeps_a_piece_and_a_long_address_makes_no_large_file():
    sent = []

    async def elsewhere(scope, receive, send): ...

    async def send(message):
        sent.append(len(message.get("body", b"")))

    scope = {"type": "http", "method": "GET", "path": f"/data/{ARCHIVE}", "query_string": b"", "scheme": "https"}
    anyio.run(Service(elsewhere), {**scope, "headers": [(b"host", b"ledger.example")]}, None, send)
    assert sum(sent) == len(made(ARCHIVE, SITE)) > max(sent) == 64 * 1024
    assert ask(f"/{'a' * 61}/data/feed.atom")[0] == 418
    assert made(ARCHIVE, "https://another.example") is made(ARCHIVE, SITE)  # kept once, whatever the host is called


def test_a_browser_that_asks_first_gets_an_answer_without_a_body():
    status, headers, body = ask("/data/votes.csv", "OPTIONS")
    assert (status, body, headers.get("content-length", "0")) == (204, b"", "0")
    assert (headers["access-control-allow-origin"], headers["access-control-allow-methods"]) == ("*", "GET, HEAD")


@pytest.mark.parametrize("spoil", [broken.missing, broken.cut, broken.infinite])
def test_a_file_whose_table_cannot_be_read_is_a_sentence_and_no_short_table(folder, spoil):
    spoil(folder, Trade)
    for path in (
        "trade.csv",
        "trade.parquet",
        "trade.json",
        ARCHIVE,
        "datapackage.json",
        "figures/overview-trade.json",
    ):
        status, headers, body = ask(f"/data/{path}")
        assert (status, headers["content-type"]) == (503, "text/plain; charset=utf-8")
        assert body == b"Trade cannot be read, or not in full: this file cannot be made now."
    assert ask("/data/votes.csv")[0] == ask("/data/index.json")[0] == ask("/data/feed.atom")[0] == 200
    broken.missing(folder, Changes)
    assert ask("/data/feed.atom")[0] == ask("/data/feed.json")[0] == 503
    broken.missing(folder, Sources)  # a row names its publisher
    assert b"Sources cannot be read" in ask("/data/votes.csv")[2]


@pytest.mark.parametrize(
    "path", ["/data", "/data/", "/trade", "/", "/static/js/x.js", "/data/../pyproject.toml", "/data/a/b/c.csv"]
)
def test_what_is_no_file_of_the_service_is_passed_on(path):
    assert ask(path)[0] == 418


@pytest.mark.parametrize("path", ["/data/none.csv", "/data/pictures/none.png", "/data/figures/..json"])
def test_a_file_that_is_not_there_is_said_to_be_missing(path):
    status, _, body = ask(path)
    assert (status, b"no such file" in body) == (404, True)
