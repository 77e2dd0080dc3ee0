"""A copy of the project to load in, and the command line that is run there."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


def copy_of(root: Path, to: Path) -> Path:
    """Data and loaders, without what was fetched, but compiled: each of many processes would do that anew."""
    for folder in ("data", "loaders"):
        shutil.copytree(root / folder, to / folder, ignore=shutil.ignore_patterns("raw"))
    return to


# Three quarters of a run are the import of these libraries: a process that has them forks for each run. The modules of the
# project are those of the copy.
READY = """
import json, os, runpy, signal, sys
import pandas, pandera.pandas, pyarrow.compute, pyarrow.parquet, requests
for asked in sys.stdin:
    folder, script, arguments, environ, outputs = json.loads(asked)
    child = os.fork()
    if not child:
        signal.alarm(120)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environ)
        for number, path in enumerate(outputs, 1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
        sys.argv[1:] = arguments
        if not script:
            runpy.run_module("loaders", run_name="__main__", alter_sys=True)
        exec(script, {"__name__": "__main__"})
        sys.exit()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def run(folder: Path, *arguments: str, script: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """`python -m loaders` with the arguments, or a script in its place; a run is killed after two minutes."""
    with tempfile.TemporaryDirectory() as said:
        outputs = [Path(said, it) for it in ("output", "errors")]
        asked = [str(folder), script, arguments, os.environ | environ, list(map(str, outputs))]
        ready = _ready()
        assert ready.stdin
        assert ready.stdout
        print(json.dumps(asked), file=ready.stdin, flush=True)
        code = int(ready.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, *(it.read_text(encoding="utf-8") for it in outputs))


@cache
def _ready() -> subprocess.Popen[str]:
    command = [sys.executable, "-c", READY]
    return subprocess.Popen(
        command, cwd=tempfile.gettempdir(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def spoil(folder: Path, name: str, before: str, after: str) -> int:
    """Replace a text in a curated file; the number of its line."""
    path = folder / "data" / "curated" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def parts(folder: Path) -> dict[Path, bytes]:
    """All parts, by their place in the folder."""
    return {path: path.read_bytes() for path in sorted((folder / "data" / "parquet").glob("*/*.parquet"))}
