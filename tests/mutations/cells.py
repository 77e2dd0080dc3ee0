"""What happens to one cell: each kind by its name, with the columns that it fits."""

import re
import unicodedata
from collections.abc import Callable

from data.schema.columns import Spec
from tests.mutations.spoilt import Change

Fits = Callable[[str, Spec], bool]
LONG = 200_000


def _is_text(_: str, spec: Spec) -> bool:
    return spec.dtype == "text"


def is_prose(_: str, spec: Spec) -> bool:
    """Decide whether a column has words for readers."""
    return spec.dtype == "text" and not (spec.values or spec.pattern or spec.cites)


def _is_code(_: str, spec: Spec) -> bool:
    return spec.dtype == "text" and bool(spec.values)


def _is_key(_: str, spec: Spec) -> bool:
    return spec.dtype == "text" and bool(spec.pattern or spec.cites)


def _is_country(_: str, spec: Spec) -> bool:
    return spec.names_places


def _is_many(_: str, spec: Spec) -> bool:
    return spec.many


def _is_date(_: str, spec: Spec) -> bool:
    return spec.dtype == "date"


def _is_number(_: str, spec: Spec) -> bool:
    return spec.dtype in {"number", "count"}


def _is_flag(_: str, spec: Spec) -> bool:
    return spec.dtype == "flag"


def _inside(put: str) -> Change:
    return lambda cell, chance: cell[: (at := chance.randint(1, max(1, len(cell) - 1)))] + put + cell[at:]


def _as(new: str) -> Change:
    return lambda _cell, _chance: new


def _swap(letters: dict[str, str]) -> Change:
    def change(cell: str, _: object) -> str | None:
        found = [it for it in letters if it in cell]
        return cell.replace(found[0], letters[found[0]], 1) if found else None

    return change


def _shaped(pattern: str, new: str) -> Change:
    """Change a cell of a shape; leave others."""
    return lambda cell, _: re.sub(pattern, new, cell) if re.fullmatch(pattern, cell) else None


def _years(by: int) -> Change:
    return lambda cell, _: re.sub(r"\d{4}(?=-|/|$)", lambda it: f"{int(it[0]) + by:04}", cell)


def _times(factor: float) -> Change:
    def change(cell: str, _: object) -> str | None:
        value = float(cell) * factor
        return f"{value:.10g}" if "e" not in f"{value:.10g}" else f"{value:.0f}"

    return change


TEXTS: dict[str, Change] = {
    "a blank after it": lambda cell, _: f"{cell} ",
    "a blank before it": lambda cell, _: f" {cell}",
    "a no-break space": _inside("\u00a0"),
    "a thin space": _inside("\u2009"),
    "a tab": _inside("\t"),
    "a zero-width space": _inside("\u200b"),
    "a right-to-left mark": _inside("\u200f"),
    "a direction override": _inside("\u202e"),
    "a soft hyphen": _inside("\u00ad"),
    "a control character": _inside("\x07"),
    "a line break inside": _inside("\n"),
    "a line break after it": lambda cell, _: f"{cell}\n",
    "a Cyrillic letter": _swap({"a": "а", "e": "е", "o": "о", "A": "А", "K": "К", "T": "Т"}),  # noqa: RUF001
    "a Greek letter": _swap({"o": "ο", "v": "ν", "A": "Α", "Z": "Ζ"}),  # noqa: RUF001
    "full-width letters": _swap({"a": "ａ", "e": "ｅ", "A": "Ａ", "K": "Ｋ"}),  # noqa: RUF001
    "an accent that was read as two letters": _inside("Ã©"),
    "a quote that was read as three signs": _inside("â€™"),
    "a replacement character": _inside("\ufffd"),
    "a byte order mark inside": _inside("\ufeff"),
    "a combining accent": lambda cell, _: unicodedata.normalize("NFD", _inside("é")(cell, _) or ""),
    "an emoji": _inside("🙂"),
    "an entity of a web page": _inside("&nbsp;"),
    "a tag of a web page": _inside("<br>"),
    "the mark of a merge": lambda cell, _: f"<<<<<<< HEAD {cell}",
    "a formula": lambda cell, _: f"=CONCAT({cell})",
    "#REF!": _as("#REF!"),
    "#N/A": _as("#N/A"),
    "NaN": _as("NaN"),
    "None": _as("None"),
    "NULL": _as("NULL"),
    "N/A": _as("N/A"),
    "blanks alone": _as("   "),
    "a cell without end": lambda cell, _: cell * (LONG // len(cell) + 1),
    "a number alone": _as("12345"),
    "question marks": _as("???"),
    "to be done": _as("TODO"),
    "an at sign first": lambda cell, _: f"@{cell}",
    "a left-to-right mark first": lambda cell, _: f"\u200e{cell}",
}
PROSE: dict[str, Change] = {
    "two blanks": _swap({" ": "  "}),
    "a web address alone": _as("https://example.org/page"),
    "a page pasted": lambda cell, _: f"{cell} {'Read more about this story in our pages. ' * 60}".strip(),
}
CODES: dict[str, Change] = {
    "a code misspelt": lambda cell, chance: cell[: (at := chance.randrange(len(cell)))] + cell[at + 1 :],
    "a code with a letter more": lambda cell, _: f"{cell}s",
    "a code with letters swapped": lambda cell, _: cell[1] + cell[0] + cell[2:] if len(cell) > 1 else None,
    "a code in the other case": lambda cell, _: cell.swapcase(),
    "a code in capitals first": lambda cell, _: cell.title() if cell.islower() else None,
    "a code in quotes": lambda cell, _: f'"{cell}"',
    "a code in curly quotes": lambda cell, _: f"\u201c{cell}\u201d",
    "a code with a full stop": lambda cell, _: f"{cell}.",
    "a code with a question mark": lambda cell, _: f"{cell}?",
    "two codes with a comma": lambda cell, _: f"{cell}, {cell}",
    "a code twice in a cell": lambda cell, _: f"{cell};{cell}",
    "a semicolon after it": lambda cell, _: f"{cell};",
    "a word that is no code": _as("miscellaneous"),
    "another word with a blank": _swap({"_": " "}),
    "a dash for an underscore": _swap({"_": "-"}),
}
COUNTRIES: dict[str, Change] = {
    "a country by its name": _as("Kazakhstan"),
    "a country by two letters": _as("KZ"),
    "a country that is none of ours": _as("DEU"),
    "a code of old": _as("SUN"),
    "a reporter that is no country, twice": _as("IMF;NEWS"),
}
MANY: dict[str, Change] = {
    "codes with a comma": _swap({";": ","}),
    "codes with a blank": _swap({";": "; "}),
    "codes with a slash": _swap({";": "/"}),
    "a code doubled among several": lambda cell, _: f"{cell};{cell.split(';')[0]}",
    "two semicolons": _swap({";": ";;"}),
}
KEYS: dict[str, Change] = {
    "a key in capitals": lambda cell, _: cell.upper() if cell.lower() == cell else None,
    "a key with a dash from autocorrect": _swap({"-": "–"}),
    "a key with a curly quote": _inside("\u2019"),
    "a key with a blank": _swap({"-": " "}),
    "a key with a comma": lambda cell, _: f"{cell},",
    "a key that is an address": _as("www.example.org"),
}
DATES: dict[str, Change] = {
    "month 00": _shaped(r"(\d{4})-\d\d-(\d\d)", r"\1-00-\2"),
    "day 00": _shaped(r"(\d{4}-\d\d)-\d\d", r"\1-00"),
    "month 13": _shaped(r"(\d{4})-\d\d(-\d\d)?", r"\1-13"),
    "30 February": _shaped(r"(\d{4})-\d\d-\d\d", r"\1-02-30"),
    "a date without dashes": _shaped(r"(\d{4})-(\d\d)-(\d\d)", r"\1\2\3"),
    "a week": _shaped(r"(\d{4})-\d\d(-\d\d)?", r"\1-W15"),
    "a day of the year": _shaped(r"(\d{4})-\d\d-\d\d", r"\1-105"),
    "a quarter": _shaped(r"(\d{4})-\d\d.*", r"\1-Q1"),
    "half a year": _shaped(r"(\d{4}).*", r"\1-H1"),
    "a date of the day first": _shaped(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1"),
    "a date of the month first": _shaped(r"(\d{4})-(\d\d)-(\d\d)", r"\2/\3/\1"),
    "a date with dots": _shaped(r"(\d{4})-(\d\d)-(\d\d)", r"\3.\2.\1"),
    "a date in words": _shaped(r"(\d{4}).*", r"15 April \1"),
    "a month in words": _shaped(r"(\d{4}).*", r"Apr-\1"),
    "a year of two digits": _shaped(r"\d\d(\d\d)(.*)", r"\1\2"),
    "a year of five digits": _shaped(r"(\d{4})(.*)", r"2\1\2"),
    "a month of one digit": _shaped(r"(\d{4})-0(\d)(.*)", r"\1-\2\3"),
    "a date with a time": _shaped(r"(\d{4}-\d\d-\d\d)", r"\1 00:00:00"),
    "a date as a spreadsheet counts it": _as("45031"),
    "a date with dashes from autocorrect": _swap({"-": "–"}),
    "a date with a question mark": lambda cell, _: f"{cell}?",
    "about a date": lambda cell, _: f"c. {cell}",
    "foreign digits": lambda cell, _: cell.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "a year far ahead": _shaped(r"\d{4}(.*)", r"2999\1"),
    "a year of the Middle Ages": _shaped(r"\d{4}(.*)", r"1023\1"),
    "a solar year": _shaped(r"\d{4}(.*)", r"1402\1"),
    "a year without the century": _shaped(r"2(\d{3}.*)", r"0\1"),
    "a hundred years earlier": _years(-100),
    "twenty years later": _years(20),
    "half a range": lambda cell, _: f"{cell}/",
    "a range that ends before it begins": _shaped(r"(\d{4})(.*)", r"\1\2/1999\2"),
    "a range of two precisions": _shaped(r"(\d{4})-(\d\d)(-\d\d)?", r"\1/\1-\2"),
    "a range with a dash": _shaped(r"(\d{4}-\d\d)/(\d{4}-\d\d)", r"\1 - \2"),
    "a range of three": lambda cell, _: f"{cell}/{cell}/{cell}",
    "no date": _as("unknown"),
    "zeros": _as("0000-00-00"),
}
NUMBERS: dict[str, Change] = {
    "a decimal comma": lambda cell, _: cell.replace(".", ",") if "." in cell else f"{cell},5",
    "commas for thousands": lambda cell, _: f"{float(cell):,.0f}" if float(cell) >= 1000 else None,
    "blanks for thousands": lambda cell, _: f"{float(cell):,.0f}".replace(",", " ") if float(cell) >= 1000 else None,
    "thin spaces for thousands": lambda cell, _: (
        f"{float(cell):,.0f}".replace(",", "\u2009") if float(cell) >= 1000 else None
    ),
    "no-break spaces for thousands": lambda cell, _: (
        f"{float(cell):,.0f}".replace(",", "\u00a0") if float(cell) >= 1000 else None
    ),
    "apostrophes for thousands": lambda cell, _: (
        f"{float(cell):,.0f}".replace(",", "'") if float(cell) >= 1000 else None
    ),
    "underscores for thousands": lambda cell, _: f"{float(cell):_.0f}" if float(cell) >= 1000 else None,
    "a blank after a number": lambda cell, _: f"{cell} ",
    "a blank before a number": lambda cell, _: f" {cell}",
    "a dash for minus": lambda cell, _: f"–{cell}",
    "a minus sign": lambda cell, _: f"\u2212{cell}",
    "a negative number": lambda cell, _: f"-{cell}",
    "a plus": lambda cell, _: f"+{cell}",
    "a number in brackets": lambda cell, _: f"({cell})",
    "a currency": lambda cell, _: f"${cell}",
    "a unit in the cell": lambda cell, _: f"{cell} t",
    "millions": lambda cell, _: f"{cell}m",
    "per cent": lambda cell, _: f"{cell}%",
    "about a number": lambda cell, _: f"~{cell}",
    "more than a number": lambda cell, _: f">{cell}",
    "a range of numbers": lambda cell, _: f"{cell}-{cell}",
    "digits lost to an exponent": lambda cell, _: f"{float(cell):.2E}",
    "infinity": _as("inf"),
    "no number": _as("nan"),
    "beyond 2^63": _as("9223372036854775809"),
    "beyond all numbers": _as("1e400"),
    "a number of a hundred digits": _as("9" * 100),
    "hexadecimal": _as("0x1F"),
    "foreign digits in a number": lambda cell, _: cell.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "full-width digits": lambda cell, _: cell.translate(str.maketrans("0123456789", "０１２３４５６７８９")),  # noqa: RUF001
    "the letter O for nought": _swap({"0": "O"}),
    "the letter l for one": _swap({"1": "l"}),
    "a leading nought": lambda cell, _: f"0{cell}",
    "a number that became a date": _as("05-Apr"),
    "two points": lambda cell, _: f"{cell}.5.1",
    "a truth value": _as("TRUE"),
    "a word for a number": _as("twelve"),
}
FLAGS: dict[str, Change] = {
    "a flag as 1": _as("1"),
    "a flag as a tick": _as("✓"),
    "a flag as y": _as("y"),
    "a flag in another language": _as("да"),
    "no flag": _as(""),
}
# Kinds that a guard, not a rule, must stop: a new row stands beside its siblings
SIZES: dict[str, Change] = {
    "a thousandfold": _times(1000),
    "a millionfold": _times(1_000_000),
    "a thousandth": _times(0.001),
}
# What only the source could tell: a second pair of eyes
SOURCE_ALONE: dict[str, tuple[Fits, Change]] = {
    "another digit": (_is_number, lambda cell, _: re.sub(r"[1-8]", lambda it: str(int(it[0]) + 1), cell, count=1)),
    "a number rounded": (
        _is_number,
        lambda cell, _: f"{float(f'{float(cell):.1g}'):.10g}" if float(cell) < 1e9 else None,
    ),
    "a tenfold": (_is_number, _times(10)),
    "a date a year earlier": (_is_date, _years(-1)),
    "another day": (_is_date, _shaped(r"(\d{4}-\d\d)-\d\d", r"\1-11")),
    "another known country": (_is_country, lambda _, chance: chance.choice(["KAZ", "UZB", "TJK", "TKM"])),
    "a text without its first word": (is_prose, lambda cell, _: cell.partition(" ")[2] or None),
}

BY_CELL: dict[str, tuple[Fits, Change]] = {
    **{name: (_is_text, change) for name, change in TEXTS.items()},
    **{name: (is_prose, change) for name, change in PROSE.items()},
    **{name: (_is_code, change) for name, change in CODES.items()},
    **{name: (_is_country, change) for name, change in COUNTRIES.items()},
    **{name: (_is_many, change) for name, change in MANY.items()},
    **{name: (_is_key, change) for name, change in KEYS.items()},
    "a citation with a letter less": (lambda _, spec: spec.cites, lambda cell, _: cell[:-1]),
    **{name: (_is_date, change) for name, change in DATES.items()},
    **{name: (_is_number, change) for name, change in NUMBERS.items()},
    **{name: (_is_flag, change) for name, change in FLAGS.items()},
    **{name: (_is_number, change) for name, change in SIZES.items()},
}
