"""Text as it may be shown, whatever stands in it."""

from __future__ import annotations

# Escape sequences begin with C0 or C1 controls; bidirectional overrides could hide what stands there.
_VISIBLE = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def printable(text: str) -> str:
    """The text with control characters made visible, so that a story cannot steer the terminal."""
    return text.translate(_VISIBLE)
