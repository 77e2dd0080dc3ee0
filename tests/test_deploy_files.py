"""The files in `deploy/`: nginx and systemd accept them, they fit each other, and the container has all that it needs."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys

import pytest
import yaml

from benchmarks._nginx import SERVER, UNIT, command, configure
from benchmarks._server import free_ports, wait_for
from tests.test_deploy import UPSTREAMS, charts, opens

COPY = re.compile(r"^COPY (.+) (\S+)$", re.MULTILINE)


@pytest.fixture
def dockerfile(root) -> str:
    return (root / "deploy" / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture
def services(root) -> dict[str, dict]:
    """The services of the compose file that are processes of the app, and nginx."""
    return yaml.safe_load((root / "deploy" / "compose.yaml").read_text(encoding="utf-8"))["services"]


def instruction(dockerfile: str, name: str) -> list[str]:
    """The command of an instruction, in its JSON form."""
    return json.loads(re.findall(rf"^{name} (\[.*\])$", dockerfile, re.MULTILINE)[0])


def servers(root, name: str) -> list[str]:
    """The processes that nginx is given."""
    text = (root / "deploy" / "nginx" / f"processes-{name}.conf").read_text(encoding="utf-8")
    return [match[0].split()[1] for match in SERVER.finditer(text)]


@pytest.mark.parametrize("upstream", UPSTREAMS, ids=lambda path: path.stem)
def test_nginx_accepts_its_configuration(upstream, nginx, tmp_path):
    main = configure(tmp_path, "127.0.0.1:8080", ["127.0.0.1:1", "127.0.0.1:2"], upstream)
    done = subprocess.run(
        [nginx, "-t", "-e", "stderr", "-c", str(main)], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr


def test_systemd_accepts_its_units(root, tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        if os.environ.get("CI"):
            pytest.fail("systemd-analyze is not installed: nobody would check the units")
        pytest.skip("systemd-analyze is not installed")
    text = UNIT.read_text(encoding="utf-8").replace("/opt/amu-ledger/.venv/bin/streamlit", sys.executable)
    (tmp_path / UNIT.name).write_text(text, encoding="utf-8")
    shutil.copy(root / "deploy" / "systemd" / "amu-ledger.target", tmp_path)
    units = [tmp_path / "amu-ledger.target", tmp_path / "amu-ledger@8501.service"]
    (tmp_path / "amu-ledger@8501.service").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", *map(str, units)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stderr  # no warning either


def test_the_target_and_nginx_name_the_same_ports(root):
    target = (root / "deploy" / "systemd" / "amu-ledger.target").read_text(encoding="utf-8")
    assert servers(root, "systemd") == [
        f"127.0.0.1:{port}" for port in re.findall(r"amu-ledger@(\d+)\.service", target)
    ]


def test_the_compose_file_and_nginx_name_the_same_processes(root, services, dockerfile):
    apps = [name for name in services if name != "nginx"]
    (port,) = [it.partition("=")[2] for it in instruction(dockerfile, "CMD") if it.startswith("--server.port=")]
    assert servers(root, "compose") == [f"{name}:{port}" for name in apps]
    assert list(services["nginx"]["depends_on"]) == apps
    for name in apps:
        assert services[name]["build"] == {"context": "..", "dockerfile": "deploy/Dockerfile"}
        assert "command" not in services[name]  # the image's own, which is tried below


def test_the_compose_file_mounts_files_that_are_there_where_nginx_reads_them(root, services):
    mounts = [mount.split(":") for mount in services["nginx"]["volumes"]]
    assert all((root / "deploy" / source).is_file() for source, _, _ in mounts)
    assert all(re.fullmatch(r"/etc/nginx/conf\.d/\w+\.conf", to) for _, to, _ in mounts)
    assert {mode for _, _, mode in mounts} == {"ro"}


def test_systemd_and_the_container_start_the_same_process(dockerfile):
    def options(arguments: list[str]) -> set[str]:
        # where it listens, and what is said of that at the start, is a matter of the place
        return {it for it in arguments if not it.startswith(("--server.address", "--server.port", "--logger."))}

    _, _, *unit = command(8501)
    assert options(unit) == options(instruction(dockerfile, "CMD"))


def test_both_raise_the_limit_of_open_files(services):
    assert "LimitNOFILE=65536" in UNIT.read_text(encoding="utf-8")
    assert {it["ulimits"]["nofile"] for name, it in services.items() if name != "nginx"} == {65536}


@pytest.fixture
def copied(root, dockerfile, tmp_path):
    """A folder with what the container copies, and nothing else."""
    for sources, to in COPY.findall(dockerfile):
        for source in sources.split():
            path = root / source
            assert path.exists(), source
            if path.is_dir():
                shutil.copytree(path, tmp_path / to, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
            else:
                (tmp_path / to).mkdir(parents=True, exist_ok=True)
                shutil.copy(path, tmp_path / to)
    return tmp_path


def test_the_container_starts_serves_and_ends_and_asks_nobody_outside_for_its_address(dockerfile, copied):
    """With the command and the health check of the container, and a proxy that notes who comes by."""
    program, *arguments = instruction(dockerfile, "CMD")
    python, *check = instruction(dockerfile, "    CMD")
    assert (program, python) == ("streamlit", "python")
    (port,) = free_ports(1)
    check, arguments = ([it.replace("8501", str(port)) for it in some] for some in (check, arguments))
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        environ = {**os.environ, "http_proxy": address, "https_proxy": address, "no_proxy": ""}

        def healthy() -> bool:
            asked = subprocess.run(
                [sys.executable, *check], env=environ, stderr=subprocess.DEVNULL, timeout=30, check=False
            )
            return asked.returncode == 0

        assert not healthy()
        with subprocess.Popen([sys.executable, "-m", program, *arguments], cwd=copied, env=environ) as process:
            try:
                wait_for(port, process)
                assert healthy()
                assert asyncio.run(charts(f"127.0.0.1:{port}")) >= 1
                assert not asyncio.run(opens(f"127.0.0.1:{port}", "http://elsewhere.example"))
            finally:
                process.terminate()
        assert process.returncode in {0, -signal.SIGTERM}
        with pytest.raises(BlockingIOError):
            proxy.accept()


def test_what_git_leaves_out_of_the_data_stays_out_of_the_image(root):
    """Rows that may not be handed on whole are not handed on in an image."""
    git, image = ((root / name).read_text(encoding="utf-8").split() for name in (".gitignore", ".dockerignore"))
    ignored = {path.rstrip("/") for path in git if path.startswith("data/")}
    assert ignored
    assert ignored <= set(image)


def test_the_container_is_not_run_by_root_and_has_a_health_check(dockerfile):
    names = [line.split()[0] for line in dockerfile.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert names.index("USER") < names.index("CMD")
    assert "/_stcore/health" in dockerfile
    assert not re.search(r"pypi|index-url", dockerfile)
    assert re.findall(r"pip install (.*)", dockerfile) == ["--require-hashes -r requirements.txt"]
    assert "COPY deploy/requirements.txt ./" in dockerfile


def test_images_are_named_by_digest(dockerfile, root):
    compose = yaml.safe_load((root / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    images = [*re.findall(r"^FROM (\S+)$", dockerfile, re.MULTILINE), compose["services"]["nginx"]["image"]]
    assert [it.partition(":")[0] for it in images] == ["python", "nginx"]
    for image in images:
        assert re.fullmatch(r"\w+:[\w.-]+@sha256:[0-9a-f]{64}", image), image
    updates = yaml.safe_load((root / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    assert {it["package-ecosystem"]: it["directory"] for it in updates} == {
        "docker": "/deploy", "docker-compose": "/deploy", "github-actions": "/",
    }  # fmt: skip


def test_what_is_installed_by_hash_is_what_is_pinned_and_no_host_is_named(root):
    pins = (root / "requirements.txt").read_text(encoding="utf-8")
    hashed = (root / "deploy" / "requirements.txt").read_text(encoding="utf-8")

    def names(text: str) -> dict[str, str]:
        found = re.findall(r"^([\w.-]+)==(\S+?);?(?:\s|$)", text, re.MULTILINE)
        return {name.lower().replace("_", "-"): version for name, version in found}

    assert names(hashed) == names(pins)
    assert len(names(pins)) > 30
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", hashed, flags=re.MULTILINE).strip())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert not re.search(r"https?:|index-url|find-links", pins + hashed)
