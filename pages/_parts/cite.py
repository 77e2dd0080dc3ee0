"""How to cite the whole, a view or a figure: as a sentence, and for reference managers."""

import json
import re
import tomllib
from pathlib import Path
from typing import Final, NamedTuple

from charts.base.frame import NAME
from pages._app.record import edition, loaded_on, today
from pages._app.rows import known_to

AUTHOR: Final = f"{NAME} contributors"
WHOLE: Final = f"{NAME}: trade, aid and recognition between Central Asia and Afghanistan"


class Citation(NamedTuple):
    """What is cited.

    Attributes:
        title: its title.
        address: where a reader finds it; empty for none.
    """

    title: str = WHOLE
    address: str = ""

    @property
    def version(self) -> str:
        """The data as they are now."""
        day = known_to()
        return f"Data version {edition()}{f', data to {day:%-d %B %Y}' if day else ''}"

    @property
    def year(self) -> int:
        """The year of the last change of the data."""
        return (loaded_on() or today()).year

    def text(self, *, is_dated: bool = True) -> str:
        """Write it as a sentence.

        Args:
            is_dated: whether it says when it was retrieved: not in a file that is the same on every day.
        """
        within = "" if self.title == WHOLE else f"{NAME}. "
        place = f" {self.address}." if self.address else ""
        retrieved = f" Retrieved {today():%-d %B %Y}." if is_dated else ""
        return f"{AUTHOR} ({self.year}). {self.title}. {within}{self.version}.{retrieved}{place}"

    def bibtex(self) -> str:
        """Write it as an entry of BibTeX."""
        key = re.sub(
            r"[^a-z0-9]+", "-", f"amu-ledger-{edition()}-{'' if self.title == WHOLE else self.title[:40]}".lower()
        ).strip("-")
        fields = {
            "author": f"{{{_tex(AUTHOR)}}}", "title": f"{{{_tex(self.title)}}}", "year": str(self.year), "version": edition(),
            "note": _tex(self.version), "url": self.address, "urldate": f"{today():%Y-%m-%d}",
        }  # fmt: skip
        return (
            f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value) + "}"
        )

    def ris(self) -> str:
        """Write it as a record of RIS."""
        lines = [
            ("TY", "DATA"),
            ("AU", AUTHOR),
            ("TI", self.title),
            ("PY", str(self.year)),
            ("ET", edition()),
            ("N1", self.version),
        ]
        lines += [("UR", self.address)] * bool(self.address) + [("Y2", f"{today():%Y/%m/%d}"), ("ER", "")]
        return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines)

    def csl(self) -> str:
        """Write it as CSL-JSON."""
        day = today()
        item = {
            "id": f"amu-ledger-{edition()}", "type": "dataset", "title": self.title, "author": [{"literal": AUTHOR}],
            "issued": {"date-parts": [[self.year]]}, "version": edition(), "note": self.version, "URL": self.address,
            "accessed": {"date-parts": [[day.year, day.month, day.day]]},
        }  # fmt: skip
        return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def cff(version: str) -> str:
    """Write `CITATION.cff`, which the hosts of repositories read; its date is that of the last change of the data.

    Args:
        version: that of the package.
    """
    whole = Citation()
    lines = [
        "# Made by `python -m pages._parts.cite`; tests/pages/parts/test_cite.py holds it fresh.",
        "cff-version: 1.2.0",
        "type: dataset",
        f'title: "{whole.title}"',
        f'message: "Please cite the original source as well: every row names one. {whole.version}."',
        "authors:",
        f'  - name: "{AUTHOR}"',
        f'version: "{version}"',
        *([f"date-released: {day:%Y-%m-%d}"] if (day := loaded_on()) else []),
        "license: CC-BY-4.0",
        "identifiers:",
        "  - type: other",
        f'    value: "{edition()}"',
        '    description: "The version of the data; `python -m data.editions VERSION` finds its commit."',
    ]
    return "".join(f"{line}\n" for line in lines)


def _tex(text: str) -> str:
    """Escape what TeX takes as a mark."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def main() -> None:
    """Write `CITATION.cff` anew."""
    root = Path(__file__).parents[2]
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    (root / "CITATION.cff").write_text(cff(version), encoding="utf-8")


if __name__ == "__main__":
    main()
