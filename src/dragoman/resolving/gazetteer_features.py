"""What is taken into a gazetteer: kinds of places by GeoNames feature codes, and names that can stand in English copy."""

from __future__ import annotations

from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.places import SECTION
from dragoman.resolving.gazetteer import name_key

FILE = "features"
_WORDS = ("division_words", "articles")
_DIVISIONS = frozenset({"admin1", "admin2", "district"})


class Features:
    """The lists of ``lexicon/places/features.yaml``."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.files(SECTION)[FILE].lists
        self._kinds = {code: kind for kind, codes in lists.items() if kind not in _WORDS for code in codes}
        self._division_words, self._articles = frozenset(lists["division_words"]), frozenset(lists["articles"])

    def kind(self, code: str) -> str | None:
        """The kind of place of a feature code; None for what is left out."""
        return self._kinds.get(code)

    def other_names(self, name: str, kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """The other names of a place that can be looked up: usable ones, without an Arabic article, and a division's bare name."""
        usable = [n for n in names if is_usable(n)]
        bare = [self.bare_name(n) for n in (name, *usable)] if kind in _DIVISIONS else []
        plain = [self.without_article(n) for n in (name, *usable, *bare)]
        return tuple(n for n in dict.fromkeys((*usable, *bare, *plain)) if n != name and len(n) > 2)

    def bare_name(self, name: str) -> str:
        """A division's name without the words that say what sort it is: "Wardak" for "Wardak Province"."""
        return " ".join(word for word in name.split() if word.lower().strip("'’") not in self._division_words)

    def without_article(self, name: str) -> str:
        """The name without an Arabic article: "Anbar" for "Al Anbar"."""
        head, _, rest = name.replace("-", " ", 1).partition(" ")
        return rest if rest and head.lower() in self._articles else name


def is_usable(name: str) -> bool:
    """Whether another name can stand in English copy: Latin letters, a capital first, no airport code."""
    key = name_key(name)
    return name[:1].isupper() and key.isascii() and len(key) > 2 and not (name.isupper() and len(name) <= 4)
