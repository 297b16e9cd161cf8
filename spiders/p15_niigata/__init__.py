"""Sources of 新潟県 and its municipalities."""
