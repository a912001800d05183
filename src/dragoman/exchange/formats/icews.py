"""The other name of ``cameo``: the files that ICEWS publishes."""

from dragoman.exchange.formats.cameo import EXPORTER, write

__all__ = ["EXPORTER", "write"]
