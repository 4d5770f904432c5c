"""What the importer asks the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from desktop_app.domain.plans import Stored


class Existing(Protocol):
    """The records that are there already; the store is one."""

    def rows(
        self, form: str, columns: Sequence[str], *, where: str = "", params: Sequence[Stored] = ()
    ) -> Iterator[tuple[Stored, ...]]:
        """Yield (uid, version, *columns) of the records of a form."""
        ...


class Nothing:
    """An empty store, for files that are only looked at."""

    def rows(
        self,
        form: str,  # noqa: ARG002 - there are no records of any form
        columns: Sequence[str],  # noqa: ARG002 - as above
        *,
        where: str = "",  # noqa: ARG002 - as above
        params: Sequence[Stored] = (),  # noqa: ARG002 - as above
    ) -> Iterator[tuple[Stored, ...]]:
        """Yield nothing."""
        return iter(())
