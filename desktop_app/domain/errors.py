"""The errors that a person is shown; anything else that is raised is a bug."""

from __future__ import annotations


class UserError(Exception):
    """The work cannot go on; says why and what to do about it.

    Attributes:
        message: What happened, naming the file, cell or record (in the user's language).
        hint: The way out, and what was left untouched.
        exit_code: What the command line ends with.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        # Chinese sentences end in a sign that is as wide as a stop and a space together.
        joint = "" if not self.hint or self.message.endswith(("。", "？")) else " "
        return f"{self.message}{joint}{self.hint}"


class Cancelled(Exception):  # noqa: N818 - a wish of the user, not an error
    """The user stopped the work; nothing was written."""
