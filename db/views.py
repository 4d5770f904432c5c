"""The views that rules and indicators read; they need none of what makes the tables."""

from __future__ import annotations

from desktop_app.catalogue.model import Catalogue, Form


def view_text(form: Form) -> str:
    """Return the SELECT behind a form's view, which gives 0 where a blank means 0."""
    names = ["unit", "uid", *([form.parent] if form.parent else [])]
    names += ["period"] if form.periodic else []
    shown = [
        f"coalesce({f.code}, 0) AS {f.code}" if f.blank == "zero" and f.is_number else f.code
        for f in form.fields
    ]
    return f"SELECT {', '.join([*names, *shown, 'version'])} FROM {form.code}"


def view_statements(catalogue: Catalogue) -> list[str]:
    """Return CREATE VIEW for every form, in catalogue order."""
    return [f"CREATE VIEW {form.view} AS {view_text(form)}" for form in catalogue.forms]
