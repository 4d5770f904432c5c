"""What the tests of the window share: a dressed application, pictures of widgets."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from threading import Event

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui import theme
from desktop_app.ui.operations import Operations

PATIENCE = 240_000
"""Milliseconds."""


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Wait long for what comes at once on a machine with nothing else to do."""
    for name in ("waitUntil", "waitSignal", "waitExposed", "waitActive"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE))
    return qtbot


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light and at the standard density."""
    look = theme.look()
    if not qapp.styleSheet():
        look.start("light")
    look.set_mode("light")
    look.set_density("standard")
    yield
    look.set_mode("light")


@pytest.fixture
def picture_folder(tmp_path: Path) -> Path:
    """Where pictures go; GALLERY names a folder to keep them in."""
    folder = Path(os.environ.get("GALLERY", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def picture(picture_folder: Path) -> Callable[[QWidget, str], Path]:
    """Save a widget as PNG."""

    def save(widget: QWidget, name: str) -> Path:
        path = picture_folder / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return save


@pytest.fixture
def busy() -> Callable[[Operations], AbstractContextManager[None]]:
    """Let the data thread be at work with something else for as long as a block lasts."""

    @contextmanager
    def hold(operations: Operations) -> Iterator[None]:
        gate = Event()
        operations.run(gate.wait)
        try:
            yield
        finally:
            gate.set()

    return hold


def _fake_source() -> type:
    """Load the module beside this file once; tests are no package."""
    name = "ui_fake_source"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, Path(__file__).with_name("fake_source.py")
        )
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name].FakeSource


@pytest.fixture
def fake_source() -> type:
    """The class of a source in memory; call it with a number of rows."""
    return _fake_source()
