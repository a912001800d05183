"""Feeds by URL and folders, looked at again and again: what is new there is read, coded, kept and assembled.

How each feed does stands in tables of its own in the archive's database, so a restart goes on where it was.
"""

from dragoman.watching.feeds import Feed, read_feeds
from dragoman.watching.looks import Look, Onlooker, Settings
from dragoman.watching.stopping import Stop
from dragoman.watching.watch import Watch

__all__ = ["Feed", "Look", "Onlooker", "Settings", "Stop", "Watch", "read_feeds"]
