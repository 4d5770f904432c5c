"""What the verifier says of a received file: word, causes, who signed, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.packages.pki.identity import Identity
    from desktop_app.packages.workbook import VerifiedWorkbook


class Word(StrEnum):
    """The six words for a received file; list, banner, print and command line use the same."""

    VALID = "有效"
    REMARK = "有效但有提示"
    UNDECIDED = "无法判定"
    NEWER = "版本过新"
    UNSIGNED = "未签名"
    INVALID = "无效"

    @property
    def exit_code(self) -> int:
        """What `verify` ends with: 0 valid, 1 undecided, 2 refused."""
        return {Word.VALID: 0, Word.REMARK: 0, Word.UNDECIDED: 1}.get(self, 2)


_SEVERITY = tuple(Word)
"""From best to worst: the order in which the words stand above."""


class Subject(StrEnum):
    """What a cause speaks of: the bytes, or the certificate that vouches for them."""

    CONTENT = "content"
    CERTIFICATE = "certificate"


CAUSES: Mapping[str, tuple[Word, Subject]] = {
    # The file as a whole.
    "empty-file": (Word.INVALID, Subject.CONTENT),
    "not-a-workbook": (Word.INVALID, Subject.CONTENT),
    "encrypted": (Word.INVALID, Subject.CONTENT),
    "too-large": (Word.INVALID, Subject.CONTENT),
    "too-many-parts": (Word.INVALID, Subject.CONTENT),
    "inflates-too-large": (Word.INVALID, Subject.CONTENT),
    "inflates-too-slowly": (Word.INVALID, Subject.CONTENT),
    "container": (Word.INVALID, Subject.CONTENT),
    "fault": (Word.INVALID, Subject.CONTENT),
    # Its parts.
    "part-name": (Word.INVALID, Subject.CONTENT),
    "part-doubled": (Word.INVALID, Subject.CONTENT),
    "part-broken": (Word.INVALID, Subject.CONTENT),
    "part-xml": (Word.INVALID, Subject.CONTENT),
    "part-type": (Word.INVALID, Subject.CONTENT),
    "part-altered": (Word.INVALID, Subject.CONTENT),
    "part-uncovered": (Word.INVALID, Subject.CONTENT),
    "part-missing": (Word.INVALID, Subject.CONTENT),
    "relationship": (Word.INVALID, Subject.CONTENT),
    # The signature.
    "no-signature": (Word.UNSIGNED, Subject.CONTENT),
    "newer-format": (Word.NEWER, Subject.CONTENT),
    "format": (Word.INVALID, Subject.CONTENT),
    "weak-algorithm": (Word.INVALID, Subject.CONTENT),
    "signature-structure": (Word.INVALID, Subject.CONTENT),
    "signature-value": (Word.INVALID, Subject.CONTENT),
    "container-altered": (Word.INVALID, Subject.CONTENT),
    # The certificate.
    "certificate-unreadable": (Word.INVALID, Subject.CERTIFICATE),
    "certificate-weak": (Word.INVALID, Subject.CERTIFICATE),
    "certificate-purpose": (Word.INVALID, Subject.CERTIFICATE),
    "certificate-forged": (Word.INVALID, Subject.CERTIFICATE),
    "certificate-chain": (Word.INVALID, Subject.CERTIFICATE),
    "certificate-identity": (Word.INVALID, Subject.CERTIFICATE),
    "other-unit": (Word.INVALID, Subject.CERTIFICATE),
    "not-valid-at-signing": (Word.INVALID, Subject.CERTIFICATE),
    "revoked": (Word.INVALID, Subject.CERTIFICATE),
    "countersignature-missing": (Word.INVALID, Subject.CERTIFICATE),
    "same-signer": (Word.INVALID, Subject.CERTIFICATE),
    "signer-role": (Word.INVALID, Subject.CERTIFICATE),
    "issuer-unknown": (Word.UNDECIDED, Subject.CERTIFICATE),
    "certificate-ended": (Word.UNDECIDED, Subject.CERTIFICATE),
    "revocations-old": (Word.UNDECIDED, Subject.CERTIFICATE),
    "clock-wrong": (Word.UNDECIDED, Subject.CERTIFICATE),
    "clock-off": (Word.REMARK, Subject.CERTIFICATE),
    "certificate-ends-soon": (Word.REMARK, Subject.CERTIFICATE),
}
"""Each cause by its stable id, with the word it leads to and what it speaks of."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that the verifier found.

    Attributes:
        id: One of `CAUSES`.
        shown: Values that the message names (part, unit, days …).
    """

    id: str
    shown: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def word(self) -> Word:
        """The word that this cause alone leads to."""
        return CAUSES[self.id][0]

    @property
    def subject(self) -> Subject:
        """Whether it speaks of the content or of the certificate."""
        return CAUSES[self.id][1]


class Refused(Exception):  # noqa: N818 - an answer about the file, not an error of the program
    """A rule of the verifier is broken; carries the cause."""

    def __init__(self, cause: str, **shown: str | int) -> None:
        super().__init__(f"{cause} {shown}" if shown else cause)
        self.cause = Cause(cause, shown)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one file.

    Attributes:
        digest: SHA-256 of the file, hexadecimal; with two signatures that of its first form (see
            `first_form`).
        causes: All that was found, worst first; empty when all is right.
        signer: Whom the certificate names, or None where no certificate could be read.
            Only to be believed when `word` is 有效 or 有效但有提示.
        claimed_at: When the signer says it was signed (UTC).
        certificate_ends: Last moment of the signer's certificate (UTC).
        fingerprint: SHA-256 of the signer's certificate, hexadecimal; "" without one.
        workbook: The very bytes that were judged, given only when valid.
        countersigner: Whom the second certificate names, or None where there is none.
    """

    digest: str
    causes: tuple[Cause, ...]
    signer: Identity | None = None
    claimed_at: datetime | None = None
    certificate_ends: datetime | None = None
    fingerprint: str = ""
    workbook: VerifiedWorkbook | None = field(default=None, compare=False, repr=False)
    countersigner: Identity | None = None

    @property
    def word(self) -> Word:
        """The word of the worst cause."""
        return worst(self.causes)

    @property
    def exit_code(self) -> int:
        """What the command line ends with."""
        return self.word.exit_code

    @property
    def valid(self) -> bool:
        """Whether the file may be used (有效, 有效但有提示)."""
        return self.exit_code == 0

    @property
    def unit(self) -> str:
        """Code of the unit that the certificate names, or ""."""
        return self.signer.unit if self.signer else ""

    def about(self, subject: Subject) -> Word:
        """Return the word for the content alone, or for the certificate alone."""
        return worst(tuple(cause for cause in self.causes if cause.subject is subject))


def worst(causes: tuple[Cause, ...]) -> Word:
    """Return the word of the worst of `causes`; 有效 when there are none."""
    return max((cause.word for cause in causes), key=_SEVERITY.index, default=Word.VALID)


def by_severity(causes: list[Cause]) -> tuple[Cause, ...]:
    """Return the causes with the worst first, otherwise in the order found."""
    return tuple(sorted(causes, key=lambda cause: -_SEVERITY.index(cause.word)))
