"""What each loader asks first and how it refuses answers that are none, and `refusals.csv`, which lists it."""

import csv
import io
import json
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from loaders import LoaderError, discover, functions, is_live
from tests.support import harvest

LOADERS = discover() | {"harvest": harvest}
WRITTEN = Path(__file__).with_name("refusals.csv")
NO_ANSWERS = {
    "empty": b"",
    "a blank": b" \n",
    "an empty object": b"{}",
    "an empty list": b"[]",
    "null": b"null",
    "an error body": json.dumps({"statusCode": 401, "message": "Access denied", "error": "invalid key"}).encode(),
    "an error body in a list": json.dumps(
        [{"message": [{"id": "120", "key": "Invalid value", "value": "no"}]}]
    ).encode(),
    "an error as text": b"Please limit requests to one every 5 seconds.",
    "a page": b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>",
    "a broken document": b'{"data": [{"reporterCode": 398, "peri',
    "broken XML": b"<?xml version='1.0'?><message:StructureSpecificData><Obs ",
    "a header without rows": b"COUNTRY,INDICATOR,TIME_PERIOD,OBS_VALUE\n",
    "garbage": bytes(range(256)) * 8,
    "an archive cut short": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
}


class Says:
    """A door behind which everything is answered alike."""

    def __init__(self, body: bytes, folder: Path) -> None:
        self.body, self.folder, self.asked = body, folder, []

    def __call__(self, url, params=None, *, headers=None):
        self.asked.append((url, params, headers))
        return self.body

    def file(self, url):
        self.asked.append((url, None, None))
        path = self.folder / "bulk.zip"
        path.write_bytes(self.body)
        return path


def refused(load, answer, folder):
    """Return the refusal of an answer, the number of rows where there is none, and whether anything was asked."""
    get = Says(NO_ANSWERS[answer], folder)
    try:
        return "", len(load(get)), get.asked
    except LoaderError as why:
        return str(why), 0, get.asked


def as_csv(loaders):
    """List what each loader asks first, and how it refuses each answer; the same refusal once."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, loader in loaders.items():
            for table, load in functions(loader).items() if is_live(loader) else ():
                for answer in NO_ANSWERS:
                    refusal, _, asked = refused(load, answer, Path(folder))
                    url, params, _ = asked[0] if asked else ("nothing", {}, None)
                    question = f"{url}?{urlencode(params)}" if params else url
                    # a sign that cannot be printed would make the list a binary file, of which nobody sees the changes
                    plain = "".join(it if it.isprintable() else f"\\x{ord(it):02x}" for it in refusal)
                    tables, answers = found.setdefault((name, question, plain), ({}, {}))
                    tables[table.name], answers[answer] = None, None
    file = io.StringIO(newline="")
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(("loader", "tables", "asked", "answers", "refusal"))
    for (name, question, refusal), (tables, answers) in found.items():
        lines.writerow((name, ";".join(tables), question, ";".join(answers), refusal))
    return file.getvalue()


if __name__ == "__main__":
    WRITTEN.write_text(as_csv(discover()), encoding="utf-8")
