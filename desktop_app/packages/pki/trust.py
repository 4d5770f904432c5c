"""What a person says is to be trusted: files and folders, told apart by what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from desktop_app.packages.pki.admission import (
    SUFFIX,
    Admission,
    admission_name,
    is_admission,
    pem,
    read_admission,
)
from desktop_app.packages.pki.keys import load_certificates, pem_of, read_file
from desktop_app.packages.pki.revocation import SUFFIX as LIST_SUFFIX
from desktop_app.packages.pki.revocation import (
    RevocationList,
    Trusted,
    is_revocation_list,
    list_name,
    read_list,
    revocations,
)

_KINDS = (".pem", LIST_SUFFIX, SUFFIX)
"""What files of a folder are taken; such a folder is the `trust` of a workspace, say."""


@dataclass(frozen=True, slots=True)
class Given:
    """CA certificates, with what they have revoked and admitted."""

    certificates: tuple[x509.Certificate, ...]
    lists: tuple[RevocationList, ...]
    admissions: tuple[Admission, ...]

    @property
    def trusted(self) -> Trusted:
        """What a verifier goes by."""
        return Trusted(self.certificates, revocations(self.lists), self.admissions)

    def files(self) -> dict[str, bytes]:
        """Return it as the files of a `trust` folder, by name."""
        names = ("ca.pem", *(f"ca-{n}.pem" for n in range(2, len(self.certificates) + 1)))
        found = {name: pem_of(one) for name, one in zip(names, self.certificates, strict=False)}
        found |= {list_name(one.issuer): one.data for one in self.lists}
        return found | {
            admission_name(one.certificate): pem(one.certificate) for one in self.admissions
        }


def read_given(places: Sequence[Path]) -> Given:
    """Read CA certificates, revocation lists and admissions, given one by one or as folders.

    Raises:
        UserError: One cannot be read, or a list or admission is of none of these CAs.
    """
    certificates: dict[x509.Certificate, None] = {}
    others: list[bytes] = []
    for path in [file for place in places for file in _files(place)]:
        data = read_file(path)
        if is_revocation_list(data) or is_admission(data):
            others.append(data)
        else:
            certificates |= dict.fromkeys(load_certificates(path))
    trust = tuple(certificates)
    lists = {one.issuer: one for one in sorted(_lists(others, trust), key=lambda one: one.number)}
    admitted = (read_admission(data, trust) for data in others if not is_revocation_list(data))
    return Given(trust, tuple(lists.values()), tuple(admitted))


def _lists(others: Sequence[bytes], trust: Sequence[x509.Certificate]) -> list[RevocationList]:
    return [read_list(data, trust) for data in others if is_revocation_list(data)]


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    return [path for path in sorted(place.iterdir()) if path.suffix in _KINDS]
