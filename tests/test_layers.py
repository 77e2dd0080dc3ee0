"""The arrows between the folders: what may import what, and who alone may touch the network, the clock, the screen."""

import ast
import sys

import pytest

MAY_IMPORT = {
    "data": set(),
    "loaders": {"data"},
    "analysis": {"data"},
    "charts": {"data", "analysis"},
    "pages": {"data", "analysis", "charts"},
}
OURS = set(MAY_IMPORT)
ONLY_IN = {"streamlit": {"pages"}, "plotly": {"charts", "pages"}, "pandera": {"data"}, "tqdm": {"loaders"}}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [it.name for it in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        else:
            continue
        for name in names:
            yield from {name, name.split(".")[0]}


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_a_folder_imports_only_what_stands_before_it(folder, root):
    files = sorted((root / folder).glob("*.py"))
    assert files
    for path in files:
        foreign = {it for it in imports(path) if it in OURS} - MAY_IMPORT[folder] - {folder}
        assert not foreign, f"{path.name} imports {foreign}"


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_stays_in_its_folder(package, root):
    for folder in OURS - ONLY_IN[package]:
        for path in (root / folder).glob("*.py"):
            assert package not in set(imports(path)), path


def test_only_one_door_leads_to_the_network(root):
    network = {"requests", "urllib.request", "http", "socket", "httpx", "urllib3"}
    for folder in OURS:
        for path in (root / folder).glob("*.py"):
            if path.name != "_get.py":
                assert not network & set(imports(path)), path


def test_the_app_does_not_load_pandera(root):
    import subprocess

    code = "import sys; from pages import discover; discover(); sys.exit('pandera' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)


def test_nothing_but_pages_show_draws_a_chart(root):
    for path in (root / "pages").glob("*.py"):
        if path.name != "_show.py":
            assert "plotly_chart" not in path.read_text(encoding="utf-8"), path
