"""The page that explains the program names what is there, and its links lead somewhere."""

from __future__ import annotations

import re
import tomllib

import pytest

LINES_OF_TWO_SCREENS = 130


def packages(root):
    found = set()
    for top in ("desktop_app", "db"):
        for path in (root / top).rglob("__init__.py"):
            found.add(f"{path.parent.relative_to(root).as_posix()}/")
    return found


def test_that_the_architecture_page_names_exactly_the_packages_there_are(root):
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:desktop_app|db)/(?:[\w/]*/)?)`", page))
    two_deep = {name for name in packages(root) if name.count("/") <= 2}
    assert two_deep <= named <= packages(root)


def test_that_the_importers_page_names_modules_that_are_there(root):
    importing = root / "desktop_app" / "importing"
    there = {path.relative_to(importing).as_posix() for path in importing.rglob("*.py")}
    mapping = {path.name for path in (importing / "mapping").glob("*.py")}
    page = (root / "docs" / "importer.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.py)`", page))
    assert named
    assert named <= there | mapping


def test_that_the_architecture_page_fits_two_screens(root):
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) <= LINES_OF_TWO_SCREENS


def test_that_the_layers_on_the_page_are_those_that_are_checked(root):
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    line = " > ".join(layer.replace("desktop_app.", "").strip("()") for layer in layers)
    assert line in page


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "THIRD-PARTY.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/architecture.md",
        "docs/importer.md",
    ],
)
def test_that_links_between_pages_lead_to_files(root, name):
    page = root / name
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    dead = [target for target in targets if not (page.parent / target).exists()]
    assert not dead
