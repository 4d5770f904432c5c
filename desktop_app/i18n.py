"""Texts in the user's language: Simplified Chinese as written in the source, or English."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop_app.domain.periods import Period
    from desktop_app.domain.reasons import Reason

LANGUAGES = ("zh", "en")
# Not through `paths`: the two leaves do not know each other. A frozen program keeps this module
# beside `resources` too.
_LOCALE = Path(__file__).resolve().parents[1] / "resources" / "locale"
_ENGLISH_UNITS = {
    "%": "%",
    "‰": "‰",
    "元": "yuan",
    "千元": "k yuan",
    "万元": "10k yuan",
    "亿元": "100m yuan",
    "万人": "10k persons",
    "人月": "person-months",
    "平方米": "m²",
    "万平方米": "10k m²",
    "天": "days",
    "月": "months",
    "年": "years",
}
"""English has no measure words: what is counted (人, 家, 件 …) goes without a unit."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _as_written(text: str) -> str:
    return text


def _many_as_written(text: str, _many: str, _n: int) -> str:
    return text


class _Language:
    """The language in use, for the whole process."""

    code = "zh"
    translate: Callable[[str], str] = staticmethod(_as_written)
    translate_many: Callable[[str, str, int], str] = staticmethod(_many_as_written)


def _(text: str) -> str:
    """Return `text` in the language in use; the text itself where there is no translation."""
    return _Language.translate(text)


def plural(text: str, n: int, **facts: object) -> str:
    """Return a text that counts `{n}` things, filled in, in the language in use.

    Chinese says one as it says many; English does not, and has a text for each.
    """
    return _Language.translate_many(text, text, n).format(n=f"{n:,}", **facts)


def set_language(code: str) -> None:
    """Show texts in the language `code` ("zh" or "en") from now on.

    Raises:
        ValueError: There is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(code)
    one, many = _translators(code)
    _Language.code = code
    _Language.translate, _Language.translate_many = staticmethod(one), staticmethod(many)


def language() -> str:
    """Return the language in use."""
    return _Language.code


def _translators(code: str) -> tuple[Callable[[str], str], Callable[[str, str, int], str]]:
    if code == "zh":
        return _as_written, _many_as_written
    from gettext import GNUTranslations

    try:
        with (_LOCALE / code / "LC_MESSAGES" / "shuangbei.mo").open("rb") as file:
            found = GNUTranslations(file)
    except FileNotFoundError:
        return _as_written, _many_as_written
    return found.gettext, found.ngettext


class Labelled(Protocol):
    """A form, field or code of the catalogue."""

    @property
    def label(self) -> str:
        """What it is called in Chinese."""

    @property
    def label_en(self) -> str:
        """What it is called in English, or ""."""


class Shortened(Protocol):
    """A form of the catalogue, which has a short name too."""

    @property
    def short(self) -> str:
        """What it is called on pages, in Chinese."""

    @property
    def short_en(self) -> str:
        """The same in English."""


def label_of(entry: Labelled) -> str:
    """Return what a form, field or code is called in the language in use."""
    return entry.label_en or entry.label if language() == "en" else entry.label


def short_of(form: Shortened) -> str:
    """Return what a form is called on pages in the language in use."""
    return form.short_en if language() == "en" else form.short


def unit_word(unit: str) -> str:
    """Return a unit of measure in the language in use; "" where the language needs none."""
    return _ENGLISH_UNITS.get(unit, "") if language() == "en" else unit


def flag_word(*, on: bool) -> str:
    """Return yes or no as a form has it."""
    return _("是") if on else _("否")


def listed(names: Iterable[str]) -> str:
    """Return names one after the other: “甲、乙”."""
    return _("、").join(names)


def joined(parts: Iterable[str]) -> str:
    """Return what belongs together in one line, set apart by commas: “07，千元”."""
    return _("，").join(parts)


def in_turn(sentences: Iterable[str]) -> str:
    """Return reasons one behind the other: “没有代码；名称相近”."""
    return _("；").join(sentences)


def told(name: str, value: str) -> str:
    """Return a value behind its name: “期别：2024 年”."""
    return _("{name}：{value}").format(name=name, value=value)


def noted(text: str, note: str) -> str:
    """Return a text with a note in brackets: “总面积（平方米）”; the text alone without one."""
    return _("{text}（{note}）").format(text=text, note=note) if note else text


def state_word(state: str) -> str:
    """Return the word of a report's state; the state itself where there is none for it."""
    return {
        "未报": _("未报"),
        "未开始": _("未开始"),
        "草稿": _("草稿"),
        "已审核": _("已审核"),
        "已上报": _("已上报"),
        "收件中": _("收件中"),
        "已收齐": _("已收齐"),
        "已受理": _("已受理"),
        "退回": _("退回"),
        "验收": _("验收"),
        "更正": _("更正"),
        "逾期": _("逾期"),
    }.get(state, state)


def severity_word(severity: str) -> str:
    """Return the word of a finding's severity."""
    return {"强制": _("强制"), "核实": _("核实"), "提示": _("提示")}[severity]


def period_label(code: str) -> str:
    """Return what a period is called: “2024 年”, “2024 年 1–9 月”, “2024 年第 3 季度”.

    Raises:
        BadPeriod: `code` names no period.
    """
    from desktop_app.domain.periods import parse_period

    period = parse_period(code)
    return _period_pattern(period).format(
        year=period.year,
        quarter=period.quarter,
        first=period.first_month,
        last=period.last_month,
        first_name=_MONTHS[period.first_month - 1],
        last_name=_MONTHS[period.last_month - 1],
    )


def _period_pattern(period: Period) -> str:
    from desktop_app.domain.periods import PeriodKind

    # The English texts take {first_name} and {last_name} in place of the numbers.
    if period.kind is PeriodKind.YEAR:
        return _("{year} 年")
    if period.kind is PeriodKind.QUARTER:
        return _("{year} 年第 {quarter} 季度")
    if period.kind is PeriodKind.MONTH:
        return _("{year} 年 {last} 月")
    return _("{year} 年 {first}–{last} 月")


def reason_text(reason: Reason) -> str:
    """Return why a typed text is no value of its field, and what would be one."""
    from desktop_app.domain.reasons import Reason

    texts = {
        Reason.NOT_A_NUMBER: _("不是数，只写数字，如 1,234"),
        Reason.NOT_WHOLE: _("要整数"),
        Reason.TOO_FINE: _("小数位太多，本项存不下，未四舍五入"),
        Reason.TOO_LARGE: _("超过 15 位，先核对单位"),
        Reason.NOT_A_DATE: _("不是日期，写成 2024-03-05"),
        Reason.NO_SUCH_DAY: _("没有这一天"),
        Reason.SHORT_YEAR: _("年份要写四位，如 2024-03-05"),
        Reason.NOT_A_MONTH: _("不是年月，写成 2024-03"),
        Reason.NOT_A_YEAR: _("不是年份，写成 2024"),
        Reason.NOT_YES_OR_NO: _("只写“是”或“否”"),
        Reason.NOT_IN_LIST: _("不在代码表中，从列表里选"),
        Reason.AMBIGUOUS_CODE: _("有几个代码叫这个名称，改写代码"),
        Reason.TOO_LONG: _("太长，存不下"),
        Reason.CONTROL_CHARACTER: _("含有看不见的控制字符（如换行），删去后再填"),
        Reason.WRONG_LENGTH: _("位数不对"),
        Reason.WRONG_CHARACTER: _("含有这种号码没有的字符"),
        Reason.LOST_DIGITS: _("表格已把号码变成科学计数，后几位丢失，按原件重填"),
        Reason.ID_CARD: _("这是身份证号码，本软件不保存"),
        Reason.PUBLICATION_NO: _("这是公开（公告）号，应填申请号"),
    }
    return texts[reason]
