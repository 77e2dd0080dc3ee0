"""Keys and secrets stand in no address, file, log or message."""

import pytest

from loaders import LoaderError
from tests.loaders.http.conftest import KEY, everything_on_disk
from tests.support.server import Server, broken_off, garbage, right, status


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


def test_a_secret_without_a_value_is_refused_like_any(live):
    with pytest.raises(LoaderError, match="the query contains token; a secret belongs in a header"):
        live()("https://example.org/data?token=")


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
