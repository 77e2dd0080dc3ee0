"""What the docs name is there, and what is there is named."""

import re

from data.schema.tables import TABLES
from pages._app.navigation import discover


def test_the_changelog_names_every_page(root):
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    for module in discover().values():
        assert f"**{module.PAGE.title}**" in text, module.PAGE.title


def test_every_file_that_the_docs_name_exists(root):
    for doc in ("README.md", "CONTRIBUTING.md"):
        text = (root / doc).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:data|loaders|analysis|charts|pages|tests|docs)/[\w./]*)`", text):
            assert (root / path).exists(), f"{doc} names {path}"
        for path in re.findall(r"\]\(([\w./-]+)\)", text):
            assert (root / path).exists(), f"{doc} links {path}"


def test_every_curated_file_is_a_table(root):
    names = {table.name for table in TABLES}
    assert {path.stem for path in (root / "data" / "curated").glob("*.csv")} <= names


def test_the_pins_are_exact_and_hold_what_the_project_needs(root):
    lines = [it for it in (root / "requirements.txt").read_text().splitlines() if it and not it.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+(; sys_platform != .+)?", it) for it in lines)
    assert {"streamlit", "plotly", "pandas", "pyarrow", "Jinja2", "pillow", "plutoprint"} <= {
        it.split("==")[0] for it in lines
    }


def test_the_theme_and_the_charts_agree_on_colours(root):
    import tomllib

    from charts.base import frame
    from data.vocabulary.places import CODES

    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for mode in ("light", "dark"):
        assert config["theme"][mode]["chartCategoricalColors"] == [frame.COLOUR[code] for code in CODES]


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        lin = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    bright, dim = sorted([light(one), light(other)], reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_every_country_stands_out_in_light_and_dark(root):
    import tomllib

    from charts.base import frame

    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for mode in ("light", "dark"):
        ground = config["theme"][mode]["backgroundColor"]
        for code, colour in frame.COLOUR.items():
            assert _contrast(colour, ground) >= 3, (mode, code)
