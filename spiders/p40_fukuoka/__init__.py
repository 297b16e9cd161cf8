"""Sources of 福岡県 and its municipalities."""
