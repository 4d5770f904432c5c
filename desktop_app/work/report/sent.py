"""The folder of files as sent, which must agree with the records whatever stops the program.

What leaves the house - a package, a receipt or return slip, a task file - is made in `sent/.new`.
It gets its name in `sent` once it is recorded as sent, and when the program was stopped in between,
the next one that opens the workspace does the rest.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.paths import settle_names

if TYPE_CHECKING:
    from desktop_app.work.workspace import Workspace

_DRAFTS = ".new"


def draft_of(kept: Path) -> Path:
    """Return where the file that is to be `kept` is made, having made the folder.

    Raises:
        OSError: The folder cannot be made.
    """
    draft = kept.parent / _DRAFTS / kept.name
    if not draft.parent.is_dir():
        draft.parent.mkdir()
        settle_names(kept.parent)
    return draft


def settle_sent(ws: Workspace) -> None:
    """Name the files that are recorded as sent; clear away those that never were.

    Only for who holds the workspace's lock: another one may be at work on a draft.
    """
    drafts = [path for path in (ws.sent / _DRAFTS).glob("*") if path.is_file()]
    if not drafts:
        return
    sent = _recorded(ws)
    # What cannot be moved today is looked at again next time.
    with suppress(OSError):
        for draft in drafts:
            kept = ws.sent / draft.name
            digest = hashlib.sha256(draft.read_bytes()).hexdigest()
            if (draft.name, digest) in sent and not kept.exists():
                draft.replace(kept)
                settle_names(ws.sent)
            else:
                draft.unlink()


def _recorded(ws: Workspace) -> set[tuple[str, str]]:
    """Return name and digest of what was sent: the unit's packages, or the city's answers."""
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT package_name, package_digest FROM report WHERE unit = ? "
            "UNION ALL SELECT file, digest FROM exchange WHERE state = 'outgoing'",
            (ws.unit,),
        ).fetchall()
    return {(str(name), str(digest)) for name, digest in found if name}
