"""The folder that `make build` makes on this system."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

LARGEST_MB = 255
OLDEST_GLIBC = (2, 28)
FROM_THIS_SYSTEM = ("libpython", "lib-dynload/", "libcrypto.so", "libsqlite3.so", "liblzma.so")
"""What the Python of this system brings along; a release is built on one that needs less."""
NOT_FOR_OLD_SYSTEMS = "cryptography/"
"""pip takes the newest wheel that this system can load."""


@pytest.fixture(scope="session")
def built(root):
    """The folder with the program."""
    folder = root / "dist" / "shuangbei"
    if not (folder / "shuangbei").exists():
        pytest.skip("not built; `make build` first")
    return folder


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def test_that_it_passes_its_own_test_in_any_code_page(built, tmp_path):
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "LC_ALL": "POSIX",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    }
    done = subprocess.run(
        [built / "shuangbei", "self-test"],
        capture_output=True,
        check=False,
        env=environment,
        timeout=300,
    )
    report = json.loads(done.stdout.decode("utf-8"))
    assert done.returncode == 0, report
    assert report["ok"] is True


def test_that_it_is_no_larger_than_promised(built):
    assert sum(path.stat().st_size for path in files(built)) <= LARGEST_MB * 1_000_000


def test_that_catalogues_migrations_and_the_words_of_qt_are_in_it(built):
    inside = built / "_internal"
    assert (inside / "resources" / "catalogues" / "catalogue.toml").exists()
    assert list((inside / "db" / "migrations" / "versions").glob("*.py"))
    words = [path.name for path in files(built) if path.suffix == ".qm"]
    assert words == ["qtbase_zh_CN.qm"]


def test_that_nothing_is_in_it_that_the_program_does_not_use(built):
    names = [str(path.relative_to(built)) for path in files(built)]
    unwanted = ("Qml", "Quick", "WebEngine", "QtNetwork", "libQt6Network", "/tests/", "_ssl.")
    assert [name for name in names if any(part in name for part in unwanted)] == []


def test_that_the_libraries_start_on_an_old_system(built, root):
    tool = root / "packaging" / "linux" / "glibc_need.sh"
    printed = subprocess.run([tool, "-v", built], capture_output=True, text=True, check=True)
    needs = [line.split(" ", 1) for line in printed.stdout.splitlines()]
    assert len(needs) > 20
    newer = {
        name: need
        for need, name in needs
        if tuple(map(int, need.split("."))) > OLDEST_GLIBC
        and not any(part in name for part in (*FROM_THIS_SYSTEM, NOT_FOR_OLD_SYSTEMS))
    }
    assert newer == {}


def test_that_the_licences_of_its_parts_are_in_it(built):
    licences = built / "_internal" / "licences"
    for name in ("THIRD-PARTY.md", "LGPL-3.0.txt", "numpy/LICENSE.txt", "pyinstaller/COPYING.txt"):
        assert (licences / name).stat().st_size > 1000, name
