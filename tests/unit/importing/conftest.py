"""Sheets made on the fly, and what the importer makes of them. All firms are made up."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import xlsxwriter

from desktop_app import catalogue as catalogues
from desktop_app.domain.plans import Stored
from desktop_app.importing.existing import Nothing
from desktop_app.importing.listing import entries
from desktop_app.importing.model import ImportOptions, Outcome
from desktop_app.importing.plan import make_plan
from desktop_app.importing.preview import preview_files
from desktop_app.importing.sheet_preview import ImportPreview

UNIT = "330203"


@dataclass
class Stock:
    """Records that are there already, as the store gives them."""

    forms: dict[str, list[dict[str, Stored]]] = field(default_factory=dict)

    def put(self, table: str, uid: str, /, **values: Stored) -> None:
        self.forms.setdefault(table, []).append({"uid": uid, "version": 1, **values})

    def rows(
        self, form: str, columns: Sequence[str], *, where: str = "", params: Sequence[Stored] = ()
    ) -> Iterator[tuple[Stored, ...]]:
        assert where in {"", "r.period = ?"}
        for record in self.forms.get(form, []):
            if where and record.get("period") != params[0]:
                continue
            yield (record["uid"], record["version"], *(record.get(name) for name in columns))


@dataclass
class Result:
    """A preview and its listing."""

    preview: ImportPreview
    entries: list[dict[str, object]]
    plan: object

    def records(self, form: str) -> list[dict[str, object]]:
        return [entry for entry in self.entries if entry.get("form") == form]

    def fields(self, form: str) -> list[dict[str, str]]:
        return [entry["fields"] for entry in self.records(form)]  # type: ignore[misc]

    @property
    def rejected(self) -> dict[int, str]:
        return {e["row"]: e["reason"] for e in self.entries if e.get("rejected")}  # type: ignore[misc]

    @property
    def flags(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for entry in self.entries:
            if entry.get("flags"):
                found.setdefault(entry["row"], set()).update(entry["flags"])  # type: ignore[arg-type]
        return found

    @property
    def skipped(self) -> dict[int, str]:
        return {row: why for sheet in self.preview.sheets for row, why in sheet.table.skipped}

    def count(self, outcome: Outcome) -> int:
        return self.preview.counts[outcome]


@pytest.fixture(scope="session")
def catalogue():
    return catalogues.load()


@pytest.fixture
def stock():
    return Stock()


@pytest.fixture(scope="session")
def read(catalogue):
    """Return what runs files through the importer."""

    def run(*paths: Path, existing: object = None, unit: str = UNIT, **options: object) -> Result:
        store = existing or Nothing()
        preview = preview_files(
            paths,
            catalogue=catalogue,
            existing=store,
            unit=unit,
            options=ImportOptions(**options),
            progress=lambda _done, _all: None,
        )
        for sheet in preview.sheets:
            assert sheet.read == sum(sheet.counts.values())
        plan = make_plan(preview, catalogue, store)
        return Result(preview, list(entries(preview, catalogue)), plan)

    return run


@pytest.fixture
def workbook(tmp_path):
    """Return what writes sheets into an .xlsx: {tab: rows}."""

    def write(name: str = "表.xlsx", **sheets: Sequence[Sequence[object]]) -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for tab, rows in sheets.items():
            sheet = book.add_worksheet(tab)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if hasattr(cell, "isoformat"):
                        sheet.write_datetime(number, place, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(number, place, cell)
                    elif cell is not None:
                        sheet.write(number, place, cell)
        book.close()
        return tmp_path / name

    return write


@pytest.fixture
def sheet(workbook, read):
    """Return what reads one sheet: rows in, result out."""

    def run(rows: Sequence[Sequence[object]], *, tab: str = "Sheet1", **options: object) -> Result:
        return read(workbook(**{tab: rows}), **options)

    return run


@pytest.fixture
def table(tmp_path, read):
    """Return what reads one text table: rows in, result out."""

    def run(rows: Sequence[Sequence[str]], *, encoding: str = "gb18030", **options: object):
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        path = tmp_path / "表.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        return read(path, **options)

    return run
