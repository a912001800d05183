"""Names to actors with codes and offices, and to places in the gazetteer."""
