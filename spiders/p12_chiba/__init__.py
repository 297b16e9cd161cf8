"""Sources of 千葉県 and its municipalities."""
