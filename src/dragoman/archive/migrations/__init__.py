"""How the tables of an archive came to be, step by step; Alembic runs what an archive lacks when it is opened."""
