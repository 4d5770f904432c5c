"""What indicators are called, and what is wrong with a file of their names."""

from __future__ import annotations

import pytest

from desktop_app.catalogue import CatalogueError

FILE = "indicator_names.toml"


def test_that_slots_stand_for_every_word(folder):
    folder.write(FILE, '[words]\n"甲" = ["一", "二"]\n[H1]\nsame = ["{甲}{甲}数"]\n')
    (first, *_others) = folder.read().codes["indicator"].entries
    assert first.aliases == ("一一数", "一二数", "二一数", "二二数")


def test_that_a_name_of_two_patterns_is_there_once(folder):
    folder.write(FILE, '[words]\n"甲" = ["一", "二"]\n[H1]\nsame = ["{甲}数", "一数"]\n')
    (first, *_others) = folder.read().codes["indicator"].entries
    assert first.aliases == ("一数", "二数")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[H1]\nsame = ["{丙}数"]\n', "same"),
        ('[H1]\nsame = ["甲数"]\n[H2]\nsame = ["甲数"]\n', "same"),
        (
            '[H1]\nsame = ["甲数"]\n[[asked]]\nnames = ["甲数"]\nnote = "一"\nnote_en = "a"\n',
            "same",
        ),
        ('[H1]\nalso = ["甲数"]\n', "also"),
        ('[H99]\nsame = ["甲数"]\n', ""),
        ("[A1-first]\n", ""),
        ('[[asked]]\nnames = ["甲数"]\n', "note"),
        ('[[asked]]\nnames = ["甲"]\nmeant = ["T6"]\nnote = "一"\nnote_en = "a"\n', ""),
    ],
)
def test_that_a_wrong_entry_is_named(folder, text, key):
    folder.write(FILE, text)
    with pytest.raises(CatalogueError) as caught:
        folder.read()
    assert (caught.value.file, caught.value.key) == (FILE, key)
