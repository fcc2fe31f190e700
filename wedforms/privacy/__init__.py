"""One person's data: all of it found, handed over as a copy, or erased but for what must stay."""
