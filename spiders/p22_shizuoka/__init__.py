"""Sources of 静岡県 and its municipalities."""
