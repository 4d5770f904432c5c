"""Who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys

LIBRARIES_OF_MIGRATIONS = {"alembic", "sqlalchemy"} | sys.stdlib_module_names


def imported(path):
    """Return the modules that a file imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_that_the_contracts_of_the_layers_hold(root):
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_that_the_domain_needs_no_library(root):
    for path in (root / "desktop_app" / "domain").rglob("*.py"):
        foreign = {
            name
            for name in imported(path)
            if name.split(".")[0] not in sys.stdlib_module_names
            and not name.startswith("desktop_app.domain")
        }
        assert not foreign, f"{path.name} imports {foreign}"


def test_that_migrations_import_nothing_of_ours(root):
    versions = sorted((root / "db" / "migrations" / "versions").glob("*.py"))
    assert versions
    for path in versions:
        foreign = {name.split(".")[0] for name in imported(path)} - LIBRARIES_OF_MIGRATIONS
        assert not foreign, f"{path.name} imports {foreign}"


def test_that_similarity_of_names_is_asked_of_rapidfuzz_only_while_importing(root):
    for path in (root / "desktop_app").rglob("*.py"):
        if "rapidfuzz" in {name.split(".")[0] for name in imported(path)}:
            assert path.relative_to(root).parts[1] == "importing", path
