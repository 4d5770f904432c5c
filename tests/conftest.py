"""What all tests share: a screen that is not there, folders that are nobody's, no skips in CI."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure of the program, and the same program passes or fails each time;
# `pytest --hypothesis-profile=searching` looks for examples that nobody has tried.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile("steady")

ROOT = Path(__file__).parent.parent
NO_SKIP = "SHUANGBEI_NO_SKIP"

# Before Qt is loaded by any plugin: no test may open a window on somebody's screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
if os.name == "nt":
    # There it looks for fonts beside itself, and says on each start that it has none.
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["SYSTEMROOT"], "Fonts")))
# Chinese is the language of the program; a test that wants English asks for it.
os.environ["LANGUAGE"] = "zh_CN"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, monkeypatch):
    """Keep tests away from the data, settings and keys of the person who runs them."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))


def _fail_instead(report):
    reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"Skipped, which {NO_SKIP} forbids: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    expected = hasattr(report, "wasxfail")
    if os.environ.get(NO_SKIP) and report.skipped and not expected:
        _fail_instead(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if os.environ.get(NO_SKIP) and report.skipped:
        _fail_instead(report)
    return report


def pytest_itemcollected(item):
    """Refuse a name that differs from run to run: workers could not share the tests then."""
    if " at 0x" in item.nodeid:
        message = f"The name of this test holds an address; give it ids: {item.nodeid}"
        raise pytest.UsageError(message)
