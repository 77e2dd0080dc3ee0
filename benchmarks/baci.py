"""Measure speed and memory of reading BACI: `python -m benchmarks.baci [--rows 30000000]`.

It writes a zip in CEPII's layout into a temporary folder, then reads it twice, each time in a process of its own: with
our loader, and with pyarrow's CSV reader over the same unpacked stream, which keeps nothing. Compare the ratios: seconds
differ from machine to machine. The rows are invented, and never leave the temporary folder.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from loaders import baci

VERSION: Final = "202201"
YEARS: Final = range(1995, 2021)
CODES: Final = {"AFG": 4, "KAZ": 398, "KGZ": 417, "TJK": 762, "TKM": 795, "UZB": 860}
STATES: Final = np.array(sorted({*CODES.values(), *range(8, 900, 4)}), dtype="int32")
PRODUCTS: Final = np.array([f"{it:06d}" for it in range(10_110, 970_600, 190)])  # the first with a leading zero
# Steps through all pairs and products so that none is there twice in a year: a prime, without a common factor with their count.
STEP: Final = 1_000_000_007
PROOF: Final = "398,4,110100,399400,1000"  # the flow by which the loader proves the unit


def main() -> None:
    """Write the zip, read it both ways, and print rows a second, peak memory and their ratios."""
    parser = argparse.ArgumentParser("python -m benchmarks.baci")
    parser.add_argument("--rows", type=int, default=30_000_000)
    parser.add_argument("--part", choices=list(PARTS), help="used by the benchmark itself")
    parser.add_argument("--zip", type=Path)
    wanted = parser.parse_args()
    if wanted.part:
        print(json.dumps(_measured(PARTS[wanted.part], wanted.zip, wanted.rows)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"BACI_HS92_V{VERSION}.zip"
        _run("write", path, wanted.rows)
        print(f"{wanted.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB packed")
        results = {part: _run(part, path, wanted.rows) for part in ("loader", "pyarrow")}
    for part, result in results.items():
        rate, peak, kept = result["rate"], result["peak"], result["kept"]
        print(f"{part:<8} {rate:>12,.0f} rows a second {peak:>8,.0f} MB at most {kept:>12,.0f} rows returned")
    speed, memory = (results["loader"][it] / results["pyarrow"][it] for it in ("rate", "peak"))
    print(f"ratio    {speed:>12.2f} of its speed    {memory:>8.2f} of its memory")


def _run(part: str, path: Path, rows: int) -> dict[str, float]:
    """Run one part in a process of its own, so that its peak of memory is its own."""
    command = [sys.executable, "-m", "benchmarks.baci", "--rows", str(rows), "--part", part, "--zip", str(path)]
    env = {**os.environ, "BACI_VERSIONS": VERSION}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
    return json.loads(done.stdout)


def _measured(part: Callable[[Path, int], int], path: Path, rows: int) -> dict[str, float]:
    """Run one part; return rows a second, the largest resident memory in megabytes, and the rows that it returned."""
    start = time.perf_counter()
    kept = part(path, rows)
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024  # bytes in the unit of ru_maxrss
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return {"rate": rows / seconds, "peak": peak, "kept": kept}


class _Zip:
    """A client that gives the zip for every file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, url: str, params: object = None, *, headers: object = None) -> bytes:
        raise NotImplementedError

    def file(self, url: str) -> Path:
        del url
        return self.path


def _loader(path: Path, rows: int) -> int:
    """Read the zip with our loader, to rows of `Trade`."""
    del rows
    return len(baci.trade(_Zip(path)))


def _pyarrow(path: Path, rows: int) -> int:
    """Read the same streams with pyarrow's reader, with the types that it infers."""
    del rows
    rows_read = 0
    with zipfile.ZipFile(path) as archive:
        for year in YEARS:
            with archive.open(f"BACI_HS92_Y{year}_V{VERSION}.csv") as stream, pcsv.open_csv(stream) as batches:
                rows_read += sum(batch.num_rows for batch in batches)
    return rows_read


def _write(path: Path, rows: int) -> int:
    """Write a zip with the given number of rows over all its years."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = {code: iso3 for iso3, code in CODES.items()}
        countries = "".join(f"{it},Some state,XX,{listed.get(it, 'XXX')}\n" for it in STATES)
        archive.writestr(
            f"country_codes_V{VERSION}.csv", "country_code,country_name,country_iso2,country_iso3\n" + countries
        )
        products = "".join(f"{it},Some goods\n" for it in PRODUCTS)
        archive.writestr(f"product_codes_HS92_V{VERSION}.csv", "code,description\n" + products)
        for year in YEARS:
            with archive.open(f"BACI_HS92_Y{year}_V{VERSION}.csv", "w") as stream:
                stream.write(f"t,i,j,k,v,q\n{year},{PROOF}\n".encode())
                wanted = rows // len(YEARS) + (year - YEARS[0] < rows % len(YEARS)) - 1
                pcsv.write_csv(
                    _year(year, wanted), stream, pcsv.WriteOptions(include_header=False, quoting_style="none")
                )
    return rows


def _year(year: int, rows: int) -> pa.Table:
    """Invent flows of one year: each pair and product at most once; 2 of 100 quantities are missing."""
    random, states = np.random.default_rng(year), len(STATES)
    index = np.arange(rows, dtype="int64") * STEP % (states * states * len(PRODUCTS))
    return pa.table(
        {
            "t": np.full(rows, year, dtype="int32"),
            "i": STATES[index % states],
            "j": STATES[index // states % states],
            "k": pa.array(PRODUCTS[index // states // states]),
            "v": np.round(random.lognormal(3, 3, rows), 3),
            "q": pa.array(np.round(random.lognormal(1, 3, rows), 3), mask=random.random(rows) < 0.02),
        }
    )


PARTS: Final = {"write": _write, "loader": _loader, "pyarrow": _pyarrow}


if __name__ == "__main__":
    main()
