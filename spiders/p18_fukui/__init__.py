"""Sources of 福井県 and its municipalities."""
