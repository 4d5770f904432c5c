"""What a verdict says to a person: a sentence for each cause, and the one thing to do next."""

from __future__ import annotations

from desktop_app.i18n import _
from desktop_app.packages.verdict import Cause, Verdict, Word


def word_text(word: Word) -> str:
    """Return the word for a file in the user's language."""
    return {
        Word.VALID: _("有效"),
        Word.REMARK: _("有效但有提示"),
        Word.UNDECIDED: _("无法判定"),
        Word.NEWER: _("版本过新"),
        Word.UNSIGNED: _("未签名"),
        Word.INVALID: _("无效"),
    }[word]


def messages(verdict: Verdict) -> tuple[str, ...]:
    """Return a sentence for each cause, the worst first; one that says so when all is right."""
    if not verdict.causes:
        return (_("签名有效，内容与签名时一字不差。"),)
    return tuple(map(message, verdict.causes))


def message(cause: Cause) -> str:
    """Return the sentence for one cause."""
    texts = _file_texts() | _part_texts() | _signature_texts() | _certificate_texts()
    return texts[cause.id].format(**{"name": "", "count": "", **cause.shown})


def next_step(verdict: Verdict) -> str:
    """Return the one thing to do next."""
    first = verdict.causes[0].id if verdict.causes else ""
    special = {
        "issuer-unknown": _("向市局要根证书或登记书，核对指纹后安装，再验一次"),
        "certificate-ended": _("让报送单位换发证书后重新报送"),
        "revocations-old": _("装入市局最新的任务文件，再验一次"),
        "clock-wrong": _("核对本机的日期和时间，再验一次"),
        "countersignature-missing": _("请单位负责人签名后再报送"),
        "encrypted": _("让报送单位重新导出，不要另加打开密码"),
        "certificate-ends-soon": _("可以使用；提醒报送单位换发证书"),
        "clock-off": _("可以使用；提醒报送单位校准时间"),
    }
    return special.get(first, advice_for(verdict.word))


def advice_for(word: Word) -> str:
    """Return the one thing to do next with a file of which no more than its word is known."""
    return {
        Word.VALID: _("可以使用"),
        Word.REMARK: _("可以使用"),
        Word.UNDECIDED: _("查明原因后再验一次"),
        Word.NEWER: _("更新本软件，再验一次"),
        Word.UNSIGNED: _("让报送单位用本软件签名后重新报送"),
        Word.INVALID: _("不要使用，让报送单位重新导出后再报送"),
    }[word]


def _file_texts() -> dict[str, str]:
    return {
        "empty-file": _("文件是空的。"),
        "not-a-workbook": _("不是报送包：不是 .xlsx 工作簿。"),
        "encrypted": _("文件加了打开密码，或是旧式 .xls，看不到签名。"),
        "too-large": _("文件超过 64 MB，没有打开。"),
        "too-many-parts": _("文件里的部件太多，没有打开。"),
        "inflates-too-large": _("文件解压后过大，没有打开。"),
        "inflates-too-slowly": _("文件的压缩方式异常，解压太慢，没有读完。"),
        "container": _("文件不完整，或者被别的程序另存、改动过。"),
        "fault": _("文件的写法出乎意料（{kind}），按无效处理。"),
    }


def _part_texts() -> dict[str, str]:
    return {
        "part-name": _("文件里有来历不明的部件“{name}”。"),
        "part-doubled": _("部件 {name} 有两份。"),
        "part-broken": _("部件 {name} 已损坏。"),
        "part-xml": _("部件 {name} 不是本软件的写法，可能被改动。"),
        "part-type": _("部件 {name} 不属于报送包。"),
        "part-altered": _("部件 {name} 的内容在签名后被改动。"),
        "part-uncovered": _("部件 {name} 没有被签名覆盖。"),
        "part-missing": _("缺少部件 {name}。"),
        "relationship": _("部件之间的关系（{name}）被改动。"),
    }


def _signature_texts() -> dict[str, str]:
    return {
        "no-signature": _("文件没有签名，可能签名后又被另存过。"),
        "newer-format": _("文件由更新的版本生成（格式 {version}）。"),
        "format": _("文件没有写明格式版本，或写法不对。"),
        "weak-algorithm": _("签名用了不够安全的算法或密钥（{name}）。"),
        "signature-structure": _("签名不是本软件的写法，可能被改动。"),
        "signature-value": _("签名与证书对不上。"),
        "container-altered": _("文件在签名后被改动。"),
    }


def _certificate_texts() -> dict[str, str]:
    return {
        "certificate-unreadable": _("签名人的证书读不出来。"),
        "certificate-weak": _("签名人的证书用了不够安全的算法（{name}）。"),
        "certificate-purpose": _("签名人的证书不是用来签名的。"),
        "certificate-forged": _("证书冒称由市局签发，实际不是。"),
        "certificate-chain": _("随文件来的根证书与本机信任的不同。"),
        "certificate-identity": _("证书没有写明单位和姓名。"),
        "other-unit": _("签名证书属于单位 {unit}，应为 {expected}。"),
        "not-valid-at-signing": _("签名时间不在证书有效期（{first} 至 {last}）内。"),
        "revoked": _("证书已于 {day} 吊销。"),
        "countersignature-missing": _("缺少负责人签名。"),
        "same-signer": _("两个签名出自同一人（{person}），应由填报人和单位负责人各签一次。"),
        "signer-role": _("签名人的职务不对（{role}）：先由填报人签名，再由单位负责人签名。"),
        "issuer-unknown": _("不认识签发证书的机构，无法核对签名人。"),
        "certificate-ended": _("证书已于 {day} 到期，又没有到期前的收件记录。"),
        "revocations-old": _("吊销名单只用到 {day}，无法确认证书是否仍然有效。"),
        "clock-wrong": _("签名时间与本机时间（{now}）相差太大，无法判定先后。"),
        "clock-off": _("签名时间比本机时间晚 {minutes} 分钟，两边的时钟有出入。"),
        "certificate-ends-soon": _("签名证书还有 {days} 天到期。"),
    }
