"""Write all files of the service into a folder, for any host of files: `python -m pages._parts.service FOLDER ADDRESS`."""

import sys
from pathlib import Path

from data.vocabulary.text import listed
from pages._parts.service.catalogue import catalogue, lacking, made


def write(folder: Path, site: str) -> int:
    """Write every file, and return how many there are.

    Args:
        folder: where to.
        site: the address of the dashboard, to which figures and feeds lead.

    Raises:
        SystemExit: a table cannot be read, so that files would lack its rows.
    """
    if broken := dict.fromkeys(table.heading for path in catalogue() for table in lacking(path)):
        sys.exit(f"{listed(list(broken))} cannot be read, or not in full: no file is written")
    for path in catalogue():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(made(path, site.rstrip("/")))
    return len(catalogue())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"{__doc__}\nADDRESS is where the dashboard is served, as in https://ledger.example")
    sys.stdout.write(f"{write(Path(sys.argv[1]), sys.argv[2])} files\n")
