"""Who gets to read it: audience packs, handling labels, and the choice of records."""
