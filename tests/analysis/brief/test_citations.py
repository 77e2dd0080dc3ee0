"""Every number of a brief bears its citation, and every citation leads to a source."""

import html
import re

import pytest

import data
from analysis.brief.statements import OURSELVES
from data.schema.tables import Sources
from data.vocabulary.places import CODES
from pages._app.rows import rows
from pages.country.brief import of_state
from pages.country.brief.document import address, document
from pages.country.brief.wording import clause, date, label, publisher
from tests.support.briefs import MARK, mark, plain


def items(text: str) -> list[str]:
    """The lines of the text, without the list of sources."""
    return [plain(it) for it in re.findall(r"<li>(.*?)</li>", text)]


@pytest.mark.parametrize("code", CODES)
def test_a_citation_follows_every_number_of_the_text(code):
    lines = items(document(of_state(code)))
    assert len(lines) > 20
    assert not any(re.search(r"\d", label(line)) for section in of_state(code).sections for line in section.lines)
    for line in lines:
        *clauses, rest = re.split(MARK, line)
        assert clauses, line
        assert rest == "", line


@pytest.mark.parametrize("code", CODES)
def test_every_few_words_name_their_sources_and_bear_their_mark_at_once(code):
    found = of_state(code)
    shown = html.unescape(plain(document(found)))
    for part in (it for section in found.sections for line in section.lines for it in line.statements):
        assert part.sources, clause(part)
        assert f"{clause(part)} {mark(found, part.sources)}" in shown


@pytest.mark.parametrize("code", CODES)
def test_every_value_in_the_chart_bears_its_mark(code):
    texts = map(plain, re.findall(r"<td>(.*?)</td>", document(of_state(code))))
    values = [it for it in texts if "$" in it]
    assert len(values) == sum(it.kind != "none" for it in of_state(code).bars)
    assert all(re.fullmatch(rf"\$[\d.,]+ (bn|m|k) {MARK}", it) for it in values)


@pytest.mark.parametrize("code", CODES)
def test_every_mark_leads_to_a_source_and_every_source_is_cited(code):
    file = document(of_state(code))
    ids = [int(it) for it in re.findall(r'<li id="brief-(\d+)">', file)]
    assert ids == list(range(1, len(ids) + 1))
    cited = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?(?=[,\]\-])", " ".join(re.findall(MARK, plain(file)))):
        cited |= set(range(int(first), int(last or first) + 1))
    assert cited == set(ids)
    assert {int(it) for it in re.findall(r'href="#brief-(\d+)"', file)} <= set(ids)


@pytest.mark.parametrize("code", CODES)
def test_each_source_of_the_list_stands_with_publisher_date_and_address(code):
    known = rows(Sources).set_index("source_id")
    written = document(of_state(code))
    for source_id, it in zip(of_state(code).numbers, of_state(code).references, strict=True):
        if source_id == OURSELVES:
            assert data.edition() in date(it, of_state(code))
            continue
        assert publisher(it) == known.loc[source_id, "publisher"]
        assert f'href="{html.escape(address(it.source["url"]))}"' in written
        assert date(it, of_state(code))
