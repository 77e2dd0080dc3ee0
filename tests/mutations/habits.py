"""What people do who work on the tables by hand and from memory: each kind by its name."""

import csv
import io
import re

import data
from data.schema.columns import Spec
from tests.mutations.cells import Fits, is_prose
from tests.mutations.spoilt import Change, Spoilt
from tests.mutations.spreadsheets import is_address, is_date, is_key, is_number, is_text
from tests.mutations.tables import Kind, again, changed_file, changed_lines


def _is_own_prose(name: str, spec: Spec) -> bool:
    return is_prose(name, spec) and not spec.verbatim and not spec.many


def _is_our_key(name: str, spec: Spec) -> bool:
    return is_key(name, spec) and name != "url"


def _is_flag(_: str, spec: Spec) -> bool:
    return spec.dtype == "flag"


def _as(new: str) -> Change:
    return lambda _cell, _chance: new


def _after(end: str) -> Change:
    return lambda cell, _: f"{cell}{end}"


def _shaped(pattern: str, new: str) -> Change:
    return lambda cell, _: re.sub(pattern, new, cell) if re.fullmatch(pattern, cell) else None


def _first(pattern: str, new: str) -> Change:
    return lambda cell, _: re.sub(pattern, new, cell, count=1) if re.search(pattern, cell) else None


def _in_prose(end: str) -> tuple[Fits, Change]:
    return _is_own_prose, _after(end)


def _instead(new: str) -> tuple[Fits, Change]:
    return is_prose, _as(new)


def _host(new: str) -> tuple[Fits, Change]:
    return is_address, _first(r"//[^/]+", f"//{new}")


CELLS: dict[str, tuple[Fits, Change]] = {
    # numbers
    "a number that its column is too narrow for": (is_number, _as("########")),
    "a formula for a number": (is_number, lambda cell, _: f"={cell}*1"),
    "a sum for a number": (is_number, lambda cell, _: f"{cell}+{cell}"),
    "a number with its currency after": (is_number, _after(" USD")),
    "a number in euros": (is_number, lambda cell, _: f"€{cell}"),
    "a number of thousands by a letter": (is_number, _after("k")),
    "a number of billions in short": (is_number, _after(" bn")),
    "a number with a point after it": (is_number, _after(".")),
    "a number without its nought": (is_number, lambda cell, _: cell[1:] if cell.startswith("0.") else f".{cell}"),
    "a fraction": (is_number, _as("1/2")),
    "a sign for infinity": (is_number, _as("\u221e")),
    "an error of another program": (is_number, _as("Err:502")),
    "a number with a zero-width space": (is_number, _after("\u200b")),
    "a number with a mark of direction": (is_number, lambda cell, _: f"\u200e{cell}"),
    "a number with a line break": (is_number, _after("\n")),
    "a number with a tab": (is_number, _after("\t")),
    "a number with a question mark": (is_number, _after("?")),
    "a number typed twice": (is_number, lambda cell, _: f"{cell}{cell}" if len(cell) > 3 and "." not in cell else None),
    "a number in feet and inches": (is_number, _as("5'11\"")),
    "a number in another script": (is_number, lambda cell, _: cell.translate(str.maketrans("0123456789", "०१२३४५६७८९"))),
    # dates
    "a date that its column is too narrow for": (is_date, _as("########")),
    "a leap day of a common year": (is_date, _shaped(r"\d{4}-\d\d-\d\d", "2023-02-29")),
    "31 April": (is_date, _shaped(r"(\d{4})-\d\d-\d\d", r"\1-04-31")),
    "a Buddhist year": (is_date, _shaped(r"\d{4}(.*)", r"2566\1")),
    "an Islamic year": (is_date, _shaped(r"\d{4}(.*)", r"1445\1")),
    "seconds since 1970": (is_date, _as("1681516800")),
    "a decade": (is_date, _shaped(r"(\d{3})\d.*", r"\g<1>0s")),
    "a season": (is_date, _shaped(r"(\d{4}).*", r"spring \1")),
    "early in a year": (is_date, _shaped(r"(\d{4}).*", r"early \1")),
    "a year of a budget": (is_date, _shaped(r"(\d{4}).*", r"\1/24")),
    "a year of a budget with a dash": (is_date, _shaped(r"(\d{4}).*", r"\1-24")),
    "a date in Russian": (is_date, _shaped(r"(\d{4}).*", r"15 апреля \1 г.")),  # noqa: RUF001
    "a date with commas": (is_date, _shaped(r"(\d{4})-(\d\d)-(\d\d)", r"\1,\2,\3")),
    "a date with a zero-width space": (is_date, _after("\u200b")),
    "a date with a line break": (is_date, _after("\n")),
    "a date with a no-break space": (is_date, _after("\u00a0")),
    "before a date": (is_date, lambda cell, _: f"<{cell}"),
    "a date open at its beginning": (is_date, lambda cell, _: f"../{cell}"),
    "a period with its length": (is_date, lambda cell, _: f"{cell}/P1Y"),
    "a date with a time of a zone": (is_date, _shaped(r"(\d{4}-\d\d-\d\d)", r"\1T23:30:00+05:00")),
    # flags
    "a flag as a word for true": (_is_flag, _as("correct")),
    "a flag with a blank": (_is_flag, _after(" ")),
    "a flag as X": (_is_flag, _as("X")),
    "both flags": (_is_flag, _as("yes/no")),
    # texts
    "capitals locked": (_is_own_prose, lambda cell, _: cell.swapcase() if re.search(r"\b[A-Z][a-z]{3}", cell) else None),
    "all in capitals": (
        _is_own_prose, lambda cell, _: cell.upper() if re.search(r"[A-Za-z]{7}", cell) and sum(map(str.isalpha, cell)) > 14 else None,
    ),
    "a text pasted twice": (_is_own_prose, lambda cell, _: f"{cell} {cell}" if len(cell) >= 8 else None),
    "a word twice": (_is_own_prose, _first(r"\b([a-z]{3,}) (?=[a-z])", r"\1 \1 ")),
    "a bracket that stays open": _in_prose(" (see"),
    "a bracket that nothing opens": _in_prose(" there)"),
    "a quote that stays open": _in_prose(' "so'),
    "a text that ends in a comma": _in_prose(","),
    "a text that ends in a dash": _in_prose(" -"),
    "a text that ends in dots": _in_prose("..."),
    "a blank before a comma": _in_prose(" , they say"),
    "no blank after a comma": _in_prose(" now,they say"),
    "an escaped sign of a spreadsheet": (is_text, _after("_x000D_")),
    "an escaped sign of an address": (is_prose, _after(" 50%20tonnes")),
    "an escaped sign of a mail": (is_prose, _after("=E2=80=99s")),
    "an address of a mail": (is_prose, _after(" (press@ministry.kz)")),
    "a path of this machine": (is_prose, _after(" /home/user/report.pdf")),
    "a drive of this machine": (is_prose, _after(" C:/Users/report.pdf")),
    "an address with a script in a text": (is_prose, _after(" javascript:alert(1)")),
    "an object of a script": _instead("[object Object]"),
    "a cell of another sheet": (is_text, _as("Sheet1!A1")),
    "an error in a text": (is_prose, _after(" #SPILL!")),
    "an error of another program in a text": _instead("Err:508"),
    "a formula that opens a page": (is_text, lambda cell, _: f'=HYPERLINK("https://a.kz","{cell}")'),
    "a formula behind an apostrophe": (is_text, lambda cell, _: f"'=1+{cell}"),
    "a day that is none": _instead("NaT"),
    "blank in brackets": _instead("(blank)"),
    "unknown": _instead("unknown"),
    "see above": _instead("see above"),
    "ditto": _instead("ditto"),
    "no data": _instead("no data"),
    "not available in words": _instead("not available"),
    "a test": _instead("test"),
    "keys struck at random": _instead("asdfgh"),
    "text of a printer": _instead("lorem ipsum dolor"),
    "yes for a text": _instead("yes"),
    "crosses": _instead("xxx"),
    "a name of a column without one": _instead("Unnamed: 3"),
    # keys
    "an address for a key": (_is_our_key, _as("https://kun.uz/en/news/1")),
    "a key in quotes": (is_key, lambda cell, _: f'"{cell}"'),
    "a key with a zero-width space": (is_key, _after("\u200b")),
    "a key with a number of a copy": (is_key, _after(" (1)")),
    "a publisher for a key": (_is_our_key, _as("Kun.uz")),
    # addresses
    "an address of a private network": _host("192.168.1.20"),
    "an address of this machine by number": _host("127.0.0.1"),
    "an address of an example": _host("example.com"),
    "an address in an office": _host("intranet.local"),
    "an address in short": (is_address, _as("https://bit.ly/3Abc12")),
    "an address by a mail filter": (is_address, lambda cell, _: f"https://eur02.safelinks.protection.outlook.com/?url={cell[8:]}"),
    "an address by a network": (is_address, lambda cell, _: f"https://l.facebook.com/l.php?u={cell[8:]}"),
    "an address of a fast copy": (is_address, lambda cell, _: f"https://www-a-kz.cdn.ampproject.org/c/s/{cell[8:]}"),
    "an address of a search in Russian": (is_address, lambda cell, _: f"https://yandex.ru/clck/jsredir?url={cell[8:]}"),
    "an address from a chat": (is_address, _after("?utm_source=chatgpt.com")),
    "an address with a passage marked": (is_address, _after("#:~:text=Taliban")),
    "an address as a page writes it": (is_address, _after("?a=1&amp;b=2")),
    "an address with a blank escaped at its end": (is_address, _after("%20")),
    "an address with a hash at its end": (is_address, _after("#")),
    "an address of a mailbox": (is_address, _as("mailto:press@ministry.kz")),
    "an address of data": (is_address, _as("data:text/html,a")),
    "an address of a server of files": (is_address, _first("^https?", "ftp")),
    "an address with a foreign letter in its host": (is_address, _first(r"//(.*?)[aeo]", r"//\1а")),  # noqa: RUF001
    "an address with a direction override": (is_address, _after("\u202egpj")),
    "two addresses with a bar": (is_address, lambda cell, _: f"{cell}|{cell}"),
}  # fmt: skip
CELLS_ALONE: dict[str, tuple[Fits, Change]] = {
    "a date of the other count of days": (is_date, _first(r"^\d{4}", "2016")),
    "a flag turned": (_is_flag, lambda cell, _: {"yes": "no", "no": "yes", "True": "False", "False": "True"}.get(cell)),
    "an address without its s": (is_address, _first("^https", "http")),
    "the host of an address": (is_address, _first(r"//([^/]+)/", r"//www.other-\1/")),
}


def _filled(fits: Fits, value: str) -> Kind:
    """Fill an empty cell, as who thinks that no cell may be empty."""

    def spoil(it: Spoilt) -> bool:
        places = [
            (row, at) for at in it.columns(fits) for row in range(len(it.rows))
            if not it.rows[row][at] and any(cells[at] for cells in it.rows)
        ]  # fmt: skip
        if not places:
            return False
        row, at = it.random.choice(places)
        it.rows[row][at], it.touched = value, {row}
        return True

    return spoil


def _front(it: Spoilt) -> bool:
    """Cut an address to the front page of its site."""
    row = it.pick(kind="news")
    return it.set(row, url=re.sub(r"(//[^/]+/).*", r"\1", it.get(row, "url")))


def _of_another_table(it: Spoilt) -> bool:
    """Paste a row of another table."""
    other = it.random.choice([name for name in ("aid", "events", "trade", "votes") if name != it.table])
    rows = list(csv.reader(io.StringIO((data.CURATED / f"{other}.csv").read_text(encoding="utf-8"))))
    cells = it.random.choice(rows[1:])
    row = it.random.randrange(len(it.rows))
    it.rows[row], it.touched = (cells + [""] * len(it.header))[: len(it.header)], {row}
    return True


def _file_of_another_table(it: Spoilt) -> bool:
    it.raw = (data.CURATED / ("votes.csv" if it.table != "votes" else "towns.csv")).read_bytes()
    return True


def _misspelt(it: Spoilt) -> bool:
    """Leave a letter out of a name that recurs."""
    places = it.columns(lambda _, spec: spec.recurs and not spec.pattern)
    names = [
        (row, at) for at in places for row in range(len(it.rows))
        if sum(cells[at] == it.rows[row][at] for cells in it.rows) > 1 and re.search(r"[a-z]{4}", it.rows[row][at])
    ]  # fmt: skip
    if not names:
        return False
    row, at = it.random.choice(names)
    it.rows[row][at] = re.sub(r"([a-z]{2})[a-z]([a-z])", r"\1\2", it.rows[row][at], count=1)
    it.touched = {row}
    return True


FILES: dict[str, Kind] = {
    "UTF-32": changed_file(lambda file: file.decode().encode("utf-32")),
    "an old workbook": changed_file(lambda file: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + file),
    "a packed file": changed_file(lambda file: b"\x1f\x8b\x08\x00" + file),
    "rich text": changed_file(lambda file: b"{\\rtf1\\ansi " + file + b"}"),
    "line ends doubled": changed_file(lambda file: file.replace(b"\n", b"\r\r\n")),
    "line ends the other way": changed_file(lambda file: file.replace(b"\n", b"\n\r")),
    "line ends of a mainframe": changed_file(lambda file: file.replace(b"\n", "\x85".encode())),
    "line separators for line ends": changed_file(lambda file: file.replace(b"\n", "\u2028".encode())),
    "zero bytes at its end": changed_file(lambda file: file + b"\0" * 512),
    "a letter cut in two": changed_file(lambda file: file[:-1] + "é".encode()[:1]),
    "blanks after the commas": changed_file(lambda file: file.replace(b",", b", ")),
    "blanks at the ends of lines": changed_lines(lambda it: [line + b" " if line else line for line in it]),
    "a column of numbers before": changed_lines(
        lambda it: [b"," + it[0], *[f"{at},".encode() + line if line else line for at, line in enumerate(it[1:])]]
    ),
    "another table below": changed_file(lambda file: file + b"\n" + (data.CURATED / "us_prices.csv").read_bytes()),
    "the file of another table": _file_of_another_table,
    "its lines numbered": changed_lines(lambda it: [f"{at}: ".encode() + line for at, line in enumerate(it)]),
    "a fence of Markdown": changed_file(lambda file: b"```csv\n" + file + b"```\n"),
    "a table of Markdown": changed_lines(lambda it: [b"| " + line.replace(b",", b" | ") + b" |" for line in it if line]),
    "headings in stars": changed_lines(lambda it: [b",".join(b"**" + name + b"**" for name in it[0].split(b",")), *it[1:]]),
    "only its last line end": changed_file(lambda _: b"\n"),
    "a file left out": changed_file(lambda _: b"Binary files differ\n"),
}  # fmt: skip
ROWS: dict[str, Kind] = {
    "nought for an unknown number": _filled(
        lambda name, spec: is_number(name, spec) and name not in {"asylum_seekers", "other_in_need"}, "0"
    ),
    "a dash for an unknown number": _filled(is_number, "-"),
    "n/a for an unknown number": _filled(is_number, "n/a"),
    "a date for an unknown one": _filled(is_date, "1900-01-01"),
    "zeros for an unknown date": _filled(is_date, "0000"),
    "present for an unknown date": _filled(is_date, "present"),
    "a dash for an unknown text": _filled(is_text, "-"),
    "a question mark for an unknown text": _filled(is_text, "?"),
    "n/a for an unknown text": _filled(is_text, "n/a"),
    "unknown for an unknown text": _filled(is_text, "unknown"),
    "a point for an unknown text": _filled(is_text, "."),
    "a nought for an unknown text": _filled(is_text, "0"),
    "a blank for an unknown text": _filled(is_text, " "),
    "a row of another table": _of_another_table,
    "a name that recurs misspelt": _misspelt,
}
BY_TABLE: dict[str, dict[str, Kind]] = {
    "trade": {
        "a good above its total": lambda it: again(
            it, row := it.pick(commodity="total", value_usd="*", period="2024", flow="export"),
            commodity="cement", value_usd=f"{float(it.get(row, 'value_usd')) * 1.5:.0f}", bound="exact"),
        "a half year above its year": lambda it: again(
            it, row := it.pick(commodity="total", value_usd="*", period="2024"),
            period="2024-01/2024-06", value_usd=f"{float(it.get(row, 'value_usd')) * 1.5:.0f}"),
        "a turnover below its exports": lambda it: again(
            it, row := it.pick(commodity="total", value_usd="*", period="2024", flow="export"),
            flow="turnover", valuation="", value_usd=f"{float(it.get(row, 'value_usd')) / 2:.0f}"),
        "a part above its whole": lambda it: it.set(row := it.pick(unit="tonnes", share_percent="", whole=""),
            whole="own_exports", whole_t=f"{float(it.get(row, 'quantity')) / 2:.0f}"),
        "a period of twenty years": lambda it: it.set(it.pick(status="statistic", commodity="total", period="2024"), period="2004/2024"),
    },
    "aid": {
        "the same goods by another source": lambda it: again(
            it, row := it.pick(tonnes="*"), shipment=it.get(row, "shipment") + "-ii",
            items="goods as another page lists them", source_id="dawat-2026-03-03-ca-trade"),
        "the same money by another source": lambda it: again(
            it, row := it.pick(value_usd="*", caveat=""), shipment=it.get(row, "shipment") + "-ii",
            items="goods as another page lists them", source_id="dawat-2026-03-03-ca-trade"),
    },
    "events": {
        "an event of a state that its key does not name": lambda it: it.set(it.pick(countries="UZB;AFG"), countries="TKM;AFG"),
        "an event reported again of another day": lambda it: again(
            it, row := it.pick(date_precision="day", significance="1"), date="2026-02-01",
            event_id="2026-02-01" + it.get(row, "event_id")[10:], source_ids="dawat-2026-03-03-ca-trade"),
    },
    "appeals": {
        "a plan of another year than its name": lambda it: it.set(
            row := it.pick(year="2010", plan_kind="yearly_plan"), plan=it.get(row, "plan").replace("2010", "2011")),
    },
    "food_prices": {
        "litres for kilograms": lambda it: it.set(it.pick(unit="KG"), unit="L"),
        "a rate turned over": lambda it: it.set(
            row := it.pick(commodity="Exchange rate"), median_afn=f"{1 / float(it.get(row, 'median_afn')):.4f}"),
    },
    "towns": {
        "a town at the place of another": lambda it: it.set(it.pick(town="Herat"), lat=it.get(it.pick(town="Termez"), "lat"), lon=it.get(it.pick(town="Termez"), "lon")),
        "degrees and minutes": lambda it: it.set(it.pick(town="Herat"), lat="34°20'"),
    },
    "crossings": {
        "a crossing at the place of another": lambda it: it.set(
            1, lat=it.get(0, "lat"), lon=it.get(0, "lon")),
    },
    "sources": {
        "a front page": _front,
        "another kind of date in its key": lambda it: it.set(it.pick(source_id="dawat-2026-03-03-ca-trade"), published="2026-03-04"),
    },
    "flows": {
        "yen for dollars": lambda it: it.set(it.pick(original_currency="USD"), original_currency="JPY"),
        "dollars for yen": lambda it: it.set(it.pick(original_currency="JPY"), original_currency="USD"),
        "crowns for francs": lambda it: it.set(it.pick(original_currency="CHF"), original_currency="SEK"),
    },
    "transit": {
        "a day for all days": lambda it: it.set(it.pick(quantity="42000"), unit="tonnes per day"),
        "wagons for tonnes": lambda it: it.set(it.pick(quantity="42000"), unit="wagons"),
    },
    "votes": {
        "a vote in words": lambda it: it.set(it.pick(vote="yes"), vote="in favour"),
        "a vote by a number": lambda it: it.set(it.pick(vote="yes"), vote="1"),
    },
    "indicators": {
        "people and output changed": lambda it: it.set(
            row := it.pick(gdp_usd="*"), gdp_usd=it.get(row, "population"), population=f"{float(it.get(row, 'gdp_usd')):.0f}"),
        "output in millions": lambda it: it.set(row := it.pick(gdp_usd="*"), gdp_usd=f"{float(it.get(row, 'gdp_usd')) / 1e6:.2f}"),
    },
    "projects": {
        "cost in millions": lambda it: it.set(row := it.pick(cost_usd="*"), cost_usd=f"{float(it.get(row, 'cost_usd')) / 1e6:.0f}"),
    },
}  # fmt: skip
