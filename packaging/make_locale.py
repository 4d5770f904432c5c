"""Collects the texts of the program, brings the English catalogue up to them, compiles it.

The files are the same bytes for the same texts: no dates, no line numbers.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES" / "shuangbei.po"
NO_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def collect() -> Catalog:
    """Return the template: every text that the source marks with `_()`."""
    template = Catalog(project="shuangbei", charset="utf-8")
    keywords = {"_": None, "ngettext": (1, 2)}
    for _file, _line, text, comments, _context in extract_from_dir(
        str(ROOT / "desktop_app"), keywords=keywords
    ):
        template.add(text, auto_comments=comments)
    return template


def main() -> None:
    """Write the .po and the .mo file; say how many texts still wait for their English."""
    template = collect()
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            catalogue = read_po(file, locale="en")
        catalogue.update(template, no_fuzzy_matching=True)
    else:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        catalogue = template
    catalogue.locale = "en"
    catalogue.fuzzy = False
    catalogue.header_comment = "# English texts of Shuangbei."
    catalogue.project, catalogue.version = "shuangbei", "1"
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator = "The Shuangbei authors"
    catalogue.language_team = "English"
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, ignore_obsolete=True)
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    waiting = [message for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} texts, {len(waiting)} without English")


if __name__ == "__main__":
    main()
