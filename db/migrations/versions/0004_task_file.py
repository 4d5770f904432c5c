"""What the city sets by task file: seven forms; the days of a period are kept there now."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text("utf-8").split(";\n")
    for statement in filter(None, statements):
        op.execute(statement)
