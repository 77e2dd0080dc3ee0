"""Write the icons that are in use as a font: Streamlit's own holds four thousand in 370 KB, more than a third of all but Plotly.

`python -m pages._app.server.icons` writes it anew: after another icon in our code, and after another edition of Streamlit. The
name of Streamlit's file changes with its content, so that an edition with another font is served with its own until then.
Delete this when Streamlit's font is small.
"""

import re
from pathlib import Path
from typing import Any, Final

import streamlit as st

STREAMLIT: Final = Path(st.__file__).parent
ROOT: Final = Path(__file__).parents[3]
FONT: Final = "media/MaterialSymbols-Rounded.nEdyypZU.woff2"  # below `static/static` of Streamlit
FEWER: Final = Path(__file__).with_name("icons.woff2")
_NAMED: Final = re.compile(r":material/([a-z0-9_]+)")


def named() -> set[str]:
    """Return the icons that our code, Streamlit's, and its scripts in the browser name."""
    files = [
        *(ROOT / "pages").rglob("*.py"),
        *STREAMLIT.rglob("*.py"),
        *(STREAMLIT / "static" / "static" / "js").glob("*.js"),
    ]
    return {name for it in files for name in _NAMED.findall(it.read_text(encoding="utf-8"))}


def write() -> None:
    """Write the font with what is named alone; an icon is a ligature of the letters of its name."""
    from fontTools import subset  # noqa: PLC0415  a tool of who develops, which no server has
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(STREAMLIT / "static" / "static" / FONT)
    glyphs = icons(font)
    options = subset.Options(flavor="woff2", layout_features=["*"], layout_closure=False, notdef_outline=True)
    fewer = subset.Subsetter(options)
    fewer.populate(text="abcdefghijklmnopqrstuvwxyz0123456789_ ", glyphs=[glyphs[it] for it in named() if it in glyphs])
    fewer.subset(font)
    subset.save_font(font, FEWER, options)


def icons(font: Any) -> dict[str, str]:  # noqa: ANN401  of a tool that no server has
    """Return the glyph of each name of an icon."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            ligatures = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, entries in ligatures.items():
                for it in entries:
                    found["".join(letters.get(glyph, "?") for glyph in (first, *it.Component))] = it.LigGlyph
    return found


if __name__ == "__main__":
    write()
