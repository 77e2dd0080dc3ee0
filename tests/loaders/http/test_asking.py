"""The door to the network: what a server may do to us, and what we then do."""

import email.utils
import time

import pytest

from loaders import LoaderError
from tests.loaders.http.conftest import everything_on_disk
from tests.support.server import broken_off, garbage, right, status


def test_a_good_answer_comes_as_bytes_with_an_ordinary_user_agent(server, live):
    url = server.plays("/data", right(b"rows"))
    assert (
        live()(url, {"c[TIME_PERIOD]": "ge:2015-01+le:2026-12", "page": 2}, headers={"Accept": "text/csv"}) == b"rows"
    )
    asked = server.asked[0]
    assert asked.path == "/data?c%5BTIME_PERIOD%5D=ge%3A2015-01%2Ble%3A2026-12&page=2"
    assert asked.headers["accept"] == "text/csv"
    live()(f"{url}?format=csv", {"page": 3})
    assert server.asked[1].path == "/data?format=csv&page=3"
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


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_both_protocols_have_our_retries(live, scheme):
    adapter = live(tries=7)._session.get_adapter(f"{scheme}://example.org/data")
    assert adapter.max_retries.total == 6
    assert adapter.max_retries.is_retry("GET", 503)


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


def test_what_is_left_of_a_pause_is_waited_for(server, live, slept, monkeypatch):
    monkeypatch.setattr("loaders._http.client._OURS", frozenset())
    get, url = live(intervals={"127.0.0.1": 6.5}), server.plays("/data", right(b"rows"))
    get(url)
    assert slept == []
    for page, passed in enumerate((6, 6.5, -3600)):  # at last the clock is put back
        get._clock.sleep(passed)
        get(url, {"page": page})
    assert slept == [6, 0.5, 6.5, -3600]
