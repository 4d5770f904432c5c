"""Files that came and went, remarks of the city, decisions on overlaps: three forms."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text("utf-8").split(";\n")
    for statement in filter(None, statements):
        op.execute(statement)
