"""What imports remember: the form import_memory with its history and view."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text("utf-8").split(";\n")
    for statement in filter(None, statements):
        op.execute(statement)
