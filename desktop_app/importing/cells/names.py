"""Names of firms as cells hold them: without numbering, footnotes and what is said of the firm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from desktop_app.domain.identifiers import holds_id_card, is_uscc
from desktop_app.domain.names import name_key
from desktop_app.domain.readers import MAX_TEXT
from desktop_app.domain.texts import fold, tidy
from desktop_app.importing.cells.owners import is_person
from desktop_app.importing.cells.texts import text_reader
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.model import Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

CLEAN_NAME = re.compile(
    # Nothing in front or behind that is no part of a name, and no sign that needs a second look.
    r"(?![不没未暂待空缺无某测一二三四五六七八九十])[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z（）·]{3,498}"
    r"(?:[司厂所院社店部心学会局行场站园]|（(?:有限合伙|普通合伙|特殊普通合伙)）)"
)
"""Names of firms that are stored as they stand, as nearly all are."""

_NUMBERING = re.compile(
    r"^(?:[（(]?\d{1,4}[）)]|\d{1,4}[、.．。](?!\d)|[一二三四五六七八九十]{1,3}、|[①-⑳⑴-⒇])\s*"
)
_LABEL = re.compile(r"^(?:企业|单位|公司|机构)(?:名称|全称)[:：]\s*(?=.{4})")
# Others of whom no name is given, or the number of a footnote or of a sheet.
_AND_OTHERS = re.compile(
    r"(?<=[司厂所院社])(?:等(?:\d{1,3}|[一二两三四五六七八九十]{1,2})?(?:家|个)?(?:企业|单位|公司)?|\d{1,2})$"
)
_OF_WHICH = re.compile(r"^其中[:：、]?\s*(?=[\u4e00-\u9fff（(].{3})")
_FOOTNOTE = re.compile(r"^[*＊★☆▲△#]+|[*＊★☆▲△#①-⑳†]+$|[。，,、；;：:]+$")
# What slipped in before or behind; the dot of Co.,Ltd. is its own.
_STRAY = re.compile(
    r"^[.．·•…~～_—-]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff）)])[\s.．·•…~～_—/／\\|-]+$"
)
_BRACKET = re.compile(r"(.+?)\s*[（(【\[]([^（）()【】\[\]]+)[）)】\]]")
_SAID = re.compile(
    r"(?:已|拟|待|正在)?(?:注销|吊销|迁出|迁入|搬迁|停产|停业|歇业|倒闭|破产|清算|更名|改名|变更|上市|退出|暂停|取消)"
    r"(?:企业|中|状态)?|新|补|补报|补录|补充|重复|待核实?|[A-Z]{0,2}\d{6}(?:\.[A-Z]{2})?|新增|新认定|重新认定|首次认定|高企|规上|规下|国高|科小|盖章|公章|示例|样例|本部|总部|(?:集团)?(?:合并|汇总)(?:口径|报表|数据?)?|母公司(?:口径|报表|数据?)?|单体(?:口径|报表)?|(?:第|排名)?\d{1,2}(?:完成单位|位)?|第[一二三四五]完成单位|独立完成"
    # In which district it is.
    r"|(?:宁波市?)?[\u4e00-\u9fff]{2}[区县市]"
)
_FORMERLY = re.compile(
    r"(?:原名?|曾用名|旧称|前身(?:为|是)?|改名前|更名前|曾用)(?:称|为|是)?[:：]?(.{3,})"
)
_NOW = re.compile(
    r"(?:现(?:更名|改名|变更|名|在)?|已?(?:更名|改名|变更))(?:称|为|是|叫)?[:：]?(.{4,})"
)
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff）)])[\s/（(]+[A-Za-z][A-Za-z0-9&.,'’\- ]{6,}[)）]?\s*$")
"""What a firm calls itself abroad, behind its name."""

_LOST = re.compile(r"(?<=[\u4e00-\u9fff])[?？□�■＊*]+(?=[\u4e00-\u9fff])|[□�]")
_TOKEN = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_EMPTIED = re.compile(r"[（(【]\s*(?:统一社会)?(?:信用)?(?:代码)?[:：]?\s*[)）】]")
_CODE_WORDS = re.compile(r"[,，;；:：/、\s]*(?:(?:统一社会)?信用代码|代码)?[:：]?\s*$")
# Two firms in one cell, and not a firm with its branch.
_TWO = re.compile(
    r"(?<=公司)[\s、,，;；/|]+[\u4e00-\u9fff][\u4e00-\u9fff（）()]{3,}(?<!分)公司\s*$"
)
_BRANCH = "分公司"
_PARTED = re.compile(r"\s*[、,，;；/|]+\s*")
_LEVEL_BEHIND = re.compile(r"(?<=.)\s*[（(](?:国家|[省市区县])级?(?:备案|认定)?[)）]\s*$")
_LISTED = re.compile(r"(?:^|(?<=[\s；;，,、]))\d{1,2}[、.．](?!\d)\s*")
"""Numbers names that stand in one cell: 1、甲公司；2、某大学."""
_QUOTES = "\"'“”‘’「」"


def carrier_reader(read: Callable[[Cell], Read]) -> Callable[[Cell], Read]:
    """Return what reads names of carriers, without a number before or a level behind them."""

    def without_level(cell: Cell) -> Read:
        bare = _NUMBERING.sub("", _LEVEL_BEHIND.sub("", cell)) if isinstance(cell, str) else cell
        found = read(bare)
        is_told = bare == cell or found.flag or found.reject
        return found if is_told else found._replace(flag="remark_in_cell")

    return without_level


def name_reader(
    *, is_key: bool, with_code: bool = False, with_former: bool = False
) -> Callable[[Cell], Read]:
    """Return what reads the names of firms.

    Args:
        is_key: Whether records are recognised by the name.
        with_code: Whether the heading says that the firm's code stands beside it.
        with_former: Whether it says that its former name does: 企业名称（曾用名）.
    """
    plain = text_reader(is_name=True, is_key=is_key)

    def read(cell: Cell) -> Read:
        if isinstance(cell, str) and _names_two(cell) and not holds_id_card(cell):
            return Read(None, "several_values", kept=tidy(cell)[:MAX_TEXT])
        firm = _firm_among(cell) if isinstance(cell, str) else ""
        found = plain(firm or cell)
        if not isinstance(found.value, str) or found.flag not in {"", "remark_in_cell"}:
            return found
        named = _named(found.value, with_code=with_code, with_former=with_former)
        is_told = bool(firm) or bool(found.flag)
        return named._replace(flag=named.flag or "remark_in_cell") if is_told else named

    return read


def _names_two(text: str) -> bool:
    """Whether a cell names several firms: 甲有限公司、乙有限公司, 甲五金厂;乙机械厂."""
    text = _LISTED.sub("", text.strip())
    if _TWO.search(text):
        return True
    names = [one.strip() for one in _PARTED.split(text.strip()) if one.strip()]
    firms = layout_words().firms
    return len(names) > 1 and all(firms.fullmatch(one) and _BRANCH not in one for one in names)


def _firm_among(text: str) -> str:
    """Return the firm that a cell names beside a university or a person, or "".

    Signs and gaps behind the end of a name part them: 甲有限公司、浙江大学, 浙江大学 甲有限公司.
    """
    known = layout_words()
    text = _LISTED.sub("", text.strip())
    names = [part for one in known.gaps.split(text.strip()) for part in _PARTED.split(one) if part]
    firms = [name for name in names if known.firms.fullmatch(name)]
    if len(names) == len(firms) or len(firms) != 1 or any(map(known.going_on.fullmatch, names)):
        return ""
    others = (name for name in names if name is not firms[0])
    are_others = all(known.partners.fullmatch(name) or is_person(name) for name in others)
    return firms[0] if are_others else ""


def _named(text: str, *, with_code: bool, with_former: bool) -> Read:
    code, rest = _code_beside(text)
    if with_code and code:
        text = rest
    alone = _ENGLISH.sub("", _OF_WHICH.sub("", _LABEL.sub("", rest)))
    name = _STRAY.sub("", _FOOTNOTE.sub("", _NUMBERING.sub("", alone)).strip())
    name = _AND_OTHERS.sub("", name)
    if name[:1] in _QUOTES and name[-1:] in _QUOTES and len(name) > 2:
        name = name[1:-1]
    flag = "" if name == text or name == text.rstrip("。，,、；;：: ") else "remark_in_cell"
    bracket = _BRACKET.fullmatch(name)
    former = ""
    if bracket:
        name, former = _without_remark(name, bracket, with_former=with_former)
        flag = "remark_in_cell" if name != bracket[0] else flag
    if not name_key(name):
        return Read(None)
    if words().nobody.fullmatch(name_key(name)):
        return Read(None, "remark_in_cell", other=code)
    if _LOST.search(name):
        flag = "broken_text"
    elif any(unicodedata.category(sign) == "Co" for sign in name):
        flag = "private_sign"
    return Read(name, flag, other=code or former)


def _code_beside(text: str) -> tuple[str, str]:
    """Return the credit code that stands in a name's cell, and the cell without it."""
    for token in _TOKEN.finditer(fold(text)):
        if is_uscc(token[0]):
            rest = re.sub(r"\s*".join(token[0]), "", text, flags=re.IGNORECASE)
            name = _CODE_WORDS.sub("", _EMPTIED.sub("", rest)).strip()
            return (token[0], name) if name else ("", text)
    return "", text


def _without_remark(name: str, bracket: re.Match[str], *, with_former: bool) -> tuple[str, str]:
    """Return a name without what stands in brackets behind it, and the name that it had before.

    （注销） says something of the firm, （原…） what it was called, （现名…） what it is called.
    """
    inner = bracket[2].strip()
    now = _NOW.fullmatch(inner)
    if now:
        return now[1], bracket[1].rstrip()
    formerly = _FORMERLY.fullmatch(inner)
    if formerly:
        return bracket[1].rstrip(), formerly[1]
    if with_former and layout_words().firms.fullmatch(inner):
        return bracket[1].rstrip(), inner
    return (bracket[1].rstrip(), "") if _SAID.fullmatch(inner) else (name, "")
