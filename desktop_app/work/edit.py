"""Keying in: cells, pasted blocks, new and removed records. All become one ChangePlan each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.catalogue.model import Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Record, Rows, Stored, put, take
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.uids import new_uid
from desktop_app.i18n import _, label_of, plural, short_of
from desktop_app.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CellText:
    """A text typed or pasted into one field of one record."""

    uid: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of typed texts.

    Attributes:
        applied: The batch, or None where nothing changed.
        refused: Texts that are no values, with the reason's id; they stay in their cells.
    """

    applied: Applied | None
    refused: tuple[tuple[CellText, str], ...]


@dataclass(frozen=True, slots=True)
class RawText:
    """Text that stands in a cell though it is no value."""

    text: str
    reason: str


def set_cells(
    ws: Workspace,
    form_code: str,
    cells: Sequence[CellText],
    *,
    title: str = "",
    kind: str = "edit",
    fresh: Mapping[str, Mapping[str, Stored]] | None = None,
) -> Edited:
    """Save typed texts as one batch; text that is no value is kept with its reason.

    Args:
        ws: The workspace.
        form_code: Code of the form.
        cells: What was typed.
        title: What the journal calls it.
        kind: Kind of the batch.
        fresh: Records that are to be made, by uid: their parent and period.

    Raises:
        Conflict: A record was changed or removed meanwhile.
        UserError: The period is locked.
    """
    form = ws.catalogue.form(form_code)
    raw = raw_texts(ws, form_code, [cell.uid for cell in cells])
    by_record: dict[str, dict[str, Stored]] = {}
    blocks: list[Rows] = []
    refused: list[tuple[CellText, str]] = []
    for cell in cells:
        values = by_record.setdefault(cell.uid, {})
        known = raw.get((cell.uid, cell.field))
        try:
            values[cell.field] = ws.catalogue.parse(form.by_code[cell.field], cell.text)
        except BadValue as error:
            refused.append((cell, error.reason.value))
            values[cell.field] = None
            if known is None or known[2].text != cell.text:
                blocks.append(_keep_text(form, cell, error.reason.value, known))
            continue
        if known is not None:
            blocks.append(take("raw_text", known[0], known[1]))
    blocks += _changed_rows(ws, form, by_record, fresh or {})
    blocks = _joined(blocks)
    if not blocks:
        return Edited(None, tuple(refused))
    plan = ChangePlan(kind, title or _edit_title(ws, form, cells, fresh or {}), tuple(blocks))
    return Edited(ws.store.apply(plan), tuple(refused))


def _changed_rows(
    ws: Workspace,
    form: Form,
    by_record: Mapping[str, Mapping[str, Stored]],
    fresh: Mapping[str, Mapping[str, Stored]],
) -> list[Rows]:
    """Return the blocks of new records, and of those whose values differ from the stored ones."""
    blocks = []
    for uid, values in by_record.items():
        if uid in fresh:
            blocks.append(put(form.code, uid, None, {**fresh[uid], **values}))
            continue
        record = ws.store.record(form.code, uid)
        if record is None:
            raise UserError(
                _("{form}的这条记录已不在。").format(form=label_of(form)), _("刷新后再改。")
            )
        changed = {code: value for code, value in values.items() if record.values[code] != value}
        if changed:
            blocks.append(put(form.code, uid, record.version, changed))
    return blocks


def _joined(blocks: Sequence[Rows]) -> list[Rows]:
    """Join blocks of the same form and columns, so that a paste is few statements."""
    found: dict[tuple[str, tuple[str, ...], bool], list[tuple[Stored, ...]]] = {}
    for block in blocks:
        found.setdefault((block.form, block.columns, block.taken), []).extend(block.rows)
    return [Rows(form, columns, rows, taken) for (form, columns, taken), rows in found.items()]


def _keep_text(
    form: Form, cell: CellText, reason: str, known: tuple[str, int, RawText] | None
) -> Rows:
    values: dict[str, Stored] = {
        "form": form.code,
        "record": cell.uid,
        "field": cell.field,
        "text": cell.text,
        "reason": reason,
    }
    if known is None:
        return put("raw_text", new_uid(), None, values)
    return put("raw_text", known[0], known[1], values)


def _edit_title(
    ws: Workspace,
    form: Form,
    cells: Sequence[CellText],
    fresh: Mapping[str, Mapping[str, Stored]],
) -> str:
    """Say what was changed, and of whom where it is one record."""
    uids = {cell.uid for cell in cells}
    who = _name_of(ws, form, cells[0].uid, fresh) if len(uids) == 1 else ""
    facts = {"form": short_of(form), "who": who}
    if len(cells) == 1:
        words = _("{form}：{who}，改{field}") if who else _("{form}：改{field}")
        return words.format(field=label_of(form.by_code[cells[0].field]), **facts)
    if who:
        return plural("{form}：{who}，改 {n} 格", len(cells), **facts)
    return plural("{form}：改 {n} 格", len(cells), **facts)


def _name_of(ws: Workspace, form: Form, uid: str, fresh: Mapping[str, Mapping[str, Stored]]) -> str:
    """Return by what people know a record; one that is to be made is known by its parent."""
    if uid in fresh and form.parent:
        return ws.store.name_of(form.parent, str(fresh[uid][form.parent]))
    return ws.store.name_of(form.code, uid)


def raw_texts(
    ws: Workspace, form_code: str, uids: Sequence[str]
) -> dict[tuple[str, str], tuple[str, int, RawText]]:
    """Return (uid, version, text) of the raw texts of some records by (record, field)."""
    wanted = set(uids)
    found = ws.store.rows(
        "raw_text",
        ("record", "field", "text", "reason"),
        where="r.form = ?",
        params=(form_code,),
    )
    return {
        (str(record), str(field)): (
            str(uid),
            int(version or 0),
            RawText(str(text), str(reason)),
        )
        for uid, version, record, field, text, reason in found
        if record in wanted
    }


def add_record(
    ws: Workspace,
    form_code: str,
    texts: Mapping[str, str],
    *,
    parent: str = "",
    period: str = "",
) -> tuple[str, Edited]:
    """Add a record with typed texts; return its uid and what became of the texts.

    Raises:
        UserError: The period is locked, or the firm has such a record already.
    """
    form = ws.catalogue.form(form_code)
    uid = new_uid()
    values: dict[str, Stored] = {}
    if form.parent:
        values[form.parent] = parent or None
    if form.periodic:
        values["period"] = period
    if form_code == "firm":
        values["reporting_unit"] = ws.unit
    blocks: list[Rows] = []
    refused: list[tuple[CellText, str]] = []
    for code, text in texts.items():
        cell = CellText(uid, code, text)
        try:
            values[code] = ws.catalogue.parse(form.by_code[code], text)
        except BadValue as error:
            refused.append((cell, error.reason.value))
            blocks.append(_keep_text(form, cell, error.reason.value, None))
    blocks.insert(0, put(form_code, uid, None, values))
    title = _("{form}：新增一条").format(form=short_of(form))
    applied = ws.store.apply(ChangePlan("edit", title, tuple(_joined(blocks))))
    return uid, Edited(applied, tuple(refused))


def remove_records(ws: Workspace, form_code: str, uids: Sequence[str]) -> Applied:
    """Take records away together with what belongs to them, as one batch.

    Raises:
        Conflict: A record was changed meanwhile.
        UserError: A period is locked.
    """
    form = ws.catalogue.form(form_code)
    blocks: list[Rows] = []
    for record in _records(ws, form_code, uids):
        blocks += _with_children(ws, record)
    title = _("{form}：清除 {n} 条").format(form=short_of(form), n=len(uids))
    return ws.store.apply(ChangePlan("edit", title, tuple(_joined(blocks))))


def _records(ws: Workspace, form_code: str, uids: Sequence[str]) -> list[Record]:
    found = (ws.store.record(form_code, uid) for uid in uids)
    return [record for record in found if record is not None]


def _with_children(ws: Workspace, record: Record) -> list[Rows]:
    blocks = [take(record.form, record.uid, record.version)]
    for child in ws.catalogue.forms:
        if child.parent == record.form:
            for uid, *_rest in list(
                ws.store.rows(child.code, (), where=f"r.{record.form} = ?", params=(record.uid,))
            ):
                found = ws.store.record(child.code, str(uid))
                if found is not None:
                    blocks += _with_children(ws, found)
    raw = raw_texts(ws, record.form, [record.uid])
    blocks += [take("raw_text", uid, version) for uid, version, _text in raw.values()]
    return blocks
