"""Practice sites of national systems, made after what is known of the real ones."""
