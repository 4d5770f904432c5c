"""A small source for grids: made-up firms, kept in memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from desktop_app.catalogue.model import Field
from desktop_app.domain.plans import Stored
from desktop_app.domain.reasons import BadValue
from desktop_app.domain.values import FieldType
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.source import Done, Mark, Query, Row, Saved, Typed

COUNT, MONEY = FieldType.COUNT, FieldType.MONEY
FIELDS = (
    Field("staff", "研发人员合计", "Staff", COUNT, "人", official="L01", short="研发人员"),
    Field(
        "degree", "本科毕业及以上人员", "Degree", COUNT, "人", official="L05", short="本科及以上"
    ),
    Field("total", "研发费用合计", "Total", MONEY, "千元", official="L07"),
    Field("labour", "人员人工费用", "Labour", MONEY, "千元", official="L08", short="人员人工"),
    Field("direct", "直接投入费用", "Direct", MONEY, "千元", official="L09", short="直接投入"),
    Field("outside", "委托外部费用", "Outside", MONEY, "千元", official="L14", short="委托外部"),
    Field("note", "备注", "Note", FieldType.TEXT),
)
THOUSAND = 100_000
MARKS = {
    1: {"degree": Mark(Sign.MUST, "本科及以上 52 人，多于合计 46 人")},
    3: {"total": Mark(Sign.VERIFY, "比上期增长 71.5%，超过 50%", notable=True)},
    5: {"total": Mark(Sign.EXPLAINED, "比上期下降 33.7%")},
    8: {"direct": Mark(remark="附上合同"), "degree": Mark(Sign.HINT, "低于同行业")},
}
SIGNS = {1: Sign.MUST, 3: Sign.VERIFY, 5: Sign.EXPLAINED, 8: Sign.HINT, 10: Sign.LOCKED}
BLANK_ROW = 13
NAMES = ("甬能智控科技", "海丰轴承股份", "联创光学", "思创新材料", "天一软件", "博达精密模具")


class FakeSource:
    """Firms 0 … n−1; saving parses as the store does, and can be told to wait."""

    fields = FIELDS
    compared = frozenset({"total"})
    computed = frozenset({"total"})
    name_label = "企业"

    def __init__(self, count: int = 40) -> None:
        self.count = count
        self.typed: list[Typed] = []
        self.pastes: list[list[Typed]] = []
        self.waiting: list[tuple[Sequence[Typed], Done]] = []
        self.wait = False
        self.refuse = False
        self.changed: dict[tuple[str, str], Stored] = {}
        self.raw: dict[tuple[str, str], Mark] = {}
        self.blocks = 0

    def ids(self, query: Query) -> array[int]:
        wanted = range(self.count)
        if query.text:
            wanted = [i for i in wanted if query.text in self.name(i)]
        order = reversed(wanted) if query.descending else wanted
        return array("q", order)

    def name(self, place: int) -> str:
        return f"宁波{NAMES[place % len(NAMES)]}有限公司 {place}"

    def block(self, ids: Sequence[int]) -> Sequence[Row]:
        self.blocks += 1
        return [self.row(i) for i in ids]

    def row(self, i: int) -> Row:
        uid = f"u{i}"
        values: list[Stored] = []
        for field in FIELDS:
            usual: Stored = (i * 37) % 200
            if field.type is MONEY:
                usual = (i * 911) % 40000 * THOUSAND
            if field.type is FieldType.TEXT or i == BLANK_ROW:
                usual = None
            values.append(self.changed.get((uid, field.code), usual))
        marks = dict(MARKS.get(i, {}))
        for field in FIELDS:
            if (uid, field.code) in self.raw:
                marks[field.code] = self.raw[uid, field.code]
        sign = SIGNS.get(i, Sign.UNFILLED if i == BLANK_ROW else Sign.CLEAN)
        before = tuple(
            v * 9 // 10 // THOUSAND * THOUSAND if isinstance(v, int) else None for v in values
        )
        return Row(uid, self.name(i), tuple(values), before, sign, marks)

    def show(self, column: Field, stored: Stored) -> str:
        return column.format.show(stored)

    def choices(self, column: Field) -> Sequence[str]:
        return ()

    def save(self, typed: Typed, done: Done) -> None:
        self.typed.append(typed)
        self._take([typed], done)

    def paste(self, typed: Sequence[Typed], done: Done) -> None:
        self.pastes.append(list(typed))
        self._take(typed, done)

    def place(self, uid: str) -> int | None:
        return int(uid[1:])

    def release(self) -> None:
        for typed, done in self.waiting:
            self._store(typed, done)
        self.waiting.clear()

    def _take(self, typed: Sequence[Typed], done: Done) -> None:
        if self.refuse:
            done(Saved(refused=True))
        elif self.wait:
            self.waiting.append((typed, done))
        else:
            self._store(typed, done)

    def _store(self, typed: Sequence[Typed], done: Done) -> None:
        by_code = {field.code: field for field in FIELDS}
        for one in typed:
            key = (one.uid, one.field)
            self.raw.pop(key, None)
            try:
                self.changed[key] = by_code[one.field].format.parse(one.text)
            except BadValue:
                self.changed[key] = None
                self.raw[key] = Mark(Sign.MUST, "不是数，只写数字", raw=one.text)
        places = {int(one.uid[1:]) for one in typed}
        done(Saved({place: self.row(place) for place in places}))
