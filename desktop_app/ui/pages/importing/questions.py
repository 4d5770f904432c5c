"""What an import asks a person: which firm a name means, which code a word means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.values import FieldType
from desktop_app.i18n import _, label_of, listed, noted, plural, short_of, told
from desktop_app.importing.cells.indicators import may_be
from desktop_app.importing.memory.word_questions import WordQuestion
from desktop_app.importing.messages import candidate_text
from desktop_app.importing.model import FirmCandidate, FirmQuestion
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.empty import EmptyPage
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.grid.cells import Cell, Heading, Line
from desktop_app.ui.grid.lines import LinesModel
from desktop_app.ui.grid.list import ListTable
from desktop_app.ui.pages.importing.column import Choices
from desktop_app.ui.pages.importing.where import named_rows
from desktop_app.ui.pages.widths import width_of

_SHOWN = 5

Question = FirmQuestion | WordQuestion
Answers = dict[Question, str]
"""Answers by question: uid of the firm or code, "" for another firm."""


class Asked:
    """Questions of this import in the order in which they came up, with what was answered.

    A question that was answered is none any more in the next preview; it stays here, so that its
    answer can be seen and taken back.
    """

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.answers: Answers = {}

    def take(self, questions: Sequence[Question]) -> None:
        """Add the questions of a preview; those that came to nothing go."""
        known = {_identity(one): one for one in self.answers}
        self.questions = list(self.answers)
        self.questions += [one for one in questions if _identity(one) not in known]

    @property
    def open(self) -> int:
        """Return how many wait for an answer."""
        return sum(1 for one in self.questions if one not in self.answers)


def _identity(question: Question) -> tuple[str, ...]:
    if isinstance(question, FirmQuestion):
        return ("firm", question.key)
    return (question.form, question.field, question.key)


class QuestionList(QWidget):
    """The questions of an import, one a line.

    Args:
        catalogue: Forms and code lists.
        chosen: Told the question that is chosen, or None.
    """

    def __init__(self, catalogue: Catalogue, chosen: Callable[[Question | None], object]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._chosen = chosen
        self.asked = Asked()
        self.model = LinesModel(_headings(), self)
        self.table = ListTable(
            self.model,
            _headings(),
            _("待答"),
            margin=8,
            lines=True,
            density="standard",
            framed=True,
        )
        self.table.row_changed.connect(self._on_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyPage(_("没有要问的"), _("名称和写法都认得。"))
        column.addWidget(self.table)
        column.addWidget(self.empty)
        # Both together would hold a small window open.
        self.table.hide()

    def show_asked(self, asked: Asked) -> None:
        """Show the questions; the current one stays, or the first without an answer comes."""
        self.asked = asked
        self.table.setVisible(bool(asked.questions))
        self.empty.setVisible(not asked.questions)
        self.model.set_lines([self._line(one) for one in asked.questions])

    def choose_first(self) -> None:
        """Choose the first question without an answer."""
        places = [n for n, one in enumerate(self.asked.questions) if one not in self.asked.answers]
        self.table.choose(places[0] if places else 0)
        self._on_row(self.table.current_place())

    def _on_row(self, place: int) -> None:
        questions = self.asked.questions
        self._chosen(questions[place] if 0 <= place < len(questions) else None)

    def _line(self, question: Question) -> Line:
        what, about = self._told(question)
        answered = question in self.asked.answers
        said = self._answer(question) if answered else _("待答")
        sign = Sign.CLEAN if answered else Sign.DOUBTFUL
        where = plural("{n} 行", len(question.rows))
        cells = (
            Cell(what, tip=what),
            Cell(where, right=True),
            Cell(about, tone="text2", tip=about),
            Cell(said, sign=sign, tip=said),
        )
        return Line(cells, key=_identity(question))

    def _told(self, question: Question) -> tuple[str, str]:
        if isinstance(question, FirmQuestion):
            names = listed(noted(one.name, one.uscc) for one in question.candidates[:2])
            return question.name, _("像 {names}").format(names=names)
        form = self._catalogue.form(question.form)
        about = told(short_of(form), label_of(form.by_code[question.field]))
        return question.text, noted(about, question.about)

    def _answer(self, question: Question) -> str:
        answer = self.asked.answers[question]
        if isinstance(question, WordQuestion):
            return word_label(self._catalogue, (question.form, question.field), answer)
        found = next((one.name for one in question.candidates if one.uid == answer), "")
        return found or _("另一家企业")


class QuestionPanel(SidePanel):
    """One question: what the sheet says, what may be meant, and the answers.

    Args:
        catalogue: Forms and code lists.
        answer: Takes a question and its answer; None takes an answer back.
    """

    def __init__(
        self, catalogue: Catalogue, answer: Callable[[Question, str | None], object]
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._answer = answer
        self.codes = Choices()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No question is chosen."""
        self.clear()
        self.add(text(_("选一行，在这里答。答过的会记住，下次不再问。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_question(self, question: Question, answer: str | None) -> None:
        """Show a question, and its answer where it has one."""
        self.clear()
        if isinstance(question, FirmQuestion):
            self._show_firm(question, answer)
        else:
            self._show_word(question, answer)
        if answer is not None:
            self.add(secondary(_("收回答复"), lambda: self._answer(question, None)))
        self.body.addStretch(1)

    def _show_firm(self, question: FirmQuestion, answer: str | None) -> None:
        self.add_heading(question.name, _where(question))
        self.add(text(_("名册里没有这个名称，也没有代码可对。是下面的哪一家？"), wrap=True))
        for candidate in question.candidates:
            self._add_candidate(question, candidate, is_answer=answer == candidate.uid)
        button = secondary(_("另一家企业"), lambda: self._answer(question, ""))
        button.setEnabled(answer != "")
        self.add(button)
        self.add(text(_("不答的先不收这些行，可以随时再导入。"), "fact", wrap=True))

    def _add_candidate(
        self, question: FirmQuestion, candidate: FirmCandidate, *, is_answer: bool
    ) -> None:
        self.add_rule()
        self.add(text(candidate.name, "strong", wrap=True))
        self.add(text(candidate.uscc or _("没有信用代码"), "fact", wrap=True))
        self.add(text(candidate_text(candidate), "fact", wrap=True))
        button = secondary(_("就是这家"), lambda: self._answer(question, candidate.uid))
        button.setEnabled(not is_answer)
        self.add(button)

    def _show_word(self, question: WordQuestion, answer: str | None) -> None:
        form = self._catalogue.form(question.form)
        field = form.by_code[question.field]
        self.add_heading(question.text, told(short_of(form), label_of(field)), _where(question))
        about = question.about or _("代码表里没有这个写法")
        self.add(text(_("{about}。选它的意思：").format(about=about), wrap=True))
        self.codes = Choices()
        if field.type is FieldType.BOOL:
            entries = [("1", _("是")), ("0", _("否"))]
        else:
            codes = self._catalogue.codes[field.codes]
            first = may_be(codes, question.text)
            # What it may mean stands first; the sort leaves the others in their order.
            known = sorted(codes.entries, key=lambda one: one.code not in first)
            entries = [(one.code, f"{one.code} {label_of(one)}") for one in known]
        self.codes.offer([("", _("选一项")), *entries], answer or "")
        self.codes.activated.connect(lambda _place: self._on_code(question))
        self.add(LabelledField(label_of(field), self.codes))

    def _on_code(self, question: WordQuestion) -> None:
        code = self.codes.value()
        self._answer(question, code or None)


def _where(question: Question) -> str:
    shown = [named_rows(question.rows[:_SHOWN])]
    if len(question.rows) > _SHOWN:
        shown.append(plural("等 {n} 行", len(question.rows)))
    return _("在 {rows}").format(rows=listed(shown))


def word_label(catalogue: Catalogue, where: tuple[str, str], code: str) -> str:
    """Return what a code means in a field, which is given with its form."""
    form, name = where
    field = catalogue.form(form).by_code[name]
    if field.type is FieldType.BOOL:
        return _("是") if code == "1" else _("否")
    entry = catalogue.codes[field.codes].by_code.get(code)
    return label_of(entry) if entry else code


def _headings() -> list[Heading]:
    return [
        Heading(_("表里写的"), 220),
        Heading(_("在几行"), width_of([_("在几行")], 72), right=True),
        Heading(_("像什么"), 260, stretch=True),
        Heading(_("答复"), 200),
    ]
