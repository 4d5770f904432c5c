"""What the catalogues say, as plain objects: forms, fields, code lists, rules, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.domain.codes import spellings
from desktop_app.domain.findings import Severity
from desktop_app.domain.plans import Stored
from desktop_app.domain.texts import fold
from desktop_app.domain.values import FieldType, ValueFormat
from desktop_app.i18n import flag_word, label_of

if TYPE_CHECKING:
    from desktop_app.catalogue.rules import Rules

LAST_YEAR = 9999
"""`until` of what is in force without end."""


@dataclass(frozen=True)
class Field:
    """One field of a form.

    Attributes:
        code: Column of the table: a plain English name.
        label: Chinese label, unique in its form; `label_en` the English one.
        short: Heading of the column in a grid, where the label is long; or "".
        type: What it holds; decides column type, parsing, showing, number format.
        unit: Display unit ("千元", "人", "平方米"), or "".
        scale: Decimal places of a `decimal` (stored as a whole number, times 10**scale).
        codes: Code list that its values are taken from, or "".
        blank: "zero" or "unknown": what a blank means in rules and sums. A form's entry may say
            `blank = "zero"` once for all its amounts, counts and decimals.
        required: A blank is a 强制 finding.
        signed: May be negative.
        whole: An amount that is whole in its display unit on the official form.
        official: Official line or indicator code ("L07", "qc05_0"), or "".
        last: Whether it is the last day of a time, of which a stretch of time gives its end.
        begin: Field of the first day of that time, or "".
        year_in: Field of the year that its numbers begin with, or "".
        part_of: Field that this is a part of (indented under it), or "".
        group: Heading of the section that it stands in; English in `Form.groups`.
        aliases: Headings that the importer takes for it, besides label and official code.
        nearly: Headings of nearly the same, which it takes and asks about.
        since: First form version (year) that has it, or 0; `until` the last one, or 9999.
        help: One sentence for the clerk; `help_en` in English.
        derived: Name of the function ("name_key", "initials") that the store computes it with from
            the form's name field; it is never typed, imported or exported.
        rules: Rule ids for the checks made from this entry, by check ("required", "whole",
            "sign", "code").
        private: Personal information: not in lists.
        width: Width of its column in pixels where the type does not tell, or 0.
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
    last: bool = False
    begin: str = ""
    year_in: str = ""
    part_of: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    since: int = 0
    until: int = LAST_YEAR
    help: str = ""
    help_en: str = ""
    derived: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    width: int = 0
    short: str = ""

    @cached_property
    def format(self) -> ValueFormat:
        """How its texts become stored values and back."""
        return ValueFormat(self.type, self.unit, self.scale)

    @property
    def is_number(self) -> bool:
        """Whether it is stored as a whole number and shown right-aligned."""
        return self.type in {FieldType.MONEY, FieldType.COUNT, FieldType.DECIMAL}

    @property
    def heading(self) -> str:
        """The short Chinese heading for a grid."""
        return self.short or self.label

    def in_version(self, year: int) -> bool:
        """Whether the form of `year` has it."""
        return self.since <= year <= self.until


@dataclass(frozen=True)
class Form:
    """One form: its table, history table and view are named by its code.

    Attributes:
        code: Table name; `<code>_history` and `<code>_view` belong to it.
        label: Chinese name; `short` the word on pages and sheet tabs.
        kind: "reported", or "system" (report, due list, explanations …: never a sheet of its own).
        aside: No report depends on it, so that writing it calls none back and starts no check.
        periodic: Its records belong to a period (column `period`); else they are standing.
        parent: Form that a record belongs to, or ""; its column is named like the parent form.
        parent_required: False where a record may stand without its parent.
        parent_values: Field values that the parent must have: incubator is for carriers of kind 1.
        key: Columns that are unique within a unit, besides uid; () where there is none.
        identity: What the importer recognises a record by, first match wins: each a column, or
            several joined by "+" ("firm+period"). Names are compared by their name key.
        name_field: Field that names the record to people, or "" (then its parent's).
        groups: English headings of the sections by their Chinese ones, in order.
        official: Official form number ("107-2").
        order: Place among the forms, sheets and pages.
        indexes: Further indexes, as tuples of columns.
        aliases: What sheets of this form are called.
        made_by: 制定机关 of the printed head; `document` 文号, `valid_until` 有效期至 (a month).
    """

    code: str
    label: str
    label_en: str
    short: str
    short_en: str
    kind: str
    fields: tuple[Field, ...]
    aside: bool = False
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
    groups: Mapping[str, str] = field(default_factory=dict)
    parent_values: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def typed(self) -> tuple[Field, ...]:
        """Its fields that people fill in: all but the derived ones."""
        return tuple(f for f in self.fields if not f.derived)

    @property
    def history(self) -> str:
        """Name of the history table."""
        return f"{self.code}_history"

    @property
    def view(self) -> str:
        """Name of the view that gives 0 where a blank means 0."""
        return f"{self.code}_view"

    @property
    def entered(self) -> str:
        """INDEXED BY for going through all records of a unit, much as they were entered.

        SQLite takes any index that begins with the unit, since it keeps no statistics here, and may
        read the records all over the file. This is the name that it gives to a table's own key.
        """
        return f"INDEXED BY sqlite_autoindex_{self.code}_1"


@dataclass(frozen=True)
class Code:
    """One entry of a code list, valid from the year `since` to the end of the year `until`."""

    code: str
    label: str
    label_en: str = ""
    parent: str = ""
    since: int = 0
    until: int = LAST_YEAR
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Names of which nobody can tell without asking what they mean.

    Attributes:
        names: The names, as people write them.
        meant: Codes that they may mean; none where they are of something that is not in the list.
        note: What tells these apart, in Chinese and in English.
        note_en: See above.
    """

    names: tuple[str, ...]
    meant: tuple[str, ...] = ()
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, eq=False)
class CodeList:
    """A list of codes in the order that people expect.

    Attributes:
        name: What it is called.
        entries: Its codes.
        near: Names that sheets have for a code, which a person looks at: (name, code).
        doubts: Names that may mean one code or another, or none.
    """

    name: str
    entries: tuple[Code, ...]
    near: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """Its entries by code."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The code for every way of writing it."""
        return spellings(self.entries)

    @cached_property
    def nearly(self) -> Mapping[str, str]:
        """The code of every name in `near`, by the folded name."""
        return {fold(name): code for name, code in self.near}

    @cached_property
    def doubted(self) -> Mapping[str, Doubt]:
        """The doubt about every name in `doubts`, by the folded name."""
        return {fold(name): doubt for doubt in self.doubts for name in doubt.names}


@dataclass(frozen=True)
class ParameterHead:
    """What a number of parameters.toml is called, and what it counts."""

    label: str
    label_en: str
    unit: str


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
    until: int = LAST_YEAR
    cases: tuple[RuleCase, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Indicator:
    """One indicator of the plan with the query that computes it.

    The queries read the forms' views and bind :unit :period :year :first_day :last_day. An annual
    figure is that of the year up to the last day of the period.

    Attributes:
        id: "H1"; name, unit as in the plan.
        kind: stock, cumulative, annual, ratio, status or none (no figure at all).
        precision: Decimal places shown.
        query: SELECT of one row, value or numerator and denominator; "" where it is not computed
            from the forms. Ratios are summed over units before they are divided.
        factor: What the query's value is divided by for showing (分 in a 亿元).
        rows_query: SELECT of the records behind the figure: form, uid, name, detail, amount; the
            amounts add up to the value.
        reading_of: Indicator that this is another reading of, or "".
        target: Number for 2025 of the whole city, or ""; `operator` ">" or ">="; `stretch` the
            力争 line.
        annex: Annex with a target for each unit and year, or 0.
        group: headline, task, annex, or extra (not in the plan).
        clause: Where the plan speaks of it.
        notes: What a reader must know; `notes_en` in English.
        shown: Whether overview and summary show it.
    """

    id: str
    name: str
    name_en: str
    unit: str
    kind: str
    precision: int = 0
    query: str = ""
    rows_query: str = ""
    factor: int = 1
    reading_of: str = ""
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
    """One figure of an annex as printed.

    Attributes:
        annex: 1 or 2.
        unit: Reporting unit, or "3302" for the printed total row.
        year: 2021 to 2025, or 0 for the printed total of the row.
        value: The figure as printed, faults of arithmetic included.
    """

    annex: int
    unit: str
    year: int
    value: int


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the catalogues say.

    Attributes:
        forms: All forms in order, system forms last.
        codes: Code lists by name.
        rules: Rules by id, or those of one form.
        indicators: Indicators by id, in order.
        targets: Figures of the annexes as printed.
        words: Word lists by name ("rd_forbidden_words" …).
        parameters: Numbers by year as (name, since, until, key, value).
        parameter_heads: What these are called, by name.
        version: Version of forms and rules, as written into packages.
    """

    forms: tuple[Form, ...]
    codes: Mapping[str, CodeList]
    rules: Rules
    indicators: Mapping[str, Indicator]
    targets: tuple[Target, ...]
    words: Mapping[str, tuple[str, ...]]
    parameters: tuple[tuple[str, int, int, str, int], ...]
    parameter_heads: Mapping[str, ParameterHead]
    version: str

    @cached_property
    def by_code(self) -> Mapping[str, Form]:
        """Forms by code."""
        return {form.code: form for form in self.forms}

    def form(self, code: str) -> Form:
        """Return the form named `code`."""
        return self.by_code[code]

    def parse(self, field: Field, text: str) -> Stored:
        """Return the stored value of a typed text; codes are found by code or by label.

        Raises:
            BadValue: The text is no value of this field.
        """
        codes = self.codes[field.codes].spellings if field.codes else None
        return field.format.parse(text, codes)

    def show(self, field: Field, stored: Stored) -> str:
        """Return what a person reads: labels for codes, thousands commas for numbers."""
        if field.codes and isinstance(stored, str):
            entry = self.codes[field.codes].by_code.get(stored)
            return label_of(entry) if entry else stored
        if field.type is FieldType.BOOL and stored is not None:
            return flag_word(on=bool(stored))
        return field.format.show(stored)

    @cached_property
    def reported(self) -> tuple[Form, ...]:
        """The forms that travel in a package, in order."""
        return tuple(form for form in self.forms if form.kind != "system")

    @property
    def units(self) -> tuple[Code, ...]:
        """The 15 reporting units in the annex's order: neither the city nor abolished units."""
        entries = self.codes["reporting_unit"].entries
        return tuple(u for u in entries if u.parent and u.until == LAST_YEAR)

    def unit_label(self, code: str) -> str:
        """Return the annex's name of a reporting unit, or the code itself; always in Chinese."""
        entry = self.codes["reporting_unit"].by_code.get(code)
        return entry.label if entry else code

    def unit_name(self, code: str) -> str:
        """Return what people read for a reporting unit, in the language in use."""
        entry = self.codes["reporting_unit"].by_code.get(code)
        return label_of(entry) if entry else code
