"""What the tests of the pages share: a small workspace of one district, and pages at work in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from city_answers import CityOffice
from PySide6.QtWidgets import QWidget

from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.throwaway import make_authority, make_certificate
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.work.edit import add_record
from desktop_app.work.keys.enrol import CITY, CITY_OFFICE, Algorithm, new_request
from desktop_app.work.workspace import Workspace, init_workspace

PERIOD = "2024"
PASSWORD = "a password for tests"
FIRM = {
    "name": "宁波示例科技有限公司",
    "uscc": "91330203MA2TE5T1XB",
    "legal_rep": "周予安",
    "found_date": "2015-03-02",
    "gbt2260": "330203",
    "address": "海曙区示例路 1 号",
    "industry_code": "3444",
    "main_business": "液压阀",
    "reg_type": "私营有限责任公司",
    "op_status": "营业",
    "above_scale": "否",
}
"""A made-up firm without faults."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A district's workspace without data."""
    ws = init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="王敏")
    yield ws
    ws.close()


@pytest.fixture
def due_firm(workspace: Workspace) -> str:
    """A firm without figures of 2024, which is due, and a report of 2024; its uid."""
    uid, edited = add_record(workspace, "firm", FIRM)
    assert not edited.refused
    add_record(workspace, "unit_total", {"indicator": "A1", "value": "1"}, period=PERIOD)
    return uid


@pytest.fixture
def faulty_firm(workspace: Workspace) -> str:
    """A firm with figures of 2024 that break 强制 and 核实 rules; the uid of its figures."""
    firm, _edited = add_record(workspace, "firm", FIRM)
    figures = {"rd_staff": "46", "bachelor_staff": "52", "rd_total": "15480"}
    uid, _edited = add_record(workspace, "rd_activity", figures, parent=firm, period=PERIOD)
    return uid


@pytest.fixture
def desk(workspace: Workspace, qtbot) -> Iterator[Desk]:
    """A session on the workspace; a fault of the program in it fails the test."""
    operations = Operations()
    faults: list[BaseException] = []
    operations.crashed.connect(faults.append)
    made = Desk(operations)
    made.open(workspace, PERIOD)
    yield made
    qtbot.waitUntil(lambda: not operations.busy)
    operations.close()
    assert not faults, faults


@pytest.fixture
def toasts(desk: Desk) -> list[tuple[str, object]]:
    """What the window would tell in toasts, with the acts that take it back."""
    told: list[tuple[str, object]] = []
    desk.toast_wanted.connect(lambda words, action: told.append((words, action)))
    return told


@pytest.fixture
def journeys(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    """Pages that were asked for, with their targets."""
    asked: list[tuple[str, dict[str, object]]] = []
    desk.page_wanted.connect(lambda page, target: asked.append((page, target)))
    return asked


@pytest.fixture
def failures(desk: Desk) -> list[object]:
    """UserErrors that the window would show in a dialog."""
    told: list[object] = []
    desk.operations.failed.connect(told.append)
    return told


@pytest.fixture
def shown(desk: Desk, qtbot) -> Iterator[Callable[[Callable[[Desk], QWidget]], QWidget]]:
    """Make a page, show it at 1440 × 900 less the frame, and wait until it stands."""
    made: list[QWidget] = []

    def show(make: Callable[[Desk], QWidget]) -> QWidget:
        page = make(desk)
        made.append(page)
        page.resize(1264, 820)
        page.show()
        if isinstance(page, Page):
            page.refresh()
        settle(qtbot, desk)
        return page

    yield show
    # Not left to qtbot: it takes the widgets away while work for them may still be at work.
    settle(qtbot, desk)
    for page in made:
        page.close()
        page.deleteLater()


@pytest.fixture
def settled(desk: Desk, qtbot) -> Callable[[], None]:
    """Wait until nothing is at work."""
    return lambda: settle(qtbot, desk)


@pytest.fixture
def finished(desk: Desk, qtbot) -> Callable[[Page], None]:
    """Wait until a page's child process has ended and what it wrote is shown."""

    def wait(page: Page) -> None:
        qtbot.waitUntil(lambda: not page._task.running)
        settle(qtbot, desk)

    return wait


def settle(qtbot, desk: Desk) -> None:
    """Let queued work run out, and what its results ask for in turn."""
    for _round in range(3):
        qtbot.waitUntil(lambda: not desk.operations.busy)
        qtbot.wait(1)


@pytest.fixture
def certificate(workspace: Workspace, tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for the workspace's key, and the throwaway CA that issued it."""
    now = datetime.now(UTC)
    folder = tmp_path / "city"
    folder.mkdir()
    authority = make_authority(folder, Identity(CITY, CITY_OFFICE, "测试根证书"), now)
    request = new_request(
        workspace,
        person="沈洁",
        role="统计负责人",
        password=PASSWORD,
        algorithm=Algorithm.ECDSA,
    )
    made = make_certificate(folder, authority, request, years=3, now=now)
    return made, folder / "ca.pem"


@pytest.fixture
def password() -> str:
    """The password of the workspace's key."""
    return PASSWORD


@pytest.fixture
def city_office(workspace: Workspace, tmp_path: Path) -> CityOffice:
    """The city that answers what the workspace sent."""
    folder = tmp_path / "answers"
    folder.mkdir()
    return CityOffice(workspace, folder)
