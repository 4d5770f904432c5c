"""Lets two threads share the interpreter in short turns."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_TURN = 0.0005
"""Seconds for which one thread keeps the interpreter while another waits for it."""


@contextmanager
def quick_turns() -> Iterator[None]:
    """Let a second thread go on soon after each step that it takes without the interpreter.

    Usually it would wait 5 ms each time it has parsed, hashed or packed a block, which is as long
    as that takes.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
