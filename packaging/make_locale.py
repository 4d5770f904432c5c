"""Collects the texts of the program, brings the translations up to them, compiles them.

Ours are Chinese in the source and have an English catalogue; those of click, which shows the
command line, are English in its source and have a Chinese one. The files are the same bytes for
the same texts: no dates, no line numbers.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop_app.cli.help import texts
from desktop_app.cli.main import cli

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "ngettext": (1, 2), "plural": (1, 1)}
NO_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def collect(folder: Path, name: str) -> Catalog:
    """Return the template: every text that a source marks with `_()`."""
    template = Catalog(project=name, charset="utf-8")
    for _file, _line, text, comments, _context in extract_from_dir(str(folder), keywords=KEYWORDS):
        template.add(text, auto_comments=comments)
    return template


def ours() -> Catalog:
    """Return the texts of the program, with what the commands declare for their help."""
    template = collect(ROOT / "desktop_app", "shuangbei")
    for text in texts(cli):
        if text:
            template.add(text)
    return template


def bring_up(template: Catalog, language: str, title: str) -> None:
    """Write the .po and the .mo file of a language; say how many texts still wait."""
    path = LOCALE / language / "LC_MESSAGES" / f"{template.project}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog()
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.locale = language
    catalogue.fuzzy = False
    catalogue.header_comment = f"# {title}."
    catalogue.project, catalogue.version = str(template.project), "1"
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator = "The Shuangbei authors"
    catalogue.language_team = title.split(maxsplit=1)[0]
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    with path.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, ignore_obsolete=True)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    waiting = [message for message in catalogue if message.id and not written(message)]
    print(f"{title}: {len(catalogue)}, {len(waiting)} to be written")


def written(message: Message) -> bool:
    """Tell whether a text has its translation, that of each number where it has them."""
    string = message.string
    return bool(string) and (isinstance(string, str) or all(string))


def main() -> None:
    """Bring both catalogues up to their sources."""
    bring_up(ours(), "en", "English texts of Shuangbei")
    bring_up(collect(Path(click.__file__).parent, "click"), "zh", "Chinese texts of click")


if __name__ == "__main__":
    main()
