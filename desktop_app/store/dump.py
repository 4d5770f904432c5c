"""The logical dump: all records with their versions, the same bytes for the same data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from sqlite3 import Connection

from desktop_app.catalogue.model import Catalogue


def dump(connection: Connection, catalogue: Catalogue) -> Iterator[str]:
    """Yield one JSON line a record: form by form, ordered by unit and uid."""
    for form in catalogue.forms:
        names = ("unit", "uid", *form.columns, "version")
        found = connection.execute(f"SELECT {', '.join(names)} FROM {form.code} ORDER BY unit, uid")
        for row in found:
            yield json.dumps([form.code, *row], ensure_ascii=False) + "\n"
