"""dragoman reads newswire and keeps the record of a crisis; every field points at its words."""

from dragoman.coder import Coder

__all__ = ["Coder"]
