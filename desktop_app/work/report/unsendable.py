"""What the city would refuse in a package, told to the district before it is written.

Signs that nobody sees are left out of what one types now; an older version has stored them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.domain.errors import UserError
from desktop_app.domain.texts import written_out
from desktop_app.i18n import _, listed
from desktop_app.packages.report.beside import Unfit, unfit_due, unfit_explanations
from desktop_app.packages.report.fitness import AT_ONCE, unseen
from desktop_app.packages.report.model import Explained, Row

_TOLD = 10
_SHOWN = 60


def sendable(form: Form, rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the records of a form as they come.

    Raises (while iterated):
        UserError: Some hold what nobody sees.
    """
    while some := list(islice(rows, AT_ONCE)):
        _refuse((form.short, label, text) for label, text in unseen(form, some))
        yield from some


def refuse_unfit_beside(
    explanations: Iterable[Explained], due: Sequence[Row], catalogue: Catalogue
) -> None:
    """Raise UserError if explanations or reasons of the due list are none that others can read."""
    due_alone: Mapping[str, Sequence[Row]] = {"due": due, "firm": [row[1:2] for row in due]}
    _refuse(unfit_due(due_alone, catalogue))
    _refuse(unfit_explanations(explanations, {}, catalogue))


def _refuse(found: Iterable[Unfit]) -> None:
    told = list(islice(found, _TOLD))
    if not told:
        return
    sheet, column, _value = told[0]
    values = (text for *place, text in told if place == [sheet, column])
    message = _("“{sheet}”的“{column}”不能这样填：{values}。")
    shown = listed(f"“{written_out(text[:_SHOWN])}”" for text in values)
    raise UserError(
        message.format(sheet=sheet, column=column, values=shown),
        _("重新填写再导出，文件未生成。报送出去，市局会判为无效。"),
    )
