"""The data about the data: sources, loads and what loads changed."""

import pandas as pd

from data.schema.columns import Rule, Table, column
from data.schema.tables import fields
from data.vocabulary import codes

# without blanks, brackets of a text, curly quotes, signs that no address has, and characters that cannot be seen
_ADDRESS = (
    r"https?://[A-Za-z0-9.-]+\.[a-z0-9]{2,}\.?(?::[0-9]+)?"
    r'(?:[/?#][^\s"<>\[\]{}|\\^`'
    "\x7f-\xbf\u2000-\u2012\u2014-\u2bff\ufb00-\ufb06\ufe00-\uffff\U00010000-\U0010ffff]*)?"
)
# hosts of nobody, of this machine and of private networks
_NO_HOST = (
    r"//(?:[^/]*\.)?(?:example\.(?:com|net|org)|[a-z0-9-]+\.(?:example|internal|invalid|lan|local|localhost|test))(?:[:/]|$)"
    r"|//(?:0|10|127|192\.168|169\.254|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]+(?:[:/]|$)"
)
# services that lead to a page, show a copy of it or watch who follows
_ON_THE_WAY = (
    r"//(?:bit\.ly|t\.co|goo\.gl|lnkd\.in|tinyurl\.com|ow\.ly|is\.gd|clck\.ru|vk\.cc|t\.ly|cutt\.ly)/"
    r"|//(?:www\.)?(?:google|bing|yandex|duckduckgo)\.[a-z.]+/|//webcache\.|\.translate\.goog/|//translate\."
    r"|safelinks\.protection|//lm?\.facebook\.|\.cdn\.ampproject\.|//away\.vk\."
)
_ADDED = r"[?&](?:fbclid|gclid|yclid|msclkid|igshid|mc_[ce]id)=|utm_source=(?:chatgpt|openai|perplexity|copilot)|#:~:text|&amp;|_x[0-9A-F]{4}_"


def _other_date(rows: pd.DataFrame) -> pd.Series:
    """A date in a key is the date of publication, as far as both go; `nd`: the page has none, though we may know one."""
    dates = rows["source_id"].str.extract(
        r"-((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)(?=-|$)"
    )[0]
    undated = rows["source_id"].str.contains(r"(?:^|-)nd(?:-|$)") | (rows["kind"] == "dataset")
    precisions = rows["precision"].map({"day": 10, "month": 7, "year": 4}).fillna(0).astype(int)
    wrong = [
        isinstance(date, str) and not nd and day[: min(len(date), length)] != date[:length]
        for date, nd, day, length in zip(
            dates, undated, rows["start"].dt.strftime("%Y-%m-%d").fillna(""), precisions, strict=True
        )
    ]
    return pd.Series(wrong, index=rows.index, dtype=bool)


def _not_the_page(rows: pd.DataFrame) -> pd.Series:
    """An address ends with no sign of the sentence around it, and leads to the page itself."""
    url = rows["url"]
    unbalanced = url.str.endswith(")") & ~url.str.contains("(", regex=False)
    return unbalanced | url.str.contains(
        rf"[.,;:!#]$|(?:%20|%0A|%0D)+$|://.*://|//[^/]*@|{_NO_HOST}|{_ON_THE_WAY}|{_ADDED}", regex=True
    )


def _front_page(rows: pd.DataFrame) -> pd.Series:
    """News and reports stand on a page of their own; a data set is asked for at the door."""
    return (rows["kind"] != "dataset") & rows["url"].str.fullmatch(r"https?://[^/]+/?")


def _spelt_otherwise(rows: pd.DataFrame) -> pd.Series:
    """A publisher is written as in most other rows: in the same letter case and signs, with or without the article."""
    name = rows["publisher"].str.casefold().str.replace(r"^the |[\W_]+", "", regex=True)
    written = rows["publisher"].groupby(rows["publisher"]).transform("size").sort_values(ascending=False, kind="stable")
    usual = rows["publisher"].loc[written.index].groupby(name).transform("first")
    return rows["publisher"].ne(usual)


class Sources(Table):
    """One page, report or data set that rows of the other tables cite."""

    name, heading = "sources", "Sources"
    source_id = column("text", "Source", "Our key of the source; `nd` in it: the page itself has no date.", required=True,
                       pattern=r"[A-Za-z0-9._-]+")  # fmt: skip
    publisher = column("text", "Publisher", "Who published it.", required=True, longest=80)
    start, end, precision = fields.period("Published", "the date of publication")
    url = column("text", "Address", "Where it stands.", required=True, pattern=_ADDRESS,
                 form="of a web address, without blanks and curly quotes", longest=500)  # fmt: skip
    kind = column("text", "Kind", "Kind of source.", required=True, values=tuple(codes.SOURCE_KINDS))
    language = column("text", "Language", "ISO 639 code.", required=True, values=tuple(codes.LANGUAGES))
    describes = column("text", "What it says", "What we took from it, in our words.", required=True)
    key = ("source_id",)
    rules = (
        Rule("url", "has a sign too many at its end, or is not the address of the page itself", _not_the_page),
        Rule("url", "is the front page of a site, and not the page that says it", _front_page),
        Rule("publisher", "is spelt otherwise in most other rows", _spelt_otherwise),
        Rule("start", "is not the date in the key of the source", _other_date),
        Rule("url", "is the address of another source of that day",
             lambda rows: rows.duplicated(["url", "start"], keep=False) & rows["url"].str.contains("//[^/]+/.")),
    )  # fmt: skip


class Loads(Table):
    """The last load of one table from one loader."""

    name, heading = "loads", "Loads"
    loader = column("text", "Loader", "The module in `loaders/`.", required=True)
    table = column("text", "Table", "The table that it filled.", required=True)
    origin = column("text", "From", "File or address that was read.", required=True)
    loaded_at = column(
        "text", "Loaded at", "When the rows last changed, in universal time; empty while none ever came."
    )
    row_count = column("count", "Rows", "How many rows stand in the part.", required=True, low=0)
    fingerprint = column("text", "Fingerprint", "Of the part as it was written: another one means that a load was cut short.",
                         pattern=r"[0-9a-f]{16}")  # fmt: skip
    state = column("text", "State", "good, or failed: the rows then are those of the load before.", required=True,
                   values=("good", "failed"))  # fmt: skip
    reason = column("text", "Reason", "Why the load failed.")
    key = ("loader", "table")


class Changes(Table):
    """One difference between the last two loads of a table from one loader; the first load has none."""

    name, heading = "changes", "Changes"
    loader = column("text", "Loader", "The module in `loaders/`.", required=True)
    table = column("text", "Table", "The table that it fills.", required=True)
    kind = column("text", "Kind", "A row added, a row lost, a value changed; or how many more there were.",
                  required=True, values=("added", "lost", "changed", "more"))  # fmt: skip
    row = column("text", "Row", "Which row, in words.", required=True)
    column_name = column("text", "Column", "Which value changed; empty for a whole row.")
    before = column("text", "Before", "What stood there; of a lost row its values.")
    after = column("text", "After", "What stands there now; of an added row its values.")
    loaded_at = column("text", "Loaded at", "When it changed, in universal time.", required=True)
    key = ("loader", "table", "kind", "row", "column_name", "before", "after")
