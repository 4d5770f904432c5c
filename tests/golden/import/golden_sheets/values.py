"""One column of values each, in all the ways in which people write them."""

from __future__ import annotations

from pathlib import Path

from golden_sheets.cases import case
from golden_sheets.grid import Grid, grid
from golden_sheets.write_text import text


def _ways(title: str, heading: str, cells: str) -> Grid:
    """Return a sheet of numbered firms with one cell each; a line is a cell."""
    lines = cells.strip("\n").splitlines()
    rows = [f"{{@{n:02}}} | {{#{n:02}}} | {cell}" for n, cell in enumerate(lines, start=1)]
    return grid("\n".join([title, f"企业名称 | 信用代码 | {heading}", *rows]))


@case("全角.csv")
def full_width(path: Path) -> None:
    """Everything full-width, with spaces that do not break, in heading and cells."""
    rows = grid("""
２０２３年度企业研发情况（单位：万元）
企　业　名　称 | 统一社会信用代码 | 研发费用⍽合计 | 研发人员（人） | 是　否　规　上 | 成立日期
宁波示例甲（集团）有限公司 | ９１３３０２０３ＭＡ２ＴＥ５Ｔ１ＸＢ | １，２３４．５ | ２５ | 是 | ２０１５年６月１８日
宁波示例乙　有限公司 | ⍽{B}⍽ | ⍽150⍽ | ⍽12⍽ | 否⍽ | ⍽2016-3-5⍽
宁波 示例 丙 有限 公司 | 9133 0206 MA2T E5T3 6H | －１２．５ | ０ | Ｙ | ２０１８／１／２
""")
    text(path, rows, encoding="gb18030")
