"""One document to its records: one module per kind of record."""
