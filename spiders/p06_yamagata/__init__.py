"""Sources of 山形県 and its municipalities."""
