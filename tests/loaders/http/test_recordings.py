"""Recorded answers: kept whole, read again without a network, never mixed."""

import hashlib
import json

import pytest

from loaders import LoaderError, NotThereError
from loaders._http.recordings import Recorded, Recordings
from tests.loaders.http.conftest import everything_on_disk
from tests.support.server import right, status


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
