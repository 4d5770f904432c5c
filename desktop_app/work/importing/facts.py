"""What the journal keeps of an import, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_app.catalogue.model import Catalogue
from desktop_app.i18n import _, joined, label_of, noted, period_label, plural, short_of, told
from desktop_app.importing.messages import column_reason, skip_text
from desktop_app.store import Batch

Line = tuple[str, str]


def counts_of(facts: Mapping[str, Any]) -> list[Line]:
    """Return how many rows were read, and what became of them; nothing of another batch."""
    counts = facts.get("counts")
    if not isinstance(counts, Mapping) or "rejected" not in counts:
        return []
    numbers = {str(key): int(value) for key, value in counts.items()}
    read = sum(numbers.values())
    refused, skipped = numbers.get("rejected", 0), numbers.get("skipped", 0)
    taken = f"{read - refused - skipped:,} / {refused:,} / {skipped:,}"
    return [
        (_("读到"), plural("{n} 行", read)),
        (_("收下 / 拒收 / 跳过"), taken),
        (_("存疑"), f"{numbers.get('questioned', 0):,}"),
    ]


def has_problems(facts: Mapping[str, Any]) -> bool:
    """Whether an import refused or questioned rows."""
    counts = facts.get("counts")
    return isinstance(counts, Mapping) and any(
        int(counts.get(outcome, 0)) for outcome in ("rejected", "questioned")
    )


def files_of(facts: Mapping[str, Any]) -> list[Line]:
    """Return the files of an import, each with its digest."""
    files = facts.get("files")
    if not isinstance(files, Sequence):
        return []
    return [(str(file.get("name", "")), str(file.get("sha256", ""))) for file in files]


def details_of(batch: Batch, catalogue: Catalogue) -> list[Line]:
    """Return all that is kept of an import: counts, options, files, sheets, and every column."""
    facts: Mapping[str, Any] = batch.facts
    lines = counts_of(facts)
    if lines:
        lines += [*_options(facts.get("options", {})), *_refused(facts)]
        for file in facts.get("files", ()):
            lines.append((_("文件"), str(file.get("name", ""))))
            lines.append((_("文件摘要"), str(file.get("sha256", ""))))
            for sheet in file.get("sheets", ()):
                lines += _sheet(sheet, catalogue)
    return lines


def _refused(facts: Mapping[str, Any]) -> Iterator[Line]:
    for file in facts.get("refused", ()):
        yield _("没有读的文件"), noted(str(file["name"]), str(file["error"]))


def _options(options: Mapping[str, Any]) -> Iterator[Line]:
    if options.get("period"):
        yield _("指定的期别"), period_label(str(options["period"]))
    decided = {
        _("指定的列"): options.get("columns", ()),
        _("指定的报表"): options.get("forms", ()),
        _("指定的词"): options.get("words", ()),
        _("指定的企业"): options.get("firms", ()),
    }
    for name, found in decided.items():
        if found:
            yield name, plural("{n} 项", len(found))


def _sheet(sheet: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Line]:
    name = str(sheet.get("name", ""))
    if not sheet.get("form"):
        yield _("工作表"), noted(name, skip_text(str(sheet.get("why_not", ""))))
        return
    counts = {str(key): int(value) for key, value in sheet.get("counts", {}).items()}
    period = str(sheet.get("period", ""))
    parts = [_form(str(sheet["form"]), catalogue), period_label(period) if period else ""]
    parts += [plural("{n} 行", sum(counts.values()))]
    yield _("工作表"), noted(name, joined(filter(None, parts)))
    for column in sheet.get("columns", ()):
        yield "", _column(column, catalogue)


def _form(code: str, catalogue: Catalogue) -> str:
    return short_of(catalogue.form(code)) if code in catalogue.by_code else code


def _column(column: Mapping[str, Any], catalogue: Catalogue) -> str:
    form, name = str(column.get("form", "")), str(column.get("field", ""))
    why = column_reason(str(column.get("reason", "")))
    if not form:
        return told(str(column.get("heading", "")), noted(_("没有收"), why))
    field = catalogue.form(form).by_code.get(name) if form in catalogue.by_code else None
    label = f"{_form(form, catalogue)} › {label_of(field) if field else name}"
    return told(
        str(column.get("heading", "")),
        noted(label, joined(filter(None, (str(column.get("unit", "")), why)))),
    )
