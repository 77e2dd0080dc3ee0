"""Text as readers see it: marks of Markdown shown as they are, counts, lists and runs in words."""

import pytest

from charts.base.frame import plain
from data.vocabulary.text import counted, defused, listed, markdown, ranges, restored, runs, share


def test_every_mark_of_markdown_is_escaped_and_lines_are_joined():
    assert markdown("a *b*\n[c](https://d.e) <f> $g$ :h:") == (r"a \*b\* \[c\]\(https\://d\.e\) \<f\> \$g\$ \:h\:")
    assert markdown("back\\slash `code` a|b ~~c~~") == r"back\\slash \`code\` a\|b \~\~c\~\~"
    assert markdown(3.5) == r"3\.5"
    assert markdown("Türkmenistan, Қазақстан") == "Türkmenistan, Қазақстан"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "'=1",
        "''=1",
        "\uff1d1",
        '=HYPERLINK("https://example.org")',
        "-",
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_is_text_there_and_reads_back(cell):
    assert defused(cell) == f"'{cell}"
    assert restored(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["", "x=1", " =1", "1-2", "'", "'tis", "''", "a@b", "5"])
def test_any_other_text_of_a_file_stays_as_it_is(cell):
    assert defused(cell) == restored(cell) == cell


def test_labels_of_a_figure_hold_no_markup():
    assert plain("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert plain('Kazakhstan\'s "own"') == 'Kazakhstan\'s "own"'


@pytest.mark.parametrize(("count", "words"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (1204, "1,204 events")])
def test_things_are_counted_in_words(count, words):
    assert counted(count, "event") == words


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_in_a_sentence(words, said):
    assert listed(words) == said


def test_ranges_have_a_first_and_a_last():
    assert ranges([5, 1, 2, 3, 2]) == [(1, 3), (5, 5)]
    assert ranges([]) == []


@pytest.mark.parametrize(("years", "said"), [([2019, 2020, 2024], "2019–2020 and 2024"), ([2024], "2024"), ([], "")])
def test_years_are_listed_by_their_runs(years, said):
    assert runs(years) == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (0.049, "less than 0.1 %"),
        (-0.05, "0.1 %"),
        (1.24, "1.2 %"),
        (9.94, "9.9 %"),
        (9.96, "10 %"),
        (10.4, "10 %"),
        (24.4, "24 %"),
        (1040, "1,040 %"),
    ],
)
def test_a_share_is_written_as_a_reader_writes_it(percent, said):
    assert share(percent) == said
