"""Long work in a child process of the same program, which reports its progress as JSON lines.

A thread would share the interpreter with the window: a page-down would wait for it. The child
runs one command of the command line with `--progress-json`; secrets go to it on its standard
input, never on its command line. Cancelling ends the child, and its transaction is gone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, language
from desktop_app.paths import own_command
from desktop_app.processes import ask_to_stop

FAULT = 3
GRACE_MILLISECONDS = 2000


@dataclass(frozen=True, slots=True)
class Command:
    """One command for the child.

    Attributes:
        arguments: As after `shuangbei`, without the program's own options.
        workspace: Folder of the workspace, or None.
        token: Admits the child to the window's lock; "" for none.
        secrets: Lines for its standard input after the token (passwords).
    """

    arguments: Sequence[str]
    workspace: Path | None = None
    token: str = ""
    secrets: Sequence[str] = ()

    def line(self) -> list[str]:
        """Return the whole command line of the child, program first."""
        options = ["--progress-json", "--lang", language()]
        if self.workspace is not None:
            options += ["--workspace", str(self.workspace)]
        if self.token:
            options.append("--token-stdin")
        return [*own_command(), *options, *self.arguments]


class LongWork(QObject):
    """A child process at work.

    Signals:
        progressed: Done and all.
        staged: What is being done now.
        finished: The result: the last JSON object that the child printed, as a dict.
        failed: A UserError with cause and way out.
        crashed: Text of the report.
        cancelled: The user stopped it; nothing was written. A result that stood already goes
            before: it is `finished` then.
        ended: After any of these.
    """

    progressed = Signal(int, int)
    staged = Signal(str)
    finished = Signal(object)
    failed = Signal(object)
    crashed = Signal(str)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, command: Command, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._rest = b""
        self._errors = b""
        self._result: dict[str, object] = {}
        self._stands: dict[str, object] = {}
        self._cancelled = False
        self._over = False
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        environment.insert("PYTHONUTF8", "1")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_errors)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_process_error)

    def start(self) -> None:
        """Start the child and give it its secrets."""
        program, *arguments = self._command.line()
        self._process.start(program, arguments)
        lines = [*([self._command.token] if self._command.token else []), *self._command.secrets]
        if lines:
            self._process.write("".join(f"{line}\n" for line in lines).encode())
        self._process.closeWriteChannel()

    @property
    def running(self) -> bool:
        """Whether the child is at work."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def cancel(self) -> None:
        """End the child; what it had begun to write is taken back by its transaction."""
        if not self.running or self._cancelled:
            return
        self._cancelled = True
        if not ask_to_stop(self._process.processId()):
            self._process.terminate()
        QTimer.singleShot(GRACE_MILLISECONDS, self, self._kill)

    def _kill(self) -> None:
        if self.running:
            self._process.kill()

    def _on_output(self) -> None:
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            told = json.loads(line.decode())
        except ValueError:
            return
        if not isinstance(told, dict):
            return
        if "progress" in told:
            done, total = told["progress"]
            self.progressed.emit(int(done), int(total))
        elif "stage" in told:
            self.staged.emit(str(told["stage"]))
        else:
            self._result = told
            self._stands = told if told.get("batch") else self._stands

    def _on_errors(self) -> None:
        self._errors += bytes(self._process.readAllStandardError().data())

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()
        self._take(self._rest)
        self._on_errors()
        self._end(code, crashed=status == QProcess.ExitStatus.CrashExit)

    def _on_process_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._errors = self._process.errorString().encode()
            self._end(FAULT, crashed=True)

    def _end(self, code: int, *, crashed: bool) -> None:
        if self._over:
            return
        self._over = True
        error = self._result.get("error")
        if self._cancelled and self._stands:
            self.finished.emit(self._stands)
        elif self._cancelled:
            self.cancelled.emit()
        elif crashed or code == FAULT:
            self.crashed.emit(self._report(code))
        elif isinstance(error, dict):
            message = str(error.get("message", ""))
            self.failed.emit(UserError(message, str(error.get("hint", ""))))
        elif code > 1 and not self._result:
            self.failed.emit(
                UserError(_("这一步没有做完。"), self._errors.decode("utf-8", "replace"))
            )
        else:
            self.finished.emit(self._result)
        self.ended.emit()

    def _report(self, code: int) -> str:
        command = " ".join(self._command.arguments)
        errors = self._errors.decode("utf-8", "replace").strip()
        return f"shuangbei {command}\nexit code {code}\n\n{errors or self._result}"
