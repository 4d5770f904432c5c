"""Questions for files begin where the last one was answered."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.importing.preview import SUFFIXES
from desktop_app.ui import file_dialogs


def test_that_the_next_question_begins_in_the_folder_of_the_last_answer(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    chosen = []
    first = file_dialogs.ask_open(window, "选证书", file_dialogs.certificates(), chosen.append)
    first.filesSelected.emit([str(tmp_path / "330203.crt.pem")])
    first.reject()
    following = file_dialogs.ask_open(
        window, "选根证书", file_dialogs.certificates(), chosen.append
    )
    assert chosen == [tmp_path / "330203.crt.pem"]
    assert Path(following.directory().path()) == tmp_path
    following.reject()


def test_that_all_that_folders_are_looked_through_for_is_offered():
    offered = file_dialogs.tables().partition(";;")[0]
    assert {f".{one}" for one in re.findall(r"\*\.(\w+)", offered)} == SUFFIXES
