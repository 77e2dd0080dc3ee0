"""The record from anywhere by one setting: a folder, a bucket of a real S3 server, what fsspec knows."""

import importlib
import importlib.util
import io
import itertools
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pyarrow.fs as pafs
import pyarrow.parquet as pq
import pytest

import data
from data import store
from data.schema.tables import TABLES, Events, Trade, Votes
from loaders._publish import parts as written
from pages._app import cache
from pages._app.rows import rows

pytestmark = pytest.mark.long

NUMBER = itertools.count()
CLOSED = "s3://ledger/parquet?scheme=http&region=us-east-1&endpoint_override=127.0.0.1:9"


def needs(package: str) -> None:
    """The packages of the dev extra are there in CI; a fault there is a fault here."""
    if importlib.util.find_spec(package) is None and not os.environ.get("CI"):
        pytest.skip(f"{package} is not installed: pip install '.[dev]'")


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The host and port of an S3 server of its own."""
    needs("moto")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = tmp_path_factory.mktemp("s3") / "said"
    with said.open("wb") as log:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        process = subprocess.Popen(command, stdout=log, stderr=log)
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5).close()
            break
        except OSError:
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
    yield f"127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


class Bucket:
    """A bucket with the record in it, which a test may spoil."""

    def __init__(self, host: str, name: str) -> None:
        self.address = f"s3://{name}/a/prefix?scheme=http&region=us-east-1&endpoint_override={host}"
        self.files = pafs.S3FileSystem(
            endpoint_override=host, scheme="http", region="us-east-1", allow_bucket_creation=True
        )
        self.root = f"{name}/a/prefix"
        self.files.create_dir(name)
        pafs.copy_files(str(data.PARQUET), self.root, destination_filesystem=self.files)

    def put(self, place: str, body: bytes) -> None:
        with self.files.open_output_stream(f"{self.root}/{place}") as stream:
            stream.write(body)

    def write(self, table, name, kept) -> None:
        file = io.BytesIO()
        pq.write_table(kept, file)
        self.put(f"{table.name}/{name}.parquet", file.getvalue())


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDENTITY")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "quite-secret")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(store, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(cache, "LOOK_EVERY", 1e-9)
    store.store.cache_clear()


@pytest.fixture
def bucket(s3, environment, monkeypatch):  # noqa: ARG001  the bucket is made in that environment
    found = Bucket(s3, f"ledger-{next(NUMBER)}")
    monkeypatch.setenv(store.SETTING, found.address)
    return found


@pytest.fixture
def asked(monkeypatch):
    """The paths that were fetched from a remote store."""
    fetched, paths = store._fetched, []
    monkeypatch.setattr(store, "_fetched", lambda files, path: paths.append(path) or fetched(files, path))
    return paths


def told() -> list[str]:
    return [sentence for table in TABLES for sentence in data.unreadable(table)]


@pytest.mark.usefixtures("bucket")
def test_a_bucket_is_read_as_the_folder_is(monkeypatch):
    from_bucket = {table: data.read(table) for table in TABLES}
    edition, parts = data.edition(), {table: [it.path for it in data.parts(table)] for table in TABLES}
    assert told() == []
    monkeypatch.delenv(store.SETTING)
    assert edition == data.edition()
    for table in TABLES:
        assert parts[table] == [it.path for it in data.parts(table)]
        assert from_bucket[table].equals(data.read(table))


def test_what_is_withheld_is_known_in_a_bucket_too(bucket):
    kept = data.by_part(Votes)["curated"]
    bucket.write(Votes, "other", kept.replace_schema_metadata({"republish": "no", "republish_reason": "its terms"}))
    assert data.withheld(Votes) == {"other": "its terms"}
    assert list(data.by_part(Votes)) == ["curated", "other"]


def test_a_running_function_takes_up_what_is_new_in_the_bucket_and_shows_nothing_stale(bucket):
    before, version = len(rows(Events)), data.version()
    kept = data.by_part(Events)["curated"]
    over = threading.Event()

    def reads() -> list[int]:
        seen = []
        while not over.is_set():
            seen.append(len(rows(Events)))
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(reads) for _ in range(3)]
        bucket.write(Events, "curated", kept.slice(0, 10))
        deadline = time.monotonic() + 30
        while data.version() == version and time.monotonic() < deadline:
            time.sleep(0.01)
        after = len(rows(Events))  # at the first new version, and no look later
        over.set()
    assert after == 10
    for seen in (it.result() for it in readers):
        assert set(seen) <= {before, 10}
        assert seen == sorted(seen, reverse=True)  # nobody sees what is new and then what is old again


def test_a_new_file_on_disk_is_taken_up_while_readers_read(folder):
    before, version = len(rows(Events)), data.version()
    folder.write(Events, "another", data.by_part(Events)["curated"].slice(0, 7))
    assert data.version() != version
    assert len(rows(Events)) == before + 7


def test_a_remote_store_is_looked_at_again_only_when_it_is_time(bucket, asked, monkeypatch):
    monkeypatch.setattr(store, "LOOK_EVERY", 30.0)
    now = [1000.0]
    monkeypatch.setattr(store.time, "monotonic", lambda: now[0])
    version = data.version()
    count = len(asked)
    bucket.write(Events, "curated", data.by_part(Events)["curated"].slice(0, 10))
    now[0] += 29.9
    assert data.version() == version
    assert len(data.read(Events)) > 10
    assert len(asked) == count
    now[0] += 0.2
    assert data.version() != version
    assert len(data.read(Events)) == 10
    assert [it.rpartition("/a/prefix/")[2] for it in asked[count:]] == ["events/curated.parquet"]


def test_the_parts_of_a_remote_store_are_fetched_at_once(bucket, monkeypatch):
    fetched, meet = store._fetched, threading.Barrier(8)

    def waits(files, path):
        meet.wait(timeout=30)  # breaks unless seven others are under way
        return fetched(files, path)

    count = len(data.parts(Events)) and len(store.store(bucket.address).parts())
    store.store.cache_clear()
    for at in range(-count % 8):  # the barrier lets through eight at a time
        bucket.write(Votes, f"more{at}", data.by_part(Votes)["curated"])
    store.store.cache_clear()
    monkeypatch.setattr(store, "_fetched", waits)
    assert len(data.read(Events)) > 10


def test_a_broken_part_in_a_bucket_is_told_without_its_address(bucket):
    bucket.put("trade/curated.parquet", b"half a file")
    sentence = data.unreadable(Trade)[0]
    assert sentence.startswith("trade/curated.parquet cannot be read (")
    assert "127.0.0.1" not in sentence
    assert data.read(Trade).empty


@pytest.mark.usefixtures("bucket")
def test_a_part_that_was_not_to_be_had_is_asked_for_again(monkeypatch):
    fetched = store._fetched
    monkeypatch.setattr(
        store, "_fetched", lambda files, path: "access is refused" if "votes" in path else fetched(files, path)
    )
    assert data.unreadable(Votes) == ["votes/curated.parquet cannot be read (access is refused)"]
    assert rows(Votes).empty
    broken = data.edition()
    monkeypatch.setattr(store, "_fetched", fetched)
    assert not rows(Votes).empty
    assert data.edition() != broken


@pytest.mark.usefixtures("bucket")
def test_a_store_that_falls_silent_leaves_what_was_seen(monkeypatch):
    version, count = data.version(), len(data.read(Events))

    def silent(*_):
        raise OSError("AKIDENTITY of s3://somewhere said nothing")

    monkeypatch.setattr(store, "_listed", silent)
    assert data.version() == version
    assert len(data.read(Events)) == count


@pytest.mark.usefixtures("environment")
def test_a_store_that_never_answers_is_told_without_address_and_credentials(monkeypatch):
    monkeypatch.setattr(store, "LOOK_EVERY", 30.0)
    monkeypatch.setenv(store.SETTING, CLOSED)
    assert data.read(Trade).empty
    assert data.unreadable(Trade) == ["The store holds no part of trade: the store gives no good answer"]


@pytest.mark.usefixtures("environment")
def test_a_bucket_that_is_not_there_is_told(s3, monkeypatch):
    monkeypatch.setenv(store.SETTING, f"s3://nobody/x?scheme=http&region=us-east-1&endpoint_override={s3}")
    assert data.unreadable(Trade) == ["The store holds no part of trade: it is not there"]


@pytest.mark.parametrize(
    "address",
    [
        "s3://AKIDENTITY:quite-secret@ledger/parquet",
        "s3://ledger/parquet?secret_key=quite-secret",
        "https://example.org/parquet?X-Amz-Signature=quite-secret",
    ],
)
def test_an_address_with_a_credential_is_refused_and_not_repeated(address, monkeypatch):
    monkeypatch.setenv(store.SETTING, address)
    with pytest.raises(ValueError, match="must not carry a credential") as why:
        data.version()
    assert "quite-secret" not in str(why.value)


def test_a_path_and_a_file_address_are_read_and_the_loaders_write_where_they_did(folder, monkeypatch, tmp_path):
    folder.write(Events, "curated", data.by_part(Events)["curated"].slice(0, 5))
    monkeypatch.setattr(data, "PARQUET", tmp_path / "nothing")
    assert data.read(Events).empty
    for place in (str(folder.path), folder.path.as_uri()):
        monkeypatch.setenv(store.SETTING, place)
        assert len(data.read(Events)) == 5
    assert written.part(Events, "curated") == data.FOLDER / "parquet" / "events" / "curated.parquet"


@pytest.mark.usefixtures("environment")
def test_what_only_fsspec_knows_is_read_through_it(monkeypatch):
    needs("fsspec")
    files = importlib.import_module("fsspec").filesystem("memory")
    files.put(str(data.PARQUET), "/ledger", recursive=True)
    local = data.edition()
    monkeypatch.setenv(store.SETTING, "memory://ledger")
    assert told() == []
    assert data.edition() == local
    version = data.version()
    files.pipe("/ledger/votes/curated.parquet", b"x" * files.size("/ledger/votes/curated.parquet"))
    assert data.version() != version
    assert data.unreadable(Votes)


@pytest.mark.usefixtures("environment")
def test_a_kind_of_address_that_nobody_knows_is_told(monkeypatch):
    monkeypatch.setenv(store.SETTING, "pigeon://ledger")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert "needs fsspec" in data.unreadable(Trade)[0]
