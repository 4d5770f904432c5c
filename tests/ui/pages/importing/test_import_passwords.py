"""导入: encrypted files are asked for once, a wrong password is told, and nobody is pestered."""

from __future__ import annotations

import io

import msoffcrypto
import pytest
from golden_sheets.grid import grid
from golden_sheets.write_xlsx import xlsx
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

PASSWORD = "开门-8888"


@pytest.fixture
def locked(tmp_path):
    plain = tmp_path / "明.xlsx"
    xlsx(plain, {"名录": grid("企业名称 | 信用代码\n{甲} | {A}")})
    out = io.BytesIO()
    with plain.open("rb") as file:
        msoffcrypto.OfficeFile(file).encrypt(PASSWORD, out)
    path = tmp_path / "锁着.xlsx"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def free(tmp_path):
    path = tmp_path / "企业名录.csv"
    path.write_text("企业名称,统一社会信用代码\n宁波甲有限公司,91330203MA2TE5T1XB\n", "utf-8")
    return path


def dialog(page):
    return next(one for one in page.findChildren(QDialog) if one.isVisible())


def enter(page, password):
    asked = dialog(page)
    asked.findChild(QLineEdit).setText(password)
    asked.buttons.itemAt(2).widget().click()


def words(asked):
    return "\n".join(label.text() for label in asked.findChildren(QLabel))


def test_that_a_wrong_password_is_told_and_the_right_one_opens(page, look, locked):
    look(locked)
    assert "刚才输入的密码" not in words(dialog(page))
    enter(page, "8888")
    look()
    assert "刚才输入的密码打不开它" in words(dialog(page))
    enter(page, PASSWORD)
    look()
    assert page.preview.taken == 1


def test_that_who_gives_no_password_is_asked_again_only_on_demand(page, look, locked, free):
    look(locked, free)
    dialog(page).reject()
    page.match.period.activated.emit(0)
    look()
    assert not any(one.isVisible() for one in page.findChildren(QDialog))
    page.match.sheets.choose(0)
    assert "有打开密码" in page.match.about.text()
    page.match.sheets.row_opened.emit(0)
    enter(page, PASSWORD)
    look()
    assert page.preview.taken == 2
