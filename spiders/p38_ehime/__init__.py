"""Sources of 愛媛県 and its municipalities."""
