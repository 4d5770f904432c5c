"""Who changes the data, as the journal keeps it."""

from __future__ import annotations

import getpass
import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """The person at the desk; only a key's password ever proves a person."""

    person: str = ""
    role: str = ""
    os_user: str = ""
    machine: str = ""


def this_author(person: str = "", role: str = "") -> Author:
    """Return the author with the names of this computer's user and of the computer."""
    try:
        os_user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        os_user = ""
    return Author(person or os_user, role, os_user, platform.node())
