"""What the catalogues say, as plain objects: forms, fields, code lists, rules, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from desktop_app.domain.findings import Severity
from desktop_app.domain.values import FieldType, ValueFormat


@dataclass(frozen=True)
class Field:
    """One field of a form.

    Attributes:
        code: Column of the table: a plain English name.
        label: Chinese label; `label_en` the English one.
        type: What it holds; decides column type, parsing, showing, number format.
        unit: Display unit ("千元", "人", "平方米"), or "".
        scale: Decimal places of a `decimal` (stored as a whole number, times 10**scale).
        codes: Code list that its values are taken from, or "".
        blank: "zero" or "unknown": what a blank means in rules and sums.
        required: A blank is a 强制 finding.
        signed: May be negative.
        whole: An amount that is whole in its display unit on the official form.
        official: Official line or indicator code ("L07", "qc05_0"), or "".
        part_of: Field that this is a part of (indented under it), or "".
        group: Heading of the section that it stands in.
        aliases: Headings that the importer takes for it, besides label and official code.
        since: First form version (year) that has it, or 0; `until` the last one, or 9999.
        help: One sentence for the clerk.
        derived: Name of the function that the store computes it with (never typed or exported).
        rules: Rule ids for the checks made from this entry, by check ("required", "whole", "sign").
        private: Personal information: not in lists.
    """

    code: str
    label: str
    label_en: str
    type: FieldType
    unit: str = ""
    scale: int = 0
    codes: str = ""
    blank: str = "unknown"
    required: bool = False
    signed: bool = False
    whole: bool = False
    official: str = ""
    part_of: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    since: int = 0
    until: int = 9999
    help: str = ""
    help_en: str = ""
    derived: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    width: int = 0

    @cached_property
    def format(self) -> ValueFormat:
        """How its texts become stored values and back."""
        return ValueFormat(self.type, self.unit, self.scale)

    @property
    def is_number(self) -> bool:
        """Whether it is stored as a whole number and shown right-aligned."""
        return self.type in {FieldType.MONEY, FieldType.COUNT, FieldType.DECIMAL}


@dataclass(frozen=True)
class Form:
    """One form: its table, history table and view are named by its code.

    Attributes:
        code: Table name; `<code>_history` and `<code>_view` belong to it.
        label: Chinese name; `short` the word on pages and sheet tabs.
        kind: "reported", or "system" (report, due list, explanations …: never a sheet of its own).
        periodic: Its records belong to a period (column `period`); else they are standing.
        parent: Form that a record belongs to, or ""; its column is named like the parent form.
        parent_required: False where a record may stand without its parent.
        key: Columns that are unique within a unit, besides uid; () where there is none.
        identity: Fields that the importer recognises a record by, first match wins.
        name_field: Field that names the record to people.
        official: Official form number ("107-2").
        order: Place among the forms, sheets and pages.
        indexes: Further indexes, as tuples of columns.
    """

    code: str
    label: str
    label_en: str
    short: str
    short_en: str
    kind: str
    fields: tuple[Field, ...]
    periodic: bool = False
    parent: str = ""
    parent_required: bool = True
    key: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    name_field: str = ""
    official: str = ""
    order: int = 0
    indexes: tuple[tuple[str, ...], ...] = ()
    aliases: tuple[str, ...] = ()
    help: str = ""
    help_en: str = ""
    made_by: str = ""
    document: str = ""
    valid_until: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns after unit and uid, before version: parent, period, fields."""
        lead = (self.parent,) if self.parent else ()
        period = ("period",) if self.periodic else ()
        return lead + period + tuple(f.code for f in self.fields)

    @cached_property
    def by_code(self) -> Mapping[str, Field]:
        """Its fields by code."""
        return {f.code: f for f in self.fields}

    @property
    def history(self) -> str:
        """Name of the history table."""
        return f"{self.code}_history"

    @property
    def view(self) -> str:
        """Name of the view that gives 0 where a blank means 0."""
        return f"{self.code}_view"


@dataclass(frozen=True)
class Code:
    """One entry of a code list, valid from the first to the last day of two years."""

    code: str
    label: str
    label_en: str = ""
    parent: str = ""
    since: int = 0
    until: int = 9999
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """A list of codes in the order that people expect."""

    name: str
    entries: tuple[Code, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """Its entries by code."""
        return {entry.code: entry for entry in self.entries}


@dataclass(frozen=True)
class RuleCase:
    """A test record of a rule.

    Attributes:
        name: "good", "bad" or "blank".
        holds: The outcome: True, False, or None for "not applicable" (also passes).
        record: Field values of the record under check, as typed texts in display units.
        others: Further records by form code (or "previous"), each as field values.
        period: Period checked.
    """

    name: str
    holds: bool | None
    record: Mapping[str, object]
    others: Mapping[str, object] = field(default_factory=dict)
    period: str = "2024"


@dataclass(frozen=True)
class Rule:
    """One rule; `holds` is a boolean expression in SQL over `r` and what it `uses`.

    Attributes:
        id: "RDA-009".
        severity: How much a breach weighs.
        form: Form of the record under check, `r`.
        words: What should hold, in Chinese; `words_en` in English.
        message: What is said of a breach, with {names} of fields and `shows`.
        fields: Fields to mark.
        holds: SQL expression; NULL means not applicable.
        uses: Records joined beside `r`: "previous", "firm", "firm_period", "rd_activity" …
        shows: Named SQL expressions for the message.
        needs: Condition in SQL under which the rule is asked at all, or "".
        since: First year it is asked; `until` the last.
        cases: Three test records.
    """

    id: str
    severity: Severity
    form: str
    words: str
    words_en: str
    message: str
    message_en: str
    fields: tuple[str, ...]
    holds: str
    uses: tuple[str, ...] = ()
    shows: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""
    since: int = 0
    until: int = 9999
    cases: tuple[RuleCase, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Indicator:
    """One indicator of the plan with the query that computes it.

    Attributes:
        id: "H1"; name, unit as in the plan.
        kind: stock, cumulative, annual, ratio …
        precision: Decimal places shown.
        query: One SQL query of one row (value, or numerator and denominator), or "" where it is
            not computed from the forms; binds :unit :period :year :first_day :last_day.
        rows_query: SQL that lists the records behind the figure.
        target: Number for 2025, or None; `operator` ">" or ">="; `stretch` the 力争 line.
        notes: What a reader must know.
    """

    id: str
    name: str
    name_en: str
    unit: str
    kind: str
    precision: int = 0
    query: str = ""
    rows_query: str = ""
    target: str = ""
    operator: str = ""
    stretch: str = ""
    annex: int = 0
    group: str = ""
    clause: str = ""
    notes: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
    shown: bool = False


@dataclass(frozen=True)
class Target:
    """One figure of an annex as printed; `unit` is "3302" for the printed total row."""

    annex: int
    unit: str
    year: int
    value: int


@dataclass(frozen=True)
class Catalogue:
    """Everything the catalogues say.

    Attributes:
        forms: All forms in order, system forms last.
        codes: Code lists by name.
        rules: Rules by id.
        indicators: Indicators by id, in order.
        targets: Figures of the annexes as printed.
        words: Word lists by name ("rd_forbidden_words", "missing_marks" …).
        parameters: Numbers by name and year: parameters["hte_rd_ratio"] …
        units: The 15 reporting units, in the annex's order.
        version: Version of forms and rules, as written into packages.
    """

    forms: tuple[Form, ...]
    codes: Mapping[str, CodeList]
    rules: Mapping[str, Rule]
    indicators: Mapping[str, Indicator]
    targets: tuple[Target, ...]
    words: Mapping[str, tuple[str, ...]]
    parameters: tuple[tuple[str, int, int, str, int], ...]
    version: str

    @cached_property
    def by_code(self) -> Mapping[str, Form]:
        """Forms by code."""
        return {form.code: form for form in self.forms}

    def form(self, code: str) -> Form:
        """Return the form named `code`."""
        return self.by_code[code]

    @cached_property
    def reported(self) -> tuple[Form, ...]:
        """The forms that travel in a package, in order."""
        return tuple(form for form in self.forms if form.kind != "system")

    @property
    def units(self) -> tuple[Code, ...]:
        """The 15 reporting units in the annex's order."""
        return self.codes["reporting_unit"].entries

    def unit_label(self, code: str) -> str:
        """Return the annex's name of a reporting unit, or the code itself."""
        entry = self.codes["reporting_unit"].by_code.get(code)
        return entry.label if entry else code
