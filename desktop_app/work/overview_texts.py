"""What 总览 says of its figures, in the user's language."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.i18n import _, language, unit_word
from desktop_app.indicators.annexes import Annex
from desktop_app.indicators.figures import Figure, Standing
from desktop_app.indicators.summary import CHINESE, gap_text, name_of, target_text
from desktop_app.indicators.targets import Scope
from desktop_app.work.overview import Card


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What a card says: name, value, unit, word ("" for none), target and gap."""

    name: str
    value: str
    unit: str
    word: str
    target: str
    gap: str


def card_texts(card: Card) -> CardTexts:
    """Return what a card says, in the user's language."""
    now = card.figure
    tongue = language()
    words = {
        Standing.NONE: "",
        Standing.REACHED: _("已达标"),
        Standing.ON_TRACK: _("正常"),
        Standing.BEHIND: _("落后"),
    }
    return CardTexts(
        name_of(now.indicator, tongue),
        "—" if now.shown is None else f"{now.shown:,}",
        unit_word(now.indicator.unit),
        words[now.standing],
        _target(now),
        _gap(now, tongue),
    )


def _target(now: Figure) -> str:
    text = target_text(now, language())
    if now.goal.value is None or now.goal.scope is Scope.CITY:
        return text
    return _("2025 年目标 {target}").format(target=text)


def _gap(now: Figure, tongue: str) -> str:
    text = gap_text(now, tongue)
    if now.gap is not None:
        unit = _("个百分点") if now.indicator.unit == "%" else unit_word(now.indicator.unit)
        return f"{text} {unit}".strip() if any(map(str.isdigit, text)) else text
    if now.multiple is not None:
        return _("为 2020 年的 {n} 倍").format(n=now.multiple)
    return text


def annex_title(found: Annex) -> str:
    """Return the title of an annex's chart, with annex and unit."""
    if found.number == 1:
        return _("高新技术企业培育（附件 1，累计，家）")
    return _("科技型中小企业培育（附件 2，累计，家）")


def reading_label(found: Annex, reading: int = 0) -> str:
    """Return what a reading of an annex is called, in the user's language."""
    return name_of(found.readings[reading].indicator, language())


def pace_sentence(found: Annex, reading: int = 0) -> str:
    """Return the sentence under a chart: due, done, missing, and what each month must bring.

    Args:
        found: The annex.
        reading: Place of the reading that is shown.
    """
    pace = found.pace(reading)
    if pace is None:
        return ""
    if pace.gap > 0:
        text = _("{year} 年末应到 {due}，现 {now}，差 {gap}。")
    elif pace.gap:
        text = _("{year} 年末应到 {due}，现 {now}，超 {gap}。")
    else:
        text = _("{year} 年末应到 {due}，现 {now}，刚好。")
    said = text.format(
        year=pace.year, due=f"{pace.due:,}", now=f"{pace.now:,}", gap=f"{abs(pace.gap):,}"
    )
    if pace.gap <= 0 or pace.monthly is None:
        return said
    rest = _("到 {by} 年末平均每月需新增 {monthly} 家。")
    joint = "" if language() == CHINESE else " "
    return said + joint + rest.format(by=pace.by, monthly=f"{pace.monthly:,}")
