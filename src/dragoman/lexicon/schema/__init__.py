"""One module for each section of the lexicon; each declares ``SECTION``."""
