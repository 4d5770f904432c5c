"""settings.toml comes back as it was written, whatever a person is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import UserError
from desktop_app.store.lock import WriterLock
from desktop_app.work.settings import read_settings, write_settings
from desktop_app.work.workspace import init_workspace, open_workspace

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("settings") / "settings.toml"


@given(st.dictionaries(st.sampled_from("abc"), TEXTS | st.integers(-9, 9**9) | st.booleans()))
def test_that_settings_come_back_as_they_were_written(path, settings):
    write_settings(path, settings)
    assert read_settings(path) == settings


def test_that_a_name_with_half_a_sign_does_not_lock_the_workspace(path):
    write_settings(path, {"person": "王\ud800", "unit": "330203"})
    assert read_settings(path)["unit"] == "330203"


def test_that_settings_saved_by_notepad_are_read(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbf" + 'person = "王敏"\r\n'.encode())
    assert read_settings(path) == {"person": "王敏"}


def test_that_settings_that_cannot_be_written_stay_as_they_were(tmp_path):
    ws = init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="王敏")
    (tmp_path / "ws" / "settings.new").mkdir()
    with pytest.raises(UserError, match="设置写不进"):
        ws.keep(person="别人")
    assert ws.settings["person"] == "王敏"
    ws.close()
    ws = open_workspace(tmp_path / "ws")
    assert ws.settings["person"] == "王敏"
    ws.close()


def test_that_a_unit_that_is_none_of_ours_is_not_taken_up(tmp_path):
    folder = tmp_path / "ws"
    init_workspace(folder, role="district", unit="海曙区").close()
    write_settings(folder / "settings.toml", {"role": "district", "unit": "330202"})
    with pytest.raises(UserError, match="330202"):
        open_workspace(folder)


def test_that_a_workspace_whose_making_was_cut_short_can_be_made_again(tmp_path):
    folder = tmp_path / "ws"
    init_workspace(folder, role="district", unit="海曙区").close()
    (folder / "data.db").rename(folder / "data.db.new")
    ws = init_workspace(folder, role="district", unit="江北区")
    assert ws.unit == "330205"
    ws.close()
    assert not list(folder.glob("data.db.new*"))


def test_that_what_is_left_of_a_workspace_is_not_written_over(tmp_path):
    folder = tmp_path / "ws"
    ws = init_workspace(folder, role="district", unit="海曙区")
    ws.store.backup("import")
    ws.close()
    (folder / "data.db").unlink()
    with pytest.raises(UserError, match="已有工作区"):
        init_workspace(folder, role="district", unit="海曙区")


def test_that_of_two_programs_that_make_a_workspace_at_once_one_makes_it(tmp_path, monkeypatch):
    folder = tmp_path / "ws"
    take = WriterLock.take

    def take_late(lock, person, program):
        monkeypatch.setattr(WriterLock, "take", take)
        init_workspace(folder, role="district", unit="江北区").close()
        take(lock, person, program)

    monkeypatch.setattr(WriterLock, "take", take_late)
    with pytest.raises(UserError, match="已有工作区"):
        init_workspace(folder, role="district", unit="海曙区")
    ws = open_workspace(folder)
    assert ws.unit == "330205"
    ws.close()
