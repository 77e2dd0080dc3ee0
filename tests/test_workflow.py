"""The workflows use GitHub's own actions alone, may do no more than they must, and call commands that exist."""

import re
import shlex

import pytest
import yaml

from loaders.__main__ import _arguments


@pytest.fixture
def workflow(root):
    return (root / ".github" / "workflows" / "refresh.yml").read_text(encoding="utf-8")


@pytest.fixture
def checks(root):
    text = (root / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)


def test_they_use_githubs_own_actions_alone_pinned_to_a_version(root):
    for path in (root / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses: *(\S+)", path.read_text(encoding="utf-8"))
        assert {it.partition("@")[0] for it in used} == {"actions/checkout", "actions/setup-python"}
        assert all(re.fullmatch(r"[\w/-]+@(v\d+|[0-9a-f]{40})", it) for it in used)


def test_pull_requests_and_the_branch_are_checked_by_what_the_readme_says(root, checks):
    assert set(checks["on"]) == {"pull_request", "push"}
    assert checks["on"]["push"] == {"branches": ["main"]}
    assert checks["permissions"] == {"contents": "read"}
    job = checks["jobs"]["checks"]
    assert "permissions" not in job
    steps = job["steps"]
    assert steps[0]["with"] == {"persist-credentials": "false"}
    assert steps[1]["with"] == {"python-version": "3.11"}
    assert steps[-1]["run"] == ".ci/run"
    script = root / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "grep -m1 -E '^python3 -m venv .*python -m tests$' README.md" in script.read_text(encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^python3 -m venv .*python -m tests$", readme, re.MULTILINE)) == 1


def test_the_checks_put_no_word_of_a_pull_request_into_a_command(checks):
    assert not any("${{" in step.get("run", "") for step in checks["jobs"]["checks"]["steps"])


def test_what_the_app_runs_on_is_audited_in_each_pull_request(root, checks):
    job = checks["jobs"]["audit"]
    assert "permissions" not in job
    assert job["steps"][0]["with"] == {"persist-credentials": "false"}
    install, audit = job["steps"][-1]["run"].strip().splitlines()
    assert re.fullmatch(r"python -m pip install --quiet pip-audit==[\d.]+", install)
    assert "--require-hashes" in audit
    assert (root / audit.rpartition(" ")[2]).is_file()


def test_the_refresh_may_write_a_branch_and_a_proposal_and_nothing_else(workflow):
    assert "\npermissions: {}\n" in workflow
    assert sorted(re.findall(r"^ +([\w-]+): write", workflow, re.MULTILINE)) == ["contents", "pull-requests"]
    assert "persist-credentials: false" in workflow


def test_the_refresh_names_no_host_of_packages_and_takes_no_input_into_a_command(workflow):
    assert not re.search(r"pypi|index-url|https?://", workflow)
    for block in re.findall(r"run: \|?\n?(.*?)(?=\n +- |\Z)", workflow, re.DOTALL):
        assert "${{ inputs" not in block
        assert "${{ secrets" not in block
        assert "${{ github" not in block


def test_the_commands_that_the_refresh_calls_are_there(workflow):
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
