"""What the tests of packaging share: Windows under wine, and stubs to install there.

They need programs that only those need who ship, and run by `make test-packaging`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rig

ROOT = Path(__file__).parents[2]
WINDOWS = ROOT / "packaging" / "windows"
WINE = WINDOWS / "wine"
EPOCH = "1700000000"


def pytest_collection_modifyitems(items):
    """Mark every test of this folder, and give it the time that building takes."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker("packaged")
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def needs_wine():
    """Skip where the programs for it are not installed."""
    if missing := rig.missing():
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def windows(needs_wine, tmp_path_factory):
    """A Windows of its own, on which nothing was installed yet."""
    prefix = tmp_path_factory.mktemp("wine") / "prefix"
    system = rig.Windows(prefix)
    system.boot()
    yield system
    system.stop()
    shutil.rmtree(prefix, ignore_errors=True)


@pytest.fixture(scope="session")
def stub(needs_wine, tmp_path_factory):
    """A program for Windows that waits."""
    program = tmp_path_factory.mktemp("stub") / "stub.exe"
    rig.build(["x86_64-w64-mingw32-gcc", "-O2", "-s", "-o", program, WINE / "stub.c"])
    return program


@pytest.fixture(scope="session")
def make_setup(stub, tmp_path_factory):
    """Make an installer of stubs; each version has a library file of its own, and `more`."""

    def make(version, *options, epoch=EPOCH, more=None, scripts=WINDOWS, **environment):
        folder = tmp_path_factory.mktemp("payload")
        payload = folder / "shuangbei"
        (payload / "_internal").mkdir(parents=True)
        for name in ("shuangbei.exe", "shuangbei-window.exe"):
            shutil.copy(stub, payload / name)
        (payload / "_internal" / "shared.txt").write_text(version, "utf-8")
        (payload / "_internal" / f"only-{version}.txt").write_text(version, "utf-8")
        for name, text in (more or {}).items():
            (payload / name).write_text(text, "utf-8")
        setup = folder / f"shuangbei-{version}-setup.exe"
        subprocess.run(
            [scripts / "make_installer.sh", payload, version, setup, "-DFAST", *options],
            check=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": epoch, **environment},
        )
        return setup

    return make


@pytest.fixture(scope="session")
def setups(make_setup):
    """An older and a newer installer."""
    return {version: make_setup(version) for version in ("0.1.0", "0.2.0")}
