"""Records in words for people: the same on the terminal, on pages and in exports."""
