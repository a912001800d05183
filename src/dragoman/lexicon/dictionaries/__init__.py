"""Dictionaries in the formats of TABARI and PETRARCH, read into the lexicon's own structures."""

from dragoman.lexicon.dictionaries.read import Dictionaries, read_dictionaries

__all__ = ["Dictionaries", "read_dictionaries"]
