"""The plotting library, `pg`, imported without making every class that Qt has.

pyqtgraph copies all names of three Qt modules into modules of its own, and PySide6 makes a class
when it is first asked for: 700 of them, which take a third of the import and 9 MB, and of which a
plot needs a few dozen. The copies below take a name over when it is used. Should a later pyqtgraph
copy in another way, they are asked for everything as before, and only the time is lost.
"""

from __future__ import annotations

import sys
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

COPIER = "_copy_attrs"
"""The function of pyqtgraph that goes through all names and copies those that are not there."""


class _Copy(ModuleType):
    """pyqtgraph's copy of a Qt module."""

    def __init__(self, module: ModuleType) -> None:
        super().__init__(module.__name__.replace("PySide6", "pyqtgraph.Qt"))
        self._module = module

    def __getattr__(self, name: str) -> object:
        """Take a name over; the copier only asks whether it is there."""
        if sys._getframe(1).f_code.co_name == COPIER:  # noqa: SLF001 - who asks is what matters
            return None
        value = getattr(self._module, name)
        setattr(self, name, value)
        return value


for _module in (QtCore, QtGui, QtWidgets):
    _copy = _Copy(_module)
    sys.modules.setdefault(_copy.__name__, _copy)

import pyqtgraph as pg  # noqa: E402 - the copies stand in its way

__all__ = ["pg"]
