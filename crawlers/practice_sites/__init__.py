"""Practice sites of national systems: invented data, told as such, in the shape of the real ones."""
