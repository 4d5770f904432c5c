"""A workspace: the folder in which one unit keeps its data, keys and packages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app import catalogue as catalogues
from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.errors import UserError
from desktop_app.i18n import _, label_of, listed
from desktop_app.paths import settle_names, take_place
from desktop_app.store import Store, this_author
from desktop_app.store.damage import DamagedError, insist_whole, newest_good
from desktop_app.store.lock import WriterLock
from desktop_app.work.report.sent import settle_sent
from desktop_app.work.settings import Setting, read_settings, write_settings

FOLDERS = ("keys", "trust", "sent", "received", "backups", "log")
ROLES = ("district", "city")
CITY = "3302"


@dataclass(slots=True)
class Workspace:
    """An opened workspace.

    Attributes:
        folder: Where it lies.
        role: "district" or "city".
        unit: Code of the reporting unit.
        store: The data.
        settings: What `settings.toml` says.
        lent: Whether it is the city's, seen as a district's: its records are looked at only.
    """

    folder: Path
    role: str
    unit: str
    store: Store
    settings: dict[str, Setting] = field(default_factory=dict)
    lock: WriterLock | None = None
    lent: bool = False

    @property
    def catalogue(self) -> Catalogue:
        """Forms, rules, indicators, code lists, as the installed task file sets them."""
        return self.store.catalogue

    @property
    def keys(self) -> Path:
        """Folder of the unit's key and certificate."""
        return self.folder / "keys"

    @property
    def trust(self) -> Path:
        """Folder of the certificates that are trusted."""
        return self.folder / "trust"

    @property
    def sent(self) -> Path:
        """Folder of the packages as sent."""
        return self.folder / "sent"

    @property
    def received(self) -> Path:
        """Folder of the packages, receipts and return slips as received."""
        return self.folder / "received"

    @property
    def unit_label(self) -> str:
        """The unit's name in the annex."""
        return self.catalogue.unit_name(self.unit)

    @property
    def period(self) -> str:
        """The period worked on last, or ""."""
        return str(self.settings.get("period", ""))

    def of(self, unit: str) -> Workspace:
        """Return the same workspace seen as another unit's: the city has the data of all."""
        return replace(self, unit=unit, store=self.store.of(unit), lent=True)

    def keep(self, **settings: Setting) -> None:
        """Change settings and write them."""
        changed = self.settings | settings
        write_settings(self.folder / "settings.toml", changed)
        self.settings.update(changed)

    def sign_in(self, person: str, role: str) -> None:
        """Let the journal carry this name and role from now on."""
        self.store.author = this_author(person, role)
        self.keep(person=person, person_role=role)

    def close(self) -> None:
        """Close the database and free the lock."""
        self.store.close()
        if self.lock:
            self.lock.release()


def find_unit(catalogue: Catalogue, text: str) -> str:
    """Return the code of the reporting unit that a name or code means.

    Raises:
        UserError: None of the 15 units is called so.
    """
    wanted = text.strip()
    for entry in catalogue.units:
        if wanted in {entry.code, entry.label, *entry.aliases}:
            return entry.code
    names = listed(label_of(entry) for entry in catalogue.units)
    raise UserError(
        _("“{text}”不是上报单位。").format(text=text),
        _("写下列之一：{names}。").format(names=names),
    )


def init_workspace(folder: Path, *, role: str, unit: str, person: str = "") -> Workspace:
    """Make a workspace for one unit and open it.

    Args:
        folder: An empty or missing folder.
        role: "district" or "city".
        unit: Name or code of the unit; the city needs none.
        person: Who works there, if known.

    Raises:
        UserError: There is a workspace already, the unit is unknown, or the folder cannot be made.
    """
    catalogue = catalogues.load()
    if role not in ROLES:
        raise UserError(_("没有“{role}”这种角色。").format(role=role), _("写 district 或 city。"))
    code = CITY if role == "city" else find_unit(catalogue, unit)
    _refuse_taken(folder)
    lock = WriterLock(folder / "workspace.lock")
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        lock.take(person, "init")
        # Another program may have made one since the first look.
        _refuse_taken(folder)
        settings: dict[str, Setting] = {"role": role, "unit": code, "person": person}
        write_settings(folder / "settings.toml", settings)
        _make_database(folder, catalogue, code)
    except OSError as error:
        lock.release()
        raise UserError(
            _("文件夹 {folder} 建不了：{cause}。").format(folder=folder, cause=error.strerror),
            _("换一个可写的文件夹。"),
        ) from error
    except UserError:
        lock.release()
        raise
    store = Store.open(folder / "data.db", catalogue, code, this_author(person))
    return Workspace(folder, role, code, store, settings, lock)


def _refuse_taken(folder: Path) -> None:
    """Raise UserError where a workspace, or what is left of one, is; not if its making stopped."""
    rest = (folder / "settings.toml").exists() and any((folder / "backups").glob("*.db"))
    if rest or (folder / "data.db").exists():
        raise UserError(
            _("{folder} 里已有工作区。").format(folder=folder), _("数据未动。换一个文件夹。")
        )


def _make_database(folder: Path, catalogue: Catalogue, unit: str) -> None:
    """Make `data.db` under another name: once it is called so, all of the workspace is there."""
    draft = folder / "data.db.new"
    for rest in folder.glob(f"{draft.name}*"):
        rest.unlink()
    try:
        Store.create(draft, catalogue, unit).close()
        take_place(draft, folder / "data.db")
        settle_names(folder)
    except BaseException:
        for rest in folder.glob(f"{draft.name}*"):
            rest.unlink(missing_ok=True)
        raise


def open_workspace(
    folder: Path, *, program: str = "shuangbei", write: bool = True, token: str = ""
) -> Workspace:
    """Open a workspace; with `write` as its only writer.

    Args:
        folder: Where it lies.
        program: Who holds the lock, as others are told.
        write: False to read beside whoever writes.
        token: Given by the window to the child process that works for it.

    Raises:
        DamagedError: The database is damaged or gone; names the newest copy that is whole.
        UserError: There is none, it is of a newer version, or another program writes.
    """
    path = folder / "settings.toml"
    try:
        settings = read_settings(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            _("设置文件 {path} 已损坏。").format(path=path),
            _("数据未动。照原样改好这个文件，再打开。"),
        ) from error
    unit = settings.get("unit")
    if unit and not (folder / "data.db").exists() and (copy := newest_good(folder / "backups")):
        raise DamagedError(_("{folder} 里的数据库 data.db 不见了。").format(folder=folder), copy)
    if not unit or not (folder / "data.db").is_file():
        raise UserError(
            _("{folder} 里没有工作区。").format(folder=folder),
            _("数据未动。另选文件夹（--workspace），或新建工作区（init）。"),
        )
    catalogue = catalogues.load()
    unit = str(unit)
    if unit not in {CITY, *(entry.code for entry in catalogue.units)}:
        raise UserError(
            _("设置文件 {path} 里的单位代码“{unit}”不成立。").format(path=path, unit=unit),
            _("数据未动。照原样改好这个文件，再打开。"),
        )
    lock = None
    person = str(settings.get("person", ""))
    if write:
        lock = locked(folder, person, program, token)
    author = this_author(person, str(settings.get("person_role", "")))
    try:
        if lock:
            insist_whole(folder / "data.db")
        store = Store.open(folder / "data.db", catalogue, unit, author)
    except UserError:
        if lock:
            lock.release()
        raise
    workspace = Workspace(folder, str(settings.get("role")), unit, store, settings, lock)
    if lock:
        settle_sent(workspace)
    return workspace


def locked(folder: Path, person: str, program: str, token: str = "") -> WriterLock | None:
    """Take the writer's lock, or go under the window's lock if it gave a token.

    Raises:
        UserError: Another program holds it, or the folder cannot be written.
    """
    lock = WriterLock(folder / "workspace.lock")
    if token and lock.admits(token):
        return None
    try:
        lock.take(person, program)
    except OSError as error:
        raise UserError(
            _("工作区 {folder} 不能写：{cause}。").format(folder=folder, cause=error.strerror),
            _("数据未动。检查磁盘空间和文件夹权限后再试。"),
        ) from error
    return lock
