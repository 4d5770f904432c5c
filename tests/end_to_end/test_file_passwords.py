"""Encrypted files at the command line: asked for unseen, kept nowhere, refused by name."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import time

import msoffcrypto
import pytest
from golden_sheets.grid import grid
from golden_sheets.write_xlsx import xlsx

from desktop_app.work.workspace import init_workspace

FIRST, SECOND = "开门-第一把", "开门-第二把"
PROMPT = "直接回车跳过"


@pytest.fixture
def folder(tmp_path):
    init_workspace(tmp_path / "ws", role="district", unit="海曙区").close()
    for name, code, password in (("甲", "A", FIRST), ("乙", "B", SECOND)):
        plain = tmp_path / "明.xlsx"
        xlsx(plain, {"名录": grid(f"企业名称 | 信用代码\n{{{name}}} | {{{code}}}")})
        out = io.BytesIO()
        with plain.open("rb") as file:
            msoffcrypto.OfficeFile(file).encrypt(password, out)
        (tmp_path / f"{name}.xlsx").write_bytes(out.getvalue())
        plain.unlink()
    return tmp_path


def command(folder, *more):
    return [sys.executable, "-m", "desktop_app", "--workspace", str(folder / "ws"), "import", *more]


def at_terminal(folder, answers, *more):
    """Run the command at a terminal; type each answer when a password is asked for."""
    main, own = pty.openpty()
    process = subprocess.Popen(
        command(folder, str(folder / "甲.xlsx"), str(folder / "乙.xlsx"), *more),
        stdin=own,
        stdout=own,
        stderr=own,
        start_new_session=True,
    )
    os.close(own)
    said, asked = b"", 0
    until = time.monotonic() + 240
    while time.monotonic() < until:
        try:
            read = os.read(main, 4096)
        except OSError:
            break
        if not read:
            break
        said += read
        if said.decode("utf-8", "ignore").count(PROMPT) > asked:
            os.write(main, f"{answers[asked]}\n".encode())
            asked += 1
    os.close(main)
    return process.wait(60), said.decode("utf-8", "replace"), asked


def test_that_each_file_is_asked_for_its_own_password_and_none_is_kept(folder):
    code, said, asked = at_terminal(folder, ["错", FIRST, SECOND])
    assert (code, asked) == (0, 3)
    assert "密码不对" in said
    assert FIRST not in said
    assert SECOND not in said
    for path in (folder / "ws").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert FIRST.encode() not in data
            assert SECOND.encode() not in data


def test_that_a_file_passed_over_is_refused_and_the_other_imported(folder):
    code, said, asked = at_terminal(folder, ["", SECOND])
    assert (code, asked) == (2, 2)
    assert "甲.xlsx" in said
    assert "已导入" in said


def test_that_nobody_is_asked_where_nobody_sits(folder):
    out = folder / "out.jsonl"
    files = [str(folder / "甲.xlsx"), str(folder / "乙.xlsx")]
    more = ["--dry-run", "--jsonl", str(out), "--file-password", FIRST]
    done = subprocess.run(
        command(folder, *files, *more), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert done.returncode == 2
    assert [line.get("error", line.get("form")) for line in lines] == ["firm", "password"]


def test_that_several_passwords_can_be_given_with_the_command(folder):
    files = [str(folder / "甲.xlsx"), str(folder / "乙.xlsx")]
    given = ["--file-password", SECOND, "--file-password", FIRST]
    done = subprocess.run(
        command(folder, *files, *given, "--json"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["records"] == 2
