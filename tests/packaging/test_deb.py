"""The package for Debian and its kin: made of the built program, installed, tried, removed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop_app import __version__

INSTALLED = ("/usr/bin/shuangbei", "/usr/share/applications/shuangbei.desktop")


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def make_deb(root, tmp_path_factory):
    """Make a package of a folder."""
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is not installed")

    def make(folder):
        target = tmp_path_factory.mktemp("deb") / "shuangbei.deb"
        script = root / "packaging" / "linux" / "make_deb.sh"
        run(script, folder, __version__, target, "-Zgzip", "-z1")
        return target

    return make


@pytest.fixture(scope="session")
def deb(root, make_deb):
    """The package of the built program."""
    built = root / "dist" / "shuangbei"
    if not (built / "shuangbei").exists():
        pytest.skip("not built; `make build` first")
    return make_deb(built)


@pytest.fixture
def installed(deb):
    """The package, installed on this machine for one test."""
    if os.geteuid() != 0:
        pytest.skip("only root can install packages")
    known = subprocess.run(["dpkg", "-s", "shuangbei"], capture_output=True, check=False)
    if known.returncode == 0:
        pytest.skip("it is installed here already, and stays")
    run("dpkg", "-i", deb)
    yield deb
    run("dpkg", "-r", "shuangbei")


def test_that_it_is_installed_tried_and_removed_without_a_trace(installed, tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    report = json.loads(run("/usr/bin/shuangbei", "self-test", env=environment))
    assert report["ok"] is True
    assert report["versions"]["shuangbei"] == __version__
    listed = [Path(line) for line in run("dpkg", "-L", "shuangbei").splitlines()]
    own = [path for path in listed if path.is_file() or path.is_symlink()]
    assert set(map(Path, INSTALLED)) <= set(own)
    run("dpkg", "-r", "shuangbei")
    assert [path for path in own if path.exists() or path.is_symlink()] == []
    run("dpkg", "-i", installed)


def test_that_desktop_entry_and_kind_of_file_are_in_it(deb, tmp_path):
    run("dpkg-deb", "-x", deb, tmp_path)
    entry = (tmp_path / "usr/share/applications/shuangbei.desktop").read_text("utf-8")
    assert "Name=双倍增报送" in entry
    assert "MimeType=application/x-shuangbei-encrypted;" in entry
    assert (tmp_path / "usr/share/icons/hicolor/scalable/apps/shuangbei.svg").exists()
    kind = (tmp_path / "usr/share/mime/packages/shuangbei.xml").read_text("utf-8")
    assert '<glob pattern="*.xlsx.p7m"' in kind


def test_that_it_asks_for_the_glibc_that_its_files_need(deb, root):
    tool = root / "packaging" / "linux" / "glibc_need.sh"
    need = run(tool, root / "dist" / "shuangbei").strip()
    assert f"libc6 (>= {need})" in run("dpkg-deb", "-f", deb, "Depends")


def test_that_the_same_folder_gives_the_same_bytes(make_deb, tmp_path):
    folder = tmp_path / "shuangbei"
    folder.mkdir()
    program = folder / "shuangbei"
    shutil.copy("/bin/true", program)
    first = hashlib.sha256(make_deb(folder).read_bytes())
    os.utime(program)
    assert hashlib.sha256(make_deb(folder).read_bytes()).digest() == first.digest()
