"""The panel beside the city's certificates: whom one names, how it stands, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.i18n import _
from desktop_app.ui.components.buttons import secondary
from desktop_app.ui.components.chips import Chip
from desktop_app.ui.components.side_panel import SidePanel
from desktop_app.ui.components.texts import FactRow, facts, text
from desktop_app.ui.pages.certificates.rows import SIGNS, certificate_word, unit_text, use_word
from desktop_app.work.keys.register import CertificateState, Entry
from desktop_app.work.keys.revoke import reason_word
from desktop_app.work.workspace import CITY, Workspace


class CertificatePanel(SidePanel):
    """Shows one certificate.

    Args:
        revoke: Asks before a certificate is revoked.
        save: Asks where a copy of it is saved.
    """

    def __init__(self, revoke: Callable[[Entry], object], save: Callable[[Entry], object]) -> None:
        super().__init__()
        self._revoke = revoke
        self._save = save
        self.show_nothing()

    def show_nothing(self) -> None:
        """No certificate is chosen."""
        self.clear()
        self.set_foot()
        self.add(text(_("选一张证书，这里写明持有人、有效期和指纹。"), "fact", wrap=True))
        self.body.addStretch(1)

    def show_entry(self, ws: Workspace, entry: Entry, *, can_revoke: bool) -> None:
        """Show a certificate, or what a unit without one has to do."""
        self.clear()
        self.add_heading(unit_text(ws, entry.unit), facts(entry.person, entry.role))
        sign, tone = SIGNS[entry.state]
        self.body.addSpacing(6)
        self.body.addWidget(
            Chip(certificate_word(entry.state), tone.replace("text3", "text2"), sign)
        )
        self.body.addSpacing(6)
        if entry.facts is None:
            own = _(
                "本局还没有证书，不能签发回执、退回单和任务文件。到“设置”里生成密钥和申请，"
                "回来签发，再到“设置”里安装。"
            )
            words = _(
                "这个单位还没有证书，收不到它签名的报送包。让它在“设置”里生成密钥和申请，"
                "把申请文件送来，电话核对指纹后签发。"
            )
            self.add(text(own if entry.unit == CITY else words, wrap=True))
            self.set_foot()
        else:
            self._add_facts(entry)
            self._add_acts(entry, can_revoke=can_revoke)
        self.body.addStretch(1)

    def _add_facts(self, entry: Entry) -> None:
        known = entry.facts
        if known is None:
            return
        use = use_word(encrypts=entry.encrypts, foreign=entry.foreign)
        self.add(FactRow(_("用途"), use))
        if entry.foreign:
            words = _("登记了另一家 CA 的证书，由它代这个单位签名。登记书（.admit）交单位收下。")
            self.add(text(words, "label", wrap=True))
        self.add(FactRow(_("生效"), known.first))
        self.add(FactRow(_("到期"), known.last))
        if entry.state is CertificateState.REVOKED:
            self.add(FactRow(_("吊销日期"), entry.revoked_on, bold=True))
            self.add(FactRow(_("原因"), reason_word(entry.reason)))
            words = _("吊销以前收到的文件仍然有效，以后收到的无效。")
            self.add(text(words, "label", wrap=True))
        elif entry.follows:
            self.add(text(_("这张以后已另发新证书。"), "label", wrap=True))
        elif entry.state is CertificateState.ENDING:
            words = _("让单位在“设置”里用原来的密钥申请续期，把申请送来签发。")
            self.add(text(words, "label", wrap=True))
        self.add_rule()
        words = _("外部证书的指纹（SHA-256）") if entry.foreign else _("指纹（SHA-256）")
        self.add(text(words, "label"))
        self.add(text(entry.fingerprint, wrap=True))
        self.add(text(_("序列号"), "label"))
        self.add(text(entry.serial, "small", wrap=True))

    def _add_acts(self, entry: Entry, *, can_revoke: bool) -> None:
        save = secondary(
            _("存出登记书") if entry.foreign else _("存出证书"),
            lambda: self._save(entry),
            "download",
        )
        if entry.state is CertificateState.REVOKED:
            self.set_foot(save, text("", "label"))
            return
        revoke = secondary(
            _("注销登记") if entry.foreign else _("吊销"), lambda: self._revoke(entry), "x"
        )
        revoke.setEnabled(can_revoke)
        self.set_foot(revoke, save, text("", "label"))
