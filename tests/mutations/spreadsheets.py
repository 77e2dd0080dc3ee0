"""What spreadsheets, editors and pastes do to a file, a column, a row or a cell beyond the common slips: each kind by its name."""

import re
from collections.abc import Callable
from itertools import pairwise

from data.schema.columns import Spec
from tests.mutations.cells import Fits, is_prose
from tests.mutations.spoilt import Change, Spoilt
from tests.mutations.tables import Kind, changed_column, changed_file, changed_lines

NUMBERS = {"number", "count"}


def is_number(_: str, spec: Spec) -> bool:
    """Decide whether a column has numbers."""
    return spec.dtype in NUMBERS


def is_date(_: str, spec: Spec) -> bool:
    """Decide whether a column has dates."""
    return spec.dtype == "date"


def is_text(_: str, spec: Spec) -> bool:
    """Decide whether a column has text."""
    return spec.dtype == "text"


def is_key(_: str, spec: Spec) -> bool:
    """Decide whether a column has keys."""
    return bool(spec.pattern or spec.cites)


def is_address(name: str, _: Spec) -> bool:
    """Decide whether a column has addresses."""
    return name == "url"


def _grouped(sign: str, pattern: str = r"(?<=\d)(?=(?:\d{3})+$)") -> Change:
    """Part the digits of a number of more than three by a sign."""
    return lambda cell, _: re.sub(pattern, sign, cell) if re.fullmatch(r"\d{4,}", cell) else None


def _replaced(pattern: str, new: str) -> Change:
    return lambda cell, _: re.sub(pattern, new, cell, count=1) if re.search(pattern, cell) else None


def _added(after: str, before: str = "") -> Change:
    return lambda cell, _: f"{before}{cell}{after}"


CELLS: dict[str, tuple[Fits, Change]] = {
    "points for thousands": (is_number, _grouped(".", r"(?<=\d)(?=(?:\d{3}){2,}$|\d{6}$)")),
    "narrow no-break spaces for thousands": (is_number, _grouped("\u202f")),
    "Arabic commas for thousands": (is_number, _grouped("\u066c")),
    "lakhs": (is_number, _grouped(",", r"(?<=\d)(?=(?:\d{2})*\d{3}$)")),
    "an Arabic decimal sign": (is_number, lambda cell, _: cell.replace(".", "\u066b") if "." in cell else None),
    "a number with a note": (is_number, _added(" (approx.)")),
    "a number with an asterisk": (is_number, _added("*")),
    "a number with a footnote": (is_number, _added(" [1]")),
    "a number with a small figure": (is_number, _added("\u00b9")),
    "a number with an apostrophe first": (is_number, _added("", "'")),
    "a number with a non-breaking hyphen": (is_number, _added("", "\u2011")),
    "two numbers with a slash": (is_number, lambda cell, _: f"{cell}/{cell}"),
    "two numbers with a semicolon": (is_number, lambda cell, _: f"{cell};{cell}"),
    "a number and a half": (is_number, _added("\u00bd")),
    "a number in scientific letters": (is_number, lambda cell, _: f"{float(cell):.1E}".replace("E", "e")),
    "thousands in words": (is_number, _added(" thousand")),
    "a number with its unit before": (is_number, _added("", "US$ ")),
    "not available": (is_number, lambda *_: "n.a."),
    "two dots": (is_number, lambda *_: ".."),
    "a dash for nothing": (is_number, lambda *_: "-"),
    "a time of a day": (is_number, lambda *_: "12:30"),
    "a nought for a figure": (lambda name, spec: is_number(name, spec) and name != "asylum_seekers", lambda cell, _: "0" if float(cell) else None),
    "year and month changed": (is_date, _replaced(r"^(\d{4})-(\d\d)(?=$|/)", r"\2-\1")),
    "a date of two halves, one cut": (is_date, _replaced(r"^(\d{4}-\d\d)-\d\d$", r"\1-")),
    "a date range in short": (is_date, _replaced(r"^(\d{4})-(\d\d)(?:-\d\d)?$", r"\1-\2/12")),
    "a date with a zone": (is_date, _replaced(r"^(\d{4}-\d\d-\d\d)$", r"\1T00:00:00Z")),
    "a date with slashes": (is_date, _replaced(r"^(\d{4})-(\d\d)-(\d\d)$", r"\1/\2/\3")),
    "a date with its weekday": (is_date, _added("", "Mon ")),
    "a date of Excel on a Mac": (is_date, lambda *_: "43569"),
    "two dates": (is_date, lambda cell, _: f"{cell};{cell}"),
    "a date to the present": (is_date, lambda cell, _: f"{cell}/present"),
    "a date with an apostrophe first": (is_date, _added("", "'")),
    "a sign for (c)": (is_text, lambda cell, _: f"{cell} \u00a9"),
    "a fraction in one sign": (is_text, lambda cell, _: f"{cell} \u00bc"),
    "an arrow of autocorrect": (is_text, lambda cell, _: f"{cell} \u2192"),
    "a trade mark": (is_text, lambda cell, _: f"{cell}\u2122"),
    "a bullet before it": (is_text, _added("", "\u2022 ")),
    "a ligature": (is_text, lambda cell, _: cell.replace("fi", "\ufb01") if "fi" in cell else None),
    "a line separator": (is_text, lambda cell, _: f"{cell}\u2028"),
    "a vertical tab": (is_text, lambda cell, _: f"{cell}\x0b"),
    "an escaped line break": (is_text, lambda cell, _: f"{cell}\\n"),
    "the row as one cell": (is_text, lambda cell, _: f"{cell},{cell},{cell},,,"),
    "a double quote doubled": (is_text, lambda cell, _: f'""{cell}""'),
    "a footnote after a text": (is_text, lambda cell, _: f"{cell}[1]"),
    "a link of Markdown": (is_prose, lambda cell, _: f"[{cell}](https://example.org)"),
    "a mark of bold": (is_prose, lambda cell, _: f"**{cell}**"),
    "a note of an editor": (is_prose, lambda cell, _: f"{cell} [check!]"),
    "a text cut to 255 signs": (is_prose, lambda cell, _: cell[:255] if len(cell) > 255 else None),
    "a key that became a date": (is_key, lambda *_: "2-Jan"),
    "a key with a point for a dash": (is_key, _replaced("-", ".")),
    "a citation without its last part": (lambda _, spec: spec.cites, _replaced(r"-[^-]+$", "")),
    "an address with a bracket after it": (is_address, _added(")")),
    "an address in brackets": (is_address, _added(">", "<")),
    "an address with a full stop": (is_address, _added(".")),
    "an address with a comma": (is_address, _added(",")),
    "an address with a slash too few": (is_address, _replaced("://", ":/")),
    "an address with its protocol twice": (is_address, _added("", "https://")),
    "two addresses": (is_address, lambda cell, _: f"{cell};{cell}"),
    "an address with a mark of a network": (is_address, _added("?fbclid=1")),
    "an address of a search": (is_address, lambda cell, _: f"https://www.google.com/url?q={cell}"),
    "an address in the cache of a search": (is_address, lambda cell, _: f"https://webcache.googleusercontent.com/{cell}"),
    "an address with a user": (is_address, _replaced("://", "://user:word@")),
    "an address of this machine": (is_address, lambda *_: "http://localhost:8501/page"),
    "an address as a formula": (is_address, lambda cell, _: f'=HYPERLINK("{cell}")'),
    "an address in capitals": (is_address, lambda cell, _: cell.upper()),
}  # fmt: skip
CELLS_ALONE: dict[str, tuple[Fits, Change]] = {
    "day and month changed": (
        is_date,
        lambda cell, _: re.sub(r"^(\d{4})-(\d\d)-(0\d|1[0-2])$", r"\1-\3-\2", cell)
        if re.match(r"^\d{4}-\d\d-(0\d|1[0-2])$", cell)
        else None,
    ),
}  # fmt: skip


def _halves(change: Callable[[str], str]) -> Kind:
    """Change the numbers of a column in every other row."""
    return changed_column(
        lambda cells, _: [change(it) if it and at % 2 else it for at, it in enumerate(cells)], texts=False
    )


def _block(it: Spoilt) -> bool:
    """Paste a block of rows over the rows below it."""
    size = max(2, len(it.rows) // 10)
    first = it.random.randrange(max(1, len(it.rows) - 2 * size + 1))
    it.rows[first + size : first + 2 * size] = [list(row) for row in it.rows[first : first + size]]
    it.touched = set()
    return True


def _merged_cells(it: Spoilt) -> bool:
    """Empty each cell of a column that says the same as the one above, as unmerging does."""
    places = [
        at for at in range(len(it.header))
        if sum(bool(row[at]) and row[at] == above[at] for above, row in pairwise(it.rows)) > 1
    ]  # fmt: skip
    if not places:
        return False
    at = it.random.choice(places)
    cells = [row[at] for row in it.rows]
    for row, (above, cell) in zip(it.rows[1:], pairwise(cells), strict=True):
        row[at] = "" if cell == above else cell
    it.touched = set()
    return True


def _sorted_in_part(it: Spoilt) -> bool:
    """Sort a column of the rows that a filter shows, and leave the others."""
    at, other = it.random.sample(range(len(it.header)), 2)
    shown = [row for row in it.rows if row[other] == it.rows[0][other]]
    for row, cell in zip(shown, sorted((row[at] for row in shown), reverse=True), strict=True):
        row[at] = cell
    it.touched = set()
    return len({row[at] for row in shown}) > 2


def _everywhere(old: str, new: str) -> Kind:
    """Replace a text in all cells of the table."""

    def spoil(it: Spoilt) -> bool:
        changed = sum(old in cell for row in it.rows for cell in row)
        it.rows = [[cell.replace(old, new) for cell in row] for row in it.rows]
        it.touched = set()
        return changed > 1

    return spoil


def _under_another_name(it: Spoilt) -> bool:
    """Add a row again under another key, as who forgets that the fact is there."""
    keys = [at for at, name in enumerate(it.header) if it.spec(name).pattern and name not in {"hs", "commodity"}]
    keys += [at for at in it.columns(lambda _, spec: spec.recurs and not spec.pattern) if it.header[at] == "shipment"]
    if not keys or it.table in {"projects", "votes", "announced_dates"}:
        return False
    row = list(it.random.choice(it.rows))
    row[keys[0]] += "9" if row[keys[0]].isdigit() else "-again"
    it.rows.append(row)
    it.touched = {len(it.rows) - 1}
    return True


def _sums(it: Spoilt) -> bool:
    """Add a row of sums that looks like the rows above."""
    places = it.columns(is_number)
    if not places:
        return False
    row = list(it.rows[-1])
    for at in places:
        row[at] = f"{sum(float(cells[at] or 0) for cells in it.rows):.0f}"
    it.rows.append(row)
    it.touched = {len(it.rows) - 1}
    return True


def _from_above(it: Spoilt) -> bool:
    """Fill the number of a row with the one above it."""
    places = it.columns(is_number)
    pairs = [
        (row, at) for at in places for row in range(1, len(it.rows))
        if it.rows[row - 1][at] and it.rows[row][at] not in {"", it.rows[row - 1][at]}
    ]  # fmt: skip
    if not pairs:
        return False
    row, at = it.random.choice(pairs)
    it.rows[row][at], it.touched = it.rows[row - 1][at], {row}
    return True


def _swapped(one: str, other: str, **cells: str) -> Kind:
    """Change two cells of a new row with each other, of rows with these cells."""

    def spoil(it: Spoilt) -> bool:
        row = it.pick(**{one: "*", other: "*"}, **cells)
        return it.set(row, **{one: it.get(row, other), other: it.get(row, one)})

    return spoil


FILES: dict[str, Kind] = {
    "Windows-1251": changed_file(lambda file: file.replace(b",", ",я".encode("cp1251"), 1)),
    "Windows-1252": changed_file(
        lambda file: file.decode().replace("a", "\u2019", 1).encode("cp1252", "replace")
    ),
    "read as Windows-1251": changed_file(
        lambda file: text.encode() if (text := file.decode().encode().decode("cp1251", "replace")) != file.decode() else file
    ),
    "UTF-16 without a mark": changed_file(lambda file: file.decode().encode("utf-16-le")),
    "a byte order mark in the middle": changed_lines(lambda it: [*it[:3], b"\xef\xbb\xbf" + it[3], *it[4:]]),
    "a workbook": changed_file(lambda file: b"PK\x03\x04" + file),
    "a page of the web": changed_file(lambda file: b"<!DOCTYPE html>\n<html><body>" + file),
    "JSON": changed_file(lambda file: b'{"rows": ' + file + b"}"),
    "a pointer to a large file": changed_file(
        lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    ),
    "an end of file of DOS": changed_file(lambda file: file + b"\x1a"),
    "a line that says the separator": changed_file(lambda file: b"sep=,\n" + file),
    "semicolons and decimal commas": changed_file(
        lambda file: file.replace(b",", b";").replace(b".", b",")
    ),
    "bars for commas": changed_file(lambda file: file.replace(b",", b"|")),
    "curly quotes for quotes": changed_file(lambda file: file.replace(b'"', "\u201c".encode())),
    "apostrophes for quotes": changed_file(lambda file: file.replace(b'"', b"'")),
    "quotes escaped by a backslash": changed_file(lambda file: file.replace(b'"', b'\\"')),
    "a merge conflict of three": changed_lines(
        lambda it: [*it[:2], b"<<<<<<< ours", it[2], b"||||||| base", it[2], b"=======", it[2], b">>>>>>> theirs", *it[3:]]
    ),
    "the plus and minus of a patch": changed_lines(lambda it: [it[0], b"-" + it[1], b"+" + it[1], *it[2:]]),
    "a comma after all lines": changed_lines(lambda it: [line + b"," if line else line for line in it]),
    "a comma before all lines": changed_lines(lambda it: [b"," + line if line else line for line in it]),
    "its headings below": changed_lines(lambda it: [*it[1:-1], it[0], b""]),
    "a line of units": changed_lines(lambda it: [it[0], b",".join([b"text"] * (it[0].count(b",") + 1)), *it[1:]]),
    "a line of dashes": changed_lines(lambda it: [it[0], b"-----", *it[1:]]),
    "a note below": changed_lines(lambda it: [*it[:-1], b"Source: our own compilation", b""]),
    "the row as one cell of a line": changed_lines(lambda it: [*it[:2], b'"' + it[2].replace(b'"', b"") + b'"', *it[3:]]),
    "half of it twice": changed_lines(lambda it: [*it[:-1], *it[1 : len(it) // 2], b""]),
}  # fmt: skip
COLUMNS: dict[str, Kind] = {
    "half of a column in thousands": _halves(lambda cell: f"{float(cell) / 1000:.10g}"),
    "half of a column in units": _halves(lambda cell: f"{float(cell) * 1000:.0f}"),
    "half of a column in per cent": _halves(lambda cell: f"{float(cell) / 100:.10g}"),
    "a column as a spreadsheet shows it": changed_column(
        lambda cells, _: [f"{float(it):.2e}" if it else it for it in cells], texts=False
    ),
    "a column of figures cut to whole numbers": changed_column(
        lambda cells, _: [str(int(float(it))) if it else it for it in cells], texts=False
    ),
    "a column of figures shuffled": changed_column(
        lambda cells, it: it.random.sample(cells, len(cells)), texts=False
    ),
    "a block pasted over the next": _block,
    "cells unmerged": _merged_cells,
    "a column sorted in part": _sorted_in_part,
    "UZB replaced everywhere": _everywhere("UZB", "TKM"),
    "20 replaced everywhere": _everywhere("20", "21"),
    "yes replaced everywhere": _everywhere("yes", "no"),
    "the replaced everywhere": _everywhere("the ", "The "),
    "commas taken out everywhere": _everywhere(",", ""),
    "noughts taken out everywhere": _everywhere("00", ""),
}  # fmt: skip
ROWS: dict[str, Kind] = {
    "a row again under another name": _under_another_name,
    "a row of sums like the others": _sums,
}  # fmt: skip
ROWS_ALONE: dict[str, Kind] = {
    "a figure filled from above": _from_above,
}
HARMLESS: dict[str, Kind] = {
    "line ends mixed": changed_lines(lambda it: [line + b"\r" if at % 2 and line else line for at, line in enumerate(it)]),
}  # fmt: skip
BY_TABLE: dict[str, dict[str, Kind]] = {
    "flows": {
        "donor and recipient changed": _swapped("donor", "recipient", donor_kind="Government"),
        "the kind of donor and the donor changed": _swapped("donor", "donor_kind"),
        "the amount and the value changed": _swapped("value_usd", "original_amount"),
        "the days of report and edit changed": _swapped("reported_on", "updated_on"),
        "a flow last edited before its report": lambda it: it.set(it.pick(updated_on="*", reported_on="*"), updated_on="2001-01-01"),
        "a shared flow that counts": lambda it: it.set(it.pick(on_boundary="shared"), counts="True"),
        "a pledge that counts": lambda it: it.set(it.pick(counts="True"), status="pledge"),
        "a currency in words": lambda it: it.set(it.pick(original_currency="*"), original_currency="Euro"),
        "an amount without its currency": lambda it: it.set(it.pick(original_currency="*"), original_currency=""),
        "dollars that are not the dollars": lambda it: it.set(
            row := it.pick(original_currency="USD"), value_usd=f"{float(it.get(row, 'value_usd')) * 3:.0f}"),
    },
    "trade": {
        "exports for imports": lambda it: it.set(it.pick(flow="export", valuation="FOB"), flow="import"),
        "tonnes for dollars": lambda it: it.set(row := it.pick(value_usd="*", quantity="*"), value_usd=it.get(row, "quantity"), quantity=it.get(row, "value_usd")),
        "a share as a fraction": lambda it: it.set(row := it.pick(share_percent="*"), share_percent=f"{float(it.get(row, 'share_percent')) / 100:.10g}"),
        "tenge for the dollars of trade": lambda it: it.set(
            row := it.pick(value_usd="*", commodity="total", status="statistic"), value_usd=f"{float(it.get(row, 'value_usd')) * 480:.0f}"),
    },
    "indicators": {
        "people in thousands": lambda it: it.set(row := it.pick(population="*"), population=it.get(row, "population")[:-3]),
        "a state of another world": lambda it: it.set(it.pick(country="KAZ"), country="WLD"),
        "output in local money": lambda it: it.set(row := it.pick(country="KAZ", gdp_usd="*"), gdp_usd=f"{float(it.get(row, 'gdp_usd')) * 450:.0f}"),
    },
    "us_prices": {
        "an average of 13 months": lambda it: it.set(it.pick(months="12"), months="13"),
        "prices of another base": lambda it: it.set(row := it.pick(price_index="*"), price_index=f"{float(it.get(row, 'price_index')) / 2:.1f}"),
        "a change for an index": lambda it: it.set(it.pick(price_index="*"), price_index="2.9"),
        "prices of next year": lambda it: it.set(it.pick(year="2020"), year="2027"),
    },
    "consignment_goods": {
        "the two weights changed": lambda it: it.set(row := it.pick(tonnes_low="*"), tonnes_low=f"{float(it.get(row, 'tonnes_high')) + 1:g}"),
        "a good heavier than its consignment": lambda it: it.set(row := it.pick(tonnes_low="*"), tonnes_high=f"{float(it.get(row, 'tonnes_high')) * 40 + 9999:g}"),
        "a good that is none of the four": lambda it: it.set(it.pick(good="flour"), good="flower"),
        "another consignment": lambda it: it.set(it.pick(good="flour"), shipment="KAZ-1999-01-none"),
    },
    "crossings": {
        "the two sides changed": _swapped("afghan_side", "other_side"),
    },
    "refugees": {
        "refugees and others changed": _swapped("refugees", "asylum_seekers"),
    },
    "appeals": {
        "asked and received changed": _swapped("required_usd", "funded_usd", plan_kind="yearly_plan", year="2025"),
    },
}  # fmt: skip
