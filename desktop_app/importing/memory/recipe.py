"""Recipes: what people taught the importer as a file that another office can read and use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.errors import UserError
from desktop_app.domain.identifiers import holds_id_card
from desktop_app.domain.names import name_key
from desktop_app.domain.texts import fold, toml_string
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _
from desktop_app.importing.mapping.normal import unit_of
from desktop_app.importing.memory.recall import BETWEEN, fingerprint, subjects, telling
from desktop_app.importing.model import AS_FOUND, OVER, Decision

FORMAT = 1
_LINE = re.compile(r"line (\d+)")
_HEAD = """# 双倍增报送的导入方案：哪些表头是哪些字段，什么词是什么代码，什么名称是哪家企业。
# 在别处用 shuangbei import --recipe，或 shuangbei recipe load 收下。
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a recipe says.

    Attributes:
        decisions: What can be used here.
        unknown: Entries that cannot, because they name a form, field or code that is not here.
    """

    decisions: tuple[Decision, ...]
    unknown: tuple[str, ...] = ()


def recipe_text(decisions: Iterable[Decision], firms: Mapping[str, tuple[str, str]]) -> str:
    """Return decisions as the text of a recipe.

    Args:
        decisions: What was taught.
        firms: Credit code and name of the firms that answers speak of, by uid.
    """
    known = list(decisions)
    blocks = [f"{_HEAD}format = {FORMAT}\n"]
    loose = [one for one in known if one.kind == "column" and not one.scope]
    if loose:
        blocks.append("[columns]\n" + "".join(map(_column_line, loose)))
    blocks += [_sheet_block(one, known) for one in known if one.kind == "sheet"]
    blocks += [_word_block(one) for one in known if one.kind == "word"]
    blocks += [_firm_block(one, firms) for one in known if one.kind == "firm"]
    return "\n".join(blocks)


def _sheet_block(sheet: Decision, decisions: Iterable[Decision]) -> str:
    headings = "".join(f"    {toml_string(one)},\n" for one in sheet.subject.split(BETWEEN))
    form = "" if sheet.meaning == AS_FOUND else f"form = {toml_string(sheet.meaning)}\n"
    own = [one for one in decisions if one.scope == sheet.scope]
    columns = [one for one in own if one.kind == "column"]
    tabs = [one for one in own if one.kind == "tab"]
    for key, found in (("left_out", ""), ("taken", AS_FOUND)):
        names = ", ".join(toml_string(one.subject) for one in tabs if one.meaning == found)
        form += f"{key} = [{names}]\n" if names else ""
    text = f"[[sheet]]\nheadings = [\n{headings}]\n{form}"
    if columns:
        text += "[sheet.columns]\n" + "".join(map(_column_line, columns))
    return text


def _column_line(column: Decision) -> str:
    word, over = column.measured
    unit = f", unit = {toml_string(word)}" if word else ""
    unit += f", over = {toml_string(over)}" if over else ""
    return f"{toml_string(column.subject)} = {{field = {toml_string(column.meaning)}{unit}}}\n"


def _word_block(word: Decision) -> str:
    pairs = {"field": word.scope, "text": word.subject, "code": word.meaning}
    return _block("word", pairs)


def _firm_block(answer: Decision, firms: Mapping[str, tuple[str, str]]) -> str:
    uscc, called = firms.get(answer.meaning, (answer.meaning, ""))
    pairs = {"name": answer.subject, "uscc": uscc, "called": called}
    return _block("firm", {key: text for key, text in pairs.items() if text})


def _block(name: str, pairs: Mapping[str, str]) -> str:
    lines = "".join(f"{key} = {toml_string(text)}\n" for key, text in pairs.items())
    return f"[[{name}]]\n{lines}"


def read_recipe(text: str, catalogue: Catalogue) -> Recipe:
    """Return what a recipe says.

    Raises:
        UserError: It is no recipe, or one of a newer format.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_recipe(_place_of(error)) from error
    version = told.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _no_recipe("format")
    if version > FORMAT:
        raise UserError(
            _("导入方案的格式较新（{theirs}，本程序为 {ours}）。").format(
                theirs=version, ours=FORMAT
            ),
            _("换用新版程序。数据未动。"),
        )
    try:
        found = list(_decisions(told))
    except _OddEntryError as odd:
        raise _no_recipe(str(odd)) from odd
    known: list[Decision] = []
    unknown: list[Decision] = []
    for one in found:
        (known if _is_known(one, catalogue) else unknown).append(one)
    return Recipe(tuple(known), tuple(map(_named, unknown)))


def _named(decision: Decision) -> str:
    if any(map(holds_id_card, decision)):
        return _("有身份证号码的一项，不收")
    return f"{decision.subject} = {decision.meaning}"


def _place_of(error: tomllib.TOMLDecodeError) -> str:
    line = _LINE.search(str(error))
    return _("第 {n} 行看不懂").format(n=line[1]) if line else _("没有写完")


def _no_recipe(cause: str) -> UserError:
    return UserError(
        _("这不是导入方案：{cause}。").format(cause=cause),
        _("用 recipe save 存出的 .toml 文件；手工改过的，照原样改好。数据未动。"),
    )


class _OddEntryError(Exception):
    """An entry is none that a recipe has; the text says where it stands."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of a recipe.

    Attributes:
        place: What it is called in an error.
        told: What it holds.
    """

    place: str
    told: Mapping[str, object]

    def text(self, key: str, otherwise: str | None = None) -> str:
        """Return a text; without `otherwise` it must be there."""
        return _text(self.told.get(key, otherwise), self._of(key))

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self.told.get(key, [])
        if not isinstance(value, list):
            raise _OddEntryError(self._of(key))
        return [_text(one, self._of(key)) for one in value]

    def tables(self, key: str) -> Iterator[_Entry]:
        """Yield the tables of an array."""
        value = self.told.get(key, [])
        if not isinstance(value, list):
            raise _OddEntryError(key)
        for number, one in enumerate(value, start=1):
            place = _("第 {n} 个 [[{kind}]]").format(n=number, kind=key)
            yield _Entry(place, _table(one, place))

    def table(self, key: str) -> _Entry:
        """Return a table within it, which may be empty."""
        return _Entry(self._of(key), _table(self.told.get(key, {}), self._of(key)))

    def _of(self, key: str) -> str:
        return f"{self.place} › {key}" if self.place else key


def _decisions(told: Mapping[str, object]) -> Iterator[Decision]:
    recipe = _Entry("", told)
    yield from _columns("", recipe.table("columns"))
    for sheet in recipe.tables("sheet"):
        yield from _sheet(sheet)
    for word in recipe.tables("word"):
        yield Decision(word.text("field"), "word", fold(word.text("text")), word.text("code"))
    for firm in recipe.tables("firm"):
        meaning = firm.text("uscc", "") or name_key(firm.text("called", ""))
        yield Decision("", "firm", name_key(firm.text("name")), meaning)


def _sheet(sheet: _Entry) -> Iterator[Decision]:
    headings = sheet.texts("headings")
    mark = fingerprint(headings)
    if not mark:
        # Its columns would be those of any sheet.
        raise _OddEntryError(f"{sheet.place} › headings")
    subject = BETWEEN.join(telling(headings))
    yield Decision(mark, "sheet", subject, sheet.text("form", AS_FOUND))
    for key, meaning in (("left_out", ""), ("taken", AS_FOUND)):
        for tab in sheet.texts(key):
            yield Decision(mark, "tab", fold(tab), meaning)
    yield from _columns(mark, sheet.table("columns"))


def _columns(scope: str, columns: _Entry) -> Iterator[Decision]:
    for heading in columns.told:
        column = columns.table(heading)
        subject = subjects([heading])[0]
        unit, over = column.text("unit", ""), column.text("over", "")
        measured = f"{unit}{OVER}{over}" if unit and over else unit
        yield Decision(scope, "column", subject, column.text("field"), measured)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _OddEntryError(place)
    return value


def _table(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _OddEntryError(place)
    return value


def _is_known(decision: Decision, catalogue: Catalogue) -> bool:
    """Whether what a decision means is there, and may be kept."""
    meaning = decision.meaning
    if not decision.subject or any(map(holds_id_card, decision)):
        return False
    if decision.kind == "tab":
        return True
    if decision.kind == "sheet":
        return meaning in {"", AS_FOUND} or meaning in _forms(catalogue)
    if decision.kind == "column":
        fits = meaning in {"", "period"} or _has_field(catalogue, meaning)
        return fits and all(
            not word or word == AS_FOUND or unit_of(word) is not None for word in decision.measured
        )
    return decision.kind == "firm" or _has_code(catalogue, decision.scope, meaning)


def _has_code(catalogue: Catalogue, dotted: str, code: str) -> bool:
    if not _has_field(catalogue, dotted):
        return False
    form, _dot, field = dotted.partition(".")
    entry = catalogue.form(form).by_code[field]
    if entry.type is FieldType.BOOL:
        return code in {"0", "1"}
    return bool(entry.codes) and code in catalogue.codes[entry.codes].by_code


def _forms(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(form.code for form in catalogue.reported)


def _has_field(catalogue: Catalogue, dotted: str) -> bool:
    form, _dot, field = dotted.partition(".")
    if form not in _forms(catalogue):
        return False
    entry = catalogue.form(form).by_code.get(field)
    return entry is not None and not entry.derived
