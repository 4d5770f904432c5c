"""Made-up workspaces for the benchmark of the window, and a file to import."""

from __future__ import annotations

from pathlib import Path

FIRMS, DISTRICT, PATENTS = 40_000, 400, 1_000_000
IMPORTED = 100_000
HEADINGS = ("企业名称", "统一社会信用代码", "研究开发人员合计", "研究开发费用合计（千元）")


def make_data(folder: Path) -> None:
    """Make the workspaces and the file to import."""
    # Here, not at the top: what is timed imports this module too.
    import sample

    sample.workspace(folder / "district", DISTRICT, patent_count=1_500).close()
    sample.workspace(folder / "city", FIRMS).close()
    ws = sample.workspace(folder / "million", DISTRICT)
    with ws.store.writing() as connection:
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO patent (unit, uid, firm, app_no, title, ptype, route, app_date, status, "
            "version) SELECT p.unit, printf('zz%014d', i), p.firm, printf('20241%07d.0', i), "
            "p.title, p.ptype, p.route, p.app_date, p.status, 1 "
            f"FROM n JOIN patent p ON p.rowid = 1 + i % {DISTRICT}",
            (PATENTS,),
        )
    ws.close()
    figures(folder / "figures.xlsx")


def figures(path: Path) -> None:
    """Write a sheet of made-up firms with their R&D figures."""
    import random

    import sample
    import xlsxwriter

    chance = random.Random(21)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        tab = book.add_worksheet("研发投入")
        tab.write_row(0, 0, ["海曙区2024年度企业研发投入"])
        tab.write_row(1, 0, HEADINGS)
        for number in range(2, IMPORTED + 2):
            row = [sample.name(chance), sample.uscc(chance), number % 90, number % 9000]
            tab.write_row(number, 0, row)
