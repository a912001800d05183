"""Actors that the lexicon knows are found by their key there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the key; reports coded before have none."""
    op.add_column("actors", sa.Column("key", sa.Text(), comment="of an actor that the lexicon knows"))
    op.create_index("actors_by_key", "actors", ["key"])
