"""The pictures for Windows are made of the icon of the window."""

from __future__ import annotations

import struct
import subprocess
import sys

import pytest


def entries(content):
    _, kind, count = struct.unpack_from("<HHH", content)
    assert kind == 1
    return [struct.unpack_from("<BBBBHHII", content, 6 + 16 * place) for place in range(count)]


@pytest.mark.parametrize("name", ["shuangbei.ico", "setup.bmp"])
def test_that_it_is_made_of_the_icon_of_the_window(name, root, tmp_path):
    script = root / "packaging" / "make_icons.py"
    source = root / "resources" / "icons" / "app.svg"
    subprocess.run([sys.executable, script, source, tmp_path], check=True, capture_output=True)
    assert (tmp_path / name).read_bytes() == (root / "packaging" / "icons" / name).read_bytes()


def test_that_every_size_lies_where_the_directory_says(root):
    content = (root / "packaging" / "icons" / "shuangbei.ico").read_bytes()
    found = entries(content)
    assert [entry[0] or 256 for entry in found] == [16, 20, 24, 32, 40, 48, 64, 128, 256]
    places = [(entry[7], entry[6]) for entry in found]
    ends = [place + size for place, size in places]
    assert [place for place, _ in places[1:]] == ends[:-1]
    assert ends[-1] == len(content)
