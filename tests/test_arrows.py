"""What the contracts of import-linter in `pyproject.toml` cannot say: parts of packages, what a start loads, calls."""

import ast
import subprocess
import sys

FOLDERS = ("data", "loaders", "analysis", "charts", "pages")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (it.name for it in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{it.name}" for it in node.names))


def test_nobody_opens_addresses_by_the_standard_library(root):
    for folder in FOLDERS:
        paths = list((root / folder).rglob("*.py"))
        assert paths
        for path in paths:
            assert "urllib.request" not in set(imports(path)), path


def test_the_app_does_not_load_pandera(root):
    code = "import sys; from pages._app.navigation import discover; discover(); sys.exit('pandera' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)


def test_nothing_but_the_figure_block_draws_a_chart(root):
    paths = {it.relative_to(root / "pages").as_posix() for it in (root / "pages").rglob("*.py")}
    drawing = {it for it in paths if "plotly_chart" in (root / "pages" / it).read_text(encoding="utf-8")}
    assert drawing == {"_parts/show/chart.py"}


def test_no_folder_holds_more_than_a_reader_takes_in(root):
    for folder in FOLDERS:
        for path in (root / folder, *(root / folder).rglob("*/")):
            is_of_data = (
                path.is_relative_to(root / "data" / "parquet") or path == root / "data" / "curated"
            )  # a file a table
            if path.is_dir() and path.name != "__pycache__" and not is_of_data:
                names = [it.name for it in path.iterdir() if it.name not in {"__init__.py", "__pycache__", "raw"}]
                assert len(names) <= 16, f"{path.relative_to(root)} holds {len(names)} files and folders"
