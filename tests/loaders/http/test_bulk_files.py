"""Large files: they come whole, go on where they broke off, or are not taken."""

from types import SimpleNamespace
from typing import cast

import pytest

from loaders import LoaderError
from loaders._http.download import Reply, _first, _total
from loaders._http.recordings import Recorded
from tests.loaders.http.conftest import everything_on_disk
from tests.support.server import broken_off, rest, right


def first_byte(asked):
    return int(asked.headers["range"].removeprefix("bytes=").removesuffix("-"))


def test_a_file_comes_whole(server, live):
    body = bytes(range(256)) * 4000
    path = live().file(server.plays("/bulk/BACI.zip", right(body)))
    assert path.read_bytes() == body
    assert path.name.endswith("-BACI.zip")
    assert server.asked[0].headers["accept-encoding"] == "identity"


def test_a_file_goes_on_where_it_broke_off(server, live):
    body = bytes(range(256)) * 4000
    url = server.plays("/bulk.zip", broken_off(body, 500_000, ETag='"v1"'), rest(body, '"v1"'))
    assert live().file(url).read_bytes() == body
    assert 0 < first_byte(server.asked[1]) <= 500_000
    assert server.asked[1].headers["if-range"] == '"v1"'


def test_another_edition_begins_anew(server, live):
    old, new = b"a" * 500_000, b"b" * 400_000
    url = server.plays("/bulk.zip", broken_off(old, 300_000, ETag='"v1"'), rest(new, '"v2"'))
    assert live().file(url).read_bytes() == new


def test_without_an_edition_nothing_is_pieced_together(server, live):
    old, new = b"a" * 500_000, b"b" * 500_000
    url = server.plays("/bulk.zip", broken_off(old, 300_000, ETag='W/"weak"'), right(new))
    assert live().file(url).read_bytes() == new
    assert "range" not in server.asked[1].headers


def test_the_next_run_goes_on_with_what_the_last_one_left(server, live):
    body = bytes(range(256)) * 4000
    url = server.plays("/bulk.zip", broken_off(body, 500_000, ETag='"v1"'), rest(body, '"v1"'))
    with pytest.raises(LoaderError, match="the next run resumes where it ended"):
        live(tries=1).file(url)
    assert live().file(url).read_bytes() == body
    assert 0 < first_byte(server.asked[1]) <= 500_000


@pytest.mark.parametrize(
    ("stated", "first"), [({"Content-Range": "bytes 4-9/10"}, 4), ({"Content-Range": "lines 4-9/10"}, -1), ({}, -1)]
)
def test_a_part_says_where_it_begins(stated, first):
    assert _first(cast("Reply", SimpleNamespace(headers=stated))) == first


def test_a_part_from_another_place_than_asked_is_not_glued_on(server, live):
    body = bytes(range(256)) * 4000

    def ten_bytes_early(it):  # of the right length, so that only the place tells
        first = int(it.headers["Range"].removeprefix("bytes=").removesuffix("-")) - 10
        shown = f"bytes {first}-{len(body) - 11}/{len(body)}"
        it.answer(206, body[first : len(body) - 10], ETag='"v1"', Content_Range=shown)

    url = server.plays("/bulk.zip", broken_off(body, 500_000, ETag='"v1"'), ten_bytes_early, rest(body, '"v1"'))
    assert live().file(url).read_bytes() == body


def test_a_file_whose_length_is_not_announced_is_taken_as_it_comes(server, live):
    def in_chunks(it):
        it.protocol_version = "HTTP/1.1"
        it.send_response(200)
        it.send_header("Transfer-Encoding", "chunked")
        it.end_headers()
        it.wfile.write(b"4\r\nrows\r\n0\r\n\r\n")

    assert live().file(server.plays("/bulk.zip", in_chunks)).read_bytes() == b"rows"
    assert len(server.asked) == 1


def test_a_file_of_another_length_than_announced_is_fetched_anew(server, live):
    body = bytes(range(256)) * 4000

    def ten_bytes_less(it):
        first = int(it.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        shown = f"bytes {first}-{len(body) - 11}/{len(body)}"
        it.answer(206, body[first : len(body) - 10], ETag='"v1"', Content_Range=shown)

    url = server.plays("/bulk.zip", broken_off(body, 500_000, ETag='"v1"'), ten_bytes_less, right(body))
    assert live().file(url).read_bytes() == body
    assert "range" not in server.asked[2].headers  # what is wrong somewhere is no beginning to go on from


def test_a_file_that_ends_early_is_never_taken_for_whole(server, live, tmp_path):
    url = server.plays("/bulk.zip", broken_off(b"0123456789", 4))
    with pytest.raises(LoaderError, match=r"broke off /bulk\.zip 5 times"):
        live().file(url)
    assert not list(tmp_path.rglob("*-bulk.zip"))


def test_a_file_beyond_all_measure_is_refused_and_leaves_nothing(server, live, tmp_path):
    url = server.plays("/bulk.zip", right(b"x" * 1001))
    with pytest.raises(LoaderError, match=r"sends more than 1,000 bytes for /bulk\.zip"):
        live(file=1000).file(url)
    assert everything_on_disk(tmp_path) == b""


def test_a_file_that_still_stands_is_not_fetched_again(server, live):
    def unless_known(it):
        if it.headers.get("If-None-Match") == '"v1"':
            it.send_response(304)
            it.end_headers()
        else:
            it.answer(200, b"rows", ETag='"v1"')

    url = server.plays("/bulk.zip", unless_known)
    get = live()
    first = get.file(url)
    get._recordings.finish()
    again = live()
    assert again.file(url) == first
    assert [it.headers.get("if-none-match") for it in server.asked] == [None, '"v1"']
    again._recordings.finish()
    assert first.read_bytes() == b"rows"
    assert Recorded(again._recordings).file(url) == first


def test_a_full_disk_is_told(live, server, tmp_path):
    (tmp_path / "raw").write_text("a file where the folder should be")
    with pytest.raises(LoaderError, match="data/raw/imts/ cannot be written"):
        live()(server.plays("/data", right(b"rows")))


@pytest.mark.parametrize(
    ("headers", "size"),
    [
        ({"Content-Length": "5"}, 5),
        ({"Content-Length": "3", "Content-Range": "bytes 2-4/9"}, 9),
        ({"Content-Length": "5", "Content-Encoding": "gzip"}, None),
        ({}, None),
    ],
)
def test_the_size_of_a_file_is_the_one_that_is_announced_for_the_whole(headers, size):
    assert _total(cast("Reply", SimpleNamespace(headers=headers))) == size
