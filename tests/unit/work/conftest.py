"""A workspace of 海曙区 with one firm and its figures of 2024."""

import pytest

from desktop_app.work.edit import add_record
from desktop_app.work.workspace import init_workspace


@pytest.fixture
def ws(tmp_path):
    made = init_workspace(tmp_path / "ws", role="district", unit="海曙区", person="测试员")
    yield made
    made.close()


@pytest.fixture
def firm(ws):
    uid, _edited = add_record(
        ws,
        "firm",
        {"uscc": "91330203MA2TE5T1XB", "name": "宁波甬能科技有限公司", "op_status": "营业"},
    )
    return uid
