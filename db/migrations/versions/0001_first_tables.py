"""The first tables: all forms with their histories, journal, catalogue tables, views."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text("utf-8").split(";\n")
    for statement in filter(None, statements):
        op.execute(statement)
