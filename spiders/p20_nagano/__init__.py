"""Sources of 長野県 and its municipalities."""
