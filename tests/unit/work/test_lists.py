import pytest

from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.indicators.recognition import Kind
from desktop_app.work import lists
from desktop_app.work.report.summary import package_summary
from desktop_app.work.workspace import init_workspace

WAN = 1_000_000


@pytest.fixture
def desk(tmp_path):
    """甲 may gain the status, 乙 holds it till May 2025 and falls short, 丙 holds it on."""
    workspace = init_workspace(tmp_path / "desk", role="district", unit="330203")
    firms = [
        (uid, None, name, f"CODE-{name}", "2010-01-01", "4")
        for uid, name in (("f1", "甲公司"), ("f2", "乙公司"), ("f3", "丙公司"))
    ]
    figures = [(f"e{u}", None, u, "2024", 4000 * WAN, 2400 * WAN, 100) for u in ("f1", "f2", "f3")]
    staff = {"f1": 9, "f2": 5, "f3": 20}
    spent = [(f"r{u}", None, u, "2024", 200 * WAN, n) for u, n in staff.items()]
    rights = [(f"p{u}", None, u, f"20211012345{u[1]}.0", "1", "1", "2022-01-01") for u in staff]
    certs = [
        ("c2", None, "f2", "GR202233100002", "2022-05-01", "2025-05-01", "1"),
        ("c3", None, "f3", "GR202333100003", "2023-12-01", "2026-12-01", "1"),
    ]
    blocks = (
        Rows("firm", ("name", "uscc", "found_date", "hitech_field"), firms),
        Rows("firm_period", ("firm", "period", "revenue", "hitech_products", "staff_end"), figures),
        Rows("rd_activity", ("firm", "period", "rd_total", "rd_staff"), spent),
        Rows("patent", ("firm", "app_no", "ptype", "status", "grant_date"), rights),
        Rows("hte_cert", ("firm", "cert_no", "issue_date", "expire_date", "status"), certs),
    )
    workspace.store.apply(ChangePlan("import", "底数", blocks), check=False)
    yield workspace
    workspace.close()


def test_that_each_list_names_its_firms(desk):
    assert [row.name for row in lists.expiring(desk, "2024")] == ["乙公司"]
    assert [row.name for row in lists.near(desk, "2024")] == ["甲公司"]
    assert [row.name for row in lists.losing(desk, "2024")] == ["乙公司"]


def test_that_a_row_has_a_cell_for_each_heading(desk):
    (row,) = lists.losing(desk, "2024")
    cells = dict(zip(lists.headings(), lists.cells(row), strict=True))
    assert cells == {
        "企业": "乙公司",
        "统一社会信用代码": "CODE-乙公司",
        "证书编号": "GR202233100002",
        "有效期至": "2025-05-01",
        "还有天数": "121",
        "注册满一年": "符合",
        "技术领域": "符合",
        "知识产权": "1 件",
        "科技人员占比": "5.00%",
        "研发费用占比": "5.00%",
        "境内研发占比": "100.00%",
        "高新收入占比": "60.00%",
        "结论": "缺 科技人员占比",
    }


def test_that_a_condition_is_told_with_its_figure_and_what_is_asked(desk):
    (row,) = lists.near(desk, "2024")
    said = {c.kind: lists.condition_sentence(c) for c in row.conditions}
    assert said[Kind.STAFF] == "科技人员占比：9.00%，应不低于 10%"
    assert said[Kind.RD] == "研发费用占比（1 年合计）：5.00%，应不低于 5%"
    assert said[Kind.RIGHTS] == "知识产权：1 件"
    assert said[Kind.AGE] == "注册满一年：符合"


def test_that_what_nobody_filled_in_is_told_as_such(desk):
    (row,) = lists.expiring(desk, "2024M01-11")
    assert [condition.kind for condition in row.unknown] == [
        Kind.STAFF,
        Kind.RD,
        Kind.DOMESTIC,
        Kind.INCOME,
    ]
    assert lists.condition_sentence(row.unknown[0]) == "科技人员占比：缺数据"
    assert lists.figure_text(row.unknown[0]) == "—"
    assert lists.outcome(row) == "已知条件都符合，4 项缺数据"


def test_that_a_package_takes_the_summary(desk):
    figures, first, second = package_summary(desk, "2024")
    assert (figures.title, len(first.columns), len(second.rows)) == ("主要指标", 7, 7)
    assert figures.rows[0][2] == 2
