"""The folder of files as sent, which must agree with the records whatever stops the program.

What leaves the house - a package, a receipt or return slip, a task file - is made in `sent/.new`.
It gets its name in `sent` once it is recorded as sent, and when the program was stopped in between,
the next one that opens the workspace does the rest. A package that awaits its second signature
is not sent: it is kept in `sent/.half`.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.paths import settle_names, take_place

if TYPE_CHECKING:
    from desktop_app.work.workspace import Workspace

HALF = "half"
"""Kind and state, in `exchange`, of a package that awaits its second signature."""

_DRAFTS = ".new"


def half_folder(sent: Path) -> Path:
    """Return the folder of the packages that await their second signature."""
    return sent / f".{HALF}"


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


def settle_sent(ws: Workspace, own: Path | None = None) -> None:
    """Name the files that are recorded as sent; clear away those that never were.

    Args:
        ws: The workspace, which is written to.
        own: The draft that the caller made: no other is cleared away then, for the window and a
            child of it may be at work on one each. None for who opens the workspace.
    """
    drafts = [path for path in (ws.sent / _DRAFTS).glob("*") if path.is_file()]
    if not drafts:
        return
    from desktop_app.packages.first_form import package_digest

    places = _recorded(ws)
    # What cannot be moved today is looked at again next time.
    with suppress(OSError):
        for draft in drafts:
            folder = places.get((draft.name, package_digest(draft.read_bytes())))
            # One that awaits a signature takes the place of what did before it.
            if folder is None or (folder == ws.sent and (folder / draft.name).exists()):
                if own in {None, draft}:
                    draft.unlink()
                continue
            folder.mkdir(exist_ok=True)
            take_place(draft, folder / draft.name)
            settle_names(folder)


def _recorded(ws: Workspace) -> dict[tuple[str, str], Path]:
    """Return where what was recorded is kept, by name and digest.

    That is the unit's packages, those that await a signature, or the city's answers.
    """
    with ws.store.reading() as connection:
        found = connection.execute(
            "SELECT package_name, package_digest, 0 FROM report WHERE unit = :unit "
            "UNION ALL SELECT file, digest, kind = :half FROM exchange "
            "WHERE state IN ('outgoing', :half)",
            {"unit": ws.unit, "half": HALF},
        ).fetchall()
    folders = (ws.sent, half_folder(ws.sent))
    return {(str(name), str(digest)): folders[half] for name, digest, half in found if name}
