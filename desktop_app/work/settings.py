"""`settings.toml` of a workspace: flat keys, texts and whole numbers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

Setting = str | int | bool


def read_settings(path: Path) -> dict[str, Setting]:
    """Return the settings of a file, none if it is missing.

    Raises:
        tomllib.TOMLDecodeError: The file is damaged.
    """
    if not path.is_file():
        return {}
    return dict(tomllib.loads(path.read_text("utf-8")))


def write_settings(path: Path, settings: Mapping[str, Setting]) -> None:
    """Write settings so that a crash leaves the old file or the new one, never half of one."""
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in sorted(settings.items())
    ]
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(lines) + "\n", "utf-8")
    draft.replace(path)
