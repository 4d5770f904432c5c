"""What the installed task file says of the catalogue, as the store keeps it in its forms.

`unit` is always the workspace's own: at the city the records of the districts lie beside it.
"""

from __future__ import annotations

from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue
from desktop_app.catalogue.tasked import SETTING, Overrides, overrides_of
from desktop_app.domain.plans import Stored


def overrides(connection: Connection, catalogue: Catalogue, unit: str) -> Overrides:
    """Return what is set for a unit's workspace."""
    return overrides_of(
        catalogue, {form: _rows(connection, catalogue, form, unit) for form in SETTING}
    )


def _rows(
    connection: Connection, catalogue: Catalogue, form: str, unit: str
) -> list[tuple[Stored, ...]]:
    columns = ", ".join(field.code for field in catalogue.form(form).typed)
    found = connection.execute(
        f"SELECT {columns} FROM {form} WHERE unit = ? ORDER BY rowid", (unit,)
    )
    return found.fetchall()
