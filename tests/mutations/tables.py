"""What happens to a file, a column or a row, and to the tables that have rules of their own: each kind by its name."""

import re
from collections.abc import Callable
from itertools import combinations

from tests.mutations.cells import is_prose
from tests.mutations.spoilt import Spoilt

Kind = Callable[[Spoilt], bool]  # spoils, and returns whether there was something to spoil


def changed_file(change: Callable[[bytes], bytes]) -> Kind:
    """Change the bytes of the file."""

    def spoil(it: Spoilt) -> bool:
        it.raw, before = change(it.bytes()), it.bytes()
        it.touched = set()
        return it.raw != before

    return spoil


def changed_lines(change: Callable[[list[bytes]], list[bytes]]) -> Kind:
    """Change the lines of the file."""
    return changed_file(lambda file: b"\n".join(change(file.split(b"\n"))))


def _heads(change: Callable[[list[str]], list[str]]) -> Kind:
    def spoil(it: Spoilt) -> bool:
        it.header = change(list(it.header))
        it.touched = set()
        return True

    return spoil


FILES: dict[str, Kind] = {
    "a byte order mark": changed_file(lambda file: b"\xef\xbb\xbf" + file),
    "UTF-16": changed_file(lambda file: file.decode().encode("utf-16")),
    "another encoding": changed_file(lambda file: file.replace(b"a", "é".encode("latin-1"), 1)),
    "line ends of an old Mac": changed_file(lambda file: file.replace(b"\n", b"\r")),
    "a stray carriage return": changed_file(lambda file: file.replace(b",", b",\r", 1)),
    "a zero byte": changed_file(lambda file: file.replace(b",", b",\0", 3)),
    "a merge conflict": changed_lines(
        lambda it: [*it[:2], b"<<<<<<< HEAD", it[2], b"=======", it[2], b">>>>>>> main", *it[3:]]
    ),
    "the end of a merge conflict": changed_lines(lambda it: [*it[:3], b">>>>>>> main", *it[3:]]),
    "semicolons for commas": changed_file(lambda file: file.replace(b",", b";")),
    "tabs for commas": changed_file(lambda file: file.replace(b",", b"\t")),
    "no file": changed_file(lambda _: b""),
    "no rows": changed_lines(lambda it: [it[0], b""]),
    "no header": changed_lines(lambda it: it[1:]),
    "a second header": changed_lines(lambda it: [*it[:3], it[0], *it[3:]]),
    "a comment": changed_lines(lambda it: [it[0], b"# checked", *it[1:]]),
    "a title above": changed_lines(lambda it: [b"Data of the project", *it]),
    "a line of sums": changed_lines(lambda it: [*it[:-1], b"Total," + b"," * (it[0].count(b",") - 1), b""]),
    "an empty line": changed_lines(lambda it: [*it[:3], b"", *it[3:]]),
    "a line of commas": changed_lines(lambda it: [*it[:3], b"," * it[0].count(b","), *it[3:]]),
    "a line cut": changed_lines(lambda it: [*it[:2], it[2][: len(it[2]) // 2], *it[3:]]),
    "a file cut": changed_file(lambda file: file[: len(file) * 2 // 3]),
    "a line with a cell more": changed_lines(lambda it: [*it[:2], it[2] + b",x", *it[3:]]),
    "an open quote": changed_lines(lambda it: [*it[:2], b'"' + it[2], *it[3:]]),
    "a quote inside": changed_lines(lambda it: [*it[:2], it[2].replace(b",", b',"x"y,', 1), *it[3:]]),
    "a comma without quotes": changed_file(lambda file: file.replace(b'"', b"")),
    "a column more on all lines": changed_lines(
        lambda it: [it[0] + b",checked", *[line + b",yes" for line in it[1:-1]], b""]
    ),
    "the file twice": changed_file(lambda file: file + file),
    "its rows twice": changed_lines(lambda it: [*it[:-1], *it[1:]]),
    "two headings changed": _heads(lambda it: [it[1], it[0], *it[2:]]),
    "two headings changed at the end": _heads(lambda it: [*it[:-2], it[-1], it[-2]]),
    "a heading lost": _heads(lambda it: ["", *it[1:]]),
    "a heading misspelt": _heads(lambda it: [it[0] + "s", *it[1:]]),
    "a heading with a blank": _heads(lambda it: [it[0] + " ", *it[1:]]),
    "a heading in capitals": _heads(lambda it: [it[0].upper(), *it[1:]]),
    "a heading twice": _heads(lambda it: [it[1], *it[1:]]),
}
HARMLESS: dict[str, Kind] = {
    "line ends of Windows": changed_file(lambda file: file.replace(b"\n", b"\r\n")),
    "no line end at the end": changed_file(lambda file: file.rstrip(b"\n")),
    "rows in another order": lambda it: it.rows.reverse() is None,
    "quotes around every cell": changed_lines(
        lambda it: [b'"' + line.replace(b",", b'","') + b'"' if b'"' not in line and line else line for line in it]
    ),
}


def changed_column(change: Callable[[list[str], Spoilt], list[str]], *, texts: bool = True) -> Kind:
    """Change a whole column that has several values."""

    def spoil(it: Spoilt) -> bool:
        places = [
            at for at in range(len(it.header))
            if len({row[at] for row in it.rows}) > 1 and (texts or it.spec(it.header[at]).dtype in {"number", "count"})
        ]  # fmt: skip
        if not places:
            return False
        at = it.random.choice(places)
        before = [row[at] for row in it.rows]
        for row, new in zip(it.rows, change(list(before), it), strict=True):
            row[at] = new
        it.touched = set()
        return sum(row[at] != old for row, old in zip(it.rows, before, strict=True)) > 1  # one text is for the source

    return spoil


def _dragged(cells: list[str], it: Spoilt) -> list[str]:
    first = it.random.randrange(len(cells) - 1)
    return [*cells[: first + 1], *[cells[first]] * min(10, len(cells) - first - 1), *cells[first + 11 :]][: len(cells)]


def _counted_up(cells: list[str], it: Spoilt) -> list[str]:
    first = it.random.randrange(len(cells) - 1)
    for step in range(1, min(10, len(cells) - first)):
        cells[first + step] = re.sub(r"\d+", lambda found, step=step: str(int(found[0]) + step), cells[first], count=1)
    return cells


def _two_columns(it: Spoilt) -> bool:
    one, other = it.random.sample(range(len(it.header)), 2)
    for row in it.rows:
        row[one], row[other] = row[other], row[one]
    it.touched = set()
    return any(row[one] != row[other] for row in it.rows)


COLUMNS: dict[str, Kind] = {
    "a column sorted alone": changed_column(lambda cells, _: sorted(cells)),
    "a column upside down": changed_column(lambda cells, _: cells[::-1]),
    "a column a row further down": changed_column(lambda cells, _: [cells[-1], *cells[:-1]]),
    "a column a row further up": changed_column(lambda cells, _: [*cells[1:], cells[0]]),
    "a column emptied": changed_column(lambda cells, _: [""] * len(cells)),
    "a column emptied from a row on": changed_column(
        lambda cells, _: [*cells[: len(cells) // 2], *[""] * (len(cells) - len(cells) // 2)]
    ),
    "a column filled with its first value": changed_column(lambda cells, _: [cells[0]] * len(cells)),
    "a cell dragged down": changed_column(_dragged),
    "a cell dragged down and counted up": changed_column(_counted_up),
    "a column in capitals": changed_column(lambda cells, _: [it.upper() for it in cells]),
    "a column cut to ten signs": changed_column(lambda cells, _: [it[:10] for it in cells]),
    "a column without its noughts": changed_column(lambda cells, _: [it.lstrip("0") for it in cells]),
    "a letter replaced in all cells": changed_column(lambda cells, _: [it.replace("a", "e") for it in cells]),
    "a digit replaced in all cells": changed_column(lambda cells, _: [it.replace("2", "3") for it in cells]),
    "a country replaced in all cells": changed_column(lambda cells, _: [it.replace("KAZ", "KGZ") for it in cells]),
    "2024 replaced by 2025": changed_column(lambda cells, _: [it.replace("2024", "2025") for it in cells]),
    "dashes replaced in all cells": changed_column(lambda cells, _: [it.replace("-", "–") for it in cells]),
    "points replaced by commas": changed_column(lambda cells, _: [it.replace(".", ",") for it in cells]),
    "a blank after all cells": changed_column(lambda cells, _: [f"{it} " for it in cells]),
    "a column of line numbers": changed_column(lambda cells, _: [str(it) for it in range(len(cells))]),
    "a column times 9": changed_column(
        lambda cells, _: [f"{float(it) * 9:.10g}" if it else it for it in cells], texts=False
    ),
    "a column times 1,000": changed_column(
        lambda cells, _: [f"{float(it) * 1000:.0f}" if it else it for it in cells], texts=False
    ),
    "a column in thousands": changed_column(
        lambda cells, _: [f"{float(it) / 1000:.10g}" if it else it for it in cells], texts=False
    ),
    "a column rounded": changed_column(
        lambda cells, _: [f"{float(it):.1e}" if it else it for it in cells], texts=False
    ),
    "noughts for empty cells": changed_column(lambda cells, _: [it or "0" for it in cells], texts=False),
    "two columns changed": _two_columns,
}


def _two_cells(it: Spoilt, *, texts: bool) -> bool:
    """Change two cells of a row with each other: two texts, of which only the source tells, or a code, date or number too."""
    row = it.random.randrange(len(it.rows))
    cells = it.rows[row]
    prose = set(it.columns(is_prose))
    pairs = [pair for pair in combinations(range(len(cells)), 2) if texts == (set(pair) <= prose)]
    if not pairs:
        return False
    one, other = it.random.choice(pairs)
    it.touched = {row}
    cells[one], cells[other] = cells[other], cells[one]
    return cells[one] != cells[other]


def _pushed(it: Spoilt, by: int) -> bool:
    row = it.random.randrange(len(it.rows))
    cells = it.rows[row]
    at = it.random.randrange(len(cells) - 1)
    before = list(cells)
    cells[at:] = ["", *cells[at:-1]] if by > 0 else [*cells[at + 1 :], ""]
    it.touched = {row}
    return cells != before


def _rows_lost(it: Spoilt, share: float) -> bool:
    first = it.random.randrange(len(it.rows))
    del it.rows[first : first + max(1, int(share * len(it.rows)))]
    it.touched = set()
    return True


def _row_twice(it: Spoilt) -> bool:
    it.rows.append(list(it.random.choice(it.rows)))
    it.touched = {len(it.rows) - 1}
    return True


def _emptied(it: Spoilt) -> bool:
    """Empty a cell that no row of the table has empty."""
    full = [at for at in range(len(it.header)) if all(row[at] for row in it.rows)]
    row = it.random.randrange(len(it.rows))
    it.rows[row][it.random.choice(full)] = ""
    it.touched = {row}
    return True


def _two_rows(it: Spoilt) -> bool:
    """Change a cell with the row below, as a hand slips in a column of codes, dates or figures."""
    at = it.random.randrange(len(it.header))
    row = it.random.randrange(len(it.rows) - 1)
    one, other = it.rows[row], it.rows[row + 1]
    it.touched = {row, row + 1}
    one[at], other[at] = other[at], one[at]
    return one[at] != other[at]


ROWS: dict[str, Kind] = {
    "two cells of a row changed": lambda it: _two_cells(it, texts=False),
    "cells of a row pushed right": lambda it: _pushed(it, 1),
    "cells of a row pushed left": lambda it: _pushed(it, -1),
    "a row lost": lambda it: _rows_lost(it, 0),
    "a tenth of the rows lost": lambda it: _rows_lost(it, 0.1),
    "a row twice": _row_twice,
    "a cell emptied that is always filled": _emptied,
}


def again(it: Spoilt, row: int, **cells: str) -> bool:
    """Add a row like another one, but for some cells."""
    it.rows.append(list(it.rows[row]))
    it.touched = set()
    return it.set(len(it.rows) - 1, **cells)


def _a_thousand_new(it: Spoilt, rows: int) -> bool:
    for _ in range(rows):
        row = it.pick(country="UZB", commodity="total", value_usd="*", status="statistic")
        value = f"{float(it.get(row, 'value_usd')) * 1000:.0f}"
        touched = set(it.touched)
        again(it, row, period="2024-07/2024-09", value_usd=value, source_id="uzdaily-2025-01-21-2024-trade")
        it.touched |= touched
    return True


def _good(it: Spoilt, hs: str) -> bool:
    return it.set(it.pick(commodity="wheat", hs="1001"), hs=hs)


TRADE: dict[str, Kind] = {
    "a quantity whose unit is emptied": lambda it: it.set(it.pick(unit="tonnes"), unit=""),
    "a unit whose quantity is emptied": lambda it: it.set(it.pick(unit="tonnes"), quantity=""),
    "kilograms": lambda it: it.set(it.pick(unit="tonnes"), unit="kg"),
    "GWh for tonnes": lambda it: it.set(it.pick(unit="tonnes"), unit="GWh"),
    "tonnes for GWh": lambda it: it.set(it.pick(unit="GWh"), unit="tonnes"),
    "no figure at all": lambda it: it.set(it.pick(value_usd="*", quantity="", share_percent="", whole=""), value_usd=""),
    "trade of the IMF": lambda it: it.set(it.pick(country="KAZ"), country="IMF"),
    "trade of the press": lambda it: it.set(it.pick(country="KAZ"), country="NEWS"),
    "trade of Afghanistan with itself": lambda it: it.set(it.pick(country="KAZ"), country="AFG"),
    "trade of Pakistan": lambda it: it.set(it.pick(country="KAZ", reported_by="AFG"), country="PAK"),
    "reported by a stranger": lambda it: it.set(it.pick(country="KAZ", reported_by="KAZ"), reported_by="UZB"),
    "made by a stranger": lambda it: it.set(it.pick(country="KAZ", made_by=""), made_by="TJK"),
    "hs without its nought": lambda it: it.set(it.pick(hs="0701"), hs="701"),
    "hs of another chapter": lambda it: _good(it, "7010"),
    "hs of another cereal": lambda it: _good(it, "1006"),
    "hs of chapter 77": lambda it: _good(it, "7701"),
    "hs of five digits": lambda it: _good(it, "10019"),
    "hs with a point": lambda it: _good(it, "1001.0"),
    "hs of eight digits": lambda it: _good(it, "10019900"),
    "a good misspelt": lambda it: it.set(it.pick(commodity="wheat"), commodity="wheet"),
    "a good misspelt, with a name": lambda it: it.set(it.pick(commodity="wheat"), commodity="wheet", commodity_name="wheat", hs=""),
    "a name of a good misspelt": lambda it: it.set(it.pick(commodity="cereals"), commodity_name="cereal"),
    "a good with a code and a name": lambda it: it.set(it.pick(commodity="wheat"), commodity_name="wheat"),
    "a blank after total": lambda it: it.set(it.pick(commodity="total"), commodity="total "),
    "a share without its whole": lambda it: it.set(it.pick(share_percent="*"), whole=""),
    "a whole without a share": lambda it: it.set(it.pick(share_percent="", whole=""), whole="own_exports"),
    "a share above 100": lambda it: it.set(it.pick(share_percent="*"), share_percent="120"),
    "FOB by an importer": lambda it: it.set(it.pick(flow="import", reported_by="KAZ", valuation="CIF"), valuation="FOB"),
    "CIF by an exporter": lambda it: it.set(it.pick(flow="export", reported_by="UZB", valuation="FOB"), valuation="CIF"),
    "turnover with a valuation": lambda it: it.set(it.pick(flow="turnover"), valuation="FOB"),
    "a statistic of next year": lambda it: it.set(it.pick(status="statistic", commodity="total"), period="2027"),
    "a statistic without a period": lambda it: it.set(it.pick(status="statistic"), period=""),
    "a target turned into a statistic": lambda it: it.set(it.pick(status="target", period=""), status="statistic"),
    "a statistic after its source": lambda it: it.set(
        it.pick(source_id="dawat-2026-03-03-ca-trade", status="statistic"), period="2026-04/2026-06"
    ),
    "a new row a thousandfold": lambda it: _a_thousand_new(it, 1),
    "two new rows a thousandfold": lambda it: _a_thousand_new(it, 2),
    "the five beside one of them": lambda it: it.set(it.pick(country="UZB;TKM;TJK"), country="CA5;UZB"),
    "one figure twice, a thousandfold": lambda it: again(
        it, row := it.pick(commodity="total", value_usd="*", country="KAZ"),
        value_usd=f"{float(it.get(row, 'value_usd')) * 1000:.0f}",
    ),
    "a bound in words": lambda it: it.set(it.pick(bound="exact"), bound="over"),
    "a contract by the day of 2030": lambda it: it.set(it.pick(status="claim"), period="2030"),
}  # fmt: skip
AID: dict[str, Kind] = {
    "one shipment of two donors": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), donor="UZB"),
    "a shipment of another donor": lambda it: it.set(it.pick(donor="KAZ"), shipment="UZB-2022-04-flour"),
    "a shipment misspelt": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), shipment="KAZ-2023-04-ramadam"),
    "a shipment with letters swapped": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), shipment="KAZ-2023-04-ramdaan"),
    "a shipment with an underscore": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), shipment="KAZ-2023-04_ramadan"),
    "a shipment of another year": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), shipment="KAZ-2032-04-ramadan"),
    "one report cumulative": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), caveat="cumulative"),
    "one report a discount": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan"), caveat="discount"),
    "delivered before pledged": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan", status="pledged"), date="2023-12-01"),
    "a pledge that arrived in part": lambda it: it.set(it.pick(status="pledged"), caveat="partly"),
    "an occasion dated without a name": lambda it: it.set(it.pick(occasion_on="*"), occasion=""),
    "an occasion misspelt": lambda it: it.set(it.pick(occasion="Herat earthquake"), occasion="Herat earthquakes"),
    "another occasion": lambda it: it.set(it.pick(occasion="Ramadan 2023"), occasion="drought"),
    "kilograms for tonnes": lambda it: it.set(it.pick(shipment="KAZ-2023-04-ramadan", tonnes="5403"), tonnes="5403000"),
    "a precision that is not the date's": lambda it: it.set(it.pick(date_precision="day"), date_precision="month"),
    "a month told by the day": lambda it: it.set(it.pick(date_precision="month"), date_precision="day"),
    "aid of Afghanistan": lambda it: it.set(it.pick(donor="KAZ"), donor="AFG"),
    "aid after its source": lambda it: it.set(it.pick(source_id="caspian-policy-center-2023-05-02-careful-engagement"), date="2023-06-01", date_precision="day"),
    "a channel misspelt": lambda it: it.set(it.pick(channel="bilateral"), channel="bilaterral"),
}  # fmt: skip
RECOGNITION: dict[str, Kind] = {
    "until before from": lambda it: it.set(it.pick(until="*"), until="2001-01-01"),
    "last seen before from": lambda it: it.set(it.pick(last_seen="*"), last_seen="2001-01-01"),
    "last seen after the end": lambda it: it.set(it.pick(until="2023-04-17"), last_seen="2025-01-01"),
    "no reading preferred": lambda it: it.set(it.pick(country="RUS", dimension="de_jure_recognition", value="recognised"), preferred="no")
    and it.set(it.pick(country="RUS", dimension="de_jure_recognition", value="none"), preferred="no"),
    "two readings preferred at once": lambda it: it.set(it.pick(country="KAZ", dimension="afghan_mission", until="2023-04-17", preferred="yes"), until="2023-05-17"),
    "a conflicting reading preferred": lambda it: it.set(it.pick(preferred="no", dimension="afghan_mission"), preferred="yes"),
    "an office without a place": lambda it: it.set(it.pick(place="*"), place=""),
    "a place at no office": lambda it: it.set(it.pick(dimension="de_jure_recognition"), place="Kabul", place_status="open"),
    "an office whose state is emptied": lambda it: it.set(it.pick(place="*"), place_status=""),
    "a place misspelt": lambda it: it.set(it.pick(place="Mazar-i-Sharif"), place="Mazar-e-Sharif"),
    "a position of another ladder": lambda it: it.set(it.pick(dimension="terrorist_listing"), value="closed"),
    "a position misspelt": lambda it: it.set(it.pick(dimension="afghan_mission"), value="taliban_ambasador"),
    "a position of the IMF": lambda it: it.set(it.pick(country="KAZ"), country="IMF"),
    "a position after its source": lambda it: it.set(it.pick(source_id="caspian-policy-center-2023-05-02-careful-engagement", until=""), from_="2024-05-02"),
    "a position of next year": lambda it: it.set(it.pick(until=""), from_="2027-01"),
}  # fmt: skip
EVENTS: dict[str, Kind] = {
    "a milestone without a label": lambda it: it.set(it.pick(significance="3"), label=""),
    "a label of 60 words": lambda it: it.set(it.pick(significance="3"), label="word " * 59 + "word"),
    "a label of six words": lambda it: it.set(it.pick(significance="3"), label="a to b to c d"),
    "a label at a detail": lambda it: it.set(it.pick(significance="1"), label="First delegation"),
    "a milestone made a detail": lambda it: it.set(it.pick(significance="3"), significance="1"),
    "significance 4": lambda it: it.set(it.pick(significance="3"), significance="4"),
    "an event of another date than its key": lambda it: it.set(it.pick(date="2023-04-15"), date="2023-05-15"),
    "title and summary changed": lambda it: it.set(row := it.pick(significance="1"), title=it.get(row, "summary"), summary=it.get(row, "title")),
    "a summary cut": lambda it: it.set(row := it.pick(significance="1"), summary=it.get(row, "summary")[:20].strip() + " and"),
    "an event before its time": lambda it: it.set(it.pick(significance="1", date_precision="day"), date="2021-02-29"),
    "an event of the press": lambda it: it.set(it.pick(countries="KAZ;AFG"), countries="KAZ;NEWS"),
    "an event after its source": lambda it: it.set(it.pick(event_id="2024-11-04-uzb-canal-talks"), source_ids="kunuz-2022-07-06-rockets-termez"),
}  # fmt: skip
OTHERS: dict[str, dict[str, Kind]] = {
    "votes": {
        "a vote of another day": lambda it: it.set(it.pick(body="UNGA"), date="2025-07-08"),
        "a vote of another body": lambda it: it.set(it.pick(body="UNGA"), body="UNHRC"),
        "a resolution misspelt": lambda it: it.set(it.pick(body="UNGA"), resolution="A/RES79/317"),
        "a vote of the five": lambda it: it.set(it.pick(country="KAZ"), country="CA5"),
        "a country that votes twice": lambda it: it.set(it.pick(country="KAZ", body="UNGA"), country="RUS"),
    },
    "appeals": {
        "neither asked nor received": lambda it: it.set(it.pick(required_usd="*"), required_usd="", funded_usd=""),
        "received ten times what was asked": lambda it: it.set(row := it.pick(required_usd="*", funded_usd="*"), funded_usd=it.get(row, "funded_usd") + "0"),
        "a plan read before its time": lambda it: it.set(it.pick(year="2025"), as_of="2021-01-01"),
        "a plan of another century": lambda it: it.set(it.pick(year="2025"), year="1925"),
        "a new reading a thousandfold": lambda it: again(it, row := it.pick(required_usd="*", plan_kind="yearly_plan"), as_of="2025-11-30", required_usd=it.get(row, "required_usd") + "000"),
    },
    "refugees": {
        "refugees in Afghanistan": lambda it: it.set(it.pick(country="KAZ"), country="AFG"),
        "refugees of a month": lambda it: it.set(it.pick(year="2020"), year="2020-05"),
        "refugees of next year": lambda it: it.set(it.pick(year="2020"), year="2027"),
        "a year without figures": lambda it: it.set(it.pick(other_in_need=""), refugees="", asylum_seekers=""),
        "a part of a person": lambda it: it.set(it.pick(year="2020"), refugees="12.5"),
    },
    "food_prices": {
        "afghani for dollars": lambda it: it.set(row := it.pick(commodity="Wheat"), median_usd=it.get(row, "median_afn")),
        "dollars at another rate": lambda it: it.set(row := it.pick(commodity="Wheat"), median_usd=f"{float(it.get(row, 'median_afn')) / 20:.4f}"),
        "the two prices changed": lambda it: it.set(row := it.pick(commodity="Bread"), median_usd=it.get(row, "median_afn"), median_afn=it.get(row, "median_usd")),
        "a price for a dollar": lambda it: it.set(it.pick(commodity="Bread"), unit="USD/LCU"),
        "a price of a year": lambda it: it.set(it.pick(commodity="Bread"), month="2020"),
        "a good misspelt": lambda it: it.set(it.pick(commodity="Bread"), commodity="Bred"),
        "a good in small letters": lambda it: it.set(it.pick(commodity="Bread"), commodity="bread"),
        "a rate tenfold": lambda it: it.set(row := it.pick(commodity="Exchange rate"), median_afn=f"{float(it.get(row, 'median_afn')) * 10:g}"),
    },
    "crossings": {
        "latitude and longitude changed": lambda it: it.set(row := it.pick(lat="*"), lat=it.get(row, "lon"), lon=it.get(row, "lat")),
        "a crossing a degree further north": lambda it: it.set(row := it.pick(country="UZB"), lat=f"{float(it.get(row, 'lat')) + 1:g}"),
        "a crossing elsewhere in the region": lambda it: it.set(it.pick(country="UZB"), lat="39.65", lon="66.97"),
        "a crossing of another border": lambda it: it.set(it.pick(country="UZB"), country="TJK"),
        "a crossing of Kazakhstan": lambda it: it.set(it.pick(country="UZB"), country="KAZ"),
        "a latitude without a longitude": lambda it: it.set(it.pick(lat="*"), lon=""),
        "a way that is none": lambda it: it.set(it.pick(country="UZB"), modes="road;ferry"),
    },
    "towns": {
        "latitude and longitude changed": lambda it: it.set(row := it.pick(town="Herat"), lat=it.get(row, "lon"), lon=it.get(row, "lat")),
        "a town misspelt": lambda it: it.set(it.pick(town="Herat"), town="Heart"),
        "a town in the sea": lambda it: it.set(it.pick(town="Herat"), lat="0", lon="0"),
    },
    "routes": {
        "a town that no table has": lambda it: it.set(it.pick(towns="*"), towns="Herat;Atlantis"),
        "a project that no table has": lambda it: it.set(it.pick(towns="*"), project="A tunnel"),
        "a route of one town": lambda it: it.set(it.pick(towns="*"), towns="Herat"),
        "a route emptied without a reason": lambda it: it.set(it.pick(towns="*", left_out=""), towns=""),
    },
    "projects": {
        "a project misspelt": lambda it: it.set(it.pick(project="CASA-1000"), project="CASA 1000"),
        "a status misspelt": lambda it: it.set(it.pick(status="under_construction"), status="under_constrution"),
        "a project of another kind": lambda it: it.set(it.pick(project="CASA-1000"), kind="rail"),
        "a length in metres": lambda it: it.set(row := it.pick(project="Qosh Tepa canal", length_km="*"), length_km=it.get(row, "length_km") + "000"),
        "a status of next year": lambda it: it.set(it.pick(project="CASA-1000"), status_date="2027-01"),
    },
    "announced_dates": {
        "due before it was announced": lambda it: it.set(it.pick(due="2028"), due="2019"),
        "met without a source": lambda it: it.set(it.pick(met="*"), met_source_ids=""),
        "a source without what was met": lambda it: it.set(it.pick(met="*"), met=""),
        "one goal in two words": lambda it: it.set(it.pick(goal="herat_section"), what="the line to Herat"),
    },
    "transit": {
        "a hub misspelt": lambda it: it.set(it.pick(hub="Termez"), hub="Termes"),
        "kilograms": lambda it: it.set(it.pick(unit="tonnes"), unit="kg"),
        "a quantity a thousandfold": lambda it: it.set(row := it.pick(unit="tonnes"), quantity=it.get(row, "quantity") + "000"),
        "an agency misspelt": lambda it: it.set(it.pick(agency="UNHCR"), agency="UNHRC"),
    },
    "sources": {
        "published next year": lambda it: it.set(it.pick(source_id="dawat-2026-03-03-ca-trade"), published="2027-03-03"),
        "published before what it reports": lambda it: it.set(it.pick(source_id="un-library-4084801"), published="2024-01-01"),
        "published on another day than its key says": lambda it: it.set(it.pick(source_id="dawat-2026-03-03-ca-trade"), published="2026-03-05"),
        "a source lost that is cited": lambda it: it.rows.pop(it.pick(source_id="dawat-2026-03-03-ca-trade")) is not None,
        "a key changed that is cited": lambda it: it.set(it.pick(source_id="dawat-2026-03-03-ca-trade"), source_id="dawat-2026-03-03-ca-trades"),
        "an address with a blank": lambda it: it.set(it.pick(language="en"), url="https://example.org/a page"),
        "an address without its protocol": lambda it: it.set(it.pick(language="en"), url="www.example.org/page"),
        "an address of a file": lambda it: it.set(it.pick(language="en"), url="file:///home/page.html"),
        "an address with a script": lambda it: it.set(it.pick(language="en"), url="javascript:alert(1)"),
        "the address of another source": lambda it: it.set(it.pick(published="2023-04-17"), url=it.get(0, "url"), published=it.get(0, "published")),
        "a language that is none": lambda it: it.set(it.pick(language="en"), language="xx"),
        "a language in words": lambda it: it.set(it.pick(language="en"), language="English"),
        "a kind that is none": lambda it: it.set(it.pick(kind="news"), kind="newspaper"),
    },
}  # fmt: skip
BY_TABLE: dict[str, dict[str, Kind]] = {
    "trade": TRADE, "aid": AID, "recognition": RECOGNITION, "events": EVENTS, **OTHERS,
}  # fmt: skip


def _other_source(it: Spoilt) -> bool:
    at = next((at for at, name in enumerate(it.header) if name in {"source_id", "source_ids"}), None)
    if at is None or it.table == "sources":
        return False
    row, other = it.random.sample(range(len(it.rows)), 2)
    it.rows[row][at], it.touched = it.rows[other][at], {row}
    return True


SOURCE_ALONE: dict[str, Kind] = {
    "a cell changed with the row below": _two_rows,
    "two texts of a row changed": lambda it: _two_cells(it, texts=True),
    "another known source": _other_source,
}
