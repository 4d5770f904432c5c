"""What a sudden end leaves among the packages is put right when the workspace is opened."""

import hashlib

import pytest

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.work.report.sent import draft_of, settle_sent
from desktop_app.work.workspace import open_workspace


@pytest.mark.parametrize("recorded", [True, False])
def test_that_a_package_is_named_when_it_is_recorded_and_gone_otherwise(ws, recorded):
    kept = ws.sent / "package.xlsx"
    draft_of(kept).write_bytes(b"a package")
    digest = hashlib.sha256(b"a package" if recorded else b"another").hexdigest()
    values = {
        "period": "2024",
        "state": "已上报",
        "package_name": kept.name,
        "package_digest": digest,
    }
    ws.store.apply(ChangePlan("send", "上报", (put("report", "r1", None, values),)))
    ws.close()
    open_workspace(ws.folder, write=False).close()
    assert not kept.exists()
    open_workspace(ws.folder).close()
    assert kept.exists() is recorded
    assert not list(kept.parent.glob(".new/*"))


def test_that_a_package_as_sent_is_never_written_over(ws):
    kept = ws.sent / "package.xlsx"
    kept.write_bytes(b"as sent")
    draft_of(kept).write_bytes(b"a package")
    ws.close()
    open_workspace(ws.folder).close()
    assert kept.read_bytes() == b"as sent"


@pytest.mark.parametrize("recorded", [True, False])
def test_that_an_answer_of_the_city_is_kept_when_it_is_recorded_and_gone_otherwise(ws, recorded):
    kept = ws.sent / "receipt.xlsx"
    draft_of(kept).write_bytes(b"a receipt")
    digest = hashlib.sha256(b"a receipt" if recorded else b"another").hexdigest()
    values = {"kind": "receipt", "state": "outgoing", "file": kept.name, "digest": digest}
    blocks = (put("exchange", "x1", None, values),)
    ws.store.of("330205").apply(ChangePlan("receipt", "回执", blocks), check=False)
    ws.close()
    open_workspace(ws.folder).close()
    assert kept.exists() is recorded
    assert not list(kept.parent.glob(".new/*"))


def test_that_a_draft_that_another_one_is_at_work_on_is_left_alone(ws):
    own, other = (draft_of(ws.sent / name) for name in ("own.xlsx", "other.xlsx"))
    for draft in (own, other):
        draft.write_bytes(b"half a package")
    settle_sent(ws, own)
    assert not own.exists()
    assert other.read_bytes() == b"half a package"
