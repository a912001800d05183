"""Reported speech in parts: quotation marks, cue words, what they take, and whose words they are."""
