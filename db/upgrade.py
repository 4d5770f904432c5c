"""Brings an older database up to date with the migrations in `migrations/`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from db.engine import connect

MIGRATIONS = Path(__file__).parent / "migrations"


def make_engine(path: Path) -> Engine:
    """Return what Alembic works with; it emits BEGIN itself, so that all is done or nothing."""
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def upgrade(path: Path, *, to: str = "head") -> None:
    """Run the migrations that a database lacks, all in one transaction.

    The caller has made a checked copy before. Alembic is set up in code, so that the built
    program needs no ini file.

    Raises:
        sqlite3.Error: The disk is full, the file is damaged; the database is as it was.
    """
    engine = make_engine(path)
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    except DBAPIError as error:
        # The caller knows what SQLite says of a full disk or a damaged file.
        raise (error.orig or error) from error
    finally:
        engine.dispose()
