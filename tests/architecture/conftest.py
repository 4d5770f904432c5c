"""The files of the project, as git sees them where there is git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SKIPPED = {".venv", ".git", "demo", "build", "dist", "__pycache__", ".hypothesis"}


def _listed_by_git(root: Path) -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True)
    return [root / name for name in done.stdout.split("\0") if name]


@pytest.fixture(scope="session")
def files(root) -> list[Path]:
    """Every file that belongs to the project, without what was made here."""
    found = _listed_by_git(root) if (root / ".git").exists() else list(root.rglob("*"))
    return sorted(
        path for path in found if path.is_file() and not SKIPPED & set(path.relative_to(root).parts)
    )


@pytest.fixture(scope="session")
def python_files(files) -> list[Path]:
    return [path for path in files if path.suffix == ".py"]
