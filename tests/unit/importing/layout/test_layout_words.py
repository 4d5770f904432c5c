"""The words of `layout.toml` are those that the program knows by name."""

from __future__ import annotations

import tomllib
from dataclasses import fields

from desktop_app.importing.layout.layout_words import LayoutWords
from desktop_app.paths import resources

OF_BODIES = {"others", "last_signs"}
"""What patterns of names are made of, beside `firms` and `partners`."""


def test_that_each_key_of_the_file_is_read():
    text = (resources() / "catalogues" / "layout.toml").read_text("utf-8")
    known = {one.name for one in fields(LayoutWords)}
    sections = {name: said for name, said in tomllib.loads(text).items() if name not in known}
    keys = [key for section in sections.values() for key in section]
    assert len(keys) == len(set(keys))
    assert set(keys) - OF_BODIES <= known
