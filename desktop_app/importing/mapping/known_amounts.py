"""Amounts of firms that are stored already, to see new ones beside them."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import Stored
from desktop_app.domain.values import FieldType
from desktop_app.importing.existing import Existing

_NUMBERS = frozenset({FieldType.MONEY, FieldType.COUNT})


class KnownAmounts:
    """The stored amounts of forms that a firm has one record of in a period."""

    def __init__(self, existing: Existing, catalogue: Catalogue) -> None:
        self._existing = existing
        self._catalogue = catalogue
        self._read: dict[tuple[str, str], dict[str, dict[str, int]]] = {}

    def of(self, form: str, name: str, period: str) -> Mapping[str, int]:
        """Return the amounts of one field and period by firm, as stored; zeros are left out."""
        if (form, period) not in self._read:
            self._read[form, period] = self._load(form, period)
        return self._read[form, period].get(name, {})

    def _load(self, code: str, period: str) -> dict[str, dict[str, int]]:
        form = self._catalogue.form(code)
        if not form.periodic or form.parent != "firm":
            return {}
        names = [field.code for field in form.fields if field.type in _NUMBERS]
        found: dict[str, dict[str, int]] = {name: {} for name in names}
        rows = self._existing.rows(code, ("firm", *names), where="r.period = ?", params=(period,))
        for _uid, _version, firm, *values in rows:
            for name, value in zip(names, values, strict=True):
                _put(found[name], str(firm), value)
        return found


def _put(amounts: dict[str, int], firm: str, value: Stored) -> None:
    if isinstance(value, int) and value:
        amounts[firm] = value
