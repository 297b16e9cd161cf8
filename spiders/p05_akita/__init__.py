"""Sources of 秋田県 and its municipalities."""
