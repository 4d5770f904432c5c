"""Files that another program's window lets go of over ours, by the pointer and through X itself."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from city_desk import PASSWORD, Office, Province
from real_screen import Screen, dropped, needs_screen, titled, wait, window

from desktop_app.packages.pki.key_files import Purpose
from desktop_app.packages.pki.keys import open_p12
from desktop_app.work.city.answers import issue_receipt, issue_return
from desktop_app.work.city.merge import merge
from desktop_app.work.task.make import draft_task, make_task
from desktop_app.work.task.source import read_source

HEARD = 2.0
"""Seconds that a key is given before it is pressed once more."""
SOMEWHERE, ON_THE_NAVIGATION = (700, 500), (90, 600)


@pytest.fixture
def province(tmp_path, firm_without_findings) -> Iterator[tuple[Province, Office]]:
    """The city and a district that has sent nothing yet."""
    made = Province(tmp_path)
    office = made.enrol("330203", firm_without_findings)
    office.ready()
    for one in (made.city, office):
        one.ws.keep(period="2024")
    yield made, office
    made.close()


def asked(folder: Path, question: str) -> object:
    """Return what the data of a workspace say, read beside the window."""
    connection = sqlite3.connect(f"{(folder / 'data.db').as_uri()}?mode=ro", uri=True)
    try:
        row = connection.execute(question).fetchone()
    finally:
        connection.close()
    return row[0] if row else None


def receipt(province: Province, package: Path) -> Path:
    return province.issue(issue_receipt, package, "回执.xlsx")


def slip(province: Province, package: Path) -> Path:
    return province.issue(issue_return, package, "退回单.xlsx", remarks=(), text="核对人员数")


@needs_screen
@pytest.mark.parametrize(
    ("answer", "state", "point"),
    [(receipt, "已受理", SOMEWHERE), (slip, "退回", ON_THE_NAVIGATION)],
    ids=["a receipt", "a return slip on the navigation"],
)
def test_that_an_answer_of_the_city_is_taken_where_it_is_dropped(
    screen: Screen,
    province: tuple[Province, Office],
    answer: Callable[[Province, Path], Path],
    state: str,
    point: tuple[int, int],
):
    city, office = province
    package = office.send()
    merge(city.city.ws, [package])
    file = answer(city, package)
    folder = office.ws.folder
    office.ws.close()
    with (
        window(screen, "总览", "--workspace", str(folder)) as program,
        dropped(screen, file, point),
    ):
        wait(
            "the answer is taken",
            lambda: asked(folder, "SELECT state FROM report") == state,
            program,
        )
    office.reopen()


@needs_screen
def test_that_a_task_file_shows_what_it_would_change_where_it_is_dropped(
    screen: Screen, province: tuple[Province, Office], tmp_path: Path
):
    city, office = province
    source, file = tmp_path / "task.toml", tmp_path / "任务.xlsx"
    source.write_text('[[period]]\nfor_period = "2024"\ndeadline = 2099-12-31\n', "utf-8")
    draft = draft_task(city.city.ws, read_source(source, city.city.ws.catalogue))
    signer = open_p12(city.city.key, PASSWORD)
    make_task(
        city.city.ws, draft, signer=signer, out=file, certificate=city.city.ws.keys / "3302.crt.pem"
    )
    folder = office.ws.folder
    office.ws.close()
    with (
        window(screen, "总览", "--workspace", str(folder)) as program,
        dropped(screen, file, SOMEWHERE),
    ):
        wait("the page of the task is shown", lambda: titled(screen, "任务文件"), program)
    assert asked(folder, "SELECT count(*) FROM task_period") == 0
    office.reopen()


@needs_screen
@pytest.mark.parametrize("sealed", [False, True], ids=["a package", "a package in an envelope"])
def test_that_a_folder_dropped_on_the_city_is_previewed_and_merged(
    screen: Screen, province: tuple[Province, Office], *, sealed: bool
):
    city, office = province
    certificate = None
    if sealed:
        city.certify(city.city, Purpose.ENCRYPTION)
        city.certify(office, Purpose.ENCRYPTION)
        certificate = city.city.ws.keys / "3302.encryption.crt.pem"
    package = office.send(encrypt=certificate)
    assert package.suffix == (".p7m" if sealed else ".xlsx")
    arrived = package.parent / "收到"
    arrived.mkdir()
    package.rename(arrived / package.name)
    folder = city.city.ws.folder
    city.city.ws.close()

    def merged() -> bool:
        # The button has the focus as soon as the preview stands; a tile before it.
        if asked(folder, "SELECT count(*) FROM report") != 1:
            screen.press("Return")
            time.sleep(HEARD)
        return asked(folder, "SELECT count(*) FROM report") == 1

    with (
        window(screen, "收件", "--workspace", str(folder)) as program,
        dropped(screen, arrived, SOMEWHERE),
    ):
        if sealed:
            give_password(screen, program)
        wait("the package is merged", merged, program)
    city.city.reopen()


def give_password(screen: Screen, program: subprocess.Popen[str]) -> None:
    """Answer the question for the city's password; nobody gives a window the keyboard here."""
    question = ("search", "--onlyvisible", "--name", "打开加密的报送包")
    shown = wait("the password is asked for", lambda: screen.do(*question), program)
    screen.do("windowfocus", "--sync", str(shown).split()[0])
    screen.type(PASSWORD)
    screen.press("Return")
    wait("the question is gone", lambda: not screen.do(*question), program)
    screen.do("windowfocus", "--sync", titled(screen, "收件"))
