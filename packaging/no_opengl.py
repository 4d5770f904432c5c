"""Stands in the built program for Qt's two OpenGL modules, which charts name and never use.

pyqtgraph imports them with its first plot, 20 MB with what they need. Should a chart ever ask for
something of theirs it fails by that name, which the self-test shows.
"""

from __future__ import annotations

import sys
from types import ModuleType


class _Widgets(ModuleType):
    """QtOpenGLWidgets: a kind of widget that no widget is of."""

    def __getattr__(self, name: str) -> object:
        """Make the class when it is first asked for; until then Qt need not be imported."""
        if name != "QOpenGLWidget":
            raise AttributeError(name)
        from PySide6.QtWidgets import QWidget

        self.QOpenGLWidget = type(name, (QWidget,), {})
        return self.QOpenGLWidget


for _module in (ModuleType("PySide6.QtOpenGL"), _Widgets("PySide6.QtOpenGLWidgets")):
    sys.modules[_module.__name__] = _module
