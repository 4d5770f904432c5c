"""What a person decided in a preview, as one line for the process that imports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _
from desktop_app.importing.model import Choice, Decision, ImportOptions
from desktop_app.importing.sheet_preview import ImportPreview


@dataclass(frozen=True, slots=True)
class Decisions:
    """Options of an import, and the files as they were when they were looked at.

    Attributes:
        options: Period, password, decisions about columns and sheets.
        digests: SHA-256 of each file, by path.
    """

    options: ImportOptions
    digests: Mapping[str, str] = field(default_factory=dict)


def as_line(options: ImportOptions, preview: ImportPreview | None = None) -> str:
    """Return the decisions as JSON on one line; it may hold a password.

    Args:
        options: The decisions.
        preview: What was shown of the files; None where they are still to be looked at.
    """
    choices = [
        [file, sheet, index, *choice]
        for (file, sheet), chosen in options.choices.items()
        for index, choice in chosen.items()
    ]
    return json.dumps(
        {
            "period": options.period,
            "password": options.password,
            "choices": choices,
            "left_out": sorted(options.left_out),
            "forms": [[*key, form] for key, form in options.forms.items()],
            "firms": dict(options.firms),
            "words": [[*key, code] for key, code in options.words.items()],
            "taught": options.taught,
            "names": dict(options.names),
            "digests": {str(file.path): file.sha256 for file in (preview.files if preview else ())},
        }
    )


def from_line(line: str) -> Decisions:
    """Return the decisions that `as_line` wrote."""
    told = json.loads(line)
    choices: dict[tuple[str, str], dict[int, Choice]] = {}
    for file, sheet, index, *choice in told["choices"]:
        choices.setdefault((file, sheet), {})[int(index)] = Choice(*choice)
    options = ImportOptions(
        period=told["period"],
        password=told["password"],
        choices=choices,
        left_out=frozenset((file, sheet) for file, sheet in told["left_out"]),
        forms={(file, sheet): form for file, sheet, form in told["forms"]},
        firms=told["firms"],
        words={(form, name, text): code for form, name, text, code in told["words"]},
        taught=tuple(Decision(*decision) for decision in told["taught"]),
        names=told["names"],
    )
    return Decisions(options, told["digests"])


def refuse_changed(preview: ImportPreview, digests: Mapping[str, str]) -> None:
    """Make sure that the files are those that were looked at.

    Raises:
        UserError: A file is another one now.
    """
    for file in preview.files:
        known = digests.get(str(file.path))
        if known is not None and known != file.sha256:
            raise UserError(
                _("“{file}”在预览之后变了。").format(file=file.path.name),
                _("重新预览后再导入，数据未动。"),
            )
