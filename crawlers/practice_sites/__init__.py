"""Practice sites of the national systems, invented: they answer as clients say the real ones do."""
