"""What a person decides on the page 导入, as the options of the next look at the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from desktop_app.importing.model import Choice, FirmQuestion, ImportOptions
from desktop_app.importing.sheet_preview import ImportPreview, SheetPreview
from desktop_app.ui.pages.importing.questions import Question

Key = tuple[str, str]


def with_choice(options: ImportOptions, sheet: Key, index: int, choice: Choice) -> ImportOptions:
    """Take a column of a sheet for something."""
    chosen = {**options.choices.get(sheet, {}), index: choice}
    return replace(options, choices={**options.choices, sheet: chosen})


def with_form(options: ImportOptions, sheet: Key, form: str) -> ImportOptions:
    """Take a sheet for a form; "" leaves it out, and AS_FOUND lets it say itself what it is.

    Columns that were chosen for another form are chosen anew.
    """
    choices = {key: chosen for key, chosen in options.choices.items() if key != sheet}
    left_out = options.left_out - {sheet}
    return replace(
        options, choices=choices, left_out=left_out, forms={**options.forms, sheet: form}
    )


def with_names(options: ImportOptions, preview: ImportPreview) -> ImportOptions:
    """Let files keep the names that decisions about them go by, whatever files come to them."""
    return replace(options, names={str(file.path): file.name for file in preview.files})


def following(
    options: ImportOptions, before: ImportPreview | None, now: ImportPreview
) -> ImportOptions:
    """Let decisions follow their columns in files that were changed since they were made.

    A column that is not there any more, or is there twice, is decided on anew.
    """
    files = {file.name: file for file in before.files} if before else {}
    known = {sheet.key: sheet for sheet in before.sheets} if before else {}
    choices = dict(options.choices)
    for file in now.files:
        was = files.get(file.name)
        if was is None or was.sha256 == file.sha256:
            continue
        for sheet in file.sheets:
            key = sheet.key
            if key in choices and key in known:
                choices[key] = _moved(choices[key], known[key], sheet)
    return options if choices == options.choices else replace(options, choices=choices)


def _moved(
    chosen: Mapping[int, Choice], before: SheetPreview, now: SheetPreview
) -> dict[int, Choice]:
    headings = {column.index: column.heading for column in before.mapping.columns}
    counts = Counter(column.heading for column in now.mapping.columns)
    places = {column.heading: column.index for column in now.mapping.columns}
    there = {column.index: column.heading for column in now.mapping.columns}
    moved = {}
    for index, choice in chosen.items():
        heading = headings.get(index, "")
        if there.get(index) == heading:
            moved[index] = choice
        elif heading and counts[heading] == 1:
            moved[places[heading]] = choice
    return moved


def with_answer(options: ImportOptions, question: Question, answer: str | None) -> ImportOptions:
    """Answer a question, or take the answer back with None."""
    if isinstance(question, FirmQuestion):
        firms = {key: uid for key, uid in options.firms.items() if key != question.key}
        if answer is not None:
            firms[question.key] = answer
        return replace(options, firms=firms)
    where = (question.form, question.field, question.key)
    words = {key: code for key, code in options.words.items() if key != where}
    if answer is not None:
        words[where] = answer
    return replace(options, words=words)
