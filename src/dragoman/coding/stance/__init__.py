"""Positions in parts: the issues spoken of, the words that take a stand, and who stands there."""
