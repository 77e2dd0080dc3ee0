"""The door to the network: what a server may do to us, and what we then do."""

import email.utils
import hashlib
import json
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from loaders import LoaderError, NotThereError
from loaders._http.client import Clock, Live
from loaders._http.download import Reply, _first, _total
from loaders._http.limits import Limits
from loaders._http.recordings import Recorded, Recordings
from tests.support.server import Server, broken_off, garbage, rest, right, status

KEY = "k3y-that-nobody-may-see"
NOW = 1_800_000_000.0


@pytest.fixture
def server():
    with Server() as playing:
        yield playing


@pytest.fixture
def slept():
    return []


@pytest.fixture
def live(tmp_path, slept):
    def door(**limits):
        now = [NOW]

        def sleep(seconds):
            slept.append(seconds)
            now[0] += seconds

        clock = Clock(now=lambda: now[0], sleep=sleep, chance=lambda: 0.5)
        return Live(Recordings(tmp_path / "raw" / "imts"), limits=replace(Limits(read=5), **limits), clock=clock)

    return door


def everything_on_disk(folder):
    return b"".join(bytes(path.name, "utf-8") + path.read_bytes() for path in folder.rglob("*") if path.is_file())


def first_byte(asked):
    return int(asked.headers["range"].removeprefix("bytes=").removesuffix("-"))


def test_a_good_answer_comes_as_bytes_with_an_ordinary_user_agent(server, live):
    url = server.plays("/data", right(b"rows"))
    assert (
        live()(url, {"c[TIME_PERIOD]": "ge:2015-01+le:2026-12", "page": 2}, headers={"Accept": "text/csv"}) == b"rows"
    )
    asked = server.asked[0]
    assert asked.path == "/data?c%5BTIME_PERIOD%5D=ge%3A2015-01%2Ble%3A2026-12&page=2"
    assert asked.headers["accept"] == "text/csv"
    assert asked.headers["user-agent"].startswith("Mozilla/5.0 (compatible; AmuLedger")


def test_the_environment_names_another_user_agent(server, live, monkeypatch):
    monkeypatch.setenv("LOADERS_USER_AGENT", "Reader/1.0")
    live()(server.plays("/data", right(b"rows")))
    assert server.asked[0].headers["user-agent"] == "Reader/1.0"


@pytest.mark.parametrize("code", [429, 503, 403])
def test_a_server_that_names_a_pause_gets_it(server, live, slept, code):
    url = server.plays("/data", status(code, Retry_After="7"), right(b"rows"))
    assert live()(url) == b"rows"
    assert slept == [7]


def test_a_pause_may_be_told_as_a_date(server, live, slept):
    until = email.utils.formatdate(time.time() + 40, usegmt=True)
    url = server.plays("/data", status(429, Retry_After=until), right(b"rows"))
    assert live()(url) == b"rows"
    assert slept == [pytest.approx(40, abs=5)]


def test_a_pause_that_is_neither_is_ours(server, live, slept):
    url = server.plays("/data", status(429, Retry_After="soon"), right(b"rows"))
    assert live()(url) == b"rows"
    assert slept == [1.5]


@pytest.mark.parametrize(
    "pause",
    [
        "301",
        "86400",
        "999999999999",
        "9" * 5000,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Fri, 31 Dec 99999999999 23:59:59 GMT",
    ],
)
def test_a_pause_beyond_our_limit_is_an_error_and_not_cut_short(server, live, slept, pause):
    url = server.plays("/data", status(429, Retry_After=pause), right(b"rows"))
    with pytest.raises(
        LoaderError, match=r"^127\.0\.0\.1 answered 429 and asks for a pause of more than 300 seconds to /data$"
    ):
        live()(url)
    assert slept == []
    assert len(server.asked) == 1


def test_a_server_in_trouble_is_asked_again_ever_more_slowly(server, live, slept):
    url = server.plays("/data", status(500), status(502), status(504), right(b"rows"))
    assert live()(url) == b"rows"
    assert slept == [1.5, 2.5, 4.5]


def test_a_server_that_stays_in_trouble_is_named_with_status_and_place(server, live, slept):
    url = server.plays("/data", status(500))
    with pytest.raises(LoaderError, match=r"^127\.0\.0\.1 answered 500 to /data\?reporter=398$"):
        live()(url, {"reporter": 398})
    assert len(server.asked) == 5
    assert len(slept) == 4


@pytest.mark.parametrize("code", [204, 400, 401, 403, 404, 406])
def test_a_refusal_is_not_asked_again(server, live, code):
    url = server.plays("/data", status(code))
    with pytest.raises(LoaderError, match=f"answered {code} to /data"):
        live()(url)
    assert len(server.asked) == 1


def test_a_server_that_says_nothing_is_left(server, live, slept):
    url = server.plays("/data", server.says_nothing)
    with pytest.raises(LoaderError, match=r"does not answer /data \(ReadTimeoutError\)"):
        live(read=0.1, tries=2)(url)
    assert len(slept) == 1  # one pause between two tries: a busy server may hear of the second too late to count it


def test_an_answer_that_drips_is_bounded_in_time(server, live):
    url = server.plays("/data", right(b"x" * 300_000))
    with pytest.raises(LoaderError, match=r"took over -1 seconds to answer /data"):
        live(whole_answer=-1)(url)


def test_what_is_no_http_is_told(server, live):
    url = server.plays("/data", garbage)
    with pytest.raises(LoaderError, match="does not answer /data"):
        live(tries=2)(url)


def test_nobody_there_is_told(live):
    with pytest.raises(LoaderError, match=r"127\.0\.0\.1 does not answer /data \(NewConnectionError\)"):
        live(tries=1)("http://127.0.0.1:9/data")


def test_an_answer_that_breaks_off_is_asked_again_whole(server, live):
    url = server.plays("/data", broken_off(b"0123456789", 4), right(b"0123456789"))
    assert live()(url) == b"0123456789"


def test_an_answer_that_always_breaks_off_is_never_taken_for_whole(server, live, tmp_path):
    url = server.plays("/data", broken_off(b"0123456789", 4))
    with pytest.raises(LoaderError, match="broke off its answer to /data 3 times"):
        live(tries=3)(url)
    assert b"0123" not in everything_on_disk(tmp_path)


def test_redirects_are_followed_but_not_for_ever(server, live):
    there = server.plays("/there", right(b"rows"))
    assert live()(server.plays("/here", status(302, Location=there))) == b"rows"
    loop = server.plays("/loop", status(302, Location="/loop"))
    with pytest.raises(LoaderError, match="redirects more than 5 times from /loop"):
        live()(loop)


def test_more_than_we_hold_in_memory_is_refused(server, live):
    url = server.plays("/data", right(b"x" * 1001))
    with pytest.raises(LoaderError, match="sends more than 1,000 bytes for /data"):
        live(body=1000)(url)
    assert live(body=1001)(url) == b"x" * 1001


def test_packed_answers_are_measured_unpacked(server, live):
    import gzip

    url = server.plays("/data", right(gzip.compress(b"x" * 100_000), Content_Encoding="gzip"))
    with pytest.raises(LoaderError, match="sends more than 1,000 bytes"):
        live(body=1000)(url)
    assert live()(url) == b"x" * 100_000


def test_a_host_is_asked_no_more_often_than_is_polite(server, live, slept, monkeypatch):
    monkeypatch.setattr("loaders._http.client._OURS", frozenset())
    get, url = live(intervals={"127.0.0.1": 6.5}), server.plays("/data", right(b"rows"))
    for page in range(3):
        get(url, {"page": page})
    assert slept == [6.5, 6.5]


# secrets


@pytest.mark.parametrize(
    "url",
    ["https://me:{}@example.org/"]
    + [f"https://example.org/data?a=1&{name}={{}}" for name in (
        "subscription-key", "api_key", "apiKey", "key", "token", "accessToken", "sig", "x-sig", "auth", "pwd", "pass", "passwd",
        "password", "client_secret", "X-Amz-Signature", "X-Amz-Credential", "AWSAccessKeyId", "Authorization", "jwt", "SIG", "s%69g",
    )],
)  # fmt: skip
def test_a_secret_in_an_address_is_refused_before_anything_is_asked(live, url):
    with pytest.raises(LoaderError, match="belongs in a header") as shown:
        live()(url.format(KEY))
    assert KEY not in str(shown.value)


def test_a_user_name_in_an_address_is_refused_with_and_without_a_password(live):
    for url in ("https://me@example.org/data", "https://me:pass@example.org/data", "https://:pass@example.org/data"):
        with pytest.raises(LoaderError, match=r"^example\.org/data: the address contains a user name"):
            live()(url)


def test_an_address_that_is_none_is_refused(live):
    for url in ("file:///etc/passwd", "data/curated/trade.csv", "http://[broken"):
        with pytest.raises(LoaderError, match="is not a web address"):
            live()(url)


@pytest.mark.parametrize(
    "act",
    [right(b"rows"), status(500), status(429, Retry_After="9999"), status(401), garbage, broken_off(b"0123", 2),
     status(302, Location="/data"), right(b"too long" * 10), right(b"your key is " + KEY.encode())],
)  # fmt: skip
def test_a_key_is_sent_and_stands_in_no_file_and_no_message(server, live, tmp_path, act, caplog):
    caplog.set_level("DEBUG")
    url, get, shown = server.plays("/data", act), live(tries=2, body=50), ""
    try:
        get(url, {"reporter": 398}, headers={"Ocp-Apim-Subscription-Key": KEY})
    except LoaderError as why:
        shown = f"{why} {why.__cause__!r}"
    get._recordings.finish()
    assert server.asked[0].headers["ocp-apim-subscription-key"] == KEY
    assert KEY not in shown
    assert KEY not in caplog.text
    assert KEY.encode() not in everything_on_disk(tmp_path)


def test_a_key_that_cannot_be_sent_is_not_told_either(server, live):
    for key in (f"{KEY}\n", f"{KEY}\u2019"):
        with pytest.raises(LoaderError, match="does not answer /data") as shown:
            live()(server.plays("/data", right(b"rows")), headers={"Ocp-Apim-Subscription-Key": key})
        assert KEY not in f"{shown.value} {shown.value.__cause__!r}"


def test_a_redirect_to_another_host_does_not_carry_the_key_along(server, live):
    with Server() as stranger:
        there = stranger.plays("/there", right(b"rows"))
        url = server.plays("/data", status(302, Location=there))
        assert live()(url, headers={"Ocp-Apim-Subscription-Key": KEY, "Accept": "text/csv"}) == b"rows"
    assert stranger.asked[0].headers["accept"] == "text/csv"
    assert KEY not in str(stranger.asked)


def test_a_key_in_the_address_of_a_redirect_stands_in_no_log_and_no_message(server, live, caplog):
    """A store sends readers on to an address that is good for an hour, with a signature in it."""
    caplog.set_level("DEBUG")
    server.plays("/signed", status(500))
    url = server.plays("/data", status(302, Location=f"/signed?part=1&X-Amz-Signature={KEY}&sig={KEY}"))
    with pytest.raises(LoaderError) as shown:
        live(tries=2)(url)
    assert [it.path for it in server.asked][1] == f"/signed?part=1&X-Amz-Signature={KEY}&sig={KEY}"
    assert KEY not in caplog.text + str(shown.value)
    assert "part=1&X-Amz-Signature=***&sig=***" in caplog.text


# bulk files


def test_a_file_comes_whole(server, live):
    body = bytes(range(256)) * 4000
    path = live().file(server.plays("/bulk/BACI.zip", right(body)))
    assert path.read_bytes() == body
    assert path.name.endswith("-BACI.zip")


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


# recordings


def test_a_question_is_asked_once_in_a_run(server, live):
    body, file = server.plays("/data", right(b"old"), right(b"new")), server.plays("/bulk.zip", right(b"file"))
    get = live()
    assert [get(body), get(body)] == [b"old", b"old"]
    assert get.file(file) == get.file(file)
    assert [it.path for it in server.asked] == ["/data", "/bulk.zip"]


def test_what_a_source_has_not_is_told_apart_from_what_went_wrong_live_and_replayed(server, live, tmp_path):
    gone, broken = server.plays("/gone", status(404)), server.plays("/broken", status(400))
    get = live()
    for _ in range(2):
        with pytest.raises(NotThereError):
            get(gone)
        with pytest.raises(NotThereError):
            get.file(gone + "?as=file")
    assert len(server.asked) == 2
    with pytest.raises(LoaderError) as why:
        get(broken)
    assert not isinstance(why.value, NotThereError)
    get(server.plays("/data", right(b"rows")))
    get._recordings.finish()
    replay = Recorded(Recordings(tmp_path / "raw" / "imts"))
    with pytest.raises(NotThereError, match=r"127\.0\.0\.1 has no /gone$"):
        replay(gone)
    with pytest.raises(NotThereError):
        replay.file(gone + "?as=file")
    with pytest.raises(LoaderError, match="run with --fetch"):
        replay(broken)


def test_a_recorded_answer_is_given_again_without_a_network(server, live, tmp_path):
    get = live()
    url = server.plays("/data", right(b"as csv"), right(b"as xml"), right(b"other"))
    get(url, headers={"Accept": "text/csv"})
    get(url, headers={"Accept": "text/xml"})
    get(url, {"page": 2})
    get._recordings.finish()
    replay = Recorded(Recordings(tmp_path / "raw" / "imts"))
    assert replay(url, headers={"Accept": "text/csv", "Ocp-Apim-Subscription-Key": "another"}) == b"as csv"
    assert replay(url, headers={"Accept": "text/xml"}) == b"as xml"
    assert replay(url, {"page": 2}) == b"other"
    assert len(server.asked) == 3


def test_what_was_never_recorded_says_what_to_do(tmp_path):
    replay = Recorded(Recordings(tmp_path / "imts"))
    with pytest.raises(
        LoaderError, match=r"imts: the answer of example\.org to /data was never recorded; run with --fetch"
    ):
        replay("https://example.org/data")
    with pytest.raises(LoaderError, match="run with --fetch"):
        replay.file("https://example.org/bulk.zip")


def test_a_fetch_that_ends_early_leaves_the_last_recordings_alone(server, live, tmp_path):
    url = server.plays("/data", right(b"old"), right(b"new"))
    get = live()
    get(url)
    get._recordings.finish()
    live()(url)  # and then something goes wrong: no finish
    assert Recorded(Recordings(tmp_path / "raw" / "imts"))(url) == b"old"


def test_recordings_of_a_fetch_replace_those_of_the_last(server, live, tmp_path):
    url = server.plays("/data", right(b"old"), right(b"new"))
    for _ in range(2):
        get = live()
        get(url)
        get._recordings.finish()
    assert Recorded(Recordings(tmp_path / "raw" / "imts"))(url) == b"new"
    assert b"old" not in everything_on_disk(tmp_path)


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe{", "it is not JSON"),
        (b"[" * 200_000, "it is not JSON"),
        (b"[]", "it has another shape"),
        (b"3", "it has another shape"),
        (b'{"a": 3}', "it has another shape"),
        (b'{"a": []}', "it has another shape"),
        (b'{"a": {"file": "x"}}', "it has another shape"),
        (b'{"a": {"file": ["x"], "validator": ""}}', "it has another shape"),
        (b'{"a": {"file": "x", "validator": null, "size": 1, "digest": ""}}', "it has another shape"),
        (b'{"a": {"file": "x", "validator": "", "size": "1", "digest": ""}}', "it has another shape"),
        (None, "Is a directory"),
    ],
)
def test_a_damaged_list_of_recordings_is_told_and_a_new_fetch_replaces_it(server, live, tmp_path, listed, shown):
    place = tmp_path / "raw" / "imts" / "answers.json"
    place.parent.mkdir(parents=True)
    place.mkdir() if listed is None else place.write_bytes(listed)
    url = server.plays("/data", right(b"rows"))
    kept = Recordings(place.parent)
    assert kept.exist()  # so that the source fails by name, and is not passed over as never fetched
    for ask in (Recorded(kept), Recorded(kept).file):
        with pytest.raises(LoaderError) as why:
            ask(url)
        assert str(why.value) == f"data/raw/imts/answers.json cannot be read ({shown}); run with --fetch"
    if listed is not None:
        get = live()
        assert get(url) == b"rows"
        get._recordings.finish()
        assert Recorded(Recordings(place.parent))(url) == b"rows"


def test_a_list_of_recordings_names_files_of_its_folder_alone(tmp_path):
    entry = {"https://example.org/a.zip": {"file": "../../../etc/passwd", "validator": "", "size": 1, "digest": ""}}
    (tmp_path / "answers.json").write_text(json.dumps(entry))
    with pytest.raises(LoaderError, match="was never recorded"):
        Recorded(Recordings(tmp_path)).file("https://example.org/a.zip")


def overwritten(body):
    return lambda path: path.write_bytes(body)


@pytest.mark.parametrize("is_bulk", [False, True])
@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (overwritten(b"row"), "it has 3 bytes, and 4 came"),
        (overwritten(b"rowz"), "its bytes are others than came"),
        (lambda path: path.unlink(), "was never recorded"),
    ],
)
def test_a_recording_that_is_not_what_came_is_not_read_and_is_fetched_again(
    server, live, tmp_path, is_bulk, spoil, why
):
    def unless_known(it):
        known = it.headers.get("If-None-Match") == '"v1"'
        it.answer(304 if known else 200, b"" if known else b"rows", ETag='"v1"')

    url = server.plays("/bulk.zip", unless_known)

    def kept(get):
        return get.file(url).read_bytes() if is_bulk else get(url)

    get = live()
    assert kept(get) == b"rows"
    get._recordings.finish()
    place = tmp_path / "raw" / "imts"
    listed = json.loads((place / "answers.json").read_text())[url]
    assert (listed["size"], listed["digest"]) == (4, hashlib.sha256(b"rows").hexdigest())
    spoil(place / listed["file"])
    with pytest.raises(LoaderError, match=rf"{why}; run (?:again )?with --fetch"):
        kept(Recorded(Recordings(place)))
    get = live()
    assert kept(get) == b"rows"
    get._recordings.finish()
    assert kept(Recorded(Recordings(place))) == b"rows"


def test_a_bulk_file_of_a_fetch_that_ends_early_leaves_the_last_one_alone(server, live, tmp_path):
    url = server.plays("/bulk.zip", right(b"old"), right(b"new"))  # the server names no edition
    get = live()
    get.file(url)
    get._recordings.finish()
    live().file(url)  # and then something goes wrong: no finish
    assert Recorded(Recordings(tmp_path / "raw" / "imts")).file(url).read_bytes() == b"old"


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
