"""A clean sheet, scrambled in every way that says the same, gives the same records."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.importing.existing import Nothing
from desktop_app.importing.listing import entries
from desktop_app.importing.model import ImportOptions
from desktop_app.importing.preview import preview_files

CODES = ("91330203MA2TE5T1XB", "91330205MA2TE5T288", "91330206MA2TE5T36H", "91330211MA2TE5T44K")
UNITS = {"元": 1, "千元": 1_000, "万元": 10_000}
HEADINGS = {
    "name": ("企业名称", "单位详细名称", "单 位 名 称", "公司名称", "企业全称", "企　业　名　称"),
    "uscc": ("统一社会信用代码", "信用代码", "社会信用代码", "统一社会\n信用代码", "组织机构代码"),
    "founded": ("成立日期", "注册时间", "成立（注册）日期", "*成立日期"),
    "staff": ("研究开发人员合计", "研发人员（人）", "R&D人员", "1.研发人员合计", "研发人员数"),
    "total": ("研究开发费用合计", "研发费用", "研发投入", "研发经费支出", "研发费用合计"),
}
NOISE = (
    ("",),
    ("小 计",),
    ("合　计", "", "999"),
    ("注：示例数据",),
    ("总计（4家）",),
    ("其中：市属 小计",),
)


def wide(text):
    """Write ASCII in full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def spaced(text):
    return f"  {text[:4]} {text[4:]}\xa0"


CODE_STYLES = (str, str.lower, wide, spaced)
DATE_STYLES = (
    "{0}-{1:02}-{2:02}",
    "{0}.{1}.{2}",
    "{0}/{1}/{2}",
    "{0}年{1}月{2}日",
    "{0}{1:02}{2:02}",
)


@st.composite
def sheets(draw):
    """Draw a table of firms with figures, and the records that it says."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    in_title = draw(st.booleans())
    order = draw(st.permutations(sorted(HEADINGS)))
    heads = {name: draw(st.sampled_from(HEADINGS[name])) for name in order}
    if not in_title:
        heads["total"] += f"（{unit}）"
    rows, records = [], []
    for number, code in enumerate(CODES[: draw(st.integers(1, 4))]):
        record = {
            "code": code,
            "date": (draw(st.integers(1990, 2023)), draw(st.integers(1, 12)), 15),
            # Sizes as firms have them, by head as well: others would rightly be asked about.
            "staff": draw(st.one_of(st.none(), st.just(0), st.integers(20, 100))),
            "yuan": 1000 * draw(st.one_of(st.just(0), st.integers(1000, 50_000))),
        }
        records.append(record)
        rows.append(_row(draw, number, record, order, UNITS[unit]))
    for noise in draw(st.lists(st.sampled_from(NOISE), max_size=3)):
        rows.insert(draw(st.integers(0, len(rows))), [*noise, *[""] * (5 - len(noise))])
    title = draw(st.sampled_from(["2024年度企业研发情况", "企业研发统计表（2024年）"]))
    above = [[title], [f"单位：{unit}"]] if in_title else [[title]]
    return [*above, [heads[name] for name in order], *rows], records


def _row(draw, number, record, order, per_unit):
    amount = record["yuan"] / per_unit
    plain = f"{amount:.4f}".rstrip("0").rstrip(".")
    styles = [plain, f"{amount:,.4f}", wide(plain), f" {plain} "]
    staff = "" if record["staff"] is None else str(record["staff"])
    cells = {
        "name": draw(st.sampled_from(["{}", " {} ", "{}\n"])).format(f"宁波示例{number}有限公司"),
        "uscc": draw(st.sampled_from(CODE_STYLES))(record["code"]),
        "founded": draw(st.sampled_from(DATE_STYLES)).format(*record["date"]),
        "staff": draw(st.sampled_from([staff, f"{staff}人"])) if staff else draw(blanks),
        "total": draw(st.sampled_from(styles)),
    }
    return [cells[name] for name in order]


blanks = st.sampled_from(["", "-", "—", "/", "无", "N/A", "不详"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scrambled")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.data())
def test_that_saying_it_differently_gives_the_same_records(folder, catalogue, made, encoding, data):
    rows, records = made
    separator = data.draw(st.sampled_from([",", "\t", ";"]))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    path = folder / "表.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    preview = preview_files(
        [path],
        catalogue=catalogue,
        existing=Nothing(),
        unit="330203",
        options=ImportOptions(),
        progress=lambda _done, _all: None,
    )
    # The noise holds sums of other rows, which are told.
    listed = [entry for entry in entries(preview, catalogue) if not entry.get("skipped")]
    assert [e for e in listed if e.get("rejected") or e.get("flags")] == []
    firms = [e["fields"] for e in listed if e["form"] == "firm"]
    assert [(f["uscc"], f["name"], f["found_date"]) for f in firms] == [
        (record["code"], f"宁波示例{number}有限公司", "{}-{:02}-{:02}".format(*record["date"]))
        for number, record in enumerate(records)
    ]
    figures = [e for e in listed if e["form"] == "rd_activity"]
    assert [
        (e["period"], e["fields"]["rd_total"], e["fields"].get("rd_staff")) for e in figures
    ] == [
        (
            "2024",
            str(record["yuan"] // 1000),
            None if record["staff"] is None else str(record["staff"]),
        )
        for record in records
    ]
    read = sum(sheet.read for sheet in preview.sheets)
    assert read == sum(preview.counts.values())
