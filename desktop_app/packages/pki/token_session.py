"""Sessions with a token (PKCS#11), each for one act, and in words what a driver answers.

Each act opens a session with the PIN and closes it again, so a token that is pulled out or put in
between is no surprise. The PIN is never kept longer than the work it was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from desktop_app.domain.errors import UserError
from desktop_app.i18n import _

if TYPE_CHECKING:
    import pkcs11
    from pkcs11 import _pkcs11


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a key is.

    Attributes:
        module: The driver (a PKCS#11 library).
        label: Name of the token; `serial` its number, by which it is known in any slot.
        key: Id of the key on it, hexadecimal.
    """

    module: str
    label: str
    serial: str
    key: str = ""


class PrivateObject(Protocol):
    """What a driver offers of a private key."""

    @property
    def id(self) -> bytes: ...  # noqa: D102 - see the class
    def __getitem__(self, key: pkcs11.Attribute) -> Any: ...  # noqa: ANN401 - as the library has it
    def sign(self, data: bytes, *, mechanism: pkcs11.Mechanism) -> bytes: ...  # noqa: D102
    def decrypt(self, data: bytes, *, mechanism: pkcs11.Mechanism) -> bytes: ...  # noqa: D102


def library(module: str) -> _pkcs11.lib:
    """Load a driver.

    Raises:
        UserError: It is missing, not on this computer, or no driver for this program.
    """
    import pkcs11

    path = Path(module)
    # What a settings file names is run: it must be something that was installed here.
    if not path.is_absolute() or module.startswith(("\\\\", "//")) or not path.is_file():
        raise UserError(
            _("找不到 U 盾的驱动 {path}。").format(path=module),
            _("安装 U 盾的驱动，写上驱动文件在本机的完整路径。"),
        )
    try:
        return pkcs11.lib(str(path))
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise UserError(
            _("{name} 不是可用的 PKCS#11 驱动。").format(name=path.name),
            _("向 U 盾厂商要 64 位的 PKCS#11 驱动。"),
        ) from error


@contextmanager
def session_of(place: TokenPlace, pin: str, *, write: bool = False) -> Iterator[pkcs11.Session]:
    """Open the token with the PIN for one act.

    Raises:
        UserError: Whatever stands against it, in words.
    """
    if not pin:
        raise UserError(_("没有输入 PIN。"), _("没有签名。输入 U 盾的 PIN 再试。"))
    with told(place.label):
        token = _token(place)
        with token.open(rw=write, user_pin=pin) as session:
            yield session


def _token(place: TokenPlace) -> pkcs11.Token:
    driver = library(place.module)
    found = _of_serial(driver, place.serial)
    if found is None:
        # Drivers look for slots once: a token that was put in since is seen after a new start.
        driver.reinitialize()
        found = _of_serial(driver, place.serial)
    if found is None:
        raise UserError(
            _("没有插上 U 盾“{label}”（{serial}）。").format(
                label=place.label, serial=place.serial
            ),
            _("插上它再试，没有签名。"),
        )
    return found


def _of_serial(driver: _pkcs11.lib, serial: str) -> pkcs11.Token | None:
    for token in driver.get_tokens():
        if token.serial.decode("ascii", "replace").strip() == serial:
            return token
    return None


@contextmanager
def told(label: str = "") -> Iterator[None]:
    """Say in words what a driver answers with a number."""
    import pkcs11

    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange) as no:
        raise UserError(
            _("PIN 不对。"), _("没有签名。连续输错几次 U 盾会锁住，想清楚再试。")
        ) from no
    except pkcs11.PinLocked as no:
        raise UserError(
            _("U 盾“{label}”的 PIN 已经锁住。").format(label=label),
            _("没有签名。用厂商的工具或找发 U 盾的单位解锁。"),
        ) from no
    except (pkcs11.UserPinNotInitialized, pkcs11.PinExpired) as no:
        raise UserError(
            _("U 盾“{label}”还没有设 PIN，或 PIN 已过期。").format(label=label),
            _("没有签名。用厂商的工具设好 PIN 再试。"),
        ) from no
    except _gone() as no:
        raise UserError(
            _("U 盾“{label}”拔掉了，或没有插好。").format(label=label),
            _("没有签名。插好再试。"),
        ) from no
    except pkcs11.PKCS11Error as no:
        raise UserError(
            _("U 盾“{label}”出错（{kind}）。").format(label=label, kind=type(no).__name__),
            _("没有签名。拔下重插再试；仍不行，向厂商报告。"),
        ) from no


def _gone() -> tuple[type[Exception], ...]:
    import pkcs11

    return (
        pkcs11.DeviceRemoved,
        pkcs11.NoSuchToken,
        pkcs11.SessionClosed,
        pkcs11.SessionHandleInvalid,
        pkcs11.SlotIDInvalid,
        pkcs11.TokenNotPresent,
        pkcs11.TokenNotRecognised,
    )


def private_keys(session: pkcs11.Session) -> Iterator[PrivateObject]:
    """Yield the keys of a token that could sign."""
    import pkcs11

    for one in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY}):
        if one[pkcs11.Attribute.KEY_TYPE] in {pkcs11.KeyType.RSA, pkcs11.KeyType.EC}:
            yield cast(PrivateObject, one)


def private_key(session: pkcs11.Session, number: str) -> PrivateObject:
    """Return the key of an id.

    Raises:
        UserError: It is not there.
    """
    for one in private_keys(session):
        if one.id.hex() == number:
            return one
    raise UserError(
        _("U 盾里没有编号 {key} 的密钥。").format(key=number),
        _("没有签名。换上登记过的 U 盾，或用 keys replace 换密钥。"),
    )
