"""The three cards of 上报: what was checked, who answers for it, which key signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.states import ReportState
from desktop_app.i18n import _, listed, period_label, told
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import link, secondary
from desktop_app.ui.components.cards import Card
from desktop_app.ui.components.chips import Chip
from desktop_app.ui.components.fields import LabelledField
from desktop_app.ui.components.messages import Banner
from desktop_app.ui.components.texts import GlyphLabel, text
from desktop_app.ui.glyphs import Sign
from desktop_app.ui.pages.moments import moment_text
from desktop_app.ui.pages.submit.state import SIGNED_FIELDS, Standing, today
from desktop_app.ui.tokens import size
from desktop_app.work.keys.enrol import is_on_token
from desktop_app.work.keys.register import ENDS_SOON
from desktop_app.work.report.reporting import SignOff


def _head(title: str, *right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    name = text(title, "section")
    # As high as the chip that comes later, so that nothing moves then.
    name.setMinimumHeight(size("chip"))
    row.addWidget(name)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return row


class _Fact(QWidget):
    """A step with its shape at the left and its result at the right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.glyph = GlyphLabel(Sign.UNFILLED)
        self.value: QLabel = text("", "fact")
        row.addWidget(self.glyph)
        row.addWidget(text(name))
        row.addStretch(1)
        row.addWidget(self.value)

    def tell(self, sign: Sign, words: str) -> None:
        """Show the result."""
        self.glyph.set_sign(sign)
        self.value.setText(words)
        self.setAccessibleName(told(self._name, words))


class CheckCard(Card):
    """What stands between the data and the sign-off."""

    def __init__(self, look: Callable[[], object]) -> None:
        super().__init__()
        self.body.addLayout(_head(_("检查"), link(_("去审核"), look)))
        self.period = _Fact(_("期别"))
        self.check = _Fact(_("全审"))
        self.explain = _Fact(_("说明"))
        self.forms = _Fact(_("要报的表"))
        self.remarks = _Fact(_("市局意见"))
        for fact in (self.period, self.forms, self.check, self.explain, self.remarks):
            self.body.addWidget(fact)

    def show_standing(self, standing: Standing) -> None:
        """Show how far the checks are."""
        report = standing.report
        self._show_remarks(standing)
        self._show_forms(standing)
        if not report.uid:
            self.period.tell(Sign.UNFILLED, _("本期还没有数据"))
            self.check.tell(Sign.UNFILLED, "")
            self.explain.tell(Sign.UNFILLED, "")
            return
        label = _("{period}，第 {n} 版").format(
            period=period_label(report.period), n=report.revision
        )
        self.period.tell(Sign.CLEAN, label)
        self._show_check(standing)
        verify = standing.counts[1]
        if not standing.checked_at:
            self.explain.tell(Sign.UNFILLED, "")
        elif standing.unexplained:
            words = _("核实 {n} 处，{open} 处未说明").format(n=verify, open=standing.unexplained)
            self.explain.tell(Sign.VERIFY, words)
        else:
            words = _("核实 {n} 处都已说明").format(n=verify) if verify else _("没有要说明的")
            self.explain.tell(Sign.CLEAN, words)

    def _show_remarks(self, standing: Standing) -> None:
        self.remarks.setVisible(standing.remarks > 0)
        if standing.unhandled:
            words = _("{n} 条，{open} 条未处理").format(n=standing.remarks, open=standing.unhandled)
            self.remarks.tell(Sign.REMARK, words)
        else:
            self.remarks.tell(Sign.CLEAN, _("{n} 条都已处理").format(n=standing.remarks))

    def _show_forms(self, standing: Standing) -> None:
        self.forms.setVisible(standing.asked > 0)
        if standing.lacking:
            words = _("{n} 张，还缺{forms}").format(
                n=standing.asked, forms=listed(standing.lacking)
            )
            self.forms.tell(Sign.VERIFY, words)
        else:
            self.forms.tell(Sign.CLEAN, _("{n} 张都有记录").format(n=standing.asked))

    def _show_check(self, standing: Standing) -> None:
        if not standing.checked_at:
            self.check.tell(Sign.UNFILLED, _("数据有改动，要全审"))
            return
        must, verify, hint = standing.counts
        words = _("强制 {must}，核实 {verify}，提示 {hint}，{when}").format(
            must=must, verify=verify, hint=hint, when=moment_text(standing.checked_at)
        )
        self.check.tell(Sign.MUST if must else Sign.CLEAN, words)


class SignOffCard(Card):
    """Names, telephone and pledge."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        super().__init__()
        self._period = ""
        self.state = Chip("", "green", Sign.CLEAN)
        self.body.addLayout(_head(_("签署"), self.state))
        labels = {
            "head": _("单位负责人"),
            "statistician": _("统计负责人"),
            "filler": _("填表人"),
            "phone": _("联系电话"),
        }
        self.fields = {code: LabelledField(labels[code], QLineEdit()) for code in SIGNED_FIELDS}
        self.day = LabelledField(_("报出日期"), QLineEdit())
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, field in enumerate((*self.fields.values(), self.day)):
            grid.addWidget(field, place // 3, place % 3, Qt.AlignmentFlag.AlignTop)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.pledge = QCheckBox(_("本单位作出以下承诺"))
        self.pledge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.words: QLabel = text("", "fact", wrap=True)
        self.body.addWidget(self.pledge)
        self.body.addWidget(self.words)
        self.pledge.toggled.connect(lambda _on: on_change())
        for field in self.fields.values():
            line_of(field).textChanged.connect(lambda _text: on_change())
        line_of(self.day).setReadOnly(True)
        line_of(self.day).setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_standing(self, standing: Standing) -> None:
        """Fill in what is known; what is being typed stays."""
        state = standing.report.state
        if self._period != standing.report.period:
            # Nobody pledges for one period what was pledged for another.
            self._period = standing.report.period
            self.pledge.setChecked(False)
            for field in self.fields.values():
                line_of(field).clear()
        fixed = standing.sent or state is ReportState.SIGNED_OFF
        for code, field in self.fields.items():
            editor = line_of(field)
            editor.setReadOnly(standing.sent)
            if fixed or not editor.text():
                editor.setText(standing.names.get(code, ""))
            field.set_error("")
        day = str(standing.report.values.get("report_date") or "") if fixed else ""
        line_of(self.day).setText(day or today())
        self.words.setText(standing.pledge)
        self.pledge.setChecked(fixed or self.pledge.isChecked())
        self.pledge.setEnabled(not fixed)
        self.state.setVisible(fixed)
        if fixed:
            self.state.say(_("已审核通过"), "green", Sign.CLEAN)

    @property
    def sign_off(self) -> SignOff:
        """Who answers, as typed."""
        return SignOff(**{code: line_of(f).text().strip() for code, f in self.fields.items()})

    def missing(self) -> LabelledField | None:
        """Return the first field that is blank."""
        return next((f for f in self.fields.values() if not line_of(f).text().strip()), None)


class KeyCard(Card):
    """Key, password, target; or why nothing can be sent yet."""

    def __init__(
        self,
        choose: Callable[[], object],
        settings: Callable[[], object],
        on_enter: Callable[[], object],
    ) -> None:
        super().__init__()
        self.path: Path | None = None
        self._chosen: Path | None = None
        self.state = Chip("", "green", Sign.CLEAN)
        self.body.addLayout(_head(_("密钥"), self.state))
        self.banner = Banner(
            _("还没有安装证书，可以录入、审核，还不能上报。向市局申请证书后在“设置”里安装。"),
            Sign.VERIFY,
            [(_("去设置"), settings)],
        )
        self.body.addWidget(self.banner)
        self.file = LabelledField(_("密钥文件"), QLineEdit())
        line_of(self.file).setReadOnly(True)
        line_of(self.file).setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.password = LabelledField(_("密码"), QLineEdit(), _("密码只用这一次，不保存。"))
        line_of(self.password).setEchoMode(QLineEdit.EchoMode.Password)
        line_of(self.password).returnPressed.connect(on_enter)
        self.other = secondary(_("换文件"), choose)
        self._lay_out()

    def _lay_out(self) -> None:
        self.row = QWidget()
        row = QHBoxLayout(self.row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.file, 3, top)
        button = QVBoxLayout()
        button.setContentsMargins(0, QFontMetrics(theme.font("caption")).height() + 4, 0, 0)
        button.addWidget(self.other)
        button.addStretch(1)
        row.addLayout(button)
        row.addSpacing(8)
        row.addWidget(self.password, 2, top)
        self.body.addWidget(self.row)

    def first_focus(self) -> QWidget | None:
        """Return the password, or the way to a key where there is none."""
        if self.path is not None:
            return self.password.editor
        return self.banner.findChild(QPushButton)

    def choose(self, path: Path) -> None:
        """Sign with another key file."""
        self._chosen = path
        self._set_path(path)
        self.banner.hide()
        self.row.show()
        self.state.hide()

    @property
    def on_token(self) -> bool:
        """Whether the key is on a token, so that its PIN is asked for each time."""
        return self.path is not None and is_on_token(self.path)

    def _set_path(self, path: Path | None) -> None:
        self.path = path
        line_of(self.file).setText(str(path or ""))
        line_of(self.file).setCursorPosition(0)
        self.file.set_label(_("U 盾") if self.on_token else _("密钥文件"))
        self.password.set_label(_("U 盾的 PIN") if self.on_token else _("密码"))
        help_text = (
            _("PIN 每次都要输，不保存。") if self.on_token else _("密码只用这一次，不保存。")
        )
        self.password.set_help(help_text)

    def show_standing(self, standing: Standing) -> None:
        """Show the key that is installed."""
        key = self._chosen or standing.key
        self._set_path(key)
        self.banner.setVisible(key is None and not standing.sent)
        self.row.setVisible(key is not None and not standing.sent)
        self.setVisible(not standing.sent)
        certificate = standing.certificate
        self.state.setVisible(certificate is not None and self._chosen is None)
        if certificate is not None:
            last = date.fromisoformat(certificate.last)
            left = (last - date.fromisoformat(today())).days
            words = _("有效至 {year} 年 {month} 月 {day} 日").format(
                year=last.year, month=last.month, day=last.day
            )
            ends = left < ENDS_SOON
            tone, sign = ("amber", Sign.VERIFY) if ends else ("green", Sign.CLEAN)
            self.state.say(words, tone, sign)


def line_of(field: LabelledField) -> QLineEdit:
    """Return the line of a field that was made with one."""
    editor = field.editor
    assert isinstance(editor, QLineEdit)  # noqa: S101 - made with one above
    return editor
