"""Does one kind of work on a workspace until it is killed; told what to do line by line.

Each line on standard input is a JSON list: kind of work, folder of the workspace, file to note
progress in, and a limit of bytes that a file may grow to (0 for none). A child of this process
does the work, so that all is loaded already when it begins; its number is printed. An empty line
then waits for its end, after which `gone` is printed.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import sys
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.importing.model import Choice, ImportOptions
from desktop_app.work.city.merge import merge
from desktop_app.work.edit import CellText, set_cells
from desktop_app.work.history import redo_last, undo_last
from desktop_app.work.importing.files import import_files
from desktop_app.work.report.pack import pack
from desktop_app.work.workspace import init_workspace, open_workspace

PASSWORD = "a long password"
SHEET = "统一社会信用代码,单位详细名称,法定代表人\n"
CODES = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def uscc(number):
    """Return the credit code of the made-up firm with this number."""
    body = f"91330203{number:09}"
    total = sum(CODES.index(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True))
    return body + CODES[-total % 31]


def edit(ws, round_):
    """Paste a name into every firm."""
    cells = [CellText(uid, "legal_rep", f"王{round_}") for uid, *_rest in ws.store.rows("firm", ())]
    return set_cells(ws, "firm", cells).applied


def undo(ws, round_):
    """Take the last batch back, or bring it again."""
    return redo_last(ws) if round_ % 2 else undo_last(ws)


def bring(ws, round_):
    """Import a sheet of 300 firms, others each time."""
    path = ws.folder.parent / "sheet.csv"
    first = 1000 * (round_ + 1)
    rows = (f"{uscc(n)},第{n}公司,王一\n" for n in range(first, first + 300))
    path.write_text(SHEET + "".join(rows), "utf-8")
    return import_files(ws, [path]).applied


def teach(ws, round_):
    """Import a sheet that changes firms, adds some and has bad rows, and teach a column."""
    path = ws.folder.parent / "teach.csv"
    if round_:
        teaching_sheet(path, round_)
    options = ImportOptions(choices={("teach.csv", "teach"): {2: Choice("firm", "legal_rep")}})
    return import_files(ws, [path], options, errors=ws.folder.parent / "errors.xlsx").applied


def teaching_sheet(path, round_):
    """Write the sheet of a round and return it."""
    firms = [(f"C{n}" if n % 7 == 0 else uscc(n), n) for n in range(400)]
    rows = (f"{code},第{n}公司,王{round_}\n" for code, n in firms)
    path.write_text("统一社会信用代码,单位详细名称,当家人\n" + "".join(rows), "utf-8")
    return path


def keep(ws, round_):
    """Change the settings."""
    ws.keep(period=f"{2000 + round_ % 30}", note="x" * 5000)


def join(ws, _round):
    """Merge the packages that lie beside the workspace."""
    merge(ws, [ws.folder.parent / "packages"])


def send(ws, _round):
    """Write the package of 2024."""
    key, out = ws.keys / "330203.p12", ws.folder.parent / "package.xlsx"
    return pack(ws, "2024", key=key, password=PASSWORD, out=out).applied


WORK = {
    "edit": edit,
    "undo": undo,
    "import": bring,
    "teach": teach,
    "settings": keep,
    "pack": send,
    "merge": join,
}


def work(kind, folder, note, limit):
    """Do the work and note each batch that is done."""

    def begin():
        note("ready")
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    if kind == "init":
        begin()
        init_workspace(folder, role="district", unit="海曙区").close()
        return note("done")
    ws = open_workspace(folder)
    teaching_sheet(folder.parent / "teach.csv", 0)
    begin()
    for round_ in itertools.count():
        applied = WORK[kind](ws, round_)
        note(applied.batch if applied else 0)
        if kind in {"pack", "merge"}:
            break
    ws.close()
    return None


def child(kind, folder, notes, limit):
    """Run in the child: work, and note how it ended."""
    file = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(text):
        os.write(file, f"{text}\n".encode())

    try:
        work(kind, Path(folder), note, limit)
    except UserError as error:
        note(f"UserError {error}")
    except BaseException as error:  # noqa: BLE001 - the test tells it from a UserError
        note(f"fault {error!r}")


def say(text):
    """Tell the test something."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def serve(do):
    """Do in a child what each line that is read asks for."""
    say("ready")
    for line in sys.stdin:
        number = os.fork()
        if not number:
            do(*json.loads(line))
            os._exit(0)
        say(number)
        sys.stdin.readline()
        os.waitpid(number, 0)
        say("gone")


if __name__ == "__main__":
    serve(child)
