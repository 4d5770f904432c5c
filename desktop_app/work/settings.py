"""`settings.toml` of a workspace: flat keys, texts and whole numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.texts import toml_string
from desktop_app.i18n import _
from desktop_app.paths import settle_names, take_place
from desktop_app.sheets.write_file import settle

Setting = str | int | bool


def read_settings(path: Path) -> dict[str, Setting]:
    """Return the settings of a file, none if it is missing.

    Raises:
        tomllib.TOMLDecodeError: The file is damaged.
    """
    if not path.is_file():
        return {}
    return dict(tomllib.loads(path.read_text("utf-8-sig")))


def write_settings(path: Path, settings: Mapping[str, Setting]) -> None:
    """Write settings so that a crash leaves the old file or the new one, never half of one.

    Raises:
        UserError: The disk is full or the folder cannot be written; the old file is as it was.
    """
    lines = [f"{key} = {_toml(value)}\n" for key, value in sorted(settings.items())]
    draft = path.with_suffix(".new")
    try:
        with draft.open("wb") as file:
            file.write("".join(lines).encode("utf-8", "replace"))
            settle(file)
        take_place(draft, path)
        settle_names(path.parent)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UserError(
            _("设置写不进 {path}：{cause}。").format(path=path, cause=error.strerror),
            _("原来的设置未动。检查磁盘空间和文件夹权限后再试。"),
        ) from error


def _toml(value: Setting) -> str:
    return toml_string(value) if isinstance(value, str) else str(value).lower()
