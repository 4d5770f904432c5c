"""Chooses the window or the command line."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run `shuangbei`: with a command on the command line, without one as a window."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["self-test"]:
        from desktop_app.self_test import self_test

        return self_test(arguments[1:])
    if _wants_window(arguments):
        from desktop_app.ui.app import run as show

        return show(arguments, _workspace(arguments))
    from desktop_app.cli.main import run

    return run(arguments)


def _wants_window(arguments: list[str]) -> bool:
    """Whether only options of the window stand there, or nothing."""
    return not arguments or (len(arguments) == 2 and arguments[0] == "--workspace")


def _workspace(arguments: list[str]) -> Path | None:
    return Path(arguments[1]) if arguments else None


if __name__ == "__main__":
    sys.exit(main())
