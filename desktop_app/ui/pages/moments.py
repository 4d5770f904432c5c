"""When something happened, as people say it."""

from __future__ import annotations

from datetime import datetime

from desktop_app.i18n import _


def moment_text(made_at: str, now: datetime | None = None) -> str:
    """Return a moment of the journal: “今天 10:12”, “12-14 09:58”, “2023-12-14”.

    Args:
        made_at: UTC, ISO text.
        now: This moment, given by tests.
    """
    if not made_at:
        return ""
    moment = datetime.fromisoformat(made_at).astimezone()
    today = (now or datetime.now().astimezone()).astimezone()
    if moment.date() == today.date():
        return _("今天 {time}").format(time=f"{moment:%H:%M}")
    if moment.year == today.year:
        return f"{moment:%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d}"


def kind_word(kind: str) -> str:
    """Return what a kind of batch is called beside a person's name."""
    return {
        "edit": _("录入"),
        "paste": _("粘贴"),
        "import": _("导入"),
        "merge": _("合并"),
        "undo": _("撤销"),
        "redo": _("重做"),
        "explain": _("说明"),
        "task": _("任务文件"),
    }.get(kind, "")
