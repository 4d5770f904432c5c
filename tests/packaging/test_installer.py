"""The installer for Windows, run under wine with a stub in place of the program."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
import rig

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Shuangbei"
USUAL = ("AppData", "Local", "Programs", "Shuangbei")
MENU = (
    *("AppData", "Roaming", "Microsoft", "Windows", "Start Menu", "Programs"),
    "双倍增报送.lnk",
)
CANCELLED, DAMAGED = 1, 2
TOO_OLD, NEWER_THERE, RUNNING, NO_RIGHTS, NOT_WRITTEN, FOREIGN = 10, 11, 12, 13, 14, 15
LONG = "60000"


@pytest.fixture
def clean(windows):
    """Windows without the program, before and after the test."""
    yield windows
    for users in ("/CURRENTUSER", "/ALLUSERS"):
        root = "HKCU" if users == "/CURRENTUSER" else "HKLM"
        folder = windows.values(f"{root}\\{UNINSTALL}").get("InstallLocation")
        if folder:
            uninstall(windows, windows.place(folder), users)


def install(windows, setup, *options, users="/CURRENTUSER"):
    return windows.run(setup, "/S", users, *options).code


def uninstall(windows, folder, users="/CURRENTUSER"):
    windows.run(folder / "uninstall.exe", "/S", users)
    rig.wait_until(lambda: not (folder / "uninstall.exe").exists(), "the program is still there")


def names(folder):
    return sorted(path.name for path in (folder / "_internal").iterdir())


def test_that_it_installs_for_one_user_with_menu_and_registration(clean, setups):
    assert install(clean, setups["0.1.0"]) == 0
    folder = clean.home(*USUAL)
    assert names(folder) == ["only-0.1.0.txt", "shared.txt"]
    assert (folder / "shuangbei.exe").exists()
    assert (folder / "shuangbei-window.exe").exists()
    assert clean.home(*MENU).exists()
    entry = clean.values(f"HKCU\\{UNINSTALL}")
    assert entry["DisplayName"] == "双倍增报送"
    assert entry["DisplayVersion"] == "0.1.0"
    assert entry["QuietUninstallString"].endswith('uninstall.exe" /S /CURRENTUSER')
    assert int(entry["EstimatedSize"]) > 0


def test_that_sealed_workbooks_stay_with_the_spreadsheet_program(clean, setups):
    install(clean, setups["0.1.0"])
    classes = r"HKCU\Software\Classes"
    assert "" not in clean.values(rf"{classes}\.xlsx")
    assert "Shuangbei.Sealed" in clean.values(rf"{classes}\.xlsx\OpenWithProgids")
    opened = clean.values(rf"{classes}\Shuangbei.Sealed\shell\open\command")[""]
    assert opened.endswith(r'\Shuangbei\shuangbei-window.exe" "%1"')
    assert clean.values(rf"{classes}\.p7m")[""] == "Shuangbei.Encrypted"
    assert ".xlsx" in clean.values(rf"{classes}\Applications\shuangbei-window.exe\SupportedTypes")


def test_that_a_newer_version_takes_the_place_of_the_older_one(clean, setups):
    install(clean, setups["0.1.0"])
    assert install(clean, setups["0.2.0"]) == 0
    folder = clean.home(*USUAL)
    assert names(folder) == ["only-0.2.0.txt", "shared.txt"]
    assert (folder / "_internal" / "shared.txt").read_text("utf-8") == "0.2.0"
    assert not (folder / "_internal.old").exists()
    assert clean.values(f"HKCU\\{UNINSTALL}")["DisplayVersion"] == "0.2.0"


def test_that_an_older_version_is_refused(clean, setups):
    install(clean, setups["0.2.0"])
    assert install(clean, setups["0.1.0"]) == NEWER_THERE
    assert names(clean.home(*USUAL)) == ["only-0.2.0.txt", "shared.txt"]


@pytest.mark.parametrize("program", ["shuangbei.exe", "shuangbei-window.exe"])
def test_that_nothing_is_changed_while_the_program_runs(program, clean, setups):
    install(clean, setups["0.1.0"])
    folder = clean.home(*USUAL)
    with clean.running(folder / program, LONG):
        assert install(clean, setups["0.2.0"]) == RUNNING
        place = "C:" + str(folder).partition("drive_c")[2].replace("/", "\\")
        assert clean.run(folder / "uninstall.exe", "/S", "/CURRENTUSER", f"_?={place}").code == (
            RUNNING
        )
    assert names(folder) == ["only-0.1.0.txt", "shared.txt"]
    # Windows may hold the file for a moment after its program has ended.
    rig.wait_until(lambda: install(clean, setups["0.2.0"]) == 0, "it is still said to run")
    assert names(folder) == ["only-0.2.0.txt", "shared.txt"]


def test_that_uninstalling_keeps_the_data_and_leaves_no_trace(clean, setups):
    install(clean, setups["0.1.0"])
    data = clean.home("AppData", "Local", "shuangbei", "data.db")
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_bytes(b"what was entered")
    folder = clean.home(*USUAL)
    uninstall(clean, folder)
    rig.wait_until(lambda: not folder.exists(), "the folder is still there")
    assert data.read_bytes() == b"what was entered"
    assert not clean.home(*MENU).exists()
    for key in (UNINSTALL, r"Software\Shuangbei", r"Software\Classes\Shuangbei.Sealed"):
        assert not clean.values(f"HKCU\\{key}")
    assert not clean.values(r"HKCU\Software\Classes\.xlsx\OpenWithProgids")
    assert not clean.values(r"HKCU\Software\Classes\.p7m")


@pytest.mark.parametrize("folder", [r"C:\Program data\双倍 增", r"C:\开发区"])
def test_that_a_folder_with_spaces_and_chinese_is_taken(folder, clean, setups):
    assert install(clean, setups["0.1.0"], f"/D={folder}") == 0
    assert names(clean.place(folder)) == ["only-0.1.0.txt", "shared.txt"]
    assert clean.values(f"HKCU\\{UNINSTALL}")["InstallLocation"] == folder
    assert install(clean, setups["0.2.0"]) == 0
    assert names(clean.place(folder)) == ["only-0.2.0.txt", "shared.txt"]


def test_that_a_folder_with_spaces_is_taken_without_quotes(clean, setups):
    folder = r"C:\Program data\new zone"
    setup = clean.place(r"C:\setup.exe")
    shutil.copy(setups["0.1.0"], setup)
    line = clean.place(r"C:\install.bat")
    line.write_text(f"@echo off\r\nC:\\setup.exe /S /CURRENTUSER /D={folder}\r\n", "ascii")
    clean.run(Path("cmd"), "/c", r"C:\install.bat")
    assert names(clean.place(folder)) == ["only-0.1.0.txt", "shared.txt"]
    assert clean.values(f"HKCU\\{UNINSTALL}")["InstallLocation"] == folder


def test_that_a_folder_of_another_program_is_left_alone(clean, setups):
    foreign = clean.place(r"C:\foreign")
    (foreign / "_internal").mkdir(parents=True)
    (foreign / "_internal" / "theirs.txt").write_text("theirs", "utf-8")
    assert install(clean, setups["0.1.0"], r"/D=C:\foreign") == FOREIGN
    assert names(foreign) == ["theirs.txt"]


def test_that_it_installs_for_all_users_and_not_for_one_beside(clean, setups):
    assert install(clean, setups["0.1.0"], users="/ALLUSERS") == 0
    assert names(clean.place(r"C:\Program Files\Shuangbei")) == ["only-0.1.0.txt", "shared.txt"]
    assert clean.values(f"HKLM\\{UNINSTALL}")["DisplayVersion"] == "0.1.0"
    assert install(clean, setups["0.2.0"], users="/CURRENTUSER") == NO_RIGHTS
    assert install(clean, setups["0.2.0"], users="/ALLUSERS") == 0


@pytest.mark.parametrize("version", ["win7", "win81"])
def test_that_an_old_windows_is_refused(version, clean, setups):
    clean.pretend(version)
    try:
        assert install(clean, setups["0.1.0"]) == TOO_OLD
    finally:
        clean.pretend("win10")
    assert not clean.home(*USUAL).exists()


def test_that_the_version_before_stays_where_the_new_one_cannot_be_written(
    clean, setups, make_setup
):
    install(clean, setups["0.1.0"])
    folder = clean.home(*USUAL)
    (folder / "notes.txt").mkdir()
    setup = make_setup("0.2.0", more={"notes.txt": "a file where a folder lies"})
    assert install(clean, setup) == NOT_WRITTEN
    assert names(folder) == ["only-0.1.0.txt", "shared.txt"]
    for name in ("shuangbei.exe", "shuangbei-window.exe"):
        assert (folder / name).exists()
    assert not (folder / "_internal.old").exists()
    assert clean.values(f"HKCU\\{UNINSTALL}")["DisplayVersion"] == "0.1.0"
    (folder / "notes.txt").rmdir()
    assert install(clean, setup) == 0
    assert names(folder) == ["only-0.2.0.txt", "shared.txt"]
    (folder / "notes.txt").unlink()


def test_that_nothing_is_left_of_what_could_not_be_written(clean, make_setup):
    folder = clean.place(r"C:\taken")
    (folder / "notes.txt").mkdir(parents=True)
    setup = make_setup("0.2.0", more={"notes.txt": "a file where a folder lies"})
    assert install(clean, setup, r"/D=C:\taken") == NOT_WRITTEN
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    assert not clean.values(f"HKCU\\{UNINSTALL}")


def test_that_a_damaged_installer_does_not_install(clean, setups, tmp_path):
    content = bytearray(setups["0.1.0"].read_bytes())
    content[len(content) * 3 // 4] ^= 1
    damaged = tmp_path / "damaged-setup.exe"
    damaged.write_bytes(content)
    assert install(clean, damaged) == DAMAGED
    assert not clean.home(*USUAL).exists()


@pytest.fixture
def checkout(root, tmp_path):
    """What makes the installer, checked out at another time."""
    for name in ("windows", "icons"):
        copied = shutil.copytree(root / "packaging" / name, tmp_path / name)
        for path in copied.rglob("*"):
            os.utime(path, (1_600_000_000, 1_600_000_000))
    return tmp_path / "windows"


def test_that_the_same_input_gives_the_same_bytes(make_setup, checkout):
    first, second = make_setup("0.3.0"), make_setup("0.3.0", scripts=checkout)
    later = make_setup("0.3.0", epoch="1700086400")
    digest = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (first, second, later)]
    assert digest[0] == digest[1] != digest[2]
