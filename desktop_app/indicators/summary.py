"""汇总: the tables of figures and annexes, the same for page, sheet and paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from desktop_app import i18n
from desktop_app.catalogue.model import Catalogue, Indicator
from desktop_app.domain.functions import pct_change
from desktop_app.domain.periods import parse_period
from desktop_app.indicators.annexes import ANNEXES, Annex, AnnexReading, annex
from desktop_app.indicators.asking import CITY, Reading
from desktop_app.indicators.figures import Figure, figure, headline_indicators, rounded, value_of
from desktop_app.indicators.targets import ALL_YEARS, Difference, Scope, differences, printed
from desktop_app.store import Store

Cell = str | int | Decimal | None

CHINESE = "zh"
NOTHING: Mapping[str, Decimal | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A table as people read it: texts, whole numbers, decimals with the places to show."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def speaker(language: str) -> Callable[[str], str]:
    """Return what puts a text of this module into `language`; Chinese texts stay as written."""
    return str if language == CHINESE else i18n._


def summary(
    store: Store, catalogue: Catalogue, unit: str, period: str, *, language: str = CHINESE
) -> tuple[SummaryTable, ...]:
    """Return the tables of 汇总, read from one state of the data.

    Args:
        store: Where the records are.
        catalogue: The catalogues.
        unit: Reporting unit, or "3302" for the city.
        period: Code of the period.
        language: Packages are always in Chinese; a page may ask for the user's language.
    """
    with store.counting() as reading:
        return tables(reading, catalogue, unit, period, language=language)


def tables(
    reading: Reading,
    catalogue: Catalogue,
    unit: str,
    period: str,
    *,
    language: str = CHINESE,
    earlier: Mapping[str, Decimal | None] = NOTHING,
) -> tuple[SummaryTable, ...]:
    """Return the tables of 汇总 from a reading.

    Args:
        reading: What the queries are asked of.
        catalogue: The catalogues.
        unit: Reporting unit, or "3302" for the city.
        period: Code of the period.
        language: Language of the texts.
        earlier: Figures of 上年同期 that are known, by indicator; others are asked for.
    """
    return (
        _figures_table(reading, catalogue, unit, period, language=language, earlier=earlier),
        *(
            annex_table(catalogue, annex(reading, catalogue, unit, period, number), language)
            for number in ANNEXES
        ),
    )


def _figures_table(
    reading: Reading,
    catalogue: Catalogue,
    unit: str,
    period: str,
    *,
    language: str,
    earlier: Mapping[str, Decimal | None],
) -> SummaryTable:
    """Return the table of the headline figures with last year's, those of 2020 and the targets."""
    _ = speaker(language)
    before = parse_period(period).previous
    rows: list[tuple[Cell, ...]] = []
    notes: list[str] = []
    for indicator in headline_indicators(catalogue):
        now = figure(reading, catalogue, unit, indicator, period)
        if indicator.id in earlier:
            then = earlier[indicator.id]
        else:
            then = rounded(value_of(reading, catalogue, unit, indicator, before)[0], indicator)
        rows.append(_figure_row(now, then, language))
        notes += _notes(indicator, language)
    columns = (
        *(_("指标"), _("计量单位"), _("本期"), _("上年同期"), _("比上年同期")),
        *(_("2020 年末"), _("为 2020 年末的倍数"), _("距目标"), _("2025 年目标")),
    )
    return SummaryTable(_("主要指标"), columns, tuple(rows), tuple(notes))


def _figure_row(now: Figure, earlier: Decimal | None, language: str) -> tuple[Cell, ...]:
    indicator = now.indicator
    change = None
    if now.shown is not None and earlier:
        scale = 10**indicator.precision
        change = pct_change(int(now.shown * scale), int(earlier * scale))
    return (
        name_of(indicator, language),
        indicator.unit if language == CHINESE else i18n.unit_word(indicator.unit),
        now.shown,
        earlier,
        change or "—",
        _whole(now.goal.base),
        now.multiple,
        gap_text(now, language),
        target_text(now, language),
    )


def name_of(indicator: Indicator, language: str) -> str:
    """Return an indicator's name in a language."""
    return indicator.name if language == CHINESE else indicator.name_en


def _notes(indicator: Indicator, language: str) -> list[str]:
    texts = indicator.notes if language == CHINESE else indicator.notes_en
    _ = speaker(language)
    name = name_of(indicator, language)
    return [_("{name}：{value}").format(name=name, value=text) for text in texts]


def target_text(now: Figure, language: str = CHINESE) -> str:
    """Return what is said of a figure's target: the number and whose it is, or why there is none.

    “突破” and “超过” are strictly more; the 力争 line is named beside and never judged.
    """
    _ = speaker(language)
    goal = now.goal
    if goal.value is None:
        if now.indicator.group == "extra":
            return _("计划未列")
        return _without_number(now.indicator.id, language)
    value = f"{goal.value:,}"
    if goal.scope is Scope.ANNEX:
        return _("{value}（2020 年末加附件五年）").format(value=value)
    pattern = _("超过 {value}") if goal.operator == ">" else _("达到 {value}")
    text = pattern.format(value=value)
    if goal.stretch is not None:
        text = _("{target}，力争 {stretch}").format(target=text, stretch=f"{goal.stretch:,}")
    if goal.scope is Scope.CITY:
        return _("全市{target}，未分解").format(target=text)
    return text


def _without_number(indicator: str, language: str) -> str:
    """Return the plan's own word where it names no number."""
    _ = speaker(language)
    if indicator == "H7":
        return _("争创，无数值目标")
    if indicator == "H8":
        return _("大幅提升，无数值目标")
    if indicator in {"T1-1", "T4-1"}:
        return _("基本覆盖，无数值目标")
    return _("无数值目标")


def gap_text(now: Figure, language: str = CHINESE) -> str:
    """Return how far a figure is from its target: “差 56”, “已超 12”, “已达标”, or “—”."""
    _ = speaker(language)
    gap = rounded(now.gap, now.indicator)
    if gap is None:
        return "—"
    if not now.reached:
        return _("差 {n}").format(n=f"{gap:,}")
    return _("已超 {n}").format(n=f"{-gap:,}") if gap else _("已达标")


def annex_table(catalogue: Catalogue, found: Annex, language: str = CHINESE) -> SummaryTable:
    """Return an annex: the unit's targets, what was done in each reading, both city totals."""
    _ = speaker(language)
    titles = {
        1: _("附件 1　高新技术企业培育目标与完成（家）"),
        2: _("附件 2　科技型中小企业培育目标与完成（家）"),
    }
    year = _("{year} 年")
    columns = (_("项目"), *(year.format(year=y) for y in found.years), _("合计"))
    rows: list[tuple[Cell, ...]] = []
    if found.unit != CITY:
        unit = (catalogue.unit_label if language == CHINESE else catalogue.unit_name)(found.unit)
        rows.append((_("{unit}目标").format(unit=unit), *found.targets, sum(found.targets)))
        rows.append((_("{unit}目标，累计").format(unit=unit), *found.cumulative, None))
    for entry in found.readings:
        rows += _done_rows(found, entry, language)
    rows.append((_("全市目标，原文合计"), *_city_row(catalogue, found)))
    rows.append((_("全市目标，分项合计"), *found.sums, sum(found.sums)))
    return SummaryTable(
        titles[found.number], columns, tuple(rows), _annex_notes(catalogue, found, language)
    )


def _city_row(catalogue: Catalogue, found: Annex) -> Sequence[int]:
    totals = printed(catalogue, found.number, CITY)
    return [*(totals[year] for year in found.years), totals[ALL_YEARS]]


def _done_rows(found: Annex, entry: AnnexReading, language: str) -> list[tuple[Cell, ...]]:
    _ = speaker(language)
    name = name_of(entry.indicator, language)
    missing = [
        None if done is None else done - target
        for done, target in zip(entry.cumulative, found.cumulative, strict=True)
    ]
    return [
        (_("{name}，完成").format(name=name), *entry.done, entry.now),
        (_("{name}，累计").format(name=name), *entry.cumulative, None),
        (_("{name}，累计比目标").format(name=name), *missing, None),
    ]


def _annex_notes(catalogue: Catalogue, found: Annex, language: str) -> tuple[str, ...]:
    notes = [difference_note(d, language) for d in differences(catalogue, found.number)]
    for entry in found.readings:
        notes += _notes(entry.indicator, language)
    return tuple(notes)


def difference_note(difference: Difference, language: str = CHINESE) -> str:
    """Return the note on a printed total that its rows do not add up to; neither is changed."""
    _ = speaker(language)
    note = _("【注：原文合计{printed}，分项合计{computed}，相差{difference}】").format(
        printed=difference.printed,
        computed=difference.computed,
        difference=difference.difference,
    )
    if difference.year == ALL_YEARS:
        return _("五年合计{note}").format(note=note)
    return _("{year} 年{note}").format(year=difference.year, note=note)


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
