"""What builds a release elsewhere names only what is here, and runs only what was looked at."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest


@pytest.fixture(scope="module")
def workflow(root):
    return (root / ".github" / "workflows" / "release.yml").read_text("utf-8")


def test_that_every_action_is_pinned_to_a_commit(workflow):
    used = re.findall(r"uses: (.+)", workflow)
    assert len(used) > 5
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", one)] == []


def test_that_it_may_only_read(workflow):
    rights = re.search(r"^permissions:\n((?: +.*\n)+)", workflow, re.MULTILINE)
    assert rights
    assert rights[1].split() == ["contents:", "read"]
    assert workflow.count("permissions:") == 1
    assert workflow.count("actions/checkout@") == workflow.count("persist-credentials: false")


def test_that_every_file_that_it_names_is_there(root, workflow):
    named = set(re.findall(r"(?<![\w./])(?:packaging|tests)/[\w./-]*\w", workflow))
    named |= set(re.findall(r"(?<![\w./])[\w-]+\.(?:lock|spec)\b", workflow)) - {"all.lock"}
    named.discard("workspace.lock")
    assert {"packaging/linux/build.sh", "requirements.lock", "pyinstaller.spec"} <= named
    assert [name for name in named if not (root / name).exists()] == []


def test_that_a_checkout_on_windows_gives_the_same_bytes(root, tmp_path):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def git(*command):
        subprocess.run(
            ["git", "-c", "core.autocrlf=true", *command],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            timeout=60,
        )

    git("init", "-q")
    (tmp_path / ".gitattributes").write_bytes((root / ".gitattributes").read_bytes())
    text = tmp_path / "units.toml"
    text.write_bytes(b"line = 1\nline = 2\n")
    git("add", ".")
    text.unlink()
    git("checkout", "--", text.name)
    assert text.read_bytes() == b"line = 1\nline = 2\n"
