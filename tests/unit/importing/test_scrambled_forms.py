"""A clean sheet of any form, laid out in every way that says the same, gives the same records."""

from __future__ import annotations

import pytest
from golden_sheets.any_form import (
    CATALOGUE,
    FORMS,
    LARGEST,
    YEAR,
    keys_of,
    names_of,
    others_of,
    rows_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.values import FieldType

UNITS = {"元": 1, "千元": 1_000, "万元": 10_000}
DRESSES = ("{}", "*{}", " {} ", "{}（必填）", "{}\n", "１．{}", "{}：", "{}（如有）", "★{}", "①{}")
YEARS = (f"{YEAR}年", f"{YEAR}年度", "二〇二三年度", f"（{YEAR}年）")
UNIT_LINES = ("单位：{}", "计量单位:{}", "（金额单位：{}）", "单位：人、{}")
NOISE = ([], [""], ["第1页 共2页"], ["说明：本表由示例数据组成"], ["　"])
HARMLESS = frozenset({"not_whole", "no_code", "owner_unknown", "doubled"})
"""What the made-up records say of themselves, however they are laid out."""


@st.composite
def spelled(draw, code, form, field):
    """Draw a way in which offices write a heading."""
    text = draw(st.sampled_from(names_of(code, form, field) or [field.label]))
    text = draw(st.sampled_from(DRESSES)).format(text)
    return draw(st.sampled_from([text, "　".join(text), "\n".join([text[:2], text[2:]])]))


@st.composite
def scrambled(draw, code):
    """Draw a clean sheet of a form, and one laid out otherwise that says the same."""
    others = others_of(code)
    picks = st.lists(st.sampled_from(others), max_size=5, min_size=min(2, len(others)),
                     unique_by=lambda column: column[1].code)  # fmt: skip
    columns = [*keys_of(code), *(draw(picks) if others else [])]
    rows = rows_of(columns, draw(st.integers(2, LARGEST)))
    label = CATALOGUE.form(code).label
    clean = [[f"{label}（{YEAR}年，单位：千元）"], [field.label for _f, field in columns], *rows]
    unit, in_title = draw(st.sampled_from(sorted(UNITS))), draw(st.booleans())
    heads, cells = [], [[] for _row in rows]
    for place in draw(st.permutations(range(len(columns)))):
        form, field = columns[place]
        head, is_money = draw(spelled(code, form, field)), field.type is FieldType.MONEY
        heads.append(f"{head.strip()}（{unit}）" if is_money and not in_title else head)
        for row, own in zip(rows, cells, strict=True):
            own.append(in_unit(row[place], unit) if is_money else row[place])
    above = draw(titles(label, unit if in_title else ""))
    return clean, [*above, *draw(laid_out(heads, cells))]


def in_unit(text, unit):
    amount = int(text) * 1000 / UNITS[unit]
    return f"{amount:.4f}".rstrip("0").rstrip(".")


@st.composite
def titles(draw, label, unit):
    """Draw what stands above: form, year and unit, in one line or several."""
    year = draw(st.sampled_from(YEARS))
    lines = [draw(st.sampled_from([[f"{year}{label}"], [f"{label}{year}"]]))]
    if unit:
        lines.append(["", "", draw(st.sampled_from(UNIT_LINES)).format(unit)])
    if draw(st.booleans()):
        lines.append([])
    if draw(st.booleans()):
        lines.insert(0, ["附件1："])
    return lines


@st.composite
def laid_out(draw, heads, cells):
    """Draw how heading and rows are laid out: numbered, with noise, on pages, side by side."""
    if draw(st.booleans()):
        heads = ["序号", *heads]
        cells = [[str(number), *row] for number, row in enumerate(cells, start=1)]
    if draw(st.booleans()):
        heads, cells = [*heads, "备注"], [[*row, ""] for row in cells]
    half = len(cells) // 2
    way = draw(st.sampled_from(["plain", "noise", "pages", "beside", "lower"]))
    if way == "noise":
        spoilt = [row for cell in cells for row in (cell, draw(st.sampled_from(NOISE)))]
        return [heads, *spoilt, ["填表人：某", "审核人：某"]]
    if way == "pages":
        return [heads, *cells[:half], ["第1页"], heads, *cells[half:], ["注：以上为示例数据"]]
    if way == "beside":
        left, right = cells[: len(cells) - half], cells[len(cells) - half :]
        right = [*right, *[[""] * len(heads)] * (len(left) - len(right))]
        return [[*heads, *heads], *([*a, *b] for a, b in zip(left, right, strict=True))]
    if way == "lower":
        return [[*[""] * (len(heads) - 1), "其他情况"], heads, *cells]
    return [heads, *cells]


def records(result):
    """Return what the rows say without where they stand, and what is odd about any of them."""
    listed = [entry for entry in result.entries if not entry.get("skipped")]
    said = sorted(
        (entry["form"], entry.get("period", ""), tuple(sorted(entry["fields"].items())))
        for entry in listed
        if "form" in entry
    )
    odd = [
        entry for entry in listed if entry.get("rejected") or set(entry.get("flags", ())) - HARMLESS
    ]
    return said, odd


@pytest.mark.parametrize("code", FORMS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_that_a_sheet_of_every_form_may_be_laid_out_otherwise(sheet, code, data):
    clean, other = data.draw(scrambled(code))
    wanted, odd = records(sheet(clean))
    assert wanted
    assert odd == []
    got, odd = records(sheet(other))
    assert odd == []
    assert got == wanted
