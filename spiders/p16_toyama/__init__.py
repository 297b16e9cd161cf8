"""Sources of 富山県 and its municipalities."""
