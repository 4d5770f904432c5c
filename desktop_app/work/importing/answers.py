"""Answers given on the command line: what a heading, sheet, word or firm's name means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.catalogue.model import Catalogue, Field, Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.names import name_key
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _
from desktop_app.importing.file_names import names_of
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.memory.recall import subjects
from desktop_app.importing.model import AS_FOUND, OVER, Decision, ImportOptions
from desktop_app.importing.preview import expand
from desktop_app.importing.sheet_preview import ImportPreview

KINDS = {
    "列": "column",
    "表": "sheet",
    "词": "word",
    "企业": "firm",
    "column": "column",
    "sheet": "sheet",
    "word": "word",
    "firm": "firm",
}
_PERIOD = frozenset({"period", "期别"})
_OTHER = frozenset({"", "另一家", "other"})


def with_answers(
    options: ImportOptions, answers: Sequence[str], files: Sequence[Path], catalogue: Catalogue
) -> ImportOptions:
    """Return options with answers such as 列:本年投入=rd_activity.rd_total/万元.

    Args:
        options: What was said besides.
        answers: As typed.
        files: The files of the import; a sheet is named by its tab, in whichever of them.
        catalogue: Forms and fields, which may be named by code or label.

    Raises:
        UserError: An answer is not understood.
    """
    taught = list(options.taught)
    forms = dict(options.forms)
    for answer in answers:
        kind, subject, meaning = _parts(answer)
        if kind == "sheet":
            form = _form(catalogue, meaning, answer).code if meaning else ""
            names = names_of(expand(files), options.names).values()
            forms |= {(name, subject): form for name in names}
        else:
            taught.append(_decision(kind, subject, meaning, answer, catalogue))
    return replace(options, taught=tuple(taught), forms=forms)


def unused_answers(answers: Sequence[str], preview: ImportPreview) -> list[str]:
    """Return the answers about sheets or columns that no file of an import has."""
    tabs = {sheet.name for sheet in preview.sheets}
    headings: set[str] = set()
    for sheet in preview.sheets:
        texts = [column.heading for column in sheet.mapping.columns]
        headings.update(map(fold, texts), subjects(texts))
    known = {"sheet": tabs, "column": headings}
    found = []
    for answer in answers:
        kind, subject, _meaning = _parts(answer)
        said = subject if kind == "sheet" else fold(subject)
        if kind in known and said not in known[kind]:
            found.append(answer)
    return found


def _parts(answer: str) -> tuple[str, str, str]:
    head, colon, rest = answer.replace("：", ":", 1).partition(":")
    subject, equals, meaning = rest.rpartition("=")
    kind = KINDS.get(head.strip().lower(), "")
    if not (colon and equals and kind and subject.strip()):
        raise _not_understood(answer)
    return kind, subject.strip(), meaning.strip()


def _not_understood(answer: str) -> UserError:
    return UserError(
        _("答复“{answer}”看不懂。").format(answer=answer),
        _(
            "写成 列:表头=报表.字段/单位、表:工作表=报表、词:报表.字段/文字=代码 或 "
            "企业:名称=信用代码；等号后空着为不导入或另一家。数据未动。"
        ),
    )


def _decision(kind: str, subject: str, meaning: str, answer: str, catalogue: Catalogue) -> Decision:
    if kind == "firm":
        code = "" if meaning.lower() in _OTHER else _firm(meaning)
        return Decision("", "firm", name_key(subject), code)
    if kind == "word":
        where, slash, word = subject.partition("/")
        form, field = _field(catalogue, where, answer)
        if not slash or not fold(word):
            raise _not_understood(answer)
        code = _code(catalogue, field, meaning, answer)
        return Decision(f"{form.code}.{field.code}", "word", fold(word), code)
    where, _slash, unit = meaning.partition("/")
    if unit and unit_of(unit) is None:
        raise _not_understood(answer)
    if where in _PERIOD:
        where = "period"
    elif where:
        form, field = _field(catalogue, where, answer)
        where = f"{form.code}.{field.code}"
    # An answer is about this very import, whatever its sheets say.
    measured = f"{unit.strip()}{OVER}{AS_FOUND}" if unit.strip() else ""
    return Decision("", "column", fold(subject), where, measured)


def _firm(text: str) -> str:
    """Return a firm as decisions name it: by its code where it is one, else by its name."""
    code = fold(text)
    return code if code.isascii() else name_key(text)


def _form(catalogue: Catalogue, text: str, answer: str) -> Form:
    wanted = text.strip()
    for form in catalogue.reported:
        if wanted in {form.code, form.label, form.short, form.official} - {""}:
            return form
    raise _not_understood(answer)


def _field(catalogue: Catalogue, text: str, answer: str) -> tuple[Form, Field]:
    form_text, _dot, wanted = text.strip().partition(".")
    form = _form(catalogue, form_text, answer)
    for field in form.typed:
        if wanted in {field.code, field.label, field.short, field.official} - {""}:
            return form, field
    raise _not_understood(answer)


def _code(catalogue: Catalogue, field: Field, text: str, answer: str) -> str:
    try:
        code = catalogue.parse(field, text)
    except BadValue as error:
        raise _not_understood(answer) from error
    if code is None or not (field.codes or field.type is FieldType.BOOL):
        raise _not_understood(answer)
    return str(code)
