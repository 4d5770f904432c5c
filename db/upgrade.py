"""Brings an older database up to date with the migrations in `migrations/`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from db.engine import make_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, *, to: str = "head") -> None:
    """Run the migrations that a database lacks, all in one transaction.

    The caller has made a checked copy before. Alembic is set up in code, so that the built
    program needs no ini file.
    """
    engine = make_engine(path)
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    finally:
        engine.dispose()
