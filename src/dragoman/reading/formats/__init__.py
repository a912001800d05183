"""Input formats, one module each, with ``READER``; the file's name is the format's name."""
