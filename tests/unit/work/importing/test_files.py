from __future__ import annotations

import hashlib
import json
from collections import Counter

import pytest
import xlsxwriter

from desktop_app.domain.errors import Cancelled, UserError
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.importing.model import Choice, ImportOptions, Outcome
from desktop_app.work.importing.facts import details_of
from desktop_app.work.importing.files import import_files, preview_files, write_listing

A = "91330203MA2TE5T1XB"
B = "91330205MA2TE5T288"
ROWS = [
    ["海曙区2024年度企业情况"],
    ["企业名称", "信用代码", "地址", "研发费用（千元）", "研发人员"],
    ["宁波示例甲科技有限公司", A, "示例路1号", 800, 5],
    ["宁波示例乙机械有限公司", B, "示例路2号", 900.5, 6],
    ["宁波示例丙机械有限公司", A[:17], "示例路3号", 1, 1],
    ["合计", "", "", 1701.5, 12],
]


@pytest.fixture
def write(tmp_path):
    def run(rows, name="台账.xlsx"):
        book = xlsxwriter.Workbook(str(tmp_path / name))
        tab = book.add_worksheet("企业")
        for number, row in enumerate(rows):
            tab.write_row(number, 0, row)
        book.close()
        return tmp_path / name

    return run


def test_that_an_import_is_one_batch_with_its_facts(ws, write):
    result = import_files(ws, [write(ROWS)])
    assert result.applied is not None
    assert result.counts == {Outcome.NEW: 2, Outcome.REJECTED: 1, Outcome.SKIPPED: 1}
    assert result.exit_code == 1
    [batch] = ws.store.batches()
    facts = json.loads(batch.facts) if isinstance(batch.facts, str) else batch.facts
    assert facts["files"][0]["name"] == "台账.xlsx"
    assert len(facts["files"][0]["sha256"]) == 64
    assert facts["counts"]["new"] == 2


def test_that_the_same_file_brings_nothing_the_second_time(ws, write):
    path = write(ROWS)
    import_files(ws, [path])
    again = import_files(ws, [path])
    assert again.applied is None
    assert again.counts[Outcome.SAME] == 2


def test_that_undo_makes_it_as_if_never_imported(ws, write):
    path = write(ROWS)
    before = list(ws.store.dump())
    first = import_files(ws, [path])
    ws.store.undo(first.applied.batch)
    assert list(ws.store.dump()) == before
    assert import_files(ws, [path]).counts == first.counts


def test_that_updated_records_come_back_too(ws, write):
    import_files(ws, [write(ROWS)])
    before = list(ws.store.dump())
    changed = [list(row) for row in ROWS]
    changed[2][2] = "示例路9号"
    second = import_files(ws, [write(changed)])
    assert second.counts[Outcome.CHANGED] == 1
    ws.store.undo(second.applied.batch)
    assert list(ws.store.dump()) == before


def test_that_a_checked_copy_is_made_before_anything_is_written(ws, write):
    import_files(ws, [write(ROWS)])
    assert any("import" in path.name for path in (ws.folder / "backups").iterdir())


def test_that_the_preview_is_what_is_imported(ws, write):
    preview = preview_files(ws, [write(ROWS)])
    assert ws.store.batches() == []
    assert import_files(ws, preview).counts == preview.counts


def test_that_a_file_changed_since_its_preview_is_refused(ws, write):
    preview = preview_files(ws, [write(ROWS)])
    write([*ROWS[:2], ["宁波示例丁有限公司", A, "", 1, 1]])
    with pytest.raises(UserError, match="台账"):
        import_files(ws, preview)
    assert ws.store.batches() == []


class Impatient:
    """Cancels at a certain call; counts them all."""

    def __init__(self, at=-1):
        self.calls, self.at = 0, at

    def __call__(self, _done, _all):
        self.calls += 1
        if self.calls - 1 == self.at:
            raise Cancelled


def test_that_an_import_cancelled_anywhere_leaves_nothing_or_stands_whole(ws, write, tmp_path):
    path, errors = write(ROWS), tmp_path / "问题行.xlsx"
    clean = ws.store.dump()
    counting = Impatient()
    result = import_files(ws, [path], None, counting, errors=errors)
    done = ws.store.dump()
    ws.store.undo(result.applied.batch)
    errors.unlink()
    assert counting.calls > 10
    stood = 0
    for at in range(counting.calls):
        try:
            result = import_files(ws, [path], None, Impatient(at), errors=errors)
        except Cancelled:
            assert ws.store.dump() == clean
            assert not errors.exists()
        else:
            stood += 1
            assert len(ws.store.dump().splitlines()) == len(done.splitlines())
            assert errors.exists()
            ws.store.undo(result.applied.batch)
            errors.unlink()
        assert {one.name for one in tmp_path.iterdir()} == {"ws", path.name}
        assert not list((ws.folder / "backups").glob("copy.new*"))
    assert 0 < stood < counting.calls


def test_that_who_objects_to_the_preview_leaves_nothing(ws, write):
    seen = []

    def object_to(preview):
        seen.append(preview.counts)
        raise UserError("不要")

    before = ws.store.dump()
    with pytest.raises(UserError, match="不要"):
        import_files(ws, [write(ROWS)], previewed=object_to)
    assert seen == [{Outcome.NEW: 2, Outcome.REJECTED: 1, Outcome.SKIPPED: 1}]
    assert ws.store.dump() == before


def test_that_each_file_and_sheet_and_step_is_told(ws, write):
    told = []
    import_files(ws, [write(ROWS)], stage=told.append)
    assert told == ["台账.xlsx", "台账.xlsx › 企业", "先做备份", "写入数据", "按规则审核"]


def test_that_the_result_is_told_before_the_rules_run(ws, write):
    told = []

    def written(result):
        told.append((result.applied.batch, ws.store.checked_at("2024")))

    result = import_files(ws, [write(ROWS)], written=written)
    assert told == [(result.applied.batch, "")]


def test_that_a_refused_file_is_named_and_the_others_are_taken(ws, write, tmp_path):
    bad = tmp_path / "坏.xls"
    bad.write_bytes(b"")
    result = import_files(ws, [write(ROWS[:4]), bad])
    assert [problem.path.name for problem in result.problems] == ["坏.xls"]
    assert result.exit_code == 2
    assert result.applied is not None


def test_that_a_sent_period_is_not_imported_into(ws, write):
    import_files(ws, [write(ROWS)])
    [(uid, version)] = ws.store.rows("report", ())
    sent = Rows("report", ("state",), [(uid, version, "已上报")])
    ws.store.apply(ChangePlan("send", "上报", (sent,)))
    changed = [list(row) for row in ROWS]
    changed[2][3] = 801
    before = list(ws.store.dump())
    with pytest.raises(UserError, match="已上报"):
        import_files(ws, [write(changed)])
    assert list(ws.store.dump()) == before


def test_that_the_listing_has_a_line_for_every_record_and_refusal(ws, write, tmp_path):
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4")
    preview = preview_files(ws, [write(ROWS), bad], ImportOptions())
    out = tmp_path / "out.jsonl"
    write_listing(ws, preview, out)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(line.get("row"), line.get("form")) for line in lines] == [
        (3, "firm"),
        (3, "rd_activity"),
        (4, "firm"),
        (4, "rd_activity"),
        (5, None),
        (None, None),
    ]
    assert lines[1]["fields"] == {"rd_total": "800", "rd_staff": "5"}
    assert lines[1]["source_unit"] == {"rd_total": "千元"}
    assert lines[1]["period"] == "2024"
    assert lines[4]["rejected"] is True
    assert lines[4]["reason"] == "wrong_length"
    assert lines[4]["cells"] == ["B5"]
    assert (lines[5]["file"], lines[5]["error"]) == ("坏.pdf", "unsupported")


def test_that_the_rules_have_run_on_every_period_touched(ws, write):
    result = import_files(ws, [write(ROWS)])
    assert ws.store.checked_at("2024")
    found = ws.store.findings("2024")
    assert result.findings == Counter(finding.severity for finding in found)
    assert result.findings[Severity.MUST] > 0
    # A firm is looked at in every open period, whatever else its sheet holds.
    path = write(
        [ROWS[1][:3], ["宁波示例丁有限公司", "91330206MA2TE5T36H", "示例路4号"]], "名录.xlsx"
    )
    ws.store.apply(
        ChangePlan("edit", "改", (Rows("firm", ("address",), [touched(ws)]),)), check=False
    )
    assert not ws.store.checked_at("2024")
    import_files(ws, [path])
    assert ws.store.checked_at("2024")


def test_that_the_findings_of_a_large_import_are_counted_and_wait_for_a_full_check(
    ws, write, monkeypatch
):
    monkeypatch.setattr("desktop_app.work.importing.files.LISTED", 0)
    told = []
    result = import_files(ws, [write(ROWS)], progress=lambda *done: told.append(done))
    assert not ws.store.checked_at("2024")
    done, every = told[-1]
    assert done == every > 0
    ws.store.check("2024")
    assert result.findings == Counter(finding.severity for finding in ws.store.findings("2024"))


def touched(ws):
    uid, version = next(iter(ws.store.rows("firm", ())))
    return uid, version, "示例路7号"


def test_that_a_sent_period_is_not_checked_again(ws, write):
    import_files(ws, [write(ROWS)])
    [(uid, version)] = ws.store.rows("report", ())
    sent = Rows("report", ("state",), [(uid, version, "已上报")])
    ws.store.apply(ChangePlan("send", "上报", (sent,)))
    when = ws.store.checked_at("2024")
    later = [["海曙区2025年度企业情况"], *[list(row) for row in ROWS[1:]]]
    result = import_files(ws, [write(later, "2025.xlsx")])
    assert ws.store.checked_at("2025")
    assert ws.store.checked_at("2024") == when
    assert sum(result.findings.values()) == len(ws.store.findings("2025"))


@pytest.mark.parametrize("why", [Cancelled, KeyboardInterrupt])
def test_that_who_cancels_the_check_keeps_the_import(ws, write, why):
    written = []

    def stop(_done, _all):
        if written:
            raise why

    result = import_files(ws, [write(ROWS)], None, stop, written=written.append)
    assert result.applied is not None
    assert result.findings == {}
    assert not ws.store.checked_at("2024")


def test_that_progress_rises_to_its_end_in_each_step(ws, write):
    told = {}
    steps = [""]

    def progress(done, whole):
        told.setdefault(steps[-1], []).append((done, whole))

    import_files(ws, [write(ROWS)], None, progress, stage=steps.append)
    assert [*told] == ["台账.xlsx › 企业", "写入数据", "按规则审核"]
    assert all(calls == sorted(calls) for calls in told.values())
    assert told["按规则审核"][-1][0] == told["按规则审核"][-1][1] > 0


def test_that_a_listing_that_cannot_be_written_is_named(ws, write, tmp_path):
    preview = preview_files(ws, [write(ROWS)])
    with pytest.raises(UserError, match="没有"):
        write_listing(ws, preview, tmp_path / "没有" / "out.jsonl")


def test_that_a_listing_takes_its_place_when_it_is_whole(ws, write, tmp_path, monkeypatch):
    source = write(ROWS)
    preview, out = preview_files(ws, [source]), tmp_path / "out.jsonl"
    out.write_text("before", "utf-8")

    def broken(_preview, _catalogue):
        yield {"file": "台账.xlsx"}
        raise MemoryError

    monkeypatch.setattr("desktop_app.work.importing.files.entries", broken)
    with pytest.raises(MemoryError):
        write_listing(ws, preview, out)
    assert out.read_text("utf-8") == "before"
    assert not list(tmp_path.glob(".*.part"))
    data = source.read_bytes()
    with pytest.raises(UserError, match="就是要导入的文件"):
        write_listing(ws, preview, source)
    assert source.read_bytes() == data


def test_that_the_journal_keeps_file_options_mapping_and_counts(ws, write):
    key = ("台账.xlsx", "企业")
    options = ImportOptions(
        period="2024",
        choices={key: {2: Choice()}},
        firms={"甲科技": "", "330203199001011231": ""},
        words={("firm", "op_status", "在业"): "1"},
        password="秘密",
    )
    bad = write(ROWS, "坏.xls")
    bad.write_bytes(b"")
    path = write(ROWS)
    result = import_files(ws, [path, bad], options)
    facts = ws.store.batch(result.applied.batch).facts
    [file] = facts["files"]
    assert file["name"] == "台账.xlsx"
    assert file["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert facts["refused"] == [{"name": "坏.xls", "error": "empty"}]
    assert facts["options"]["period"] == "2024"
    assert facts["options"]["columns"] == [[*key, 2, "", "", "", "chosen"]]
    assert facts["options"]["firms"] == [["甲科技", ""]]
    assert facts["options"]["words"] == [["firm", "op_status", "在业", "1"]]
    [sheet] = file["sheets"]
    assert (sheet["form"], sheet["heading"], sheet["period"]) == ("firm", [2, 2], "2024")
    assert sheet["columns"][3] | {"reason": ""} == {
        "heading": "研发费用（千元）",
        "form": "rd_activity",
        "field": "rd_total",
        "reason": "",
        "unit": "千元",
        "unit_from": "heading",
    }
    assert facts["counts"] == sheet["counts"]
    assert sum(facts["counts"].values()) == sum(result.counts.values())
    kept = json.dumps(facts, ensure_ascii=False)
    assert "秘密" not in kept
    assert "330203199001011231" not in kept
    told = dict(details_of(ws.store.batch(result.applied.batch), ws.catalogue))
    assert told["收下 / 拒收 / 跳过"] == "2 / 1 / 1"
    assert told["没有读的文件"] == "坏.xls（empty）"
    assert told["指定的企业"] == "1 项"
