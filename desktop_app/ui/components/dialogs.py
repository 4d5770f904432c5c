"""Dialogs, only for what cannot be undone, for a password, and for errors; opened, never run."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import Button
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.texts import text


class Question(QDialog):
    """Title is the question, buttons name the acts, the safe one stands left."""

    def __init__(self, parent: QWidget | None, title: str, words: str = "") -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(10)
        column.addWidget(text(title, "section", wrap=True))
        if words:
            column.addWidget(text(words, "fact", wrap=True))
        self.body = QVBoxLayout()
        column.addLayout(self.body)
        column.addSpacing(4)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the texts need at the dialog's width."""
        layout = self.layout()
        if layout is not None:
            width = max(self.minimumWidth(), layout.minimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))
        super().showEvent(event)

    def add_safe(self, words: str) -> Button:
        """Add the button that leaves everything as it is."""
        button = Button(words, self.reject)
        self.buttons.addWidget(button)
        return button

    def add_act(self, words: str, act: Callable[[], object]) -> Button:
        """Add the button that does it."""

        def on_click() -> None:
            self.accept()
            act()

        button = Button(words, on_click, kind="primary")
        button.setDefault(True)
        self.buttons.addWidget(button)
        return button


def ask(
    parent: QWidget,
    question: str,
    words: str,
    act: tuple[str, Callable[[], object]],
    safe: str = "",
) -> Question:
    """Ask before what cannot be undone; `act` is the name of the act and what it does."""
    dialog = Question(parent, question, words)
    dialog.add_safe(safe or _("取消"))
    dialog.add_act(*act)
    dialog.open()
    return dialog


def ask_password(
    parent: QWidget, question: str, words: str, act: tuple[str, Callable[[str], object]]
) -> Question:
    """Ask for a password, which is given to the act and kept nowhere."""
    dialog = Question(parent, question, words)
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    dialog.body.addWidget(LabelledField(_("密码"), field, _("密码只用这一次，不保存。")))
    dialog.add_safe(_("取消"))
    name, on_password = act
    dialog.add_act(name, lambda: on_password(field.text()))
    dialog.open()
    field.setFocus()
    return dialog


def tell_error(parent: QWidget | None, message: str, hint: str) -> Question:
    """Say what stopped the work, why, and the way out."""
    dialog = Question(parent, message, hint)
    dialog.add_safe(_("知道了"))
    dialog.open()
    return dialog


def tell_crash(parent: QWidget | None, report: str) -> Question:
    """Say that the program has a fault; the report can be copied."""
    dialog = Question(
        parent,
        _("程序出了错，这一步没有做完"),
        _("已存下的数据未动。把下面的报告复制给维护人员，可查出原因。"),
    )
    box = QPlainTextEdit(report)
    box.setReadOnly(True)
    box.setAccessibleName(_("出错报告"))
    box.setMinimumSize(520, 200)
    dialog.body.addWidget(box)
    dialog.add_safe(_("关闭"))
    clipboard = QGuiApplication.clipboard()
    dialog.buttons.addWidget(
        Button(_("复制报告"), lambda: clipboard.setText(report), kind="primary", icon="copy")
    )
    dialog.open()
    return dialog
