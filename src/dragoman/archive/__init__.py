"""The store: documents, reports and corrections, only ever added to, and what finds them again."""

from dragoman.archive.actors import NamedActor
from dragoman.archive.asof import View
from dragoman.archive.filters import Filter, QueryKind
from dragoman.archive.intake import Coder, Listener
from dragoman.archive.stats import Stats
from dragoman.archive.store import Archive

__all__ = ["Archive", "Coder", "Filter", "Listener", "NamedActor", "QueryKind", "Stats", "View"]
