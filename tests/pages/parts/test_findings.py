"""`docs/findings.md` says what every page and figure says: a change of a row, a rule or a measure shows there."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.schema.tables import Trade
from pages._parts.service.figures import every
from tests.findings import _figure, _fingerprint, as_markdown

pytestmark = pytest.mark.long


def test_the_list_of_findings_is_fresh(root):
    assert as_markdown() == (root / "docs" / "findings.md").read_text(encoding="utf-8"), "run: python -m tests.findings"


def test_one_figure_that_is_another_changes_what_is_drawn_of_it_and_nothing_else(folder):
    keys = ("trade-by-year", "recognition-bars")
    rows = pq.read_table(folder.path / "trade" / "curated.parquet")
    more = rows.to_pandas()
    more.loc[more[Trade.commodity] == "total", Trade.value_usd] += 1
    before = {key: prints(key) for key in keys}
    assert all(before.values())
    folder.write(Trade, "curated", pa.Table.from_pandas(more, rows.schema, preserve_index=False))
    after = {key: prints(key) for key in keys}
    assert after[keys[1]] == before[keys[1]]
    assert all(one != other for one, other in zip(after[keys[0]], before[keys[0]], strict=True))


def prints(key):
    return [_fingerprint(_figure(it)) for it in every() if it.figure.key == key]
