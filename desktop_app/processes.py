"""How processes of the program get on with each other: one is asked to stop, one gives way.

Elsewhere SIGTERM stops one gently. Windows can only end a program without a console at once, and
what it had half written would lie about; there each command waits for an event with its number.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

if sys.platform == "win32":
    import ctypes
    from threading import Thread

    _MAY_SET = 0x0002  # EVENT_MODIFY_STATE
    _SIGNALLED = 0
    _THIS_PROCESS = -1
    _BELOW_NORMAL = 0x4000
    _system = ctypes.WinDLL("kernel32")
    _system.CreateEventW.restype = _system.OpenEventW.restype = ctypes.c_void_p

    def listen(stop: Callable[[], None]) -> None:
        """Have `stop` called, in a thread of its own, when another process asks this one to end."""
        event = ctypes.c_void_p(_system.CreateEventW(None, 1, 0, _name(os.getpid())))

        def wait() -> None:
            if _system.WaitForSingleObject(event, -1) == _SIGNALLED:
                stop()

        Thread(target=wait, daemon=True).start()

    def ask_to_stop(process: int) -> bool:
        """Ask a process to end; False where it does not listen."""
        event = ctypes.c_void_p(_system.OpenEventW(_MAY_SET, 0, _name(process)))
        if not event:
            return False
        _system.SetEvent(event)
        _system.CloseHandle(event)
        return True

    def give_way() -> None:
        """Let other processes of this computer go first."""
        _system.SetPriorityClass(ctypes.c_void_p(_THIS_PROCESS), _BELOW_NORMAL)

    def is_at_work(process: int) -> bool:  # noqa: ARG001 - elsewhere it is asked
        """Say no: nobody can remove a file here that a process has open, so that none need ask."""
        return False

    def _name(process: int) -> str:
        return f"Local\\shuangbei-stop-{process}"

else:
    _NICENESS = 10

    def listen(stop: Callable[[], None]) -> None:
        """Do nothing: the signal comes by itself."""

    def ask_to_stop(process: int) -> bool:  # noqa: ARG001 - Windows needs it
        """Leave it to the signal."""
        return False

    def give_way() -> None:
        """Let other processes of this computer go first."""
        os.nice(_NICENESS)

    def is_at_work(process: int) -> bool:
        """Whether a process is there, so that what it has half written is to be left alone."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
