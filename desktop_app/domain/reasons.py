"""Why a typed text is no value of its field."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Stable ids; the sentence for each is made where it is shown (`i18n.reason_text`)."""

    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"  # a count with decimals
    TOO_FINE = "too_fine"  # finer than one 分, or more decimals than the field keeps
    TOO_LARGE = "too_large"  # more than 15 digits
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"  # 2024-02-30
    SHORT_YEAR = "short_year"  # 24-3-5
    NOT_A_MONTH = "not_a_month"
    NOT_A_YEAR = "not_a_year"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_IN_LIST = "not_in_list"
    AMBIGUOUS_CODE = "ambiguous_code"  # a label that two codes have
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    WRONG_LENGTH = "wrong_length"
    WRONG_CHARACTER = "wrong_character"
    LOST_DIGITS = "lost_digits"  # 9.13302E+17
    ID_CARD = "id_card"
    PUBLICATION_NO = "publication_no"  # CN112345678A where an application number belongs


class BadValue(ValueError):  # noqa: N818 - a finding about a text, caught as such
    """A typed text that is no value of its field.

    Attributes:
        reason: Why.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
