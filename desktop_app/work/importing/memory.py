"""What imports remember: looking at it, forgetting it, and carrying it to another office."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import UserError
from desktop_app.domain.plans import Applied, ChangePlan, Rows
from desktop_app.i18n import _, plural
from desktop_app.importing.memory.learned import block_of
from desktop_app.importing.memory.recall import COLUMNS, FORM, firms_by_key, resolved
from desktop_app.importing.memory.recipe import Recipe, read_recipe, recipe_text
from desktop_app.importing.model import Decision
from desktop_app.sheets.write_file import whole_file
from desktop_app.work.workspace import Workspace

_LARGEST = 8 * 1024 * 1024
_KINDS = ("sheet", "tab", "column", "word", "firm")


@dataclass(frozen=True, slots=True)
class Remembered:
    """One decision that is kept.

    Attributes:
        uid: Its record.
        version: Version of the record.
        decision: What was decided.
        firm: Name of the firm that a name means, or "".
    """

    uid: str
    version: int
    decision: Decision
    firm: str = ""


def remembered(ws: Workspace) -> list[Remembered]:
    """Return all that imports remember: sheets with their columns, words, then firms."""
    rows = list(ws.store.rows(FORM, COLUMNS))
    names = {uid: name for uid, (_uscc, name) in _firms(ws).items()} if rows else {}
    found = [
        Remembered(str(row[0]), int(row[1] or 0), one, names.get(one.meaning, ""))
        for row in rows
        for one in [Decision(*(str(value or "") for value in row[2:]))]
    ]
    order = {kind: place for place, kind in enumerate(_KINDS)}
    return sorted(
        found,
        key=lambda one: (
            order.get(one.decision.kind, 0) // 3,
            one.decision.scope,
            order.get(one.decision.kind, 0),
            one.decision.subject,
        ),
    )


def forget(ws: Workspace, uids: Collection[str]) -> Applied:
    """Forget decisions as one batch, which can be undone.

    Raises:
        UserError: None of them is there.
    """
    rows = [(one.uid, one.version) for one in remembered(ws) if one.uid in set(uids)]
    if not rows:
        raise UserError(_("没有这几项导入记忆。"), _("用 recipe list 看有哪些。数据未动。"))
    title = plural("忘掉导入记忆 {n} 项", len(rows))
    return ws.store.apply(ChangePlan("edit", title, (Rows(FORM, (), rows, taken=True),)))


def save_recipe(ws: Workspace, path: Path) -> int:
    """Write all that is remembered as a recipe; return the number of decisions.

    Raises:
        UserError: The file cannot be written; what stood there is as it was.
    """
    decisions = [one.decision for one in remembered(ws)]
    with whole_file(path) as file:
        file.write(recipe_text(decisions, _firms(ws)).encode())
    return len(decisions)


def load_recipe(ws: Workspace, path: Path) -> Recipe:
    """Read a recipe; answers about firms speak of the firms that are here.

    Raises:
        UserError: The file cannot be read, or is no recipe.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(
                _("“{file}”太大，不是导入方案。").format(file=path.name), _("数据未动。")
            )
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            _("导入方案“{file}”读不了。").format(file=path), _("核对路径和权限。数据未动。")
        ) from error
    recipe = read_recipe(text, ws.catalogue)
    firms = firms_by_key(ws.store)
    return Recipe(tuple(resolved(one, firms) for one in recipe.decisions), recipe.unknown)


def learn(ws: Workspace, decisions: Sequence[Decision]) -> Applied | None:
    """Remember decisions as one batch; None where all of them are known."""
    block = block_of(decisions, ws.store)
    if block is None:
        return None
    title = plural("收下导入方案：{n} 项", len(block.rows))
    return ws.store.apply(ChangePlan("edit", title, (block,)))


def _firms(ws: Workspace) -> dict[str, tuple[str, str]]:
    rows = ws.store.rows("firm", ("uscc", "name"))
    return {str(row[0]): (str(row[2] or ""), str(row[3] or "")) for row in rows}
