"""What firm the rows above a table speak of: 单位详细名称：某公司."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.identifiers import is_id_card, is_uscc
from desktop_app.domain.texts import fold
from desktop_app.importing.cells.code_text import SEVERAL, code_in
from desktop_app.importing.cells.codes import FIRM_CODES, firm_code
from desktop_app.importing.cells.texts import plain_text, text_reader
from desktop_app.importing.firm_names import is_firm_name
from desktop_app.importing.layout.cell_pairs import pairs_apart
from desktop_app.importing.layout.layout_words import layout_words
from desktop_app.importing.mapping.lexicon import Lexicon, Target, lexicon
from desktop_app.importing.mapping.normal import heading_key
from desktop_app.importing.mapping.title_texts import LABELLED, Constant
from desktop_app.importing.words import words
from desktop_app.sheets.table import Row, is_filled

_OWNER = ("patent_owner", "name")


def firm_said(
    texts: Sequence[str], above: Sequence[Row], catalogue: Catalogue
) -> Iterator[Constant]:
    """Yield name and codes of the one firm that the rows above a table are about.

    Args:
        texts: What they say.
        above: The rows.
        catalogue: Forms and code lists.
    """
    code = code_in(" ".join(texts), is_uscc)
    if code and code != SEVERAL and not is_id_card(code):
        yield ("firm", "uscc"), code
    known = lexicon(catalogue)
    for row in above:
        for label, value in _labelled(row):
            yield from _by_label(label, value, known)


def _labelled(row: Row) -> Iterator[tuple[str, str]]:
    """Yield labels with their values: 单位详细名称：…, 统一社会信用代码 | …."""
    texts = [plain_text(cell) for cell in row if is_filled(cell)]
    cells = [part for text in texts for part in pairs_apart(text)]
    for cell, behind in zip_longest(cells, cells[1:], fillvalue=""):
        pair = LABELLED.match(cell.strip())
        label, value = (pair[1], pair[2].strip()) if pair else (cell, "")
        # 单位 alone is the unit of the amounts.
        if fold(label) not in words().title_unit:
            yield label, value or behind


def _by_label(label: str, value: str, known: Lexicon) -> Iterator[Constant]:
    """Yield what a value says of the firm by its label."""
    grades = known.targets(heading_key(label))
    for target in grades[0] if grades and value else ():
        is_sure = target.reason != "body" or is_firm_name(fold(value))
        if target.form == "firm" and is_sure and not known.knows(heading_key(value)):
            yield from _firm_cell(target.field, value)
    if _is_of_client(label, grades) and is_firm_name(fold(value)):
        yield from _firm_cell("name", value)


def _is_of_client(label: str, grades: Sequence[Sequence[Target]]) -> bool:
    """Whether a label above a table names whose it is: 客户, 专利权人."""
    is_owner = any(target[:2] == _OWNER for grade in grades[:1] for target in grade)
    known, core = layout_words(), fold(label)
    return is_owner or bool(known.clients.fullmatch(core) or known.reporters.fullmatch(core))


def _firm_cell(field: str, value: str) -> Iterator[Constant]:
    if field == "name":
        name = text_reader(is_name=True)(value).value
        if name:
            yield ("firm", "name"), name
    elif field in FIRM_CODES:
        kind, read = firm_code(value, field)
        if read.value and not read.reject:
            yield ("firm", kind), read.value
