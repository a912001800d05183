"""Input formats, one module each, with ``READER`` and its ``SUFFIXES``; the file's name is the format's name."""
