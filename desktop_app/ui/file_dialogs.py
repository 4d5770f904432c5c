"""Asking for files and folders without waiting for the answer, and showing a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.i18n import _


class _Last:
    """The folder that was chosen from last, in which the next question begins."""

    folder = ""


def workbooks() -> str:
    """Return the filter for files that this program writes."""
    return _("工作簿 (*.xlsx)")


def packages() -> str:
    """Return the filter for what units send to the city, encrypted or not."""
    return _("报送包 (*.xlsx *.p7m)")


def tables() -> str:
    """Return the filter for everything that can be imported."""
    return _(
        "表格 (*.xlsx *.xlsm *.xlsb *.xltx *.xls *.xlt *.et *.ett *.ods *.csv *.tsv *.txt"
        " *.xml *.htm *.html *.mht *.mhtml);;所有文件 (*)"
    )


def recipes() -> str:
    """Return the filter for what imports remember."""
    return _("导入方案 (*.toml)")


def notices() -> str:
    """Return the filter for what the city answers, and for its revocation lists."""
    return _("回执、退回单、吊销名单、登记书 (*.xlsx *.crl *.admit)")


def admissions() -> str:
    """Admissions of certificates of other CAs."""
    return _("登记书 (*.admit)")


def certificates() -> str:
    """Return the filter for certificates."""
    return _("证书 (*.pem *.crt *.cer);;所有文件 (*)")


def requests() -> str:
    """Return the filter for certificate requests."""
    return _("证书申请 (*.csr.pem *.csr);;所有文件 (*)")


def authority_keys() -> str:
    """Return the filter for the key of the city's CA."""
    return _("根证书密钥 (*.key.pem);;所有文件 (*)")


def key_files() -> str:
    """Return the filter for signing keys."""
    return _("密钥 (*.p12 *.pfx *.token.json);;所有文件 (*)")


def ask_open(
    parent: QWidget, title: str, pattern: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Ask for one file that is there."""
    dialog = QFileDialog(parent, title, _Last.folder, pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(dialog, lambda paths: then(paths[0]))


def ask_several(
    parent: QWidget, title: str, pattern: str, then: Callable[[Sequence[Path]], object]
) -> QFileDialog:
    """Ask for files that are there."""
    dialog = QFileDialog(parent, title, _Last.folder, pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _open(dialog, then)


def ask_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder."""
    dialog = QFileDialog(parent, title, _Last.folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog, lambda paths: then(paths[0]))


def ask_save(
    parent: QWidget,
    title: str,
    proposed: str,
    then: Callable[[Path], object],
    pattern: str = "",
) -> QFileDialog:
    """Ask where a file, a workbook without another `pattern`, is written; `proposed` names it."""
    dialog = QFileDialog(parent, title, _Last.folder, pattern or workbooks())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(proposed).suffix.lstrip("."))
    dialog.selectFile(proposed)
    return _open(dialog, lambda paths: then(paths[0]))


def show_folder(path: Path) -> None:
    """Open the folder that holds `path`, or `path` itself where it is one, in the file manager."""
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _open(dialog: QFileDialog, then: Callable[[list[Path]], object]) -> QFileDialog:
    def choose(names: list[str]) -> None:
        paths = [Path(name) for name in names]
        _Last.folder = str(paths[0] if paths[0].is_dir() else paths[0].parent)
        then(paths)

    dialog.filesSelected.connect(choose)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
