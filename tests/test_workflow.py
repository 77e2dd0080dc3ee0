"""The weekly refresh: it uses GitHub's own tools alone, may no more than it must, and calls what there is."""

import re
import shlex

import pytest

from loaders.__main__ import _arguments


@pytest.fixture
def workflow(root):
    return (root / ".github" / "workflows" / "refresh.yml").read_text(encoding="utf-8")


def test_it_uses_githubs_own_actions_alone(workflow):
    used = re.findall(r"uses: *(\S+)", workflow)
    assert used
    assert {it.partition("@")[0] for it in used} <= {"actions/checkout", "actions/setup-python"}
    assert all(re.fullmatch(r"[\w/-]+@(v\d+|[0-9a-f]{40})", it) for it in used)


def test_it_may_write_a_branch_and_a_proposal_and_nothing_else(workflow):
    assert "\npermissions: {}\n" in workflow
    assert sorted(re.findall(r"^ +([\w-]+): write", workflow, re.MULTILINE)) == ["contents", "pull-requests"]
    assert "persist-credentials: false" in workflow


def test_it_names_no_host_of_packages_and_takes_no_input_into_a_command(workflow):
    assert not re.search(r"pypi|index-url|https?://", workflow)
    for block in re.findall(r"run: \|?\n?(.*?)(?=\n +- |\Z)", workflow, re.DOTALL):
        assert "${{ inputs" not in block
        assert "${{ secrets" not in block
        assert "${{ github" not in block


def test_the_commands_that_it_calls_are_there(workflow):
    called = re.findall(r"python -m loaders (.*?)(?: > .*)?$", workflow, re.MULTILINE)
    assert len(called) == 3
    for line in called:
        words = shlex.split(line.replace("$SOURCES", "curated").replace("$ACCEPT", "--accept"))
        _arguments(words, ["curated"])


def test_every_key_that_a_source_reads_is_handed_to_the_load(workflow, root):
    modules = "".join(path.read_text(encoding="utf-8") for path in (root / "loaders").rglob("*.py"))
    handed_in = set(re.findall(r"(\w+): \$\{\{ secrets\.\1 \}\}", workflow))
    assert handed_in == {"COMTRADE_KEY"}
    assert set(re.findall(r'"(\w+_KEY)"', modules)) == handed_in
