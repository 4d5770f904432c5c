"""The second signature on a package, by the 负责人 of the unit that made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, listed
from desktop_app.packages import content
from desktop_app.packages.first_form import with_signatures
from desktop_app.packages.opc import layout
from desktop_app.packages.opc.container import Container
from desktop_app.packages.opc.signature import Signature, sign
from desktop_app.packages.pki.admission import Admission, admits
from desktop_app.packages.pki.identity import HEAD_ROLE, Identity, identity_of
from desktop_app.packages.pki.keys import Signer, same_key
from desktop_app.packages.pki.revocation import Trusted
from desktop_app.packages.verdict import Refused, Verdict
from desktop_app.packages.verify import verify
from desktop_app.packages.wording import message, messages

MISSING = "countersignature-missing"


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A package that has its first signature, was judged, and awaits the second.

    Attributes:
        container: Its bytes.
        signature: The first signature.
        signer: Who made it.
        digest: What the package is known by.
    """

    container: Container
    signature: Signature
    signer: Identity
    digest: str


def awaiting(data: bytes, known: Trusted, now: datetime) -> Awaiting:
    """Return a package to which nothing but the second signature is missing.

    Raises:
        UserError: It wants one signature only, has two, or is not in order.
    """
    verdict = verify(
        data, trust=known.certificates, now=now, revoked=known.revoked, admitted=known.admitted
    )
    against = [cause for cause in verdict.causes if cause.id != MISSING and cause.word.exit_code]
    if against or verdict.signer is None:
        told = message(against[0]) if against else messages(verdict)[0]
        raise UserError(
            _("这个报送包不能签名：{cause}").format(cause=told),
            _("没有签名，文件未动。让填报人重新导出。"),
        )
    if verdict.countersigner is not None:
        who = verdict.countersigner.person
        raise UserError(
            _("这个报送包已由{person}作第二个签名。").format(person=who), _("不用再签，直接报送。")
        )
    if verdict.valid:
        raise UserError(
            _("这个报送包只要一个签名。"), _("任务要求负责人签名的，让填报人装好任务文件再导出。")
        )
    container = content.open_container(data)
    (first,) = content.open_signatures(container)
    return Awaiting(container, first, verdict.signer, verdict.digest)


def countersign(
    package: Awaiting, signer: Signer, when: datetime, admitted: Sequence[Admission] = ()
) -> bytes:
    """Return the package with the second signature.

    Raises:
        UserError: The key is not that of the unit's 负责人, or of who signed first; its
            certificate is not valid at `when`, or is not that of the key.
    """
    _check_signer(package, signer, admitted)
    first = package.signature.facts
    try:
        part = sign(
            first.references,
            content.sealed(package.container, 2),
            signer,
            when,
            place=2,
            wanted=2,
        )
        stored = package.container.stored(layout.SIGNATURE)
        return with_signatures(package.container, stored, part)
    except Refused as refused:
        raise UserError(message(refused.cause), _("没有签名，文件未动。")) from refused


def _check_signer(package: Awaiting, signer: Signer, admitted: Sequence[Admission]) -> None:
    mine = next((one for one in admitted if admits(one, signer.certificate)), None)
    who = mine.identity if mine else identity_of(signer.certificate.subject)
    if who is None or who.unit != package.signer.unit:
        raise UserError(
            _("证书不是本单位的，不能用它签这一包。"),
            _("用单位 {unit} 负责人的密钥，没有签名。").format(unit=package.signer.unit),
        )
    if who.role != HEAD_ROLE:
        raise UserError(
            _("证书上的职务是“{role}”，第二个签名要由“{head}”作。").format(
                role=who.role, head=HEAD_ROLE
            ),
            _("没有签名。用 keys new --head 申请负责人的证书。"),
        )
    own, first = signer.certificate.public_key(), package.signature.certificate.public_key()
    if same_key(own, first):
        raise UserError(_("第一个签名用的是同一把密钥。"), _("没有签名。两个人各用自己的密钥。"))
    if who.person == package.signer.person:
        raise UserError(
            _("{person}已经签过一次。").format(person=who.person),
            _("没有签名。两个签名要由两个人作。"),
        )


def insist(verdict: Verdict) -> None:
    """Raise UserError where a package that was just countersigned is not valid."""
    if not verdict.valid:
        causes = listed(message(cause) for cause in verdict.causes)
        raise UserError(
            _("签好的文件验证不过：{causes}").format(causes=causes), _("没有写出，原文件未动。")
        )
