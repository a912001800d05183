"""The letters the parser is given: same length as the text, in the case and marks it was trained on."""

from __future__ import annotations

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\x91\x92`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\x93\x94", '"'),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n\x0b\x0c\u2028\u2029",
            " ",
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2212", "-"),
        **dict.fromkeys("\x96\u2015", "\u2013"),
        "\x97": "\u2014",
        "\x85": "\u2026",
    }
)
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


def parser_text(text: str) -> str:
    """Give ``text`` with plain quotation marks, spaces and dashes, code point for code point as long.

    The marks of Windows-1252 that were read as control characters are taken for what they stood for.
    """
    plain = text.translate(_PLAIN)
    try:
        plain.encode("utf-8")
    except UnicodeEncodeError:
        return plain.translate(_SURROGATES)
    return plain
