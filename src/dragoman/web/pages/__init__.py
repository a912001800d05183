"""The pages, a module each: what it finds, and ``routes`` with its addresses."""
