"""The desk: pages and a REST interface on an archive. Both show what the same functions find; no rule of the field lives here."""
