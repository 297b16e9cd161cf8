"""Sources of 愛知県 and its municipalities."""
