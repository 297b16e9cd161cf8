"""Sources of 岐阜県 and its municipalities."""
