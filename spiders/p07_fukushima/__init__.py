"""Sources of 福島県 and its municipalities."""
