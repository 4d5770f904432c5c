"""The plotting library, `pg`, imported without what a still picture has no use for.

Imported plainly, pyqtgraph takes longer than all else that the first page waits for, and 25 MB:

- It copies all names of three Qt modules into modules of its own, and PySide6 makes a class when
  it is first asked for: 700 of them, of which a plot needs a few dozen. The copies below take a
  name over when it is used.
- It imports all its widgets, editors and dialogs. Those that `PARTS` does not name are left out.
- numpy imports its random numbers, masked arrays and the like, which are read on first use here.

Should a later pyqtgraph or numpy be built in another way, nothing is left out that it asks for by
another name, and only the time is lost; that these parts are enough, the tests of the plots hold.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader
from types import ModuleType

from PySide6 import QtCore, QtGui, QtWidgets

COPIER = "_copy_attrs"
"""The function of pyqtgraph that goes through all names and copies those that are not there."""

PARTS = (
    *("Qt", "colors", "colormap", "util", "debug", "reload", "functions"),
    *("Point", "Vector", "Transform3D", "SRTTransform", "SRTTransform3D"),
    *("GraphicsScene", "graphicsItems", "widgets"),
)
"""The parts of pyqtgraph that its plots stand on."""

ITEMS = (
    *("GraphicsItem", "GraphicsObject", "GraphicsWidget", "ItemGroup"),
    *("AxisItem", "BarGraphItem", "PlotCurveItem", "ViewBox", "GraphicsView"),
)
"""Of its many graphics items and widgets those that a plot is made of."""

ON_FIRST_USE = frozenset(
    f"numpy.{part}" for part in ("ctypeslib", "fft", "ma", "polynomial", "random", "testing")
)


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


class _LeftOut(ModuleType):
    """Stands in for a part of pyqtgraph while the others are imported."""

    def __getattr__(self, name: str) -> None:
        """Have every name, so that it can be imported by those who will not use it."""
        if name.startswith("__"):
            raise AttributeError(name)


class _Lean(MetaPathFinder, Loader):
    """Finds the modules that are left out, or are read on first use."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to import a module that is not to be imported as usual."""
        if name in ON_FIRST_USE:
            return self._on_first_use(name, path, target)
        library, *parts = name.split(".")
        if library != "pyqtgraph" or not parts or _is_needed(parts):
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return what stands in for it."""
        return _LeftOut(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: it is empty."""

    def _on_first_use(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None
    ) -> ModuleSpec | None:
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = LazyLoader(spec.loader)
                return spec
        return None


def _is_needed(parts: Sequence[str]) -> bool:
    part, *rest = parts
    if part in {"graphicsItems", "widgets"} and rest:
        return rest[0] in ITEMS
    return part in PARTS


def _forget_left_out() -> None:
    """Let whoever imports such a part later have the true one."""
    for name, module in list(sys.modules.items()):
        if type(module) is _LeftOut:  # to ask a part that is read on first use is to use it
            del sys.modules[name]
            above, _dot, last = name.rpartition(".")
            vars(sys.modules.get(above, module)).pop(last, None)


for _module in (QtCore, QtGui, QtWidgets):
    _copy = _Copy(_module)
    sys.modules.setdefault(_copy.__name__, _copy)

_lean = _Lean()
sys.meta_path.insert(0, _lean)
try:
    import pyqtgraph as pg
finally:
    sys.meta_path.remove(_lean)
    _forget_left_out()

__all__ = ["pg"]
