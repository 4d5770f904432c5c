"""What a district's report holds before it becomes a package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.domain.plans import Stored
from desktop_app.indicators.summary import SummaryTable

Row = Sequence[Stored]
"""A record as stored, in the order of `columns.stored_columns(form)`."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who answers for a report: the foot of every official form.

    Attributes:
        head: 单位负责人; `statistician` 统计负责人, `filler` 填表人.
        phone: 联系电话.
        date: 报出日期, ISO.
    """

    head: str
    statistician: str
    filler: str
    phone: str
    date: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding with the explanation that was given for it.

    Attributes:
        subject: Name of the firm or incubator it concerns.
        severity: How much it weighs, as shown.
        form: Name of the form, as shown.
        message: What the finding says.
        row: The stored explanation.
    """

    subject: str
    severity: str
    form: str
    message: str
    row: Row


@dataclass(frozen=True, slots=True)
class PackageContent:
    """Everything that goes into a report package.

    Attributes:
        unit: Code of the reporting unit.
        period: Code of the period.
        revision: 1 for the first package of a period.
        signoff: Who answers for it.
        pledge_version: Version of the pledge 诚信承诺; `pledge` its text.
        forms: Stored records by form, in the order in which people read them; each iterable is
            consumed once. A form that is not named has none.
        summary: Tables of 汇总.
        explanations: Findings explained.
        due: Stored records of the due list.
        previous: SHA-256 of the unit's package before this one, or "".
        report: Uid of the report's own record, or "".
        size: How many records `forms` give together, for the progress; 0 where nobody counted.
    """

    unit: str
    period: str
    revision: int
    signoff: SignOff
    pledge_version: str
    pledge: str
    forms: Mapping[str, Iterable[Row]]
    summary: Sequence[SummaryTable] = ()
    explanations: Sequence[Explained] = ()
    due: Sequence[Row] = ()
    previous: str = ""
    report: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class PackageSummary:
    """A package that was written, read again and found right.

    Attributes:
        digest: SHA-256 of the file, hexadecimal.
        size: Bytes of the file.
        counts: Records by form.
    """

    digest: str
    size: int
    counts: Mapping[str, int] = field(default_factory=dict)
