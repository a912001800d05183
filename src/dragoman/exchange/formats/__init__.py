"""The formats written: the file's name is the format's name."""
