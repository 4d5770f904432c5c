"""Runs a reader over bytes from outside; whatever it stumbles over means damaged bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from desktop_app.sheets.caps import OverCapError
from desktop_app.sheets.read_errors import BadFile, FileProblem, RefusedError
from desktop_app.sheets.table import Content, Row

# What reading a number, a place or a length from bytes that make no sense ends in.
_DAMAGE = (
    BadZipFile,
    struct.error,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    ArithmeticError,
    RecursionError,
)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Say of a file what is wrong with its bytes.

    Raises:
        BadFile: Something is.
    """
    try:
        yield
    except RefusedError as refused:
        raise BadFile(path, refused.problem, refused.detail) from refused
    except (OverCapError, MemoryError) as error:
        raise BadFile(path, FileProblem.TOO_LARGE) from error
    except _DAMAGE as error:
        raise BadFile(path, FileProblem.CORRUPT) from error


def reading(path: Path, read: Callable[[], Content]) -> Callable[[], Content]:
    """Return what reads a sheet and names the file where it cannot, also in the middle of it."""

    def run() -> Content:
        with naming(path):
            content = read()
        return replace(content, rows=_named(path, content.rows))

    return run


def _named(path: Path, rows: Iterator[Row]) -> Iterator[Row]:
    with naming(path):
        yield from rows
