"""The letters the parser is given: same length as the text, in the case and marks it was trained on."""

from __future__ import annotations

_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u2011": "-"})


def parser_text(text: str) -> str:
    """Give ``text`` with plain quotation marks and spaces, code point for code point as long."""
    return text.translate(_PLAIN)
