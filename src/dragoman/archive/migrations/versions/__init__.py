"""The steps. A step never changes once a version with it was released; the next number holds the next change."""
