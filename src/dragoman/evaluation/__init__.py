"""Checks of the coder against what people wrote down: the lexicon's own sentences, a gold file."""
