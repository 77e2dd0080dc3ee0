"""The version that a citation names is found again in the history, with the tables that it had."""

import shutil
import subprocess
import zipfile

import pytest

import data
from data import editions
from data.schema.tables import Votes


def git(place, *command):
    subprocess.run(["git", *command], cwd=place, check=True)  # noqa: S607  as found on the path


def commit(place, folder, message):
    target = place / "data" / "parquet"
    shutil.copytree(folder.path, target, dirs_exist_ok=True)
    git(place, "add", "-A")
    git(place, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", message)
    return data.edition()


def test_each_version_leads_to_its_commit_and_an_archive_of_its_tables(folder, tmp_path):
    place = tmp_path / "repository"
    (place / "data" / "parquet").mkdir(parents=True)
    (place / "LICENSE-DATA").write_text("terms", encoding="utf-8")
    git(place, "init", "-q")
    first = commit(place, folder, "first")
    folder.write(Votes, "curated", data.by_part(Votes)["curated"].slice(1))
    second = commit(place, folder, "second")
    assert [it.version for it in editions.commits(place)] == [second, first]
    for version, count in ((first, 15), (second, 14)):
        archived = tmp_path / f"archive of {version}"  # is a zip also where its name does not say so
        said = editions.main([version, str(archived)], place)
        assert said.startswith(f"{version} is ")
        with zipfile.ZipFile(archived) as archive:
            archive.extractall(tmp_path / version)
        assert (tmp_path / version / "LICENSE-DATA").read_text(encoding="utf-8") == "terms"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AMU_LEDGER_PARQUET", str(tmp_path / version / "data" / "parquet"))
            assert data.edition() == version
            assert len(data.read(Votes)) == count
    with pytest.raises(SystemExit, match="No commit has the version"):
        editions.main(["0123456789"], place)
