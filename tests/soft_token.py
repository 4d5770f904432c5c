"""A token made of software (SoftHSM2), for tests of keys that are not in a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

PIN = "280451"
MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
)


def driver():
    """Return the driver; skip where SoftHSM2 is not installed."""
    module = next((path for path in map(Path, MODULES) if path.is_file()), None)
    if module is None or not shutil.which("softhsm2-util"):
        pytest.skip("SoftHSM2 is not installed (softhsm2)")
    return module


@dataclass
class SoftToken:
    """A token that is plugged in."""

    module: Path
    label: str
    slot: int
    folder: Path

    def change_pin(self, before, after):
        """Change the PIN from another process."""
        script = (
            "import sys, pkcs11\n"
            "module, slot, before, after = sys.argv[1:]\n"
            "found = [t for t in pkcs11.lib(module).get_tokens() if t.slot.slot_id == int(slot)]\n"
            "with found[0].open(rw=True, user_pin=before) as session:\n"
            "    session.set_pin(before, after)\n"
        )
        command = [sys.executable, "-c", script, str(self.module), str(self.slot), before, after]
        subprocess.run(command, check=True, capture_output=True)

    def begin_anew(self):
        """Initialise it again from another process: its keys are gone, its name is the same."""
        command = ["softhsm2-util", "--init-token", "--slot", str(self.slot), "--label", self.label]
        pins = ["--pin", PIN, "--so-pin", "00000000"]
        subprocess.run([*command, *pins], check=True, capture_output=True)

    def pull(self):
        """Pull it out; returns what puts it back."""
        away = self.folder.parent.parent / self.folder.name
        self.folder.rename(away)
        return lambda: away.rename(self.folder)


class SoftTokens:
    """Where the tokens of a test are; the driver reads of it from the environment."""

    def __init__(self, folder, monkeypatch):
        self.module = driver()
        self.folder = folder / "tokens"
        self.folder.mkdir()
        conf = folder / "softhsm2.conf"
        conf.write_text(f"directories.tokendir = {self.folder}\nobjectstore.backend = file\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(conf))

    def plug_in(self, label="海曙"):
        before = set(self.folder.iterdir())
        command = ["softhsm2-util", "--init-token", "--free", "--label", label]
        done = subprocess.run(
            [*command, "--pin", PIN, "--so-pin", "00000000"],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ,
        )
        slot = int(re.search(r"slot (\d+)", done.stdout)[1])
        (made,) = set(self.folder.iterdir()) - before
        return SoftToken(self.module, label, slot, made)
