"""A district that keys in one firm and enrols with the city, through the command line alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from real_screen import Screen, open_screen

from desktop_app.cli.main import run
from desktop_app.work.edit import add_record
from desktop_app.work.workspace import open_workspace

FIRM = {
    "uscc": "91330203MA2TE5T1XB",
    "name": "宁波甬能科技有限公司",
    "legal_rep": "王一",
    "found_date": "2010-1-1",
    "gbt2260": "330203",
    "address": "示例路 1 号",
    "industry_code": "3962",
    "main_business": "智能装备",
    "reg_type": "173",
    "op_status": "1",
    "above_scale": "否",
}


@dataclass
class District:
    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    def do(self, *arguments: object) -> int:
        return run(["--workspace", str(self.workspace), *map(str, arguments)])

    def json(self, *arguments: object) -> tuple[int, dict]:
        self.capsys.readouterr()
        code = self.do(*arguments, "--json")
        return code, json.loads(self.capsys.readouterr().out)

    def said(self) -> str:
        captured = self.capsys.readouterr()
        return captured.out + captured.err

    def key_in(self, figures: dict[str, str]) -> str:
        ws = open_workspace(self.workspace)
        try:
            firm, _ = add_record(ws, "firm", FIRM)
            add_record(ws, "firm_period", figures, parent=firm, period="2024")
        finally:
            ws.close()
        return firm


@pytest.fixture(scope="session")
def firm_without_findings() -> dict[str, str]:
    """What is keyed in of a firm that no rule objects to."""
    return FIRM


@pytest.fixture
def district(tmp_path, capsys) -> District:
    made = District(tmp_path, capsys)
    assert made.do("init", "--unit", "海曙区", "--person", "测试员") == 0
    return made


@pytest.fixture
def enrolled(district) -> District:
    """The district with a firm without findings and an installed certificate."""
    password = district.folder / "password"
    password.write_text("a long password\n", "utf-8")
    keys = district.workspace / "keys"
    secret = ("--password-file", password)
    district.key_in({"revenue": "10000", "product_sales": "10000", "staff_end": "50"})
    ca = district.folder / "ca"
    assert district.do("keys", "ca", "--out", ca, *secret) == 0
    assert district.do("keys", "new", "--person", "乙", *secret) == 0
    issue = ("keys", "issue", keys / "330203.csr.pem", "--ca", ca / "ca.pem")
    assert district.do(*issue, "--ca-key", ca / "ca.key.pem", "-o", ca, *secret) == 0
    install = ("keys", "install", ca / "330203.crt.pem", "--ca", ca / "ca.pem", "--yes")
    assert district.do(*install, *secret) == 0
    return district


@pytest.fixture
def screen() -> Iterator[Screen]:
    with open_screen() as made:
        yield made
