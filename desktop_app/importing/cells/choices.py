"""Codes of lists, and yes and no, as cells hold them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from itertools import pairwise

from desktop_app.catalogue.model import CodeList, Field
from desktop_app.domain.codes import AMBIGUOUS
from desktop_app.domain.readers import MAX_TEXT, read_bool
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.texts import fold, plain_width, tidy
from desktop_app.importing.cells.boxes import ticked_choices
from desktop_app.importing.cells.texts import plain_text, untold
from desktop_app.importing.model import BLANK, Read
from desktop_app.importing.words import words
from desktop_app.sheets.table import Cell

_LONGEST_CODE = 6
_ORDINAL = re.compile(r"^(?:[①-⑳⑴-⒇㈠-㈩]|[（(]?[一二三四五六七八九十]{1,3}[、.．)）])\s*")
_CODE_FIRST = re.compile(r"[(\[]?([0-9A-Z]+)[)\]]?[-.、:：_/|—–·)\s]*([^0-9A-Z].*)")
_CODE_LAST = re.compile(r"(.*[^0-9A-Z(\[])[-.、:_/|(\[]*([0-9A-Z]{1,6})[)\]]?")
_REMARK = re.compile(r"(.+?)[(\[]([^()\[\]]+)[)\]]")
_LETTERED = re.compile(r"[A-H]\s*[.、．:)]\s*([\u4e00-\u9fff].+)")
"""A choice as questionnaires number them: B.省级."""

_STEPS = re.compile(r"[-—–/\\|>→]+|——")
_PARTS = re.compile(r"[、,;，；/|+\n]+|和|及")
_DISTRICT_NAME = re.compile(r"[\u4e00-\u9fff]{2}[区县市](?=[\u4e00-\u9fff])")
_DISTRICT = re.compile(r"(\d{6})(?:0{3}|0{6}|\d{3}|\d{6})")
_FLOAT_TEXT = re.compile(r"(\d{1,6})\.0")
_SIGNS = re.compile(r"[\s“”\"'‘’《》〈〉()\[\]·、,，。.:：;；\-—–/_]+")
_NEGATIONS = frozenset("不非未无除")
_DIGITS = re.compile(r"[0-9]")
PLACES = frozenset({"gbt2260", "reporting_unit"})
"""Code lists of places."""
_ALIKE = 0.5
_SHORTEST_WITHIN = 4

_BOX = re.compile(r"[(\[]\s*[√✓✔■]?\s*[)\]]|[■☑√✓✔●🗹□☐○〇]|是|否|有|无")
_HOLLOW = re.compile(r"[(\[]\s*[)\]]")
_GROUP_ENDS = re.compile(r"[\s/、,;；]+")
_ANSWERS = frozenset("是否有无")
_TICKED = frozenset("■☑√✓✔●🗹")
_NUMBERED = re.compile(r"[(（]?[0-9一二ABab①②]?[)）]?[.、:：\-]?\s*(是|否)")


def bare_place(core: str) -> str:
    """Return a folded place without province and city before it, or its office behind it."""
    core = _STEPS.sub("", core)
    for word in words().place_before:
        core = core.removeprefix(word)
    for word in words().place_after:
        core = core.removesuffix(word)
    return core


class CodeReader:
    """Reads codes of a list, written as code, as label, as both, or as a word that was taught.

    Args:
        field: The field.
        codes: Its list.
        is_key: Whether its records are recognised by it, so that what is no code refuses the row.
        taught: Code that a word means, by folded word.
    """

    def __init__(
        self, field: Field, codes: CodeList, *, is_key: bool, taught: Mapping[str, str]
    ) -> None:
        self._field = field
        self._codes = codes.spellings
        self._labels = {entry.code: fold(entry.label) for entry in codes.entries}
        self._longest_code = max(map(len, self._labels), default=0)
        self._parents = {entry.code: entry.parent for entry in codes.entries if entry.parent}
        self._is_tree = bool(self._parents)
        self._is_key = is_key
        self._taught = taught

    def read(self, cell: Cell) -> Read:
        """Return what one cell says."""
        text = plain_text(cell)
        core = fold(text)
        taught = self._taught.get(core)
        if taught:
            return Read(taught)
        said = self._ticked(text) or untold(text)
        if said is not None and core not in self._codes:
            return said
        try:
            return Read(self._field.format.parse(text, self._codes))
        except BadValue as bad:
            reason = bad.reason.value
        found = self._understood(text, core)
        if found is not None:
            return found
        if self._is_several(core):
            reason = "several_values"
        if self._is_key:
            return Read(None, reject=reason)
        return Read(None, reason, kept=tidy(text)[:MAX_TEXT])

    def _ticked(self, text: str) -> Read | None:
        """Return what a cell of printed choices says, or None where several are ticked."""
        ticked = ticked_choices(text)
        if ticked is None or len(ticked) > 1:
            return None
        return self.read(ticked[0]) if ticked else BLANK

    def _understood(self, text: str, core: str) -> Read | None:
        number = _FLOAT_TEXT.fullmatch(core)
        core = number[1] if number else core
        padded = self._zero_added(core)
        if padded:
            return Read(padded, "zero_added")
        bare = fold(_ORDINAL.sub("", tidy(text), count=1)) if number is None else core
        return next((Read(code, flag) for code, flag in self._readings(bare) if code), None)

    def _readings(self, core: str) -> Iterator[tuple[str, str]]:
        """Yield what a text may mean, the surest first, with the flag of each."""
        yield self._known(core) or self._known(core.lstrip("0")) or self._by_signs(core), ""
        yield self._beside_label(core), ""
        lettered = _LETTERED.fullmatch(core)
        if lettered:
            yield self._known(lettered[1]), ""
        last = _CODE_LAST.fullmatch(core)
        if last:
            yield self._agreed(last[2], last[1]), ""
        yield self._of_place(core), ""
        district = _DISTRICT.fullmatch(core)
        if district:
            yield self._known(district[1]), "" if core.endswith("000") else "remark_in_cell"
        if self._is_several(core):
            return
        yield self._in_place(core), "remark_in_cell"
        remark = _REMARK.fullmatch(core)
        if remark:
            yield self._known(remark[1]) or self._beside_label(remark[1]), "remark_in_cell"
        first = _CODE_FIRST.fullmatch(core)
        if first and self._are_alike(self._known(first[1]), first[2]):
            yield self._known(first[1]), "remark_in_cell"
        yield self._of_path(core), "remark_in_cell"
        yield self._within(core), "near_word"

    def _known(self, core: str) -> str:
        return self._codes.get(core, "")

    def _by_signs(self, core: str) -> str:
        """Return the code of a label that is the same but for its signs: 农林牧渔业, 其它."""
        return self._plain.get(_SIGNS.sub("", core).replace("其它", "其他"), "")

    @cached_property
    def _plain(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for text, code in self._codes.items():
            plain = _SIGNS.sub("", text).replace("其它", "其他")
            # Where two labels differ in their signs alone, none is meant.
            found[plain] = code if found.get(plain, code) == code else AMBIGUOUS
        return found

    def _beside_label(self, core: str) -> str:
        found = _CODE_FIRST.fullmatch(core)
        return (self._agreed(found[1], found[2]) if found else "") or self._with_own_label(core)

    def _with_own_label(self, core: str) -> str:
        plain = _SIGNS.sub("", core)
        starts = (core[:length] for length in range(1, min(len(core), self._longest_code) + 1))
        return next(
            (
                start
                for start in starts
                if start in self._labels and plain == _SIGNS.sub("", start + self._labels[start])
            ),
            "",
        )

    def _agreed(self, code: str, label: str) -> str:
        """Return a code whose label stands beside it; a label of several codes speaks for each."""
        label = label.strip("()[]")
        known, meant = self._known(code), self._codes.get(label)
        is_own = meant in {known, AMBIGUOUS} or self._labels.get(known) == label
        return known if known and is_own else ""

    def _are_alike(self, code: str, label: str) -> bool:
        """Whether a label says about the same as the list's own, and is not another code's."""
        if not code or self._codes.get(label):
            return False
        own = set(self._labels.get(code, ""))
        return len(own & set(label)) > _ALIKE * max(len(own), len(set(label)))

    def _of_place(self, core: str) -> str:
        """Return the code of 浙江省/宁波市/海曙区, or of 海曙区科技局."""
        if self._field.codes not in PLACES:
            # 宁波市专精特新中小企业 are none of the province's.
            return ""
        return self._known(bare_place(core))

    def _in_place(self, core: str) -> str:
        """Return the code of the district that a text begins with: 海曙区石碶街道."""
        for word in words().place_before:
            core = core.removeprefix(word)
        found = _DISTRICT_NAME.match(core)
        return self._known(found[0]) if found else ""

    def _of_path(self, core: str) -> str:
        """Return the code of 制造业-专用设备制造业, or of 电子信息-软件, which is the first."""
        steps = [step for step in _STEPS.split(core) if step]
        if len(steps) < 2:
            return ""
        return self._known(steps[-1] if self._is_tree else steps[0])

    def _within(self, core: str) -> str:
        """Return the code of the one label that fills most of a text: 国家级小巨人企业."""
        if not _NEGATIONS.isdisjoint(core):
            return ""
        plain = _SIGNS.sub("", core)
        if not self._holds_label(plain, max(_SHORTEST_WITHIN, -(-len(plain) // 2))):
            return ""
        fit = [text for text in self._plain if len(text) > 1 and text in plain]
        fit = [text for text in fit if not text.isascii() or text.isalpha()]
        longest = max(fit, key=len)
        code = self._plain[longest]
        others = {self._plain[text] for text in fit if text not in longest} - {code}
        # A number beside a label is a code that says something else.
        return "" if others or _DIGITS.search(plain.replace(longest, "")) else code

    def _holds_label(self, plain: str, least: int) -> bool:
        """Whether a label of so many characters stands in a text, found by the text's own parts."""
        most = min(len(plain), self._longest_label)
        parts = (
            plain[start : start + length]
            for length in range(least, most + 1)
            for start in range(len(plain) - length + 1)
        )
        return any(part in self._plain and (not part.isascii() or part.isalpha()) for part in parts)

    @cached_property
    def _longest_label(self) -> int:
        return max(map(len, self._plain), default=0)

    def _is_several(self, core: str) -> bool:
        parts = [part for part in _PARTS.split(core) if part]
        codes = [self._known(part) or self._beside_label(part) for part in parts]
        if len(set(codes)) < 2 or "" in codes:
            return False
        is_path = all(self._is_under(low, high) for high, low in pairwise(codes))
        return not (self._is_tree and is_path)

    def _is_under(self, code: str, other: str) -> bool:
        parent = self._parents.get(code, "")
        return parent == other or (bool(parent) and self._is_under(parent, other))

    def _zero_added(self, core: str) -> str:
        """Return the code whose leading zeros a number cell has lost, or ""."""
        if not core.isdecimal():
            return ""
        for width in range(len(core) + 1, _LONGEST_CODE + 1):
            code = self._known(core.zfill(width))
            if code:
                return code
        return ""


def bool_reader(field: Field, taught: Mapping[str, str]) -> Callable[[Cell], Read]:
    """Return what reads yes and no.

    Args:
        field: The field.
        taught: "1" or "0" that a word means, by folded word.
    """
    answers = _answers(field) | {word: int(value) for word, value in taught.items()}
    return partial(read_answer, answers=answers)


def read_answer(cell: Cell, answers: Mapping[str, int]) -> Read:
    """Return the yes or no that a cell says.

    Args:
        cell: The cell.
        answers: What folded words mean, besides the usual ones.
    """
    if isinstance(cell, bool):
        return Read(int(cell))
    text = plain_text(cell)
    core = fold(text)
    known = answers.get(core)
    if known is not None:
        return Read(known)
    empty = untold(text)
    if empty is not None:
        return empty
    try:
        return Read(read_bool(text.strip("()（）[]【】 ")))
    except BadValue as bad:
        reason = bad.reason.value
    found = _ticked(text) or _with_remark(core)
    return found or Read(None, reason, kept=tidy(text)[:MAX_TEXT])


def said_no(cell: Cell, *, alone: bool = False) -> bool:
    """Whether a cell that claims says no; with `alone`, and nothing besides."""
    if not isinstance(cell, str | bool):
        return False
    said = read_answer(cell, words().answers)
    return said.value == 0 and not (alone and said.flag)


def _answers(field: Field) -> dict[str, int]:
    """Return what words mean in a field; below 是否规上 these are 规上 and 非规上 too."""
    own: dict[str, int] = {}
    for said in (field.label, *field.aliases):
        asked = fold(said)
        word = asked.removeprefix("是否")
        if word != asked and len(word) > 1:
            own |= {f"{no}{word}": 0 for no in ("非", "不", "未", "不是", "不属于")} | {word: 1}
            # 规下 is what is not 规上.
            own |= {word.replace("上", "下"): 0} if "上" in word else {}
    return own | dict(words().answers)


def _with_remark(core: str) -> Read | None:
    numbered = _NUMBERED.fullmatch(core)
    if numbered:
        return Read(int(numbered[1] == "是"))
    for word, value in (("是", 1), ("否", 0)):
        if core.startswith(word) and not {"是", "否"} <= set(core):
            return Read(value, "remark_in_cell")
    return None


def _ticked(text: str) -> Read | None:
    """Return the answer of printed boxes: ■是 □否, 是√ 否□, 是（√）否（ ）."""
    core = _HOLLOW.sub("□", plain_width(text))
    groups = [part for part in _GROUP_ENDS.split(core) if part]
    tokens = _BOX.findall(core)
    answers = [token for token in tokens if token in _ANSWERS]
    if len(answers) != 2 or len(tokens) < 3 or fold(_BOX.sub("", "".join(groups))):
        return None
    if len(groups) == 2 and all(len(_ANSWERS.intersection(group)) == 1 for group in groups):
        ticked = [group for group in groups if not _TICKED.isdisjoint(group)]
    else:
        ticked = _before_ticks(tokens)
    return Read(int(not {"是", "有"}.isdisjoint(ticked[0]))) if len(ticked) == 1 else None


def _before_ticks(tokens: list[str]) -> list[str]:
    """Return the answers whose box is ticked; the box stands behind each, or before each."""
    ordered = tokens if tokens[0] in _ANSWERS else tokens[::-1]
    return [
        one for one, box in pairwise(ordered) if one in _ANSWERS and not _TICKED.isdisjoint(box)
    ]
