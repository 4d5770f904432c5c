"""What only Windows does to a program: these run there, and under wine by `make test-packaging`."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from desktop_app.cli.main import run
from desktop_app.work.demo import demo

GENERIC_READ, GENERIC_WRITE, OPEN_EXISTING = 0x80000000, 0x40000000, 3
SHARE_READ = 1

if sys.platform != "win32":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """What the demo makes, in a folder as clerks name them."""
    folder = tmp_path_factory.mktemp("用户 王 敏") / "科技局（2024）& 报送 #1"
    return demo(folder, lambda _what, _seconds: None).folder


@pytest.fixture
def workspace(made, tmp_path):
    """The demo's workspace, one's own."""
    return shutil.copytree(made / "workspace", tmp_path / "工作 区")


@pytest.fixture
def shuangbei(workspace, capfd):
    """Run a command on the workspace; return its exit code and what it said, both streams."""

    def act(*words):
        capfd.readouterr()
        code = run(["--workspace", str(workspace), *map(str, words)])
        said = capfd.readouterr()
        return SimpleNamespace(code=code, said=said.out + said.err)

    return act


@pytest.fixture
def held():
    """Have a file open as another program would: Excel lets others read, some let nobody."""
    import ctypes

    system = ctypes.WinDLL("kernel32")
    system.CreateFileW.restype = ctypes.c_void_p

    @contextmanager
    def hold(path, *, alone=False):
        wanted, shared = GENERIC_READ | GENERIC_WRITE, 0 if alone else SHARE_READ
        made = system.CreateFileW(str(path), wanted, shared, None, OPEN_EXISTING, 0, None)
        handle = ctypes.c_void_p(made)
        assert handle.value not in (None, ctypes.c_void_p(-1).value)
        try:
            yield
        finally:
            system.CloseHandle(handle)

    return hold
