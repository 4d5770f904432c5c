"""Texts in the user's language: Simplified Chinese as written in the source, or English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.domain.periods import Period
    from desktop_app.domain.reasons import Reason

LANGUAGES = ("zh", "en")
# Not through `paths`: the two leaves do not know each other. A frozen program keeps this module
# beside `resources` too.
_LOCALE = Path(__file__).resolve().parents[1] / "resources" / "locale"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _as_written(text: str) -> str:
    return text


class _Language:
    """The language in use, for the whole process."""

    code = "zh"
    translate: Callable[[str], str] = staticmethod(_as_written)


def _(text: str) -> str:
    """Return `text` in the language in use; the text itself where there is no translation."""
    return _Language.translate(text)


def set_language(code: str) -> None:
    """Show texts in the language `code` ("zh" or "en") from now on.

    Raises:
        ValueError: There is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(code)
    _Language.code = code
    _Language.translate = staticmethod(_as_written if code == "zh" else _translator(code))


def language() -> str:
    """Return the language in use."""
    return _Language.code


def _translator(code: str) -> Callable[[str], str]:
    from gettext import GNUTranslations

    try:
        with (_LOCALE / code / "LC_MESSAGES" / "shuangbei.mo").open("rb") as file:
            return GNUTranslations(file).gettext
    except FileNotFoundError:
        return _as_written


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
