"""Reading: bytes to documents."""
