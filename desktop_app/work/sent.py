"""The folder of packages as sent, which must agree with the reports whatever stops the program.

A package is made in `sent/.new`. It gets its name in `sent` once its report is recorded as sent,
and when the program was stopped in between, the next one that opens the workspace does the rest.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.work.workspace import Workspace

_DRAFTS = ".new"


def draft_of(kept: Path) -> Path:
    """Return where the package that is to be `kept` is made, having made the folder.

    Raises:
        OSError: The folder cannot be made.
    """
    draft = kept.parent / _DRAFTS / kept.name
    draft.parent.mkdir(exist_ok=True)
    return draft


def settle_sent(ws: Workspace) -> None:
    """Name the packages that are recorded as sent; clear away those that never were.

    Only for who holds the workspace's lock: another one may be at work on a draft.
    """
    drafts = [path for path in (ws.sent / _DRAFTS).glob("*") if path.is_file()]
    if not drafts:
        return
    sent = {
        str(name): str(digest)
        for _uid, _version, name, digest in ws.store.rows(
            "report", ("package_name", "package_digest"), where="r.package_name IS NOT NULL"
        )
    }
    # What cannot be moved today is looked at again next time.
    with suppress(OSError):
        for draft in drafts:
            kept = ws.sent / draft.name
            digest = hashlib.sha256(draft.read_bytes()).hexdigest()
            if sent.get(draft.name) == digest and not kept.exists():
                draft.replace(kept)
            else:
                draft.unlink()
