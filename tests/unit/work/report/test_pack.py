"""What a package says of those before it."""

from __future__ import annotations

from desktop_app.domain.plans import ChangePlan, put
from desktop_app.work.report.pack import previous_digest


def send(ws, period, at, digest, before):
    values = {
        "period": period,
        "state": "已上报",
        "revision": 1,
        "sent_at": at,
        "package_digest": digest,
        "previous_digest": before,
    }
    uid = f"r{period}"
    known = ws.store.record("report", uid)
    block = put("report", uid, known.version if known else None, values)
    ws.store.apply(
        ChangePlan("correct", "更正", (block,), {"reason": "更正"})
        if known
        else ChangePlan("send", "上报", (block,))
    )


def test_that_the_package_before_is_the_last_of_the_chain_though_the_clock_was_set_back(ws):
    assert not previous_digest(ws)
    send(ws, "2022", "2025-03-01T08:00:00+00:00", "d1", None)
    send(ws, "2023", "2024-01-01T08:00:00+00:00", "d2", "d1")
    assert previous_digest(ws) == "d2"
    send(ws, "2024", "2024-01-01T08:00:00+00:00", "d3", "d2")
    assert previous_digest(ws) == "d3"


def test_that_a_package_stays_followed_when_what_followed_it_was_sent_once_more(ws):
    send(ws, "2023", "2025-03-01T08:00:00+00:00", "d1", None)
    send(ws, "2024", "2024-01-01T08:00:00+00:00", "d2", "d1")
    send(ws, "2024", "2024-02-01T08:00:00+00:00", "d3", "d2")
    assert previous_digest(ws) == "d3"
