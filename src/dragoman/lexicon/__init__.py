"""Knowledge as data: YAML files a political scientist reads and extends, and what loads them."""

from dragoman.lexicon.load import Lexicon, load_lexicon
from dragoman.lexicon.section import Section

__all__ = ["Lexicon", "Section", "load_lexicon"]
