"""Sources of 三重県 and its municipalities."""
