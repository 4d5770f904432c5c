"""What the tests of the city's pages share: districts' packages, and a desk on the city's data."""

from __future__ import annotations

import importlib.util
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from desktop_app.packages.pki.keys import Algorithm
from desktop_app.packages.pki.throwaway import make_certificate
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.work.keys.enrol import look_at, new_request, take_in

TESTS = Path(__file__).parents[2]
PASSWORD = "a password for tests"
PERIOD = "2024"


def _load(name: str, path: Path) -> ModuleType:
    """Load fixtures of another folder once; tests are no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


_city = _load("city_fixtures", TESTS / "unit" / "work" / "city" / "conftest.py")
_pages = _load("page_fixtures", TESTS / "ui" / "pages" / "conftest.py")

catalogue, authority, signer_of = _city.catalogue, _city.authority, _city.signer_of
office, new_city, city = _city.office, _city.new_city, _city.city
toasts, journeys, failures = _pages.toasts, _pages.journeys, _pages.failures
shown, settled = _pages.shown, _pages.settled


@pytest.fixture
def desk(city, qtbot):
    """A session on the city's workspace; a fault of the program in it fails the test."""
    operations = Operations()
    faults: list[BaseException] = []
    operations.crashed.connect(faults.append)
    made = Desk(operations)
    made.open(city, PERIOD)
    yield made
    qtbot.waitUntil(lambda: not operations.busy and not made.at_work)
    operations.close()
    assert not faults, faults


@pytest.fixture
def finished(desk, qtbot):
    """Wait until a page's child process has ended and what it wrote is shown."""

    def wait(page: Page) -> None:
        qtbot.waitUntil(lambda: not page.run.running and not desk.operations.busy)
        _pages.settle(qtbot, desk)

    return wait


@pytest.fixture
def city_key(city, authority, tmp_path):
    """The city's own key, installed."""
    request = new_request(
        city, person="陈立", role="经办人", password=PASSWORD, algorithm=Algorithm.ECDSA
    )
    now = datetime.now(UTC)
    path = make_certificate(tmp_path, authority, request, years=3, now=now)
    take_in(city, look_at(city, path, city.trust / "ca.pem"), PASSWORD)
    return PASSWORD
