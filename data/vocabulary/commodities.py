"""Goods in words, those of the Harmonised System under their number."""

import re
from typing import Final

from data.vocabulary.codes import say, start_upper

CODED: Final = re.compile(r"other:(.*) \(HS (\d{2,6})\)|other:HS (\d{2,6})")
_LONG: Final = 90  # characters of a label


def said(code: str) -> str:
    """Goods as the control lists them: those of the Harmonised System under their number."""
    coded = CODED.fullmatch(code)
    if not coded:
        return start_upper(say(code))
    hs = coded[2] or coded[3]
    name = start_upper(coded[1] or "no name is told")
    return f"{'Chapter' if len(hs) == 2 else 'HS'} {hs} · {name if len(name) <= _LONG else f'{name[: _LONG - 1]}…'}"


def named(code: str) -> str:
    """Goods as they stand within a sentence, in brackets: "cereals, HS 10"."""
    coded = CODED.fullmatch(code)
    if not coded:
        return say(code)
    return f"{coded[1]}, HS {coded[2]}" if coded[1] else f"HS {coded[3]}"
