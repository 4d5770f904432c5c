"""Numbers as people write them, kept as whole numbers of a power of ten."""

from __future__ import annotations

import re

from desktop_app.domain.reasons import BadValue, Reason
from desktop_app.domain.texts import plain_width

MINUS = "−"
LIMIT = 10**15
"""Stored numbers stay below it: spreadsheets keep 15 digits."""

_NUMBER = re.compile(
    r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]*)(?:\.([0-9]*))?"
)
_POWER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?[Ee][+-]?[0-9]+")
_MINUS_SIGNS = str.maketrans(dict.fromkeys("−–—‐‑", "-"))


def read_scaled(text: str, places: int, unit: str = "") -> int | None:
    """Return the number in `text` times 10**places; None for a blank text.

    Thousands commas, full-width digits, a sign, brackets for a negative amount, a leading ¥ and
    the field's own unit behind it are understood; nothing is rounded.

    Raises:
        BadValue: not_a_number, lost_digits, not_whole or too_fine, too_large.
    """
    core = plain_width(text).translate(_MINUS_SIGNS)
    if not core:
        return None
    found = _NUMBER.fullmatch(_without_trimmings(core, unit))
    whole, part = (found[2], found[3] or "") if found else ("", "")
    if not found or not (whole or part):
        raise BadValue(Reason.LOST_DIGITS if _POWER.fullmatch(core) else Reason.NOT_A_NUMBER)
    number = _scaled(whole.replace(",", "").replace(" ", ""), part.rstrip("0"), places)
    return -number if found[1] == "-" else number


def _without_trimmings(core: str, unit: str) -> str:
    if unit and core.endswith(unit):
        core = core[: -len(unit)].rstrip()
    if core.startswith("(") and core.endswith(")") and core[1:2] not in "+-":
        core = "-" + core[1:-1].strip()
    sign = core[:1] if core[:1] == "-" else ""
    core = core.removeprefix(sign)
    if core.startswith("¥"):
        core = core[1:].lstrip()
    return sign + core


def _scaled(whole: str, part: str, places: int) -> int:
    if len(part) > places:
        raise BadValue(Reason.TOO_FINE if places else Reason.NOT_WHOLE)
    if len(whole.lstrip("0")) + places > len(str(LIMIT)):
        raise BadValue(Reason.TOO_LARGE)
    number = int((whole or "0") + part.ljust(places, "0"))
    if number >= LIMIT:
        raise BadValue(Reason.TOO_LARGE)
    return number


def plain_number(number: int, places: int) -> str:
    """Return number / 10**places without commas and without zeros at the end ("-12.5")."""
    if not places:
        return str(number)
    whole, part = divmod(abs(number), 10**places)
    sign = "-" if number < 0 else ""
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{part:0{places}d}".rstrip("0")


def shown_number(number: int, places: int) -> str:
    """Return number / 10**places with thousands commas and a true minus ("−1,234.5")."""
    whole, part = divmod(abs(number), 10**places)
    sign = MINUS if number < 0 else ""
    if not part:
        return f"{sign}{whole:,}"
    return f"{sign}{whole:,}.{part:0{places}d}".rstrip("0")
