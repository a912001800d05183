"""What the archive holds, written in the formats that others load: a module of ``exchange/formats`` for each."""
