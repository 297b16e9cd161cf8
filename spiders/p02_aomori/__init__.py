"""Sources of 青森県 and its municipalities."""
