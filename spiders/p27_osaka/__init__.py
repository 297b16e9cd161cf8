"""Sources of 大阪府 and its municipalities."""
