"""The report of a merge: a workbook of what came, what met, what changed, and what to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.domain.plans import Stored
from desktop_app.i18n import _, in_turn, label_of, period_label, short_of
from desktop_app.sheets.writing.cells import Column, Look
from desktop_app.sheets.writing.plain import table, write_book
from desktop_app.sheets.writing.shell import Streaming
from desktop_app.store.changes import counted_by_form
from desktop_app.store.overlaps import Overlap
from desktop_app.store.queries import count_open
from desktop_app.work.city.arrivals import MERGED, traffic
from desktop_app.work.city.merge import FileResult, MergeResult, Outcome, details
from desktop_app.work.city.overlaps import choice_word, evidence, kind_word
from desktop_app.work.workspace import Workspace


def write_report(
    ws: Workspace, result: MergeResult, overlaps: Sequence[Overlap], path: Path
) -> None:
    """Write the report of a merge.

    Raises:
        UserError: `path` cannot be written.
    """
    write_book(
        path,
        (_files(ws, result), _counts(ws, result), _changes(ws, result), _overlaps(ws, overlaps)),
    )


def merged_for(ws: Workspace, period: str) -> MergeResult:
    """Return what the merges of a period that still stand did, as their results said it then."""
    with ws.store.reading() as connection:
        files = []
        for one in traffic(ws, period).arrivals:
            if one.state != MERGED:
                continue
            file = FileResult(
                path=one.path,
                outcome=Outcome.MERGED,
                word="",
                digest=one.digest,
                unit=one.unit,
                period=period,
                revision=one.revision,
                person=one.signer,
                received_at=one.at,
                counts=counted_by_form(connection, ws.catalogue, one.batch),
                batch=one.batch,
                open=count_open(connection, one.unit, period) if one.standing else 0,
                changes=details(ws, one.batch),
            )
            files.append(file)
    order = {unit.code: place for place, unit in enumerate(ws.catalogue.units)}
    return MergeResult(tuple(sorted(files, key=lambda f: (order.get(f.unit, 99), f.revision))))


def outcome_word(outcome: Outcome) -> str:
    """Return the word for what became of a file, in the language in use."""
    return {
        Outcome.MERGED: _("已并入"),
        Outcome.SAME: _("已在库"),
        Outcome.WAITING: _("待定"),
        Outcome.REFUSED: _("拒收"),
    }[outcome]


def _files(ws: Workspace, result: MergeResult) -> Streaming:
    columns = (
        Column(_("文件"), width=36),
        Column(_("结果"), width=8),
        Column(_("验证"), width=12),
        Column(_("报送单位"), width=14),
        Column(_("期别"), width=14),
        Column(_("版次"), Look.WHOLE, width=6),
        Column(_("签名人"), width=10),
        Column(_("变动记录"), Look.WHOLE, width=10),
        Column(_("待核"), Look.WHOLE, width=8),
        Column(_("说明"), width=70, wrapped=True),
        Column(_("摘要"), Look.CODE, width=68),
    )
    rows = (
        (
            file.path.name,
            outcome_word(file.outcome),
            file.word or None,
            ws.catalogue.unit_name(file.unit) if file.unit else None,
            period_label(file.period) if file.period else None,
            file.revision or None,
            file.person or None,
            file.changed,
            file.open,
            in_turn(file.sentences) or None,
            file.digest or None,
        )
        for file in result.files
    )
    facts = _("预演，没有写入") if result.dry_run else ""
    return table(_("合并结果"), columns, rows, facts=facts, kept=1)


def _counts(ws: Workspace, result: MergeResult) -> Streaming:
    columns = (
        Column(_("报送单位"), width=14),
        Column(_("报表"), width=20),
        Column(_("新增"), Look.WHOLE, width=10),
        Column(_("改动"), Look.WHOLE, width=10),
        Column(_("去掉"), Look.WHOLE, width=10),
        Column(_("不变"), Look.WHOLE, width=10),
    )
    rows: Iterator[tuple[Stored, ...]] = (
        (
            ws.catalogue.unit_name(file.unit),
            short_of(ws.catalogue.form(form)),
            *(counted.added, counted.changed, counted.removed, file.same.get(form, 0)),
        )
        for file in result.files
        for form, counted in file.counts.items()
        if any((counted.added, counted.changed, counted.removed, file.same.get(form, 0)))
    )
    facts = _("同一单位、同一记录号的记录视为同一条")
    return table(_("记录的变动"), columns, rows, facts=facts)


def _changes(ws: Workspace, result: MergeResult) -> Streaming:
    columns = (
        Column(_("报送单位"), width=14),
        Column(_("报表"), width=16),
        Column(_("报送对象"), width=34),
        Column(_("变动"), width=8),
        Column(_("字段"), width=24),
        Column(_("原值"), width=24),
        Column(_("新值"), width=24),
        Column(_("记录号"), Look.CODE, width=18),
    )
    rows = (row for file in result.files for row in _changes_of(ws, file))
    return table(_("改动明细"), columns, rows)


def _changes_of(ws: Workspace, file: FileResult) -> Iterator[tuple[Stored, ...]]:
    words = {"changed": _("改动"), "removed": _("去掉")}
    for change in file.changes:
        form = ws.catalogue.form(change.form)
        head = (ws.catalogue.unit_name(file.unit), short_of(form), change.subject or None)
        if change.kind == "removed":
            yield (*head, words[change.kind], None, None, None, change.uid)
        for code, before, after in change.values:
            field = form.by_code[code]
            values = (ws.catalogue.show(field, value) or None for value in (before, after))
            yield (*head, words[change.kind], label_of(field), *values, change.uid)


def _overlaps(ws: Workspace, overlaps: Sequence[Overlap]) -> Streaming:
    columns = (
        Column(_("种类"), width=10),
        Column(_("重合的代码"), Look.CODE, width=22),
        Column(_("判定"), width=16),
        Column(_("依据"), width=90, wrapped=True),
        Column(_("理由"), width=30),
    )
    rows = (
        (
            kind_word(one.kind),
            one.value,
            choice_word(one.choice),
            in_turn(evidence(ws, member) for member in one.members),
            one.note or None,
        )
        for one in overlaps
    )
    return table(_("跨区重合"), columns, rows)
