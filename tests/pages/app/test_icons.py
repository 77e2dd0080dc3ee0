"""The font of icons holds every icon that our code and the installed Streamlit name."""

from fontTools.ttLib import TTFont

from pages._app.server import icons


def test_every_icon_is_in_the_font():
    all_icons = icons.icons(TTFont(icons.STREAMLIT / "static" / "static" / icons.FONT))
    wanted = icons.named() & all_icons.keys()
    assert {"search", "swap_horiz", "keyboard_arrow_right"} <= wanted  # of a page, the navigation and the scripts
    font = TTFont(icons.FEWER)
    drawn = {name for name, glyph in icons.icons(font).items() if font["glyf"][glyph].numberOfContours}
    assert wanted <= drawn, "python -m pages._app.server.icons writes the font anew"
