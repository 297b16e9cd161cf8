"""Sources of 栃木県 and its municipalities."""
