"""What the stages of an import hand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from desktop_app.domain.identifiers import holds_id_card
from desktop_app.domain.plans import Stored
from desktop_app.importing.mapping.normal import Unit
from desktop_app.importing.moves.by_kind import ByKind
from desktop_app.importing.moves.claimed import Claimed
from desktop_app.importing.moves.move import Move
from desktop_app.importing.moves.named_kinds import NamedKinds
from desktop_app.importing.moves.paired import Paired
from desktop_app.importing.moves.spread import Spread
from desktop_app.importing.moves.ticks import Ticks
from desktop_app.sheets.table import Cell


class Outcome(StrEnum):
    """What becomes of a row that was read; each row has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    QUESTIONED = "questioned"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class Read(NamedTuple):
    """A cell as it was understood.

    Attributes:
        value: What is stored, or None.
        flag: Why a person should look at it, or "".
        reject: Why its row cannot be stored, or "".
        kept: Text that is no value of the field and is kept beside it, or "".
        other: What its remark says besides the cell: the unit that the cell names, or "".
    """

    value: Stored
    flag: str = ""
    reject: str = ""
    kept: str = ""
    other: str = ""


BLANK = Read(None)

NUMBERED = frozenset({("patent", "app_no"), ("hte_cert", "cert_no")})
"""Numbers by which that is recognised of which a firm has several."""

TOTALS = "unit_total"
"""Form of the office's own totals, each the figure of an indicator."""

JOINT = " › "
"""Stands between the rows of a heading."""

SAID_TO_DATE = "said_to_date"
"""Note on a name behind which stands that its figures are from January on: （累计）."""

NOTES = frozenset({"unit_given", "by_answer", SAID_TO_DATE})
"""Flags that need no second look: nothing was guessed or repaired."""

_OF_UNITS = frozenset({"unit_given", "unit_in_cell", "foreign_currency"})
_OF_NUMBERS = frozenset(
    {"approximate", "remark_in_cell", "odd_separators", "odd_minus", "negative", "rounded",
     "letters_in_number"}
)  # fmt: skip
"""Flags of numbers that say more than that these have a unit of their own."""

DOUBT = "unit_doubtful"
"""Flag of amounts whose unit cannot be right."""

TOLD = frozenset({"by_answer"})
"""Notes that the lines of `--jsonl` list among the flags."""


class Remark(NamedTuple):
    """Something to say about one row.

    Attributes:
        code: Flag or reason, a stable id.
        column: Column of the sheet that it is about, or -1.
        read: The cell as read, shortened; never a person's identity number.
        other: What stands elsewhere, where that is what it is about.
    """

    code: str
    column: int = -1
    read: str = ""
    other: str = ""

    @property
    def names_unit(self) -> bool:
        """Whether it is about a number whose cell names its unit, which is `other`."""
        return self.code in _OF_UNITS or (self.code in _OF_NUMBERS and bool(self.other))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet and what it is taken for.

    Attributes:
        index: Place in the row, from 0.
        heading: Its heading rows, joined by JOINT.
        form: Form that it belongs to, or "".
        field: Field of the form; without a form "period", "unit" or "currency" where it says these
            of a row, "figure" or "value" where it names the figure of a row or holds that, "choice"
            where a tick in it is one of several answers; else "".
        unit: Unit of its numbers, or None.
        unit_from: "heading", "title", "form", "cell", "assumed" or ""; "chosen" or "remembered"
            where a person said it, now or before.
        period: Period that its heading names, or "".
        confidence: 0 to 1.
        reason: Why: "label", "alias", "meaning", "near", "values", "names", "chosen", "remembered";
            where it is not taken "reasons", "serial", "remark", "unknown", "ambiguous", "doubled",
            "adds", "no_key", "near", "foreign_currency", "unit_unknown", "claim", "handed_over".
        near: For a column not taken, the (form, field) that it may be.
        scale: Times that its numbers are taken; 100 where a share stands for a percentage.
        flags: What is to be said of each of its values.
        at: Column of the sheet where its values stand, if that is not `index`: in a table with a
            line for each figure these stand in one column; else -1.
        by_sheet: Whether the sheet's own period completes that of its heading.
    """

    index: int
    heading: str
    form: str = ""
    field: str = ""
    unit: Unit | None = None
    unit_from: str = ""
    period: str = ""
    confidence: float = 0.0
    reason: str = "unknown"
    near: tuple[str, str] | None = None
    scale: int = 1
    flags: tuple[str, ...] = ()
    at: int = -1
    by_sheet: bool = False

    @property
    def place(self) -> int:
        """Column of the sheet where its values stand."""
        return self.index if self.at < 0 else self.at


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a sheet is understood.

    Attributes:
        main: Form that the sheet is about, or "" where it is none of ours.
        forms: Forms that its rows give records of, parents before children.
        columns: All its columns.
        first_row: First and `last_row` last row of the heading, from 1.
        last_row: See above.
        title: Texts above the heading, joined.
        period: Period of its rows, or "".
        period_from: "title", "sheet", "short" for a year of two digits in one of them, "differs"
            where they contradict each other, "option", "cover", "file" or "".
        constants: Values that the title gives for a whole sheet, by (form, field).
        unit: Unit that the title names for all amounts, or None.
        why_not: Why it is no table: "empty", "no_heading", "no_key", "left_out", or "".
        spread: How its lines are spread out, where it has one for each figure.
        ticks: Its choices that are ticked in a column for each answer.
        named_kinds: The kinds of its records that only their names say.
        by_kind: Its columns that two forms share, if it has any.
        pairs: Its columns of which cells hold two values.
        claimed: Its columns that hold numbers where they only ask whether there is one.
        claims: Its columns that say whether a firm has what one of its forms holds, with the form.
        is_to_date: Whether the months and quarters that its rows name reach from January on.
        is_of_firms_alone: Whether its title says what the firms have, and nothing more is known
            of that.
        is_told_by_file: Whether the file's name alone says which forms its columns belong to.
        is_of_cover: Whether the firm is the one that the sheets before it are of.
    """

    main: str = ""
    forms: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    first_row: int = 0
    last_row: int = 0
    title: str = ""
    period: str = ""
    period_from: str = ""
    constants: Mapping[tuple[str, str], Stored] = field(default_factory=dict)
    unit: Unit | None = None
    why_not: str = ""
    spread: Spread | None = None
    ticks: tuple[Ticks, ...] = ()
    named_kinds: NamedKinds | None = None
    by_kind: ByKind | None = None
    pairs: tuple[Paired, ...] = ()
    claimed: tuple[Claimed, ...] = ()
    claims: tuple[tuple[int, str], ...] = ()
    is_to_date: bool = False
    is_told_by_file: bool = False
    is_of_cover: bool = False
    is_of_firms_alone: bool = False

    @property
    def moves(self) -> tuple[Move, ...]:
        """What brings cells of its rows into the columns that they are read in, in this order."""
        spread = (self.spread,) if self.spread else ()
        by_kind = (self.by_kind,) if self.by_kind else ()
        kinds = (self.named_kinds,) if self.named_kinds else ()
        return (*spread, *self.ticks, *kinds, *by_kind, *self.pairs, *self.claimed)

    @property
    def headed(self) -> tuple[Column, ...]:
        """Its columns without those that only hold what was brought there from others."""
        pairs = {pair.place for pair in self.pairs if not pair.is_own}
        numbers = {place for one in self.claimed for place in (one.place, one.year)}
        shared = self.by_kind.places.values() if self.by_kind else ()
        brought = {place for moved in shared for place in moved.values()} | pairs | numbers
        return tuple(column for column in self.columns if column.index not in brought)

    def of(self, form: str) -> tuple[Column, ...]:
        """Return the columns that belong to a form."""
        return tuple(column for column in self.columns if column.form == form)


@dataclass(frozen=True, slots=True)
class SheetName:
    """Where a table stands.

    Attributes:
        file: Name of its file.
        sheet: The tab.
        part: Which table of the sheet it is, from 1.
    """

    file: str
    sheet: str
    part: int = 1

    @property
    def key(self) -> tuple[str, str]:
        """File and tab, as decisions are kept; a further table of a sheet has its own tab."""
        return self.file, self.sheet if self.part == 1 else f"{self.sheet}[{self.part}]"


class Choice(NamedTuple):
    """What a person decided about one column.

    Attributes:
        form: Form, or "" to leave the column out.
        field: Field of the form, "period", or "".
        unit: Unit word, or "" to keep what was found.
        by: "chosen" now, or "remembered" from an import before; the column's reason.
        over: Unit that title or notes of the sheet named when `unit` was said; AS_FOUND for any.
    """

    form: str = ""
    field: str = ""
    unit: str = ""
    by: str = "chosen"
    over: str = ""


AS_FOUND = "*"
"""In place of a form: whatever the sheet itself says, also where another form is remembered."""


OVER = "←"
"""Stands behind a unit, and before the one that the sheet named when a person said otherwise."""


class Decision(NamedTuple):
    """What a person taught, in words that hold for other files and sheets too.

    Attributes:
        scope: Fingerprint of the headings that it holds for, "form.field" of a word, or "" for
            any sheet.
        kind: "sheet", "tab", "column", "word" or "firm".
        subject: Of a sheet its headings, of one of its tabs the name, of a column its heading, a
            word's text, a name's key.
        meaning: Of a sheet its form, AS_FOUND for what it says itself; of a tab "" to leave it
            out; of a column "form.field", "period" or "" to leave it out; of a word its code; of
            a name the firm, as `ImportOptions.firms` has it.
        unit: Unit word of a column, or ""; behind OVER what the sheet itself named, or AS_FOUND
            where the unit holds whatever a sheet names.
    """

    scope: str
    kind: str
    subject: str
    meaning: str = ""
    unit: str = ""

    @property
    def measured(self) -> tuple[str, str]:
        """The unit word of a column, and the one over which it was said; "" for none."""
        word, _over, other = self.unit.partition(OVER)
        return word, other


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person said beforehand.

    Attributes:
        period: Period of rows whose period stands nowhere.
        password: For encrypted files; several to be tried stand in lines of their own.
        choices: Decisions by (file name, sheet name) and column index.
        left_out: Sheets not to take, as (file name, sheet name).
        forms: Form that a sheet holds, by (file name, sheet name); "" for none, AS_FOUND to set
            aside what is remembered.
        firms: The firm that a name means, by its name key: uid of the record, or what
            `FirmCandidate.uid` says of a firm that the import itself brings; "" for another firm.
        words: Code that a word means, by (form, field, folded text).
        taught: Decisions of a recipe or an answer; what is said above goes before them, and they
            before what earlier imports left in the database.
        names: Names that files go by, by path; see `names_of`.
    """

    period: str = ""
    password: str = ""
    choices: Mapping[tuple[str, str], Mapping[int, Choice]] = field(default_factory=dict)
    left_out: frozenset[tuple[str, str]] = frozenset()
    forms: Mapping[tuple[str, str], str] = field(default_factory=dict)
    firms: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    taught: tuple[Decision, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class FirmCandidate(NamedTuple):
    """A firm that a name may mean; proposed to a person and never taken.

    Attributes:
        uid: Its record; of a firm that the import itself brings its code, or its name key.
        name: Its name, or the former one that is alike.
        uscc: Its credit code, or "".
        score: How alike the names are, 0 to 100.
        how: In what they differ: "legal_form", "place", "traditional", "sound", "short",
            "former" or "letters".
    """

    uid: str
    name: str
    uscc: str
    score: int
    how: str


class FirmQuestion(NamedTuple):
    """A name that no firm has, and the firms that may be meant.

    Attributes:
        name: The name as the first of the rows writes it.
        key: Its name key, by which the answer is given in `ImportOptions.firms`.
        rows: Where it stands: (file name, sheet name, row as Excel shows it).
        candidates: The likeliest first.
    """

    name: str
    key: str
    rows: tuple[tuple[str, str, int], ...]
    candidates: tuple[FirmCandidate, ...]


def shortened(cell: Cell) -> str:
    """Return a cell as it is quoted in a remark: one line, 60 characters at most.

    Nothing is quoted of a cell with the number of a person's identity card.
    """
    # Beyond 15 digits a number's text would show digits that the sheet never had.
    text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    if holds_id_card(f"{cell:.0f}" if isinstance(cell, float) else text):
        return ""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
