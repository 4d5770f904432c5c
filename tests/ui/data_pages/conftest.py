"""A made-up office of 60 firms with two years of figures, and its desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.domain.identifiers import org_check, uscc_check
from desktop_app.domain.plans import ChangePlan, Rows, Stored
from desktop_app.domain.uids import new_uids
from desktop_app.ui.desk import Desk
from desktop_app.ui.operations import Operations
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form import cell_panel
from desktop_app.ui.pages.form import page as form_page
from desktop_app.work.workspace import Workspace, init_workspace, open_workspace

FIRMS = 60
UNFILLED = (7, 20)
"""Firms without figures of 2024."""

NAMES = ("甬能智控", "海丰轴承", "联创光学", "思创新材料", "天一软件", "博达模具")
PERIOD = "2024"


def credit_code(place: int) -> str:
    """Return a credit code of no real firm, with right check characters."""
    body = f"MX{place:06d}"
    lead = f"91330203{body}{org_check(body)}"
    return lead + uscc_check(lead)


def firm_texts(place: int) -> dict[str, str]:
    """Return a firm as it would be typed."""
    return {
        "uscc": credit_code(place),
        "name": f"宁波{NAMES[place % len(NAMES)]}{place}号有限公司",
        "legal_rep": "沈知远",
        "found_date": f"20{place % 20:02d}-03-05",
        "reporting_unit": "330203",
        "gbt2260": "330203",
        "address": f"宁波市海曙区望春路{place + 1}号",
        "industry_code": "3484" if place % 2 else "6513",
        "main_business": "轴承、模具",
        "reg_type": "私营有限责任公司",
        "op_status": "营业",
        "above_scale": "是" if place % 3 else "否",
    }


def rd_texts(place: int, year: int) -> dict[str, str]:
    """Return figures of 107-2 in which everything adds up."""
    staff = 10 + place
    cost = 1000 + 10 * place + (year - 2023) * 40
    return {
        "rd_staff": str(staff),
        "bachelor_staff": str(staff // 2),
        "rd_total": str(cost),
        "staff_cost": str(cost - 300),
        "direct_input": "300",
        "self_funds": str(cost),
        "patent_applications": "1",
    }


def period_texts(place: int) -> dict[str, str]:
    """Return the firm's figures of a year."""
    return {"revenue": str(30000 + 100 * place), "staff_end": "90", "staff_average": "88"}


def put_many(ws: Workspace, form_code: str, records: Sequence[Mapping[str, str]]) -> list[str]:
    """Store records from typed texts as one batch; parent and period go as they are."""
    form = ws.catalogue.form(form_code)
    plain = {form.parent, "period"}
    codes = sorted({code for record in records for code in record})
    uids = new_uids(len(records))
    rows: list[tuple[Stored, ...]] = []
    for uid, record in zip(uids, records, strict=True):
        values = [
            record.get(code)
            if code in plain
            else ws.catalogue.parse(form.by_code[code], record.get(code, ""))
            for code in codes
        ]
        rows.append((uid, None, *values))
    plan = ChangePlan("import", f"导入 {form.short}.xlsx", (Rows(form_code, tuple(codes), rows),))
    ws.store.apply(plan, check=False)
    return uids


def _fill(ws: Workspace) -> None:
    firms = put_many(ws, "firm", [firm_texts(place) for place in range(FIRMS)])
    for year in (2023, 2024):
        told = [i for i in range(FIRMS) if year == 2023 or i not in UNFILLED]
        keys = [{"firm": firms[i], "period": str(year)} for i in told]
        put_many(ws, "firm_period", [k | period_texts(i) for k, i in zip(keys, told, strict=True)])
        put_many(
            ws, "rd_activity", [k | rd_texts(i, year) for k, i in zip(keys, told, strict=True)]
        )
    patents = [{"firm": firms[i], "title": f"一种轴承{i}", "ptype": "发明专利"} for i in range(5)]
    owned = put_many(ws, "patent", patents)
    put_many(
        ws, "patent_owner", [{"patent": u, "position": "1", "name": "宁波甬能"} for u in owned]
    )
    carriers = put_many(
        ws,
        "carrier",
        [{"kind": "1", "name": f"望春孵化器{i}"} for i in range(3)]
        + [{"kind": "2", "name": "月湖众创空间"}],
    )
    put_many(ws, "incubator", [{"carrier": carriers[0], "period": PERIOD, "tenants": "30"}])
    ws.store.check(PERIOD)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "ws"
    ws = init_workspace(folder, role="district", unit="海曙区", person="王敏")
    ws.sign_in("王敏", "填报人")
    _fill(ws)
    ws.keep(period=PERIOD)
    ws.close()
    return folder


@pytest.fixture
def folder(_template: Path, tmp_path: Path) -> Path:
    """A copy of the office's workspace."""
    return Path(shutil.copytree(_template, tmp_path / "ws"))


@dataclass
class Office:
    """A desk at work, and how to wait for it."""

    desk: Desk
    ws: Workspace
    settle: Callable[[], None]
    show: Callable[..., Page]


@pytest.fixture
def office(folder: Path, qtbot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The desk of the office; `settle` waits for its work, `show` shows a page."""
    # Pages rest a moment before they ask; a test need not.
    monkeypatch.setattr(form_page, "RECOUNT_MILLISECONDS", 5)
    monkeypatch.setattr(cell_panel, "WAIT_MILLISECONDS", 5)
    desk = Desk(Operations())
    faults: list[BaseException] = []
    desk.operations.crashed.connect(faults.append)
    ws = open_workspace(folder)
    desk.open(ws, PERIOD)

    def settle() -> None:
        # Three times: what arrives may ask for more, and pages ask a moment after a change.
        for _round in range(3):
            qtbot.wait(20)
            qtbot.waitUntil(lambda: not desk.operations.busy)
        if faults:
            raise faults[0]

    def show(page: Page, *, width: int = 1264, height: int = 820) -> Page:
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.refresh()
        settle()
        target = page.first_focus()
        page.activateWindow()
        if target is not None:
            target.setFocus()
        return page

    yield Office(desk, ws, settle, show)
    desk.operations.close()
    ws.close()
