import shutil

import pytest

from desktop_app.catalogue.loading import load, read_catalogue
from desktop_app.paths import resources


@pytest.fixture(scope="session")
def catalogue():
    """The catalogues of the program."""
    return load()


class Folder:
    """A copy of the catalogues that a test may spoil."""

    def __init__(self, path):
        self.path = path

    def replace(self, name, old, new):
        """Replace `old`, which must be there, in one file."""
        file = self.path / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, name, text):
        """Write a file anew."""
        (self.path / name).write_text(text, encoding="utf-8")

    def read(self):
        """Read everything, the lists and rules too that are else read when asked for."""
        catalogue = read_catalogue(self.path)
        for name in catalogue.codes:
            assert catalogue.codes[name].entries
        assert len(catalogue.rules) >= 0
        return catalogue


@pytest.fixture
def folder(tmp_path):
    """A copy of the catalogues without their rules."""
    target = tmp_path / "catalogues"
    shutil.copytree(resources() / "catalogues", target, ignore=shutil.ignore_patterns("rules"))
    (target / "rules").mkdir()
    return Folder(target)
