"""The store: opens a workspace's database and is the only door to its data."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

from db.create import SCHEMA_VERSION, create, fill_catalogue
from db.engine import Database
from desktop_app.catalogue.model import Catalogue, Form
from desktop_app.catalogue.tasked import ASKS, SETTING, under_task
from desktop_app.domain.errors import UserError
from desktop_app.domain.findings import Finding, FindingHead
from desktop_app.domain.plans import Applied, ChangePlan, Record, Stored
from desktop_app.i18n import _
from desktop_app.store import findings as checking
from desktop_app.store import journal, merging, queries, reporting
from desktop_app.store import recheck as following
from desktop_app.store import undo as undoing
from desktop_app.store.apply import Desk
from desktop_app.store.author import Author, this_author
from desktop_app.store.backup import backup
from desktop_app.store.counting import counted_once
from desktop_app.store.damage import is_damage, look_next_time
from desktop_app.store.dump import dump
from desktop_app.store.names import record_names
from desktop_app.store.tally import tally_dated, tally_standing
from desktop_app.store.task import overrides
from desktop_app.store.version import version_of
from desktop_app.store.weighing import follow_task
from desktop_app.store.writing import Writing

CHECKED_AT_ONCE = 200
"""Plans up to this size re-check their records in the same transaction; larger ones the period."""

Progress = Callable[[int, int], None]


class Store:
    """The data of one unit's workspace.

    Attributes:
        base: The catalogues that the tables were made from, as the program came with them.
        unit: The reporting unit written for.
        author: Who writes; the journal keeps it.
    """

    def __init__(
        self, path: Path, catalogue: Catalogue, unit: str, author: Author | None = None
    ) -> None:
        self.path = path
        self.base = catalogue
        self._own = unit
        self._in_force = [catalogue]  # shared with the same store as seen by other units
        self.unit = unit
        self.author = author or this_author()
        self._database = Database(path)

    @classmethod
    def create(
        cls, path: Path, catalogue: Catalogue, unit: str, author: Author | None = None
    ) -> Store:
        """Make a new database and open it.

        Raises:
            UserError: The disk is full or the folder cannot be written.
        """
        store = cls(path, catalogue, unit, author)
        try:
            with store.writing() as connection:
                create(connection, catalogue)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(
        cls, path: Path, catalogue: Catalogue, unit: str, author: Author | None = None
    ) -> Store:
        """Open a database, bringing an older one up to date after a checked copy.

        Raises:
            UserError: It is missing, damaged, not ours, or of a newer version (left untouched).
        """
        version = version_of(path)
        if version < SCHEMA_VERSION:
            from db.upgrade import upgrade

            backup(path, path.parent / "backups", f"v{version}")
            with _in_words(path):
                upgrade(path)
        store = cls(path, catalogue, unit, author)
        store._refresh_catalogue()
        return store

    @property
    def catalogue(self) -> Catalogue:
        """The catalogues as the installed task file sets them."""
        return self._in_force[0]

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def of(self, unit: str) -> Store:
        """Return the same data seen as another unit's: the city's database holds all districts."""
        other = copy.copy(self)
        other.unit = unit
        return other

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Let everything within see what it writes, and take all of it back at the end."""
        before = self.catalogue
        try:
            with _in_words(self.path), self._database.trial():
                yield
        finally:
            self._in_force[0] = before

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the data throughout."""
        with _in_words(self.path), self._database.transaction() as connection:
            yield connection

    @contextmanager
    def counting(self) -> Iterator[Connection]:
        """Give a reading connection whose views count once what a person decided to be one."""
        with self.reading() as connection, counted_once(connection, self.catalogue):
            yield connection

    @contextmanager
    def writing(self, *, is_large: bool = False) -> Iterator[Connection]:
        """Give a connection in a write transaction; an exception leaves nothing behind.

        Args:
            is_large: Whether so much may be written that `settle` is to follow.

        Raises:
            UserError: The disk is full or the file cannot be written.
        """
        large = self._database.transaction(writes=True, is_large=is_large)
        with _in_words(self.path), large as connection:
            yield connection

    def settle(self) -> None:
        """Take over into the database file what its log holds, which others may read meanwhile.

        Raises:
            UserError: The disk is full; all of it stands in the log and stays there.
        """
        with _in_words(self.path):
            self._database.settle()

    # Writing

    def apply(
        self, plan: ChangePlan, *, check: bool = True, progress: Progress | None = None
    ) -> Applied:
        """Write a plan as one batch and re-check the records that it touches.

        Args:
            plan: What changes; its versions must be the stored ones.
            check: False where the caller runs 全审 afterwards.
            progress: Told (records written, all); may raise Cancelled, and nothing is written.

        Raises:
            Conflict: Records were changed meanwhile; nothing was written.
            UserError: A sent period is locked, a key is taken, the disk is full.
        """
        with self.writing_ahead(check=check) as ahead:
            return ahead.finish(plan, progress)

    @contextmanager
    def writing_ahead(self, *, check: bool = True, is_large: bool = False) -> Iterator[Writing]:
        """Give a batch to which blocks go before their whole plan is known; see `apply`.

        It is committed at the end; an exception leaves nothing behind.
        """
        in_force: list[Catalogue] = []
        with self.writing(is_large=is_large) as connection:

            def settle(plan: ChangePlan, applied: Applied) -> None:
                in_force.append(self._settle(connection, plan, applied, check=check))

            desk = Desk(self.catalogue, self.unit, self.author)
            with Writing(connection, desk, settle) as ahead:
                yield ahead
        if in_force:
            self._in_force[:] = in_force

    def _settle(
        self, connection: Connection, plan: ChangePlan, applied: Applied, *, check: bool
    ) -> Catalogue:
        """Bring the findings up to a batch, or forget them; return the catalogues after it."""
        if check and plan.size <= CHECKED_AT_ONCE:
            records = [(b.form, str(row[0])) for b in plan.blocks for row in b.rows]
            self._follow(connection, applied.batch, records)
        elif plan.kind not in {"send", "half"} and not self._is_aside(plan.forms):
            # What is sent was checked just before, and is locked now.
            following.forget_checks(connection, self.unit)
        return self._set_by(connection, applied)

    def _set_by(self, connection: Connection, applied: Applied) -> Catalogue:
        """Return the catalogues after a batch; where it moved them, they are asked anew."""
        if applied.forms.isdisjoint(SETTING):
            return self.catalogue
        catalogue = under_task(self.base, overrides(connection, self.base, self._own))
        fill_catalogue(connection, catalogue)
        anew = not applied.forms.isdisjoint(ASKS)
        follow_task(connection, self.catalogue, catalogue, self._own, anew=anew)
        following.forget_checks(connection, self._own)
        return catalogue

    def merge(
        self, statement: merging.Statement, progress: Progress | None = None
    ) -> merging.Merged:
        """Write what a district's package says as one batch, and run all rules on its period.

        Raises:
            UserError: A key is taken, the disk is full. Nothing was written.
        """
        with self.writing() as connection:
            desk = Desk(self.catalogue, statement.unit, self.author, arriving=True)
            merged = merging.merge(connection, desk, statement, progress)
            checking.check_period(connection, self.catalogue, statement.unit, statement.period)
        return merged

    def _is_aside(self, forms: frozenset[str]) -> bool:
        """Whether no report depends on what a plan changes."""
        return all(self.catalogue.form(form).aside for form in forms)

    def _follow(
        self, connection: Connection, batch: int, records: Sequence[tuple[str, str]]
    ) -> None:
        """Bring the findings up to a small batch."""
        if following.changes_everybody(connection, self.unit, batch):
            following.forget_checks(connection, self.unit)
        following.recheck(connection, self.catalogue, self.unit, records)

    def undo(self, batch: int, *, free_only: bool = False) -> Applied:
        """Take a batch back; see `store.undo`."""
        with self.writing() as connection:
            desk = self._desk_of(connection, batch)
            applied = undoing.undo(connection, desk, batch, free_only=free_only)
            if desk.unit != self.unit:
                following.forget_checks(connection, desk.unit)
                following.forget_gone(connection, self.catalogue, desk.unit, applied.forms)
                return applied
            records = following.records_of(connection, self.catalogue, self.unit, applied)
            if len(records) <= CHECKED_AT_ONCE:
                self._follow(connection, applied.batch, records)
            else:
                following.forget_checks(connection, self.unit)
                following.forget_gone(connection, self.catalogue, self.unit, applied.forms)
            in_force = self._set_by(connection, applied)
        self._in_force[0] = in_force
        return applied

    def preview_undo(self, batch: int) -> undoing.UndoPreview:
        """Say what an undo would change."""
        with self.writing() as connection:
            return undoing.preview(connection, self._desk_of(connection, batch), batch)

    def _desk_of(self, connection: Connection, batch: int) -> Desk:
        """Return the desk that a batch was written at: at the city, that of its district."""
        unit = journal.unit_of(connection, self.catalogue, batch) or self.unit
        return Desk(self.catalogue, unit, self.author, arriving=unit != self.unit)

    def check(self, period: str, progress: Progress | None = None) -> dict[str, int]:
        """Run all rules on a period (全审); return the findings by severity."""
        with self.writing() as connection:
            return checking.check_period(
                connection, self.catalogue, self.unit, period, progress=progress
            )

    def tally_dated(self, period: str, form: str) -> dict[str, int]:
        """Count what 全审 would find in a form's records of a period, by severity.

        It writes nothing, so that it can go on beside `tally_standing` in another thread.
        """
        with self.reading() as connection:
            return tally_dated(connection, self.catalogue, self.unit, period, form)

    def tally_standing(self, periods: Sequence[str]) -> Iterator[dict[str, int]]:
        """Yield what 全审 would find in the standing records, by severity, period by period."""
        with self.reading() as connection:
            yield from tally_standing(connection, self.catalogue, self.unit, periods)

    def backup(self, reason: str) -> Path:
        """Make a checked copy of the database in `backups/`."""
        return backup(self.path, self.path.parent / "backups", reason)

    # Reading

    def record(self, form: str, uid: str) -> Record | None:
        """Return one record, or None."""
        with self.reading() as connection:
            return queries.record(connection, self.catalogue.form(form), self.unit, uid)

    def rows(
        self, form: str, columns: Sequence[str], *, where: str = "", params: Sequence[Stored] = ()
    ) -> Iterator[tuple[Stored, ...]]:
        """Yield (uid, version, *columns) of all records of a form; see `queries.rows`."""
        with self.reading() as connection:
            yield from queries.rows(
                connection,
                self.catalogue.form(form),
                self.unit,
                columns,
                where=where,
                params=params,
            )

    def name_of(self, form: str, uid: str) -> str:
        """Return by what people know a record: its own name, or that of its firm; "" if none."""
        with self.reading() as connection:
            found = record_names(connection, self.catalogue, self.unit, form, (uid,))
        return found.get(uid, "")

    def count(self, form: str, period: str = "") -> int:
        """Return how many records a form has, in a period where it is periodic."""
        with self.reading() as connection:
            return queries.count(connection, self.catalogue.form(form), self.unit, period)

    def ids(self, query: queries.ListQuery) -> Sequence[int]:
        """Return the row ids of a list."""
        with self.reading() as connection:
            return queries.ids(connection, self.catalogue, self.unit, query)

    def block(
        self, form: str, row_ids: Sequence[int], columns: Sequence[str]
    ) -> list[tuple[Stored, ...]]:
        """Return (rowid, uid, version, *columns) for row ids."""
        with self.reading() as connection:
            return queries.block(connection, self.catalogue.form(form), row_ids, columns)

    def subjects(self, form: str, row_ids: Sequence[int]) -> dict[int, str]:
        """Return the name of the firm or incubator behind row ids."""
        with self.reading() as connection:
            return queries.subjects(connection, self.catalogue, self.catalogue.form(form), row_ids)

    def findings(
        self, period: str, *, form: str = "", uids: Sequence[str] = (), open_only: bool = False
    ) -> list[Finding]:
        """Return the findings of a period, the gravest first."""
        with self.reading() as connection:
            found = checking.findings(
                connection, self.catalogue, self.unit, period, form=form, uids=uids
            )
        return [finding for finding in found if finding.open] if open_only else found

    def heads(self, period: str) -> list[FindingHead]:
        """Return how the findings of a period stand, in the order of `findings`."""
        with self.reading() as connection:
            return checking.heads(connection, self.catalogue, self.unit, period)

    def report_rows(
        self, period: str, form: Form, columns: Sequence[str]
    ) -> Iterator[tuple[Stored, ...]]:
        """Yield the rows of a form that go into the report of a period."""
        with self.reading() as connection:
            checking.fill_scope(connection, self.unit, period)
            yield from reporting.report_rows(
                connection, self.catalogue, form, columns, unit=self.unit, period=period
            )

    def due_firms(self, period: str) -> list[str]:
        """Return the uids of the firms due in a period, in order of entry."""
        firm = self.catalogue.form("firm")
        return [str(row[0]) for row in self.report_rows(period, firm, ("uid",))]

    def checked_at(self, period: str) -> str:
        """Return when 全审 last ran on a period with nothing changed in bulk since, or ""."""
        with self.reading() as connection:
            return checking.checked_at(connection, self.unit, period)

    def batches(self, *, limit: int = 500, before: int | None = None) -> list[journal.Batch]:
        """Return the journal, newest first."""
        with self.reading() as connection:
            return journal.batches(connection, limit=limit, before=before)

    def batch(self, number: int) -> journal.Batch | None:
        """Return one batch of the journal, or None."""
        with self.reading() as connection:
            return journal.batch(connection, number)

    def next_steps(self) -> tuple[int | None, int | None]:
        """Return what 撤销 and 重做 take back next."""
        with self.reading() as connection:
            return journal.next_steps(connection)

    def past(self, form: str, uid: str) -> list[journal.Past]:
        """Return the history of one record, newest first."""
        with self.reading() as connection:
            return journal.past(connection, self.catalogue.form(form), self.unit, uid)

    def dump(self) -> str:
        """Return the logical dump of all data."""
        with self.reading() as connection:
            return "".join(dump(connection, self.catalogue))

    def _refresh_catalogue(self) -> None:
        with self.reading() as connection:
            known = connection.execute(
                "SELECT value FROM setting WHERE key = 'catalogue'"
            ).fetchone()
            self._in_force[0] = under_task(self.base, overrides(connection, self.base, self._own))
        if known is None or known[0] != self.catalogue.version:
            with self.writing() as connection:
                fill_catalogue(connection, self.catalogue)


@contextmanager
def _in_words(database: Path) -> Iterator[None]:
    """Turn what the disk and the file can do wrong into words; the rest is a bug."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            look_next_time(database)
        told = _user_error(error)
        if told is None:
            raise
        raise told from error


def _user_error(error: sqlite3.DatabaseError) -> UserError | None:
    """Return what the user is told of an error of the disk, or None for a bug."""
    text = str(error)
    if "is full" in text:
        return UserError(_("磁盘已满，没有写入。"), _("数据未动。腾出空间后再试。"))
    if "readonly" in text or "unable to open" in text:
        return UserError(_("数据库只能读，不能写。"), _("数据未动。检查文件夹权限后再试。"))
    if "locked" in text or "busy" in text:
        return UserError(_("数据库正在写入（预演、合并等）。"), _("数据未动。等它做完再试。"))
    if is_damage(error):
        return UserError(
            _("数据库已损坏：{cause}。").format(cause=text),
            _("这一步没有写入。关闭程序再打开，按提示从备份恢复，或运行 shuangbei restore。"),
        )
    if "disk I/O" in text:
        return UserError(
            _("磁盘读写出错：{cause}。").format(cause=text),
            _("这一步没有写入。检查磁盘或网络盘后再试。"),
        )
    return None
