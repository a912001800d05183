"""One document to one report; alone knows the order of the steps."""

from dragoman.coder.coder import Coder, Explained

__all__ = ["Coder", "Explained"]
