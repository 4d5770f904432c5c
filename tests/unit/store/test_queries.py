from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import ChangePlan, Rows
from desktop_app.store import ListQuery
from desktop_app.store.queries import count_open


def test_that_open_findings_are_counted_as_they_are_listed(filled):
    filled.check("2024")
    found = filled.findings("2024", open_only=True)
    verify = next(one for one in found if one.severity is Severity.VERIFY)
    assert count_of(filled) == len(found) > 1
    columns = ("period", "rule", "form", "record", "text", "evidence")
    row = ("x1", None, "2024", verify.rule, verify.form, verify.uid, "查过", verify.evidence)
    filled.apply(ChangePlan("explain", "说明", (Rows("explanation", columns, [row]),)))
    assert count_of(filled) == len(filled.findings("2024", open_only=True)) == len(found) - 1
    stale = (*row[:-1], "[]")
    filled.apply(
        ChangePlan("explain", "旧说明", (Rows("explanation", columns, [("x1", 2, *stale[2:])]),))
    )
    assert count_of(filled) == len(found)


def count_of(store):
    with store.reading() as reading:
        return count_open(reading, store.unit, "2024")


def test_that_a_list_stands_in_the_order_of_entry_and_can_be_narrowed(filled):
    every = filled.ids(ListQuery("firm"))
    assert list(every) == [1, 2]
    assert [row[1] for row in filled.block("firm", every, ())] == ["f1", "f2"]
    assert filled.ids(ListQuery("firm", descending=True)) == every[::-1]
    assert list(filled.ids(ListQuery("firm", text="乙"))) == [2]
    assert list(filled.ids(ListQuery("rd_activity", period="2024", text="甲"))) == [1]


def test_that_a_list_with_a_gap_leaves_out_what_was_taken_away(filled):
    names = [(uid, None, uid) for uid in ("f3", "f4", "f5")]
    filled.apply(ChangePlan("edit", "新增", (Rows("firm", ("name",), names),)))
    gone = ("f4", filled.record("firm", "f4").version)
    filled.apply(ChangePlan("edit", "清除", (Rows("firm", (), [gone], taken=True),)))
    rest = ListQuery("firm")
    assert list(filled.ids(rest)) == [1, 2, 3, 5]
    assert list(filled.ids(ListQuery("firm", descending=True))) == [5, 3, 2, 1]


def test_that_a_list_of_nothing_is_empty(store):
    assert len(store.ids(ListQuery("firm"))) == 0


def test_that_a_later_record_stands_last_whatever_its_uid(filled):
    filled.apply(ChangePlan("edit", "新增", (Rows("firm", ("name",), [("a1", None, "丙公司")]),)))
    every = filled.ids(ListQuery("firm"))
    assert [row[1] for row in filled.block("firm", every, ())] == ["f1", "f2", "a1"]
